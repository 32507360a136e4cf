"""Chair and witness open the results together, each with their passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPushButton
from shiboken6 import isValid

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.results.opening import make_opening_request, open_results
from rapporteur_app.results.unsealing import BadBallot
from rapporteur_app.trust.at_distance import OpeningPart, read_part
from rapporteur_app.trust.envelope import largest_file
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.results.witness_dialog import PART, PARTS, REQUEST, REQUESTS
from rapporteur_app.ui.scoring.file_asking import ask_file, ask_place
from rapporteur_app.ui.scoring.moving import read_small
from rapporteur_app.workspace.storage import write_new

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace


class OpeningDialog(AskDialog):
    """Two passphrases, or one where the policy lets the chair open alone; and why a bad ballot is left out."""

    def __init__(self, page: Page[Any], *, two: bool) -> None:
        super().__init__(
            page,
            message("Open the results"),
            message("&Open them"),
            hint=message(
                "Collecting ends, and all scores are shown at once. "
                "This is done once for each round and cannot be undone."
            ),
        )
        self.chair, self.witness = QLineEdit(), QLineEdit()
        for field in (self.chair, self.witness):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(message("&Chair's passphrase"), self.chair)
        if two:
            self.form.add(message("&Witness's passphrase"), self.witness)
        else:
            self.witness.setParent(self)
            self.witness.hide()
        self.two = two
        self.part: OpeningPart | None = None
        if two:
            self._offer_distance()
        self.reasons: dict[int, QLineEdit] = {}
        self.answered.connect(self._open)
        self.chair.setFocus()

    def _offer_distance(self) -> None:
        """The way for a witness who is elsewhere: a request goes out, and what the witness makes of it comes back."""
        for words, do in (
            (message("Make a &request for a witness who is elsewhere…"), self._ask_request),
            (message("Use the &part that the witness sent…"), self._ask_part),
        ):
            button = QPushButton()
            button.setAutoDefault(False)
            self.words.put(button.setText, words)
            button.clicked.connect(lambda _checked, do=do: do())
            self.body.addWidget(button)

    def _ask_request(self) -> None:
        out = ask_place(self.page, message("Where the request goes"), REQUESTS, f"opening{REQUEST}")
        if out is None:
            return
        told = message(
            "Written: {file}. Send it to the witness, who opens it under Tools, and answers with a part.", file=str(out)
        )
        self.act(_write_request, out, done=lambda _none: self.page.tell(told, kind="good"))

    def _ask_part(self) -> None:
        path = ask_file(self.page, message("The part that the witness sent"), PARTS, PART)
        if path is None:
            return
        try:
            self.part = read_part(read_small(path, largest_file("opening-part")))
        except RapporteurError as error:
            self.refuse(error.message)
            return
        self.witness.setText("")
        self.witness.setPlaceholderText(path.name)
        self.witness.setEnabled(False)
        self.chair.setFocus()

    def _open(self) -> None:
        without = {member: field.text() for member, field in self.reasons.items() if field.text().strip()}
        witness = self.witness.text() if self.two and self.part is None else None
        self.act(open_results, self.chair.text(), witness, leave_out=without, part=self.part)

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        if isinstance(error, BadBallot) and isValid(self):
            self._offer_to_leave_out(error.member)

    def _offer_to_leave_out(self, member: str) -> None:
        """Ask why the ballot that cannot be opened does not count; blank, the opening stops at it again."""
        number = int(member.removeprefix("M"))
        if number not in self.reasons:
            self.reasons[number] = QLineEdit()
            self.form.add(message("Leave out the ballot of {member}, because", member=member), self.reasons[number])
        QTimer.singleShot(0, self.reasons[number], self.reasons[number].setFocus)  # once the layout has shown it


def _write_request(workspace: "Workspace", actor: "Actor", out: Path) -> None:
    write_new(out, make_opening_request(workspace, actor, KeyStore()))
