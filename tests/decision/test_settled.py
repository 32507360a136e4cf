"""Nothing is decided or signed while the consultation runs, or past a concern that nobody speaks to."""

import pytest

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Concern, ConsultationRound, Decision, Disposition, Reply, ReplyKind, Stakeholder
from rapporteur_app.workspace import SECRETARIAT

START, END = "2021-04-13T08:00-05:00", "2021-04-16T18:00-05:00"
WAITS = "I raise it, and nobody has answered."


@pytest.fixture
def consulted(selection):
    """A round with one concern, which `settle` closes or answers."""
    with selection.transaction(SECRETARIAT, message("Asked")) as tx:
        asked = tx.add(ConsultationRound(number=1, question="?", starts=START, ends=END, opened_at=START))
        who = tx.add(Stakeholder(organisation="Red Andina"))
        reply = tx.add(
            Reply(
                round_id=asked.id, stakeholder_id=who.id, candidate_id=1, kind=ReplyKind.CONCERN, text=WAITS, at=START
            )
        )
        tx.add(Concern(reply_id=reply.id))
    return selection


def settle(selection, *, close=False, answer=False):
    with selection.transaction(SECRETARIAT, message("Settled")) as tx:
        if close:
            found = tx.first(ConsultationRound)
            found.closed_at = END
            tx.add(found)
        if answer:
            concern = tx.first(Concern)
            concern.disposition, concern.answer, concern.effect = Disposition.NOTED, "Heard.", "None."
            tx.add(concern)


def test_decides_nothing_while_a_round_is_open(consulted, take, refused):
    settle(consulted, answer=True)
    refused(WrongStage, "Consultation round 1 is still open. Close it first (`consult round`).", take)
    refused(WrongStage, "round 1 is still open", lambda: take(deviation="We will not wait."))


def test_decides_nothing_past_a_concern_without_an_answer(consulted, take, refused):
    settle(consulted, close=True)
    refused(WrongStage, "Not yet answered: K1. Answer them first (`consult answer`)", take)


def test_decides_past_it_with_a_reason_that_stays_on_record(consulted, take):
    settle(consulted, close=True)
    take(deviation="The organisation asked us not to wait.")
    with consulted.reading() as reader:
        assert reader.first(Decision).deviation == "The organisation asked us not to wait."


def test_decides_once_all_is_answered(consulted, take):
    settle(consulted, close=True, answer=True)
    assert take().selected_id == 1


def test_signs_nothing_that_a_later_round_has_opened_again(selection, take, sign, refused):
    take()
    with selection.transaction(SECRETARIAT, message("Asked again")) as tx:
        tx.add(ConsultationRound(number=1, question="?", starts=START, ends=END, opened_at=START))
    refused(WrongStage, "Consultation round 1 is still open", sign)


def test_signs_nothing_past_a_concern_that_came_later(consulted, take, sign, refused):
    settle(consulted, close=True, answer=True)
    take()
    with consulted.transaction(SECRETARIAT, message("Answer taken back")) as tx:
        concern = tx.first(Concern)
        concern.disposition = None
        tx.add(concern)
    refused(WrongStage, "Not yet answered: K1", sign)


def test_signs_a_decision_that_gives_its_reason(consulted, take, sign):
    settle(consulted, close=True)
    take(deviation="The organisation asked us not to wait.")
    assert sign().member_id == 1


def test_signs_nothing_that_the_ranking_has_left_behind_without_a_reason(take, sign, refused, monkeypatch):
    take()
    monkeypatch.setattr("rapporteur_app.decision.sign.first_ranked_now", lambda _reader: [2])
    refused(BadInput, "C1 is not the first-ranked candidate (C2). Write the reason for deviating", sign)
    take(deviation="A recusal came later.")
    assert sign().member_id == 1
