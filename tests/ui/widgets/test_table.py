"""The table: filter, sort, copy, remember; nothing in it is silent."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from pytestqt.qtbot import QtBot

from rapporteur_app.i18n import SOURCE, catalogue, message
from rapporteur_app.ui.memory import Memory
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.widgets.table import Table

COLUMNS = [
    Column("name", message("Name")),
    Column("country", message("Country")),
    Column("count", message("Nominations"), numeric=True),
    Column(
        "state",
        message("State"),
        shown=lambda _v: "",
        icon=lambda v: "done" if v else "",
        spoken=lambda v: "met" if v else "open",
    ),
]
ROWS = [("Álvarez", "Ecuador", 10, True), ("Brandão", "Brasil", 9, False), ("zuñiga", None, None, False)]
KEYS = ["C1", "C2", "C3"]


@pytest.fixture
def table(qtbot: QtBot, data_home: Path) -> Table:
    made = Table(SOURCE, COLUMNS, name="people", memory=Memory())
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    made.set_rows(ROWS, KEYS)
    return made


def names(table: Table) -> list[str]:
    return [table.model.text(row, 0) for row in range(table.model.rowCount())]


@pytest.mark.parametrize(
    ("typed", "found"), [("alvarez", ["Álvarez"]), ("BRA", ["Brandão"]), ("a ecua", ["Álvarez"]), ("x", [])]
)
def test_the_filter_finds_words_whatever_the_accents(table: Table, qtbot: QtBot, typed: str, found: list[str]) -> None:
    qtbot.keyClicks(table.filter, typed)
    assert names(table) == found
    qtbot.keyClick(table.filter, Qt.Key.Key_Escape)
    assert len(names(table)) == 3


def test_numbers_sort_as_numbers_and_nothing_comes_last_either_way(table: Table) -> None:
    table.view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert names(table) == ["Brandão", "Álvarez", "zuñiga"]
    table.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["Álvarez", "Brandão", "zuñiga"]


def test_the_person_stays_on_their_row(table: Table) -> None:
    heard: list[object] = []
    table.current_changed.connect(heard.append)
    table.select("C2")
    table.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.current_key() == "C2"
    assert table.selected_keys() == ["C2"]
    table.set_rows([*ROWS, ("Aaron", "Belize", 1, True)], [*KEYS, "C4"])
    assert table.current_key() == "C2"
    assert heard == ["C2"]


def test_return_opens_the_row(table: Table, qtbot: QtBot) -> None:
    table.select("C1")
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert told.args == ["C1"]


def test_rows_are_copied_with_their_heads(table: Table) -> None:
    table.select("C2")
    table.copy_rows()
    assert QGuiApplication.clipboard().text() == "Name\tCountry\tNominations\tState\nBrandão\tBrasil\t9\t"


def test_a_copied_name_is_no_formula_where_it_is_pasted(table: Table) -> None:
    texts = ['=HYPERLINK("http://evil.example")', "+1-876-555", "@SUM(1)", "-1+2", "+51 987 654 321", "-3.5", "Ana"]
    table.set_rows([(text, None, None, False) for text in texts], range(len(texts)))
    table.copy_rows()
    names = [line.split("\t")[0] for line in QGuiApplication.clipboard().text().splitlines()[1:]]
    assert sorted(names) == sorted([*(f"'{text}" for text in texts[:4]), *texts[4:]])


def test_the_first_cell_sums_the_row_up_and_no_cell_is_silent(table: Table) -> None:
    model = table.model
    said = [
        str(model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert said[0] == "Álvarez, Country: Ecuador, Nominations: 10, State: met"
    assert said[3] == "met"
    assert said[9] == "blank"
    assert all(said)


def test_tab_leaves_the_table(table: Table, qtbot: QtBot) -> None:
    assert not table.view.tabKeyNavigation()


def test_widths_and_columns_are_remembered(table: Table, qtbot: QtBot) -> None:
    table.view.setColumnHidden(2, True)  # noqa: FBT003  Qt's signature
    table.view.setColumnWidth(1, 222)
    again = Table(SOURCE, COLUMNS, name="people", memory=Memory())
    qtbot.addWidget(again)
    assert again.view.columnWidth(1) == 222
    assert again.view.isColumnHidden(2)


def test_a_hundred_thousand_rows_are_filtered_while_one_types(qtbot: QtBot) -> None:
    import time

    big = Table(SOURCE, COLUMNS)
    qtbot.addWidget(big)
    big.set_rows([(f"Name {n}", "Chile", n, True) for n in range(100_000)])
    big.filter.setText("name 9")
    start = time.perf_counter()
    big.filter.setText("name 99")
    assert time.perf_counter() - start < 0.5


def test_the_language_of_the_heads_changes(table: Table) -> None:
    assert QLocale() is not None
    table.speak(SOURCE)
    assert table.model.headerData(0, Qt.Orientation.Horizontal) == "Name"


def test_every_column_is_seen_in_a_narrow_table(qtbot: QtBot, data_home: Path) -> None:
    columns = [Column("name", message("Name")), Column("rule", message("Rule")), Column("n", message("Threshold"))]
    made = Table(SOURCE, columns, name="narrow", memory=Memory())
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    made.set_rows([("A name that is rather long to read", "A rule that is as long as a name", 3)] * 40)
    header, room = made.view.horizontalHeader(), made.view.viewport().width()
    assert header.length() <= room
    assert header.sectionSize(2) >= made.view.fontMetrics().horizontalAdvance("Threshold") + 20
    made.resize(900, 300)
    assert header.sectionSize(0) > 200


def test_widths_that_a_person_gave_stay_when_the_window_grows(table: Table, qtbot: QtBot) -> None:
    table.view.horizontalHeader().resizeSection(0, 222)
    table.resize(1200, 400)
    qtbot.wait(10)
    assert table.view.columnWidth(0) == 222


def test_a_column_widens_for_a_longer_text_that_comes_later(table: Table) -> None:
    longer = "Member, Witness, Secretariat, Chair"
    table.set_rows([*ROWS, ("Céline", longer, 1, False)], [*KEYS, "C4"])
    assert table.view.columnWidth(1) > table.view.fontMetrics().horizontalAdvance(longer) + 20


def test_a_head_is_not_cut_in_a_language_with_longer_words(qtbot: QtBot, data_home: Path) -> None:
    columns = [Column("name", message("Name")), Column("left", message("Open rules"), numeric=True)]
    table = Table(SOURCE, [*columns, Column("rest", message("State"))])
    qtbot.addWidget(table)
    table.resize(800, 300)
    table.show()
    table.set_rows([("Ana", 1, "open")])
    table.speak(catalogue("es"))
    title = str(table.model.headerData(1, Qt.Orientation.Horizontal))
    bold = table.view.font()
    bold.setBold(True)
    assert table.view.columnWidth(1) > QFontMetrics(bold).horizontalAdvance(title) + 24


def test_widths_of_the_program_are_not_kept_as_the_persons(table: Table, qtbot: QtBot) -> None:
    table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    again = Table(SOURCE, COLUMNS, name="people", memory=Memory())
    qtbot.addWidget(again)
    again.resize(800, 400)
    again.show()
    longer = "República Bolivariana de Venezuela"
    again.set_rows([("Céline", longer, 1, False)], ["C4"])
    assert again.view.columnWidth(1) > again.view.fontMetrics().horizontalAdvance(longer) + 20


def test_the_focus_frame_is_as_thick_as_the_frame_without_it(table: Table, qtbot: QtBot) -> None:
    before = table.view.viewport().geometry()
    table.activateWindow()
    table.view.setFocus()
    table.resize(801, 400)
    assert table.view.viewport().geometry().topLeft() == before.topLeft()


def test_a_row_chosen_by_a_shortcut_is_the_only_one(table: Table) -> None:
    table.select("C1")
    table.select("C3")
    assert table.selected_keys() == ["C3"]
    table.choose_one()
    table.view.selectAll()
    assert len(table.selected_keys()) <= 1


def test_the_longest_number_is_read_whole_though_it_comes_last(qtbot: QtBot, data_home: Path) -> None:
    columns = [Column("name", message("Name")), Column("id", message("No."), whole=True), Column("n", message("State"))]
    made = Table(SOURCE, columns)
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    made.set_rows([("A name that is rather long to read", f"N{number}", "") for number in range(99_990, 100_200)])
    assert made.view.columnWidth(1) > made.view.fontMetrics().horizontalAdvance("N100199") + 20


def test_all_of_a_great_many_rows_are_chosen_and_sorted(table: Table, qtbot: QtBot) -> None:
    table.set_rows([(f"Name {number:05d}", "Chile", number, False) for number in range(3_000)])
    table.view.selectAll()
    table.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.model.text(0, 0) == "Name 02999"
    table.select(0)
    assert table.chosen_count() == 1
    assert table.selected_keys() == [0]
