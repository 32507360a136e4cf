"""What the window remembers between two runs: its place and size, columns, recent files, the language."""

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from rapporteur_app.i18n import LANGUAGES
from rapporteur_app.paths import DATA_VARIABLE, data_dir

RECENT = "recent"
KEPT = 10
"""How many recent files are kept."""


def folder() -> Path:
    """The user's data folder, the same as data_dir(): named by Qt, because platformdirs costs 13 ms at the start."""
    if os.environ.get(DATA_VARIABLE):
        return data_dir()
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / "rapporteur"
    found.mkdir(parents=True, exist_ok=True)
    return found


class Memory:
    """Settings of the window in one plain file of the user's data folder."""

    def __init__(self) -> None:
        self._settings = QSettings(str(folder() / "window.ini"), QSettings.Format.IniFormat)

    def bytes_of(self, key: str) -> QByteArray:
        """A state that Qt made (geometry, splitter, header); empty if none is kept."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_bytes(self, key: str, value: QByteArray) -> None:
        """Keep a state that Qt made."""
        self._settings.setValue(key, value)

    def text_of(self, key: str) -> str:
        """A text that was kept, or ''."""
        return str(self._settings.value(key, "") or "")

    def keep_text(self, key: str, value: str) -> None:
        """Keep a text."""
        self._settings.setValue(key, value)

    def language(self) -> str | None:
        """The language chosen in the menu, if one was."""
        chosen = self.text_of("language")
        return chosen if chosen in LANGUAGES else None

    def recent(self) -> list[Path]:
        """The files opened last, newest first, without those that are gone."""
        paths = [Path(line) for line in self.text_of(RECENT).split("\n") if line]
        return [path for path in paths if path.is_file()]

    def remember(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        found = [path.resolve(), *(other for other in self.recent() if other != path.resolve())]
        self.keep_text(RECENT, "\n".join(str(other) for other in found[:KEPT]))

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self.keep_text(RECENT, "")
