"""Screening: what was found for each eligibility rule, and who was admitted all the same."""

from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from rapporteur_app.model.base import Noun, choice, document, reference


class FindingState(StrEnum):
    """Whether an eligibility rule is met."""

    MET = "met"
    NOT_MET = "not_met"
    TO_CLARIFY = "to_clarify"


class Finding(Noun, table=True):
    """What was found for one rule, on a nomination (deadline, consent) or on a candidate (the rest)."""

    __table_args__ = (CheckConstraint("(candidate_id IS NULL) <> (nomination_id IS NULL)", name="one_subject"),)
    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int | None = Field(default=None, sa_column=reference("candidate", optional=True))
    nomination_id: int | None = Field(default=None, sa_column=reference("nomination", optional=True))
    rule: str = Field(index=True)
    state: FindingState = Field(sa_column=choice(FindingState, "state"))
    note: str = ""
    by: str = ""
    at: str
    checked_by: str = ""
    checked_at: str | None = None


class Admission(Noun, table=True):
    """A late or incomplete candidate or nomination is let in, with a reason."""

    __table_args__ = (CheckConstraint("(candidate_id IS NULL) <> (nomination_id IS NULL)", name="one_subject"),)
    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int | None = Field(default=None, sa_column=reference("candidate", optional=True))
    nomination_id: int | None = Field(default=None, sa_column=reference("nomination", optional=True))
    note: str
    by: str = ""
    at: str


class Reminder(Noun, table=True):
    """A draft was written that asks for what is missing of a candidate: of the nominee, or of who nominated them."""

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(sa_column=reference("candidate"))
    nomination_id: int | None = Field(default=None, sa_column=reference("nomination", optional=True))
    """The nomination whose nominator is asked; None where the nominee is."""
    asked: list[str] = Field(sa_column=document())
    language: str
    by: str = ""
    at: str
