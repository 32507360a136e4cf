"""The way of the keyboard through a pack: which criterion is at hand, and which comes next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from rapporteur_app.i18n import message
from rapporteur_app.ui.dialogs.asking import data
from rapporteur_app.ui.scoring.own_order import Gap

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
        """The keyboard has come to a criterion, which stays at hand while the keyboard is in the list."""
        self.place = place
        for at, box in enumerate(self.page.boxes):
            box.show_at_hand(at_hand=at == place)

    def start_with(self, candidate: int) -> None:
        """Another candidate is shown: what is open there first is at hand."""
        gaps = self.page.tally[candidate].gaps
        self.come_to(next((gap.place for gap in gaps if not gap.comment), gaps[0].place if gaps else 0))

    def begin(self) -> None:
        """The pack was opened: go to the first criterion without an answer, or else to a comment that is missing."""
        opened = self.page.snapshot
        if opened is None or not opened.pack.candidate_ids:
            return
        gaps = self.page.tally.gaps
        first = next((gap for gap in gaps if not gap.comment), gaps[0] if gaps else None)
        self._go_to(first or Gap(opened.pack.candidate_ids[0], 0, comment=False))

    # -- where the person goes

    def go_on(self, place: int) -> None:
        """After a key gave an answer: to the next one that is not given, unless this one asks for a comment first."""
        opened, page = self.page.snapshot, self.page
        if opened is None:
            return
        if page.boxes[place].lacks_comment:
            page.desk.announce(message("A comment is asked for this score. Tab leads to it; Ctrl+J goes on."))
            return
        following = page.tally.next_gap(page.candidate, place, scores_only=True)
        if following is not None:
            if following.candidate != page.candidate:
                name = opened.candidate(following.candidate)["name"]
                page.desk.announce(data(f"C{following.candidate} {name}"))
            self._go_to(following)
        elif page.tally.next_gap(page.candidate, place):
            page.desk.announce(message("Every score is given; Ctrl+J leads to the comments that are missing."))
        else:
            page.desk.announce(message("Everything is answered."))

    def go_to_gap(self) -> None:
        """Go to the next thing that is open, a score or a comment: from here on and then from the start."""
        page = self.page
        if page.snapshot is None:
            return
        following = page.tally.next_gap(page.candidate, self.place)
        if following is None:
            page.desk.announce(message("Everything is answered."))
        else:
            self._go_to(following)

    def go_to_nth(self, place: int) -> None:
        """Go to one of the gaps, as they are listed before submitting."""
        gaps = self.page.tally.gaps
        if place < len(gaps):
            self._go_to(gaps[place])

    def _go_to(self, gap: Gap) -> None:
        self.page.come_to(gap.candidate)
        self.come_to(gap.place)
        self.page.focus_box(gap.place)
        if gap.comment:
            self.page.boxes[gap.place].comment.setFocus(Qt.FocusReason.OtherFocusReason)
