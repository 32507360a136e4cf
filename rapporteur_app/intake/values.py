"""The cells of one column, read as the field that the column holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.intake.answers import is_declined, read_yes_no
from rapporteur_app.intake.areas import read_areas, read_objectives
from rapporteur_app.intake.cells import EXACT_DIGITS, Cell, displayed, is_blank, is_number
from rapporteur_app.intake.countries import read_country
from rapporteur_app.intake.fields import Kind
from rapporteur_app.intake.folding import folded, without_unseen
from rapporteur_app.intake.names import tidy
from rapporteur_app.intake.reading import NOTHING, Reading
from rapporteur_app.intake.tongues import read_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rapporteur_app.intake.dates import MomentReader
    from rapporteur_app.intake.vocabulary import Terms, Vocabulary

EMAIL = re.compile(r"""[^@\s,;:<>()"]+@(?:[^@\s.,;:<>()'"]+\.)+[^@\s.,;:<>()'"]{2,}""")
GUARDED = re.compile(r"""="(.*)"|'(?=[+\d(])(.*)""")
"""What programs write around a number so that a spreadsheet does not compute it."""

ANONYMOUS = frozenset(("anonymous", "anonimo", "anonima", "anonyme"))
"""What Microsoft Forms writes for the address of somebody who did not sign in."""

NOT_ASKED = frozenset(("n/a", "n.a.", "n. a."))
"""What LimeSurvey writes for a question that was not asked, and people for one that does not fit."""

LONGEST_QUOTED = 80
"""Letters of a text that are quoted in what is said of it."""

AGES = re.compile(r"(\d{1,3})(?:\s?-\s?(\d{1,3})|\+)")


MOST_KNOWN = 4096
"""Different cells of a column whose readings are remembered: where there are more, hardly any comes twice."""


class CellReader:
    """Reads a column's cells as one field; the same cell is read once, where the column has not too many different."""

    def __init__(
        self, kind: Kind, vocabulary: Vocabulary, values: Mapping[str, str], moments: MomentReader | None = None
    ) -> None:
        """Prepare the reading of a column.

        Args:
            kind: how the field is read.
            vocabulary: the selection's words.
            values: texts that a person said how to read, by the text.
            moments: reads dates; needed for the kind `moment`.
        """
        self._values = {folded(text): value for text, value in values.items()}
        self._read = moments.read if moments is not None else _reader(kind, vocabulary)
        self._verbatim = kind in (Kind.TEXT, Kind.NAME)
        self._known: dict[Cell, Reading] = {}

    def read(self, cell: Cell) -> Reading:
        """The value of a cell, or the problem with it."""
        # 1, 1.0 and True are one key of a dictionary, and three things in a sheet; texts equal texts only.
        key = cell if type(cell) is str else (cell, type(cell))
        found = self._known.get(key)
        if found is None:
            found = self._fresh(cell)
            if len(self._known) < MOST_KNOWN:
                self._known[key] = found
        return found

    def read_all(self, cells: Iterable[Cell]) -> list[Reading]:
        """The values of a column's cells, as `read` tells each."""
        known, read = self._known.get, self.read
        return [(known(cell) if type(cell) is str else None) or read(cell) for cell in cells]

    def _fresh(self, cell: Cell) -> Reading:
        if is_blank(cell):
            return NOTHING
        if self._values:
            cell = self._values.get(folded(displayed(cell)), cell)
        not_asked = not self._verbatim and displayed(cell).strip().casefold() in NOT_ASKED
        return NOTHING if is_blank(cell) or not_asked else self._read(cell)


def _reader(kind: Kind, vocabulary: Vocabulary) -> Callable[[Cell], Reading]:
    readers: dict[Kind, Callable[[str], Reading]] = {
        Kind.NAME: read_name,
        Kind.EMAIL: read_email,
        Kind.COUNTRY: read_country,
        Kind.LANGUAGES: read_languages,
        Kind.YES_NO: read_yes_no,
        Kind.CONSTITUENCY: lambda text: read_term(text, vocabulary.constituencies),
        Kind.AREAS: lambda text: read_areas(text, vocabulary.areas) if vocabulary.areas else NOTHING,
        Kind.OBJECTIVES: lambda text: (
            read_objectives(text, vocabulary.objectives) if vocabulary.objectives else NOTHING
        ),
        Kind.GENDER: lambda text: read_gender(text, vocabulary.genders),
        Kind.AGE_GROUP: lambda text: read_age_group(text, vocabulary.age_groups),
    }
    if kind is Kind.PHONE:
        return read_phone
    of_text = readers.get(kind, read_text)
    return lambda cell: of_text(displayed(cell))


def read_text(text: str) -> Reading:
    """A text as it stands, without the space around it and without signs that nobody sees."""
    return Reading(without_unseen(text).strip() or None)


def read_name(text: str) -> Reading:
    """A name, or a part of one, as it stands but for its spaces."""
    return Reading(tidy(text) or None)


def read_email(text: str) -> Reading:
    """An e-mail address, checked and never changed but for signs that nobody sees."""
    address = without_unseen(text).strip()
    if folded(address) in ANONYMOUS:
        return NOTHING
    if EMAIL.fullmatch(address):
        return Reading(address)
    return Reading(None, message("this is not one e-mail address"))


def read_phone(cell: Cell) -> Reading:
    """A telephone number verbatim, with its '+' and its zeros; a cell that holds a number gives its digits."""
    text = without_unseen(displayed(cell)).strip()
    guarded = GUARDED.fullmatch(text)
    text = (guarded[1] or guarded[2] or "") if guarded else text
    if not any(letter.isdigit() for letter in text):
        return Reading(None, message("this is not a telephone number"))
    if is_number(cell) and len(text.lstrip("-")) > EXACT_DIGITS:
        return Reading(None, message("the spreadsheet kept this as a number and lost its last digits"))
    if re.fullmatch(r"\d[.,]\d+[eE]\+?\d+", text):
        return Reading(None, message("the spreadsheet shortened this number, so that digits are lost"))
    return Reading(text)


def read_term(text: str, terms: Terms[str]) -> Reading:
    """The choice that a text names; where the template has no choices, nothing is read and nothing is wrong."""
    if not terms:
        return NOTHING
    found = terms.of(text)
    return (
        Reading(found)
        if found is not None
        else Reading(None, message("“{text}” is none of the choices", text=_short(text)))
    )


def _short(text: str) -> str:
    """A text on one line, cut where it is longer than a choice is."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTED else f"{line[:LONGEST_QUOTED]}…"


def read_gender(text: str, terms: Terms[str]) -> Reading:
    """The gender that a text names; of whoever prefers not to say, the choice for that, where there is one."""
    found = read_term(text, terms)
    if found.problem is None or not is_declined(text):
        return found
    return Reading(terms.by_name.get("undisclosed"))


def read_age_group(text: str, groups: Terms[str]) -> Reading:
    """The age group that a text names, or that an age in years belongs to; the text itself without groups."""
    if not groups:
        return read_text(text)
    age = re.fullmatch(r"(\d{1,3})(?:\s*[a-zñ]+)?", text.strip().casefold())
    found = _group_of_age(int(age[1]), groups) if age else None
    return Reading(found) if found else read_term(text, groups)


def _group_of_age(age: int, groups: Terms[str]) -> str | None:
    """The group with a code like 18-29 or 60+ that an age lies in."""
    for term in groups.terms:
        match = AGES.fullmatch(term.key)
        if match and int(match[1]) <= age <= int(match[2] or 999):
            return term.key
    return None
