"""What the secretariat notes and drafts on the progress board."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Sending, Sent
from rapporteur_app.setup.settings import change_settings
from tests.ui.at_stage import At


def test_what_was_sent_is_marked_for_the_chosen_members(at: At, qtbot: QtBot) -> None:
    page = at("packs", "scoring")
    page.table.view.clearSelection()
    assert not page.more.pack_sent.isEnabled(), "nobody is chosen"
    page.table.select(2)
    page.more.form_sent.trigger()
    qtbot.waitUntil(lambda: page.snapshot.members[1]["form_sent"] is not None, timeout=10_000)
    page.table.select(2)
    page.more.pack_sent.trigger()
    qtbot.waitUntil(lambda: page.snapshot.members[1]["pack_sent"] is not None, timeout=10_000)
    page.table.select(2)
    page.more.opened.trigger()
    qtbot.waitUntil(lambda: page.snapshot.members[1]["opened"] is not None, timeout=10_000)
    assert page.snapshot.members[0]["pack_sent"] is None
    with page.desk.workspace.reading() as reader:
        assert [row.what for row in reader.all(Sending, member_id=2)] == [Sent.FORM, Sent.PACK, Sent.OPENED]


def test_the_board_shows_who_is_overdue_and_was_reminded(
    at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at("packs", "scoring")
    page.act(change_settings, {"scoring_deadline": "2021-04-01T12:00"})
    qtbot.waitUntil(lambda: all(row["overdue"] for row in page.snapshot.members), timeout=10_000)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "mail"))
    page.table.select(3)
    page.more.remind_chosen.trigger()
    qtbot.waitUntil(lambda: page.snapshot.members[2]["reminded"] is not None, timeout=10_000)
    assert [path.name for path in (tmp_path / "mail").iterdir()] == ["M3-reminder.eml"]
    columns = {column.code: number for number, column in enumerate(page.table.model.columns)}
    shown = [page.table.model.text(row, columns["reminded"]) for row in range(3)]
    assert shown[:2] == ["", ""]
    assert shown[2] != ""
    assert page.table.model.text(0, columns["overdue"]) == "yes"
    assert page.table.model.text(0, columns["form_back"]) == "yes"

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "all"))
    page.more.remind.trigger()
    qtbot.waitUntil(lambda: all(row["reminded"] for row in page.snapshot.members), timeout=10_000)
    assert len(list((tmp_path / "all").glob("*.eml"))) == 3
