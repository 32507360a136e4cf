"""Work in the background: the window answers, cancelling leaves nothing, errors are told plainly."""

import time
from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from rapporteur_app.errors import BadInput, Cancelled
from rapporteur_app.i18n import message
from rapporteur_app.model import Setting
from rapporteur_app.progress import Progress
from rapporteur_app.ui.dialogs.progress import ProgressDialog
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.workspace import Actor, Workspace


def slow(progress: Progress) -> str:
    progress.start(message("Counting"), 60)
    for _ in range(60):
        time.sleep(0.01)
        progress.advance()
    return "counted"


def test_the_window_answers_while_work_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    beats: list[float] = []
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    heart.start(10)
    results: list[str] = []
    window.frame.desk.run_in_background(window, slow, results.append)
    qtbot.waitUntil(lambda: results == ["counted"], timeout=10_000)

    gaps = [after - before for before, after in pairwise(beats)]
    assert len(beats) > 20
    assert max(gaps) < 0.2


def test_long_work_shows_how_far_it_is_and_closes_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.desk.run_in_background(window, slow)
    qtbot.waitUntil(lambda: window.findChild(ProgressDialog) is not None, timeout=5_000)
    qtbot.waitUntil(lambda: window.findChild(ProgressDialog) is None, timeout=10_000)


def load_settings(workspace: Workspace, actor: Actor, progress: Progress) -> None:
    """A use case that writes first and takes its time."""
    with workspace.transaction(actor, message("Settings loaded")) as tx:
        tx.add(Setting(key="late", value="1"))
        slow(progress)


def test_cancelling_leaves_nothing(opened: MainWindow, qtbot: QtBot) -> None:
    desk = opened.frame.desk
    before = desk.workspace.head()
    errors: list[Exception] = []
    task = desk.act(opened, load_settings, failed=errors.append)
    qtbot.waitUntil(lambda: opened.findChild(ProgressDialog) is not None, timeout=5_000)
    opened.findChild(ProgressDialog).reject()
    qtbot.waitUntil(lambda: not task.running, timeout=10_000)

    qtbot.waitUntil(lambda: len(errors) == 1)
    assert isinstance(errors[0], Cancelled)
    assert desk.workspace.head() == before
    with desk.workspace.reading() as reader:
        assert reader.get(Setting, "late") is None


def refuse(_progress: Progress) -> None:
    raise BadInput(message("Row {row} has no name.", row=7), "column B")


def test_a_refusal_is_one_sentence_with_the_detail_folded(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.desk.run_in_background(window, refuse)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box.text() == "Row 7 has no name."
    assert box.detailedText() == "column B"
    box.close()


def test_an_act_is_announced_by_its_name_in_the_log(opened: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.frame.desk.announced, timeout=10_000) as told:
        opened.frame.desk.act(opened, load_settings)
    assert told.args == ["Settings loaded"]
    assert opened.statusBar().currentMessage() == "Settings loaded"


def test_work_for_a_widget_that_is_gone_is_dropped(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel
    from shiboken6 import delete

    label = QLabel("soon gone", window)
    results: list[str] = []
    task = window.frame.desk.run_in_background(label, slow, results.append)
    delete(label)
    qtbot.waitUntil(lambda: not task.running, timeout=10_000)
    assert results == []
