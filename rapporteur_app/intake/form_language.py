"""The language of the form that somebody filled in, by the words of its headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.intake.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = {
    "en": "name surname email phone country gender nominee nominator nomination organization organisation languages "
    "consent why your you the timestamp position statement areas reason",
    "es": "nombre nombres apellido apellidos correo telefono pais genero nominada nominado nominacion organizacion "
    "idiomas consentimiento usted por que su marca temporal cargo motivacion proponente quien",
    "pt": "nome sobrenome telefone genero indicada indicado indicacao organizacao idiomas consentimento voce por que "
    "sua seu carimbo data hora cargo motivacao proponente quem endereco",
    "fr": "nom prenom courriel telephone pays genre personne proposee candidature organisation langues consentement "
    "vous pourquoi votre horodateur fonction motivation adresse",
}
"""By language, words of headers as they are folded."""

LEAST = 2
"""Headers that have to speak for a language before it is believed."""


def form_language(headers: Iterable[str]) -> str | None:
    """The language that more headers speak than any other; None where too few do, or two languages are even."""
    counts = dict.fromkeys(WORDS, 0)
    for header in headers:
        said = set(folded(header).split())
        hits = {language: len(said & known) for language, known in KNOWN.items()}
        best = max(hits.values())
        leading = [language for language, count in hits.items() if count == best]
        if best and len(leading) == 1:
            counts[leading[0]] += 1
    first, second = sorted(counts, key=lambda language: counts[language], reverse=True)[:2]
    return first if counts[first] >= LEAST and counts[first] > counts[second] else None


KNOWN = {language: frozenset(words.split()) for language, words in WORDS.items()}
