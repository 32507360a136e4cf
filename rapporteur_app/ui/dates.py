"""Dates as people type them: 2026-11-25 10:00, 25/11/2026, 25.11.2026 10:00; what is unclear is left for the core."""

import re

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(\d{1,2})[:.h](\d{2}))?")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,]+(\d{1,2})[:.h](\d{2}))?")
MONTHS = 12


def as_iso(text: str, language: str) -> str:
    """What was typed as ISO 8601, if it can mean only one thing; else as it is, and the core refuses it.

    05/04/2026 is the 5th of April to who reads Spanish, Portuguese or French. In English it may be either, and stays.
    """
    plain = " ".join(text.split())
    if found := YEAR_FIRST.fullmatch(plain):
        year, month, day, hour, minute = found.groups()
    elif found := YEAR_LAST.fullmatch(plain):
        day, month, year, hour, minute = found.groups()
        if language == "en":
            if int(day) <= MONTHS and int(month) <= MONTHS and day != month:
                return plain
            if int(month) > MONTHS:
                day, month = month, day
    else:
        return plain
    date = f"{year}-{int(month):02}-{int(day):02}"
    return date if hour is None else f"{date}T{int(hour):02}:{minute}"


def shown(iso: str) -> str:
    """A kept date or moment as a field shows it."""
    return iso.replace("T", " ")
