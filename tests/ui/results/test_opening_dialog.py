"""A ballot that cannot be opened stops the opening, and is left out only with a reason."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Opening
from tests.ui.at_stage import At, dialog, unnamed
from tests.ui.doing import press
from tests.ui.selections import CHAIR, WITNESS


@pytest.fixture
def asked(at: At) -> tuple[Any, Any]:
    """The page and its opening dialog, passphrases typed; the ballot of M2 was changed after it came in."""
    page = at("collected", "results")
    with closing(sqlite3.connect(page.desk.workspace.path)) as connection, connection:
        (data,) = connection.execute("SELECT data FROM ballot WHERE member_id = 2").fetchone()
        changed = data[:-1] + bytes([data[-1] ^ 1])
        connection.execute("UPDATE ballot SET data = ? WHERE member_id = 2", (changed,))
    press(page, "Open results…")
    form = dialog(page)
    QTest.keyClicks(form.chair, CHAIR)
    QTest.keyClicks(form.witness, WITNESS)
    return page, form


def test_it_is_named_and_left_out_with_a_reason(asked: tuple[Any, Any], qtbot: QtBot) -> None:
    page, form = asked
    QTest.keyClick(form.witness, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: 2 in form.reasons, timeout=10_000)
    assert "Ask M2 for a new ballot" in form.problem.sentence
    qtbot.waitUntil(lambda: form.focusWidget() is form.reasons[2], timeout=5_000)
    assert unnamed(form) == []

    QTest.keyClick(form.reasons[2], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.do.isEnabled(), timeout=10_000)
    with page.desk.workspace.reading() as reader:
        assert reader.count(Opening) == 0, "without a reason it stops there again"

    QTest.keyClicks(form.reasons[2], "the disk was damaged")
    QTest.keyClick(form.reasons[2], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.snapshot.opened, timeout=20_000)
    with page.desk.workspace.reading() as reader:
        opening = reader.first(Opening)
    assert len(opening.counted) == 2
    assert [row["why"] for row in opening.left_out] == ["the disk was damaged"]
