"""Two candidates side by side: their dossiers, and what the member gave each, criterion by criterion."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from rapporteur_app.i18n import message
from rapporteur_app.scoring.answers import to_score
from rapporteur_app.scoring.dossier_text import dossier_text
from rapporteur_app.setup.names import Names
from rapporteur_app.setup.template_parts import localized
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.theme import SPACING

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage

WIDTH, HEIGHT = 980, 620
SIDES = message("The first candidate"), message("The second candidate")


class CompareDialog(Dialog):
    """Nothing is changed here; the member's scores are shown as they stand."""

    def __init__(self, page: "PackPage", first: int, second: int) -> None:
        super().__init__(page, page.desk.catalogue, message("Compare two candidates"))
        opened = page.snapshot
        assert opened is not None
        self._page, self._opened = page, opened
        self.resize(min(WIDTH, page.window().width() - 40), min(HEIGHT, page.window().height() - 40))
        self.choices = [QComboBox(), QComboBox()]
        self.dossiers = [QPlainTextEdit(), QPlainTextEdit()]
        self.scores = QTableWidget(len(to_score(opened.pack.rubric)), 3)
        self._lay_out()
        for side, number in enumerate((first, second)):
            for place, candidate in enumerate(opened.pack.candidates):
                self.choices[side].addItem(
                    seen(f"{candidate['name']} ({candidate['id']})"), opened.pack.candidate_ids[place]
                )
            self.choices[side].setCurrentIndex(self.choices[side].findData(number))
            self.choices[side].currentIndexChanged.connect(lambda _place: self._show())
        self._show()
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.choices[1].setFocus()

    def _lay_out(self) -> None:
        above, whole = QWidget(), QSplitter(Qt.Orientation.Vertical)
        grid = QGridLayout(above)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACING - 4)
        for side, name in enumerate(SIDES):
            self.choices[side].setMinimumContentsLength(12)
            self.words.put(self.choices[side].setAccessibleName, name)
            self.words.put(self.dossiers[side].setAccessibleName, message("{side}: dossier", side=name))
            self.dossiers[side].setReadOnly(True)
            self.dossiers[side].setTabChangesFocus(True)
            grid.addWidget(self.choices[side], 0, side)
            grid.addWidget(self.dossiers[side], 1, side)
        self.words.put(self.scores.setAccessibleName, message("Your scores"))
        self.scores.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.scores.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.scores.setTabKeyNavigation(False)
        self.scores.setWordWrap(True)
        self.scores.verticalHeader().hide()
        self.scores.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.scores.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        whole.addWidget(above)
        whole.addWidget(self.scores)
        whole.setChildrenCollapsible(False)
        self.body.addWidget(whole)

    def _show(self) -> None:
        numbers = [choice.currentData() for choice in self.choices]
        pack, tally = self._opened.pack, self._page.tally
        names, language = Names(self.words.catalogue, self._opened.naming), self.words.catalogue.language
        heads = [self.text("Criterion")]
        for side, number in enumerate(numbers):
            candidate = self._opened.candidate(number)
            self.dossiers[side].setPlainText(seen(dossier_text(candidate, names)))
            total = tally[number].total
            heads.append(f"{candidate['id']}" if total is None else f"{candidate['id']}: {total:.2f}")
        self.scores.setHorizontalHeaderLabels(heads)
        for place, criterion in enumerate(to_score(pack.rubric)):
            self.scores.setItem(place, 0, QTableWidgetItem(seen(localized(criterion.title, language))))
            for side, number in enumerate(numbers):
                answer = tally.answer(number, place)
                told = " – ".join(part for part in (answer.shown, answer.comment) if part)
                self.scores.setItem(place, side + 1, QTableWidgetItem(seen(told or "–")))
