"""A fault of the program: a report that stays on this machine and holds no personal data, and a plain sentence."""

import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

from rapporteur_app import __version__
from rapporteur_app.i18n import Catalogue, message
from rapporteur_app.paths import data_dir

KEPT = 20
"""How many reports are kept."""


def report(error: BaseException) -> str:
    """What a report says: versions, the kind of fault and where it arose. Never what the fault says, nor full paths."""
    frames = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    head = f"Rapporteur {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"
    return "\n".join([head, type(error).__name__, *frames, ""])


def keep_report(error: BaseException) -> Path:
    """Write the report into the data folder, and drop the oldest beyond KEPT. Returns where it lies."""
    folder = data_dir() / "crash-reports"
    folder.mkdir(exist_ok=True)
    file = folder / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%f}.txt"
    file.write_text(report(error), "utf-8")
    for old in sorted(folder.glob("*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return file


class CrashTeller:
    """Takes the faults that nothing else took: keeps a report and says so, once at a time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._telling = False

    def install(self) -> None:
        """Stand in for Python's own last word on an error."""
        sys.excepthook = self.take

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keep a report of the fault and tell it."""
        traceback.print_exception(kind, error, trace)
        if not isinstance(error, Exception):
            return
        file = keep_report(error)
        if self._telling or QApplication.instance() is None:
            return
        self._telling = True
        try:
            self._tell(file)
        finally:
            self._telling = False

    def _tell(self, file: Path) -> None:
        from PySide6.QtWidgets import QMessageBox

        words = message(
            "The program made a mistake. Your selection is safe: each change was saved when it was made.\n\n"
            "A report without personal data lies in {file}. Nothing was sent.",
            file=str(file),
        )
        box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("Rapporteur")
        box.setText(self.catalogue.render(words))
        box.setDetailedText(file.read_text("utf-8"))
        box.exec()
