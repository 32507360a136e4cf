"""What the pages are handed: the open selection, the language, and one way to act on the selection."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from rapporteur_app.errors import FileInUse, NotFound, RapporteurError
from rapporteur_app.i18n import Catalogue, Message, catalogue, message
from rapporteur_app.setup.names import NO_NAMING, Names
from rapporteur_app.ui.history import next_redo, next_undo
from rapporteur_app.ui.memory import Memory
from rapporteur_app.ui.overview import Overview, read_overview
from rapporteur_app.ui.tasks import Task, Tasks, Work
from rapporteur_app.ui.told import told

if TYPE_CHECKING:
    from rapporteur_app.progress import Progress
    from rapporteur_app.workspace import Actor, Workspace
    from rapporteur_app.workspace.chain import Act

UseCase = Callable[..., Any]
"""A use case of a stage: `use_case(workspace, actor, *arguments)`; it may take `progress` as well."""


@dataclass(frozen=True)
class Outcome:
    """What an act came to: what the use case returned, and whether the selection changed."""

    result: Any
    changed: bool


class Desk(QObject):
    """The open selection and what surrounds it. All work on the selection goes through here, in the background."""

    opened = Signal()
    """Another selection lies on the desk, or none."""
    changed = Signal()
    """The selection changed: read again what you show."""
    overview_changed = Signal(object)
    """A fresh Overview was read."""
    language_changed = Signal()
    announced = Signal(str)
    """A sentence on what was done, for the status bar."""
    page_wanted = Signal(str)
    """A stage's page should be shown (its code, as in Stage)."""

    def __init__(self, language: str, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self.memory = memory
        self.catalogue: Catalogue = catalogue(language)
        self.tasks = Tasks(self)
        self.tasks.catalogue = lambda: self.catalogue
        self.actor: Actor | None = None
        self.overview: Overview | None = None
        self._workspace: Workspace | None = None

    # -- the selection

    @property
    def is_open(self) -> bool:
        """Whether a selection lies on the desk."""
        return self._workspace is not None

    @property
    def workspace(self) -> "Workspace":
        """The open selection. Ask `is_open` first where there may be none."""
        if self._workspace is None:
            raise RapporteurError(message("No selection is open."))
        return self._workspace

    @property
    def writable(self) -> bool:
        """Whether the open selection may be changed from here."""
        return self._workspace is not None and self._workspace.writable

    @property
    def handed_over(self) -> bool:
        """Whether the open selection was handed over to somebody, so that their copy goes on."""
        return self._workspace is not None and self._workspace.handed_over is not None

    def put(self, workspace: "Workspace | None", overview: Overview | None = None) -> None:
        """Lay an opened selection on the desk in place of the one there, which is closed; None clears the desk."""
        self.tasks.cancel_all()
        if self._workspace is not None:
            self._workspace.close()
        self._workspace, self.overview = workspace, overview
        if workspace is not None:
            self.act_as(None)
        self.opened.emit()
        if overview is not None:
            self.overview_changed.emit(overview)

    # -- acting

    def act_as(self, member: int | None) -> None:
        """Record what is done from now on as done by this member; None for the secretariat."""
        from rapporteur_app.workspace import SECRETARIAT, Actor

        self.actor = SECRETARIAT if member is None else Actor(member)

    def act(
        self,
        owner: QWidget,
        use_case: UseCase,
        *arguments: Any,
        said: Message | Callable[[Any], Message] | None = None,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        **named: Any,
    ) -> Task:
        """Do one use case on the selection in the background: `use_case(workspace, actor, *arguments, **named)`.

        Afterwards `changed` is emitted (if something changed), the result is announced, and `done` is called with
        what the use case returned. A refusal is told in a dialog, unless `failed` takes it.

        Args:
            owner: the widget that acts, mostly a page.
            use_case: gets `progress=` too if it has a parameter of that name.
            arguments: what the use case takes after the workspace and the actor.
            said: what to announce; by default the action as the log names it.
            done: takes the result, in the interface's thread.
            failed: takes the error in place of the dialog.
            named: the use case's arguments by name.
        """
        workspace, actor = self.workspace, self.actor

        def work(progress: "Progress") -> Outcome:
            before = workspace.head()
            if "progress" in inspect.signature(use_case).parameters:
                named["progress"] = progress
            result = use_case(workspace, actor, *arguments, **named)
            return Outcome(result, workspace.head() != before)

        def finish(outcome: Outcome) -> None:
            self._tell(workspace, outcome, said)
            if done is not None:
                done(outcome.result)

        def refuse(error: Exception) -> None:
            if isinstance(error, FileInUse):  # changed underneath: what is shown is old
                self._changed_in(workspace)
            if failed is not None:
                failed(error)
            else:
                self.tasks.tell(owner, error)

        return self.tasks.run(owner, work, finish, refuse)

    def run_in_background(
        self,
        owner: QWidget,
        work: Work,
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        *,
        quiet: bool = False,
    ) -> Task:
        """Do `work(progress)` in the background, where it is no act on the selection: see `Tasks.run`."""
        return self.tasks.run(owner, work, on_done, on_error, quiet=quiet)

    def undo(self, owner: QWidget, entry: int | None = None) -> None:
        """Reverse an act by its number, or the newest as the file itself has it now."""
        self.act(owner, reverse, next_undo, entry, failed=lambda error: self._not_reversed(owner, error))

    def redo(self, owner: QWidget) -> None:
        """Undo the last undo."""
        self.act(owner, reverse, next_redo, failed=lambda error: self._not_reversed(owner, error))

    def _not_reversed(self, owner: QWidget, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.announce(error.message)
        else:
            self.tasks.tell(owner, error)

    def _tell(self, workspace: "Workspace", outcome: Outcome, said: Message | Callable[[Any], Message] | None) -> None:
        words = said(outcome.result) if callable(said) else said
        if words is not None:
            self.announce(words)
        if outcome.changed:
            self._changed_in(workspace, announce=words is None)

    def _changed_in(self, workspace: "Workspace", *, announce: bool = False) -> None:
        """Have everything shown anew, unless this selection was closed while the act ended."""
        if workspace is self._workspace:
            self.refresh(announce=announce)
            self.changed.emit()

    def refresh(self, *, announce: bool = False) -> None:
        """Read the overview again: title, stages, what can be undone."""
        workspace = self._workspace
        if workspace is None:
            return
        self.tasks.run(
            self.window(),
            lambda _progress: read_overview(workspace),
            lambda read: self._take(workspace, read, announce),
            quiet=True,
        )

    def warm_up(self) -> None:
        """Load the store in the background, so that opening a selection does not wait for it."""
        self.tasks.run(self.window(), lambda _progress: import_module("rapporteur_app.workspace"), quiet=True)

    def window(self) -> QWidget:
        """The widget that stands for the desk where no page does."""
        parent = self.parent()
        assert isinstance(parent, QWidget)
        return parent

    def _take(self, workspace: "Workspace", overview: Overview, announce: bool) -> None:
        if workspace is not self._workspace:
            return  # it was closed meanwhile
        self.overview = overview
        self.overview_changed.emit(overview)
        if announce and overview.last is not None:
            self.announce(told(overview.last.action))

    # -- words

    def speak(self, language: str) -> None:
        """Change the window's language, at once and everywhere."""
        self.catalogue = catalogue(language)
        self.language_changed.emit()

    @property
    def names(self) -> Names:
        """Codes in words of the window's language, as the open selection names them."""
        return Names(self.catalogue, self.overview.naming if self.overview else NO_NAMING)

    def text(self, msgid: str, /, **values: object) -> str:
        """A text in the window's language."""
        return self.catalogue.text(msgid, **values)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """A text for this count in the window's language."""
        return self.catalogue.plural(one, many, count, **values)

    def render(self, waiting: Message) -> str:
        """Put a waiting message into the window's language."""
        return self.catalogue.render(waiting)

    def announce(self, what: Message) -> None:
        """Tell what was done: in the status bar, and to a screen reader."""
        sentence = self.render(what)
        self.announced.emit(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.window(), sentence))

    # -- where to go

    def go_to(self, stage: str) -> None:
        """Show the page of a stage."""
        self.page_wanted.emit(stage)

    @property
    def path(self) -> Path | None:
        """Where the open selection lies."""
        return self._workspace.path if self._workspace is not None else None


def reverse(
    workspace: "Workspace", actor: "Actor", choose: "Callable[[Sequence[Act]], Act | None]", entry: int | None = None
) -> None:
    """Undo the act of this number, or the one that is chosen from the log as it is now.

    Raises:
        NotFound: there is none.
        WrongStage: it cannot be undone.
    """
    from rapporteur_app.workspace.undo import acts, undo

    if entry is None:
        with workspace.reading() as reader:
            chosen = choose(acts(reader))
        if chosen is None:
            raise NotFound(message("There is nothing to undo."))
        entry = chosen.n
    undo(workspace, actor, entry)
