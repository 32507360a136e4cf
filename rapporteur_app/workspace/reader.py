"""Reading nouns out of an open session, in few words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import func
from sqlalchemy.orm import defer
from sqlmodel import Session, select

from rapporteur_app.errors import NotFound, RapporteurError
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Noun

N = TypeVar("N", bound=Noun)
Missing = Callable[[Message], RapporteurError]


class Reader:
    """A view of the selection as it is now; everything read through one Reader is of one moment."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, noun: type[N], key: Any) -> N | None:
        """The noun with this primary key, or None."""
        return self.session.get(noun, key)

    def need(self, noun: type[N], key: Any) -> N:
        """The noun with this primary key.

        Raises:
            NotFound: there is none; the sentence names the id.
        """
        found = self.session.get(noun, key)
        if found is None:
            raise NotFound(message("There is no {id} in this selection.", id=f"{noun.prefix}{key}"))
        return found

    def all(self, noun: type[N], *order: Any, without: Any = None, **equals: Any) -> list[N]:
        """All nouns of a kind whose columns equal what is given, ordered by `order`, else by id.

        A large column that is named by `without` is read only once it is asked for, as long as this view is open.
        """
        query = _query(noun, order, equals)
        return list(self.session.exec(query if without is None else query.options(defer(without))))

    def values(self, *columns: Any) -> Iterator[tuple[Any, ...]]:
        """Some columns of all nouns of a kind, row by row, by the first of them; far faster than the nouns."""
        return iter(self.session.exec(sqlalchemy.select(*columns).order_by(columns[0])))  # type: ignore[call-overload]

    def first(self, noun: type[N], *order: Any, **equals: Any) -> N | None:
        """The first of `all`, or None."""
        found: N | None = self.session.exec(_query(noun, order, equals).limit(1)).first()
        return found

    def count(self, noun: type[N], **equals: Any) -> int:
        """How many nouns of a kind there are whose columns equal what is given."""
        return self.session.exec(select(func.count()).select_from(noun).filter_by(**equals)).one()


def _query(noun: type[N], order: Sequence[Any], equals: Mapping[str, Any]) -> Any:
    query = _all(noun, by_key=not order)
    return (query.order_by(*order) if order else query).filter_by(**equals)


@cache
def _all(noun: type[Noun], *, by_key: bool) -> Any:
    """The query for all of a kind, made once: to make it costs more than to ask it of a small table."""
    return select(noun).order_by(*sqlalchemy.inspect(noun).primary_key) if by_key else select(noun)
