"""The columns of a sheet matched with the fields of a nomination."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.cells import is_blank
from rapporteur_app.intake.fields import FIELD, NAME_FIELDS, Scope
from rapporteur_app.intake.headings import sense_at, summaries
from rapporteur_app.intake.plausible import holds_values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from rapporteur_app.intake.cells import Cell
    from rapporteur_app.intake.header_words import Sense
    from rapporteur_app.intake.headings import Heading

NOMINEE: Final = Scope.NOMINEE
NOMINATOR: Final = Scope.NOMINATOR

BY_ROLE = {
    "name": ("nominee_name", "nominator_name"),
    "given_name": ("nominee_given_name", "nominator_given_name"),
    "middle_name": ("nominee_middle_name", "nominator_middle_name"),
    "family_name": ("nominee_family_name", "nominator_family_name"),
    "second_family_name": ("nominee_second_family_name", "nominator_second_family_name"),
    "email": ("nominee_email", "nominator_email"),
    "phone": ("nominee_phone", "nominator_phone"),
    "organisation": ("organisation", "nominator_organisation"),
    "constituency": ("constituency", "nominator_constituency"),
    "residence": ("nominee_country", "nominator_country"),
}
"""What a header asks, as the nominee's field and the nominator's."""

ABOUT_NOMINEES = {"nationality": "nominee_nationality"}
"""What is asked about nominees only, where the field has another name."""

NAMES = ("name", "given_name", "family_name")
SECTIONED = ("email", "phone", "organisation", "middle_name", "second_family_name")
"""What takes the person of the columns before it, where it names none."""

OF_THE_MATTER = ("thematic_areas", "objectives", "available")
"""What is asked about nominees wherever it stands."""

CERTAIN = 0.9
"""Under this confidence the values of a column must bear out what its header seems to say."""

UNSURE = 0.1
"""What is taken off the confidence where the person was inferred."""


@dataclass(frozen=True)
class ColumnGuess:
    """One column: its header, the field that it seems to hold (or None), how sure that is (0 to 1), and why."""

    header: str
    field: str | None
    confidence: float
    reason: Message


NOT_KNOWN = message("no field is called so; the column is kept as it is")
TAKEN = message("another column fits this field better")
IN_OPTIONS = message("the choices of this question stand in columns of their own, which are read")
IMPLAUSIBLE = message("the header fits, the values do not")


def guess_columns(
    heading: Heading, column: Callable[[int], Sequence[Cell]], taken: Collection[str] = ()
) -> list[ColumnGuess]:
    """Which field each column holds.

    Args:
        heading: what stands over the columns, as `heading_of` gives it.
        column: gives some cells under a header, by its place.
        taken: fields that a person gave to other columns, which are not guessed again.
    """
    senses = _with_whole_names([sense_at(heading, place) for place in range(len(heading.texts))])
    section = _Section(senses)
    fields = [None if sense is None else section.field(place, sense) for place, sense in enumerate(senses)]
    guesses = [_guess(*found) for found in zip(heading.texts, fields, senses, strict=True)]
    checked = [
        guess if place in heading.options else _checked(guess, column(place)) for place, guess in enumerate(guesses)
    ]
    free = [replace(g, field=None, reason=TAKEN) if g.field in taken else g for g in checked]
    for place in summaries(heading):
        free[place] = replace(free[place], field=None, confidence=0.0, reason=IN_OPTIONS)
    filled = {place for place in range(len(free)) if any(not is_blank(cell) for cell in column(place))}
    return _one_each(free, senses, heading, lambda place: (place in filled, place not in section.of_nominators))


def _with_whole_names(senses: Sequence[Sense | None]) -> list[Sense | None]:
    """The senses; 'name' beside family names is the given one, beside given ones the family one, else the whole."""
    return [
        replace(one, attribute=_meant_name(one, senses)) if one and one.attribute == "short_name" else one
        for one in senses
    ]


def _meant_name(name: Sense, senses: Sequence[Sense | None]) -> str:
    """What 'name' means beside the other columns that may speak of the same person."""
    asked = {one.attribute for one in senses if one and (None in (one.role, name.role) or one.role is name.role)}
    if "name" in asked or len(asked & {"given_name", "family_name"}) != 1:
        return "name"
    return "given_name" if "family_name" in asked else "family_name"


def _guess(header: str, field: str | None, sense: Sense | None) -> ColumnGuess:
    if field is None or sense is None:
        return ColumnGuess(header, None, 0.0, NOT_KNOWN)
    inferred = sense.role is None and sense.attribute in BY_ROLE
    return ColumnGuess(header, field, round(sense.confidence - UNSURE * inferred, 2), sense.reason)


class _Section:
    """Forms ask in sections, first about one person and then about the other: who is spoken of at each header."""

    def __init__(self, senses: Sequence[Sense | None]) -> None:
        known = [(place, sense) for place, sense in enumerate(senses) if sense is not None]
        named = [place for place, sense in known if sense.role is NOMINEE and sense.attribute in NAMES]
        self.first_nominee = min(named, default=None)
        self.said = {(sense.attribute, sense.role) for _, sense in known if sense.role is not None}
        self.current: Scope | None = None
        self.of_nominators: set[int] = set()

    def field(self, place: int, sense: Sense) -> str | None:
        """The field of the header at a place, None if there is none of that person; to be asked from left to right."""
        if sense.attribute not in BY_ROLE:
            name = ABOUT_NOMINEES.get(sense.attribute, sense.attribute)
            if self.current is NOMINATOR and sense.role is None:
                self.of_nominators.add(place)
            theirs = sense.role is NOMINATOR or (sense.role is None and self._precedes(place, sense))
            return None if theirs and FIELD[name].scope is NOMINEE else name
        role = sense.role or self._role(place, sense)
        if sense.role is not None or sense.attribute in NAMES:
            self.current = role
        return BY_ROLE[sense.attribute][role is NOMINATOR]

    def _completes(self, sense: Sense) -> bool:
        """Whether a family name follows the given name of a nominee, or the other way round."""
        other = {"family_name": "given_name", "given_name": "family_name"}.get(sense.attribute)
        said = (other, NOMINEE) in self.said and (sense.attribute, NOMINEE) not in self.said
        return said and self.current is NOMINEE

    def _precedes(self, place: int, sense: Sense) -> bool:
        """Whether a header stands among those about the nominator, before anything that names the nominee."""
        before = self.first_nominee is not None and place < self.first_nominee
        return before and self.current is NOMINATOR and sense.attribute not in OF_THE_MATTER

    def _role(self, place: int, sense: Sense) -> Scope:
        """Of whom a header speaks that names nobody."""
        third = sense.third and self.current is NOMINEE
        if sense.own and not third and self.first_nominee is not None:
            return NOMINATOR
        if sense.attribute in NAMES:
            return NOMINEE if self.first_nominee is None or self._completes(sense) else NOMINATOR
        if (sense.attribute, NOMINEE) in self.said and (sense.attribute, NOMINATOR) not in self.said:
            return NOMINATOR
        if self._precedes(place, sense):
            return NOMINATOR
        if sense.attribute not in SECTIONED or self.first_nominee is None:
            return self.current if self.current and sense.attribute in SECTIONED else NOMINEE
        return self.current or (NOMINATOR if place < self.first_nominee else NOMINEE)


def _checked(guess: ColumnGuess, cells: Sequence[Cell]) -> ColumnGuess:
    """The guess, unless its header was not certain and the values speak against it."""
    if guess.field is None or guess.confidence >= CERTAIN:
        return guess
    filled = [cell for cell in cells if not is_blank(cell)]
    if holds_values_of(FIELD[guess.field].kind, filled):
        return guess
    return ColumnGuess(guess.header, None, 0.0, IMPLAUSIBLE)


def _one_each(
    guesses: list[ColumnGuess],
    senses: Sequence[Sense | None],
    heading: Heading,
    favour: Callable[[int], tuple[bool, bool]],
) -> list[ColumnGuess]:
    """One column for a field (or the options of one question), the surest; several for several nominees.

    `favour` says of a place whether it holds anything, and whether it stands among what is asked of nominees.
    """
    # The same header once more is of a second nominee where the name has a second column too; else it is a mistake,
    # or of a table beside this one.
    named = {_number(*one) for one in zip(guesses, senses, strict=True) if one[0].field in NAME_FIELDS}
    groups: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place, (guess, sense) in enumerate(zip(guesses, senses, strict=True)):
        if guess.field is not None and sense is not None:
            groups[guess.field, _slot(guess, sense, named)].append(place)
    best = {
        max(places, key=lambda place: (*favour(place), guesses[place].confidence, -place))
        for places in groups.values()
    }  # fmt: skip
    kept = {other for place in best for other in heading.options.get(place, (place,))}
    return [
        guess if guess.field is None or place in kept else ColumnGuess(guess.header, None, 0.0, TAKEN)
        for place, guess in enumerate(guesses)
    ]


def _slot(guess: ColumnGuess, sense: Sense, named: Collection[object]) -> object:
    """What tells the columns of several nominees apart: a number in the header, or the same header once more."""
    if guess.field is None or FIELD[guess.field].scope is not NOMINEE:
        return None
    number = _number(guess, sense)
    return number if number in named else None


def _number(guess: ColumnGuess, sense: Sense | None) -> object:
    """What a header says of which nominee it speaks, in words or by standing there once more; None if nothing."""
    said = sense.slot if sense is not None else None
    return said or (guess.header[-4:] if "(" in guess.header[-4:] else None)
