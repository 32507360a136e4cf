"""The encoding of a text that says nothing of it: UTF-8, Windows, or what old Macs and DOS programs wrote."""

import re
from contextlib import suppress

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WINDOWS = "cp1252"
OLDER = ("mac_roman", "cp850")
NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "cp850": "DOS 850"}
"""What spreadsheet programs call them."""

LETTERS = "áéíóúüñçãõâêôàèìòùîïëûœæÿöäåøšž"
EXPECTED = frozenset(LETTERS + LETTERS.upper())
"""The letters with accents of the languages that are nominated in, and of names from elsewhere."""

SIGNS = frozenset("¿¡ªº«»’‘“”–—…€°·´\N{NO-BREAK SPACE}")
"""What else people write that is not ASCII."""

SMALL, CAPITAL = f"[a-z{LETTERS}]", f"[{LETTERS.upper()}]"
STRANGE = re.compile(
    f"(?<={SMALL}){CAPITAL}|(?<=[A-Z]){CAPITAL}(?={SMALL})|(?<={SMALL})[^\\x00-\\x7f{LETTERS}’·](?={SMALL})"
)
"""A capital inside a word in small letters, or a sign between two small letters."""


def decoded(data: bytes) -> tuple[str | None, str]:
    """The text, by its byte order mark, as UTF-8, or by what its bytes look like; None for binary data.

    Beside it the name of the encoding where nothing but the look of the letters speaks for it, else "".
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding), ""
    if b"\0" in data[:4096]:
        return None, ""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), ""
    windows = data.decode(WINDOWS, errors="replace")
    if _sense(windows) >= 0:
        return windows, NAMES[WINDOWS]
    read = {encoding: data.decode(encoding) for encoding in OLDER} | {WINDOWS: windows}
    best = max((WINDOWS, *OLDER), key=lambda encoding: _sense(read[encoding]))
    return read[best], NAMES[best]


def _sense(text: str) -> int:
    """How many expected letters a text holds, less what makes no sense in it; under 0 it was hardly meant."""
    special = [sign for sign in text if sign > "\x7f"]
    expected = sum(sign in EXPECTED for sign in special)
    odd = sum(sign not in EXPECTED and sign not in SIGNS for sign in special)
    return expected - odd - 2 * len(STRANGE.findall(text))
