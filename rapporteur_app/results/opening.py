"""The opening: once a round, chair and witness take off the seals, and all scores are shown at once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, NotOpened, RapporteurError, UnreadableFile, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Candidate, Holder, Opening, Score, ScoreState
from rapporteur_app.progress import SILENT
from rapporteur_app.scoring.answers import Answer, to_score
from rapporteur_app.scoring.judging import counting_ballot
from rapporteur_app.scoring.keys import FIRST_ROUND, opening_keys
from rapporteur_app.scoring.sealed import unsealed
from rapporteur_app.setup.criteria import need_frozen, rubric_of
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.rubric import CriterionKind
from rapporteur_app.trust.ballots import open_ballot, read_ballot
from rapporteur_app.trust.errors import PassphrasesMissing, WrongPassphrase
from rapporteur_app.trust.keys import unlock_opening
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.images import compact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapporteur_app.progress import Progress
    from rapporteur_app.setup.rubric import Rubric
    from rapporteur_app.trust.keys import OpeningKey as Opener
    from rapporteur_app.workspace import Actor, Reader, Workspace


class BadBallot(UnreadableFile):
    """A ballot that should count cannot be opened; `member` is whose, for whoever leaves it out with a reason."""

    def __init__(self, member: str, refusal: RapporteurError) -> None:
        text = message(
            "{reason} Nothing was opened. Ask {member} for a new ballot, or leave this one out with a reason.",
            reason=refusal.message,
            member=member,
        )
        super().__init__(text, refusal.detail)
        self.member = member


def open_results(
    workspace: Workspace,
    actor: Actor,
    chair: str | None,
    witness: str | None,
    *,
    round_number: int = FIRST_ROUND,
    leave_out: Mapping[int, str] | None = None,
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
        progress: told of each ballot.

    Raises:
        NotOpened: a passphrase is missing or wrong.
        WrongStage: opened before, no keys, or no ballot counts.
        BadBallot: a ballot's sealed part is not what its clear part signed, and it is not left out.
        BadInput: a reason is missing, or the ballot to leave out can be opened.
    """
    without = leave_out or {}
    with workspace.reading() as reader:
        _require_openable(reader, round_number)
        keys = _unlocked(reader, round_number, {Holder.CHAIR: chair, Holder.WITNESS: witness})
        counted, left_out = _sort(reader, round_number)
        _require_reasons(without, counted)
        rubric = rubric_of(need_frozen(reader))
        candidates = {candidate.id or 0 for candidate in reader.all(Candidate)}
    progress.start(message("Opening ballots"), len(counted))
    scores: dict[int, list[Score]] = {}
    for ballot in counted:
        opened = _opened(ballot, keys, rubric, candidates, bad_expected=ballot.member_id in without)
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
        _require_openable(tx, round_number)
        if [ballot.id for ballot in _sort(tx, round_number)[0]] != [ballot.id for ballot in counted]:
            raise WrongStage(message("Ballots came in meanwhile. Nothing was opened; open the results again."))
        tx.session.add_all([score for rows in scores.values() for score in rows])
        return tx.add(
            Opening(
                round=round_number,
                at=now(),
                list_digest=ballot_list_digest(kept),
                counted=[ballot.id or 0 for ballot in kept],
                left_out=left_out,
                holders=[holder.value for holder in keys],
            )
        )


