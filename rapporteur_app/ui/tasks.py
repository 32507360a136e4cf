"""Background work: off the interface's thread, with progress that can be cancelled and errors told in the window."""

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from rapporteur_app.errors import Cancelled
from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.ui.garbage import UNCOLLECTED

SHOWN_AFTER = 300
"""Milliseconds before work that goes on shows its progress."""
TOLD_EVERY = 0.05
"""Seconds between two reports of progress to the window."""

Work = Callable[["TaskProgress"], Any]


class TaskProgress:
    """The Progress (rapporteur_app.progress) that background work gets: it tells a Task, hears of cancelling."""

    def __init__(self, tell: Callable[[Message, int, int], None]) -> None:
        self._tell = tell
        self._cancelled = threading.Event()
        self._what = message("Working…")
        self._total = 0
        self._done = 0
        self._told = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    def start(self, what: Message, total: int | None = None) -> None:
        """Begin a step of `total` units; None where the end is not known."""
        self._what, self._total, self._done = what, total or 0, 0
        self._report()

    def advance(self, units: int = 1) -> None:
        """Count on.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self._cancelled.is_set():
            raise Cancelled(message("Stopped. Nothing was changed."))
        self._done += units
        if time.monotonic() - self._told > TOLD_EVERY:
            self._report()

    def _report(self) -> None:
        self._told = time.monotonic()
        self._tell(self._what, self._done, self._total)


class Task(QObject):
    """One piece of work in the background. Its signals arrive in the interface's thread."""

    progressed = Signal(object, int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _came_back = Signal(object, object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._progress = TaskProgress(self.progressed.emit)
        self._came_back.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self.running = True

    def cancel(self) -> None:
        """Ask the work to stop; it leaves nothing behind."""
        self._progress.cancel()

    def run(self) -> None:
        """Do the work. Called in the worker's thread."""
        result, error = None, None
        try:
            result = self._work(self._progress)
        except Exception as raised:  # noqa: BLE001  it is told in the interface's thread, never swallowed
            error = raised
        self._came_back.emit(result, error)

    @Slot(object, object)
    def _finish(self, result: object, error: Exception | None) -> None:
        self.running = False
        if error is None:
            self.succeeded.emit(result)
        else:
            self.failed.emit(error)
        self.ended.emit()


class Tasks(QObject):
    """The program's background work: writers one after the other, readers beside them."""

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.catalogue: Callable[[], Catalogue] | None = None
        self._writers, self._readers = QThreadPool(self), QThreadPool(self)
        self._writers.setMaxThreadCount(1)
        self._readers.setMaxThreadCount(2)
        self._running: set[Task] = set()

    def run(
        self,
        owner: QWidget,
        work: Work,
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        *,
        quiet: bool = False,
    ) -> Task:
        """Do `work(progress)` in the background.

        Args:
            owner: the widget that the answer is for; if it is gone by then, the answer is dropped.
            work: runs in another thread and must not touch a widget.
            on_done: takes the result, in the interface's thread.
            on_error: takes the error; by default a dialog tells it (nothing is told of what was cancelled).
            quiet: reading for the screen: beside the writers, and no progress is shown.
        """
        task = Task(uncollected(work) if quiet else work)
        self._running.add(task)
        task.succeeded.connect(lambda result: on_done(result) if on_done and isValid(owner) else None)
        task.failed.connect(lambda error: self._tell(owner, error, on_error))
        task.ended.connect(lambda: self._end(task, owner, quiet=quiet))
        if not quiet:
            self._show_later(task, owner)
            self.busy_changed.emit(True)  # noqa: FBT003  a signal has no names
        (self._readers if quiet else self._writers).start(task.run)
        return task

    @property
    def busy(self) -> bool:
        """Whether any work goes on."""
        return bool(self._running)

    def cancel_all(self) -> None:
        """Ask all work to stop, and wait for it."""
        for task in list(self._running):
            task.cancel()
        self._writers.waitForDone()
        self._readers.waitForDone()

    def _show_later(self, task: Task, owner: QWidget) -> None:
        def show() -> None:
            if task.running and isValid(owner) and self.catalogue is not None:
                from rapporteur_app.ui.dialogs.progress import ProgressDialog

                ProgressDialog(owner.window(), task, self.catalogue()).open()

        QTimer.singleShot(SHOWN_AFTER, task, show)

    def _tell(self, owner: QWidget, error: Exception, on_error: Callable[[Exception], None] | None) -> None:
        if not isValid(owner):
            return
        if on_error is not None:
            on_error(error)
        else:
            self.tell(owner, error)

    def tell(self, owner: QWidget, error: Exception) -> None:
        """Tell an error in a dialog. What was cancelled needs no telling."""
        if not isinstance(error, Cancelled) and self.catalogue is not None:
            from rapporteur_app.ui.dialogs.error import show_error

            show_error(owner, error, self.catalogue())

    def _end(self, task: Task, owner: QWidget, *, quiet: bool) -> None:
        self._running.discard(task)
        if quiet:
            return
        self.busy_changed.emit(False)  # noqa: FBT003  a signal has no names
        if isValid(owner) and not owner.window().isActiveWindow():
            QApplication.alert(owner.window())


def uncollected(work: Work) -> Work:
    """The same work, without a search for garbage meanwhile: for reading."""

    def run(progress: TaskProgress) -> Any:
        with UNCOLLECTED:
            return work(progress)

    return run
