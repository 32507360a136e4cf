"""The words for roles, languages, kinds of criteria and comment rules, and lists of files and zones to choose from."""

from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from rapporteur_app.i18n import Catalogue, Message, message

ROLES: dict[str, Message] = {
    "chair": message("Chair"),
    "co-chair": message("Co-chair"),
    "member": message("Member (scores)"),
    "secretariat": message("Secretariat"),
    "witness": message("Witness"),
}
ROLES_SHORT: dict[str, Message] = {**ROLES, "member": message("Member")}
KINDS: dict[str, Message] = {
    "scored": message("scored"),
    "gate": message("gate: pass or concern"),
    "considered": message("considered, not scored"),
}
COMMENT_RULES: dict[str, Message] = {
    "never": message("comment if wished"),
    "always": message("comment always"),
    "extremes": message("comment at both ends"),
}
TABLES = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv"


@cache
def zones() -> tuple[str, ...]:
    """The time zones that people live in, UTC first."""
    from zoneinfo import available_timezones

    odd = ("Etc/", "SystemV/", "US/", "posix/", "right/")
    return ("UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(odd)))


def ask_open(owner: QWidget, catalogue: Catalogue, title: Message, kind: Message, pattern: str = TABLES) -> Path | None:
    """Ask for a file to read."""
    chosen, _ = QFileDialog.getOpenFileName(owner, catalogue.render(title), "", f"{catalogue.render(kind)} ({pattern})")
    return Path(chosen) if chosen else None


def ask_save(owner: QWidget, catalogue: Catalogue, title: Message, name: str, patterns: str) -> Path | None:
    """Ask where to write a file."""
    chosen, _ = QFileDialog.getSaveFileName(owner, catalogue.render(title), name, patterns)
    return Path(chosen) if chosen else None


def ask_folder(owner: QWidget, catalogue: Catalogue, title: Message) -> Path | None:
    """Ask for a folder to write into."""
    chosen = QFileDialog.getExistingDirectory(owner, catalogue.render(title))
    return Path(chosen) if chosen else None
