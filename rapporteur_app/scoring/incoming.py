"""What becomes of a file that came in, before it is judged among others: taken, or refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, BallotStatus, Candidate, Member, MemberKey, Opening, OpeningKey, Setting
from rapporteur_app.scoring.keys import FILE_KEY, FIRST_ROUND, openers, opening_keys
from rapporteur_app.scoring.sealed import CANDIDATE
from rapporteur_app.setup.criteria import frozen_version
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.settings import deadline_of
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.trust.ballots import BallotClear
    from rapporteur_app.trust.sealing import Openers
    from rapporteur_app.workspace import Reader

Status = BallotStatus
TAKEN = {Status.ACCEPTED, Status.DRAFT, Status.UNCHANGED, Status.OLDER, Status.LATE, Status.UNCONFIRMED}
"""The statuses of a file that was taken in or was there; with any other the command ends with 1."""


@dataclass(frozen=True)
class Collected:
    """What became of one file."""

    file: str
    status: Status
    member: str | None = None
    revision: int | None = None
    scored: int | None = None
    due: int | None = None
    reasons: list[Message] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        """Whether the file is in the selection now."""
        return self.status in TAKEN

    def as_json(self) -> dict[str, Any]:
        """The outcome as other programs read it."""
        return {
            "file": self.file,
            "member": self.member,
            "status": self.status.value,
            "revision": self.revision,
            "scored": self.scored,
            "due": self.due,
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True)
class Came:
    """A ballot that came in, read and not yet judged.

    Attributes:
        name: of its file.
        clear: what it says of itself.
        data: the ballot, byte for byte.
        digest: its SHA-256, in hex.
        source: the SHA-256 of the score sheet that it was made of; '' for one that a member's program made.
    """

    name: str
    clear: BallotClear
    data: bytes
    digest: str
    source: str


@dataclass(frozen=True)
class Standing:
    """What all ballots that come together are judged by.

    Attributes:
        selection: its id.
        collects: whether ballots are collected now.
        members: those who score, by short id.
        file_key: the selection's own signing key.
        openers: to which keys ballots are sealed.
        late: whether the deadline is over.
        known: the digests of those that are here already.
    """

    selection: str
    collects: bool
    members: Mapping[str, Member]
    file_key: str
    openers: Openers | None
    late: bool
    known: set[str]


def standing_of(reader: Reader, selection: str, ballots: Sequence[Came]) -> Standing:
    """How the selection stands when these ballots come in."""
    collects = frozen_version(reader) is not None and reader.first(Opening, round=FIRST_ROUND) is None
    key = reader.get(Setting, FILE_KEY)
    sealed_to = openers(reader) if collects and opening_keys(reader, FIRST_ROUND) else None
    return Standing(
        selection, collects, {member.short_id: member for member in scoring_members(reader)},
        key.value if key else "", sealed_to, _is_late(reader), _known(reader, ballots),
    )  # fmt: skip


def _known(reader: Reader, ballots: Sequence[Came]) -> set[str]:
    digests = [ballot.digest for ballot in ballots]
    return set(reader.session.exec(select(Ballot.digest).where(col(Ballot.digest).in_(digests))))


def told(came: Came, status: Status, *reasons: Message) -> Collected:
    """The outcome of a ballot that could be read."""
    clear = came.clear
    return Collected(came.name, status, clear.member, clear.revision, clear.answered, clear.due, list(reasons))


def refusal_of(reader: Reader, standing: Standing, came: Came) -> Collected | None:
    """Why a ballot is not taken in at all, if it is not."""
    clear = came.clear
    if clear.selection != standing.selection:
        return told(came, Status.WRONG_SELECTION, message("It belongs to another selection."))
    if came.digest in standing.known:
        here = message("The same file is here already.")
        return told(came, Status.UNCHANGED, here, *signed_by(reader, reader.all(Ballot, digest=came.digest)[0]))
    if not standing.collects or clear.round != FIRST_ROUND:
        text = message("Ballots are collected from the freeze of the criteria to the opening.")
        return told(came, Status.NOT_OPEN, text)
    if clear.member not in standing.members:
        text = message("{member} is not a member who scores.", member=clear.member)
        return told(came, Status.WRONG_MEMBER, text)
    if not came.source and clear.key == standing.file_key:
        return told(came, Status.WRONG_MEMBER, message("Not signed with {member}'s key.", member=clear.member))
    if clear.openers != standing.openers:
        return told(came, Status.UNREADABLE, _strange_openers(reader, clear))
    if any(not _is_known(reader, conflict.candidate) for conflict in clear.conflicts):
        text = message("It names a candidate who is not in this selection.")
        return told(came, Status.UNREADABLE, text)
    return None


def _is_known(reader: Reader, candidate: str) -> bool:
    number = CANDIDATE.fullmatch(candidate) and int(candidate[1:])
    return bool(number) and reader.get(Candidate, number) is not None


def signed_by(reader: Reader, ballot: Ballot) -> list[Message]:
    """Whose key signed a ballot, for a member who denies it; nothing where no key was read out loud."""
    key = reader.first(MemberKey, member_id=ballot.member_id, public=ballot.key)
    if key is None or not key.confirmed_at:
        return []
    return [message("{member}, revision {revision}, signed with the key confirmed {date}.",
                    member=f"M{ballot.member_id}", revision=ballot.revision, date=key.confirmed_at[:10])]  # fmt: skip


def _strange_openers(reader: Reader, clear: BallotClear) -> Message:
    """What is said of a ballot that nobody's key of today opens: keys of this round that ended, or none of them."""
    rows = {row.public: row for row in reader.all(OpeningKey, round=clear.round)}
    named = [rows.get(public) for public in (clear.openers.chair, clear.openers.witness or clear.openers.chair)]
    if all(named) and any(row is not None and row.ended_at for row in named):
        return message("Sealed to keys that have been replaced: send {member} the new pack.", member=clear.member)
    return message("Sealed to other keys than those of this round.")


def _is_late(reader: Reader) -> bool:
    deadline = deadline_of(reader, "scoring_deadline")
    return deadline is not None and (datetime.fromisoformat(now()) - deadline).total_seconds() >= 60
