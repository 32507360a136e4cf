"""One criterion to score: its meaning, radio buttons, a comment; the keys 1-9, N and A while it has the keyboard."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import COMMENT_LIMIT, Answer, scale_values, wants_comment
from rapporteur_app.setup.rubric import Criterion, Scale
from rapporteur_app.setup.template_parts import localized
from rapporteur_app.ui.dialogs.asking import data
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.choice_row import ChoiceRow
from rapporteur_app.ui.widgets.text_area import TextArea
from rapporteur_app.ui.words import Words

Choice = tuple[ScoreState, float | None]
OTHERS: tuple[tuple[Choice, Message], ...] = (
    ((ScoreState.INSUFFICIENT_EVIDENCE, None), message("IE")),
    ((ScoreState.ABSTAINED, None), message("AB")),
)
GATES: tuple[tuple[Choice, Message], ...] = (
    ((ScoreState.PASS, None), message("Pass")),
    ((ScoreState.CONCERN, None), message("Concern")),
)
OTHER_KEYS = {Qt.Key.Key_N: OTHERS[0][0], Qt.Key.Key_A: OTHERS[1][0]}
GATE_KEYS = {Qt.Key.Key_1: GATES[0][0], Qt.Key.Key_2: GATES[1][0], Qt.Key.Key_P: GATES[0][0], Qt.Key.Key_C: GATES[1][0]}


class CriterionBox(QFrame):
    """Emits `answered(answer)` at each change, `stepped(+1 or -1)` when Down or Up leads to another criterion.

    `keyed` comes after a key gave the answer, `entered` when the keyboard has come here. While the keyboard stays here
    after a key, another key gives no other answer: whoever types on does not overwrite what was just given.
    """

    answered = Signal(object)
    stepped = Signal(int)
    keyed = Signal()
    entered = Signal()
    kept = Signal(object)
    """A key was not taken, because one had just given the answer; with the words that say so."""

    def __init__(self, words: Words, criterion: Criterion, scale: Scale, language: str) -> None:
        super().__init__()
        self.criterion, self.scale = criterion, scale
        self._words = words
        self._answer = Answer(0, criterion.code)
        self._just_given = False
        self.setObjectName("card")
        self.title = localized(criterion.title, language)
        is_gate = criterion.kind == "gate"
        scores = GATES if is_gate else _scores(scale)
        self.choices = ChoiceRow(words, data(self.title), [*scores, *OTHERS])
        self._keys: dict[int, Choice] = {int(key): choice for key, choice in OTHER_KEYS.items()}
        if is_gate:
            self._keys |= {int(key): choice for key, choice in GATE_KEYS.items()}
        else:
            self._keys |= {int(Qt.Key.Key_0) + int(v): (ScoreState.SCORED, v) for v in scale_values(scale) if _typed(v)}
        self.comment, self._wanted = TextArea(lines=2), PlainLabel()
        self.comment.setMaximumHeight(self.comment.minimumHeight())
        self._lay_out(language)
        self.choices.changed.connect(self._choose)
        self.comment.textChanged.connect(self._write)
        for widget in (*self.choices.buttons, self.comment):
            widget.installEventFilter(self)

    # -- what the page calls

    @property
    def lacks_comment(self) -> bool:
        """Whether the score that stands here asks for a comment that is not written yet."""
        return wants_comment(self.criterion, self.scale, self._answer) and not self._answer.comment

    def show_answer(self, answer: Answer) -> None:
        """Show what the member said so far."""
        self._answer = answer
        self._just_given = False
        self.choices.set_value((answer.state, answer.value) if answer.given else None)
        self.comment.blockSignals(True)  # noqa: FBT003  Qt's signature
        self.comment.set_text(answer.comment)
        self.comment.blockSignals(False)  # noqa: FBT003
        self._tell()

    def show_at_hand(self, *, at_hand: bool) -> None:
        """Mark the box as the one that the keys score, or not; to style it anew costs more than to count the scores."""
        if bool(self.property("athand")) != at_hand:
            self.setProperty("athand", at_hand)
            self.style().unpolish(self)
            self.style().polish(self)

    def focus(self) -> None:
        """Put the keyboard on the answer."""
        chosen = next((button for button in self.choices.buttons if button.isChecked()), self.choices.buttons[0])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what the member does

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """A key gives the answer; digits, N and A never reach here while the comment is written."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Give the answer that a key stands for, if it stands for one here."""
        choice = self._keys.get(int(event.key()))
        if choice is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.isEnabled():
            return False
        if self._just_given:
            if choice != self.choices.value:
                self._keep()
            return True
        self.choices.set_value(choice)
        self.focus()
        self._choose(choice)
        self._just_given = True
        self.keyed.emit()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click on the title or anywhere in the box brings the keyboard here."""
        if self.isEnabled():
            self.focus()
        super().mousePressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Up and Down lead to the criterion before and after; Left and Right stay within this one."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif event.type() == QEvent.Type.FocusOut:
            self._just_given = False
        if watched is self.comment:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.stepped.emit(step)
                return True
        return super().eventFilter(watched, event)

    def _choose(self, choice: Choice) -> None:
        state, value = choice
        self._set(Answer(self._answer.candidate, self.criterion.code, state, value, self._answer.comment))

    def _write(self) -> None:
        before = self._answer
        text = self.comment.toPlainText().strip()
        self._set(Answer(before.candidate, before.criterion, before.state, before.value, text))

    def _set(self, answer: Answer) -> None:
        if answer != self._answer:
            self._answer = answer
            self._tell()
            self.answered.emit(answer)

    def _keep(self) -> None:
        told = message(
            "{title}: the answer stays. Left and Right change it; Tab leads to the comment, Ctrl+J to the next gap.",
            title=self.title,
        )
        self.kept.emit(told)

    def _tell(self) -> None:
        too_long = len(self._answer.comment) > COMMENT_LIMIT
        self._wanted.setVisible(too_long or self.lacks_comment)
        if too_long:
            told = message(
                "The comment has {count} characters, of {limit} that a ballot takes.",
                count=len(self._answer.comment),
                limit=COMMENT_LIMIT,
            )
            self._words.put(self._wanted.setText, told)
        elif self.lacks_comment:
            self._words.put(self._wanted.setText, message("A comment is asked for this score."))

    def _lay_out(self, language: str) -> None:
        name, about, levels = PlainLabel(), PlainLabel(), PlainLabel()
        name.setObjectName("subtitle")
        weight = message("{title} (weight {weight})", title=self.title, weight=f"{self.criterion.weight:g}")
        self._words.put(name.setText, weight if self.criterion.kind == "scored" else data(self.title))
        about.setText(localized(self.criterion.description, language))
        anchors = self.criterion.anchors.get(language) or next(iter(self.criterion.anchors.values()), {})
        levels.setText("\n".join(f"{level:g}   {text}" for level, text in sorted(anchors.items())))
        self._words.put(self._wanted.setText, message("A comment is asked for this score."))
        self._words.put(self.comment.setPlaceholderText, message("Comment"))
        self._words.put(self.comment.setAccessibleName, message("{title}: comment", title=self.title))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        column.setSpacing(SPACING // 2)
        for label in (name, about, levels, self._wanted):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for widget in (name, about, levels, self.choices, self._wanted, self.comment):
            column.addWidget(widget)
        levels.setObjectName("muted")
        about.setVisible(bool(about.text()))
        levels.setVisible(bool(levels.text()))
        for button, hint in zip(
            self.choices.buttons[-2:], (message("Insufficient evidence"), message("I abstain")), strict=True
        ):
            self._words.put(button.setToolTip, hint)


def _scores(scale: Scale) -> tuple[tuple[Choice, Message], ...]:
    return tuple(((ScoreState.SCORED, value), data(f"{value:g}")) for value in scale_values(scale))


def _typed(value: float) -> bool:
    return float(value).is_integer() and 0 <= value <= 9
