"""One rule of eligibility for one candidate: what was found, the note, and what the program proposes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import FindingState
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.choice_row import ChoiceRow
from rapporteur_app.ui.words import Words

STATES: tuple[tuple[FindingState, Message], ...] = (
    (FindingState.MET, message("met")),
    (FindingState.NOT_MET, message("not met")),
    (FindingState.TO_CLARIFY, message("to clarify")),
)
WORDS = dict(STATES)


class RuleBox(QFrame):
    """A choice of three and a note. All but 'met' is handed on only with a note."""

    found = Signal(int, str, object, str)
    """A person's finding: the candidate's number, the rule, the state, the note."""

    def __init__(self, words: Words, code: str) -> None:
        super().__init__()
        self._words, self._code = words, code
        self._person, self._kept_note = 0, ""
        self._state: FindingState | None = None
        self.rule, self.proposal, self.note = QLabel(), QLabel(), QLineEdit()
        self.choice = ChoiceRow(words, message("Finding on {rule}", rule=code), STATES)
        for label in (self.rule, self.proposal):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.proposal.setObjectName("muted")
        words.put(self.note.setPlaceholderText, message("Note"))
        words.put(self.note.setAccessibleName, message("Note on {rule}", rule=code))
        self.choice.changed.connect(lambda _state: self._choose())
        self.note.editingFinished.connect(self._leave_note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACING)
        column.setSpacing(4)
        for widget in (self.rule, self.choice, self.note, self.proposal):
            column.addWidget(widget)

    @property
    def is_open(self) -> bool:
        """Whether nothing final was found yet."""
        return self._state in (None, FindingState.TO_CLARIFY)

    def enter(self) -> None:
        """Put the keyboard on the choice."""
        buttons = self.choice.buttons
        next((button for button in buttons if button.isChecked()), buttons[0]).setFocus()

    def show_rule(
        self,
        person: int,
        text: str,
        state: FindingState | None,
        note: str,
        proposal: tuple[FindingState, Message] | None,
        *,
        writable: bool,
    ) -> None:
        """Show what was found for a candidate; a choice that still lacks its note stays as it is."""
        waiting = person == self._person and self.choice.value not in (None, self._state) and state == self._state
        typing = person == self._person and self.note.hasFocus() and self.note.isModified()
        self._person, self._state, self._kept_note = person, state, note
        self.rule.setText(text)
        if not waiting:
            self.choice.set_value(state)
        if not (typing or waiting):
            self.note.setText(note)
            self.note.setCursorPosition(0)
        for widget in (self.choice, self.note):
            widget.setEnabled(writable)
        self._show_proposal(proposal, waiting=waiting)

    def _show_proposal(self, proposal: tuple[FindingState, Message] | None, *, waiting: bool = False) -> None:
        if waiting:
            self._words.put(self.proposal.setText, message("Say why in the note; then it is kept."))
        elif proposal is not None:
            words = message("Proposed: {state} ({reason})", state=WORDS[proposal[0]], reason=proposal[1])
            self._words.put(self.proposal.setText, words)
        self.proposal.setVisible(waiting or proposal is not None)

    def _choose(self) -> None:
        state = self.choice.value
        if state is FindingState.MET or self.note.text().strip():
            self._hand_on()
            return
        self._show_proposal(None, waiting=True)
        self.note.setFocus()

    def _leave_note(self) -> None:
        changed = self.note.text().strip() != self._kept_note.strip() or self.choice.value != self._state
        if changed and self.choice.value is not None:
            if self.choice.value is not FindingState.MET and not self.note.text().strip():
                self._show_proposal(None, waiting=True)
                return
            self._hand_on()

    def _hand_on(self) -> None:
        state, note = self.choice.value, self.note.text().strip()
        if (state, note) != (self._state, self._kept_note.strip()):
            self.note.setModified(False)
            self._state, self._kept_note = (state if isinstance(state, FindingState) else None), note
            self.found.emit(self._person, self._code, state, note)
