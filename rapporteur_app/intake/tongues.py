"""Languages as people write them, in four languages, to ISO 639-1."""

from __future__ import annotations

import re
from functools import cache

from rapporteur_app.i18n import LANGUAGES, Message, message
from rapporteur_app.intake.folding import folded, words_in
from rapporteur_app.intake.reading import NOTHING, Reading

APART = re.compile(r"[,;/\n&+•|]|\s[-–—]\s|\s(?:y|e|and|et)\s")
SHARE = re.compile(r"\d{1,3}\s?%")
BRACKETS = re.compile(r"[(\[].*?[)\]]")
LEVELS = words_in(
    folded(
        "native mother tongue fluent advanced intermediate basic good working knowledge spoken written level "
        "nativo nativa materno materna lengua fluido fluida avanzado avanzada intermedio intermedia basico basica "
        "bueno nivel hablado escrito fluente avancado avancada intermediario basico lingua "
        "natif native maternelle langue courant avance intermediaire basique niveau notions "
        "high medium low elementary proficient professional beginner conversational excellent speak read write "
        "understand alto alta medio media bajo baja elemental profesional principiante conversacional excelente "
        "hablo leo escribo entiendo comprendo bilingue bilingual profissional iniciante falo leio escrevo entendo "
        "debutant professionnel parle lis ecris comprends eleve "
        "a1 a2 b1 b2 c1 c2 de del da do of in en em muy very tres un poco de pouco some peu"
    )
)
"""Words beside a language that say how well it is spoken."""

NOT_AT_ALL = words_in(
    "none no not nothing ninguno ninguna nada nulo nula sin nao nenhum nenhuma aucun aucune nul nulle non pas rien"
)
"""Words that say of a language that it is not spoken."""

ALIASES = {
    "castellano": "es", "castilian": "es", "castelhano": "es", "castillan": "es", "espanhol": "es",
    "mandarin": "zh", "chino mandarin": "zh", "chinese mandarin": "zh",
    "creole": "ht", "kreyol": "ht", "kreyol ayisyen": "ht", "criollo haitiano": "ht", "creole haitien": "ht",
    "haitian kreyol": "ht", "crioulo haitiano": "ht", "creole haitiano": "ht", "haitiano": "ht",
    "euskera": "eu", "vasco": "eu", "basco": "eu", "valenciano": "ca", "gallego": "gl", "galego": "gl",
    "aymara": "ay", "aimara": "ay", "quichua": "qu", "kichwa": "qu", "quechua": "qu", "runasimi": "qu",
    "guarani": "gn", "neerlandes": "nl", "holandes": "nl", "flamenco": "nl", "farsi": "fa", "persa": "fa",
}  # fmt: skip


def read_languages(text: str) -> Reading:
    """The languages that a text lists, as sorted-in codes of two letters; what has none is named in the problem."""
    codes: list[str] = []
    unread = []
    for part in (one for piece in APART.split(SHARE.sub(" ", BRACKETS.sub(" ", text))) for one in _listed(piece)):
        code = language_of(part)
        if code and len(code) == 2:
            codes.append(code)
        elif folded(part):
            unread.append(part.strip())
    if not codes and not unread:
        return NOTHING
    return Reading(list(dict.fromkeys(codes)) or None, _problem(unread) if unread else None)


def _listed(text: str) -> list[str]:
    """The languages of a text that are joined with spaces alone, as KoboToolbox joins choices; else the text."""
    known, words = _names(), folded(text).split()
    apart = len(words) > 1 and " ".join(words) not in known and all(word in known for word in words)
    return words if apart else [text]


def language_of(text: str) -> str | None:
    """The code of the language that a text names, of three letters where there is none of two; None if unknown."""
    words = folded(text)
    known = _names()
    return known.get(words) or known.get(" ".join(word for word in words.split() if word not in LEVELS))


def is_level(text: str) -> bool:
    """Whether a text says how well a language is spoken, or that it is not, and names none."""
    words = folded(text).split()
    return bool(words) and all(word in LEVELS or word in NOT_AT_ALL for word in words)


def is_not_spoken(text: str) -> bool:
    """Whether a text says of a language that it is not spoken at all."""
    return is_level(text) and not NOT_AT_ALL.isdisjoint(folded(text).split())


def _problem(unread: list[str]) -> Message:
    known = [part for part in unread if language_of(part)]
    listed = ", ".join(unread)
    if len(known) == len(unread):
        return message("has no code of two letters in ISO 639-1: {languages}", languages=listed)
    return message("no language with a code of two letters in ISO 639-1: {languages}", languages=listed)


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in reversed(LANGUAGES):
        names = {str(code): str(name) for code, name in Locale(language).languages.items()}
        found.update({folded(name): code for code, name in names.items() if code.isalpha() and code.islower()})
        found.update({code: code for code in names if len(code) == 2})
    return found | ALIASES
