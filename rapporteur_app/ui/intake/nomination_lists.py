"""The lists of candidates and of nominations: their columns, and 100,000 rows made ready beside the window."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from rapporteur_app.i18n import Message, message
from rapporteur_app.setup.names import Names, Naming, naming_of
from rapporteur_app.ui.intake.dossier import nomination_parts, person_parts
from rapporteur_app.ui.models.listing import BATCH, Column, Listing, Pause, Rests
from rapporteur_app.ui.setup.plain_detail import Part

if TYPE_CHECKING:
    from rapporteur_app.i18n import Catalogue
    from rapporteur_app.intake.pool import Counts, Person
    from rapporteur_app.intake.roll import Entry, Received
    from rapporteur_app.workspace import Reader

T = TypeVar("T")
BETWEEN = "\n"
"""Stands between codes in one cell."""
ELIGIBILITY = {
    "withdrawn": message("withdrawn"),
    "open": message("open"),
    "eligible": message("eligible"),
    "not eligible": message("not eligible"),
}
"""Whether a candidate is eligible, in words."""


class Wording:
    """The language in which codes in the lists are told; the window's changes, that of a thread does not."""

    def __init__(self, catalogue: "Catalogue", names: Names) -> None:
        self.speak(catalogue, names)

    def speak(self, catalogue: "Catalogue", names: Names) -> None:
        """Tell them in another language."""
        self.catalogue, self.names = catalogue, names
        self._told: dict[tuple[str, str], str] = {}

    def of(self, kind: str, code: str) -> str:
        """A code in words; each is put into words once, however many rows bear it."""
        if (kind, code) not in self._told:
            self._told[kind, code] = self._tell(kind, code)
        return self._told[kind, code]

    def _tell(self, kind: str, code: str) -> str:
        if kind == "country":
            return "; ".join([self.names.country(each) for each in code.split(BETWEEN) if each])
        if kind == "constituency":
            return self.names.constituency(code) if code else ""
        if kind == "eligible":
            return self.catalogue.render(ELIGIBILITY[code])
        return self.catalogue.text("Withdrawn") if code else ""

    def nominator(self, name: str | None) -> str:
        """A nominator's name; None stands for the candidate."""
        return self.catalogue.text("themselves") if name is None else name


def candidate_columns(wording: Wording) -> list[Column]:
    """What the list of candidates tells of each."""
    return [
        Column("name", message("Name")),
        Column("id", message("No."), order=_number, whole=True),
        Column("nominations", message("Nominations"), numeric=True),
        _worded("eligible", message("Eligible"), wording),
        _worded("country", message("Country"), wording),
        Column("organisation", message("Organisation"), hidden=True),
        _worded("constituency", message("Constituency"), wording),
        Column("email", message("E-mail"), hidden=True),
    ]


def nomination_columns(wording: Wording) -> list[Column]:
    """What the list of nominations tells of each."""
    return [
        Column("nominees", message("Nominee")),
        Column("id", message("No."), order=_number, whole=True),
        Column("received", message("Received at"), shown=lambda iso: wording.names.moment(iso), whole=True),
        Column("nominator", message("Nominator"), shown=wording.nominator, order=wording.nominator),
        Column("organisation", message("Organisation"), hidden=True),
        _worded("country", message("Country"), wording),
        _worded("state", message("State"), wording),
        Column("import", message("Import"), order=_number, hidden=True),
        Column("file", message("File"), hidden=True),
        Column("row", message("Row"), numeric=True, hidden=True),
    ]


def _worded(code: str, title: Message, wording: Wording) -> Column:
    """A column of codes, told and sorted in words."""

    def shown(value: str) -> str:
        return wording.of(code, value)

    return Column(code, title, shown=shown, order=shown)


def _number(short_id: str) -> int | None:
    return int(short_id[1:]) if short_id else None


@dataclass(frozen=True)
class NominationsShown:
    """The counts and both lists, made ready in the words of one language."""

    counts: "Counts"
    candidates: Listing
    nominations: Listing
    words: tuple[str, Naming]

    def name_of(self, candidate: int) -> str:
        """The name of a candidate in the list."""
        number = self.candidates.number_of(candidate)
        return "" if number is None else str(self.candidates.rows[number][0])


