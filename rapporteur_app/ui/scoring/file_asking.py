"""Asks for a file of one kind, to read or to write."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from rapporteur_app.i18n import Message
from rapporteur_app.ui.page import Page


def ask_file(page: Page[Any], title: Message, kind: Message, suffix: str) -> Path | None:
    """Ask for a file to read."""
    chosen, _ = QFileDialog.getOpenFileName(page, page.say(title), "", f"{page.say(kind)} (*{suffix})")
    return Path(chosen) if chosen else None


def ask_place(page: Page[Any], title: Message, kind: Message, name: str) -> Path | None:
    """Ask where to write a file: under this name beside the selection, or in the person's folder where none is open."""
    suggested = page.desk.workspace.path.with_name(name) if page.desk.is_open else Path.home() / name
    pattern = f"{page.say(kind)} (*{suggested.suffix})"
    chosen, _ = QFileDialog.getSaveFileName(page, page.say(title), str(suggested), pattern)
    return Path(chosen) if chosen else None
