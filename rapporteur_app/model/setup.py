"""Set up: the settings, the template it was made from, the members and their roles, what is closed."""

from enum import StrEnum
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rapporteur_app.model.base import Noun, choice, reference


class Stage(StrEnum):
    """The twelve stages of a selection, in order."""

    SETUP = "setup"
    CRITERIA = "criteria"
    NOMINATIONS = "nominations"
    SCREENING = "screening"
    CONFLICTS = "conflicts"
    SCORING = "scoring"
    RESULTS = "results"
    DELIBERATION = "deliberation"
    SHORTLIST = "shortlist"
    CONSULTATION = "consultation"
    DECISION = "decision"
    OUTPUTS = "outputs"


class Role(StrEnum):
    """What a person of the taskforce does; roles may be joined."""

    CHAIR = "chair"
    CO_CHAIR = "co-chair"
    MEMBER = "member"
    SECRETARIAT = "secretariat"
    WITNESS = "witness"


class Setting(Noun, table=True):
    """One setting of the selection: its title, deadline, policy... The known keys stand in setup/settings.py."""

    key: str = Field(primary_key=True)
    value: str


class TemplateCopy(Noun, table=True):
    """The template as it was when the selection was made, so that the file explains itself for good."""

    __tablename__ = "template"
    id: int | None = Field(default=None, primary_key=True)
    code: str
    source: str


class Member(Noun, table=True):
    """A person of the taskforce. Those with the role member score."""

    prefix: ClassVar[str] = "M"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    email: str = ""
    language: str = "en"
    zone: str = "UTC"
    organisation: str = ""
    constituency: str = ""
    country: str = ""


class MemberRole(Noun, table=True):
    """One role of one member."""

    __tablename__ = "member_role"
    __table_args__ = (UniqueConstraint("member_id", "role"),)
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    role: Role = Field(sa_column=choice(Role, "role"))


class StageClosing(Noun, table=True):
    """A stage that was closed by hand: what it holds is frozen until it is reopened with a reason."""

    __tablename__ = "stage_closing"
    id: int | None = Field(default=None, primary_key=True)
    stage: Stage = Field(sa_column=choice(Stage, "stage"))
    closed_at: str
