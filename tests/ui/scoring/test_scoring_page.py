"""The secretariat makes keys and packs, and collects what comes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Ballot, OpeningKey, PackEdition
from rapporteur_app.scoring.answers import parse_answer, to_score
from rapporteur_app.scoring.ballots import member_key, open_work, submit
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.judging import counting_ballot
from rapporteur_app.scoring.member_keys import key_words
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.scoring.collected_dialog import CollectedDialog
from rapporteur_app.ui.scoring.keys_dialog import KeysDialog
from rapporteur_app.ui.scoring.words_dialog import WordsDialog
from tests.ui.at_stage import At, dialog, unnamed
from tests.ui.doing import press


def test_keys_are_made_with_two_passphrases_that_differ(at: At, qtbot: QtBot) -> None:
    page = at("frozen", "scoring")
    press(page, "Opening keys…")
    asked = dialog(page)
    assert isinstance(asked, KeysDialog)
    assert unnamed(asked) == []
    asked.proposals[0].click()
    asked.fields[2].setText(asked.fields[0].text())
    asked.fields[3].setText(asked.fields[0].text())
    asked.accept()
    assert "different" in asked.problem.sentence
    asked.fields[2].setText("a long and quiet road")
    asked.fields[3].setText("a long and quiet lane")
    asked.accept()
    assert "differ" in asked.problem.sentence
    asked.proposals[1].click()
    asked.do.click()
    qtbot.waitUntil(lambda: page.snapshot.has_keys, timeout=20_000)
    with page.desk.workspace.reading() as reader:
        assert {row.holder.value for row in reader.all(OpeningKey)} == {"chair", "witness"}
    assert not page.keys.isEnabled()


def test_packs_are_made_into_a_folder(at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at("keys", "scoring")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "out"))
    press(page, "Make packs…")
    qtbot.waitUntil(lambda: [row["pack"] for row in page.snapshot.members] == [1, 1, 1], timeout=10_000)
    assert len(list((tmp_path / "out").glob("*.pack"))) == 3
    with page.desk.workspace.reading() as reader:
        assert reader.count(PackEdition) == 3


def test_ballots_are_collected_and_each_file_is_told(
    at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at("returned", "scoring")
    (tmp_path / "junk.ballot").write_bytes(b"no ballot")
    files = [str(tmp_path / name) for name in ("M1.ballot", "M2.ballot", "junk.ballot")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: (files, ""))
    press(page, "Collect ballots…")
    qtbot.waitUntil(lambda: page.findChildren(CollectedDialog) != [], timeout=10_000)
    told = dialog(page)
    assert [told.table.model.text(row, 2) for row in range(3)] == ["taken", "taken", "unreadable"]
    told.close()
    qtbot.waitUntil(lambda: [row["returned"] for row in page.snapshot.members] == [True, True, False])
    with page.desk.workspace.reading() as reader:
        assert reader.count(Ballot) == 2


def test_a_late_ballot_is_admitted_with_a_reason(at: At, qtbot: QtBot, tmp_path: Path) -> None:
    from rapporteur_app.setup.settings import change_settings

    page = at("returned", "scoring")
    page.act(change_settings, {"scoring_deadline": "2021-04-01T12:00"})
    page.take_ballots([tmp_path / "M1.ballot"])
    qtbot.waitUntil(lambda: page.snapshot.members[0]["status"] == "late", timeout=10_000)
    qtbot.waitUntil(lambda: page.findChildren(CollectedDialog) != [], timeout=10_000)
    dialog(page).close()
    page.table.select(1)
    press(page, "Admit…")
    asked = dialog(page)
    asked.accept()
    qtbot.waitUntil(lambda: asked.problem.sentence != "", timeout=5_000)
    from rapporteur_app.ui.widgets.text_area import TextArea

    asked.findChild(TextArea).setPlainText("the post was slow")
    asked.accept()
    qtbot.waitUntil(lambda: page.snapshot.members[0]["returned"], timeout=10_000)


def test_of_two_versions_of_one_ballot_the_chair_chooses(at: At, qtbot: QtBot, tmp_path: Path) -> None:
    page = at("returned", "scoring")
    rival = rival_of_m1(tmp_path)
    page.act(collect_ballots, [tmp_path / "M1.ballot", rival], KeyStore())
    qtbot.waitUntil(lambda: page.snapshot.members[0]["status"] == "parted", timeout=10_000)
    page.table.select(1)
    press(page, "Admit…")
    asked = dialog(page)
    asked.reason.setPlainText("by telephone")
    asked.accept()
    qtbot.waitUntil(lambda: "Which of these counts?" in asked.problem.sentence, timeout=5_000)
    assert [asked.which.itemText(place).split(", ")[1].split(": ")[1] for place in range(2)] == [
        rival.name,
        "M1.ballot",
    ]
    asked.which.setCurrentIndex(1)
    asked.accept()
    qtbot.waitUntil(lambda: page.snapshot.members[0]["returned"], timeout=10_000)
    with page.desk.workspace.reading() as reader:
        counting = counting_ballot(reader, 1, 1)
    assert counting is not None
    assert counting.file == "M1.ballot"


def rival_of_m1(folder: Path) -> Path:
    """Another ballot that says it is the first revision of M1, signed with the same key."""
    pack = open_pack(folder / "packs" / "M1-edition-1.pack")
    work, _place = open_work(pack, folder / "work-1.json")
    work.revision, work.previous = 0, None
    criterion, number = to_score(pack.rubric)[0], pack.candidate_ids[0]
    work.answers[number, criterion.code] = parse_answer(number, criterion, pack.rubric.scale, "1", "another word")
    return submit(pack, work, folder / "rival.json", folder / "rival.ballot", member_key(pack, KeyStore())).path


def test_everything_has_a_name(at: At) -> None:
    assert unnamed(at("collected", "scoring")) == []


def test_the_words_that_a_member_read_out_are_typed_and_their_ballot_counts(
    at: At, qtbot: QtBot, tmp_path: Path
) -> None:
    page = at("packs", "scoring")
    workspace, store = page.desk.workspace, KeyStore()
    pack = open_pack(tmp_path / "packs" / "M1-edition-1.pack")
    work, place = open_work(pack, tmp_path / "work.json")
    for number in pack.candidate_ids:
        for criterion in to_score(pack.rubric):
            text = "pass" if criterion.kind == "gate" else "4"
            work.answers[number, criterion.code] = parse_answer(number, criterion, pack.rubric.scale, text, "good")
    submit(pack, work, place, tmp_path / "M1.ballot", member_key(pack, store))
    page.take_ballots([tmp_path / "M1.ballot"])
    qtbot.waitUntil(lambda: page.snapshot.members[0]["status"] == "unconfirmed", timeout=10_000)
    qtbot.waitUntil(lambda: page.findChildren(CollectedDialog) != [], timeout=10_000)
    dialog(page).close()

    page.table.select(1)
    press(page, "Words read out…")
    asked = next(each for each in page.findChildren(WordsDialog))
    QTest.keyClicks(asked.typed, "abandon abandon abandon abandon")
    QTest.keyClick(asked.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "somebody else signed" in asked.problem.sentence, timeout=10_000)
    asked.typed.clear()
    QTest.keyClicks(asked.typed, key_words(workspace.id, member_key(pack, store).public, "en"))
    QTest.keyClick(asked.typed, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page.snapshot.members[0]["returned"], timeout=10_000)
    assert page.snapshot.members[0]["key_confirmed"]
    assert page.notice.sentence == "The key is confirmed: what it signed counts."
