"""The page on which a member scores a pack: candidates, dossier, criteria; saved at each change, then submitted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from rapporteur_app.i18n import LANGUAGES, Message, message
from rapporteur_app.scoring.answers import Answer, count_given, to_score
from rapporteur_app.scoring.ballots import SUFFIX, gaps, open_work
from rapporteur_app.scoring.packs import OpenPack, open_pack
from rapporteur_app.scoring.work import Work
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.names import NO_NAMING, Names, Naming, naming_by_criteria
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.criterion_box import CriterionBox
from rapporteur_app.ui.scoring.dossier_text import dossier_text
from rapporteur_app.ui.scoring.missing_dialog import MissingDialog
from rapporteur_app.ui.scoring.own_order import open_gaps, own_total, state_of
from rapporteur_app.ui.scoring.saver import Saver, Submitted
from rapporteur_app.ui.scoring.walk import Walk
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.table import Table
from rapporteur_app.ui.widgets.text_area import TextArea

STATES: dict[str, Message] = {
    "done": message("done"),
    "partly": message("partly"),
    "comment": message("comment missing"),
    "none": message("not begun"),
    "conflict": message("conflict"),
}
ICONS = {
    "done": "accent:done",
    "partly": "text:edit",
    "comment": "danger:edit",
    "none": "muted:waiting",
    "conflict": "danger:warning",
}
TOTAL = 3
"""The column with the member's own totals."""


@dataclass
class Opened:
    """A pack with the work done on it so far, and where that lies."""

    pack: OpenPack
    work: Work
    place: Path
    naming: Naming = NO_NAMING


