"""One date with a time as people and forms write it, in four languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import cache, lru_cache

from rapporteur_app.i18n import LANGUAGES

CENTURY_TURNS = 70
"""A year of two digits under this is of the 2000s."""

ORDINAL = r"(?:st|nd|rd|th|er|o|º|ª)?"
TIME = (
    r"(?P<hour>\d{1,2})(?:(?:\s?h\s?|[:.])(?P<minute>\d{2})(?:[:m.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"|(?=\s?h\b|\s?hrs?\b|\s?horas?\b|\s?[ap]\b\.?\s*m\b|\s?[ap]m\b))"
    r"\s*(?:s|h|hs|hrs|horas)?\.?\s*(?P<half>[ap])?(?(half)\.?\s*m?\b\.?)"
)
NAMED_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "brt": -3, "art": -3,
    "uyt": -3, "clt": -4, "clst": -3, "pyt": -4, "bot": -4, "vet": -4, "gyt": -4, "pet": -5, "cot": -5,
}  # fmt: skip
"""Hours from UTC of the short names that mean one zone; EST and CST mean several."""

ZONE = (
    rf"(?P<zone>\(?(?:{'|'.join(sorted(NAMED_ZONES, key=len, reverse=True))})?"
    r"\s*(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)(?:\s*\([a-z .]+\))?"
)
TIME_AND_ZONE = re.compile(rf"{TIME}\s*{ZONE}")
BEFORE_TIME = re.compile(r"^(?:t|,|at|a las|a la|as|a|-|\s)*")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})")
NUMBERS = re.compile(r"(?P<first>\d{1,2})\s?[-/.]\s?(?P<second_>\d{1,2})\s?[-/.]\s?(?P<year>\d{4}|\d{2})(?!\d)")
WEEKDAY = r"(?:[a-z]+(?:-feira)?[.,]?\s+)?"
DAY_WORD = re.compile(
    rf"{WEEKDAY}(?P<day>\d{{1,2}}){ORDINAL}\.?[\s/-]*(?:de |of )?(?P<word>[a-z]{{3,}})\.?,?[\s/-]*"
    r"(?:de |del )?(?P<year>\d{4}|\d{2}(?![\d:.h]))"
)
WORD_DAY = re.compile(rf"{WEEKDAY}(?P<word>[a-z]{{3,}})\.? (?P<day>\d{{1,2}}){ORDINAL},? (?P<year>\d{{4}})")
YEAR_WORD = re.compile(r"(?P<year>\d{4})[\s/-](?P<word>[a-z]{3,})\.?[\s/-](?P<day>\d{1,2})(?!\d)")
YEAR = re.compile(r"[12]\d{3}(?:\.0)?")


SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
"""A date as a spreadsheet counts it, in a text."""

SERIAL_YEARS = range(2000, 2100)
LAST_SERIAL = 80_000


class DayOrder(StrEnum):
    """Which of two small numbers is the day."""

    DAY_FIRST = "day/month/year"
    MONTH_FIRST = "month/day/year"


@dataclass(frozen=True)
class Moment:
    """A day, with the time of day and the offset from UTC where they were given."""

    day: date
    clock: time | None = None
    offset: timedelta | None = None

    @property
    def local(self) -> datetime:
        """The day and time without a zone; the start of the day where no time was given."""
        return datetime.combine(self.day, self.clock or time())

    @property
    def zoned(self) -> datetime | None:
        """The day and time with its offset, if one was given."""
        return None if self.offset is None else self.local.replace(tzinfo=timezone(self.offset))


def serial_moment(number: float, *, from_1904: bool) -> Moment | None:
    """The moment that a spreadsheet counts as a number of days; None for a number of no day from 2000 to 2100.

    Excel counts from 30 December 1899, since it takes 1900 for a leap year, or from 1 January 1904.
    """
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone is known
    moment = start + timedelta(days=number) if 0 < number < LAST_SERIAL else start
    if moment.year not in SERIAL_YEARS:
        return None
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return Moment(moment.date(), moment.time() if number % 1 else None)


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else."""
    return YEAR.fullmatch(text.strip()) is not None


def numbers_of(text: str) -> tuple[int, int] | None:
    """The two small numbers of a date like 3/4/2021, of which either may be the day; None for other texts."""
    match = NUMBERS.match(plain(text))
    return (int(match["first"]), int(match["second_"])) if match else None


def read_moment(text: str, order: DayOrder = DayOrder.DAY_FIRST) -> Moment | None:
    """The moment that a text names; None if it is none, or leaves anything unexplained."""
    seen = plain(text)
    for pattern in (YEAR_FIRST, NUMBERS, DAY_WORD, WORD_DAY, YEAR_WORD):
        match = pattern.match(seen)
        day = _day(match, order) if match else None
        if match and day:
            return _with_time(day, seen[match.end() :])
    return None


def is_no_day(text: str) -> bool:
    """Whether a text's numbers are no day in either order, such as 31/4/2021."""
    match = NUMBERS.match(plain(text))
    return match is not None and not any(_day(match, order) for order in DayOrder)


def has_day(text: str, order: DayOrder) -> bool:
    """Whether a text begins with the numbers of a day."""
    match = NUMBERS.match(plain(text))
    return match is not None and _day(match, order) is not None


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text without accents and special spaces, in lower case."""
    if text.isascii():
        return " ".join(text.casefold().split())
    apart = unicodedata.normalize("NFKD", text.replace("−", "-"))
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(letters.casefold().split())


def _day(match: re.Match[str], order: DayOrder) -> date | None:
    parts = match.groupdict()
    if "word" in parts:
        month, day = _months().get(parts["word"], 0), int(parts["day"])
    elif "month" in parts:
        month, day = int(parts["month"]), int(parts["day"])
    else:
        day, month = int(parts["first"]), int(parts["second_"])
        if order is DayOrder.MONTH_FIRST:
            day, month = month, day
    try:
        return date(_full_year(parts["year"]), month, day)
    except ValueError:
        return None


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < CENTURY_TURNS else 1900)


def _with_time(day: date, rest: str) -> Moment | None:
    rest = BEFORE_TIME.sub("", rest) if rest.strip() else ""
    if not rest:
        return Moment(day)
    match = TIME_AND_ZONE.fullmatch(rest)
    clock = _clock(match) if match else None
    if match is None or clock is None:
        return None
    try:
        return Moment(day, clock, _offset(match["zone"] or ""))
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time | None:
    hour, half = int(match["hour"]), match["half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _offset(zone: str) -> timedelta | None:
    """The offset that a zone names: 'z', 'gmt-3', 'utc+05:30', '-0300'; None for no zone.

    Raises:
        ValueError: no place on earth is so far from UTC.
    """
    text = zone.strip("() ")
    if not text:
        return None
    match = re.search(r"([+-])(\d{1,2}):?(\d{2})?", text)
    if match is None:
        return timedelta(hours=NAMED_ZONES[text])
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > timedelta(hours=14):
        raise ValueError(zone)
    return -offset if match[1] == "-" else offset


@cache
def _months() -> dict[str, int]:
    """The months by their names and short names in four languages, folded."""
    from babel import Locale

    found: dict[str, int] = {}
    for language in LANGUAGES:
        for names in Locale(language).months["format"].values():
            found.update({plain(name).rstrip("."): month for month, name in names.items() if len(name) > 2})
    return found | {"set": 9, "sep": 9, "sept": 9, "setiembre": 9}