def read_lists(reader: "Reader", catalogue: "Catalogue", earlier: NominationsShown | None = None) -> NominationsShown:
    """Read both lists and make them ready. What is shown already need not be sorted again."""
    from rapporteur_app.intake.roll import read_roll

    roll, naming, rests = read_roll(reader), naming_of(reader), Rests()
    words = (catalogue.language, naming)
    same = earlier if earlier is not None and earlier.words == words else None
    wording = Wording(catalogue, Names(catalogue, naming))
    people = {entry.id: entry for entry in roll.entries}
    rows = built(_candidate, roll.entries, rests)
    candidates = Listing(candidate_columns(wording), rows, list(people))
    rows = built(lambda row: _nomination(row, people), roll.received, rests)
    nominations = Listing(nomination_columns(wording), rows, [row.id for row in roll.received])
    candidates.prepare(rests, same.candidates if same else None)
    nominations.prepare(rests, same.nominations if same else None)
    return NominationsShown(roll.counts, candidates, nominations, words)


def candidate_detail(reader: "Reader", catalogue: "Catalogue", number: int) -> list[Part]:
    """All that came in about a candidate.

    Raises:
        NotFound: there is none, or they were merged into another.
    """
    from rapporteur_app.intake.attachments import attachments_of
    from rapporteur_app.intake.pool import read_person
    from rapporteur_app.model import NominationVersion

    person = read_person(reader, number)
    versions = {row.id or 0: reader.all(NominationVersion, nomination_id=row.id) for row in person.nominations}
    names = Names(catalogue, naming_of(reader))
    return person_parts(catalogue.render, person, names, attachments_of(reader, number), versions)


def nomination_detail(reader: "Reader", catalogue: "Catalogue", number: int) -> list[Part]:
    """A nomination as it came.

    Raises:
        NotFound: there is none.
    """
    from rapporteur_app.model import Nomination, NominationVersion

    versions = reader.all(NominationVersion, nomination_id=number)
    names = Names(catalogue, naming_of(reader))
    return nomination_parts(catalogue.render, reader.need(Nomination, number), names, versions)


def eligibility(person: "Person | Entry") -> Message:
    """Whether a candidate is eligible, in words."""
    return ELIGIBILITY[_eligibility(person)]


def _eligibility(person: "Person | Entry") -> str:
    if person.withdrawn:
        return "withdrawn"
    if person.eligible is None:
        return "open"
    return "eligible" if person.eligible else "not eligible"


def _candidate(entry: "Entry") -> tuple[Any, ...]:
    return (
        entry.name, f"C{entry.id}", len(entry.nominations), _eligibility(entry), entry.country or "",
        entry.organisation, entry.constituency or "", entry.email,
    )  # fmt: skip


def _nomination(row: "Received", people: "Mapping[int, Entry]") -> tuple[Any, ...]:
    named = [people[number] for number in row.named if number in people]
    return (
        "; ".join([person.name for person in named]),
        f"N{row.id}",
        row.submitted_at,
        None if row.self_nomination else row.nominator,
        joined([person.organisation for person in named], "; "),
        joined([person.country for person in named], BETWEEN),
        "withdrawn" if row.withdrawn_at else "",
        "" if row.import_id is None else f"I{row.import_id}",
        row.file,
        row.row,
    )


def built(row_of: Callable[[T], tuple[Any, ...]], things: Sequence[T], pause: Pause) -> list[tuple[Any, ...]]:
    """The row of each thing, with a pause now and then."""
    rows: list[tuple[Any, ...]] = []
    for place in range(0, len(things), BATCH):
        rows += [row_of(thing) for thing in things[place : place + BATCH]]
        pause()
    return rows


def joined(texts: Sequence[str | None], between: str) -> str:
    """Several texts in one, each once."""
    return between.join(dict.fromkeys(filter(None, texts)))
