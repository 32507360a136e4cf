"""The checks of the ballots: each is, byte for byte, what its member signed; and what they countersign of the log."""

import hashlib

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import AuditEntry, Ballot, BallotStatus, MemberKey, PackEdition, Setting
from rapporteur_app.trust.ballots import BallotClear, read_ballot
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.workspace import Reader
from rapporteur_app.workspace.chain import ANCHOR_DIGITS


def check_ballots(reader: Reader) -> Check:
    """Whether each stored ballot is the file that came in, signed with its member's key, and as its row says."""
    ballots = reader.all(Ballot)
    problems = [problem for ballot in ballots for problem in _problems(reader, ballot)]
    return verdict("ballots", problems, message("{count} ballots, each as it was signed.", count=len(ballots)))


def _problems(reader: Reader, ballot: Ballot) -> list[Message]:
    if hashlib.sha256(ballot.data).hexdigest() != ballot.digest:
        return [_about(ballot, message("Changed after it came in."))]
    try:
        clear, _envelope = read_ballot(ballot.data)
    except RapporteurError as error:
        return [_about(ballot, error.message)]
    found = []
    if ballot.status is not BallotStatus.WRONG_MEMBER and clear.key not in _keys(reader, ballot):
        found.append(message("Not signed with {member}'s key.", member=clear.member))
    if _said(clear) != _kept(ballot):
        found.append(message("The selection says something else of it than its signed part."))
    selection = reader.get(Setting, "id")
    if selection is not None and clear.selection != selection.value:
        found.append(message("It belongs to another selection."))
    return [_about(ballot, text) for text in found]


def _about(ballot: Ballot, text: Message) -> Message:
    return message("Ballot {ballot}: {text}", ballot=ballot.short_id, text=text)


def _keys(reader: Reader, ballot: Ballot) -> set[str]:
    """The keys that a ballot may be signed with: its member's, or the file's for one that came as a score sheet."""
    if ballot.from_sheet:
        from rapporteur_app.scoring.keys import FILE_KEY

        return {row.value for row in reader.all(Setting, key=FILE_KEY)}
    return {row.public for row in reader.all(MemberKey, member_id=ballot.member_id)}


def _said(clear: BallotClear) -> tuple[object, ...]:
    conflicts = [(conflict.candidate, conflict.reason) for conflict in clear.conflicts]
    counts = (clear.round, clear.revision, clear.final, clear.answered, clear.due)
    return (clear.member, *counts, clear.key, clear.rubric, conflicts)


def _kept(ballot: Ballot) -> tuple[object, ...]:
    conflicts = [(conflict["candidate"], conflict["reason"]) for conflict in ballot.conflicts]
    counts = (ballot.round, ballot.revision, ballot.final, ballot.scored, ballot.due)
    return (f"M{ballot.member_id}", *counts, ballot.key, ballot.rubric_hash, conflicts)


def check_anchors(reader: Reader) -> Check:
    """Whether the heads of the log that packs carried away, and signed ballots brought back, are still in the log."""
    places = {entry.hash[:ANCHOR_DIGITS]: entry.n or 0 for entry in reader.all(AuditEntry)}
    signed: dict[str, int] = {}
    problems = [
        message(
            "The log differs from the one in the pack of {member}, edition {edition}.",
            member=f"M{pack.member_id}",
            edition=pack.edition,
        )
        for pack in reader.all(PackEdition)
        if pack.audit_head[:ANCHOR_DIGITS] not in places
    ]
    for ballot in reader.all(Ballot, from_sheet=False):
        if ballot.status is BallotStatus.WRONG_MEMBER:
            continue  # kept as received; nothing says that the member signed it
        clear, _envelope = read_ballot(ballot.data)
        place = places.get(clear.audit_head[:ANCHOR_DIGITS])
        if place is None:
            problems.append(message("The log differs from the one in {member}'s ballot.", member=clear.member))
        else:
            signed[clear.member] = max(place, signed.get(clear.member, 0))
    return verdict("anchors", problems, _countersigned(signed, len(places)))


def _countersigned(signed: dict[str, int], entries: int) -> Message:
    if not signed:
        return message("No entry is countersigned yet.")
    last = max(signed.values())
    values = {"last": last, "next": last + 1, "end": entries, "count": len(signed)}
    if last == entries:
        return message("Entries 1-{last} are countersigned by {count} members.", **values)
    return message("Entries 1-{last} are countersigned by {count} members; {next}-{end} are not anchored.", **values)
