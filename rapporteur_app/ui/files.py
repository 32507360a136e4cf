"""The File menu's work: asking for a file, opening, making, copying and closing selections."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.opening import (
    PACK_SUFFIX,
    SELECTION_SUFFIX,
    Opened,
    make_sample,
    make_selection,
    open_selection,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapporteur_app.ui.frame import Frame


SELECTIONS = message("Selections")


class Files(QObject):
    """Opens, makes, copies and closes what the window shows."""

    opened = Signal(object)
    """A selection was opened: its path."""

    def __init__(self, frame: "Frame") -> None:
        super().__init__(frame)
        self._frame = frame
        self._window = frame.window

    def open(self, path: Path) -> None:
        """Open a selection, in place of the one that is open."""
        desk = self._frame.desk
        if desk.path is not None and desk.path.resolve() == path.resolve():
            return
        desk.run_in_background(self._window, lambda _progress: open_selection(path), self._take)

    def make(self, path: Path, template: str, title: str, language: str) -> None:
        """Make a selection and open it."""
        desk = self._frame.desk
        desk.run_in_background(
            self._window, lambda _progress: make_selection(path, template, title, language), self._take
        )

    def close(self) -> None:
        """Close the selection and show the start page."""
        self._frame.desk.put(None)

    def open_again(self) -> None:
        """Open the selection anew: what may be done with it is no longer the same."""
        path = self._frame.desk.workspace.path
        self.close()
        self.open(path)

    def ask(
        self,
        title: Message,
        take: "Callable[[Path], object]",
        kind: Message = SELECTIONS,
        suffix: str = SELECTION_SUFFIX,
    ) -> None:
        """Ask for a file of this kind (a selection), and do something with it."""
        self._ask(title, kind, suffix, take)

    def ask_open(self) -> None:
        """Ask which selection to open."""
        self.ask(message("Open a selection"), self._frame.take_file)

    def ask_pack(self) -> None:
        """Ask which pack to score."""
        self._ask(message("Open a pack"), message("Packs"), PACK_SUFFIX, self._frame.take_file)

    def ask_new(self) -> None:
        """Ask for the template, title and file of a new selection."""
        from rapporteur_app.ui.dialogs.new_selection import NewSelectionDialog

        dialog = NewSelectionDialog(self._window, self._frame.desk)
        dialog.chosen.connect(self.make)
        dialog.open()

    def ask_sample(self) -> None:
        """Ask for a folder, make the sample selection there and open it."""
        desk = self._frame.desk
        chosen = QFileDialog.getExistingDirectory(self._window, desk.text("A folder for the sample selection"))
        if chosen:
            desk.run_in_background(self._window, lambda progress: make_sample(Path(chosen), progress), self._take)

    def ask_copy(self, *, open_it: bool = False) -> None:
        """Ask where to save a copy, save it, and open it if asked to; possible while another process has the file."""
        desk = self._frame.desk
        path = desk.workspace.path
        suggested = path.with_name(desk.text("{name} - copy", name=path.stem) + SELECTION_SUFFIX)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            desk.text("Save a copy"),
            str(suggested),
            self._filter(message("Selections"), SELECTION_SUFFIX),
        )
        if chosen:
            self.copy(Path(chosen), open_it=open_it)

    def copy(self, target: Path, *, open_it: bool = False) -> None:
        """Save a copy of the open selection, and open it in its place if asked to."""
        desk = self._frame.desk
        workspace = desk.workspace
        said = message("Copy saved: {file}", file=str(target))

        def done(_none: object) -> None:
            desk.announce(said)
            if open_it:
                self.open(target)

        desk.run_in_background(self._window, lambda _progress: workspace.save_copy(target), done)

    def _take(self, opened: Opened) -> None:
        desk = self._frame.desk
        desk.memory.remember(opened.workspace.path)
        desk.put(opened.workspace, opened.overview)
        self.opened.emit(opened.workspace.path)

    def _ask(self, title: Message, kind: Message, suffix: str, take: "Callable[[Path], object]") -> None:
        desk = self._frame.desk
        start = str(desk.path.parent) if desk.path is not None else ""
        chosen, _ = QFileDialog.getOpenFileName(self._window, desk.render(title), start, self._filter(kind, suffix))
        if chosen:
            take(Path(chosen))

    def _filter(self, kind: Message, suffix: str) -> str:
        return f"{self._frame.desk.render(kind)} (*{suffix})"
