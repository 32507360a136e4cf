"""A cell's text as a value: dates, countries, languages, groups. What cannot be read is kept as text and flagged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rapporteur_app.i18n import LANGUAGES
from rapporteur_app.intake.forms.fields import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rapporteur_app.setup.template_parts import Template

YES = {"yes", "si", "sim", "oui", "y", "s", "o", "true", "1", "x"}
NO = {"no", "nao", "non", "n", "false", "0"}
GENDERS = {
    "female": "female|woman|f|femenino|mujer|feminino|mulher|feminin|femme",
    "male": "male|man|m|masculino|hombre|homem|masculin|homme|h",
    "non_binary": "non binary|nonbinary|no binario|no binaria|nao binario|nao binaria|non binaire|x",
    "other": "other|otro|otra|outro|outra|autre",
}
WRITTEN_MOMENT = (
    r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})"
    r"(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.? ?m\.?)?)?"
    r"(?: ?(?:GMT|UTC)([+-]\d{1,2})?(?::?(\d{2}))?)?"
)
"""Day, month and year in any order; hour, minute, second, a. m. or p. m.; the zone as GMT-3."""

COUNTRY_WORDS = {
    "rep dominicana": "DO", "republica dominicana": "DO", "brasil": "BR", "brazil": "BR", "bresil": "BR",
    "venezuela": "VE",
    "bolivia": "BO", "ee uu": "US", "eeuu": "US", "usa": "US", "estados unidos": "US", "uk": "GB", "mexico": "MX",
    "trinidad y tobago": "TT", "trinidad y tabago": "TT", "trinidad": "TT", "santa lucia": "LC", "haiti": "HT",
    "surinam": "SR", "guyana": "GY", "san vicente": "VC", "saint vincent": "VC", "antigua": "AG", "st lucia": "LC",
    "estado plurinacional de bolivia": "BO",
    "republica bolivariana de venezuela": "VE", "cabo verde": "CV",
}  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """A time as read: ISO 8601 with offset, and whether the offset was assumed; None where it is no full date."""

    iso: str | None
    assumed: bool = False


def read_moment(text: str, zone: str, *, day_first: bool = True) -> Moment:
    """A date and time in the forms that form tools write; a time without a zone takes `zone`, marked as assumed."""
    word = re.sub(r"[\s\u00a0\u202f]+", " ", text.strip())
    if re.fullmatch(r"\d{4}(\.0)?", word):
        return Moment(None)
    iso = _iso(word)
    if iso is not None:
        return _placed(iso, zone)
    match = re.fullmatch(WRITTEN_MOMENT, word, re.IGNORECASE)
    if match is None:
        return Moment(None)
    return _from_parts(
        match.groups(), zone, day_first=day_first, has_zone=bool(re.search("GMT|UTC", word, re.IGNORECASE))
    )


def _iso(word: str) -> datetime | None:
    try:
        return datetime.fromisoformat(word)
    except ValueError:
        return None


def _from_parts(parts: tuple[str | None, ...], zone: str, *, day_first: bool, has_zone: bool) -> Moment:
    one, two, three = (int(part or 0) for part in parts[:3])
    if len(parts[0] or "") == 4:
        year, month, day = one, two, three
    else:
        year = three if three > 99 else 2000 + three
        day, month = (one, two) if (day_first and two <= 12) or one > 12 else (two, one)
    hour = int(parts[3] or 0)
    if parts[6]:
        hour = hour % 12 + (12 if parts[6].lower() == "p" else 0)
    try:
        moment = datetime(year, month, day, hour, int(parts[4] or 0), int(parts[5] or 0))  # noqa: DTZ001 - placed below
    except ValueError:
        return Moment(None)
    if has_zone:
        hours, minutes = int(parts[7] or 0), int(parts[8] or 0)
        offset = timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
        moment = moment.replace(tzinfo=timezone(offset))
    return _placed(moment, zone)


def _placed(moment: datetime, zone: str) -> Moment:
    if moment.tzinfo is not None:
        return Moment(moment.isoformat())
    return Moment(moment.replace(tzinfo=ZoneInfo(zone)).isoformat(), assumed=True)


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether a column writes the day before the month: decided by a number over 12; by default the day is first."""
    for text in texts:
        match = re.match(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}", text)
        if match and int(match.group(2)) > 12:
            return False
        if match and int(match.group(1)) > 12:
            return True
    return True


