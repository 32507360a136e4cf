"""A page: what every stage's page is made of. A page holds layout and wiring only; the rules are the use cases'."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from rapporteur_app.i18n import Message
from rapporteur_app.ui.desk import Desk, UseCase
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import MARGIN, SPACING, dress
from rapporteur_app.ui.widgets.empty_state import EmptyState
from rapporteur_app.ui.widgets.flow import Flow
from rapporteur_app.ui.widgets.notice import Notice
from rapporteur_app.ui.words import NO_WORDS, Setter, Words

if TYPE_CHECKING:
    from rapporteur_app.ui.tasks import Task
    from rapporteur_app.workspace import Workspace

Snapshot = TypeVar("Snapshot")


class Page(QWidget, Generic[Snapshot]):
    """The page of one stage. A page gives `title`, `intro`, `build`, `read` and `refresh`.

    `build` makes the widgets once. `read` fetches what the page shows, in the background. `refresh` shows it. Both are
    called again after every act on the selection while the page is seen, and when it is shown after one.
    """

    title: ClassVar[Message] = NO_WORDS
    intro: ClassVar[Message] = NO_WORDS
    """One muted sentence below the title: what this page is for."""

    steps: QUndoStack | None = None
    """What was done on a page that keeps steps of its own, for undo; on others, acts on the selection are undone."""

    refreshed = Signal()
    """What the page shows is what the selection holds."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = Words(desk.catalogue)
        self.snapshot: Snapshot | None = None
        self._stale = True
        self._asked = 0
        self._needs_writing: list[QPushButton] = []
        self._needs_rows: list[QPushButton] = []
        self._lay_out()
        self.build()
        desk.changed.connect(self.reload)
        desk.language_changed.connect(self._speak)
        desk.overview_changed.connect(self._overview_came)  # no lambda: that would outlive the page
        self._allow()

    # -- for each page to fill in

    def build(self) -> None:
        """Make the page's widgets, into `self.body` and `self.action_row`. Called once."""

    def read(self, workspace: "Workspace") -> Snapshot:
        """Fetch what the page shows. Runs in the background: touch no widget, return plain values."""
        raise NotImplementedError

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what was fetched."""

    def retranslate(self) -> None:
        """Renew texts that were not put through `word`. Called when the language has changed, before `refresh`."""

    def find_here(self) -> None:
        """Put the keyboard where the page is searched (Ctrl+F): by default into its first filter field."""
        for field in self.findChildren(QLineEdit, "filter"):
            if field.isVisible():
                field.setFocus()
                field.selectAll()
                return

    # -- building

    def add_action(
        self,
        words: Message,
        slot: Callable[[], object],
        *,
        icon: str = "",
        primary: bool = False,
        writes: bool = True,
        with_body: bool = False,
    ) -> QPushButton:
        """Add a button to the action bar at the page's foot.

        Args:
            words: what the button says; an '&' marks its key.
            slot: what it does.
            icon: the name of an icon in resources/icons.
            primary: the one button that this page is about; at most one a page.
            writes: whether it changes the selection, so that it is off while the file is open for reading only.
            with_body: whether it is about what stands in the body, and is not seen while the page is empty.
        """
        button = QPushButton()
        self.word(button.setText, words)
        button.clicked.connect(lambda _checked=False: slot())
        if icon:
            dress(button, icon, role="primary" if primary else "text")
        if primary:
            button.setObjectName("primary")
        if writes:
            self._needs_writing.append(button)
        if with_body:
            self._needs_rows.append(button)
        self.action_row.addWidget(button)
        self.action_bar.show()
        return button

    def add_beside(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget (a sentence, a bar) to the left of the buttons at the page's foot."""
        self._action_line.insertWidget(self._action_line.count() - 1, widget, stretch)

    def set_empty(self, words: Message, hint: Message, button: QPushButton | None = None, *, icon: str = "") -> None:
        """Say what stands on the page while there is nothing to show; `show_empty` and `show_body` switch."""
        self.empty.fill(self.words, words, hint, icon)
        if button is not None:
            self.empty.add_button(button)

    def show_empty(self) -> None:
        """Show the empty state in place of the body."""
        self._middle.setCurrentWidget(self.empty)
        for button in self._needs_rows:
            button.hide()

    def show_body(self) -> None:
        """Show the body."""
        self._middle.setCurrentWidget(self._body)
        for button in self._needs_rows:
            button.show()

    def tell(self, words: Message | None, *, kind: str = "info") -> None:
        """Show a notice over the page's body, or take it away. `kind` is info, good or warning."""
        self.notice.tell(self.words, words, kind)

    # -- words

    def word(self, setter: Setter, words: Message) -> None:
        """Show a text through a setter, now and in each later language: `self.word(label.setText, message("Name"))`."""
        self.words.put(setter, words)

    def text(self, msgid: str, /, **values: object) -> str:
        """A text in the window's language, for use in `refresh` or `retranslate`."""
        return self.desk.text(msgid, **values)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """A text for this count in the window's language."""
        return self.desk.plural(one, many, count, **values)

    def say(self, waiting: Message) -> str:
        """Put a waiting message into the window's language."""
        return self.desk.render(waiting)

    # -- acting

    def act(self, use_case: UseCase, *arguments: Any, **named: Any) -> "Task":
        """Do one use case on the selection in the background; see `Desk.act`. The page is refreshed afterwards."""
        return self.desk.act(self, use_case, *arguments, **named)

    def reload(self) -> None:
        """Read and show again: at once if the page is seen, else when it is next shown."""
        self._stale = True
        if self.isVisible() and self.desk.is_open:
            self._load()

    def _load(self) -> None:
        self._asked += 1
        asked, workspace = self._asked, self.desk.workspace
        self.desk.run_in_background(
            self, lambda _progress: self.read(workspace), lambda found: self._take(asked, found), quiet=True
        )

    def _take(self, asked: int, snapshot: Snapshot) -> None:
        if asked != self._asked:
            return  # a newer reading is under way
        self._stale = False
        self.snapshot = snapshot
        self.refresh(snapshot)
        self.refreshed.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _overview_came(self, _overview: object) -> None:
        self._allow()

    def _allow(self) -> None:
        for button in self._needs_writing:
            button.setEnabled(self.desk.writable)

    def _speak(self) -> None:
        self.words.speak(self.desk.catalogue)
        self.retranslate()
        if self.snapshot is not None:
            self.refresh(self.snapshot)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, MARGIN - 8, MARGIN, SPACING * 2)
        outer.setSpacing(SPACING)
        self.heading, self.subheading, self.notice = PlainLabel(), PlainLabel(), Notice()
        self.heading.setObjectName("heading")
        self.subheading.setObjectName("muted")
        self.subheading.setWordWrap(True)
        self.subheading.setVisible(bool(self.intro.msgid))
        self.word(self.heading.setText, self.title)
        self.word(self.subheading.setText, self.intro)
        self.word(self.setAccessibleName, self.title)
        self._middle, self._body, self.empty = QStackedWidget(), QWidget(), EmptyState()
        self.body = QVBoxLayout(self._body)
        self.body.setContentsMargins(0, SPACING, 0, 0)
        self.body.setSpacing(SPACING)
        self._middle.addWidget(self._body)
        self._middle.addWidget(self.empty)
        self.action_bar = QWidget()
        self._action_line, self.action_row = QHBoxLayout(self.action_bar), Flow()
        self._action_line.setContentsMargins(0, SPACING, 0, 0)
        self._action_line.setSpacing(SPACING)
        self._action_line.addLayout(self.action_row, 1)
        self.action_bar.hide()
        for widget in (self.heading, self.subheading, self.notice):
            outer.addWidget(widget)
        outer.addWidget(self._middle, 1)
        outer.addWidget(self.action_bar)
