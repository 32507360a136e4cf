"""What the consultation asks for: a round, a reply, an answer to a concern, why a round closes."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy

from rapporteur_app.consultation.concerns import answer_concern
from rapporteur_app.consultation.replies import log_reply
from rapporteur_app.consultation.reply_rows import NewReply
from rapporteur_app.consultation.report import ConcernItem
from rapporteur_app.consultation.rounds import close_round, open_round
from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.model import Disposition, ReplyKind
from rapporteur_app.ui.dates import as_iso
from rapporteur_app.ui.dialogs.asking import AskDialog, data
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.widgets.choice_row import ChoiceRow
from rapporteur_app.ui.widgets.text_area import TextArea

KINDS: dict[ReplyKind, Message] = {
    ReplyKind.SUPPORT: message("support"),
    ReplyKind.NO_OBJECTION: message("no objection"),
    ReplyKind.CONCERN: message("concern"),
    ReplyKind.OBJECTION: message("objection"),
    ReplyKind.ABSTAIN: message("abstain"),
}
DISPOSITIONS: dict[Disposition, Message] = {
    Disposition.ACCEPTED: message("accepted"),
    Disposition.NOTED: message("noted"),
    Disposition.NOT_ACCEPTED: message("not accepted"),
    Disposition.FOLLOW_UP: message("follow up"),
}


class RoundDialog(AskDialog):
    """The question of a round, from when until when, and where the drafts of the invitations go."""

    def __init__(self, page: Page[Any]) -> None:
        super().__init__(
            page,
            message("Open a round"),
            message("&Open it"),
            hint=message("All who are registered and have not opted out are asked about the shortlist."),
        )
        self.question, self.starts, self.ends = TextArea(lines=5), QLineEdit(), QLineEdit()
        self.starts.setPlaceholderText("2021-04-13 08:00")
        self.ends.setPlaceholderText("2021-04-16")
        self.form.add(message("&Question"), self.question)
        self.form.add(message("&From"), self.starts, hint=message("In the selection's time zone"))
        self.form.add(message("&Until"), self.ends, hint=message("A date alone means the end of that day"))
        self.folder, row, browse = QLineEdit(), QHBoxLayout(), QPushButton()
        self.words.put(browse.setText, message("&Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda _checked: self._browse())
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        self.form.add(
            message("&Drafts of the invitations"),
            self.folder,
            hint=message("A folder for one e-mail (.eml) for each who is asked; blank writes none"),
            beside=row,
        )
        self.answered.connect(self._open)
        self.question.setFocus()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.text("Drafts of the invitations"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _open(self) -> None:
        language, folder = self.words.catalogue.language, self.folder.text().strip()
        starts, ends = (as_iso(line.text(), language) for line in (self.starts, self.ends))
        place, page = Path(folder).expanduser() if folder else None, self.page

        def done(_opened: object) -> None:
            if place is not None:
                page.desk.announce(message("The invitations lie in {folder} as drafts.", folder=str(place)))

        self.act(open_round, self.question.toPlainText(), starts, ends, invitations=place, done=done)


class ReplyDialog(AskDialog):
    """One reply: who, about whom, what, in which words."""

    def __init__(
        self, page: Page[Any], number: int, stakeholders: list[str], candidates: list[tuple[str, str]]
    ) -> None:
        super().__init__(page, message("Log a reply"), message("&Log it"))
        self.who, self.about = QComboBox(), QComboBox()
        for box in (self.who, self.about):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.who.setEditable(True)
        self.who.addItems([seen(name) for name in stakeholders])
        self.who.setCurrentIndex(-1)
        for code, name in candidates:
            self.about.addItem(seen(f"{name} ({code})"), code)
        self.kind = ChoiceRow(self.words, message("Reply"), list(KINDS.items()))
        self.said, self.translation, self.channel = TextArea(lines=3), TextArea(lines=2), QLineEdit()
        self.secret, self.language, self.at = QCheckBox(), QLineEdit(), QLineEdit()
        self.words.put(self.secret.setText, message("Confidential: the words are never shown"))
        self.form.add(
            message("&Stakeholder"), self.who, hint=message("An organisation that is not registered is kept apart")
        )
        self.form.add(message("&About"), self.about)
        self.form.add(message("&Reply"), self.kind)
        self.form.add(message("Their &words"), self.said)
        self.form.add(message("Lan&guage"), self.language, hint=message("Such as es; by default the stakeholder's"))
        self.form.add(message("&Translation"), self.translation)
        self.form.add(message("&Channel"), self.channel, hint=message("e-mail, form, meeting, telephone, messenger"))
        self.form.add(message("&When"), self.at, hint=message("By default now"))
        self.form.addRow(self.secret)
        self.answered.connect(lambda: self._log(number))
        self.who.setFocus()

    def _log(self, number: int) -> None:
        if self.kind.value is None:
            self.refuse(message("Choose what was replied."))
            return
        translation = self.translation.toPlainText().strip()
        said = NewReply(
            stakeholder=self.who.currentText(),
            candidate=str(self.about.currentData()),
            reply=str(self.kind.value),
            text=self.said.toPlainText(),
            language=self.language.text(),
            translations={self.words.catalogue.language: translation} if translation else {},
            confidential="yes" if self.secret.isChecked() else "no",
            channel=self.channel.text(),
            at=as_iso(self.at.text(), self.words.catalogue.language),
        )
        self.act(log_reply, number, said)


class AnswerDialog(AskDialog):
    """What the taskforce did about a concern."""

    def __init__(self, page: Page[Any], concern: ConcernItem) -> None:
        title = message("Answer {concern}", concern=f"K{concern.id}")
        super().__init__(
            page, title, message("&Answer it"), hint=data(concern.reply.text) if concern.reply.text else None
        )
        self.disposition = ChoiceRow(self.words, message("Disposition"), list(DISPOSITIONS.items()))
        self.answer, self.effect = TextArea(lines=3), TextArea(lines=2)
        self.disposition.set_value(concern.disposition)
        self.answer.set_text(concern.answer)
        self.effect.set_text(concern.effect)
        self.form.add(message("&Disposition"), self.disposition)
        self.form.add(message("A&nswer"), self.answer)
        self.form.add(message("&Effect"), self.effect, hint=message("What came of it; if nothing, say so"))
        self.answered.connect(lambda: self._answer(concern.id))

    def _answer(self, number: int) -> None:
        chosen = self.disposition.value
        if not isinstance(chosen, Disposition):
            self.refuse(message("Choose what the taskforce did with it."))
        else:
            self.act(answer_concern, number, chosen, self.answer.toPlainText(), self.effect.toPlainText())


class CloseDialog(AskDialog):
    """Closing a round; a reason only where concerns are still open."""

    def __init__(self, page: Page[Any], number: int, waiting: int) -> None:
        title = message("Close round {round}", round=number)
        super().__init__(page, title, message("&Close it"), hint=message("No more replies are taken in this round."))
        self.reason = TextArea(lines=3)
        if waiting:
            told = plural(
                "{count} concern is not answered: a reason is needed.",
                "{count} concerns are not answered: a reason is needed.",
                waiting,
            )
            self.form.add(message("&Reason"), self.reason, hint=told)
        else:
            self.reason.setParent(self)
            self.reason.hide()
        self.answered.connect(lambda: self.act(close_round, number, self.reason.toPlainText()))
