"""Countries as people write them, in four languages, to ISO 3166-1 alpha-2."""

from __future__ import annotations

import re
from functools import cache

from rapporteur_app.i18n import LANGUAGES, Message, message
from rapporteur_app.intake.country_words import ALIASES, DEMONYMS
from rapporteur_app.intake.folding import folded, words_in
from rapporteur_app.intake.reading import NOTHING, Reading

NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of Babel's table that are no country or territory."""

SMALL_WORDS = words_in("the of el la los las de del y o os a as do da dos das e le les l d du des et and")

SEVERAL = re.compile(r"[,;/\n&+]|\s(?:y|e|and|et)\s")
FLAG_A = 0x1F1E6
"""The first of the signs that make flags."""

PLACE = re.compile(r"[,()]|\s[-–—]\s")
"""What stands between a place and its country."""

FORMS_OF_STATE = words_in(
    "republic republica republique kingdom reino royaume commonwealth mancomunidad comunidade plurinational "
    "plurinacional estado etat state federative federativa bolivarian bolivariana bolivarienne cooperative cooperativa "
    "co operative oriental orientale"
)
"""Words of official names, without which the short name remains."""

DIVIDED = words_in("china congo korea corea coreia coree sudan sudao soudan macedonia macedonie guinea guinee guine")
"""Short names that two states share."""

ALIKE = 85
"""From this likeness on (0 to 100) a country is named as what was perhaps meant; never taken."""


def read_country(text: str) -> Reading:
    """The country that a text names: by its code, a name, or a nationality. A text with several has no value."""
    words = folded(text)
    if not words:
        return _of_flag(text)
    found = country_of(words)
    if found is not None:
        return Reading(found)
    parts = [country_of(folded(part)) for part in SEVERAL.split(text) if part.strip()]
    named = {code for code in parts if code}
    if len(named) == 1 and all(parts):
        return Reading(named.pop())
    beside = _beside_places(text) if len(named) < 2 else set()
    if len(beside) == 1:
        return Reading(beside.pop())
    if len(named) > 1:
        return Reading(None, message("it names several countries: {codes}", codes=", ".join(sorted(named))))
    return Reading(None, _not_known(words))


def country_of(words: str) -> str | None:
    """The country that folded words name, or None; articles and the word 'and' make no difference."""
    names = _names()
    found = names.get(words) or names.get(_pithy(words)) or names.get(_short(words))
    return found or (names.get(words[:-1]) if len(words) > 5 and words.endswith("s") else None)


def _short(words: str) -> str:
    """An official name without the form of state: 'republica del peru' is 'peru'."""
    said = words.split()
    rest = [word for word in said if word not in FORMS_OF_STATE and word not in SMALL_WORDS]
    formal = len(rest) < len(_pithy(words).split())
    return " ".join(rest) if formal and not DIVIDED & set(rest) else ""


def _beside_places(text: str) -> set[str]:
    """The countries that a text names beside places that are none: 'Lima, Perú'; two letters are no country there."""
    parts = [folded(part) for part in PLACE.split(text) if folded(part)]
    return {code for part in parts if len(part) > 2 and (code := country_of(part))} if len(parts) > 1 else set()


def _of_flag(text: str) -> Reading:
    """The country of a flag, which is written with two letters of its own."""
    letters = "".join(chr(ord(sign) - FLAG_A + ord("a")) for sign in text if FLAG_A <= ord(sign) < FLAG_A + 26)
    found = country_of(letters) if len(letters) == 2 else None
    return Reading(found) if found else NOTHING


def _pithy(words: str) -> str:
    return " ".join(word for word in words.split() if word not in SMALL_WORDS)


def _not_known(words: str) -> Message:
    from rapidfuzz import fuzz, process

    best = process.extractOne(words, _names().keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is None:
        return message("no country of this name is known")
    return message("no country of this name is known; perhaps {country}", country=_names()[best[0]])


@cache
def _names() -> dict[str, str]:
    """Every folded name with its code; where two share one, a country's name goes before a nationality."""
    from babel import Locale
    from babel.core import get_global

    found = dict(_table(DEMONYMS))
    codes = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()} - NO_COUNTRIES
    for long_code, short in get_global("territory_aliases").items():
        if len(long_code) == 3 and long_code.isalpha() and short[0] in codes:
            found.setdefault(long_code.casefold(), short[0])
    for language in LANGUAGES:
        territories = Locale(language).territories
        found.update({folded(territories[code]): code for code in codes if code in territories})
    found.update({code.casefold(): code for code in codes})
    found.update(_table(ALIASES))
    return {_pithy(name): code for name, code in found.items() if " " in name} | found


def _table(lines: str) -> list[tuple[str, str]]:
    """Words and codes of a table of lines 'CODE word, word'."""
    rows = [line.split(" ", 1) for line in lines.strip().splitlines()]
    return [(word.strip(), code) for code, words in rows for word in words.split(",")]
