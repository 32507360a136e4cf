"""Words to read out: those of the member's own key, and those of the selection, to compare with the chair's."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLineEdit

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.scoring.selection_words import number_of, require_chairs_words, words_of
from rapporteur_app.scoring.work import keys_of
from rapporteur_app.trust.keystore import Place
from rapporteur_app.trust.words import COUNT
from rapporteur_app.ui.dialogs.asking import data
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.scoring.key_asking import with_key
from rapporteur_app.ui.scoring.pack_header import one_keyholder
from rapporteur_app.ui.theme import SPACING

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage
    from rapporteur_app.ui.scoring.saver import OwnWords, Saver

WIDTH = 640


class ToRead(NamedTuple):
    """The words of the member's key, and of the selection."""

    own: "OwnWords"
    selection: str
    number: int


def show_words(page: "PackPage") -> None:
    """Work the words out and show them; the member's key is made where there is none."""
    saver = page.saver
    if saver is not None:
        with_key(page, lambda passphrase: _worked_out(saver, passphrase), lambda read: _open(page, read))


def _worked_out(saver: "Saver", passphrase: str | None) -> ToRead:
    number = number_of(saver.pack)
    return ToRead(saver.words(passphrase), words_of(saver.pack, number), number)


def _open(page: "PackPage", read: ToRead) -> None:
    OwnWordsDialog(page, read).open()


class OwnWordsDialog(Dialog):
    """Stays open while the member is on the telephone."""

    def __init__(self, page: "PackPage", read: ToRead) -> None:
        super().__init__(page, page.desk.catalogue, message("Words to read out"))
        opened = page.snapshot
        assert opened is not None
        self.setMinimumWidth(WIDTH)
        self.own = self._field(message("&Your words"), read.own.words)
        self._line(message("When the secretariat calls you on a number that they knew before, read these out."))
        if read.own.kept is not None:
            self._line(read.own.kept.sentence)
        self.body.addSpacing(SPACING)
        self.selection = self._field(message("&The selection's words"), read.selection)
        self._line(
            message(
                "Ask the chair, or another member who asked, for the selection's words. If they differ from the "
                "chair's: do not score, and tell the other members."
            )
        )
        self.number = read.number
        self.typed = self._field(message("Words that the c&hair read to you"), "")
        self.typed.setReadOnly(False)
        self.typed.textEdited.connect(lambda _text: self._compare())
        self.verdict = PlainLabel()
        self.verdict.setObjectName("subtitle")
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self.verdict)
        told = one_keyholder(opened.pack)
        if told is not None:
            self._line(told)
        self.compared = QCheckBox()
        self.words.put(self.compared.setText, message("I &compared them with the chair's: they are the same"))
        self.compared.setChecked(opened.work.compared == keys_of(opened.pack))
        self.compared.toggled.connect(page.note_comparison)
        self.body.addWidget(self.compared)
        self.body.addStretch(1)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        if read.own.kept is not None and read.own.kept.place is Place.OPEN_FILE:
            lock = self.buttons.addButton(self.text("&Lock my key…"), QDialogButtonBox.ButtonRole.ActionRole)
            lock.clicked.connect(lambda _checked: self._lock(page))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Make room for every line: a label that wraps asks for too little before it knows its width."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _compare(self) -> None:
        """Compare once all words stand there; while they are typed, nothing is said of them."""
        whole = len(self.typed.text().split()) >= COUNT
        refusal: Message | None = None
        try:
            if whole:
                require_chairs_words(self.number, self.typed.text())
        except BadInput as error:
            refusal = error.message
        self.compared.setChecked(whole and refusal is None)
        said = refusal or (message("They are the same.") if whole else None)
        self.words.put(self.verdict.setText, said or data(""))

    def _lock(self, page: "PackPage") -> None:
        self.reject()
        page.more.lock_key()

    def _field(self, name: Message, words: str) -> QLineEdit:
        label, field = PlainLabel(), QLineEdit(words)
        field.setReadOnly(True)
        label.setBuddy(field)
        self.words.put(label.setText, name)
        self.words.put(lambda text: field.setAccessibleName(text.replace("&", "")), name)
        self.body.addWidget(label)
        self.body.addWidget(field)
        return field

    def _line(self, words: Message) -> None:
        line = PlainLabel()
        line.setWordWrap(True)
        line.setTextFormat(Qt.TextFormat.PlainText)
        self.words.put(line.setText, words)
        self.body.addWidget(line)
