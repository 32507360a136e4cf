"""The opening: once a round, chair and witness take off the seals, and all scores are shown at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, NotOpened, WrongStage
from rapporteur_app.garbage import collector_off
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Candidate, Holder, Opening, Score, ScoreState
from rapporteur_app.progress import SILENT
from rapporteur_app.results.unsealing import Asked, Keyholders, opened_scores
from rapporteur_app.scoring.keys import FIRST_ROUND, file_key, opening_keys
from rapporteur_app.scoring.receipts import ballot_list_digest, counting_ballots, list_in_force
from rapporteur_app.setup.criteria import need_frozen, rubric_of
from rapporteur_app.setup.settings import setting
from rapporteur_app.trust.at_distance import OpeningRequest, make_request
from rapporteur_app.trust.errors import PassphrasesMissing, WitnessPartMissing, WrongPassphrase
from rapporteur_app.trust.keys import unlock_opening
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.progress import Progress
    from rapporteur_app.scoring.answers import Answer
    from rapporteur_app.trust.at_distance import OpeningPart
    from rapporteur_app.trust.keys import OpeningKey as Opener
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace


@collector_off()
def open_results(
    workspace: Workspace,
    actor: Actor,
    chair: str | None,
    witness: str | None,
    *,
    round_number: int = FIRST_ROUND,
    leave_out: Mapping[int, str] | None = None,
    part: OpeningPart | None = None,
    progress: Progress = SILENT,
) -> Opening:
    """Close collecting and open every ballot that counts; a bad one stops all before any score shows.

    Args:
        workspace: the selection.
        actor: who opens.
        chair: the chair's passphrase.
        witness: the witness's passphrase; not needed where there is one keyholder.
        round_number: which scoring round.
        leave_out: by member number, why their ballot, which cannot be opened, does not count (trust.md, Opening 4).
        part: what the witness made elsewhere out of the chair's request, instead of the witness's passphrase.
        progress: told of each ballot.

    Raises:
        NotOpened: a passphrase is missing or wrong.
        WrongStage: opened before, no keys, or no ballot counts.
        BadBallot: a ballot's sealed part is not what its clear part signed, and it is not left out.
        BadInput: a reason is missing, or the ballot to leave out can be opened.
    """
    without = leave_out or {}
    with workspace.reading() as reader:
        counted, left_out = _require_openable(reader, round_number)
        _require_reasons(without, counted)
        if part is not None:
            require_fits(part, workspace.id, round_number, ballot_list_digest(counted))
        keys = _unlocked(reader, round_number, {Holder.CHAIR: chair, Holder.WITNESS: witness}, apart=part is not None)
        holders = Keyholders(keys[Holder.CHAIR], keys.get(Holder.WITNESS), part)
        asked = Asked(rubric_of(need_frozen(reader)), {candidate.id or 0 for candidate in reader.all(Candidate)})
        receipts = list_in_force(reader, round_number)
        for ballot in counted:  # read now: the seals come off once the file is let go
            reader.session.refresh(ballot, ["data"])
    progress.start(message("Opening ballots"), len(counted))
    scores: dict[int, list[Answer]] = {}
    for ballot in counted:
        opened = opened_scores(ballot, holders, asked, bad_expected=ballot.member_id in without)
        if opened is not None:
            scores[ballot.id or 0] = opened
        progress.advance()
    kept = [ballot for ballot in counted if ballot.id in scores]
    if not kept:
        raise WrongStage(message("No ballot is left to count."))
    left_out += [
        {"ballot": ballot.id, "member": f"M{ballot.member_id}", "reason": LEFT_OUT,
         "why": without[ballot.member_id or 0].strip()}
        for ballot in counted if ballot.id not in scores
    ]  # fmt: skip
    with workspace.transaction(
        actor, message("Results opened, round {round}", round=round_number), reversible=False
    ) as tx:
        if [ballot.id for ballot in _require_openable(tx, round_number)[0]] != [ballot.id for ballot in counted]:
            raise WrongStage(message("Ballots came in meanwhile. Nothing was opened; open the results again."))
        for ballot in kept:
            _keep(tx, ballot, scores[ballot.id or 0])
        return tx.add(
            Opening(
                round=round_number,
                at=now(),
                list_digest=ballot_list_digest(kept),
                counted=[ballot.id or 0 for ballot in kept],
                left_out=left_out,
                holders=[holder.value for holder in Holder if holder in keys or part is not None],
                at_distance=part is not None,
                receipts_at=receipts.made_at if receipts else None,
            )
        )


def _keep(tx: Transaction, ballot: Ballot, answers: Sequence[Answer]) -> None:
    """Store what a ballot holds: many thousands of rows, hence not as objects."""
    about = (ballot.round, ballot.id, ballot.member_id)
    rows = [
        (number, *about, answer.candidate, answer.criterion, STATES[answer.state], answer.value, answer.comment)
        for number, answer in enumerate(answers, start=tx.next_id(Score))
    ]
    tx.insert_plain(Score, rows)


STATES = {state: state.value for state in ScoreState}
"""By state, the word that the database holds."""

LEFT_OUT = "left_out"
"""The reason of a ballot that could not be opened and that the chair left out; its "why" stands beside it."""


def _require_reasons(without: Mapping[int, str], counted: list[Ballot]) -> None:
    counting = {ballot.member_id for ballot in counted}
    for member, reason in without.items():
        if not reason.strip():
            raise BadInput(message("A ballot is left out only with a reason."))
        if member not in counting:
            raise BadInput(message("{member} has no ballot that counts, so none to leave out.", member=f"M{member}"))


def make_opening_request(workspace: Workspace, actor: Actor, store: KeyStore, round_number: int = FIRST_ROUND) -> bytes:
    """The chair's request to a witness who is elsewhere: the ballots that count, and the witness's locked key.

    Raises:
        WrongStage: as in `open_results`, or the round has no witness.
    """
    key = file_key(workspace, actor, store)
    with workspace.reading() as reader:
        _require_openable(reader, round_number)
        witness = opening_keys(reader, round_number).get(Holder.WITNESS)
        if witness is None:
            raise WrongStage(message("This round has no witness: the chair opens it alone."))
        counted = counting_ballots(reader, round_number)
        request = OpeningRequest(
            selection=workspace.id, round=round_number, title=setting(reader, "title"),
            list_digest=ballot_list_digest(counted), witness=witness.public, locked=witness.locked,
            ballots=tuple(ballot.data for ballot in counted), made_at=now(),
        )  # fmt: skip
    data = make_request(request, key)
    with workspace.transaction(actor, message("Opening at a distance requested"), reversible=False):
        return data


def require_fits(part: OpeningPart, selection: str, round_number: int, list_digest: str) -> None:
    """See that the witness's part was made for the ballots that count now.

    Raises:
        NotOpened: it belongs elsewhere, or the ballots have changed since the request.
    """
    if (part.selection, part.round) != (selection, round_number):
        raise NotOpened(message("Not opened: the witness's part belongs to another selection or round."))
    if part.list_digest != list_digest:
        raise NotOpened(message("Not opened: the ballots have changed since the request. Send the witness a new one."))


def _require_openable(reader: Reader, round_number: int) -> tuple[list[Ballot], list[dict[str, Any]]]:
    """The ballots that count and those that are left out, of a round that can be opened now."""
    if reader.first(Opening, round=round_number):
        raise WrongStage(message("Round {round} was opened already; a round is opened once.", round=round_number))
    if not opening_keys(reader, round_number):
        raise WrongStage(message("Round {round} has no opening keys, so nothing to open.", round=round_number))
    counted, left_out = _sort(reader, round_number)
    if not counted:
        raise WrongStage(message("No ballot counts yet: collect the members' final ballots first."))
    return counted, left_out


def _unlocked(
    reader: Reader, round_number: int, passphrases: dict[Holder, str | None], *, apart: bool
) -> dict[Holder, Opener]:
    rows = opening_keys(reader, round_number)
    if apart:
        rows = {Holder.CHAIR: rows[Holder.CHAIR]}
    if any(not passphrases[holder] for holder in rows):
        if len(rows) > 1 and passphrases[Holder.CHAIR]:
            raise WitnessPartMissing
        raise PassphrasesMissing if len(rows) > 1 else NotOpened(message("Not opened: needs the chair's passphrase."))
    found, wrong = {}, []
    for holder, row in rows.items():
        try:
            found[holder] = unlock_opening(row.locked, passphrases[holder])
        except WrongPassphrase:
            wrong.append(holder)
    if len(wrong) > 1:
        raise NotOpened(
            message("Not opened: neither passphrase fits. The first is the chair's, the second the witness's.")
        )
    if wrong:
        chair = message("Not opened: the chair's passphrase does not fit the chair's key.")
        witness = message("Not opened: the witness's passphrase does not fit the witness's key.")
        raise NotOpened(chair if wrong == [Holder.CHAIR] else witness)
    return found


WAITING = {
    BallotStatus.LATE,
    BallotStatus.PARTED,
    BallotStatus.UNCONFIRMED,
    BallotStatus.WRONG_RUBRIC,
    BallotStatus.WRONG_MEMBER,
}
"""What is told of even where another ballot of the same member counts; a revision that a newer one replaced is not."""


def _sort(reader: Reader, round_number: int) -> tuple[list[Ballot], list[dict[str, Any]]]:
    """The ballots that count, and those left out each with the reason."""
    counted = counting_ballots(reader, round_number)
    members, numbers = {ballot.member_id for ballot in counted}, {ballot.id for ballot in counted}
    waiting = [
        row
        for row in reader.all(Ballot, without=Ballot.data, round=round_number)
        if row.id not in numbers and (row.member_id not in members or row.status in WAITING)
    ]
    left_out = [{"ballot": row.id, "member": f"M{row.member_id}", "reason": row.status.value} for row in waiting]
    return counted, left_out


def opened_rounds(reader: Reader) -> list[int]:
    """The scoring rounds whose results are open, in order."""
    return sorted(row.round for row in reader.all(Opening))


def need_opened(reader: Reader, round_number: int | None = None) -> int:
    """The round asked for, or the newest that is open.

    Raises:
        WrongStage: it is not open yet.
    """
    rounds = opened_rounds(reader)
    if round_number is not None and round_number not in rounds:
        raise WrongStage(message("Round {round} is not open.", round=round_number))
    if not rounds:
        raise WrongStage(message("The results are not open yet: chair and witness open them (`results --open`)."))
    return rounds[-1] if round_number is None else round_number
