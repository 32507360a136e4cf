"""Decision: who was selected and why, who stands behind it, the signature, the person's answer."""

from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rapporteur_app.model.base import Noun, Texts, choice, document, reference


class Stance(StrEnum):
    """Whether a member stands behind the decision."""

    ENDORSE = "endorse"
    DISSENT = "dissent"


class Decision(Noun, table=True):
    """The selected candidate, the alternates in order, and the justification."""

    id: int | None = Field(default=None, primary_key=True)
    selected_id: int = Field(sa_column=reference("candidate"))
    alternates: list[int] = Field(sa_column=document())
    justification: Texts = Field(sa_column=document())
    deviation: str = ""
    at: str


class Endorsement(Noun, table=True):
    """A member endorses the decision, or dissents, by name."""

    __table_args__ = (UniqueConstraint("decision_id", "member_id"),)
    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(sa_column=reference("decision"))
    member_id: int = Field(sa_column=reference("member"))
    stance: Stance = Field(sa_column=choice(Stance, "stance"))
    statement: str = ""
    at: str


class DecisionSignature(Noun, table=True):
    """The chair's signature over the decision's canonical bytes and the head of the log."""

    __tablename__ = "decision_signature"
    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(sa_column=reference("decision"))
    member_id: int = Field(sa_column=reference("member"))
    signed: str
    key: str
    signature: str
    at: str


class Answer(Noun, table=True):
    """The person accepts or declines; a decline moves the next alternate up."""

    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(sa_column=reference("decision"))
    candidate_id: int = Field(sa_column=reference("candidate"))
    accepts: bool
    reason: str = ""
    at: str
