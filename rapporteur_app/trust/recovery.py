"""A key on paper: lines of hexadecimal digits, each with two check digits, so that a slip is found at its line."""

import hashlib
import hmac
import re

from rapporteur_app.i18n import message
from rapporteur_app.trust.errors import Unreadable
from rapporteur_app.trust.keys import SEED_LENGTH, OpeningKey

BYTES_PER_LINE = 4
LINES = SEED_LENGTH // BYTES_PER_LINE

_LIKE_DIGITS = str.maketrans({"o": "0", "i": "1", "l": "1"})
"""Letters that no hexadecimal number has, and that are read from paper where a digit stands."""

_NUMBERED = re.compile(r"^\s*\d+\s*[.):]\s*")


def recovery_lines(key: OpeningKey) -> list[str]:
    """A key as eight lines of eight digits and two check digits, for instance "3f2a 91c0 7e"."""
    parts = [key.seed[at : at + BYTES_PER_LINE] for at in range(0, SEED_LENGTH, BYTES_PER_LINE)]
    return [f"{part[:2].hex()} {part[2:].hex()} {_check(place, part)}" for place, part in enumerate(parts, start=1)]


def _check(place: int, part: bytes) -> str:
    """Two digits over a line and its place: one wrong, missing or exchanged sign is found 255 times in 256."""
    return hashlib.sha256(b"rapporteur/recovery/1\0" + bytes([place]) + part).hexdigest()[:2]


def read_recovery(text: str, public: str) -> OpeningKey:
    """The key that was typed from paper; case, spaces and the numbers of the lines do not matter.

    Args:
        text: the eight lines.
        public: the public half, by which the key is known to be the right one.

    Raises:
        Unreadable: a line is wrong (the sentence says which), or it is another key.
    """
    lines = [_NUMBERED.sub("", line) for line in text.splitlines() if line.strip()]
    if len(lines) != LINES:
        found = message("A recovery sheet has {count} lines; {found} were typed.", count=LINES, found=len(lines))
        raise Unreadable(found)
    key = OpeningKey(b"".join(_line(place, line) for place, line in enumerate(lines, start=1)))
    if not hmac.compare_digest(key.public, public):
        raise Unreadable(
            message("This sheet is of another key: look at the selection, the round and the holder on it.")
        )
    return key


def _line(place: int, line: str) -> bytes:
    signs = "".join(line.split()).casefold().translate(_LIKE_DIGITS)
    if re.fullmatch(r"[0-9a-f]{10}", signs) and _check(place, part := bytes.fromhex(signs[:8])) == signs[8:]:
        return part
    raise Unreadable(message("Line {line} is not as on the sheet: read it again.", line=place))
