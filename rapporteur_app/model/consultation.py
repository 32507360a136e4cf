"""Consultation: stakeholders, rounds, replies per candidate, concerns and what was done about them."""

from enum import StrEnum
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rapporteur_app.model.base import Noun, Texts, choice, document, reference


class ReplyKind(StrEnum):
    """What a stakeholder says of a candidate on the shortlist."""

    SUPPORT = "support"
    NO_OBJECTION = "no_objection"
    CONCERN = "concern"
    OBJECTION = "objection"
    ABSTAIN = "abstain"


class Disposition(StrEnum):
    """How the taskforce dealt with a concern."""

    ACCEPTED = "accepted"
    NOTED = "noted"
    NOT_ACCEPTED = "not_accepted"
    FOLLOW_UP = "follow_up"


class Stakeholder(Noun, table=True):
    """An organisation that is consulted."""

    prefix: ClassVar[str] = "S"
    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(index=True)
    constituency: str = ""
    country: str = ""
    language: str = "en"
    contact: str = ""
    email: str = ""
    source: str = ""
    opt_out: bool = False


class ConsultationRound(Noun, table=True):
    """One round: what was asked, of whom, from when until when."""

    __tablename__ = "consultation_round"
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    question: str
    starts: str
    ends: str
    opened_at: str
    closed_at: str | None = None
    despite_open: str = ""


class Invitation(Noun, table=True):
    """A stakeholder was asked in a round."""

    __table_args__ = (UniqueConstraint("round_id", "stakeholder_id"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(sa_column=reference("consultation_round"))
    stakeholder_id: int = Field(sa_column=reference("stakeholder"))


class Reply(Noun, table=True):
    """What a stakeholder replied about a candidate, in its own language, beside translations."""

    __table_args__ = (UniqueConstraint("round_id", "stakeholder_id", "candidate_id"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(sa_column=reference("consultation_round"))
    stakeholder_id: int = Field(sa_column=reference("stakeholder"))
    candidate_id: int = Field(sa_column=reference("candidate"))
    kind: ReplyKind = Field(sa_column=choice(ReplyKind, "kind"))
    text: str = ""
    language: str = ""
    translations: Texts = Field(default_factory=dict, sa_column=document())
    confidential: bool = False
    channel: str = ""
    at: str


class Concern(Noun, table=True):
    """A concern or objection as an item to be dealt with: its disposition, the answer, its effect, its owner."""

    prefix: ClassVar[str] = "K"
    id: int | None = Field(default=None, primary_key=True)
    reply_id: int = Field(sa_column=reference("reply", unique=True))
    disposition: Disposition | None = Field(default=None, sa_column=choice(Disposition, "disposition", optional=True))
    answer: str = ""
    effect: str = ""
    owner_id: int | None = Field(default=None, sa_column=reference("member", optional=True))
    answered_at: str | None = None
