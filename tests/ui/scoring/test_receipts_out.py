"""Receipts that the secretariat gives, and packs that are issued again."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app.model import ReceiptList
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.trust.receipts import read_receipt
from rapporteur_app.ui.scoring.collected_dialog import CollectedDialog
from rapporteur_app.ui.scoring.reissue_dialog import CHOSEN, ReissueDialog
from rapporteur_app.ui.scoring.told_dialog import ToldDialog
from tests.ui.at_stage import At, dialog, unnamed
from tests.ui.doing import press


def test_the_list_of_receipts_is_written_and_its_digest_told(
    at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, out = at("collected", "scoring"), tmp_path / "all.receipt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    page.more.receipts.trigger()
    qtbot.waitUntil(lambda: page.findChildren(ToldDialog) != [], timeout=10_000)
    told, receipt = page.findChildren(ToldDialog)[0], read_receipt(out.read_bytes())
    assert receipt.complete
    assert receipt.list_digest in told.told.toPlainText()
    assert page.desk.names.moment(receipt.objections) in told.told.toPlainText()
    assert unnamed(told) == []
    with page.desk.workspace.reading() as reader:
        assert [row.list_digest for row in reader.all(ReceiptList)] == [receipt.list_digest]


def test_before_anything_came_there_is_no_list(at: At) -> None:
    assert not at("packs", "scoring").more.receipts.isEnabled()


def test_after_collecting_each_member_gets_a_receipt(
    at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at("returned", "scoring")
    page.take_ballots([tmp_path / "M1.ballot", tmp_path / "M3.ballot"])
    qtbot.waitUntil(lambda: page.findChildren(CollectedDialog) != [], timeout=10_000)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "receipts"))
    press(dialog(page), "Save receipts…")
    qtbot.waitUntil(lambda: page.notice.sentence.startswith("2 receipts"), timeout=10_000)
    made = read_receipt((tmp_path / "receipts" / "M3.receipt").read_bytes())
    assert [line.member for line in made.lines] == ["M3"]


def test_packs_are_issued_again_with_a_reason_for_the_chosen_or_for_all(
    at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at("packs", "scoring")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "again"))
    page.table.select(2)
    page.more.again.trigger()
    asked = page.findChildren(ReissueDialog)[0]
    assert unnamed(asked) == []
    asked.do.click()
    assert "need a reason" in asked.problem.sentence
    asked.reason.setPlainText("a candidate withdrew")
    asked.whom.set_value(CHOSEN)
    asked.do.click()
    qtbot.waitUntil(lambda: [row["pack"] for row in page.snapshot.members] == [1, 2, 1], timeout=10_000)
    pack = open_pack(tmp_path / "again" / "M2-edition-2.pack")
    assert pack.header.edition == 2

    page.table.select(2)
    page.more.again.trigger()
    asked = page.findChildren(ReissueDialog)[-1]
    asked.reason.setPlainText("new attachments")
    asked.do.click()
    qtbot.waitUntil(lambda: [row["pack"] for row in page.snapshot.members] == [2, 3, 2], timeout=10_000)
