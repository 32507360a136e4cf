"""The witness, elsewhere: takes the outer boxes off the ballots of the chair's request, and sees no score."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.trust.at_distance import OpeningRequest, clear_parts, make_part, read_request
from rapporteur_app.trust.envelope import largest_file
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.file_asking import ask_file, ask_place
from rapporteur_app.ui.scoring.moving import read_small
from rapporteur_app.ui.widgets.text_area import TextArea
from rapporteur_app.workspace.storage import write_new

REQUEST, PART = ".request", ".part"
REQUESTS, PARTS = message("Requests to a witness"), message("A witness's parts")


def ask_request(page: Page[Any]) -> None:
    """Ask for the chair's request, and show it."""
    path = ask_file(page, message("The chair's request"), REQUESTS, REQUEST)
    if path is not None:
        page.desk.run_in_background(
            page, lambda _progress: read_request(read_small(path, largest_file("opening-request"))),
            lambda request: WitnessDialog(page, request, path).open(),
        )  # fmt: skip


class WitnessDialog(AskDialog):
    """Says what is to be opened, so that the witness can compare it with the list of receipts; asks the passphrase."""

    def __init__(self, page: Page[Any], request: OpeningRequest, path: Path) -> None:
        super().__init__(
            page,
            message("Open as witness"),
            message("&Take the seals off…"),
            hint=message(
                "Compare the digest with the list of receipts that everybody got: it names the same ballots. You see "
                "no score; the file goes back to the chair, who opens the rest."
            ),
        )
        self.request, self.path = request, path
        self.title, self.digest, self.ballots = QLineEdit(request.title), TextArea(lines=2), TextArea(lines=5)
        self.digest.set_text(request.list_digest)
        for field in (self.title, self.digest, self.ballots):
            field.setReadOnly(True)
        for area in (self.digest, self.ballots):
            area.setMaximumHeight(area.minimumHeight())
        self.ballots.set_text("\n".join(_told(self, clear) for clear, _envelope in clear_parts(request)))
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(message("&Selection"), self.title)
        self.form.add(message("&Digest of the list"), self.digest)
        self.form.add(message("&Ballots"), self.ballots)
        self.form.add(message("&Witness's passphrase"), self.passphrase)
        self.answered.connect(self._ask_place)
        self.passphrase.setFocus()

    def _ask_place(self) -> None:
        out = ask_place(self.page, message("Where the witness's part goes"), PARTS, f"{self.path.stem}{PART}")
        if out is None:
            return
        passphrase, request, page = self.passphrase.text(), self.request, self.page
        told = message("Written: {file}. Send it back to the chair.", file=str(out))
        self.do.setEnabled(False)

        def done(_none: object) -> None:
            self.finish()
            page.tell(told, kind="good")

        page.desk.run_in_background(
            self, lambda _progress: write_new(out, make_part(request, passphrase)), done, self._wrong
        )

    def _wrong(self, error: Exception) -> None:
        self.do.setEnabled(True)
        if isinstance(error, RapporteurError):
            self.refuse(error.message)
        else:
            self.page.desk.tasks.tell(self.page, error)


def _told(dialog: AskDialog, clear: Any) -> str:
    return dialog.text("{member}, revision {revision}", member=clear.member, revision=clear.revision)
