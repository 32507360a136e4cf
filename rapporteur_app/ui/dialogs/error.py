"""A refusal or a fault, as one plain sentence with the detail folded away."""

import traceback

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Catalogue
from rapporteur_app.ui.plain import seen


def show_error(owner: QWidget, error: Exception, catalogue: Catalogue) -> QMessageBox:
    """Tell what could not be done. Does not wait for the answer."""
    box = QMessageBox(owner.window())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(catalogue.text("That did not work"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    if isinstance(error, RapporteurError):
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(seen(catalogue.render(error.message)))
        detail = error.detail
    else:
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText(catalogue.text("The program made a mistake. Nothing was changed by this step."))
        detail = "".join(traceback.format_exception(error))
    if detail:
        box.setDetailedText(seen(detail))
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.open()
    return box
