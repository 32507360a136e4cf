"""The parts of a template: what a kind of selection brings with it, in any number of languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from rapporteur_app.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapporteur_app.setup.rubric import Rubric

    Texts = Mapping[str, str]
    Words = Mapping[str, tuple[str, ...]]


def localized(texts: Mapping[str, str], language: str) -> str:
    """The text in a language; else in English, else in any language there is, else nothing."""
    for choice in (language, "en", *LANGUAGES, *texts):
        if texts.get(choice):
            return texts[choice]
    return ""


class RuleKind(StrEnum):
    """How the program proposes a finding for an eligibility rule; `asked` leaves it to a person."""

    DEADLINE = "deadline"
    CONSENT = "consent"
    COMPLETE = "complete"
    ENDORSED = "endorsed"
    REGION = "region"
    AVAILABLE = "available"
    NOT_TASKFORCE = "not_taskforce"
    ASKED = "asked"


@dataclass(frozen=True)
class EligibilityRule:
    """One rule; `subject` says whether each nomination or each candidate must meet it."""

    code: str
    subject: str
    kind: RuleKind
    text: Texts


@dataclass(frozen=True)
class Position:
    """The position to be filled, and how many alternates stand behind it, in order; `proposed` names keys of these."""

    title: Texts = field(default_factory=dict)
    posts: int = 1
    alternates: int = 0
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True)
class TemplateDate:
    """A day, or a moment in the template's zone, as the setting of the same key holds it."""

    value: str
    title: Texts
    proposed: bool = False
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One line of the timetable, counted back from the first day of the event."""

    code: str
    stage: str
    days_before: int
    title: Texts

    def day(self, event_start: date) -> date:
        """The day of this step for an event that begins on a day."""
        return event_start - timedelta(days=self.days_before)


@dataclass(frozen=True)
class Term:
    """One sentence of the terms of reference."""

    text: Texts
    proposed: bool = False


@dataclass(frozen=True)
class Constituency:
    """A group of stakeholders; `words` are the texts by which a cell of a form names it."""

    code: str
    name: Texts
    words: Words


@dataclass(frozen=True)
class ThematicArea:
    """A thematic area with the numbers of its objectives; `words` as for a constituency."""

    number: int
    name: Texts
    objectives: tuple[int, ...]
    words: Words


@dataclass(frozen=True)
class Region:
    """Where a candidate must belong: one of the senses in one of the places (ISO 3166-1 alpha-2) is enough."""

    sense: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    associates: tuple[str, ...] = ()
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class BalanceValue:
    """One value of a balance attribute; by countries, the value that names none takes all the rest."""

    code: str
    title: Texts
    words: Words
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class BalanceAttribute:
    """An attribute whose values are counted from pool to shortlist; `field` is the candidate's."""

    code: str
    field: str
    title: Texts
    values: tuple[BalanceValue, ...] = ()


@dataclass(frozen=True)
class BroadConsultation:
    """From how many constituencies and countries replies must have come; 0 asks nothing."""

    constituencies: int = 0
    countries: int = 0


@dataclass(frozen=True)
class Template:
    """What a selection of one kind starts with. `source` is the text that it was read from, kept word for word.

    `proposed` names the parts that no call settles: the taskforce has yet to agree them. `settings` holds the policy,
    blinding and publishing by the keys of `set`.
    """

    source: str
    code: str
    name: Texts
    title: Texts
    description: Texts
    zone: str
    rubric: Rubric
    sources: tuple[str, ...]
    proposed: tuple[str, ...]
    proposed_mark: Texts
    proposed_note: Texts
    position: Position
    dates: Mapping[str, TemplateDate]
    timetable: tuple[Step, ...]
    terms: tuple[Term, ...]
    constituencies: tuple[Constituency, ...]
    areas: tuple[ThematicArea, ...]
    objectives: Mapping[int, Texts]
    region: Region
    rules: tuple[EligibilityRule, ...]
    required_fields: tuple[str, ...]
    balance: tuple[BalanceAttribute, ...]
    consultation: BroadConsultation
    quorum: int
    shortlist_min: int
    shortlist_max: int
    settings: Mapping[str, str]

    @property
    def region_sense(self) -> tuple[str, ...]:
        """The senses in which a candidate may be in the region: residence, nationality, organisation."""
        return self.region.sense

    @property
    def region_countries(self) -> frozenset[str]:
        """Every country and territory of the region."""
        return frozenset(self.region.countries + self.region.associates)

    def constituency(self, code: str) -> Constituency | None:
        """The constituency of this code, or None."""
        return next((found for found in self.constituencies if found.code == code), None)

    def attribute(self, code: str) -> BalanceAttribute | None:
        """The balance attribute of this code, or None."""
        return next((found for found in self.balance if found.code == code), None)

    def sub_region_of(self, country: str) -> str:
        """The code of the sub-region that a country lies in; '' if no country is given, or nothing takes it."""
        attribute = self.attribute("sub_region")
        if attribute is None or not country:
            return ""
        rest = next((value.code for value in attribute.values if not value.countries), "")
        return next((value.code for value in attribute.values if country in value.countries), rest)

    def terms_by_text(self) -> dict[str, dict[str, str]]:
        """Each sentence of the terms of reference in all its languages, by each of its wordings."""
        return {wording: dict(term.text) for term in self.terms for wording in term.text.values()}

    def terms_in(self, language: str) -> str:
        """The terms of reference as one text, a line each; what no call says is marked so."""
        mark = localized(self.proposed_mark, language)
        lines = []
        for term in self.terms:
            ending = f" [{mark}]" if term.proposed and mark else ""
            lines.append(f"– {localized(term.text, language)}{ending}")
        return "\n".join(lines)

    def settings_in(self, language: str) -> dict[str, str]:
        """What a new selection starts with, by the keys of `set`, its texts in a language."""
        return {
            "title": localized(self.title, language),
            "position": localized(self.position.title, language),
            "terms": self.terms_in(language),
            "language": language if language in LANGUAGES else "en",
            "zone": self.zone,
            **{key: found.value for key, found in self.dates.items()},
            "quorum": str(self.quorum),
            "shortlist_min": str(self.shortlist_min),
            "shortlist_max": str(self.shortlist_max),
            **self.settings,
        }
