"""How wide a table's columns are where they do not all fit: the widest give way, none below its head."""

from collections.abc import Sequence


def fitted(wanted: Sequence[int], least: Sequence[int], room: int, names: int = 0) -> list[int]:
    """Widths in pixels that fit into the room, if they can: every column as wanted, up to one common limit.

    Args:
        wanted: by column, what its texts take.
        least: by column, what its head takes; a column is never narrower.
        room: what all columns may take together.
        names: the column that names the rows: it may be twice as wide as the limit.
    """
    floors = [min(low, wish) for low, wish in zip(least, wanted, strict=True)]

    def capped(limit: int) -> list[int]:
        limits = [limit * 2 if column == names else limit for column in range(len(wanted))]
        return [max(low, min(wish, most)) for low, wish, most in zip(floors, wanted, limits, strict=True)]

    low, high = 0, max(wanted, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(capped(middle)) <= room:
            low = middle
        else:
            high = middle - 1
    return capped(low)


def ends(rows: int, count: int) -> list[int]:
    """The first rows and the last ones, of so many: by these widths are chosen. The last ones, for numbers grow."""
    return [*range(min(rows, count)), *range(max(rows - count, count), rows)]
