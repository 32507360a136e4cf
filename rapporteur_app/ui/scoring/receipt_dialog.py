"""Checks a receipt against the member's pack and work: what arrived, and what to object to."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPlainTextEdit

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.model import BallotStatus
from rapporteur_app.model.names import BALLOT_STATUS_NAMES
from rapporteur_app.scoring.moments import moment_there
from rapporteur_app.scoring.receipts import SHEET, SUFFIX, objections
from rapporteur_app.trust.receipts import Receipt, read_receipt
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.scoring.moving import read_small
from rapporteur_app.workspace.atomic import write_whole

if TYPE_CHECKING:
    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.scoring.work import Work
    from rapporteur_app.ui.scoring.pack_page import PackPage

WIDTH, HEIGHT = 640, 420


@dataclass(frozen=True)
class Checked:
    """A receipt, and what its member must object to."""

    receipt: Receipt
    found: list[Message]


def check_receipt(pack: "OpenPack", work: "Work", place: Path, path: Path) -> Checked:
    """Check a receipt. The last one for this member alone stays beside the work, for the list to be held against it.

    Raises:
        UnreadableFile: it is none, or was changed after signing.
    """
    data, kept = read_small(path), place.with_suffix(SUFFIX)
    receipt = read_receipt(data)
    found = objections(receipt, pack, work, _earlier(kept, receipt))
    if not receipt.complete and receipt.file_key == pack.header.file_key and not found:
        write_whole(kept, data, mode=0o600)
    return Checked(receipt, found)


def _earlier(kept: Path, receipt: Receipt) -> Receipt | None:
    try:
        earlier = read_receipt(kept.read_bytes()) if kept.exists() else None
    except (OSError, UnreadableFile):
        return None
    return earlier if earlier is not None and earlier.made_at <= receipt.made_at else None


def ask_receipt(page: "PackPage") -> None:
    """Ask which receipt to check."""
    kind = page.text("Receipts")
    pattern = f"{kind} (*{SUFFIX})"
    chosen, _ = QFileDialog.getOpenFileName(page, page.text("Check a receipt"), "", pattern)
    if chosen:
        show_receipt(page, Path(chosen))


def show_receipt(page: "PackPage", path: Path) -> None:
    """Check a receipt and tell what it says."""
    opened = page.snapshot
    if opened is None:
        return
    pack, work, place = opened.pack, opened.work, opened.place
    page.desk.run_in_background(
        page, lambda _progress: check_receipt(pack, work, place, path), lambda checked: _open(page, checked)
    )


def _open(page: "PackPage", checked: Checked) -> None:
    assert page.snapshot is not None
    ReceiptDialog(page, page.snapshot.pack, checked).open()


class ReceiptDialog(Dialog):
    """The verdict first, then what the receipt says."""

    def __init__(self, page: "PackPage", pack: "OpenPack", checked: Checked) -> None:
        title = message("Object to this receipt") if checked.found else message("The receipt says what you sent.")
        super().__init__(page, page.desk.catalogue, title)
        self.resize(WIDTH, HEIGHT)
        self.told = QPlainTextEdit(receipt_text(pack, checked, page.desk.catalogue))
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.words.put(self.told.setAccessibleName, message("What the receipt says"))
        self.body.addWidget(self.told)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)


def receipt_text(pack: "OpenPack", checked: Checked, words: Catalogue) -> str:
    """What a receipt says, in plain lines."""
    receipt, lines = checked.receipt, list[str]()
    if checked.found:
        lines.append(words.text("Write to the secretariat, and tell the other members:"))
        lines += [f"– {words.render(found)}" for found in checked.found]
    else:
        lines.append(words.text("Nothing to object to."))
    lines.append("")
    mine = receipt.of(pack.header.member)
    lines.append(words.text("What arrived from you:") if mine else words.text("Nothing from you is named in it."))
    for line in mine:
        route = words.text("score sheet") if line.route == SHEET else words.text("ballot")
        counts = words.text("it counts") if line.counts else words.text("it does not count")
        lines.append(
            words.text(
                "– revision {revision}, {route} ({status}): {counts}",
                revision=line.revision,
                route=route,
                status=_status(line.status, words),
                counts=counts,
            )
        )
        if line.words:
            lines.append(words.text("  words of the key: {words}", words=line.words))
        lines.append(words.text("  digest: {digest}", digest=line.digest))
    lines += ["", *_of_all(receipt, pack, words)]
    return "\n".join(lines)


def _status(code: str, words: Catalogue) -> str:
    known = code in {each.value for each in BallotStatus}
    return words.render(BALLOT_STATUS_NAMES[BallotStatus(code)]) if known else code


def _of_all(receipt: Receipt, pack: "OpenPack", words: Catalogue) -> list[str]:
    lines = [words.text("Digest of the list: {digest}", digest=receipt.list_digest)]
    if receipt.complete:
        lines.append(words.text("Every member must have the same digest: compare it with another member's."))
    if receipt.objections:
        until = moment_there(datetime.fromisoformat(receipt.objections), pack.zone, words.language)
        lines.append(words.text("Objections until {moment}.", moment=until))
    if receipt.one_keyholder:
        lines.append(words.text("One person alone holds the key to the ballots: that person could read scores early."))
    return lines
