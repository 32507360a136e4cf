"""What was shown as saved is on the disk: after a kill, with a full disk, while a ballot is written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import Answer
from rapporteur_app.scoring.ballots import open_work
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.work import load_work
from rapporteur_app.ui.scoring.pack_page import PackPage
from rapporteur_app.ui.scoring.saver import Saver
from tests.ui import selections
from tests.ui.scoring.pack_opened import key, page, saved_work, wait_saved

__all__ = ["page"]

KILLS = 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
def test_nothing_that_was_shown_as_saved_is_lost_by_a_kill(tmp_path: Path, data_home: Path) -> None:
    selections.make(tmp_path, "packs")
    pack = tmp_path / "packs" / "M1-edition-1.pack"
    asked = [sys.executable, "-W", "ignore", "-m", "tests.ui.scoring.scoring_child", str(pack), str(KILLS), "7"]
    done = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=300)
    found = json.loads(done.stdout)

    assert len(found) == KILLS
    lost = [(number, row) for number, row in enumerate(found) if row["kept"] < row["told"]]
    assert lost == []
    assert sum(row["told"] > 0 for row in found) >= KILLS // 2  # killed in the midst of scoring
    assert found[-1]["kept"] > KILLS // 2
    leftovers = [path.name for path in (data_home / "work").iterdir() if not path.name.startswith(".")]
    assert len(leftovers) == 1


def test_saved_is_shown_only_once_the_newest_change_is_on_the_disk(tmp_path: Path, data_home: Path) -> None:
    selections.make(tmp_path, "packs")
    pack = open_pack(tmp_path / "packs" / "M1-edition-1.pack")
    work, place = open_work(pack)
    saver = Saver(pack, work, place)
    assert saver.is_saved
    work.notes[1] = "first"
    saver.take(work)
    assert not saver.is_saved
    saver.save()
    assert saver.is_saved
    work.notes[1] = "second"
    saver.take(work)
    assert not saver.is_saved
    assert load_work(place, pack.header.selection, 1, 1).notes[1] == "first"


def test_a_change_made_while_a_ballot_is_written_keeps_the_ballots_revision(tmp_path: Path, data_home: Path) -> None:
    selections.make(tmp_path, "packs")
    pack = open_pack(tmp_path / "packs" / "M1-edition-1.pack")
    work, place = open_work(pack)
    saver = Saver(pack, work, place)
    saver.take(work)
    saver.submit(tmp_path / "draft.ballot", final=False)
    work.answers[1, "EXP"] = Answer(1, "EXP", ScoreState.SCORED, 3.0)
    saver.take(work)  # the page, which has not heard of revision 1 yet
    saver.save()
    kept = load_work(place, pack.header.selection, 1, 1)
    assert (kept.revision, len(kept.answers)) == (1, 1)
    saver.submit(tmp_path / "next.ballot", final=False)
    assert load_work(place, pack.header.selection, 1, 1).revision == 2


def test_a_full_disk_is_told_and_the_next_change_is_saved_again(
    page: PackPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    wait_saved(page, qtbot)
    with monkeypatch.context() as patched:
        patched.setattr("rapporteur_app.workspace.atomic.os.fsync", full)
        key(page, Qt.Key.Key_4)
        qtbot.waitUntil(lambda: page.saved.text() == "Not saved", timeout=5_000)
        assert "Not saved: " in page.notice.sentence
    key(page, Qt.Key.Key_3)
    wait_saved(page, qtbot)
    assert page.saver is not None
    assert len(saved_work(page.saver.pack, page.saver.place).answers) == 2
    assert not page.notice.isVisible()
