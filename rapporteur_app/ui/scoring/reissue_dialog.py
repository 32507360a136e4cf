"""Makes packs anew: a candidate came or went, or there are new keys. The packs say why."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from rapporteur_app.i18n import message
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.widgets.choice_row import ChoiceRow
from rapporteur_app.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.scoring_page import ScoringPage

ALL, CHOSEN = "all", "chosen"


class ReissueDialog(AskDialog):
    """A reason, and for whom: those who had a pack, or the members chosen in the table; then the folder."""

    def __init__(self, page: "ScoringPage", chosen: Sequence[int]) -> None:
        super().__init__(
            page,
            message("Issue packs again"),
            message("&Make them…"),
            hint=message(
                "Each pack gets the next edition number and tells the reason. What members scored already is carried "
                "over when they open it."
            ),
        )
        self._page, self._chosen = page, list(chosen)
        choices = [(ALL, message("All who had one"))]
        if self._chosen:
            names = ", ".join(f"M{number}" for number in self._chosen)
            choices.append((CHOSEN, message("Only {members}", members=names)))
        self.whom = ChoiceRow(self.words, message("For whom"), choices)
        self.whom.set_value(ALL)
        self.reason = TextArea(lines=3)
        self.form.add(message("For whom"), self.whom)
        self.form.add(message("&Reason"), self.reason)
        self.answered.connect(self._make)
        self.reason.setFocus()

    def _make(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.refuse(message("Packs that are issued again need a reason."))
            return
        folder = QFileDialog.getExistingDirectory(self, self.text("A folder for the packs"))
        if folder:
            members = self._chosen if self.whom.value == CHOSEN else []
            self.act(make_packs, Path(folder), KeyStore(), members=members, reissue=reason, done=self._page.tell_packs)
