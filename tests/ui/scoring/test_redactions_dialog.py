"""Redactions in the window: the packs to come do not show what was taken out."""

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from rapporteur_app.scoring.blackout import BLACK
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.scoring.redactions_dialog import RedactionsDialog
from rapporteur_app.workspace import SECRETARIAT
from tests.ui.at_stage import At, unnamed
from tests.ui.doing import press


def asked(page: Any, qtbot: QtBot) -> RedactionsDialog:
    page.more.redactions.trigger()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(RedactionsDialog)), timeout=10_000)
    return next(each for each in page.findChildren(RedactionsDialog) if each.isVisible())


def shown(page: Any, folder: Path) -> str:
    made = make_packs(page.desk.workspace, SECRETARIAT, folder, KeyStore(), members=[1], reissue="a test")
    return str(open_pack(made[0].pack).candidates)


def test_words_are_taken_out_with_a_reason_and_taken_back(at: At, qtbot: QtBot, tmp_path: Path) -> None:
    page: Any = at("packs", "scoring")
    dialog = asked(page, qtbot)
    name = dialog.known.candidates[0][1]
    assert unnamed(dialog) == []
    dialog.text_out.setText(name.split()[-1])
    dialog.do.click()
    qtbot.waitUntil(lambda: "needs a reason" in dialog.problem.sentence, timeout=10_000)
    dialog.reason.set_text("a relative of a member")
    dialog.do.click()
    qtbot.waitUntil(lambda: "taken out" in page.notice.sentence, timeout=10_000)
    assert BLACK in shown(page, tmp_path / "one")
    assert name not in shown(page, tmp_path / "two")

    dialog = asked(page, qtbot)
    assert "a relative of a member" in dialog.listed.item(0).text()
    dialog.listed.setCurrentRow(0)
    press(dialog, "Take back what is chosen")
    qtbot.waitUntil(lambda: "again" in page.notice.sentence, timeout=10_000)
    assert name in shown(page, tmp_path / "three")
