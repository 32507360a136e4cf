"""Drafts of plain-text e-mails for a person to look at and send. The program itself sends nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.storage import removed_on_failure, require_unused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
"""An e-mail address that can stand in a header: no space, no second @, no sign beyond ASCII."""


@dataclass(frozen=True)
class Draft:
    """One e-mail as it is meant: in which language, to whom, about what. Names and addresses may come from others."""

    language: str
    name: str
    address: str
    subject: str
    body: str

    def as_mail(self) -> EmailMessage:
        """The e-mail that a mail program opens as unsent; without a recipient where the address is none."""
        mail = EmailMessage()
        mail["Subject"] = one_line(self.subject)
        if ADDRESS.fullmatch(self.address):
            mail["To"] = Address(one_line(self.name), addr_spec=self.address)
        mail["X-Unsent"] = "1"
        mail.set_content(self.body, cte="quoted-printable")
        mail["Content-Language"] = self.language
        return mail


def one_line(text: str) -> str:
    """A text that can stand in a header: one line, nothing that a mail program would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def write_drafts(drafts: Mapping[str, Draft], folder: Path) -> list[Path]:
    """Write each draft under its file name into a folder, which is made: all of them, or none.

    Raises:
        BadInput: the folder cannot be written, or holds a file of such a name already.
    """
    files = {folder / name: draft for name, draft in drafts.items()}
    require_unused(files)
    try:
        return _write_all(files, folder)
    except OSError as error:
        text = message("The drafts cannot be written to {folder}. Choose another folder.", folder=str(folder))
        raise BadInput(text, str(error)) from error


def _write_all(files: Mapping[Path, Draft], folder: Path) -> list[Path]:
    written: list[Path] = []
    with removed_on_failure(written):
        folder.mkdir(parents=True, exist_ok=True)
        for path, draft in files.items():
            write_whole(path, draft.as_mail().as_bytes(policy=SMTP))
            written.append(path)
    return written
