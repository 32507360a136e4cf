"""How wide a table's columns are where they do not all fit: the widest give way, none below its head."""

from collections.abc import Sequence


def fitted(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths in pixels that fit into the room, if they can: every column as wanted, up to one common limit.

    Args:
        wanted: by column, what its texts take.
        least: by column, what its head takes; a column is never narrower.
        room: what all columns may take together.
    """
    floors = [min(low, wish) for low, wish in zip(least, wanted, strict=True)]

    def capped(limit: int) -> list[int]:
        return [max(low, min(wish, limit)) for low, wish in zip(floors, wanted, strict=True)]

    low, high = 0, max(wanted, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(capped(middle)) <= room:
            low = middle
        else:
            high = middle - 1
    return capped(low)