STRANGE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What reading raises where a signed ballot holds what this program would never seal."""

LEFT_OUT = "left_out"
"""The reason of a ballot that could not be opened and that the chair left out; its "why" stands beside it."""


def _require_reasons(without: Mapping[int, str], counted: list[Ballot]) -> None:
    counting = {ballot.member_id for ballot in counted}
    for member, reason in without.items():
        if not reason.strip():
            raise BadInput(message("A ballot is left out only with a reason."))
        if member not in counting:
            raise BadInput(message("{member} has no ballot that counts, so none to leave out.", member=f"M{member}"))


def _opened(
    ballot: Ballot, keys: dict[Holder, Opener], rubric: Rubric, candidates: set[int], *, bad_expected: bool
) -> list[Score] | None:
    """The scores of a ballot, in memory; None where it cannot be opened and was to be left out."""
    member = f"M{ballot.member_id}"
    try:
        scores = _scores(ballot, keys, rubric, candidates)
    except (RapporteurError, *STRANGE) as error:
        if bad_expected:
            return None
        strange = UnreadableFile(
            message("The ballot of {member} holds what nobody can read.", member=member), str(error)
        )
        raise BadBallot(member, error if isinstance(error, RapporteurError) else strange) from error
    if bad_expected:
        raise BadInput(
            message("The ballot of {member} can be opened; only one that cannot is left out.", member=member)
        )
    return scores


def _require_openable(reader: Reader, round_number: int) -> None:
    if reader.first(Opening, round=round_number):
        raise WrongStage(message("Round {round} was opened already; a round is opened once.", round=round_number))
    if not opening_keys(reader, round_number):
        raise WrongStage(message("Round {round} has no opening keys, so nothing to open.", round=round_number))
    if not _sort(reader, round_number)[0]:
        raise WrongStage(message("No ballot counts yet: collect the members' final ballots first."))


def _unlocked(reader: Reader, round_number: int, passphrases: dict[Holder, str | None]) -> dict[Holder, Opener]:
    rows = opening_keys(reader, round_number)
    if any(not passphrases[holder] for holder in rows):
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
    counting = [counting_ballot(reader, member.id or 0, round_number) for member in scoring_members(reader)]
    counted = [ballot for ballot in counting if ballot is not None]
    members, numbers = {ballot.member_id for ballot in counted}, {ballot.id for ballot in counted}
    waiting = [
        row
        for row in reader.all(Ballot, round=round_number)
        if row.id not in numbers and (row.member_id not in members or row.status in WAITING)
    ]
    left_out = [{"ballot": row.id, "member": f"M{row.member_id}", "reason": row.status.value} for row in waiting]
    return counted, left_out


def ballot_list_digest(ballots: list[Ballot]) -> str:
    """The digest of the list of ballots that count: SHA-256 of compact JSON [[member, revision, digest], ...]."""
    rows = [[f"M{ballot.member_id}", ballot.revision, ballot.digest] for ballot in ballots]
    return hashlib.sha256(compact(rows)).hexdigest()


JUDGED_ON = {
    CriterionKind.SCORED: {ScoreState.SCORED},
    CriterionKind.GATE: {ScoreState.PASS, ScoreState.CONCERN},
}
"""What a judgement may be on each kind of criterion; an abstention or lack of evidence may stand on both."""
JUDGED = {state for states in JUDGED_ON.values() for state in states}


def _require_expected(answers: list[Answer], rubric: Rubric, candidates: set[int], ballot: Ballot) -> None:
    """See that a sealed part holds only what was asked: known candidates, the rubric's criteria, scores on its scale.

    Raises:
        UnreadableFile: it does not; the sentence names the member and the cell.
    """
    criteria = {criterion.code: criterion for criterion in to_score(rubric)}
    for answer in answers:
        fits = answer.candidate in candidates and answer.criterion in criteria
        if fits and answer.state in JUDGED:
            fits = answer.state in JUDGED_ON[criteria[answer.criterion].kind]
        if fits and answer.value is not None:
            fits = rubric.scale.holds(answer.value)
        if not fits:
            raise UnreadableFile(
                message(
                    "The ballot of {member} holds a score that its pack did not ask for: {candidate}, {criterion}.",
                    member=f"M{ballot.member_id}",
                    candidate=f"C{answer.candidate}",
                    criterion=answer.criterion,
                )
            )


def _scores(ballot: Ballot, keys: dict[Holder, Opener], rubric: Rubric, candidates: set[int]) -> list[Score]:
    clear, envelope = read_ballot(ballot.data)
    content = open_ballot(clear, envelope, keys[Holder.CHAIR], keys.get(Holder.WITNESS))
    answers = [unsealed(answer) for answer in content.answers]
    _require_expected(answers, rubric, candidates, ballot)
    return [
        Score(
            round=ballot.round,
            ballot_id=ballot.id or 0,
            member_id=ballot.member_id or 0,
            candidate_id=answer.candidate,
            criterion=answer.criterion,
            state=answer.state,
            value=answer.value,
            comment=answer.comment,
        )
        for answer in answers
    ]


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
