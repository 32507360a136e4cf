"""The decision is taken, endorsed, signed and answered in the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rapporteur_app.decision.answer import has_accepted, standing
from rapporteur_app.decision.sign import signature_holds
from rapporteur_app.i18n import message
from rapporteur_app.model import Concern, Decision, Endorsement, Reply, ReplyKind, Stance
from rapporteur_app.workspace import SECRETARIAT
from tests.ui.at_stage import At, dialog, unnamed
from tests.ui.doing import press


def test_the_decision_is_taken_endorsed_signed_and_answered(at: At, qtbot: QtBot) -> None:
    page = at("consulted", "decision")
    press(page, "Decide…")
    asked = dialog(page)
    assert unnamed(asked) == []
    assert not asked.deviation.isVisible()
    asked.selected.setCurrentIndex(1)
    assert asked.deviation.isVisible()
    asked.alternates.setFocus()
    for row in (2, 0):
        asked.alternates.setCurrentRow(row)
        QTest.keyClick(asked.alternates, Qt.Key.Key_Space)
    press(asked, "Move down")
    QTest.keyClicks(asked.texts["en"], "She knows the islands.")
    asked.do.click()
    assert "reason for deviating" in asked.problem.sentence
    QTest.keyClicks(asked.deviation, "The consultation asked for her.")
    asked.do.click()
    qtbot.waitUntil(lambda: page.snapshot.decision != {}, timeout=10_000)
    with page.desk.workspace.reading() as reader:
        decision = reader.first(Decision)
        assert (decision.selected_id, decision.alternates) == (2, [1, 3])
        assert decision.justification == {"en": "She knows the islands."}
        assert decision.deviation == "The consultation asked for her."

    for member, stance in ((0, "endorses"), (1, "dissents")):
        press(page, "Endorse or dissent…")
        asked = dialog(page)
        assert unnamed(asked) == []
        asked.member.setCurrentIndex(member)
        press(asked.stance, stance)
        asked.do.click()
        qtbot.waitUntil(lambda row=member: page.snapshot.members[row][2] is not None, timeout=10_000)

    press(page, "Sign…")
    asked = dialog(page)
    assert unnamed(asked) == []
    asked.do.click()
    qtbot.waitUntil(lambda: page.snapshot.signed_by == "M1", timeout=20_000)
    assert not page.decide.isEnabled()

    for said, now in (("declines", 1), ("accepts", 1)):
        press(page, "The person's answer…")
        asked = dialog(page)
        assert unnamed(asked) == []
        press(asked.answer, said)
        asked.do.click()
        qtbot.waitUntil(lambda want=now: page.snapshot.standing == want, timeout=10_000)
    qtbot.waitUntil(lambda: page.snapshot.accepted, timeout=10_000)
    with page.desk.workspace.reading() as reader:
        assert [row.stance for row in reader.all(Endorsement)] == [Stance.ENDORSE, Stance.DISSENT]
        assert signature_holds(reader)
        assert standing(reader) == 1
        assert has_accepted(reader)


def test_everything_has_a_name(at: At) -> None:
    assert unnamed(at("consulted", "decision")) == []


def test_a_concern_that_nobody_answered_asks_for_a_reason(at: At, qtbot: QtBot) -> None:
    page = at("consulted", "decision")
    with page.desk.workspace.transaction(SECRETARIAT, message("Concern noted")) as tx:
        said = {"kind": ReplyKind.CONCERN, "text": "?", "at": "2021-04-15T10:00:00+00:00"}
        reply = tx.add(Reply(round_id=1, stakeholder_id=1, candidate_id=1, **said))
        tx.add(Concern(reply_id=reply.id))
    page.reload()
    qtbot.waitUntil(lambda: list(page.snapshot.waiting) == ["K1"], timeout=10_000)
    press(page, "Decide…")
    asked = dialog(page)
    assert "Not yet answered: K1." in asked.problem.sentence
    assert asked.deviation.isVisible()
    QTest.keyClicks(asked.texts["en"], "She knows the islands.")
    asked.do.click()
    qtbot.waitUntil(lambda: asked.do.isEnabled() and "Not yet answered" in asked.problem.sentence, timeout=10_000)
    QTest.keyClicks(asked.deviation, "It came after the meeting.")
    asked.do.click()
    qtbot.waitUntil(lambda: page.snapshot.decision != {}, timeout=10_000)
    assert page.snapshot.decision["deviation"] == "It came after the meeting."
