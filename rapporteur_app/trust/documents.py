"""JSON that travels: written compactly, and read strictly, since somebody else wrote it."""

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.trust.errors import Unreadable

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", re.ASCII)
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)

MOST = 2**31 - 1
"""The largest number that a count, a round or a revision may have."""


def to_json(value: dict[str, Any]) -> bytes:
    """A document as compact UTF-8 JSON, its keys in the order given.

    Raises:
        BadInput: it holds something that JSON or UTF-8 cannot: an infinite number, half a character.
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    except (ValueError, TypeError) as error:
        text = message("A text or number here cannot be written to a file: type it again.")
        raise BadInput(text, type(error).__name__) from None


def from_json(data: bytes) -> dict[str, Any]:
    """A document read: one object, no key twice, only finite numbers and whole characters.

    Raises:
        Unreadable: it is anything else. The error holds none of the document, which may be secret.
    """
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_float=_finite, parse_constant=_not_a_number
        )
        if _SURROGATE.search(data):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        document = _document(value)
    except (ValueError, TypeError, RecursionError) as error:
        text = message("The file's contents cannot be read. Ask the sender for the file again.")
        raise Unreadable(text, type(error).__name__) from None
    return document


def _document(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice")
    return values


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


def _not_a_number(_text: str) -> NoReturn:
    raise ValueError("not a number")


def is_name(text: object) -> bool:
    """Whether a text is an id or code that is safe in a sentence and in a file's name."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


class Fields:
    """The fields of a document, each asked for by name and kind; keys that nobody asks for are left alone.

    Every method raises Unreadable, naming the field and never its value, where the field is missing or of another kind.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def string(self, name: str, longest: int = 200) -> str:
        """A text of at most so many characters; may be empty."""
        found: str = self._take(name, lambda value: isinstance(value, str) and len(value) <= longest)
        return found

    def name(self, name: str) -> str:
        """An id or code: letters, digits, '_', '.', '-', so that it is safe in a sentence and in a file's name."""
        found: str = self._take(name, is_name)
        return found

    def hex(self, name: str) -> str:
        """32 bytes as 64 hexadecimal digits: a digest or a public key."""
        found: str = self._take(name, lambda value: isinstance(value, str) and _HEX.fullmatch(value) is not None)
        return found

    def hex_or_none(self, name: str) -> str | None:
        """The same, or null."""
        return None if name in self._values and self._values[name] is None else self.hex(name)

    def whole(self, name: str, least: int = 0, most: int = MOST) -> int:
        """A whole number between two bounds."""
        found: int = self._take(name, lambda value: type(value) is int and least <= value <= most)
        return found

    def flag(self, name: str) -> bool:
        """True or false."""
        found: bool = self._take(name, lambda value: isinstance(value, bool))
        return found

    def part(self, name: str) -> "Fields":
        """An object inside."""
        return Fields(self._take(name, lambda value: isinstance(value, dict)))

    def parts(self, name: str) -> Iterator["Fields"]:
        """The objects of a list."""
        rows = self._take(name, lambda value: isinstance(value, list) and all(isinstance(row, dict) for row in value))
        return map(Fields, rows)

    def raw(self, name: str) -> Any:
        """What stands there, unchecked: None where nothing does."""
        return self._values.get(name)

    def refuse(self, name: str) -> NoReturn:
        """Refuse the document because of this field."""
        text = message(
            "The file's field {field} is missing or is not what it must be. Ask the sender for the file again.",
            field=name,
        )
        raise Unreadable(text)

    def _take(self, name: str, fits: Callable[[Any], bool]) -> Any:
        value = self._values.get(name)
        if not fits(value):
            self.refuse(name)
        return value
