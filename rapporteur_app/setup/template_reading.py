"""From a document of tables to a template: every rule that a template must keep stands here."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.setup.rubric_reading import read_rubric
from rapporteur_app.setup.template_parts import (
    BalanceAttribute,
    BalanceValue,
    BroadConsultation,
    Constituency,
    EligibilityRule,
    Position,
    Region,
    RuleKind,
    Step,
    Template,
    TemplateDate,
    Term,
    ThematicArea,
)
from rapporteur_app.setup.template_settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rapporteur_app.setup.document import Table

FORMAT = 1
"""The newest format of templates that this program reads."""

CODE = re.compile(r"[a-z0-9][a-z0-9_+-]{0,39}")
MOMENTS = ("deadline", "scoring_deadline")
DAYS = ("consultation_start", "consultation_end", "event_start", "event_end")
SENSES = ("residence", "nationality", "organisation")
OF_NOMINATIONS = (RuleKind.DEADLINE, RuleKind.CONSENT)

FIELDS_OF_CANDIDATES = (
    "name", "given_name", "family_name", "organisation", "country", "nationality", "organisation_country", "gender",
    "age_group", "migrant_experience", "email", "phone", "job_title", "constituency", "thematic_areas", "objectives",
    "languages", "available",
)  # fmt: skip
FIELDS_OF_NOMINATIONS = (
    "nominator", "nominator_email", "nominator_organisation", "nominator_constituency", "consent", "endorsement",
    "statement", "links",
)  # fmt: skip
"""The fields that a template may require or count, as the model names them (a test compares)."""


def read_template(table: Table, source: str) -> Template:
    """The template that a document holds.

    Raises:
        BadInput: something is missing, unknown or impossible; the sentence names the file and the key.
    """
    _require_format(table)
    rubric_table = table.table("rubric")
    objectives = _read_objectives(table.table("objectives"))
    rubric = read_rubric(rubric_table)
    quorum, shortlist = table.table("quorum"), table.table("shortlist")
    template = Template(
        source=source,
        code=_code(table),
        name=table.texts("name", needed=True),
        title=table.texts("title", needed=True),
        description=table.texts("description"),
        zone=_read_zone(table),
        rubric=rubric,
        sources=table.strings("sources"),
        proposed=_names(table, "proposed", table.data),
        proposed_mark=table.texts("proposed_mark"),
        proposed_note=table.texts("proposed_note"),
        position=_read_position(table.table("position")),
        dates=_read_dates(table.table("dates")),
        timetable=tuple(_read_step(one) for one in _distinct(table.tables("timetable"), "code")),
        terms=tuple(_read_term(one) for one in table.tables("terms")),
        constituencies=tuple(_read_constituency(one) for one in _distinct(table.tables("constituencies"), "code")),
        areas=tuple(_read_area(one, objectives) for one in _distinct(table.tables("areas"), "number")),
        objectives=objectives,
        region=_read_region(table.table("region")),
        rules=tuple(_read_rule(one) for one in _distinct(table.tables("rules"), "code")),
        required_fields=_names(table, "required_fields", (*FIELDS_OF_CANDIDATES, *FIELDS_OF_NOMINATIONS)),
        balance=tuple(_read_attribute(one) for one in _distinct(table.tables("balance"), "code")),
        consultation=_read_consultation(table.table("consultation")),
        quorum=quorum.whole("members", least=0, default=0),
        shortlist_min=shortlist.whole("min", least=1, default=3),
        shortlist_max=shortlist.whole("max", least=1, default=5),
        settings=read_settings(table, rubric),
    )
    if template.shortlist_min > template.shortlist_max:
        raise shortlist.refusal("max", message("must not be less than the fewest names"))
    for part in (quorum, shortlist, table):
        part.finish()
    return template


def _require_format(table: Table) -> None:
    number = table.whole("format", least=1)
    if number > FORMAT:
        raise table.refusal(
            "format",
            message(
                "is {number}, and this program reads up to {known}; a newer program is needed",
                number=number,
                known=FORMAT,
            ),
        )


def _code(table: Table) -> str:
    code = table.string("code")
    if not CODE.fullmatch(code):
        raise table.refusal("code", message("must be a short word in small letters, not “{code}”", code=code))
    return code


def _names(table: Table, key: str, known: Iterable[str]) -> tuple[str, ...]:
    allowed, names = list(known), table.strings(key)
    for name in names:
        if name not in allowed:
            raise table.refusal(key, message("names “{name}”, which is not known", name=name))
    return names


def _distinct(tables: list[Table], key: str) -> list[Table]:
    seen = set()
    for table in tables:
        value = table.value(key)
        if repr(value) in seen:
            raise table.refusal(key, message("stands twice: {value}", value=value))
        seen.add(repr(value))
    return tables


def _read_zone(table: Table) -> str:
    from zoneinfo import ZoneInfo

    zone = table.string("zone")
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError) as error:
        raise table.refusal(
            "zone", message("must be a time zone such as America/Lima, not “{zone}”", zone=zone)
        ) from error
    return zone


def _read_position(table: Table) -> Position:
    title = table.texts("title")
    posts, alternates = table.whole("posts", least=1, default=1), table.whole("alternates", least=0, default=0)
    position = Position(title, posts, alternates, _names(table, "proposed", table.data))
    table.finish()
    return position


def _read_dates(table: Table) -> dict[str, TemplateDate]:
    dates = {}
    for key in (*MOMENTS, *DAYS):
        if table.has(key):
            dates[key] = _read_date(table.table(key), day_only=key in DAYS)
    table.finish()
    for first, last in (("consultation_start", "consultation_end"), ("event_start", "event_end")):
        if first in dates and last in dates and dates[first].value > dates[last].value:
            raise table.refusal(last, message("lies before {first}", first=first))
    return dates


def _read_date(table: Table, *, day_only: bool) -> TemplateDate:
    value = table.string("value")
    if (_day(value) if day_only else _moment(value)) != value:
        form = "2021-04-05" if day_only else "2021-04-05T23:59"
        raise table.refusal("value", message("must be written as {form}, not “{value}”", form=form, value=value))
    found = TemplateDate(value, table.texts("title"), table.flag("proposed"), table.texts("note"))
    table.finish()
    return found


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def _moment(value: str) -> str:
    """The moment in its one form; it has no offset, as the zone stands beside it."""
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None).isoformat("T", "minutes")
    except ValueError:
        return ""


def _read_step(table: Table) -> Step:
    step = Step(
        _code(table), table.string("stage"), table.whole("days_before", least=0), table.texts("title", needed=True)
    )
    table.finish()
    return step


def _read_term(table: Table) -> Term:
    term = Term(table.texts("text", needed=True), table.flag("proposed"))
    table.finish()
    return term


def _read_constituency(table: Table) -> Constituency:
    found = Constituency(_code(table), table.texts("name", needed=True), table.words("words"))
    table.finish()
    return found


def _read_objectives(table: Table) -> dict[int, Mapping[str, str]]:
    objectives: dict[int, Mapping[str, str]] = {}
    for key in table.data:
        if not re.fullmatch(r"[1-9]\d{0,2}", key, re.ASCII):
            raise table.refusal(key, message("must be a number from 1 on"))
        objectives[int(key)] = table.texts(key, needed=True)
    return objectives


def _read_area(table: Table, objectives: Mapping[int, Mapping[str, str]]) -> ThematicArea:
    numbers = table.numbers("objectives")
    for number in numbers:
        if number not in objectives:
            raise table.refusal("objectives", message("names objective {number}, which has no text", number=number))
    area = ThematicArea(table.whole("number", least=1), table.texts("name", needed=True), numbers, table.words("words"))
    table.finish()
    return area


def _read_region(table: Table) -> Region:
    region = Region(
        _names(table, "sense", SENSES),
        _countries(table, "countries"),
        _countries(table, "associates"),
        table.texts("note"),
    )
    table.finish()
    both = set(region.countries) & set(region.associates)
    if both:
        raise table.refusal("associates", message("{code} stands among the countries as well", code=min(both)))
    return region


def _countries(table: Table, key: str) -> tuple[str, ...]:
    codes = table.strings(key)
    for code in codes:
        if not re.fullmatch("[A-Z]{2}", code):
            raise table.refusal(key, message("must hold country codes such as BR, not “{code}”", code=code))
    return codes


def _read_rule(table: Table) -> EligibilityRule:
    kind = RuleKind(table.one_of("kind", list(RuleKind), default=RuleKind.ASKED.value))
    subject = table.one_of("subject", ("nomination", "candidate"))
    wanted = "nomination" if kind in OF_NOMINATIONS else "candidate"
    if kind is not RuleKind.ASKED and subject != wanted:
        raise table.refusal("subject", message("must be {subject} for a rule of this kind", subject=wanted))
    rule = EligibilityRule(_code(table), subject, kind, table.texts("text", needed=True))
    table.finish()
    return rule


def _read_attribute(table: Table) -> BalanceAttribute:
    values = tuple(_read_value(one) for one in _distinct(table.tables("values"), "code"))
    held = [country for value in values for country in value.countries]
    if len(set(held)) < len(held):
        raise table.refusal("values", message("names something twice"))
    found = BalanceAttribute(
        _code(table), table.one_of("field", FIELDS_OF_CANDIDATES), table.texts("title", needed=True), values
    )
    table.finish()
    return found


def _read_value(table: Table) -> BalanceValue:
    value = BalanceValue(
        _code(table), table.texts("title", needed=True), table.words("words"), _countries(table, "countries")
    )
    table.finish()
    return value


def _read_consultation(table: Table) -> BroadConsultation:
    broad = BroadConsultation(
        table.whole("constituencies", least=0, default=0), table.whole("countries", least=0, default=0)
    )
    table.finish()
    return broad
