"""Which act the menu's Undo and Redo would reverse, from the log alone. Imported before the store is loaded."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur_app.workspace.chain import Act


def in_effect(acts: Sequence["Act"]) -> set[int]:
    """The numbers of the acts that stand: those without a reversal that itself stands. An undo is an act as well."""
    standing: set[int] = set()
    reversed_by_standing: set[int] = set()
    for act in reversed(acts):
        if act.n in reversed_by_standing:
            continue
        standing.add(act.n)
        if act.reverses is not None:
            reversed_by_standing.add(act.reverses)
    return standing


def next_undo(acts: Sequence["Act"]) -> "Act | None":
    """The newest original act in effect, if it can be reversed."""
    from rapporteur_app.workspace.undo import newest_in_effect

    newest = newest_in_effect(acts)
    return newest if newest is not None and newest.reversible else None


def next_redo(acts: Sequence["Act"]) -> "Act | None":
    """The undo that Redo would undo: the newest in effect since the last original act; None if there is none."""
    standing = in_effect(acts)
    originals = {act.n for act in acts if act.reverses is None}
    for act in reversed(acts):
        if act.reverses is None:
            return None
        if act.n in standing and act.reverses in originals:
            return act
    return None
