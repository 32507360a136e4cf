"""The way of the keyboard through a pack: which criterion is at hand, and which comes next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from rapporteur_app.i18n import message
from rapporteur_app.ui.dialogs.asking import data
from rapporteur_app.ui.scoring.own_order import Gap, next_gap, open_gaps

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage


class Walk(QObject):
    """Knows the criterion at hand (`place`) of the candidate whom the page shows."""

    def __init__(self, page: "PackPage") -> None:
        super().__init__()
        self.page, self.place = page, 0

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """The keys that score do so from the list of candidates too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.score_here(event):
            return True
        return super().eventFilter(watched, event)

    def score_here(self, event: QKeyEvent) -> bool:
        """Let a key answer the criterion at hand, if it stands for an answer there."""
        page = self.page
        return page.candidate is not None and self.place < len(page.boxes) and page.boxes[self.place].take_key(event)

    # -- where the person is

    def come_to(self, place: int) -> None:
        """The keyboard has come to a criterion."""
        self.place = place

    def start_with(self, candidate: int) -> None:
        """Another candidate is shown: what is open there first is at hand."""
        open_here = [gap for gap in self._gaps() if gap.candidate == candidate]
        self.place = next((gap.place for gap in open_here if not gap.comment), open_here[0].place if open_here else 0)

    def begin(self) -> None:
        """The pack was opened: go to the first criterion without an answer, or else to a comment that is missing."""
        gaps, opened = self._gaps(), self.page.snapshot
        if gaps:
            self._go_to(next((gap for gap in gaps if not gap.comment), gaps[0]))
        elif opened is not None and opened.pack.candidate_ids:
            self._go_to(Gap(opened.pack.candidate_ids[0], 0, comment=False))

    # -- where the person goes

    def go_on(self, place: int) -> None:
        """After a key gave an answer: to the next one that is not given, unless this one asks for a comment first."""
        opened, desk = self.page.snapshot, self.page.desk
        if opened is None:
            return
        if self.page.boxes[place].lacks_comment:
            desk.announce(message("A comment is asked for this score. Tab leads to it; Ctrl+J goes on."))
            return
        gaps = self._gaps()
        following = next_gap(opened.pack, [gap for gap in gaps if not gap.comment], self.page.candidate, place)
        if following is not None:
            if following.candidate != self.page.candidate:
                at = opened.pack.candidate_ids.index(following.candidate)
                desk.announce(data(f"C{following.candidate} {opened.pack.candidates[at]['name']}"))
            self._go_to(following)
        elif gaps:
            desk.announce(message("Every score is given; Ctrl+J leads to the comments that are missing."))
        else:
            desk.announce(message("Everything is answered."))

    def go_to_gap(self) -> None:
        """Go to the next thing that is open, a score or a comment: from here on and then from the start."""
        opened = self.page.snapshot
        if opened is None:
            return
        following = next_gap(opened.pack, self._gaps(), self.page.candidate, self.place)
        if following is None:
            self.page.desk.announce(message("Everything is answered."))
        else:
            self._go_to(following)

    def go_to_nth(self, place: int) -> None:
        """Go to one of the gaps, as they are listed before submitting."""
        gaps = self._gaps()
        if place < len(gaps):
            self._go_to(gaps[place])

    def _gaps(self) -> list[Gap]:
        opened = self.page.snapshot
        return open_gaps(opened.pack, opened.work) if opened is not None else []

    def _go_to(self, gap: Gap) -> None:
        self.page.table.select(gap.candidate)
        self.page.focus_box(gap.place)
        if gap.comment:
            self.page.boxes[gap.place].comment.setFocus(Qt.FocusReason.OtherFocusReason)
