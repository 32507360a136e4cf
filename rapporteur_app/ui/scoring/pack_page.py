"""The page on which a member scores a pack: candidates, dossier, criteria; saved at each change, then submitted."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent, QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import LANGUAGES, message
from rapporteur_app.scoring.answers import Answer, to_score
from rapporteur_app.scoring.pack_reading import OpenPack
from rapporteur_app.scoring.receipts import SUFFIX as RECEIPT
from rapporteur_app.scoring.transfer import SUFFIX as TRANSFER
from rapporteur_app.scoring.work import Work, keys_of, note_edition
from rapporteur_app.setup.names import Names
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.instance import Instance
from rapporteur_app.ui.intake.documents_dialog import dropped_files
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.scoring.candidates_list import CandidatesList
from rapporteur_app.ui.scoring.compare_dialog import CompareDialog
from rapporteur_app.ui.scoring.conflict_asking import ask_conflict
from rapporteur_app.ui.scoring.criterion_box import CriterionBox
from rapporteur_app.ui.scoring.dossier_box import DossierBox
from rapporteur_app.ui.scoring.key_asking import with_key
from rapporteur_app.ui.scoring.more_menu import MoreMenu
from rapporteur_app.ui.scoring.moving import move_in
from rapporteur_app.ui.scoring.opened import Opened, open_for_scoring
from rapporteur_app.ui.scoring.own_order import Tally
from rapporteur_app.ui.scoring.own_words_dialog import show_words
from rapporteur_app.ui.scoring.pack_header import due, news, one_keyholder
from rapporteur_app.ui.scoring.receipt_dialog import show_receipt
from rapporteur_app.ui.scoring.saved import Saved
from rapporteur_app.ui.scoring.saver import Saver
from rapporteur_app.ui.scoring.steps import GivenStep
from rapporteur_app.ui.scoring.submitting import submit, write_ballot
from rapporteur_app.ui.scoring.walk import Walk
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.notice import Notice
from rapporteur_app.workspace.clock import now

MINUTE = 60_000
"""Milliseconds after which the deadline is looked at again."""


class PackPage(Page[Opened]):
    """A member's own desk: no selection file, no network, no scores of others."""

    title = message("Scoring")
    intro = message("1-5 scores, N: insufficient evidence, A: abstain. Up and Down: criteria. Ctrl+J: the next gap.")
    tally: Tally
    steps: QUndoStack

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        self.path = path
        self.saver: Saver | None = None
        self.candidate: int | None = None
        self.boxes: list[CriterionBox] = []
        self.walk = Walk(self)
        self.steps = QUndoStack()
        self._instance: Instance | None = None
        self.unlock: QPushButton | None = None
        super().__init__(desk, parent)
        self.setAcceptDrops(True)

    # -- the page

    def build(self) -> None:
        """Candidates at the left, the dossier in the middle, the criteria at the right."""
        self._build_header()
        self.list = CandidatesList(self)
        self.table, self.order = self.list.table, self.list.order
        self.list.current_changed.connect(self._come_to)
        self.list.opened.connect(lambda: self.focus_box(self.walk.place))
        self.table.view.installEventFilter(self.walk)
        self.about = DossierBox(self)
        self.dossier, self.note = self.about.dossier, self.about.note
        self.about.noted.connect(self._note)
        self.sheet = QScrollArea()
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QScrollArea.Shape.NoFrame)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        columns = QSplitter(Qt.Orientation.Horizontal)
        for column in (self.list, self.about, self.sheet):
            columns.addWidget(column)
        columns.setSizes([370, 370, 480])
        columns.setChildrenCollapsible(False)
        self.body.addWidget(columns, 1)
        self._build_actions()

    def _build_header(self) -> None:
        self.due, self.news, self._known = PlainLabel(), Notice(), QPushButton()
        self.due.setWordWrap(True)
        self.due.setTextFormat(Qt.TextFormat.PlainText)
        self.word(self._known.setText, message("&Understood"))
        self._known.clicked.connect(lambda _checked: self.news.tell(self.words, None))
        self.news.row.addWidget(self._known)
        self.progress, self.saved = PlainLabel(), Saved(self)
        line = QHBoxLayout()
        line.setSpacing(SPACING)
        line.addWidget(self.due, 1)
        line.addWidget(self.progress)
        line.addWidget(self.saved)
        self.body.addLayout(line)
        self.body.addWidget(self.news)
        clock = QTimer(self)
        clock.timeout.connect(self._show_deadline)
        clock.start(MINUTE)

    def _build_actions(self) -> None:
        self.more = MoreMenu(self)
        self.read_out = self.add_action(message("&Words to read out…"), lambda: show_words(self), writes=False)
        self.compare = self.add_action(message("Co&mpare…"), self._compare, icon="people", writes=False)
        self.conflict = self.add_action(
            message("Conflict found…"), lambda: ask_conflict(self), icon="warning", writes=False
        )
        self.next_gap = self.add_action(message("&Next gap"), self.go_to_gap, icon="next", writes=False)
        self.submit = self.add_action(
            message("&Submit…"), lambda: submit(self), icon="pack", primary=True, writes=False
        )
        for keys, slot in (
            ("Ctrl+J", self.go_to_gap),
            ("Ctrl+PgDown", lambda: self._step(1)),
            ("Ctrl+PgUp", lambda: self._step(-1)),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def reload(self) -> None:
        """Open the pack, once: no selection lies on the desk."""
        if self.saver is None and self.isVisible():
            with_key(self, lambda passphrase: open_for_scoring(self.path, passphrase), self._take_pack, quiet=True)

    def refresh(self, snapshot: Opened) -> None:
        """Show the pack, or show it in another language."""
        pack = snapshot.pack
        told = message(
            "{title} · {name} · edition {edition}. {keys}",
            title=pack.header.title,
            name=pack.member_name,
            edition=pack.header.edition,
            keys=self.intro,
        )
        self.word(self.subheading.setText, told)
        self._make_boxes(pack)
        self._show_deadline()
        self.news.tell(self.words, news(pack, snapshot.work), "warning")
        self.list.show_all(pack, self.tally)
        self.show_progress()
        first = self.candidate is None
        if first and pack.candidate_ids:
            self.table.select(pack.candidate_ids[0])
        self.show_candidate()
        if first:  # behind the layout, and behind whatever the window gives the keyboard to
            QTimer.singleShot(0, self, self.walk.begin)

    def retranslate(self) -> None:
        """The table's heads and states."""
        self.table.speak(self.desk.catalogue)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """Nothing that was typed is lost when the page goes; then another window may score this pack."""
        if self.saver is not None:
            try:
                self.saver.save()
            except RapporteurError as error:
                self.desk.tasks.tell(self.window(), error)
            if not event.spontaneous():
                self.saver.let_go()
        if self._instance is not None and not event.spontaneous():
            self._instance.stand_for(None)
        super().hideEvent(event)

    # -- opening

    def _take_pack(self, made: tuple[Opened, Saver]) -> None:
        opened, self.saver = made
        if not self.isVisible():  # the page went while its pack was read
            self.saver.let_go()
            return
        self._stale = False
        self.show_body()
        self._instance = Instance(self.window())
        self._instance.stand_for(self.path)
        language = opened.pack.language
        chosen = self.desk.memory.text_of("language") or self.desk.catalogue.language == language
        if language in LANGUAGES and not chosen:
            self.desk.speak(language)  # before there is anything that would be made anew
        self.snapshot, self.tally = opened, Tally(opened.pack, opened.work)
        if note_edition(opened.pack, opened.work):
            self._save()
        self.refresh(opened)
        self.refreshed.emit()

    def take_work(self, work: Work) -> None:
        """Go on with work that came from another computer."""
        if self.snapshot is not None:
            self.snapshot.work = work
            self.steps.clear()
            self.tally = Tally(self.snapshot.pack, work)
            note_edition(self.snapshot.pack, work)
            self._save()
            self.refresh(self.snapshot)

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

    def _show_deadline(self) -> None:
        if self.snapshot is None:
            return
        pack = self.snapshot.pack
        told, holder = due(pack, self.desk.catalogue, datetime.fromisoformat(now())), one_keyholder(pack)
        words = told.told if holder is None else message("{written} {key}", written=told.told, key=holder)
        self.word(self.due.setText, words)
        font = self.due.font()
        font.setBold(told.urgent)
        self.due.setFont(font)

    def show_progress(self) -> None:
        """Say how much is answered, and which revision was written last."""
        opened, tally = self.snapshot, self.tally
        told = message("{given} of {due} answered", given=tally.given, due=tally.due)
        if tally.comments:
            told = message("{answered} · comments missing: {comments}", answered=told, comments=tally.comments)
        if opened is not None and opened.work.revision:
            told = message("{answered} · revision {revision}", answered=told, revision=opened.work.revision)
        self.word(self.progress.setText, told)

    def show_candidate(self) -> None:
        """Show the candidate at hand."""
        opened, number = self.snapshot, self.candidate
        if opened is None or number is None:
            return
        pack, work = opened.pack, opened.work
        names = Names(self.desk.catalogue, opened.naming)
        self.about.show_candidate(pack, opened.candidate(number), work.notes.get(number, ""), names)
        has_conflict = number in work.conflicts
        for place, box in enumerate(self.boxes):
            box.show_answer(self.tally.answer(number, place))
            box.setEnabled(not has_conflict)
        words = message("Take the conflict back") if has_conflict else message("Conflict found…")
        self.word(self.conflict.setText, words)
        told = message(
            "You declared a conflict here: {reason}. The candidate is not scored.",
            reason=work.conflicts.get(number, ""),
        )
        self.tell(told if has_conflict else None, kind="warning")

    def come_to(self, number: int) -> None:
        """Go to a candidate, also one that the filter hides."""
        if self.table.model.row_of(number) < 0:
            self.table.filter.clear()
        self.table.select(number)

    # -- scoring

    def _come_to(self, number: Any) -> None:
        if number is not None and number != self.candidate:
            self.candidate = number
            self.walk.start_with(number)
            self.show_candidate()
            self.sheet.verticalScrollBar().setValue(0)
            self.dossier.verticalScrollBar().setValue(0)

    def _answer(self, answer: Answer) -> None:
        if self.snapshot is not None:
            place = answer.candidate, answer.criterion
            before = self.snapshot.work.answers.get(place, Answer(*place))
            self._put(answer)
            self.steps.push(GivenStep(before, answer, self._give))

    def _put(self, answer: Answer) -> None:
        if self.snapshot is not None:
            answers, place = self.snapshot.work.answers, (answer.candidate, answer.criterion)
            if answer.given or answer.comment:
                answers[place] = answer
            else:
                answers.pop(place, None)
            self.note_change(answer.candidate)

    def _give(self, answer: Answer) -> None:
        """Give an answer again that was given before, and show it."""
        place = next((at for at, box in enumerate(self.boxes) if box.criterion.code == answer.criterion), None)
        if self.snapshot is None or place is None:
            return
        self._put(answer)
        self.come_to(answer.candidate)
        self.boxes[place].show_answer(self.tally.answer(answer.candidate, place))
        self.walk.come_to(place)
        self.focus_box(place)

    def _note(self, text: str) -> None:
        if self.snapshot is not None and self.candidate is not None:
            self.snapshot.work.notes[self.candidate] = text
            self._save()

    def note_comparison(self, is_same: bool) -> None:
        """Remember whether the selection's words are the chair's: the next ballot says it."""
        if self.snapshot is not None:
            self.snapshot.work.compared = keys_of(self.snapshot.pack) if is_same else ""
            self._save()

    def note_change(self, candidate: int) -> None:
        """Count, show and save anew what was changed on a candidate."""
        self.tally.renew(candidate)
        self.list.renew(candidate, self.tally)
        self.show_progress()
        self._save()

    def _save(self) -> None:
        if self.snapshot is not None and self.saver is not None:
            self.saver.take(self.snapshot.work)
            self.saved.start()

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
        place = self.table.model.row_of(self.candidate) + step
        if 0 <= place < self.table.model.rowCount():
            self.table.select(self.table.model.key(place))

    def _compare(self) -> None:
        if self.snapshot is None or self.candidate is None:
            return
        numbers = self.snapshot.pack.candidate_ids
        after = numbers[(numbers.index(self.candidate) + 1) % len(numbers)]
        CompareDialog(self, self.candidate, after).open()

    # -- submitting

    def write_ballot(self, out: Path, *, final: bool = True) -> None:
        """Write the ballot of what is scored."""
        write_ballot(self, out, final=final)

    # -- files dropped here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take a receipt, or what came from another computer; the window takes the rest."""
        paths = dropped_files(event)
        if paths and paths[0].suffix.lower() in (RECEIPT, TRANSFER):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Check the receipt, or go on from the other computer."""
        event.acceptProposedAction()
        path = dropped_files(event)[0]
        (show_receipt if path.suffix.lower() == RECEIPT else move_in)(self, path)
