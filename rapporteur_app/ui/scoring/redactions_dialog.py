"""What packs leave out of one candidate's dossier: taken out with a reason, and taken back."""

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from rapporteur_app.i18n import Message, message
from rapporteur_app.scoring.blackout import DOCUMENTS, EVERYWHERE
from rapporteur_app.scoring.dossier_text import FIELDS
from rapporteur_app.scoring.redactions import lift_redaction, redact, redactions_json
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.widgets.list_box import ListBox
from rapporteur_app.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.scoring_page import ScoringPage
    from rapporteur_app.workspace import Workspace

PLACES: dict[str, Message] = {
    EVERYWHERE: message("everywhere in the dossier"),
    "name": message("Name"),
    "statement": message("Statement"),
    **FIELDS,
    "nominator": message("Nominator"),
    "nominator_organisation": message("Nominator: organisation"),
    "links": message("Link to the CV"),
    DOCUMENTS: message("all documents"),
}
"""Where something may be taken out."""


class Known(NamedTuple):
    """The candidates, and what is redacted."""

    candidates: list[tuple[int, str]]
    redactions: list[dict[str, Any]]


def ask_redactions(page: "ScoringPage") -> None:
    """Read what there is, and ask."""
    workspace = page.desk.workspace
    page.desk.run_in_background(
        page, lambda _progress: read(workspace), lambda known: RedactionsDialog(page, known).open()
    )


def read(workspace: "Workspace") -> Known:
    """The candidates by number, and the redactions."""
    from rapporteur_app.intake.pool import read_pool

    with workspace.reading() as reader:
        persons = read_pool(reader).eligible()
        return Known([(person.id, person.name) for person in persons], redactions_json(reader)["redactions"])


class RedactionsDialog(AskDialog):
    """A list of what is taken out, with a button that takes it back; and a form for more."""

    def __init__(self, page: "ScoringPage", known: Known) -> None:
        super().__init__(
            page,
            message("Redactions"),
            message("&Take it out"),
            hint=message(
                "What you take out here stands black in the packs that are made from now on; the selection keeps it as "
                "it was received. Packs that went out stay as they are: issue them again. Capitals and accents make no "
                "difference; up to three characters are taken out only where they stand alone. What is written in a "
                "document is not searched."
            ),
        )
        self.known = known
        self.listed, self.back = ListBox(), QPushButton()
        self.words.put(self.back.setText, message("Take &back what is chosen"))
        self.back.setAutoDefault(False)
        self.candidate, self.place = QComboBox(), QComboBox()
        self.text_out, self.reason = QLineEdit(), TextArea(lines=2)
        self._fill()
        self.form.add(message("Taken &out so far"), self.listed)
        self.form.addRow("", self.back)
        self.form.add(message("&Candidate"), self.candidate)
        self.form.add(message("&Where"), self.place)
        self.form.add(
            message("Wo&rds to take out"), self.text_out, hint=message("Blank: the whole field, or all documents.")
        )
        self.form.add(message("R&eason"), self.reason)
        self.answered.connect(self._redact)
        self.back.clicked.connect(lambda _checked: self._lift())
        self.listed.currentRowChanged.connect(lambda row: self.back.setEnabled(row >= 0))
        self.back.setEnabled(False)
        self.candidate.setFocus()

    def _fill(self) -> None:
        names = {f"C{number}": name for number, name in self.known.candidates}
        for row in self.known.redactions:
            told = self.text(
                "{name} ({id}), {field}: {text} – {reason}",
                name=names.get(row["candidate"], ""), id=row["candidate"], field=self._named(row["field"]),
                text=row["text"] or "–", reason=row["reason"],
            )  # fmt: skip
            self.listed.addItem(seen(told))
        for number, name in self.known.candidates:
            self.candidate.addItem(seen(f"{name} (C{number})"), number)
        for field in PLACES:
            self.place.addItem(self._named(field), field)
        self.listed.setMaximumHeight(self.fontMetrics().lineSpacing() * 6)

    def _named(self, field: str) -> str:
        return self.words.catalogue.render(PLACES[field]) if field in PLACES else field

    def _redact(self) -> None:
        self.act(
            redact, int(self.candidate.currentData() or 0), str(self.place.currentData()), self.text_out.text(),
            self.reason.toPlainText(), done=lambda _row: self._tell(message("It is taken out of the packs to come.")),
        )  # fmt: skip

    def _lift(self) -> None:
        number = self.known.redactions[self.listed.currentRow()]["number"]
        self.act(
            lift_redaction, number, done=lambda _none: self._tell(message("It stands in the packs to come again."))
        )

    def _tell(self, words: Message) -> None:
        self.page.tell(words, kind="good")
