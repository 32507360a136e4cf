"""How much a file may unfold to: a few bytes can stand for millions of cells, and the reader keeps what it is told."""

import marshal
from collections.abc import Iterable, Iterator
from typing import Any

MOST_CELLS = 8_000_000
"""Cells of all sheets together; a row counts for one more."""

MOST_BYTES = 128 << 20
"""Bytes of all that is told of a file."""

MOST_COLUMNS = 16_384
"""No spreadsheet program makes wider sheets."""

TEXT_STARTS = 4096
FEW = 0.01


def packed_within_limits(parts: Iterable[tuple[Any, ...]]) -> Iterator[bytes]:
    """Each part as it is sent to the parent, as long as all of them are not too much.

    Raises:
        MemoryError: there are more cells, more columns or more text than the parent takes.
    """
    cells = size = 0
    for part in parts:
        widths = [len(row) for row in part[1]] if part[0] == "rows" else []
        cells += len(widths) + sum(widths)
        if cells > MOST_CELLS or max(widths, default=0) > MOST_COLUMNS:
            raise MemoryError
        packed = marshal.dumps(part)
        size += len(packed)
        if size > MOST_BYTES:
            raise MemoryError
        yield packed


def is_another_kind(text: str) -> bool:
    """Whether what reads as text is none of a table: a picture, a page of the web, a PDF, XML, RTF.

    Some programs save a page of the web under the name of a spreadsheet; its marks must not be taken for names.
    """
    start = text[:TEXT_STARTS].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("%pdf-", "{\\rtf", "<?xml", "<!doctype", "<html", "<table", "<head", "<meta")):
        return True
    # What commands a terminal stands in texts too, where somebody means ill: that is read, and never printed as it is.
    strange = sum((sign < " " and sign not in "\t\r\n\f\v\a\x1b") or sign in "\x7f\ufffd" for sign in start)
    return strange > 2 and strange > FEW * len(start)
