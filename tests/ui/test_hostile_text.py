"""Whatever somebody wrote in a form: no page and no dialog takes it for markup, for a key, or turns its letters."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QAction, Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QGroupBox,
    QLabel,
    QMessageBox,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Member, Nomination, Setting, Stakeholder
from rapporteur_app.ui.dialogs.error import show_error
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.plain import plain_tip, seen
from rapporteur_app.ui.registry import STAGE_PAGES
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui import selections

MARKUP = "<b>x</b><img src=file:///etc/passwd>"
HOSTILE = f"{MARKUP} R&D &amp; \u202ecod.exe"
MARK, KEY = "etc/passwd", "R&D"
WRITTEN = {
    Candidate: ("name", "organisation", "position"),
    Nomination: ("statement", "nominator"),
    Member: ("name", "email"),
    Stakeholder: ("organisation",),
}
"""Where somebody from outside wrote something."""


def made_hostile(folder: Path, stage: str) -> Path:
    """A selection in which everybody wrote the same."""
    path = selections.make(folder, stage)
    with Workspace.open(path) as workspace, workspace.transaction(SECRETARIAT, message("Made hostile")) as tx:
        for noun, fields in WRITTEN.items():
            for number, row in enumerate(tx.all(noun), 1):
                for name in fields:
                    if hasattr(row, name):
                        setattr(row, name, f"{HOSTILE} {number}")
                tx.add(row)
        title = tx.need(Setting, "title")
        title.value = HOSTILE
        tx.add(title)
    return path


class Walk:
    """Looks at every text that can be seen or heard, and notes what is wrong with it."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()
        self.wrong: set[tuple[str, str, str]] = set()

    def look(self, place: str) -> None:
        """Look at all windows as they stand now."""
        for widget in QApplication.allWidgets():
            self._look_at(place, widget)

    def _look_at(self, place: str, widget: QWidget) -> None:
        kind = f"{type(widget).__name__} {widget.objectName()}"
        for check, text in self._texts(widget):
            if MARK in text or KEY in text:
                self.met[check] += 1
                if self._is_wrong(check, text, widget):
                    self.wrong.add((place, f"{check} of {kind}", text[:60]))
        for text in (widget.accessibleName(), widget.windowTitle()):
            if "\u202e" in text:
                self.wrong.add((place, f"turned name of {kind}", text[:60]))

    def _texts(self, widget: QWidget) -> Iterator[tuple[str, str]]:
        yield "tooltip", widget.toolTip()
        if isinstance(widget, QLabel):
            yield "label", widget.text()
        elif isinstance(widget, QAbstractButton):
            yield "key", widget.text()
        elif isinstance(widget, QGroupBox):
            yield "key", widget.title()
        elif isinstance(widget, QTabBar):
            yield from (("key", widget.tabText(number)) for number in range(widget.count()))
        elif isinstance(widget, QTextEdit):
            yield "document", widget.toHtml()
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _cells(widget.model())
        yield from (("key", action.text()) for action in widget.findChildren(QAction))

    @staticmethod
    def _is_wrong(check: str, text: str, widget: QWidget) -> bool:
        if check == "tooltip":
            return (Qt.mightBeRichText(text) and MARKUP in text) or "\u202e" in text
        if check == "label":
            assert isinstance(widget, QLabel)
            keyed = widget.buddy() is not None and KEY in text
            return widget.textFormat() != Qt.TextFormat.PlainText or keyed or "\u202e" in text
        if check == "key":
            return KEY in text or "\u202e" in text
        if check == "document":
            return MARKUP in text or "<img" in text
        return "\u202e" in text  # a cell, which is never drawn as markup


def _cells(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), 5)):
        for column in range(columns):
            index = model.index(row, column)
            yield "tooltip", str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            yield "cell", str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            yield "cell", str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")


@pytest.fixture
def no_file_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked for a file chooses none."""
    for name in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")


def _shown(window: MainWindow, stage: str) -> bool:
    return window.frame.page(stage).snapshot is not None


def settle(rounds: int = 8) -> None:
    for _ in range(rounds):
        QApplication.processEvents()


def select_first_rows(owner: QWidget) -> None:
    for view in owner.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and view.model().rowCount(QModelIndex()):
            view.setCurrentIndex(view.model().index(0, 0))
    settle()


def dialogs() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and not isinstance(each, MainWindow)]


def open_each_dialog(page: Any, walk: Walk) -> int:
    """Press what opens a dialog, look, and close it; how many were open."""
    opened = 0
    for button in [each for each in page.findChildren(QAbstractButton) if each.text().endswith("…")]:
        if button.isVisible() and button.isEnabled():
            button.click()
            settle(30)
            for dialog in dialogs():
                opened += 1
                select_first_rows(dialog)
                walk.look(f"{page.stage if hasattr(page, 'stage') else page.title} {button.text()}")
                dialog.close()
            settle()
    return opened


@pytest.mark.parametrize("made", ["frozen", "returned", "consulted"])
@pytest.mark.usefixtures("no_file_dialogs")
def test_no_page_and_no_dialog_takes_what_was_written_for_markup(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, made: str
) -> None:
    window.frame.take_file(made_hostile(tmp_path, made))
    qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=20_000)
    walk, opened = Walk(), 0
    for stage in STAGE_PAGES:
        window.frame.show_stage(stage)
        page = window.frame.page(stage)
        qtbot.waitUntil(partial(_shown, window, stage), timeout=20_000)
        settle(20)
        select_first_rows(page)
        walk.look(stage)
        opened += open_each_dialog(page, walk)
    kinds = sorted(walk.wrong)[:12]
    assert kinds == [], "\n".join(map(str, kinds))
    assert min(walk.met[check] for check in ("label", "tooltip", "cell")) > 3, walk.met
    assert opened > 3


def test_an_error_and_what_is_announced_are_plain(window: MainWindow, qtbot: QtBot) -> None:
    box = show_error(window, BadInput(message("{file} is empty.", file=HOSTILE)), window.frame.desk.catalogue)
    window.frame.desk.announce(message("Copy saved: {file}", file=HOSTILE))
    walk = Walk()
    walk.look("told")
    assert isinstance(box, QMessageBox)
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.close()
    assert walk.wrong == set()
    assert walk.met["label"] > 0


@pytest.mark.parametrize("text", [MARKUP, "a &lt; b", "<?xml", HOSTILE])
def test_a_tooltip_says_what_was_written(text: str) -> None:
    tip, document = plain_tip(text), QTextDocument()
    if Qt.mightBeRichText(tip):
        document.setHtml(tip)
    else:
        document.setPlainText(tip)
    assert document.toPlainText() == text


def test_signs_that_nobody_sees_are_shown_and_emoji_stay() -> None:
    assert seen("Bo\u202egpj.exe") == "Bo\ufffdgpj.exe"
    assert seen("Ze\u200bro\x00") == "Ze\ufffdro\ufffd"
    assert seen("one\ntwo\tthree") == "one\ntwo\tthree"
    for name in ("👩🏽\u200d⚖️ Zoë", "می\u200cخواهم", "Ana\N{NO-BREAK SPACE}Paz"):
        assert seen(name) == name
