"""Texts for people: messages that wait for a language, and the catalogues that give them one.

A message is made where the fact is known (`message("{count} rows read", count=3)`) and put into words where it
is shown (`catalogue.render(message)`). Catalogues are objects handed in by language, never installed globally, so
that the window, a report and a letter may speak different languages in one process.

`message`, `plural` and `text` are the words that the extraction looks for (tools/catalogues.py).
"""

import gettext
import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from rapporteur_app.paths import resources_dir

LANGUAGES = ("en", "es", "pt", "fr")
"""The languages of the program, as ISO 639-1 codes; English is the source."""

LANGUAGE_NAMES = {"en": "English", "es": "Español", "pt": "Português", "fr": "Français"}
"""Each language in its own words, as a menu shows it."""


@dataclass(frozen=True)
class Message:
    """A sentence for a person, not yet in a language: an English text with named places, and what stands in them.

    A value that is itself a Message is put into the same language. With `many` it is told by its value `count`:
    `msgid` for one, `many` for more, as the language counts.
    """

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str = ""

    def __str__(self) -> str:
        return SOURCE.render(self)


def message(msgid: str, /, **values: object) -> Message:
    """A sentence that waits for its language. `msgid` is English, with places named like {file}."""
    return Message(msgid, values)


def plural(one: str, many: str, count: int, /, **values: object) -> Message:
    """A sentence on a count that waits for its language; `count` itself stands in the place {count}."""
    return Message(one, {"count": count, **values}, many)


class Catalogue:
    """The program's texts in one language."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def text(self, msgid: str, /, **values: object) -> str:
        """The text in this language, its named places filled."""
        return self._fill(self._translations.gettext(msgid) if msgid else "", values)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The text for this count in this language; `count` itself stands in the place {count}."""
        return self._fill(self._translations.ngettext(one, many, count), {"count": count, **values})

    def render(self, waiting: Message) -> str:
        """Put a waiting message, and the messages inside it, into this language."""
        if not waiting.many:
            return self.text(waiting.msgid, **waiting.values)
        values = dict(waiting.values)
        return self.plural(waiting.msgid, waiting.many, int(str(values.pop("count"))), **values)

    def _fill(self, text: str, values: Mapping[str, object]) -> str:
        if not values:
            return text
        shown = {name: self.render(value) if isinstance(value, Message) else value for name, value in values.items()}
        return text.format(**shown)


SOURCE = Catalogue("en", gettext.NullTranslations())
"""English, the language that the texts are written in."""


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; one that the program does not speak gives English."""
    if language not in LANGUAGES or language == "en":
        return SOURCE
    folder = resources_dir() / "locale"
    return Catalogue(language, gettext.translation("rapporteur", folder, [language], fallback=True))


def system_language() -> str:
    """The language of the environment or the system, if the program speaks it, else English."""
    for name in ("RAPPORTEUR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            code = value[:2].lower()
            return code if code in LANGUAGES else "en"
    code = (locale.getlocale()[0] or "en")[:2].lower()
    return code if code in LANGUAGES else "en"
