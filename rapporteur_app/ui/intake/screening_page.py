"""Screening: for each candidate each rule of eligibility is met, not met, or to clarify."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import FindingState
from rapporteur_app.setup.template_parts import EligibilityRule, localized
from rapporteur_app.ui.intake.nominations_page import eligibility
from rapporteur_app.ui.intake.rule_box import RuleBox
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.setup.ask_dialog import AskDialog, Asked
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person, Pool
    from rapporteur_app.workspace import Workspace


@dataclass(frozen=True)
class ScreeningShown:
    """The pool, the rules, and what the program proposes: by candidate and rule."""

    pool: "Pool"
    rules: tuple[EligibilityRule, ...]
    proposals: dict[tuple[int, str], tuple[FindingState, Message]]
    proposed: int


class ScreeningPage(Page[ScreeningShown]):
    """The queue of candidates, and the rules for the one that is looked at."""

    title = message("Screening")
    intro = message("Who is eligible. Late and incomplete ones are not dropped: they are admitted with a reason.")

    def build(self) -> None:
        """Make the queue and the place of the rules."""
        self._boxes: dict[str, RuleBox] = {}
        self.table = Table(
            self.desk.catalogue,
            [
                Column("name", message("Candidate")),
                Column("state", message("State")),
                Column("open", message("Open rules"), numeric=True),
                Column("id", message("No."), order=lambda short: int(short[1:])),
            ],
            name="screening",
            memory=self.desk.memory,
        )
        self.table.name_it(message("Candidates to screen"))
        self.table.current_changed.connect(lambda _key: self._show_person())
        self.table.opened.connect(lambda _key: self._enter())
        self.only_open = QCheckBox()
        self.word(self.only_open.setText, message("&Only open ones"))
        self.only_open.toggled.connect(lambda _on: self._fill())
        self.table.bar.insertWidget(3, self.only_open)
        self.name, self.about = QLabel(), QLabel()
        self.name.setObjectName("title")
        self.about.setObjectName("muted")
        for label in (self.name, self.about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        holder, self._rules, scroll = QWidget(), QVBoxLayout(), QScrollArea()
        column = QVBoxLayout(holder)
        column.setSpacing(SPACING)
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addLayout(self._rules)
        column.addStretch(1)
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(scroll)
        splitter.setSizes([430, 530])
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(splitter, 1)
        self.admit_button = self.add_action(message("Ad&mit with a reason…"), self._ask_admit, with_body=True)
        self.accept_button = self.add_action(message("Accept &proposals"), self._accept, icon="done", with_body=True)
        self.add_action(
            message("&Next open one"), self.next_open, icon="next", primary=True, writes=False, with_body=True
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.next_open)
        self.set_empty(
            message("There is nobody to screen yet."),
            message("Import the nominations first."),
            icon="people",
        )

    def read(self, workspace: "Workspace") -> ScreeningShown:
        """The pool, the rules and the proposals."""
        from rapporteur_app.intake.pool import read_pool
        from rapporteur_app.intake.screening import propose
        from rapporteur_app.setup.selection import template_of

        with workspace.reading() as reader:
            pool, rules, proposals = read_pool(reader), template_of(reader).rules, propose(reader)
        owners = {nomination.id: person.id for person in pool.persons for nomination in person.nominations}
        found: dict[tuple[int, str], tuple[FindingState, Message]] = {}
        for each in proposals:
            subject = each.subject
            owner = subject.candidate or owners.get(subject.nomination)
            if owner is not None:
                found.setdefault((owner, each.rule), (each.state, each.reason))
        return ScreeningShown(pool, rules, found, len(proposals))

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

    def _fill(self) -> None:
        shown = self.snapshot
        if shown is None:
            return
        persons = [p for p in shown.pool.persons if p.eligible is None or not self.only_open.isChecked()]
        self.table.set_rows([self._row(person) for person in persons], [person.id for person in persons])
        if self.table.current_key() is None and persons:
            self.table.select(persons[0].id)
        self._show_person()

    def _row(self, person: "Person") -> tuple[object, ...]:
        open_ = sum(state in (None, FindingState.TO_CLARIFY) for state in person.findings.values())
        return (person.name, self.say(eligibility(person)), open_, person.candidate.short_id)

    def _make_boxes(self, shown: ScreeningShown) -> None:
        if list(self._boxes) == [rule.code for rule in shown.rules]:
            return
        while (item := self._rules.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._boxes = {}
        for rule in shown.rules:
            box = RuleBox(self.words, rule.code)
            box.found.connect(self._record)
            self._boxes[rule.code] = box
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
        language = self.desk.catalogue.language
        for rule in shown.rules:
            self._boxes[rule.code].show_rule(
                person.id,
                localized(rule.text, language),
                person.findings[rule.code],
                person.notes[rule.code],
                shown.proposals.get((person.id, rule.code)),
                writable=self.desk.writable and not person.withdrawn,
            )

    # -- acting

    def _record(self, number: int, rule: str, state: FindingState, note: str) -> None:
        from rapporteur_app.intake.screening import Subject, screen

        self.act(screen, Subject(candidate=number), rule, state, note)

    def _accept(self) -> None:
        from rapporteur_app.intake.screening import accept_proposals

        self.act(accept_proposals)

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
        """Go to the next candidate who is not decided, and into the first open rule."""
        model = self.table.model
        rows = model.rowCount()
        here = model.row_of(self.table.current_key())
        states = {p.id: p.eligible for p in self.snapshot.pool.persons} if self.snapshot else {}
        for step in range(1, rows + 1):
            key = model.key((here + step) % rows)
            if states.get(int(str(key))) is None:
                self.table.select(key)
                self._enter()
                return
        self.desk.announce(message("Every candidate is decided."))

    def _enter(self) -> None:
        boxes = list(self._boxes.values())
        first = next((box for box in boxes if box.is_open), boxes[0] if boxes else None)
        if first is not None:
            first.enter()

    def _allow(self) -> None:
        super()._allow()
        if self.snapshot is not None:
            self.accept_button.setEnabled(self.desk.writable and self.snapshot.proposed > 0)
