"""The stages at the window's side: where each stands, which one is looked at, and what is next to do."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.ui.overview import CURRENT, DONE, WAITING, Overview, StageLine
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING, dress, pixmap
from rapporteur_app.ui.words import Words

STATE_WORDS: dict[str, Message] = {
    DONE: message("Done"),
    CURRENT: message("In progress"),
    WAITING: message("Waiting"),
}
INK = {DONE: "accent", CURRENT: "accent", WAITING: "muted"}
ROW = 44
CUT = Qt.TextElideMode.ElideRight
AnyIndex = QModelIndex | QPersistentModelIndex


def standing(line: StageLine, catalogue: Catalogue) -> str:
    """Where a stage stands, in words: its state, and what there is of it."""
    state, summary = catalogue.render(STATE_WORDS[line.state]), catalogue.render(line.summary)
    return f"{state} · {summary}" if summary else state


def standing_in(line: StageLine, catalogue: Catalogue, metrics: QFontMetrics, room: int) -> str:
    """Where a stage stands, in so much room: without its state, which the icon says too, where both do not fit.

    A summary of several counts ends with as many as fit; the tooltip has them all.
    """
    parts = catalogue.render(line.summary).split(", ")
    shorter = [", ".join(parts[:count]) for count in range(len(parts), 0, -1)]
    texts = [standing(line, catalogue), *(text for text in shorter if text)]
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room), texts[-1])


class StagesModel(QAbstractListModel):
    """The twelve stages as a list."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.lines: Sequence[StageLine] = ()

    def show(self, lines: Sequence[StageLine], catalogue: Catalogue) -> None:
        """Take the stages as they stand now."""
        same = len(lines) == len(self.lines) > 0
        if not same:
            self.beginResetModel()
        self.lines, self.catalogue = lines, catalogue
        if same:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
        else:
            self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802  Qt's name
        """How many stages there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A stage's name, and in words for who does not see it where it stands."""
        line = self.lines[index.row()]
        name = self.catalogue.render(line.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}, {standing(line, self.catalogue)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return standing(line, self.catalogue)
        if role == Qt.ItemDataRole.UserRole:
            return line
        return None


class StageDelegate(QStyledItemDelegate):
    """Paints a stage: an icon for its state, its name, and the state in small words."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:  # noqa: N802  Qt's name
        """Every stage is as high as the others."""
        return QSize(180, max(ROW, option.fontMetrics.height() * 2 + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one stage."""
        line: StageLine = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        palette: QPalette = option.palette
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(
            painter, rect.adjusted(0, 1, 0, -1), palette, chosen, bool(state & QStyle.StateFlag.State_HasFocus)
        )
        picture = pixmap(line.state, "primary" if chosen else INK[line.state], 20)
        painter.drawPixmap(rect.left() + 10, rect.center().y() - 9, picture)
        self._words(painter, rect.adjusted(40, 4, -8, -4), palette, chosen, line, str(index.data()))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, palette: QPalette, chosen: bool, focused: bool) -> None:
        if chosen:
            painter.setBrush(palette.brush(QPalette.ColorRole.Highlight))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, 7, 7)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Highlight)
            )
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 5, 5)

    def _words(
        self, painter: QPainter, rect: QRect, palette: QPalette, chosen: bool, line: StageLine, name: str
    ) -> None:
        ink = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.WindowText
        font = painter.font()
        font.setBold(line.state == CURRENT)
        painter.setFont(font)
        painter.setPen(palette.color(ink))
        half = rect.height() // 2
        upper, lower = rect.adjusted(0, 0, 0, -half), rect.adjusted(0, half, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        painter.drawText(upper, flags, metrics.elidedText(name, CUT, upper.width()))
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        if not chosen:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            lower, flags, metrics.elidedText(self._state(line, metrics, lower.width()), CUT, lower.width())
        )

    def _state(self, line: StageLine, metrics: QFontMetrics, room: int) -> str:
        parent = self.parent()
        assert isinstance(parent, Sidebar)
        return standing_in(line, parent.words.catalogue, metrics, room)


class Sidebar(QFrame):
    """The list of stages, and below it the next thing to do."""

    stage_chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.words = Words(catalogue)
        self.model = StagesModel(catalogue)
        self.list = QListView()
        self.list.setObjectName("stages")
        self.list.setModel(self.model)
        self.list.setItemDelegate(StageDelegate(self))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.words.put(self.list.setAccessibleName, message("Stages"))
        self.list.selectionModel().selectionChanged.connect(lambda _now, _before: self._tell())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACING, 0, SPACING)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._make_next())
        self.setMinimumWidth(210)

    @property
    def chosen(self) -> str:
        """The code of the stage that is looked at; '' before one is."""
        chosen = self.list.selectedIndexes()  # not the current one: the list takes one by itself with the focus
        return self.model.lines[chosen[0].row()].stage if chosen else ""

    def show_overview(self, overview: Overview, catalogue: Catalogue) -> None:
        """Show where the stages stand now."""
        self.words.speak(catalogue)
        self.model.show(overview.stages, catalogue)
        current = overview.current
        self.next_card.setVisible(current is not None)
        if current is not None:
            self.words.put(self._next_sentence.setText, current.next_step if current.next_step.msgid else current.name)
            self._next_stage = current.stage

    def choose(self, stage: str) -> None:
        """Look at a stage."""
        for row, line in enumerate(self.model.lines):
            if line.stage == stage:
                self.list.setCurrentIndex(self.model.index(row))

    def step(self, by: int) -> None:
        """Look at the stage so many places further on."""
        row = min(max(self.list.currentIndex().row() + by, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row))

    def _tell(self) -> None:
        if self.chosen:
            self.stage_chosen.emit(self.chosen)

    def _make_next(self) -> QWidget:
        self.next_card = QFrame()
        self.next_card.setObjectName("notice")
        heading, self._next_sentence, self._next_stage = PlainLabel(), PlainLabel(), ""
        heading.setObjectName("small")
        self._next_sentence.setWordWrap(True)
        button = QPushButton()
        button.setObjectName("link")
        dress(button, "next", role="accent", size=16)
        button.clicked.connect(lambda: self.choose(self._next_stage))
        self.words.put(heading.setText, message("Next"))
        self.words.put(button.setText, message("Go there"))
        self.words.put(button.setAccessibleName, message("Go to the stage in progress"))
        inner = QVBoxLayout(self.next_card)
        inner.setContentsMargins(SPACING, SPACING, SPACING, SPACING - 4)
        inner.setSpacing(4)
        for widget in (heading, self._next_sentence, button):
            inner.addWidget(widget)
        outer = QFrame()
        around = QVBoxLayout(outer)
        around.setContentsMargins(SPACING, 0, SPACING, 0)
        around.addWidget(self.next_card)
        return outer
