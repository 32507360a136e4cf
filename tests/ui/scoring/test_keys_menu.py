"""Opening keys in the window: made at home, kept on paper, given a new passphrase, replaced; and their words."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Holder, OpeningKey
from rapporteur_app.scoring.keys import opening_keys
from rapporteur_app.scoring.member_keys import selection_words
from rapporteur_app.scoring.opening_keys import unlocked_key
from rapporteur_app.trust.recovery import recovery_lines
from rapporteur_app.ui.scoring.holder_dialogs import ForgottenDialog, HomeKeyDialog, SheetDialog, TakeInDialog
from rapporteur_app.ui.scoring.keys_dialog import KeysDialog
from rapporteur_app.ui.scoring.told_dialog import ToldDialog
from tests.ui.at_stage import At, unnamed
from tests.ui.selections import CHAIR, WITNESS

NEW, OTHER = "nine quiet rivers run", "ten quiet rivers rest"


def in_use(page: Any) -> dict[Holder, str]:
    with page.desk.workspace.reading() as reader:
        return {holder: row.public for holder, row in opening_keys(reader, 1).items()}


def fits(page: Any, holder: Holder, passphrase: str) -> bool:
    with page.desk.workspace.reading() as reader:
        return unlocked_key(reader, holder, passphrase).public == in_use(page)[holder]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the person chooses, one dialog after the other."""
    chosen: list[Path] = []
    for ask in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_asked: (str(chosen.pop(0)), ""))
    return chosen


def test_keys_are_made_at_home_and_taken_in(at: At, qtbot: QtBot, tmp_path: Path, files: list[Path]) -> None:
    page, keys = at("frozen", "scoring"), {}
    for holder, passphrase in ((Holder.CHAIR, NEW), (Holder.WITNESS, OTHER)):
        keys[holder] = tmp_path / f"{holder.value}.key"
        page.more.keys.home.trigger()
        asked = page.findChildren(HomeKeyDialog)[-1]
        assert unnamed(asked) == []
        asked.whose.set_value(holder)
        QTest.keyClicks(asked.asked.first, passphrase)
        asked.do.click()
        assert "differ" in asked.problem.sentence
        QTest.keyClicks(asked.asked.again, passphrase)
        files.append(keys[holder])
        asked.do.click()
        qtbot.waitUntil(keys[holder].exists, timeout=20_000)
        qtbot.waitUntil(lambda: page.notice.sentence.startswith("Written"), timeout=20_000)
    assert in_use(page) == {}, "nothing of the selection changed"

    for holder, path in keys.items():
        files.append(path)
        page.more.keys.take_in.trigger()
        asked = page.findChildren(TakeInDialog)[-1]
        assert unnamed(asked) == []
        asked.do.click()
        qtbot.waitUntil(lambda wanted=holder: wanted in in_use(page), timeout=10_000)
    assert fits(page, Holder.CHAIR, NEW)
    assert fits(page, Holder.WITNESS, OTHER)


def test_a_key_from_home_replaces_one_only_with_a_reason(
    at: At, qtbot: QtBot, tmp_path: Path, files: list[Path]
) -> None:
    from rapporteur_app.scoring.opening_keys import key_at_home

    page, path = at("keys", "scoring"), tmp_path / "witness.key"
    path.write_bytes(key_at_home(Holder.WITNESS, NEW))
    before = in_use(page)
    files.append(path)
    page.more.keys.take_in.trigger()
    asked = page.findChildren(TakeInDialog)[-1]
    asked.do.click()
    qtbot.waitUntil(lambda: "has its opening keys already" in asked.problem.sentence, timeout=10_000)
    asked.reason.setPlainText("the witness lost the passphrase")
    asked.do.click()
    qtbot.waitUntil(lambda: in_use(page)[Holder.WITNESS] != before[Holder.WITNESS], timeout=10_000)
    assert in_use(page)[Holder.CHAIR] == before[Holder.CHAIR]


def test_the_recovery_sheet_is_written_for_whom_has_the_passphrase(
    at: At, qtbot: QtBot, tmp_path: Path, files: list[Path]
) -> None:
    page, path = at("keys", "scoring"), tmp_path / "witness.pdf"
    page.more.keys.sheet.trigger()
    asked = page.findChildren(SheetDialog)[-1]
    assert unnamed(asked) == []
    asked.whose.set_value(Holder.WITNESS)
    QTest.keyClicks(asked.passphrase, CHAIR)
    files += [path, path]
    asked.do.click()
    qtbot.waitUntil(lambda: asked.problem.sentence != "", timeout=10_000)
    assert not path.exists()
    asked.passphrase.setText(WITNESS)
    asked.do.click()
    qtbot.waitUntil(lambda: page.notice.sentence.startswith("Written"), timeout=20_000)
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_mode & 0o077 == 0, "only the person who made it may read it"


def test_a_forgotten_passphrase_is_replaced_with_the_sheet(at: At, qtbot: QtBot) -> None:
    page = at("packs", "scoring")
    with page.desk.workspace.reading() as reader:
        lines = recovery_lines(unlocked_key(reader, Holder.CHAIR, CHAIR))
    before = in_use(page)
    page.more.keys.forgotten.trigger()
    asked = page.findChildren(ForgottenDialog)[-1]
    assert unnamed(asked) == []
    asked.lines.setPlainText("\n".join([*lines[:7], "0000 0000 00"]))
    for field in (asked.asked.first, asked.asked.again):
        QTest.keyClicks(field, NEW)
    asked.do.click()
    qtbot.waitUntil(lambda: "8" in asked.problem.sentence, timeout=10_000)
    asked.lines.setPlainText("\n".join(lines).upper())
    asked.do.click()
    qtbot.waitUntil(lambda: page.notice.sentence == "The key has its new passphrase.", timeout=20_000)
    assert in_use(page) == before, "it is the same key"
    assert fits(page, Holder.CHAIR, NEW)


def test_lost_keys_are_replaced_with_a_reason(at: At, qtbot: QtBot) -> None:
    page = at("packs", "scoring")
    before = in_use(page)
    page.more.keys.replace.trigger()
    asked = page.findChildren(KeysDialog)[-1]
    assert unnamed(asked) == []
    for place, passphrase in enumerate((NEW, NEW, OTHER, OTHER)):
        asked.fields[place].setText(passphrase)
    asked.do.click()
    assert "needs a reason" in asked.problem.sentence
    asked.reason.setPlainText("both papers burnt")
    asked.do.click()
    qtbot.waitUntil(lambda: in_use(page) != before, timeout=20_000)
    with page.desk.workspace.reading() as reader:
        ended = [row.ended_reason for row in reader.all(OpeningKey) if row.ended_at]
    assert ended == ["both papers burnt"] * 2


def test_the_words_of_the_selection_are_told_in_each_language(at: At, qtbot: QtBot) -> None:
    page = at("packs", "scoring")
    page.more.keys.words.trigger()
    qtbot.waitUntil(lambda: page.findChildren(ToldDialog) != [], timeout=10_000)
    told = page.findChildren(ToldDialog)[-1].told.toPlainText()
    with page.desk.workspace.reading() as reader:
        for language in ("en", "es", "pt", "fr"):
            assert selection_words(reader, page.desk.workspace.id, language) in told


def test_without_keys_there_is_nothing_to_print_or_replace(at: At) -> None:
    keys = at("frozen", "scoring").more.keys
    assert [line.isEnabled() for line in (keys.sheet, keys.forgotten, keys.replace, keys.words)] == [False] * 4
    assert keys.take_in.isEnabled()
