"""Choices in a row, several lines of text, forms: all of them for the keyboard as well."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rapporteur_app.i18n import SOURCE, message
from rapporteur_app.ui.widgets.choice_row import ChoiceRow
from rapporteur_app.ui.widgets.form import Form
from rapporteur_app.ui.widgets.text_area import TextArea
from rapporteur_app.ui.words import Words
from tests.ui.doing import spoken_name


def test_a_choice_is_none_until_someone_chooses(qtbot: QtBot) -> None:
    row = ChoiceRow(Words(SOURCE), message("Rule met"), [("met", message("Met")), ("not_met", message("Not met"))])
    qtbot.addWidget(row)
    row.show()
    heard: list[object] = []
    row.changed.connect(heard.append)
    assert row.value is None

    row.buttons[0].setFocus()
    qtbot.keyClick(row.buttons[0], Qt.Key.Key_Space)
    assert row.value == "met"
    row.set_value("not_met")
    assert row.value == "not_met"
    row.set_value(None)
    assert row.value is None
    assert heard == ["met"]


def test_a_choice_is_spoken_with_its_question(qtbot: QtBot) -> None:
    row = ChoiceRow(Words(SOURCE), message("Rule met"), [("met", message("Met"))])
    qtbot.addWidget(row)
    assert spoken_name(row.buttons[0]) == "Rule met: Met"


def test_tab_leaves_a_field_of_several_lines_and_what_was_typed_is_handed_on(qtbot: QtBot) -> None:
    page, area, after = QWidget(), TextArea(), QLineEdit()
    layout = QVBoxLayout(page)
    layout.addWidget(area)
    layout.addWidget(after)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    area.setFocus()
    qtbot.keyClicks(area, "A reason")
    with qtbot.waitSignal(area.settled) as told:
        qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert told.args == ["A reason"]
    assert QApplication.focusWidget() is after
    assert area.toPlainText() == "A reason"


def test_a_stored_text_is_not_handed_on(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    heard: list[str] = []
    area.settled.connect(heard.append)
    area.set_text("stored")
    area.clearFocus()
    assert heard == []


def test_a_forms_label_names_its_field(qtbot: QtBot) -> None:
    page, field = QWidget(), QLineEdit()
    form = Form(Words(SOURCE))
    page.setLayout(form)
    label = form.add(message("&Title"), field, hint=message("It stands on every document."))
    qtbot.addWidget(page)
    assert label.buddy() is field
    assert spoken_name(field) == "Title"
    assert field.accessibleDescription() == "It stands on every document."
