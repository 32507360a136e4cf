"""Rows made ready for a table: what is searched in them, and their order by each column.

Small tables have this done when it is asked for. For a great many rows a thread beside the interface does it
beforehand (`prepare`), so that sorting and searching look up what lies ready.
"""

import time
import unicodedata
from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapporteur_app.i18n import Message

Row = Sequence[Any]
Pause = Callable[[], None]
BATCH = 500
"""Rows between two pauses: what one call of C does with them, it does without letting the interface in."""
RUN = 4096
"""Rows sorted in one call of C."""
WORKED, RESTED = 0.003, 0.002
"""Seconds that a thread works, and then leaves to the interface."""
BETWEEN = "\x1f"
"""Stands between texts that are folded in one go."""


def shown_plainly(value: object) -> str:
    """A cell's text: nothing for None, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        code: a name that stays the same in every language; widths and order are remembered under it.
        title: what stands at its head.
        shown: the text of a value.
        order: what a value is sorted by; by default the value itself. None comes last, either way.
        icon: the name of an icon for a value, or ''.
        spoken: what is said of a value where the text does not say it (an icon alone).
        numeric: whether it is set flush right.
        hidden: whether the person must ask for it in the column chooser.
        whole: whether it keeps its width where there is little room: a part of a date tells nothing.
    """

    code: str
    title: Message
    shown: Callable[[Any], str] = shown_plainly
    order: Callable[[Any], Any] | None = None
    icon: Callable[[Any], str] | None = None
    spoken: Callable[[Any], str] | None = None
    numeric: bool = False
    hidden: bool = False
    whole: bool = False


def folded(text: str) -> str:
    """A text for searching: small letters, no accents."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text)
    for sign in set(parted):
        if unicodedata.combining(sign):
            parted = parted.replace(sign, "")
    return parted.casefold()


class Rests:
    """Called often by a thread that computes: now and then it leaves the interface a moment to itself.

    A thread that never waits holds the interface up at each of the hundreds of cells that a paint asks for.
    """

    def __init__(self) -> None:
        self._begun = time.perf_counter()

    def __call__(self) -> None:
        """Rest if the work has gone on for long enough."""
        if time.perf_counter() - self._begun > WORKED:
            time.sleep(RESTED)
            self._begun = time.perf_counter()


def no_pause() -> None:
    """For work in the interface's own thread."""


