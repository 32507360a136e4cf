"""The encoding of a text that says nothing of it: UTF-8, Windows, or what old Macs and DOS programs wrote."""

import re
from contextlib import suppress

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WINDOWS = "cp1252"
OLDER = ("mac_roman", "cp850")
NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "cp850": "DOS 850"}
"""What spreadsheet programs call them."""

SAMPLE, MOST_ZEROS = 4096, 0.01
"""Bytes that are looked at for zeros, and how many there may be of them in a text: somebody's slip, no more."""

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
            with suppress(UnicodeDecodeError):
                return data.decode(encoding), ""
            return _by_lines(data[3:]) if encoding == "utf-8-sig" else (data.decode(encoding, "replace"), "UTF-16")
    unmarked = _without_mark(data[:SAMPLE])
    if unmarked:
        return data.decode(unmarked, "replace"), "UTF-16"
    if data[:SAMPLE].count(0) > MOST_ZEROS * len(data[:SAMPLE]):
        return None, ""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), ""
    if _is_mixed(data):
        return _by_lines(data)
    windows = data.decode(WINDOWS, errors="replace")
    if _sense(windows) >= 0:
        return windows, NAMES[WINDOWS]
    read = {encoding: data.decode(encoding) for encoding in OLDER} | {WINDOWS: windows}
    best = max((WINDOWS, *OLDER), key=lambda encoding: _sense(read[encoding]))
    return read[best], NAMES[best]


def _without_mark(sample: bytes) -> str:
    """Which UTF-16 the bytes look like that bears no mark: every other one is 0, as in Western writing; else ""."""
    pairs = len(sample) // 2
    first, second = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if second > pairs / 2 and not first:
        return "utf-16-le"
    return "utf-16-be" if first > pairs / 2 and not second else ""


def _is_mixed(data: bytes) -> bool:
    """Whether most lines with other letters than ASCII are UTF-8: some lines of another file were put in between."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return 2 * sum(_is_utf8(line) for line in lines) >= len(lines)


def _is_utf8(line: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        line.decode("utf-8")
        return True
    return False


def _by_lines(data: bytes) -> tuple[str, str]:
    """Each line as UTF-8, or as Windows writes it where it is none."""
    lines = (line.decode("utf-8" if _is_utf8(line) else WINDOWS, "replace") for line in data.split(b"\n"))
    return "\n".join(lines), f"UTF-8, {NAMES[WINDOWS]}"


def _sense(text: str) -> int:
    """How many expected letters a text holds, less what makes no sense in it; under 0 it was hardly meant."""
    special = [sign for sign in text if sign > "\x7f"]
    expected = sum(sign in EXPECTED for sign in special)
    odd = sum(sign not in EXPECTED and sign not in SIGNS for sign in special)
    return expected - odd - 2 * len(STRANGE.findall(text))