class PackPage(Page[Opened]):
    """A member's own desk: no selection file, no network, no scores of others."""

    title = message("Scoring")
    intro = message("1-5 scores, N: insufficient evidence, A: abstain. Up and Down: criteria. Ctrl+J: the next gap.")

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        self.path = path
        self.saver: Saver | None = None
        self.candidate: int | None = None
        self.boxes: list[CriterionBox] = []
        self.walk = Walk(self)
        super().__init__(desk, parent)

    # -- the page

    def build(self) -> None:
        """Candidates at the left, the dossier in the middle, the criteria at the right."""
        self.table = Table(self.desk.catalogue, self._columns())
        self.table.name_it(message("Candidates"))
        self.table.current_changed.connect(self._come_to)
        self.table.choose_one()
        self.table.opened.connect(lambda _key: self.focus_box(self.walk.place))
        self.table.view.installEventFilter(self.walk)
        self.order, self.dossier, self.note = QCheckBox(), QPlainTextEdit(), TextArea(lines=3)
        self.word(self.order.setText, message("Show my own totals"))
        self.order.toggled.connect(lambda on: self.table.view.setColumnHidden(TOTAL, not on))
        self.dossier.setReadOnly(True)
        self.dossier.setTabChangesFocus(True)
        self.word(self.dossier.setAccessibleName, message("Dossier"))
        self.note.setMaximumHeight(self.note.minimumHeight())
        self.note.textChanged.connect(self._note)
        note_label = QLabel()
        note_label.setBuddy(self.note)
        self.word(note_label.setText, message("&Private notes (they stay on this computer)"))
        self.word(self.note.setAccessibleName, message("Private notes"))
        self.sheet = QScrollArea()
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QScrollArea.Shape.NoFrame)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.addWidget(_column(self.table, self.order))
        columns.addWidget(_column(self.dossier, note_label, self.note))
        columns.addWidget(self.sheet)
        columns.setSizes([370, 370, 480])
        columns.setChildrenCollapsible(False)
        self.body.addWidget(columns, 1)
        self.progress, self.saved = QLabel(), QLabel()
        self.saved.setObjectName("muted")
        self.add_beside(self.progress)
        self.add_beside(self.saved)
        self.conflict = self.add_action(message("Conflict found…"), self._conflict, icon="warning", writes=False)
        self.next_gap = self.add_action(message("&Next gap"), self.go_to_gap, icon="next", writes=False)
        self.draft = self.add_action(message("Write a &draft…"), lambda: self._ask_out(final=False), writes=False)
        self.submit = self.add_action(message("&Submit…"), self._submit, icon="pack", primary=True, writes=False)
        for keys, slot in (
            ("Ctrl+J", self.go_to_gap),
            ("Ctrl+PgDown", lambda: self._step(1)),
            ("Ctrl+PgUp", lambda: self._step(-1)),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def reload(self) -> None:
        """Open the pack, once: no selection lies on the desk."""
        if self.saver is None and self.isVisible():
            self.desk.run_in_background(self, lambda _progress: self._open(), self._take_pack, quiet=True)

    def refresh(self, snapshot: Opened) -> None:
        """Show the pack, or show it in another language."""
        pack = snapshot.pack
        self.word(
            self.subheading.setText,
            message("{title} · {name}. {keys}", title=pack.header.title, name=pack.member_name, keys=self.intro),
        )
        self._make_boxes(pack)
        self._show_rows()
        first = self.candidate is None
        if first and pack.candidate_ids:
            self.table.select(pack.candidate_ids[0])
        self._show_candidate()
        if first:  # behind the layout, and behind whatever the window gives the keyboard to
            QTimer.singleShot(0, self, self.walk.begin)

    def retranslate(self) -> None:
        """The table's heads and states."""
        self.table.speak(self.desk.catalogue)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """Nothing that was typed is lost when the page goes."""
        if self.saver is not None:
            self.saver.save()
        super().hideEvent(event)

    # -- opening

    def _open(self) -> Opened:
        pack = open_pack(self.path)
        return Opened(pack, *open_work(pack), naming_by_criteria(pack.rubric, pack.zone))

    def _take_pack(self, opened: Opened) -> None:
        self.saver = Saver(opened.pack, opened.work, opened.place)
        self._stale = False
        self.snapshot = opened
        if opened.pack.language in LANGUAGES and not self.desk.memory.text_of("language"):
            self.desk.speak(opened.pack.language)
        self.refresh(opened)
        self.refreshed.emit()

    def _make_boxes(self, pack: OpenPack) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(SPACING, 0, SPACING, 0)
        column.setSpacing(SPACING)
        self.boxes = []
        for place, criterion in enumerate(to_score(pack.rubric)):
            box = CriterionBox(self.words, criterion, pack.rubric.scale, self.desk.catalogue.language)
            box.answered.connect(self._answer)
            box.stepped.connect(lambda step, at=place: self.focus_box(at + step))
            box.entered.connect(lambda at=place: self.walk.come_to(at))
            box.keyed.connect(lambda at=place: self.walk.go_on(at))
            box.kept.connect(self.desk.announce)
            self.boxes.append(box)
            column.addWidget(box)
        column.addStretch(1)
        self.sheet.setWidget(holder)

    # -- showing

    def _columns(self) -> list[Column]:
        def words(state: str) -> str:
            return self.say(STATES[state])

        return [
            Column("name", message("Candidate")),
            Column("id", message("No."), order=lambda short: int(short[1:]), whole=True),
            Column("state", message("State"), shown=words, icon=ICONS.__getitem__),
            Column("total", message("Mine"), shown=_one_decimal, numeric=True, hidden=True),
        ]

    def _show_rows(self) -> None:
        opened = self.snapshot
        if opened is None:
            return
        pack, work = opened.pack, opened.work
        numbers = pack.candidate_ids
        rows = [
            (person["name"], f"C{number}", state_of(pack, work, number), own_total(pack, work, number))
            for number, person in zip(numbers, pack.candidates, strict=True)
        ]
        self.table.set_rows(rows, numbers)
        asked = [number for number in numbers if number not in work.conflicts]
        given, due = count_given(asked, work.answers), len(asked) * len(self.boxes)
        told = message("{given} of {due} answered", given=given, due=due)
        comments = sum(gap.comment for gap in open_gaps(pack, work))
        if comments:
            told = message("{answered} · comments missing: {comments}", answered=told, comments=comments)
        self.word(self.progress.setText, told)

    def _show_candidate(self) -> None:
        opened, number = self.snapshot, self.candidate
        if opened is None or number is None:
            return
        pack, work = opened.pack, opened.work
        candidate = pack.candidates[pack.candidate_ids.index(number)]
        self.dossier.setPlainText(dossier_text(candidate, Names(self.desk.catalogue, opened.naming)))
        with QSignalBlocker(self.note):
            self.note.set_text(work.notes.get(number, ""))
        has_conflict = number in work.conflicts
        for box in self.boxes:
            box.show_answer(work.answers.get((number, box.criterion.code), Answer(number, box.criterion.code)))
            box.setEnabled(not has_conflict)
        words = message("Take the conflict back") if has_conflict else message("Conflict found…")
        self.word(self.conflict.setText, words)
        told = message(
            "You declared a conflict here: {reason}. The candidate is not scored.",
            reason=work.conflicts.get(number, ""),
        )
        self.tell(told if has_conflict else None, kind="warning")

    # -- scoring

    def _come_to(self, number: Any) -> None:
        if number is not None and number != self.candidate:
            self.candidate = number
            self.walk.start_with(number)
            self._show_candidate()
            self.sheet.verticalScrollBar().setValue(0)
            self.dossier.verticalScrollBar().setValue(0)

    def _answer(self, answer: Answer) -> None:
        if self.snapshot is not None:
            self.snapshot.work.answers[answer.candidate, answer.criterion] = answer
            self._changed()

    def _note(self) -> None:
        if self.snapshot is not None and self.candidate is not None:
            self.snapshot.work.notes[self.candidate] = self.note.toPlainText()
            self._changed()

    def _changed(self) -> None:
        opened, saver = self.snapshot, self.saver
        if opened is None or saver is None:
            return
        saver.take(opened.work)
        self.word(self.saved.setText, message("Saving…"))
        self.desk.run_in_background(self, lambda _progress: saver.save(), lambda _none: self._told_saved())
        self._show_rows()

    def _told_saved(self) -> None:
        self.word(self.saved.setText, message("Saved"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """A key that no field takes scores the criterion at hand."""
        if not self.walk.score_here(event):
            super().keyPressEvent(event)

    def focus_box(self, place: int) -> None:
        """Put the keyboard on a criterion, and bring it into view."""
        if 0 <= place < len(self.boxes):
            self.sheet.ensureWidgetVisible(self.boxes[place])
            self.boxes[place].focus()

    def go_to_gap(self) -> None:
        """Go to the next thing that is open, a score or a comment."""
        self.walk.go_to_gap()

    def _step(self, step: int) -> None:
        opened = self.snapshot
        if opened is None or self.candidate is None:
            return
        numbers = opened.pack.candidate_ids
        place = numbers.index(self.candidate) + step
        if 0 <= place < len(numbers):
            self.table.select(numbers[place])

    def _conflict(self) -> None:
        opened, number = self.snapshot, self.candidate
        if opened is None or number is None:
            return
        if number in opened.work.conflicts:
            del opened.work.conflicts[number]
            self._changed()
            self._show_candidate()
            return
        dialog = AskDialog(
            self,
            message("A conflict found while scoring"),
            message("&Declare it"),
            hint=message("Scoring of this candidate stops. The conflict travels in the open part of your ballot."),
        )
        reason = TextArea(lines=3)
        dialog.form.add(message("&Reason"), reason)
        dialog.answered.connect(lambda: self._declare(dialog, number, reason.toPlainText().strip()))
        dialog.open()

    def _declare(self, dialog: AskDialog, number: int, reason: str) -> None:
        if not reason:
            dialog.refuse(message("A reason is needed."))
        elif self.snapshot is not None:
            self.snapshot.work.conflicts[number] = reason
            dialog.finish()
            self._changed()
            self._show_candidate()

    # -- submitting

    def _submit(self) -> None:
        if self.snapshot is None:
            return
        found = gaps(self.snapshot.pack, self.snapshot.work)
        if found:
            MissingDialog(self, found, self.walk.go_to_nth).open()
        else:
            self._ask_out(final=True)

    def _ask_out(self, *, final: bool) -> None:
        opened = self.snapshot
        if opened is None:
            return
        suggested = self.path.with_name(f"{opened.pack.header.member}-{opened.work.revision + 1}{SUFFIX}")
        pattern = f"{self.text('Ballots')} (*{SUFFIX})"
        chosen, _ = QFileDialog.getSaveFileName(self, self.text("Where the ballot goes"), str(suggested), pattern)
        if chosen:
            self.write_ballot(Path(chosen), final=final)

    def write_ballot(self, out: Path, *, final: bool = True) -> None:
        """Write the ballot of what is scored."""
        opened, saver = self.snapshot, self.saver
        if opened is None or saver is None:
            return
        saver.take(opened.work)
        self.desk.run_in_background(self, lambda _progress: saver.submit(out, final=final), self._submitted)

    def _submitted(self, done: Submitted) -> None:
        made, work, kept = done.ballot, done.work, done.kept
        assert self.snapshot is not None
        self.snapshot.work.revision, self.snapshot.work.previous = work.revision, work.previous
        told = (
            message("Ballot written: {file}. Send it to the secretariat.", file=str(made.path))
            if made.final
            else message("Draft written: {file}. It does not count as returned.", file=str(made.path))
        )
        read = message("When the secretariat calls, read out: {words}.", words=done.words)
        told = message("{written} {key}", written=told, key=read)
        if kept is not None:
            told = message("{written} {key}", written=told, key=kept.sentence)
        self.tell(told, kind="good")
        self.desk.announce(told)


def _column(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(SPACING // 2, 0, SPACING // 2, 0)
    column.setSpacing(SPACING // 2)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, 0 if place else 1)
    return whole


def _one_decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
