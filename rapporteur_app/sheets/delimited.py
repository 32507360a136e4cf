"""Text as rows: a quotation mark that is opened and never closed costs one cell, not all rows under it."""

import csv
import io
from collections.abc import Iterator

MOST = 100
"""Marks without an end that are mended; who has more of them wrote no table."""


def delimited_rows(text: str, delimiter: str, unclosed: list[int]) -> Iterator[list[str]]:
    """The rows of a text.

    Args:
        text: the table, as its program wrote it.
        delimiter: what stands between two cells.
        unclosed: takes the numbers of the rows, from 1, in which a quotation mark is opened and not closed up to the
            end of the text; such a row is one line, read without the mark.
    """
    lines = list(io.StringIO(text, newline=""))
    at, number = 0, 0
    while at < len(lines):
        begun = at
        reader = csv.reader(lines[at:], delimiter=delimiter)
        for row in reader:
            number += 1
            if at + reader.line_num == len(lines) and _is_unclosed(lines[begun:]) and len(unclosed) < MOST:
                unclosed.append(number)
                plain = next(csv.reader([lines[begun]], delimiter=delimiter, quoting=csv.QUOTE_NONE))
                yield [cell.removeprefix('"') for cell in plain]
                break
            yield row
            begun = at + reader.line_num
        else:
            return
        at = begun + 1


def _is_unclosed(lines: list[str]) -> bool:
    """Whether a row of several lines goes on to the end of the text because a mark has no second one."""
    return len(lines) > 1 and sum(line.count('"') for line in lines) % 2 == 1
