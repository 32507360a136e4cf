"""What members will have before them when they score, with these criteria: for one candidate, in any language."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHeaderView, QTableWidget, QTableWidgetItem

from rapporteur_app.i18n import LANGUAGES, catalogue, message
from rapporteur_app.scoring.answers import to_score
from rapporteur_app.scoring.levels import choices, comment_asked
from rapporteur_app.setup.rubric import Rubric
from rapporteur_app.setup.template_parts import localized
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.plain import plain_tip, seen
from rapporteur_app.ui.setup.criterion_dialog import tongue
from rapporteur_app.ui.widgets.form import Form

if TYPE_CHECKING:
    from rapporteur_app.ui.page import Page

WIDTH, HEIGHT = 980, 560
CRITERION, SCORE, COMMENT = range(3)
FREE = message("A comment if you wish.")


class SheetPreview(Dialog):
    """A table of the criteria as members answer them: the choices of each in a drop-down, and when a comment is due."""

    def __init__(self, page: "Page[Any]", rubric: Rubric) -> None:
        super().__init__(page, page.desk.catalogue, message("What members will see"))
        self.rubric = rubric
        self.resize(WIDTH, HEIGHT)
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(tongue(page.desk.names, code), code)
        self.language.setCurrentIndex(self.language.findData(page.desk.catalogue.language))
        form = Form(self.words)
        form.add(message("&Language"), self.language)
        self.body.addLayout(form)
        self.table = QTableWidget(0, 3)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(CRITERION, QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.words.put(self.table.setAccessibleName, message("The criteria as members answer them"))
        self.body.addWidget(self.table, 1)
        self.language.currentIndexChanged.connect(lambda _index: self._show())
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self._show()
        self.language.setFocus()

    def _show(self) -> None:
        told = catalogue(str(self.language.currentData()))
        self.table.setHorizontalHeaderLabels([told.text("Criterion"), told.text("Score"), told.text("Comment")])
        criteria = to_score(self.rubric)
        self.table.setRowCount(len(criteria))
        for row, criterion in enumerate(criteria):
            title = seen(localized(criterion.title, told.language))
            about = seen(localized(criterion.description, told.language))
            item = QTableWidgetItem(f"{criterion.code}  {title}")
            item.setToolTip(plain_tip(about))
            self.table.setItem(row, CRITERION, item)
            offered = QComboBox()
            offered.addItem("")
            offered.addItems([seen(each.label) for each in choices(criterion, self.rubric.scale, told)])
            offered.setAccessibleName(f"{criterion.code} {title}")
            offered.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            offered.setMinimumContentsLength(34)
            self.table.setCellWidget(row, SCORE, offered)
            self.table.setItem(row, COMMENT, QTableWidgetItem(told.render(comment_asked(criterion) or FREE)))
        self.table.resizeColumnToContents(SCORE)
        self.table.setColumnWidth(COMMENT, 220)
        self.table.resizeRowsToContents()
