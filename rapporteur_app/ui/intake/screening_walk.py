"""Going through the screening by keys: the next rule that waits, the next candidate who does."""

from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.ui.intake.screening_views import View

if TYPE_CHECKING:
    from rapporteur_app.ui.intake.rule_box import RuleBox
    from rapporteur_app.ui.intake.screening_page import ScreeningPage


class Walk:
    """What waits is what is open; in the view of what is unchecked, what a second person has not checked."""

    def __init__(self, page: "ScreeningPage") -> None:
        self._page = page

    def next_candidate(self) -> None:
        """Go to the next candidate of the queue who waits, and into their first rule that does."""
        table = self._page.table
        rows, here, waiting = table.model.rowCount(), table.model.row_of(table.current_key()), self._waiting()
        for step in range(1, rows + 1):
            key = table.model.key((here + step) % rows)
            if key in waiting:
                table.select(key)
                self.enter()
                return
        done = message("All that was found is checked.") if self._checking else message("Every candidate is decided.")
        self._page.desk.announce(done)

    def go_on(self, code: str) -> None:
        """Go to the candidate's next rule after this one that waits, or to the next candidate."""
        codes = list(self._page.boxes)
        later = [self._page.boxes[each] for each in codes[codes.index(code) + 1 :]]
        box = next((box for box in later if self._waits(box)), None)
        if box is not None:
            self.enter(box)
        else:
            self.next_candidate()

    def step(self, code: str, places: int) -> None:
        """Go to the rule that many places on, if there is one."""
        codes = list(self._page.boxes)
        place = codes.index(code) + places
        if 0 <= place < len(codes):
            self.enter(self._page.boxes[codes[place]])

    def enter(self, box: "RuleBox | None" = None) -> None:
        """Put the keyboard on a rule; without one, on the first that waits, or the first there is."""
        boxes = list(self._page.boxes.values())
        box = box or next((each for each in boxes if self._waits(each)), boxes[0] if boxes else None)
        if box is not None:
            box.enter()
            self._page.sheet.ensureWidgetVisible(box)

    @property
    def _checking(self) -> bool:
        return self._page.chosen_view is View.UNCHECKED

    def _waits(self, box: "RuleBox") -> bool:
        return box.is_unchecked if self._checking else box.is_open

    def _waiting(self) -> set[object]:
        """Who waits; of the candidate who is looked at the boxes know, ahead of what was read."""
        shown = self._page.snapshot
        held = shown.held_by(View.UNCHECKED if self._checking else View.OPEN) if shown is not None else []
        waiting: set[object] = {person.id for person in held}
        if not any(self._waits(box) for box in self._page.boxes.values()):
            waiting.discard(self._page.table.current_key())
        return waiting
