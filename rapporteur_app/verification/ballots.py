"""The check of the ballots: each is, byte for byte, what its member signed."""

import hashlib

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, BallotStatus, MemberKey, Setting
from rapporteur_app.trust.ballots import BallotClear, read_ballot
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.workspace import Reader


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
