"""Criteria: the rubric's versions, and who agreed to which."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from rapporteur_app.model.base import Noun, reference


class RubricVersion(Noun, table=True):
    """One version of the rubric: scale and criteria as TOML. Once frozen it never changes; the next is another row."""

    __tablename__ = "rubric_version"
    __table_args__ = (CheckConstraint("version > 0", name="version_counts_from_one"),)
    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(unique=True)
    source: str
    hash: str
    policy: str = ""
    frozen_at: str | None = None
    frozen_despite: str = ""


class Agreement(Noun, table=True):
    """A member's sign-off of one version of the rubric."""

    __table_args__ = (UniqueConstraint("rubric_id", "member_id"),)
    id: int | None = Field(default=None, primary_key=True)
    rubric_id: int = Field(sa_column=reference("rubric_version"))
    member_id: int = Field(sa_column=reference("member"))
    date: str