@cache
def country_names() -> dict[str, str]:
    """Country names in four languages, in their plain form, with their ISO 3166-1 alpha-2 codes (CLDR)."""
    from babel import Locale

    found = dict(COUNTRY_WORDS)
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "EZ", "XA", "XB"):
                found.setdefault(plain(name), code)
                found.setdefault(plain(re.sub(r"\(.*\)", "", name)), code)
    return found


def read_country(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country's name or code, or None."""
    word = text.strip()
    if re.fullmatch(r"[A-Z]{2}", word) and word in set(country_names().values()):
        return word
    for part in (word, re.split(r"[,;/\n]", word)[0]):
        code = country_names().get(plain(part))
        if code:
            return code
    return None


@cache
def _language_names() -> dict[str, str]:
    from babel import Locale

    found = {"creole": "ht", "criollo haitiano": "ht", "kreyol": "ht", "creole haitien": "ht", "castellano": "es"}
    for language in LANGUAGES:
        for code, name in Locale(language).languages.items():
            if len(code) == 2:
                found.setdefault(plain(name), code)
    return found


def read_languages(text: str) -> list[str]:
    """The ISO 639-1 codes of the languages in a cell, joined with commas or semicolons; what is unknown is left out."""
    words = [plain(part) for part in re.split(r"[,;/\n]", text)]
    known = [_language_names().get(word) or (word if len(word) == 2 else None) for word in words]
    return [code for code in dict.fromkeys(known) if code]


def read_yes_no(text: str) -> bool | None:
    """Yes or no in four languages, also as the first word of a longer answer; None where it is neither."""
    words = plain(text).split()
    if not words:
        return None
    return True if words[0] in YES else False if words[0] in NO else None


def read_gender(text: str) -> str | None:
    """The code of a gender, or None where it is not known or not said."""
    word = plain(text)
    return next((code for code, words in GENDERS.items() if word in words.split("|")), None)


def read_phone(text: str) -> str:
    """A telephone number as written; a number cell without its '.0'."""
    return re.sub(r"\.0$", "", text.strip())


class Vocabulary:
    """The codes of a template, and the words by which a cell names them."""

    def __init__(self, template: Template) -> None:
        self.constituencies = {
            plain(word): each.code
            for each in template.constituencies
            for word in _words(each.code, each.name, each.words)
        }
        self.areas = {plain(w): a.number for a in template.areas for w in _words(str(a.number), a.name, a.words)}
        self.ages = {
            plain(word): value.code
            for attribute in template.balance
            if attribute.code == "age_group"
            for value in attribute.values
            for word in _words(value.code, value.title, value.words)
        }

    def constituency(self, text: str) -> str | None:
        """The code of the constituency that a cell names: whole, or the first of several that it holds."""
        return _lookup(self.constituencies, text)

    def age(self, text: str) -> str | None:
        """The code of an age group; without a vocabulary the text itself."""
        return _lookup(self.ages, text) if self.ages else text.strip() or None

    def thematic_areas(self, text: str) -> list[int]:
        """The numbers of the thematic areas in a cell, whose options may themselves hold commas."""
        if re.fullmatch(r"[\s\d,;.]+", text):
            return sorted({int(n) for n in re.findall(r"\d+", text) if int(n) in self.areas.values()})
        key = f" {plain(text.replace(chr(10), ', '))} "
        numbers = {number for word, number in self.areas.items() if len(word) > 1 and f" {word} " in key}
        return sorted(numbers)


def _words(code: str, name: Mapping[str, str], words: Mapping[str, Any]) -> list[str]:
    return [code, *name.values(), *(word for listed in words.values() for word in listed)]


def _lookup(words: Mapping[str, str], text: str) -> str | None:
    for part in (text, *re.split(r"[,;\n]", text)):
        code = words.get(plain(part))
        if code:
            return code
    return None
