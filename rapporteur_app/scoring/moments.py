"""Moments as members read them, in their own zone."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def moment_there(moment: datetime, zone: str, language: str) -> str:
    """A moment as people there read it: Thursday 25 November 2026, 18:00 (Bogotá)."""
    from babel import Locale
    from babel.dates import format_date, get_timezone_location

    locale = Locale.parse(language)
    try:
        there = moment.astimezone(ZoneInfo(zone)) if zone else moment
        city = get_timezone_location(zone, locale=locale, return_city=True) if zone else f"{moment:UTC%z}"
    except (ZoneInfoNotFoundError, ValueError, LookupError):
        there, city = moment, f"{moment:UTC%z}"
    day = format_date(there.date(), "EEEE d MMMM y" if language == "en" else "full", locale)
    return f"{day}, {there:%H:%M} ({city})"
