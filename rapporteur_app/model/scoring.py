"""Scoring: declarations and recusals, keys, packs that went out, ballots that came back."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Column, Field

from rapporteur_app.model.base import Noun, choice, document, reference


class Interest(StrEnum):
    """What a member declares about a candidate."""

    NONE = "none"
    AFFINITY = "affinity"
    CONFLICT = "conflict"
    UNSURE = "unsure"


class Holder(StrEnum):
    """Who holds one of the two keys that open the ballots."""

    CHAIR = "chair"
    WITNESS = "witness"


class BallotStatus(StrEnum):
    """What collecting said about a file that came in (cli.md, `collect`)."""

    ACCEPTED = "accepted"
    DRAFT = "draft"
    UNCHANGED = "unchanged"
    OLDER = "older"
    LATE = "late"
    UNCONFIRMED = "unconfirmed"
    WRONG_MEMBER = "wrong_member"
    WRONG_SELECTION = "wrong_selection"
    WRONG_RUBRIC = "wrong_rubric"
    PARTED = "parted"
    NOT_OPEN = "not_open"
    TAMPERED = "tampered"
    UNREADABLE = "unreadable"


class Declaration(Noun, table=True):
    """What a member declared about a candidate; the latest stands, a reason is given for all but 'none'."""

    __table_args__ = (
        UniqueConstraint("member_id", "candidate_id"),
        CheckConstraint("interest = 'none' OR reason <> ''", name="reason_given"),
    )
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    candidate_id: int = Field(sa_column=reference("candidate"))
    interest: Interest = Field(sa_column=choice(Interest, "interest"))
    reason: str = ""
    at: str


class Recusal(Noun, table=True):
    """The chair confirmed it: this member does not score this candidate."""

    __table_args__ = (UniqueConstraint("member_id", "candidate_id"),)
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    candidate_id: int = Field(sa_column=reference("candidate"))
    confirmed_at: str


class OpeningKey(Noun, table=True):
    """One of the keys that open a round's ballots: the public half, and the private half locked by a passphrase.

    `ended_at` is when another took its place: what was sealed to it before is opened by nobody's key of today.
    """

    __tablename__ = "opening_key"
    __table_args__ = (UniqueConstraint("round", "holder", "public"),)
    id: int | None = Field(default=None, primary_key=True)
    round: int
    holder: Holder = Field(sa_column=choice(Holder, "holder"))
    public: str
    locked: str
    at: str
    ended_at: str | None = None
    ended_reason: str = ""


class MemberKey(Noun, table=True):
    """A key seen under a member's name; the member's is the one whose words were read out loud (trust.md).

    Confirmed once, it stays so; `ended_at` is when a newer one of theirs took its place.
    """

    __tablename__ = "member_key"
    __table_args__ = (UniqueConstraint("member_id", "public"),)
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    public: str
    first_seen: str
    confirmed_at: str | None = None
    confirmed_by: str = ""
    ended_at: str | None = None


class ReadWords(Noun, table=True):
    """Words that a member read out before anything signed with their key came in; the key that has them is theirs."""

    __tablename__ = "read_words"
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    words: str
    at: str
    by: str = ""


class PackEdition(Noun, table=True):
    """A pack that was made for a member: its bytes can be recognised by digest."""

    __tablename__ = "pack_edition"
    __table_args__ = (UniqueConstraint("member_id", "round", "edition"),)
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    round: int
    edition: int
    rubric_id: int = Field(sa_column=reference("rubric_version"))
    digest: str
    sheet_digest: str | None = None
    candidates: list[int] = Field(sa_column=document())
    audit_head: str
    at: str
    sealed_to: str = ""
    reason: str = ""
    """Why it was made anew; '' for the first edition."""


class Sent(StrEnum):
    """What is known to have gone to a member, or to have happened there."""

    FORM = "form"
    PACK = "pack"
    OPENED = "opened"
    REMINDER = "reminder"


class Sending(Noun, table=True):
    """Something went to a member, or they said that it came: a declaration form, a pack, a reminder."""

    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    round: int
    what: Sent = Field(sa_column=choice(Sent, "what"))
    at: str
    by: str = ""


class Redaction(Noun, table=True):
    """What no pack shows of a candidate: a text wherever it stands in a field, or the whole field."""

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(sa_column=reference("candidate"))
    field: str
    text: str = ""
    reason: str
    at: str
    by: str = ""


class ReceiptList(Noun, table=True):
    """The signed list of all that arrived, as it went to everybody before the opening."""

    __tablename__ = "receipt_list"
    id: int | None = Field(default=None, primary_key=True)
    round: int
    list_digest: str
    made_at: str
    objections_until: str
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Ballot(Noun, table=True):
    """A ballot as it was received, byte for byte, and what collecting said about it. No revision overwrites another.

    `source` is the SHA-256 of the score sheet that it was sealed from, if it came as one. `sealed_to` names the opening
    keys (`scoring.keys.sealed_to`), `late` whether the deadline was over when it came: both stay as they were then.
    `heeded` says that the conflicts in it were handed on to the chair.
    """

    prefix = "B"
    id: int | None = Field(default=None, primary_key=True)
    member_id: int | None = Field(default=None, sa_column=reference("member", optional=True))
    round: int
    revision: int
    file: str
    digest: str = Field(unique=True)
    status: BallotStatus = Field(sa_column=choice(BallotStatus, "status"))
    final: bool
    from_sheet: bool = False
    source: str = ""
    scored: int
    due: int
    conflicts: list[dict[str, Any]] = Field(default_factory=list, sa_column=document())
    key: str = ""
    rubric_hash: str = ""
    sealed_to: str = ""
    late: bool = False
    heeded: bool = False
    received_at: str
    admitted_reason: str = ""
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
