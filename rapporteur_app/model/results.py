"""Results: the opening, the scores that came out of it, meetings and second scores, the shortlist."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from rapporteur_app.model.base import Noun, choice, document, reference


class ScoreState(StrEnum):
    """What stands in a score cell; none of these is 0, and a recusal never comes from here."""

    SCORED = "scored"
    PASS = "pass"  # noqa: S105 - a gate is passed, no password
    CONCERN = "concern"
    NOT_YET = "not_yet"
    ABSTAINED = "AB"
    INSUFFICIENT_EVIDENCE = "IE"


class Opening(Noun, table=True):
    """The one opening of a round, by chair and witness: which ballots counted, which were left out and why."""

    id: int | None = Field(default=None, primary_key=True)
    round: int = Field(unique=True)
    at: str
    list_digest: str
    counted: list[int] = Field(sa_column=document())
    left_out: list[dict[str, Any]] = Field(sa_column=document())
    holders: list[str] = Field(sa_column=document())
    at_distance: bool = False
    """Whether the witness took the outer boxes off elsewhere."""
    receipts_at: str | None = None
    """When the list that was opened had gone to everybody; None where it had not."""


class Score(Noun, table=True):
    """What one member gave one candidate on one criterion, as opened."""

    __table_args__ = (
        UniqueConstraint("round", "member_id", "candidate_id", "criterion"),
        CheckConstraint("(state = 'scored') = (value IS NOT NULL)", name="value_if_scored"),
    )
    id: int | None = Field(default=None, primary_key=True)
    round: int
    ballot_id: int = Field(sa_column=reference("ballot", index=False))
    member_id: int = Field(sa_column=reference("member", index=False))
    candidate_id: int = Field(sa_column=reference("candidate", index=False))
    criterion: str
    state: ScoreState = Field(sa_column=choice(ScoreState, "state"))
    value: float | None = None
    comment: str = ""


class Meeting(Noun, table=True):
    """A meeting of the taskforce: when, who chaired, whether the quorum was there, the notes."""

    id: int | None = Field(default=None, primary_key=True)
    date: str
    chair_id: int = Field(sa_column=reference("member"))
    present: list[int] = Field(sa_column=document())
    quorum: int
    quorate: bool
    notes: str = ""


class SecondScore(Noun, table=True):
    """A score given after deliberation, beside the first and never over it."""

    __tablename__ = "second_score"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id", "candidate_id", "criterion"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(sa_column=reference("meeting"))
    member_id: int = Field(sa_column=reference("member"))
    candidate_id: int = Field(sa_column=reference("candidate"))
    criterion: str
    value: float
    reason: str


class ShortlistEntry(Noun, table=True):
    """A candidate on the shortlist with the reason, or one above the cut line who was left out with the reason."""

    __tablename__ = "shortlist_entry"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)
    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(sa_column=reference("candidate", unique=True))
    position: int | None = None
    chosen: bool
    reason: str
