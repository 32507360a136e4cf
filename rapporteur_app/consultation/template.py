"""What the template of a selection says about its consultation: the codes of the register, and when it is broad."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rapporteur_app.consultation.report import Thresholds
from rapporteur_app.consultation.shortlist import plain
from rapporteur_app.consultation.stakeholders import Vocabulary
from rapporteur_app.setup.selection import template_of
from rapporteur_app.setup.settings import setting

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader


def thresholds_of(reader: Reader) -> Thresholds:
    """From when on the template calls a consultation broad."""
    broad = template_of(reader).consultation
    return Thresholds(broad.constituencies, broad.countries)


def vocabulary_of(reader: Reader) -> Vocabulary:
    """The codes that a register may use: the template's constituencies (None where it has none), and the ISO's.

    Countries outside the region are among them: who is consulted may well sit elsewhere.
    """
    constituencies = template_of(reader).constituencies
    words = {plain(word): one.code for one in constituencies for told in one.words.values() for word in told}
    spellings = words | {plain(name): one.code for one in constituencies for name in one.name.values()}
    countries, languages = _codes()
    codes = [constituency.code for constituency in constituencies]
    language = setting(reader, "language")
    names = {one.code: one.name.get(language) or one.name.get("en", one.code) for one in constituencies}
    return Vocabulary(codes or None, countries, languages, spellings, names)


@cache
def _codes() -> tuple[list[str], list[str]]:
    """ISO 3166-1 alpha-2 and ISO 639-1 codes, as the CLDR has them."""
    from babel import Locale

    english = Locale("en")
    countries = sorted(str(code) for code in english.territories)
    languages = sorted(str(code) for code in english.languages)
    return (
        [code for code in countries if len(code) == 2 and code.isalpha()],
        [code for code in languages if len(code) == 2],
    )
