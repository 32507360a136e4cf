"""Reading a document of tables (TOML, or a spreadsheet's row) strictly: each refusal names the place and the key."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Texts = dict[str, str]
"""One text in several languages, by ISO 639-1 code."""

LARGEST = 1e15
"""Every whole number under it is exact as a float."""


def read_toml(source: str, where: Message | str) -> Table:
    """The tables of a TOML text.

    Raises:
        BadInput: it is not TOML; the sentence has the line.
    """
    try:
        return Table(tomllib.loads(source), where)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = str(error)
        raise BadInput(message("{where} is not a TOML document: {reason}.", where=where, reason=reason)) from error


@dataclass
class Table:
    """One table: what stands under its keys, where it comes from, and which keys were read so far."""

    data: Mapping[str, Any]
    where: Message | str
    path: str = ""
    read: set[str] = field(default_factory=set)

    def refusal(self, key: str, problem: Message) -> BadInput:
        """The error that names the place, the key and what is wrong there."""
        return BadInput(message("{where}, “{key}”: {problem}.", where=self.where, key=self.path + key, problem=problem))

    def has(self, key: str) -> bool:
        """Whether anything stands under the key."""
        return key in self.data

    def value(self, key: str) -> Any:
        """What stands under a key that must be there."""
        self.read.add(key)
        if key not in self.data:
            raise self.refusal(key, message("is missing"))
        return self.data[key]

    def string(self, key: str, default: str | None = None) -> str:
        """A text on its own, not blank unless the default is."""
        if default is not None and key not in self.data:
            return default
        found = self.value(key)
        if not isinstance(found, str) or not (found.strip() or default == ""):
            raise self.refusal(key, message("must be a text"))
        return self.cleaned(key, found)

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A word out of a list."""
        word = self.string(key, default)
        if word not in allowed:
            known = ", ".join(allowed)
            raise self.refusal(key, message("must be one of {known}, not “{word}”", known=known, word=word))
        return word

    def number(self, key: str, default: float | None = None) -> float:
        """A finite number, smaller than LARGEST."""
        if default is not None and key not in self.data:
            return default
        found = self.value(key)
        if isinstance(found, bool) or not isinstance(found, int | float) or not abs(found) < LARGEST:
            raise self.refusal(key, message("must be a number"))
        return float(found)

    def whole(self, key: str, least: int, default: int | None = None) -> int:
        """A whole number, not under the least one."""
        found = self.number(key, default)
        if found != int(found) or found < least:
            raise self.refusal(key, message("must be a whole number from {least} on", least=least))
        return int(found)

    def flag(self, key: str) -> bool:
        """True or false; false where nothing stands."""
        found = self.value(key) if key in self.data else False
        if not isinstance(found, bool):
            raise self.refusal(key, message("must be true or false"))
        return found

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of different texts; none where nothing stands."""
        found = self.value(key) if key in self.data else []
        if not isinstance(found, list) or not all(isinstance(item, str) and item.strip() for item in found):
            raise self.refusal(key, message("must be a list of texts"))
        if len(set(found)) < len(found):
            raise self.refusal(key, message("names something twice"))
        return tuple(self.cleaned(key, item) for item in found)

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of different whole numbers; none where nothing stands."""
        found = self.value(key) if key in self.data else []
        if not isinstance(found, list) or not all(type(item) is int for item in found):
            raise self.refusal(key, message("must be a list of whole numbers"))
        if len(set(found)) < len(found):
            raise self.refusal(key, message("names something twice"))
        return tuple(found)

    def table(self, key: str) -> Table:
        """The table under a key; an empty one where nothing stands."""
        found = self.value(key) if key in self.data else {}
        if not isinstance(found, dict):
            raise self.refusal(key, message("must be a table"))
        return Table(found, self.where, f"{self.path}{key}.")

    def tables(self, key: str) -> list[Table]:
        """The list of tables under a key; none where nothing stands."""
        found = self.value(key) if key in self.data else []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise self.refusal(key, message("must be a list of tables"))
        return [Table(item, self.where, f"{self.path}{key}[{number}].") for number, item in enumerate(found, start=1)]

    def texts(self, key: str, *, needed: bool = False) -> Texts:
        """One text in several languages; with `needed`, in one language at least."""
        texts = {language: table.string(language) for table, language in self._by_language(key)}
        if needed and not texts:
            raise self.refusal(key, message("is missing; give it in one language at least, as {key}.en", key=key))
        return texts

    def words(self, key: str) -> dict[str, tuple[str, ...]]:
        """Lists of words by language."""
        return {language: table.strings(language) for table, language in self._by_language(key)}

    def tables_by_language(self, key: str) -> dict[str, Table]:
        """Tables by language."""
        return {language: table.table(language) for table, language in self._by_language(key)}

    def _by_language(self, key: str) -> list[tuple[Table, str]]:
        if key in self.data and not isinstance(self.data[key], dict):
            raise self.refusal(key, message("needs a language: write {key}.en, {key}.es …", key=key))
        table = self.table(key)
        for language in table.data:
            if not re.fullmatch("[a-z]{2}", language):
                raise table.refusal(language, message("is no language code such as en or es"))
        return [(table, language) for language in table.data]

    def cleaned(self, key: str, found: str) -> str:
        """A text without blanks round it, composed (NFC), with plain line ends and without control characters."""
        clean = unicodedata.normalize("NFC", found.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in clean):
            raise self.refusal(key, message("holds a character that cannot be shown"))
        return clean

    def finish(self) -> None:
        """Refuse keys that nothing read: they are misspelt, or meant for another version of the program."""
        for key in self.data:
            if key not in self.read:
                raise self.refusal(key, message("is not known here; look at its spelling"))
