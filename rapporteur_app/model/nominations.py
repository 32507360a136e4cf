"""Nominations as received, the candidates that they name, and what joins or keeps apart candidates."""

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field

from rapporteur_app.model.base import Noun, document, reference


class Import(Noun, table=True):
    """One reading of one spreadsheet: which file, which sheet, which mapping, what came of it."""

    prefix: ClassVar[str] = "I"
    id: int | None = Field(default=None, primary_key=True)
    file: str
    sha256: str
    sheet: str
    header_row: int
    mapping: dict[str, Any] = Field(sa_column=document())
    timezone: str
    at: str
    counts: dict[str, int] = Field(sa_column=document())


class Candidate(Noun, table=True):
    """One person who was nominated. What is shown of them comes from their first nomination that says it."""

    __table_args__ = (CheckConstraint("merged_into IS NULL OR merged_into <> id", name="not_merged_into_itself"),)
    prefix: ClassVar[str] = "C"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    spelling: str = Field(index=True)
    given_name: str | None = None
    family_name: str | None = None
    organisation: str | None = None
    country: str | None = None
    nationality: str | None = None
    organisation_country: str | None = None
    gender: str | None = None
    age_group: str | None = None
    migrant_experience: bool | None = None
    email: str | None = None
    phone: str | None = None
    job_title: str | None = None
    constituency: str | None = None
    thematic_areas: list[int] = Field(default_factory=list, sa_column=document())
    objectives: list[int] = Field(default_factory=list, sa_column=document())
    languages: list[str] = Field(default_factory=list, sa_column=document())
    available: bool | None = None
    merged_into: int | None = Field(default=None, sa_column=reference("candidate", optional=True))


class Nomination(Noun, table=True):
    """One row as received, kept verbatim, with where it stood; or one that was typed in (then `file` is empty)."""

    prefix: ClassVar[str] = "N"
    id: int | None = Field(default=None, primary_key=True)
    import_id: int | None = Field(default=None, sa_column=reference("import", optional=True))
    file: str = ""
    sheet: str = ""
    row: int | None = None
    raw: dict[str, str] = Field(sa_column=document())
    row_hash: str = Field(index=True)
    response_id: str | None = None
    submitted_at: str | None = None
    offset_assumed: bool = False
    nominator: str = ""
    nominator_email: str = ""
    nominator_organisation: str = ""
    nominator_constituency: str | None = None
    self_nomination: bool = False
    consent: bool | None = None
    endorsement: str | None = None
    statement: str = ""
    links: str = ""
    flags: list[dict[str, Any]] = Field(default_factory=list, sa_column=document())
    withdrawn_at: str | None = None
    withdrawn_by: str = ""
    withdrawn_reason: str = ""


class NominationVersion(Noun, table=True):
    """What a nomination said before a later import changed it."""

    __tablename__ = "nomination_version"
    id: int | None = Field(default=None, primary_key=True)
    nomination_id: int = Field(sa_column=reference("nomination"))
    import_id: int | None = Field(default=None, sa_column=reference("import", optional=True))
    replaced_at: str
    raw: dict[str, str] = Field(sa_column=document())


class Mention(Noun, table=True):
    """One nomination names one candidate: a nomination may name several, and a candidate have many."""

    __table_args__ = (UniqueConstraint("nomination_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    nomination_id: int = Field(sa_column=reference("nomination"))
    candidate_id: int = Field(sa_column=reference("candidate"))
    position: int
    name: str
    said: dict[str, Any] = Field(sa_column=document())


class Merge(Noun, table=True):
    """A person confirmed that two candidates are one, or that some nominations of one are the other's.

    `mentions` says which came over, `whole` whether these were all, so that the other candidate goes on as the one who
    is kept, and `changes` what it changed of either ("kept", "joined"): by field the value before and after.
    """

    prefix: ClassVar[str] = "G"
    id: int | None = Field(default=None, primary_key=True)
    kept_id: int = Field(sa_column=reference("candidate"))
    joined_id: int = Field(sa_column=reference("candidate"))
    mentions: list[int] = Field(sa_column=document())
    whole: bool = True
    changes: dict[str, dict[str, list[Any]]] = Field(default_factory=dict, sa_column=document())
    at: str
    undone_at: str | None = None


class KeptApart(Noun, table=True):
    """A person said that two candidates who look alike are different; never suggested again."""

    __tablename__ = "kept_apart"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)
    id: int | None = Field(default=None, primary_key=True)
    first_id: int = Field(sa_column=reference("candidate"))
    second_id: int = Field(sa_column=reference("candidate"))


class Withdrawal(Noun, table=True):
    """A candidate withdrew, or was withdrawn; what was done before stays on record."""

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(sa_column=reference("candidate", unique=True))
    by: str
    reason: str
    at: str


class Attachment(Noun, table=True):
    """A document about a candidate, such as a CV or a letter; its bytes stand once in `blob`, under their SHA-256."""

    prefix: ClassVar[str] = "A"
    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(sa_column=reference("candidate"))
    name: str
    kind: str
    size: int
    sha256: str = Field(index=True)
    at: str
    by: str


class Blob(Noun, table=True):
    """Bytes that a row names by their SHA-256. Neither logged nor undone: their own digest says what they are."""

    sha256: str = Field(primary_key=True)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
