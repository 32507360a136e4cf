"""Dates as they are typed; what may mean two days is not guessed."""

import pytest

from rapporteur_app.ui.dates import as_iso, shown


@pytest.mark.parametrize(
    ("typed", "language", "iso"),
    [
        ("2026-11-25 10:00", "en", "2026-11-25T10:00"),
        ("2026-11-25T10:00", "en", "2026-11-25T10:00"),
        ("2026/1/5", "en", "2026-01-05"),
        ("25/11/2026", "en", "2026-11-25"),
        ("11/25/2026", "en", "2026-11-25"),
        ("25.11.2026, 9:30", "fr", "2026-11-25T09:30"),
        ("05/04/2026", "es", "2026-04-05"),
        ("05/04/2026", "en", "05/04/2026"),
        ("05/05/2026", "en", "2026-05-05"),
        ("next Monday", "en", "next Monday"),
        ("", "en", ""),
    ],
)
def test_a_date_is_taken_as_typed(typed: str, language: str, iso: str) -> None:
    assert as_iso(typed, language) == iso


def test_a_moment_is_shown_without_its_t() -> None:
    assert shown("2026-11-25T10:00") == "2026-11-25 10:00"
