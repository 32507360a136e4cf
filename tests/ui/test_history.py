"""Which act Undo and Redo name."""

from rapporteur_app.i18n import message
from rapporteur_app.ui.history import in_effect, next_redo, next_undo
from rapporteur_app.workspace.chain import Act


def act(n: int, *, reverses: int | None = None, reversible: bool = True) -> Act:
    return Act(n, "", "", "secretariat", message("act"), reversible, reverses)


def numbers(*acts: Act) -> tuple[int | None, int | None]:
    undo, redo = next_undo(acts), next_redo(acts)
    return (undo.n if undo else None, redo.n if redo else None)


def test_undo_takes_the_newest_act() -> None:
    assert numbers(act(1), act(2)) == (2, None)


def test_undo_goes_back_step_by_step_and_redo_forward_again() -> None:
    log = [act(1), act(2), act(3, reverses=2)]
    assert numbers(*log) == (1, 3)
    log.append(act(4, reverses=1))
    assert numbers(*log) == (None, 4)
    log.append(act(5, reverses=4))
    assert numbers(*log) == (1, 3)
    log.append(act(6, reverses=3))
    assert numbers(*log) == (2, None)


def test_a_new_act_ends_redo() -> None:
    assert numbers(act(1), act(2, reverses=1), act(3)) == (3, None)


def test_what_cannot_be_undone_stops_undo() -> None:
    assert numbers(act(1), act(2, reversible=False)) == (None, None)


def test_an_undone_undo_puts_the_act_in_effect() -> None:
    assert in_effect([act(1), act(2, reverses=1), act(3, reverses=2)]) == {1, 3}
