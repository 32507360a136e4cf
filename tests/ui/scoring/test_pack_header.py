"""What stands over the scoring: the deadline where the member is, the edition, one keyholder."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rapporteur_app.i18n import catalogue, message
from rapporteur_app.model import Member
from rapporteur_app.scoring.pack_reading import OpenPack, open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.work import Work, note_edition
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.scoring.pack_header import due, news
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui import selections
from tests.ui.doing import press
from tests.ui.scoring.pack_opened import open_pack_in

ENDS = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    """A selection whose ballots are due when it is 18:00 in Bogotá, where M1 lives."""
    path = selections.make(tmp_path, "keys")
    with Workspace.open(path) as workspace:
        change_settings(workspace, SECRETARIAT, {"zone": "UTC", "scoring_deadline": "2026-11-25T23:00"})
        with workspace.transaction(SECRETARIAT, message("Moved")) as tx:
            member = tx.need(Member, 1)
            member.zone = "America/Bogota"
            tx.session.add(member)
    return path


def pack_of(path: Path, *, reissue: str = "", language: str = "en") -> Path:
    with Workspace.open(path) as workspace:
        out = path.parent / "packs"
        made = make_packs(workspace, SECRETARIAT, out, KeyStore(), members=[1], language=language, reissue=reissue)
    return made[0].pack


def told(pack: OpenPack, language: str, before: timedelta) -> str:
    words = catalogue(language)
    return words.render(due(pack, words, ENDS - before).told)


def test_the_deadline_stands_in_the_members_zone_and_language(selection: Path) -> None:
    pack = open_pack(pack_of(selection))

    assert told(pack, "en", timedelta(days=3, hours=1)) == (
        "Deadline: Wednesday 25 November 2026, 18:00 (Bogota) – 3 days left"
    )
    assert "miércoles, 25 de noviembre de 2026, 18:00 (Bogotá)" in told(pack, "es", timedelta(days=3))
    assert "mercredi 25 novembre 2026, 18:00 (Bogota)" in told(pack, "fr", timedelta(days=3))
    assert "quarta-feira, 25 de novembro de 2026, 18:00 (Bogotá)" in told(pack, "pt", timedelta(days=3))


@pytest.mark.parametrize(
    ("before", "urgent", "sentence"),
    [
        (timedelta(days=3), False, "3 days left"),
        (timedelta(hours=47), True, "47 hours left"),
        (timedelta(minutes=30), True, "31 minutes left"),
        (timedelta(seconds=-30), True, "1 minute left"),  # up to the end of its minute
        (timedelta(seconds=-90), True, "The deadline is over"),
    ],
)
def test_a_deadline_that_is_near_or_over_is_warned_of(
    selection: Path, before: timedelta, urgent: bool, sentence: str
) -> None:
    pack = open_pack(pack_of(selection))
    found = due(pack, catalogue("en"), ENDS - before)
    assert found.urgent is urgent
    assert sentence in catalogue("en").render(found.told)


def test_the_page_warns_when_the_deadline_is_over(
    selection: Path, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack_of(selection)
    monkeypatch.setenv("RAPPORTEUR_NOW", (ENDS - timedelta(days=9)).isoformat())
    page = open_pack_in(window, path, qtbot)
    assert not page.due.font().bold()
    monkeypatch.setenv("RAPPORTEUR_NOW", (ENDS + timedelta(days=1)).isoformat())
    page._show_deadline()
    assert page.due.text().startswith("The deadline is over: Wednesday 25 November 2026, 18:00 (Bogota).")
    assert page.due.font().bold()


def test_a_new_edition_says_why_it_was_made_and_what_is_new(selection: Path, window: MainWindow, qtbot: QtBot) -> None:
    first = pack_of(selection)
    page = open_pack_in(window, first, qtbot)
    assert not page.news.isVisible()
    assert page.subheading.text().startswith("Regional rapporteur 2027 · Rosa · edition 1. ")
    qtbot.waitUntil(lambda: page.saved.text() == "Saved", timeout=5_000)
    second = pack_of(selection, reissue="keys made anew")

    again = open_pack_in(window, second, qtbot)

    assert again.news.sentence == "Edition 2 of your pack: “keys made anew”. Nothing changes in what you score."
    press(again, "Understood")
    assert not again.news.isVisible()
    older = open_pack_in(window, first, qtbot)
    assert "you opened edition 2 before" in older.news.sentence


def test_candidates_that_came_and_went_are_named(selection: Path) -> None:
    pack = open_pack(pack_of(selection))
    work = Work(pack.header.selection, 1, 1)
    note_edition(pack, work)
    second = open_pack(pack_of(selection, reissue="one more"))
    work.seen = (type(work.seen[0])(1, (1, 2, 3, 9), "ab" * 32),)

    assert str(news(second, work)) == (
        "Edition 2 of your pack: “one more”. New to score: Dora Gil (C4). No longer asked for: C9; what you gave them "
        "is kept here and not sent. The criteria changed: look at what you gave once more."
    )


def test_one_keyholder_is_said(selection: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_pack_in(window, pack_of(selection), qtbot)
    assert "could read scores early" not in page.due.text()
    from dataclasses import replace

    assert page.snapshot is not None
    header = page.snapshot.pack.header
    alone = replace(header, openers=replace(header.openers, witness=None))
    page.snapshot.pack = replace(page.snapshot.pack, header=alone)
    page._show_deadline()
    assert "that person could read scores early" in page.due.text()
