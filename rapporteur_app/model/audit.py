"""The log: a chain of entries, a digest for every row written, and the images that undo needs (trust.md)."""

from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Column, Field

from rapporteur_app.model.base import Noun, document


class AuditEntry(Noun, table=True):
    """One act: canonical JSON bytes and their place in the chain. No personal data: ids and digests only."""

    __tablename__ = "audit_entry"
    n: int | None = Field(default=None, primary_key=True)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    hash: str


class RowLog(Noun, table=True):
    """The keyed digest of a row (or of all rows of a bulk write) as one entry left it; 'deleted' if it is gone."""

    __tablename__ = "row_log"
    id: int | None = Field(default=None, primary_key=True)
    entry: int = Field(index=True)
    table: str
    row: str
    digest: str


class RowSalt(Noun, table=True):
    """The key of one entry's digests; a purge deletes it, and the digests say nothing any more."""

    __tablename__ = "row_salt"
    entry: int = Field(primary_key=True)
    salt: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Change(Noun, table=True):
    """A row before and after one entry, kept so that the act can be undone; a purge empties this table."""

    id: int | None = Field(default=None, primary_key=True)
    entry: int = Field(index=True)
    table: str
    row: str
    before: dict[str, Any] | None = Field(default=None, sa_column=document(optional=True))
    after: dict[str, Any] | None = Field(default=None, sa_column=document(optional=True))
