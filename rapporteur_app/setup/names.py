"""Codes as people read them: countries and languages by the CLDR, the template's names for its own codes, local dates.

Babel is imported when the first name is asked for: the window's start does not wait for it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rapporteur_app.i18n import Catalogue, Message, message

if TYPE_CHECKING:
    from babel import Locale

    from rapporteur_app.setup.rubric import Rubric
    from rapporteur_app.setup.template_parts import Template
    from rapporteur_app.workspace import Reader

WORDS: dict[str, Message] = {
    "female": message("Woman"),
    "male": message("Man"),
    "other": message("Another gender identity"),
    "undisclosed": message("Prefers not to say"),
    "yes": message("yes"),
    "no": message("no"),
}
"""Values that need no template to be told in words."""

CHANNELS: dict[str, Message] = {
    "form": message("form"),
    "email": message("e-mail"),
    "telephone": message("telephone"),
    "meeting": message("meeting"),
}
"""The usual ways by which a reply comes; any other stays in the words that were typed."""

COUNTRIES = frozenset({"country", "nationality", "organisation_country"})
LANGUAGES = frozenset({"language", "languages"})


@dataclass(frozen=True)
class Naming:
    """What a selection gives its codes their names by."""

    template: "Template | None" = None
    zone: str = ""


NO_NAMING = Naming()


def naming_of(reader: "Reader") -> Naming:
    """The template's names and the zone of an open selection."""
    from rapporteur_app.setup.selection import template_of
    from rapporteur_app.setup.settings import setting

    return Naming(template_of(reader), setting(reader, "zone"))


def naming_by_criteria(rubric: "Rubric", zone: str = "") -> Naming:
    """The names of the shipped template whose criteria these are: a pack holds codes, and no template."""
    from rapporteur_app.setup.template import list_templates

    codes = [criterion.code for criterion in rubric.criteria]
    same = [one for one in list_templates() if codes and [each.code for each in one.rubric.criteria] == codes]
    return Naming(same[0] if same else None, zone)


class Names:
    """Codes in words of one language; a code that nobody knows stays as it is."""

    def __init__(self, catalogue: Catalogue, naming: Naming = NO_NAMING) -> None:
        self.catalogue, self.naming = catalogue, naming
        self._days: dict[date, str] = {}
        self._times: dict[tuple[int, int], str] = {}

    def of(self, field: str, value: Any) -> str:
        """A candidate's field in words; '' where nothing is known.

        Args:
            field: the name of the attribute, such as nationality, languages, gender.
            value: what stands in it: a code, a list of codes, yes or no, a text.
        """
        if value is None or value == "" or value == []:
            return ""
        if isinstance(value, bool):
            return self.catalogue.render(WORDS["yes" if value else "no"])
        if isinstance(value, list | tuple):
            return ", ".join(self.of(field, each) for each in value)
        return self._named(field, value)

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 code."""
        return str(self._locale.territories.get(code.upper(), code)) if code else ""

    def language(self, code: str) -> str:
        """The name of a language by its ISO 639-1 code."""
        return str(self._locale.languages.get(code.lower(), code)) if code else ""

    def constituency(self, code: str) -> str:
        """The template's name of a constituency."""
        template = self.naming.template
        found = template.constituency(code) if template is not None else None
        return self._local(found.name) if found is not None else code

    def area(self, number: Any) -> str:
        """The template's name of a thematic area, after its number."""
        template = self.naming.template
        areas = template.areas if template is not None else ()
        found = next((area for area in areas if str(area.number) == str(number)), None)
        return f"{found.number}. {self._local(found.name)}" if found is not None else str(number)

    def objective(self, number: Any) -> str:
        """The template's text of an objective, after its number."""
        template = self.naming.template
        found = template.objectives.get(int(number)) if template is not None else None
        return f"{number}. {self._local(found)}" if found is not None else str(number)

    def moment(self, iso: str | None) -> str:
        """A date and time as this language writes them, in the selection's zone."""
        moment = self._moment(iso)
        if moment is None or len(iso or "") <= len("2021-04-05"):
            return self.day(iso)
        return f"{self._day(moment.date())}, {self._time(moment.hour, moment.minute)}"

    def day(self, iso: str | None) -> str:
        """A day as this language writes it; of a moment, the day in the selection's zone."""
        moment = self._moment(iso)
        return self._day(moment.date()) if moment is not None else iso or ""

    def number(self, value: float | None, decimals: int = 1) -> str:
        """A number as this language writes it; a dash where there is none."""
        if value is None:
            return "–"
        from babel.numbers import format_decimal

        return format_decimal(value, f"0.{'0' * decimals}", self._locale)

    def figure(self, value: float | None) -> str:
        """A number with the decimals that it has, as this language writes it; '' where there is none."""
        if value is None:
            return ""
        from babel.numbers import format_decimal

        return format_decimal(value, "0.######", self._locale)

    def share(self, value: float | None) -> str:
        """A share of 1 as a percentage; a dash where there is none."""
        if value is None:
            return "–"
        from babel.numbers import format_percent

        return format_percent(value, locale=self._locale)

    def _moment(self, iso: str | None) -> datetime | None:
        try:
            moment = datetime.fromisoformat(iso or "")
        except ValueError:
            return None
        in_zone = moment.tzinfo is not None and self.naming.zone
        return moment.astimezone(ZoneInfo(self.naming.zone)) if in_zone else moment

    # Written once each: a hundred thousand moments fall on few days, and on few minutes of a day.

    def _day(self, day: date) -> str:
        if day not in self._days:
            from babel.dates import format_date

            self._days[day] = format_date(day, "medium", self._locale)
        return self._days[day]

    def _time(self, hour: int, minute: int) -> str:
        if (hour, minute) not in self._times:
            from babel.dates import format_time

            self._times[hour, minute] = format_time(time(hour, minute), "short", locale=self._locale)
        return self._times[hour, minute]

    @cached_property
    def _locale(self) -> "Locale":
        from babel import Locale

        return Locale.parse(self.catalogue.language)

    def _named(self, field: str, value: Any) -> str:
        if field in COUNTRIES:
            return self.country(str(value))
        if field in LANGUAGES:
            return self.language(str(value))
        if field == "constituency":
            return self.constituency(str(value))
        if field == "thematic_areas":
            return self.area(value)
        if field == "objectives":
            return self.objective(value)
        if field == "channel":
            return self.catalogue.render(CHANNELS[value]) if value in CHANNELS else str(value)
        if field.endswith("_at"):
            return self.moment(str(value))
        return self._value(field, str(value))

    def _value(self, field: str, code: str) -> str:
        template = self.naming.template
        attribute = template.attribute(field) if template is not None else None
        values = attribute.values if attribute is not None else ()
        found = next((value for value in values if value.code == code), None)
        if found is not None:
            return self._local(found.title)
        words = WORDS.get(code) if field in ("gender", "migrant_experience", "available") else None
        return self.catalogue.render(words) if words is not None else code

    def _local(self, texts: Any) -> str:
        from rapporteur_app.setup.template_parts import localized

        return localized(texts, self.catalogue.language)