class Listing:
    """The rows of a table as they came, each with a key by which it is known; they do not change."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], keys: Sequence[Hashable] | None = None) -> None:
        self.rows: Sequence[Row] = rows
        self.keys: Sequence[Hashable] = range(len(rows)) if keys is None else keys
        self._columns = columns
        self._texts: list[str] | None = None
        self._orders: dict[tuple[int, bool], Sequence[int]] = {}
        self._numbers: dict[Hashable, int] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def prepare(self, pause: Pause, earlier: "Listing | None" = None) -> None:
        """Do beforehand all that searching and sorting need.

        Args:
            pause: called after each piece of the work.
            earlier: the rows as they were before, with the same columns and in the same words; what did not change
                is taken over from there.
        """
        if earlier is not None and earlier.keys == self.keys:
            self._take_over(earlier, pause)
        self._number()
        self.texts(pause)
        for column in range(len(self._columns)):
            self.order(column, pause=pause)
            self.order(column, descending=True, pause=pause)

    def number_of(self, key: Hashable) -> int | None:
        """The place of the row with this key among the rows as they came."""
        return self._number().get(key)

    def found(self, words: Sequence[str], among: Sequence[int]) -> Sequence[int]:
        """Those of some rows in which every word occurs, in the order given. The words are folded."""
        if not words:
            return among
        texts, everywhere = self.texts(), len(among) == len(self)
        hits: Sequence[int] = range(len(self)) if everywhere else among  # as they lie in memory it goes fastest
        for word in words:
            hits = [number for number in hits if word in texts[number]]
        return self.arranged(hits, among) if everywhere else hits

    def arranged(self, hits: Sequence[int], order: Sequence[int]) -> Sequence[int]:
        """Some rows, in the order of all."""
        if isinstance(order, range):
            return sorted(hits)
        wanted = bytearray(len(self))
        for number in hits:
            wanted[number] = 1
        return [number for number in order if wanted[number]]

    def texts(self, pause: Pause = no_pause) -> list[str]:
        """By row, the text that is searched."""
        if self._texts is None:
            self._texts = self._folded(range(len(self)), pause)
        return self._texts

    def order(self, column: int, *, descending: bool = False, pause: Pause = no_pause) -> Sequence[int]:
        """All rows sorted by a column; those where it is empty come last, either way."""
        if (column, descending) not in self._orders:
            keys = self._sort_keys(column, pause)
            known = in_order([number for number, key in enumerate(keys) if key is not None], keys, pause)
            empty = [number for number, key in enumerate(keys) if key is None]
            self._orders[column, False] = array("I", known + empty)
            self._orders[column, True] = array("I", turned(known, keys) + empty)
        return self._orders[column, descending]

    def _folded(self, numbers: Sequence[int], pause: Pause) -> list[str]:
        shown, found = [column.shown for column in self._columns], []
        for batch in batches(numbers):
            rows = [self.rows[number] for number in batch]
            found += folded_all(
                ["\n".join([text(value) for text, value in zip(shown, row, strict=False)]) for row in rows]
            )
            pause()
        return found

    def _sort_keys(self, column: int, pause: Pause) -> list[Any]:
        order, found = self._columns[column].order, []
        for batch in batches(range(len(self))):
            values = [self.rows[number][column] for number in batch]
            found += sortable(values if order is None else [order(value) for value in values])
            pause()
        return of_one_kind(found)

    def _number(self) -> dict[Hashable, int]:
        if self._numbers is None:
            backwards = zip(reversed(self.keys), range(len(self) - 1, -1, -1), strict=True)
            self._numbers = dict(backwards)  # of several rows with one key the first counts
        return self._numbers

    def _take_over(self, earlier: "Listing", pause: Pause) -> None:
        changed = [number for number in range(len(self)) if self.rows[number] != earlier.rows[number]]
        pause()
        self._texts = list(earlier.texts(pause))
        for number, text in zip(changed, self._folded(changed, pause), strict=True):
            self._texts[number] = text
        for column in range(len(self._columns)):
            if all(self.rows[number][column] == earlier.rows[number][column] for number in changed):
                for descending in (False, True):
                    order = earlier.order(column, descending=descending, pause=pause)
                    self._orders[column, descending] = order


def batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """A long row of numbers in short pieces."""
    return (numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH))


def folded_all(texts: list[str]) -> list[str]:
    """Each of these folded, many times as fast as one by one."""
    together = folded(BETWEEN.join(texts)).split(BETWEEN)
    return together if len(together) == len(texts) else [folded(text) for text in texts]


def sortable(values: Sequence[Any]) -> list[Any]:
    """What these are sorted by: texts without regard to accents and case; None where there is nothing to sort by."""
    texts = iter(folded_all([value for value in values if isinstance(value, str)]))
    return [next(texts) or None if isinstance(value, str) else value for value in values]


def of_one_kind(keys: list[Any]) -> list[Any]:
    """These as they are if they are all texts or all numbers; else marked so that the kinds do not mix."""
    kinds = {_kind(key) for key in dict(zip(map(type, keys), keys, strict=True)).values() if key is not None}
    if len(kinds) < 2 and 2 not in kinds:
        return keys
    return [None if key is None else (_kind(key), key) for key in keys]


def _kind(key: Any) -> int:
    return 0 if isinstance(key, bool | int | float) else 1 if isinstance(key, str) else 2


def in_order(numbers: list[int], keys: Sequence[Any], pause: Pause = no_pause) -> list[int]:
    """These sorted by their keys; equal ones stay as they came. Sorted in runs, with pauses between them."""
    runs = []
    for start in range(0, len(numbers), RUN):
        runs.append(sorted(numbers[start : start + RUN], key=keys.__getitem__))
        pause()
    while len(runs) > 1:
        runs = [_joined(runs[place : place + 2], keys, pause) for place in range(0, len(runs), 2)]
    return runs[0] if runs else []


def _joined(runs: list[list[int]], keys: Sequence[Any], pause: Pause) -> list[int]:
    joined = sorted([number for run in runs for number in run], key=keys.__getitem__)
    pause()
    return joined


def turned(numbers: Sequence[int], keys: Sequence[Any]) -> list[int]:
    """Sorted ones the other way round; equal ones stay as they came."""
    found: list[int] = []
    end = len(numbers)
    for place in range(len(numbers) - 1, -1, -1):
        if place == 0 or keys[numbers[place - 1]] != keys[numbers[place]]:
            found += numbers[place:end]
            end = place
    return found
