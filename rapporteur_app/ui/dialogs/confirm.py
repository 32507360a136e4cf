"""A question before something that cannot be taken back: an act without undo, or a file handed to another program."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.ui.plain import seen

FINAL = message("This cannot be undone")


def confirm(
    owner: QWidget,
    catalogue: Catalogue,
    question: Message,
    do: Message,
    then: Callable[[], object],
    *,
    title: Message = FINAL,
) -> QMessageBox:
    """Ask, and call `then` if the person says so. Does not wait for the answer.

    Args:
        owner: the widget that asks.
        catalogue: the window's language.
        question: what will happen, and that it cannot be undone.
        do: what the button says: the act itself, never 'Yes'.
        then: the act.
        title: what the question is about.
    """
    box = QMessageBox(owner.window())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(catalogue.render(title))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(seen(catalogue.render(question)))
    button = box.addButton(catalogue.render(do), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    button.clicked.connect(then)
    box.open()
    return box
