"""A short form over the window that asks for what one act needs, and stays until the act is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Catalogue, Message
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.dialogs.error import show_error
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.form import Form
from rapporteur_app.ui.widgets.text_area import TextArea

MANY = 8
"""From this many fields on, the form scrolls."""
SHORT, LONG = 12, 44
"""Letters of a drop-down's narrowest and widest field."""
LABELS = 250
"""Pixels of the labels under tabs; longer ones wrap."""


@dataclass(frozen=True)
class Asked:
    """One thing that is asked.

    Attributes:
        code: the key of the answer.
        label: its name; an '&' marks its key.
        value: what stands there at first; several choices are joined with ';'.
        hint: a muted line below it.
        choices: what may be answered, each with its words; without, a text is typed.
        several: whether more than one choice may be taken.
        editable: whether another text than the choices may be typed.
        lines: how many lines the text has.
        needed: whether it may not stay blank.
        fixed: whether it is only shown.
        group: the code of the group under whose tab it stands.
    """

    code: str
    label: Message
    value: str = ""
    hint: Message | None = None
    choices: Sequence[tuple[str, Message | str]] = ()
    several: bool = False
    editable: bool = False
    lines: int = 1
    needed: bool = False
    fixed: bool = False
    group: str = ""


@dataclass(frozen=True)
class Group:
    """Fields that stand under one tab, with what is said over them."""

    title: Message
    about: Message | None = None


class AskDialog(Dialog):
    """Asks, hands the answers to `act`, and closes when `finish` is called; `refuse` says why it did not work."""

    def __init__(
        self,
        parent: QWidget,
        catalogue: Catalogue,
        title: Message,
        asked: Sequence[Asked],
        do: Message,
        act: "Callable[[AskDialog, dict[str, str]], object]",
        *,
        about: Message | None = None,
        groups: Mapping[str, Group] | None = None,
    ) -> None:
        """Make the dialog; `open()` shows it.

        Args:
            parent: the widget that asks.
            catalogue: the window's language.
            title: what it is about.
            asked: the fields.
            do: what the button says.
            act: takes the dialog and the answers by code.
            about: a paragraph over the fields.
            groups: the tabs by code, where the fields are many.
        """
        super().__init__(parent, catalogue, title)
        self.setMinimumWidth(560)
        self._asked, self._act = list(asked), act
        self._answers: dict[str, Callable[[], str]] = {}
        self.fields: dict[str, QWidget] = {}
        if about is not None:
            self.body.addWidget(self._paragraph(about))
        form = Form(self.words)
        forms = {code: Form(self.words) for code in groups or {}}
        for each in asked:
            field = self._field(each)
            self.fields[each.code] = field
            label = forms.get(each.group, form).add(each.label, field, hint=each.hint)
            if groups:
                field.setEnabled(not each.fixed)
                label.setWordWrap(True)
                label.setFixedWidth(LABELS)
        if groups:
            self._place_groups(groups, forms)
        else:
            self._place(form)
        self.problem = PlainLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.do = self.add_primary(do)
        first = next((self.fields[each.code] for each in asked if not each.fixed), None)
        if first is not None:
            first.setFocus()

    def accept(self) -> None:
        """Hand on the answers, if nothing that is needed is missing."""
        for each in self._asked:
            if each.needed and not self._answers[each.code]().strip():
                label = self.words.catalogue.render(each.label).replace("&", "")
                self._tell(self.text("Still needed: {field}", field=label))
                self.fields[each.code].setFocus()
                return
        self.do.setEnabled(False)
        self._act(self, {code: answer().strip() for code, answer in self._answers.items()})

    def finish(self) -> None:
        """Close: the act is done."""
        super().accept()

    def refuse(self, error: Exception) -> None:
        """Say why the act was refused; what was typed stays."""
        self.do.setEnabled(True)
        if isinstance(error, RapporteurError):
            self._tell(self.words.catalogue.render(error.message))
        else:
            show_error(self, error, self.words.catalogue)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _place(self, form: Form) -> None:
        if len(self._asked) < MANY:
            self.body.addLayout(form)
            return
        holder = QWidget()
        holder.setLayout(form)
        self.body.addWidget(_scrolled(holder), 1)
        self.resize(680, 640)

    def _place_groups(self, groups: "Mapping[str, Group]", forms: Mapping[str, Form]) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for code, group in groups.items():
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, SPACING, SPACING, 0)
            column.setSpacing(SPACING)
            if group.about is not None:
                about = self._paragraph(group.about)
                about.setObjectName("muted")
                column.addWidget(about)
            column.addLayout(forms[code])
            column.addStretch(1)
            self.tabs.addTab(_scrolled(holder), self.words.catalogue.render(group.title))
        self.body.addWidget(self.tabs, 1)
        self.resize(820, 600)

    def _paragraph(self, words: Message) -> QLabel:
        label = PlainLabel()
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.words.put(label.setText, words)
        return label

    def _field(self, asked: Asked) -> QWidget:
        if asked.choices and asked.several:
            return self._checks(asked)
        if asked.choices:
            return self._combo(asked)
        if asked.lines > 1:
            area = TextArea(lines=asked.lines)
            area.set_text(asked.value)
            area.setReadOnly(asked.fixed)
            self._answers[asked.code] = area.toPlainText
            return area
        line = QLineEdit(asked.value)
        line.setCursorPosition(0)
        line.setReadOnly(asked.fixed)
        self._answers[asked.code] = line.text
        return line

    def _combo(self, asked: Asked) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(asked.editable)
        combo.setEnabled(not asked.fixed)
        for value, words in asked.choices:
            combo.addItem(seen(self._said(words)), value)
        found = combo.findData(asked.value)
        combo.setCurrentIndex(found)
        if asked.editable:
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            combo.setEditText(combo.currentText() if found >= 0 else asked.value)
            self._answers[asked.code] = combo.currentText
        else:
            self._answers[asked.code] = lambda: str(combo.currentData() or "")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        longest = max((len(combo.itemText(row)) for row in range(combo.count())), default=0)
        combo.setMinimumContentsLength(min(max(longest, SHORT), LONG))
        return combo

    def _checks(self, asked: Asked) -> QWidget:
        holder, boxes = QWidget(), []
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(SPACING * 2)
        for place, (value, words) in enumerate(asked.choices):
            box = QCheckBox(self._said(words))
            box.setChecked(value in asked.value.split(";"))
            boxes.append((value, box))
            grid.addWidget(box, place // 3, place % 3)
        holder.setFocusProxy(boxes[0][1])
        self._answers[asked.code] = lambda: ";".join(value for value, box in boxes if box.isChecked())
        return holder

    def _said(self, words: Message | str) -> str:
        return self.words.catalogue.render(words) if isinstance(words, Message) else words


def _scrolled(holder: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidget(holder)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll
