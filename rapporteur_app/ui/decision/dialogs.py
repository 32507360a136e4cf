"""What the decision asks for: the decision itself, a member's stance, the signature, the person's answer."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
)

from rapporteur_app.decision.answer import respond
from rapporteur_app.decision.chair_key import chair_key
from rapporteur_app.decision.decide import decide
from rapporteur_app.decision.endorse import endorse
from rapporteur_app.decision.sign import sign_decision
from rapporteur_app.i18n import LANGUAGE_NAMES, LANGUAGES, message
from rapporteur_app.model import DecisionSignature, Stance
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.widgets.choice_row import ChoiceRow
from rapporteur_app.ui.widgets.list_box import ListBox
from rapporteur_app.ui.widgets.text_area import TextArea
from rapporteur_app.workspace import Actor

if TYPE_CHECKING:
    from rapporteur_app.workspace import Workspace

LINE = 30
"""Pixels of a line of a list with boxes to tick."""

People = Sequence[tuple[int, str]]


class DecideDialog(AskDialog):
    """Who is selected, who follows, and why; a reason for deviating is asked only if there is something to excuse."""

    def __init__(
        self, page: Page[Any], people: People, first: Sequence[int], was: dict[str, Any], waiting: Sequence[str] = ()
    ) -> None:
        super().__init__(page, message("The decision"), message("&Decide"))
        self.setMinimumWidth(640)
        self._first, self._waiting = list(first), list(waiting)
        if waiting:
            told = message(
                "Not yet answered: {concerns}. Answer them first, or write as the reason for deviating why the "
                "decision does not wait for them.",
                concerns=", ".join(waiting),
            )
            self.problem.tell(self.words, told, "warning")
        self.selected, self.alternates, self.deviation, self.why = (
            QComboBox(),
            ListBox(),
            TextArea(lines=3),
            PlainLabel(),
        )
        for number, name in people:
            self.selected.addItem(seen(f"{name} (C{number})"), number)
        for number, name in people:
            item = QListWidgetItem(seen(f"{name} (C{number})"), self.alternates)
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, LINE))
        self.alternates.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.alternates.setMinimumHeight(130)
        self.alternates.setMaximumHeight(160)
        self.alternates.setCurrentRow(0)
        self.form.add(message("&Selected"), self.selected)
        self.up, self.down, row = QPushButton(), QPushButton(), QHBoxLayout()
        self.form.add(message("&Alternates"), self.alternates, hint=message("Tick who follows; the order counts"))
        for button, words, step in ((self.up, message("Move &up"), -1), (self.down, message("Move do&wn"), 1)):
            self.words.put(button.setText, words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, by=step: self._move(by))
            row.addWidget(button)
        row.addStretch(1)
        self.form.addRow("", row)
        self.texts: dict[str, TextArea] = {}
        kept = was.get("justification", {})
        for code in sorted(LANGUAGES, key=lambda code: code != page.desk.catalogue.language):
            self.texts[code] = TextArea(lines=2)
            self.texts[code].set_text(kept.get(code, ""))
            self.form.add(message("Justification, {language}", language=LANGUAGE_NAMES[code]), self.texts[code])
        self.form.add(message("&Reason for deviating"), self.deviation)
        self.why = self.form.labelForField(self.deviation)  # type: ignore[assignment]
        self.deviation.set_text(was.get("deviation", ""))
        self.selected.currentIndexChanged.connect(lambda _index: self._ask_deviation())
        self._choose(was)
        self.answered.connect(self._decide)
        self._ask_deviation()

    @property
    def deviates(self) -> bool:
        """Whether the selected candidate is not one of the first-ranked."""
        return bool(self._first) and self.selected.currentData() not in self._first

    def _choose(self, was: dict[str, Any]) -> None:
        wanted = was.get("selected") or (self._first[0] if self._first else None)
        self.selected.setCurrentIndex(max(self.selected.findData(wanted), 0))
        for number in reversed(was.get("alternates", [])):
            for row in range(self.alternates.count()):
                item = self.alternates.item(row)
                if item.data(Qt.ItemDataRole.UserRole) == number:
                    item.setCheckState(Qt.CheckState.Checked)
                    self.alternates.insertItem(0, self.alternates.takeItem(row))
                    break

    def _move(self, step: int) -> None:
        row = self.alternates.currentRow()
        if 0 <= row + step < self.alternates.count():
            self.alternates.insertItem(row + step, self.alternates.takeItem(row))
            self.alternates.setCurrentRow(row + step)

    def _ask_deviation(self) -> None:
        for widget in (self.deviation, self.why):
            widget.setVisible(self.deviates or bool(self._waiting))

    def _decide(self) -> None:
        items = [self.alternates.item(row) for row in range(self.alternates.count())]
        chosen = self.selected.currentData()
        ticked = [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked]
        others = [number for number in ticked if number != chosen]
        texts = {code: area.toPlainText() for code, area in self.texts.items()}
        deviation = self.deviation.toPlainText() if self.deviates or self._waiting else ""
        if self.deviates and not deviation.strip():
            self.refuse(
                message("C{number} is not the first-ranked candidate: write the reason for deviating.", number=chosen)
            )
        else:
            self.act(decide, chosen, others, texts, deviation)


class EndorseDialog(AskDialog):
    """A member endorses, or dissents, by name."""

    def __init__(self, page: Page[Any], members: People, current: int | None) -> None:
        super().__init__(page, message("A member's stance"), message("&Write it down"))
        self.member, self.statement = QComboBox(), TextArea(lines=3)
        for number, name in members:
            self.member.addItem(seen(f"{name} (M{number})"), number)
        self.member.setCurrentIndex(max(self.member.findData(current), 0))
        choices = [(Stance.ENDORSE, message("endorses")), (Stance.DISSENT, message("dissents"))]
        self.stance = ChoiceRow(self.words, message("Stance"), choices)
        self.form.add(message("&Member"), self.member)
        self.form.add(message("&Stance"), self.stance)
        self.form.add(message("S&tatement"), self.statement)
        self.answered.connect(self._endorse)

    def _endorse(self) -> None:
        stance = self.stance.value
        if not isinstance(stance, Stance):
            self.refuse(message("Choose the stance."))
        else:
            self.act(endorse, self.member.currentData(), stance, self.statement.toPlainText())


class SignDialog(AskDialog):
    """The chair signs, with the key on this computer or one in a file."""

    def __init__(self, page: Page[Any], chairs: People) -> None:
        super().__init__(
            page,
            message("Sign the decision"),
            message("&Sign it"),
            hint=message(
                "After that the decision stands. The chair's own key signs: the one that signed the chair's ballot."
            ),
        )
        self.chair, self.file, self.passphrase = QComboBox(), QLineEdit(), QLineEdit()
        for number, name in chairs:
            self.chair.addItem(seen(f"{name} (M{number})"), number)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        browse, row = QPushButton(), QHBoxLayout()
        self.words.put(browse.setText, message("&Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row.addWidget(self.file, 1)
        row.addWidget(browse)
        self.form.add(message("&Chair"), self.chair)
        self.form.add(
            message("&Key file"), self.file, beside=row, hint=message("Blank: the key that lies on this computer")
        )
        self.form.add(message("&Passphrase"), self.passphrase, hint=message("Only if the key is locked by one"))
        self.answered.connect(self._sign)

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.text("The chair's key"))
        if chosen:
            self.file.setText(chosen)
            self.file.setCursorPosition(0)

    def _sign(self) -> None:
        if self.chair.currentData() is None:
            self.refuse(message("Nobody chairs. Say who does, in the set-up."))
            return
        file = Path(self.file.text()) if self.file.text().strip() else None
        self.act(_sign, self.chair.currentData(), file, self.passphrase.text())


class RespondDialog(AskDialog):
    """The person accepts or declines."""

    def __init__(self, page: Page[Any], people: People) -> None:
        super().__init__(page, message("The person's answer"), message("&Write it down"))
        self.person, self.reason = QComboBox(), TextArea(lines=3)
        for number, name in people:
            self.person.addItem(seen(f"{name} (C{number})"), number)
        choices = [(True, message("accepts")), (False, message("declines"))]
        self.answer = ChoiceRow(self.words, message("Answer"), choices)
        self.form.add(message("&Person"), self.person)
        self.form.add(message("&Answer"), self.answer)
        self.form.add(message("&Reason"), self.reason)
        self.answered.connect(self._respond)

    def _respond(self) -> None:
        if self.answer.value is None:
            self.refuse(message("Choose the answer."))
        else:
            accepts, reason = self.answer.value is True, self.reason.toPlainText()
            self.act(respond, self.person.currentData(), accepts=accepts, reason=reason)


def _sign(workspace: "Workspace", _actor: Actor, member: int, file: Path | None, words: str) -> DecisionSignature:
    key, _made = chair_key(workspace, member, KeyStore(), file, lambda: words)
    return sign_decision(workspace, Actor(member), member, key)
