"""Rows made ready in advance are those that a plain search and a plain sort would give."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon

from rapporteur_app.i18n import SOURCE, message
from rapporteur_app.ui.models import listing as module
from rapporteur_app.ui.models.listing import Column, Listing, folded, folded_all
from rapporteur_app.ui.models.rows_model import RowsModel

COLUMNS = [
    Column("name", message("Name")),
    Column("count", message("Nominations"), numeric=True),
    Column("id", message("No."), order=lambda short: int(short[1:])),
    Column("any", message("State"), shown=lambda value: f"<{value}>"),
]
NAMES = st.text("aábBñ \x1f0", max_size=5)
ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.floats(-3, 3), NAMES)
ROWS = st.lists(st.tuples(NAMES, st.none() | st.integers(0, 3), st.integers(0, 99).map(lambda n: f"C{n}"), ANYTHING))
EQUAL_IS_ALIKE = ROWS.filter(lambda rows: not any(isinstance(row[3], bool) for row in rows))
"""Without truth values: True equals 1, and no column of the window holds both."""

WORDS = st.text("aÁbn< 0", max_size=3)


@pytest.fixture(autouse=True)
def _short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few rows are as many batches and runs as 100,000."""
    monkeypatch.setattr(module, "BATCH", 3)
    monkeypatch.setattr(module, "RUN", 2)


def model_of(rows: list[tuple]) -> RowsModel:
    made = RowsModel(COLUMNS, SOURCE, lambda _name: QIcon())
    made.set_rows(rows)
    return made


def seen(model: RowsModel) -> list[object]:
    return [model.key(row) for row in range(model.rowCount())]


def plain(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parted if not unicodedata.combining(sign)).casefold()


@given(st.lists(st.text(max_size=6), max_size=9))
def test_texts_folded_together_are_those_folded_one_by_one(texts: list[str]) -> None:
    assert folded_all(texts) == [folded(text) for text in texts] == [plain(text) for text in texts]


@given(ROWS, st.lists(WORDS, max_size=6), st.integers(-1, 3), st.booleans())
def test_typing_on_and_deleting_find_what_a_fresh_search_finds(
    rows: list[tuple], typed: list[str], column: int, descending: bool
) -> None:
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    model = model_of(rows)
    for place, text in enumerate(["", *typed]):
        for shown in [*(text[:end] for end in range(1, len(text))), text, text[:-1]]:
            model.filter(shown)
            if place == 1:
                model.sort(column, order)
            fresh = model_of(rows)
            if place:
                fresh.sort(column, order)
            fresh.filter(shown)
            assert seen(model) == seen(fresh)
            found = {
                number
                for number, row in enumerate(rows)
                if all(
                    word in plain("\n".join(column.shown(value) for column, value in zip(COLUMNS, row, strict=True)))
                    for word in plain(shown).split()
                )
            }
            assert set(seen(model)) == found


@given(ROWS, st.integers(0, 2))
def test_equal_rows_stay_as_they_came_and_empty_ones_come_last_either_way(rows: list[tuple], column: int) -> None:
    def key(number: int) -> object:
        value = rows[number][column]
        return plain(value) if column == 0 else int(value[1:]) if column == 2 else value

    empty = [number for number in range(len(rows)) if key(number) in (None, "")]
    known = [number for number in range(len(rows)) if number not in empty]
    listing = Listing(COLUMNS, rows)
    assert list(listing.order(column)) == sorted(known, key=key) + empty  # type: ignore[arg-type]
    turned = sorted(known, key=key, reverse=True)  # type: ignore[arg-type]
    assert list(listing.order(column, descending=True)) == turned + empty


@given(EQUAL_IS_ALIKE, EQUAL_IS_ALIKE, st.integers(0, 8))
def test_what_did_not_change_is_taken_over(rows: list[tuple], others: list[tuple], place: int) -> None:
    changed = [*rows]
    changed[place : place + 2] = others[: len(changed[place : place + 2])]
    keys = range(len(changed))
    earlier, taken, fresh = (Listing(COLUMNS, each, list(keys)) for each in (rows, changed, changed))
    if len(rows) != len(changed):
        return
    pauses: list[int] = []
    earlier.prepare(lambda: pauses.append(1))
    taken.prepare(lambda: None, earlier)
    assert taken.texts() == fresh.texts()
    for column in range(len(COLUMNS)):
        for descending in (False, True):
            now = list(taken.order(column, descending=descending))
            assert now == list(fresh.order(column, descending=descending))
    assert len(pauses) >= len(rows) // 3, "the interface has its turn"


def test_values_of_several_kinds_are_sorted_without_a_word() -> None:
    rows = [("a", None, "C1", value) for value in ("b", 2, None, True, "A", 1.5, "")]
    assert list(Listing(COLUMNS, rows).order(3)) == [3, 5, 1, 4, 0, 2, 6]


def test_of_two_rows_with_one_key_the_first_counts() -> None:
    model = RowsModel(COLUMNS, SOURCE, lambda _name: QIcon())
    model.set_rows([("a", 1, "C1", 1), ("b", 2, "C2", 2)], ["same", "same"])
    assert model.row_of("same") == 0
    assert model.row_of("other") == -1


def test_a_row_changed_is_found_by_its_new_words_when_one_types_on() -> None:
    model = model_of([("ana", 1, "C1", 1), ("beto", 2, "C2", 2)])
    model.filter("a")
    assert seen(model) == [0]
    model.set_row(1, ("paz", 2, "C2", 2))
    assert seen(model) == [0], "it stays in its place"
    model.filter("az")
    assert seen(model) == [1]
