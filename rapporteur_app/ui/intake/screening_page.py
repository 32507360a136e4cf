"""Screening: for each candidate each rule of eligibility is met, not met, or to clarify."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import FindingState
from rapporteur_app.setup.template_parts import localized
from rapporteur_app.ui.intake.nominations_page import eligibility
from rapporteur_app.ui.intake.reminder_dialog import ReminderDialog
from rapporteur_app.ui.intake.rule_box import RuleBox, ShownRule
from rapporteur_app.ui.intake.screening_views import (
    TITLES,
    ScreeningShown,
    View,
    proposal_words,
    read_screening,
    trace_words,
)
from rapporteur_app.ui.intake.screening_walk import Walk
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.setup.ask_dialog import AskDialog, Asked
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person
    from rapporteur_app.setup.template_parts import EligibilityRule
    from rapporteur_app.workspace import Workspace


SIZES = {False: [460, 510], True: [640, 430]}
"""The widths of queue and rules, by whether the queue tells what is missing and what was done."""


class ScreeningPage(Page[ScreeningShown]):
    """The queue of candidates, and the rules for the one that is looked at."""

    title = message("Screening")
    intro = message("Who is eligible. Late and incomplete ones are not dropped: they are admitted with a reason.")

    def build(self) -> None:
        """Make the queue and the place of the rules."""
        self.boxes: dict[str, RuleBox] = {}
        self._walk = Walk(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._queue())
        self.splitter.addWidget(self._person())
        self.splitter.setSizes(SIZES[False])
        self.splitter.setChildrenCollapsible(False)
        keys = PlainLabel()
        keys.setObjectName("muted")
        keys.setWordWrap(True)
        self.word(
            keys.setText,
            message(
                "Keys on a rule: 1 met, 2 not met, 3 to clarify, P accepts the proposal, K checks, ↑ ↓ other rules. "
                "Return goes on; Ctrl+Return: next candidate."
            ),
        )
        self.body.addWidget(self.splitter, 1)
        self.body.addWidget(keys)
        self.admit_button = self.add_action(message("Ad&mit with a reason…"), self._ask_admit, with_body=True)
        self.remind_button = self.add_action(message("&Reminders…"), self._ask_remind, icon="mail", with_body=True)
        self.accept_button = self.add_action(message("Accept &proposals"), self._accept, icon="done", with_body=True)
        self.add_action(
            message("&Next open one"), self.next_open, icon="next", primary=True, writes=False, with_body=True
        )
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.next_open)
        self.set_empty(
            message("There is nobody to screen yet."),
            message("Import the nominations first."),
            icon="people",
        )

    def _queue(self) -> QWidget:
        self.table = Table(
            self.desk.catalogue,
            [
                Column("name", message("Candidate")),
                Column("state", message("State")),
                Column("open", message("Open rules"), numeric=True),
                Column("lack", message("Late or missing"), hidden=True),
                Column("done", message("What was done"), hidden=True),
                Column("id", message("No."), order=lambda short: int(short[1:])),
            ],
            name="screening",
            memory=self.desk.memory,
        )
        self.table.name_it(message("Candidates to screen"))
        self.table.choose_one()
        self.table.current_changed.connect(lambda _key: self._show_person())
        self.table.opened.connect(lambda _key: self._walk.enter())
        self.view, label, row = QComboBox(), PlainLabel(), QHBoxLayout()
        for view in View:
            self.view.addItem("", view)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        label.setBuddy(self.view)
        self.word(label.setText, message("&Show"))
        self.word(self.view.setAccessibleName, message("Which candidates the queue shows"))
        self.view.currentIndexChanged.connect(lambda _index: self._change_view())
        row.addWidget(label)
        row.addWidget(self.view, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING - 4)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        return whole

    def _person(self) -> QWidget:
        self.name, self.about, self.lack = PlainLabel(), PlainLabel(), PlainLabel()
        self.name.setObjectName("title")
        self.about.setObjectName("muted")
        holder, self._rules, scroll = QWidget(), QVBoxLayout(), QScrollArea()
        column = QVBoxLayout(holder)
        column.setSpacing(SPACING)
        for label in (self.name, self.about, self.lack):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addLayout(self._rules)
        column.addStretch(1)
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet = scroll
        return scroll

    def read(self, workspace: "Workspace") -> ScreeningShown:
        """The pool, the rules, the proposals, who found what, and the lists."""
        return read_screening(workspace)

    def refresh(self, snapshot: ScreeningShown) -> None:
        """Show them."""
        if not snapshot.pool.persons:
            self.show_empty()
            return
        self.show_body()
        self._make_boxes(snapshot)
        self.table.speak(self.desk.catalogue)
        self._fill()
        persons = snapshot.pool.persons
        states = [person.eligible for person in persons]
        self.tell(
            message(
                "{eligible} eligible, {not_eligible} not, {open} open, of {candidates} candidates. "
                "The program has {proposed} proposals.",
                eligible=states.count(True),
                not_eligible=states.count(False),
                open=states.count(None),
                candidates=len(persons),
                proposed=snapshot.proposed,
            ),
            kind="info" if None in states else "good",
        )
        self._allow()

    @property
    def chosen_view(self) -> View:
        """Which candidates the queue shows."""
        return View(self.view.currentData())

    def choose_view(self, view: View) -> None:
        """Narrow the queue to a view."""
        self.view.setCurrentIndex(self.view.findData(view))

    def _change_view(self) -> None:
        telling = self.chosen_view in (View.LATE, View.INCOMPLETE)
        self.table.hide_columns(("state", "open") if telling else ("lack", "done"))
        self.splitter.setSizes(SIZES[telling])
        self._fill(stay=False)

    def _fill(self, *, stay: bool = True) -> None:
        """Show the view's candidates; whoever is looked at stays, although what was just decided took them out."""
        shown = self.snapshot
        if shown is None:
            return
        self._count_views(shown)
        held = {person.id for person in shown.held_by(self.chosen_view)}
        looked_at = self.table.current_key() if stay else None
        persons = [person for person in shown.pool.persons if person.id in held or person.id == looked_at]
        self.table.set_rows([self._row(shown, person) for person in persons], [person.id for person in persons])
        if self.table.current_key() is None and persons:
            self.table.select(self.table.model.key(0))
        self._show_person()

    def _count_views(self, shown: ScreeningShown) -> None:
        for index, view in enumerate(View):
            words = message("{view}: {count}", view=TITLES[view], count=len(shown.held_by(view)))
            self.view.setItemText(index, self.say(words))

    def _row(self, shown: ScreeningShown, person: "Person") -> tuple[object, ...]:
        open_ = sum(state in (None, FindingState.TO_CLARIFY) for state in person.findings.values())
        lack, done = shown.lack(person, briefly=True), shown.done(person, self.desk.names.day, briefly=True)
        told = (self.say(lack), self.say(done))
        return (person.name, self.say(eligibility(person)), open_, *told, person.candidate.short_id)

    def _make_boxes(self, shown: ScreeningShown) -> None:
        if list(self.boxes) == [rule.code for rule in shown.rules]:
            return
        while (item := self._rules.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.boxes = {}
        for rule in shown.rules:
            box = RuleBox(self.words, rule.code)
            box.found.connect(self._record)
            box.taken.connect(self._accept_one)
            box.checked.connect(self._check)
            box.done.connect(self._walk.go_on)
            box.left.connect(self._walk.step)
            self.boxes[rule.code] = box
            self._rules.addWidget(box)

    def current(self) -> "Person | None":
        """The candidate who is looked at."""
        key = self.table.current_key()
        persons = self.snapshot.pool.persons if self.snapshot else []
        return next((person for person in persons if person.id == key), None)

    def _show_person(self) -> None:
        person, shown = self.current(), self.snapshot
        self.admit_button.setEnabled(self.desk.writable and person is not None)
        if person is None or shown is None:
            return
        candidate, named = person.candidate, self.desk.names
        self.name.setText(f"{person.name} ({candidate.short_id})")
        facts = (candidate.organisation, named.of("country", candidate.country), candidate.email, person.admitted)
        self.about.setText(" · ".join(fact for fact in facts if fact))
        lack, done = shown.lack(person), shown.done(person, named.moment)
        self.lack.setVisible(bool(lack.msgid))
        told = self.text("{lack}. Done: {done}.", lack=self.say(lack), done=self.say(done))
        self.lack.setText(told[:1].upper() + told[1:])
        for rule in shown.rules:
            writable = self.desk.writable and not person.withdrawn
            self.boxes[rule.code].show_rule(person.id, self._rule(shown, person, rule), writable=writable)

    def _rule(self, shown: ScreeningShown, person: "Person", rule: "EligibilityRule") -> ShownRule:
        from rapporteur_app.intake.program_notes import as_message

        trace = shown.traces.get((person.id, rule.code))
        return ShownRule(
            localized(rule.text, self.desk.catalogue.language),
            person.findings[rule.code],
            person.notes[rule.code],
            as_message(person.notes[rule.code], self.desk.names.country),
            proposal_words(shown.proposals.get((person.id, rule.code), []), self.desk.names.country),
            trace_words(trace, self._who, self.desk.names.moment) if trace is not None else None,
            unchecked=trace is not None and not trace.checked_by,
        )

    def _who(self, actor: str) -> Message:
        """Who acted, as the file keeps it, by name."""
        from rapporteur_app.intake.actions_taken import named

        members = self.desk.overview.members if self.desk.overview is not None else ()
        name = next((name for number, name, _role in members if f"M{number}" == actor), None)
        return named(f"{name} ({actor})" if name else actor)

    # -- acting

    def _record(self, number: int, rule: str, state: FindingState, note: str) -> None:
        from rapporteur_app.intake.screening import Subject, screen

        self.act(screen, Subject(candidate=number), rule, state, note)

    def _accept(self) -> None:
        from rapporteur_app.intake.screening import accept_proposals

        self.act(accept_proposals)

    def _accept_one(self, number: int, rule: str) -> None:
        from rapporteur_app.intake.screening import accept_proposals

        self.act(accept_proposals, candidate=number, rule=rule)

    def _check(self, number: int, rule: str) -> None:
        """Record the second check; once it stands, go on to what else is unchecked."""
        from rapporteur_app.intake.screening import Subject, check_finding

        box, focused = self.boxes[rule], self.focusWidget()
        by_key = focused is not None and box.isAncestorOf(focused)

        def done(_count: int) -> None:
            box.was_checked(number)
            if by_key and self.table.current_key() == number:
                self._walk.go_on(rule)

        self.act(check_finding, Subject(candidate=number), rule, done=done)

    def _ask_remind(self) -> None:
        from rapporteur_app.intake.reminders import waiting

        shown, person = self.snapshot, self.current()
        if shown is None:
            return
        rest = [row.person for row in waiting(shown.lists.incomplete)]
        lacking = person is not None and person.id in shown.incomplete and not person.withdrawn
        if not rest and not lacking:
            self.desk.announce(message("Nobody is left to remind."))
            return
        ReminderDialog(self, rest, person if lacking else None).open()

    def _ask_admit(self) -> None:
        from rapporteur_app.intake.screening import Subject, admit

        person = self.current()
        if person is None:
            return
        subject = Subject(candidate=person.id)
        AskDialog(
            self,
            self.desk.catalogue,
            message("Admit {name}", name=person.name),
            [Asked("note", message("&Reason"), person.admitted or "", lines=3, needed=True)],
            message("&Admit"),
            lambda dialog, answers: self.act(
                admit, subject, answers["note"], done=lambda _none: dialog.finish(), failed=dialog.refuse
            ),
            about=message("The candidate counts as eligible, whatever the rules say; the reason stays on record."),
        ).open()

    def next_open(self) -> None:
        """Go to the next candidate who is not decided (or not checked, in that view), and into the first such rule."""
        self._walk.next_candidate()

    def _allow(self) -> None:
        super()._allow()
        if self.snapshot is not None:
            self.accept_button.setEnabled(self.desk.writable and self.snapshot.proposed > 0)
