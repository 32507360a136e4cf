"""What all tables share: their metadata, their short ids, and columns whose values the database itself checks."""

from enum import StrEnum
from typing import Any, ClassVar

from pydantic import ConfigDict
from sqlalchemy import JSON, Column, Enum, ForeignKey, Integer, MetaData
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Texts = dict[str, str]
"""One text in several languages: ISO 639-1 code to text."""


class Noun(SQLModel):
    """A thing of the selection. Times are ISO 8601 texts with their offset, as SQLite keeps no zone."""

    # pydantic's validators are not built: a table's rows are checked by the database, and the window waits for this
    model_config = ConfigDict(defer_build=True)  # type: ignore[assignment]
    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
    prefix: ClassVar[str] = ""

    @property
    def short_id(self) -> str:
        """The id that people and files use: C12 for candidate 12."""
        return f"{self.prefix}{self.id}"  # type: ignore[attr-defined]


def choice(values: type[StrEnum], name: str, *, optional: bool = False) -> Column[Any]:
    """A column that takes only the values of an enum, checked by the database."""
    kind = Enum(
        values,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=40,
        values_callable=lambda enum: [member.value for member in enum],
    )
    return Column(name, kind, nullable=optional)


def document(*, optional: bool = False) -> Column[Any]:
    """A column that holds a JSON document."""
    return Column(JSON(none_as_null=True), nullable=optional)


def reference(target: str, *, optional: bool = False, unique: bool = False, index: bool = True) -> Column[Any]:
    """A foreign key to another noun's id, indexed unless rows by the hundred thousand are only read all at once."""
    return Column(Integer, ForeignKey(f"{target}.id"), nullable=optional, index=index, unique=unique)
