"""One rule of eligibility for one candidate: what was found and by whom, the note, and what the program proposes."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QVBoxLayout

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import FindingState
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.choice_row import ChoiceRow
from rapporteur_app.ui.words import Words

STATES: tuple[tuple[FindingState, Message], ...] = (
    (FindingState.MET, message("met")),
    (FindingState.NOT_MET, message("not met")),
    (FindingState.TO_CLARIFY, message("to clarify")),
)
WORDS = dict(STATES)
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
"""The keys of the three states, in their order."""
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True)
class ShownRule:
    """What is shown of one rule for one candidate; `proposal` and `trace` are None where there is none."""

    text: str
    state: FindingState | None
    note: str
    reason: Message | None = None
    """The note in words, where the program gave it: it is shown in the empty field, and a person writes their own."""
    proposal: Message | None = None
    trace: Message | None = None
    unchecked: bool = False


class RuleBox(QFrame):
    """A choice of three and a note. All but 'met' is handed on only with a note.

    On the choice, 1, 2 and 3 choose, P takes the proposal, K checks, Up and Down go to another rule, Return goes on.
    """

    found = Signal(int, str, object, str)
    """A person's finding: the candidate's number, the rule, the state, the note."""
    taken = Signal(int, str)
    """The proposal is accepted: the candidate's number, the rule."""
    checked = Signal(int, str)
    """A second person agrees: the candidate's number, the rule."""
    done = Signal(str)
    """By a key, the person is done with this rule: its code."""
    left = Signal(str, int)
    """By a key, the person goes to the rule that many places on: this one's code, the places."""

    def __init__(self, words: Words, code: str) -> None:
        super().__init__()
        self._words, self._code = words, code
        self._person, self._kept_note = 0, ""
        self._state: FindingState | None = None
        self._shown = ShownRule("", None, "")
        self.rule, self.proposal, self.trace, self.note = PlainLabel(), PlainLabel(), PlainLabel(), QLineEdit()
        self.accept_button, self.check_button = QPushButton(), QPushButton()
        self.choice = ChoiceRow(words, message("Finding on {rule}", rule=code), STATES)
        for label in (self.rule, self.proposal, self.trace):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for label in (self.proposal, self.trace):
            label.setObjectName("muted")
        words.put(self.note.setPlaceholderText, message("Note"))
        words.put(self.note.setAccessibleName, message("Note on {rule}", rule=code))
        words.put(self.accept_button.setText, message("Accept (P)"))
        words.put(self.accept_button.setAccessibleName, message("Accept the proposal on {rule}", rule=code))
        words.put(self.check_button.setText, message("Check (K)"))
        words.put(self.check_button.setAccessibleName, message("Check what was found on {rule}", rule=code))
        self.choice.changed.connect(lambda _state: self._choose())
        self.note.editingFinished.connect(self._leave_note)
        self.accept_button.clicked.connect(lambda _checked: self._take_proposal())
        self.check_button.clicked.connect(lambda _checked: self._check())
        for watched in (*self.choice.buttons, self.note):
            watched.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACING)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(self.note, 1)
        line.addWidget(self.accept_button)
        line.addWidget(self.check_button)
        column.addWidget(self.rule)
        column.addWidget(self.choice)
        column.addLayout(line)
        column.addWidget(self.proposal)
        column.addWidget(self.trace)

    @property
    def is_open(self) -> bool:
        """Whether nothing final was found yet."""
        return self._state in (None, FindingState.TO_CLARIFY)

    @property
    def is_unchecked(self) -> bool:
        """Whether what was found waits for a second person."""
        return self._shown.unchecked

    def was_checked(self, person: int) -> None:
        """What is shown was checked just now, if it is still this candidate's."""
        if person == self._person:
            self._shown = replace(self._shown, unchecked=False)

    def enter(self) -> None:
        """Put the keyboard on the choice."""
        buttons = self.choice.buttons
        next((button for button in buttons if button.isChecked()), buttons[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def show_rule(self, person: int, shown: ShownRule, *, writable: bool) -> None:
        """Show what was found for a candidate; a choice that still lacks its note stays as it is."""
        state, note = shown.state, "" if shown.reason is not None else shown.note
        waiting = person == self._person and self.choice.value not in (None, self._state) and state == self._state
        typing = person == self._person and self.note.hasFocus() and self.note.isModified()
        self._person, self._state, self._kept_note, self._shown = person, state, note, shown
        self.rule.setText(shown.text)
        if not waiting:
            self.choice.set_value(state)
        if not (typing or waiting):
            self.note.setText(note)
            self.note.setCursorPosition(0)
        self._words.put(self.note.setPlaceholderText, shown.reason or message("Note"))
        for widget in (self.choice, self.note, self.accept_button, self.check_button):
            widget.setEnabled(writable)
        if shown.trace is not None:
            self._words.put(self.trace.setText, shown.trace)
        self.trace.setVisible(shown.trace is not None)
        self.check_button.setVisible(shown.unchecked)
        self._show_proposal(shown.proposal, waiting=waiting)

    def _show_proposal(self, proposal: Message | None, *, waiting: bool = False) -> None:
        words = message("Say why in the note; then it is kept.") if waiting else proposal
        if words is not None:
            self._words.put(self.proposal.setText, words)
        self.proposal.setVisible(words is not None)
        self.accept_button.setVisible(proposal is not None and not waiting)

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """The keys on the choice, and Return in the note."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if watched is self.note:
            return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._finish_note()
        return isinstance(watched, QRadioButton) and self._act_by_key(key)

    def _act_by_key(self, key: Qt.Key) -> bool:
        if key in DIGITS:
            self._choose_by_key(STATES[DIGITS.index(key)][0])
        elif key in STEPS:
            self.left.emit(self._code, STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit(self._code)
        elif key == Qt.Key.Key_P and self._shown.proposal is not None:
            self._take_proposal()
            self.done.emit(self._code)
        elif key == Qt.Key.Key_K and self._shown.unchecked:
            self._check()
        else:
            return False
        return True

    def _choose_by_key(self, state: FindingState) -> None:
        self.choice.set_value(state)
        if self._choose():
            self.done.emit(self._code)

    def _finish_note(self) -> bool:
        """Keep the note and go on; with nothing chosen yet, or without the note that it needs, stay."""
        if self._leave_note() and self.choice.value is not None:
            self.done.emit(self._code)
        return True

    # -- handing on

    def _take_proposal(self) -> None:
        self.taken.emit(self._person, self._code)

    def _check(self) -> None:
        self.checked.emit(self._person, self._code)

    def _choose(self) -> bool:
        """Hand the choice on, or ask for the note that it needs. Says whether it was handed on."""
        state = self.choice.value
        if state is FindingState.MET or self.note.text().strip():
            self._hand_on()
            return True
        self._show_proposal(None, waiting=True)
        self.note.setFocus()
        return False

    def _leave_note(self) -> bool:
        """Hand on what was typed. Says whether nothing is left to say."""
        changed = self.note.text().strip() != self._kept_note.strip() or self.choice.value != self._state
        if changed and self.choice.value is not None:
            if self.choice.value is not FindingState.MET and not self.note.text().strip():
                self._show_proposal(None, waiting=True)
                return False
            self._hand_on()
        return True

    def _hand_on(self) -> None:
        state, note = self.choice.value, self.note.text().strip()
        if (state, note) != (self._state, self._kept_note.strip()):
            self.note.setModified(False)
            self._state, self._kept_note = (state if isinstance(state, FindingState) else None), note
            self.found.emit(self._person, self._code, state, note)
