"""What this program is, and under which licences its parts are."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget

from rapporteur_app import __version__
from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.words import Words


class AboutDialog(Dialog):
    """Version, licences, and that nothing is sent anywhere."""

    def __init__(self, parent: QWidget, catalogue: Catalogue) -> None:
        super().__init__(parent, catalogue, message("About Rapporteur"))
        self.setMinimumWidth(480)
        for words in (
            message("Version {version}", version=__version__),
            message(
                "One rapporteur out of nominations, chosen in consultation: offline scoring, sealed ballots, a "
                "decision that anyone can recompute."
            ),
            message("The program is free software under the MIT licence."),
            message(
                "The window is made with Qt {version} and PySide6, under the GNU Lesser General Public Licence, "
                "version 3. You may replace these libraries with your own versions.",
                version=qVersion(),
            ),
            message("The program works without a network. It sends nothing anywhere and looks for no updates."),
        ):
            self.body.addWidget(_paragraph(self.words, words))
        self.body.addStretch(1)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)


def _paragraph(words: Words, sentence: Message) -> QLabel:
    label = PlainLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.put(label.setText, sentence)
    return label
