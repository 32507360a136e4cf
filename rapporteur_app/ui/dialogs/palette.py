"""Find or do anything: type a few letters of a command or a stage, and press Return."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidgetItem, QVBoxLayout

from rapporteur_app.ui.theme import SPACING, icon
from rapporteur_app.ui.widgets.list_box import ListBox

if TYPE_CHECKING:
    from rapporteur_app.ui.frame import Frame

SHOWN = 12
LEAST = 45
"""Below this likeness (of 100) a line is not offered."""


class PaletteDialog(QDialog):
    """A field and the lines that are most like what stands in it."""

    def __init__(self, frame: "Frame") -> None:
        super().__init__(frame.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = frame.desk.text
        self.setWindowTitle(text("Find or do"))
        self._lines = offered(frame)
        self.field, self.list = QLineEdit(), ListBox()
        self.field.setPlaceholderText(text("A command or a stage"))
        self.field.setAccessibleName(text("A command or a stage"))
        self.list.setAccessibleName(text("What was found"))
        self.field.textChanged.connect(self._match)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(self._run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.resize(560, 420)
        self._match("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Up, Down and Return work from within the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
                self._run(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _match(self, typed: str) -> None:
        self.list.clear()
        for number in ranked(typed, [line[0] for line in self._lines])[:SHOWN]:
            words, keys, icon_name, _run = self._lines[number]
            item = QListWidgetItem(f"{words}    {keys}" if keys else words)
            if icon_name:
                item.setIcon(icon(icon_name, "muted"))
            item.setData(Qt.ItemDataRole.UserRole, number)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem) -> None:
        run = self._lines[item.data(Qt.ItemDataRole.UserRole)][3]
        self.close()
        run()


def offered(frame: "Frame") -> list[tuple[str, str, str, Callable[[], object]]]:
    """What can be done now: words, keys, icon, and the act itself. The stages come first."""
    found: list[tuple[str, str, str, Callable[[], object]]] = []
    if frame.desk.overview is not None:
        stages = frame.desk.overview.stages
        found.extend((frame.desk.render(line.name), "", line.state, _go(frame, line.stage)) for line in stages)
    for code, command in frame.commands.commands.items():
        action = frame.commands.actions[code]
        if action.isEnabled() and code != "palette":
            words = action.text().replace("&", "").rstrip("…")
            found.append((words, action.shortcut().toString(), command.icon, action.trigger))
    return found


def ranked(typed: str, lines: list[str]) -> list[int]:
    """The numbers of the lines like what was typed, the likest first; all lines while nothing was typed."""
    if not typed.strip():
        return list(range(len(lines)))
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        typed, lines, scorer=fuzz.WRatio, processor=utils.default_process, limit=SHOWN, score_cutoff=LEAST
    )
    return [number for _line, _score, number in found]


def _go(frame: "Frame", stage: str) -> Callable[[], object]:
    return lambda: frame.show_stage(stage)
