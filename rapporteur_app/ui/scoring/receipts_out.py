"""Receipts that the secretariat gives: the list for everybody before the opening, and each member's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.scoring.receipts import SUFFIX, make_receipt_list, write_receipts
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.trust.receipts import Receipt, read_receipt
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.file_asking import ask_place
from rapporteur_app.ui.scoring.told_dialog import ToldDialog
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.storage import plain_file_errors

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace


def ask_list(page: Page[Any]) -> None:
    """Ask where the list of receipts goes; make it, and tell its digest and until when members may object."""
    name = page.desk.workspace.path.with_suffix(SUFFIX).name
    path = ask_place(page, message("Where the list of receipts goes"), message("Receipts"), name)
    if path is not None:
        page.act(_write_list, path, done=lambda receipt: _tell_list(page, path, receipt))


def _write_list(workspace: "Workspace", actor: "Actor", path: Path) -> Receipt:
    """Make the list and write it; a file of that name is replaced, as the person was asked about that."""
    data = make_receipt_list(workspace, actor, KeyStore())
    with plain_file_errors(path):
        write_whole(path, data)
    return read_receipt(data)


def _tell_list(page: Page[Any], path: Path, receipt: Receipt) -> None:
    names = page.desk.names
    ToldDialog(page, message("The list of receipts"), [*_list_lines(path, receipt, names.moment)]).open()


def _list_lines(path: Path, receipt: Receipt, moment: Any) -> list[Message]:
    return [
        message("Written: {file}. Send it to every member.", file=str(path)),
        message("Digest of the list: {digest}", digest=receipt.list_digest),
        message(
            "The witness compares this digest before the opening; members compare it with each other. "
            "If another ballot comes in, make the list anew."
        ),
        message("Members may object until {moment}.", moment=moment(receipt.objections)),
    ]


def ask_receipts(page: Page[Any], members: Sequence[int]) -> None:
    """Ask for a folder, and write the receipt of each of these members into it."""
    folder = QFileDialog.getExistingDirectory(page, page.text("A folder for the receipts"))
    if not folder:
        return

    def told(written: list[Path]) -> None:
        words = plural(
            "{count} receipt lies in {folder}. Send it back to its member.",
            "{count} receipts lie in {folder}. Send each back to its member.",
            len(written),
            folder=folder,
        )
        page.tell(words, kind="good")

    page.act(write_receipts, KeyStore(), Path(folder), list(members), done=told)
