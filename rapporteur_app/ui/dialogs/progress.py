"""Long work shows how far it is, and can be stopped."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.tasks import Task
from rapporteur_app.ui.theme import MARGIN, SPACING


class ProgressDialog(QDialog):
    """What is being done, how far it is, and a button that stops it. Closes itself when the work has ended."""

    def __init__(self, parent: QWidget, task: Task, catalogue: Catalogue) -> None:
        super().__init__(parent)
        self._task, self._catalogue = task, catalogue
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(catalogue.text("Working…"))
        self._what, self._count, self._bar = PlainLabel(catalogue.text("Working…")), PlainLabel(), QProgressBar()
        self._count.setObjectName("muted")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(catalogue.text("Progress"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN - 8, MARGIN, MARGIN - 8)
        layout.setSpacing(SPACING)
        for widget in (self._what, self._bar, self._count, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(420)
        task.progressed.connect(self._show)
        task.ended.connect(self.close)

    def reject(self) -> None:
        """Stop the work; the dialog goes when the work has let go."""
        if not self._task.running:
            super().reject()
            return
        self._task.cancel()
        self._what.setText(self._catalogue.text("Stopping…"))

    @Slot(object, int, int)
    def _show(self, what: Message, done: int, total: int) -> None:
        self._what.setText(self._catalogue.render(what))
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total) if total else 0)
        words = message("{done} of {total}", done=done, total=total) if total else message("{done} so far", done=done)
        self._count.setText(self._catalogue.render(words) if done else "")
