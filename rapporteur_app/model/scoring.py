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
    """One of the keys that open a round's ballots: the public half, and the private half locked by a passphrase."""

    __tablename__ = "opening_key"
    __table_args__ = (UniqueConstraint("round", "holder"),)
    id: int | None = Field(default=None, primary_key=True)
    round: int
    holder: Holder = Field(sa_column=choice(Holder, "holder"))
    public: str
    locked: str
    at: str


class MemberKey(Noun, table=True):
    """A member's signing key as first seen on a ballot; once confirmed, other keys are refused."""

    __tablename__ = "member_key"
    __table_args__ = (UniqueConstraint("member_id", "public"),)
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    public: str
    first_seen: str


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


class Ballot(Noun, table=True):
    """A ballot as it was received, byte for byte, and what collecting said about it. No revision overwrites another.

    `source` is the SHA-256 of the score sheet that it was sealed from, if it came as one.
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
    received_at: str
    admitted_reason: str = ""
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
