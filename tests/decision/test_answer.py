"""The person's answer, and who moves up after a decline."""

import pytest

from rapporteur_app.decision.answer import has_accepted, respond, standing
from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Answer, Withdrawal
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import undo


@pytest.fixture
def answers(selection):
    def call(candidate, *, accepts, reason=""):
        return respond(selection, SECRETARIAT, candidate, accepts=accepts, reason=reason)

    return call


def now(workspace):
    with workspace.reading() as reader:
        return standing(reader), has_accepted(reader)


def test_the_selected_person_stands_until_they_answer(take, answers, selection):
    take()
    assert now(selection) == (1, False)
    answers(1, accepts=True)
    assert now(selection) == (1, True)


def test_each_decline_moves_the_next_alternate_up(take, answers, selection, sign):
    take(alternates=[3, 2])
    sign()
    assert answers(1, accepts=False, reason=" Ill. ").reason == "Ill."
    assert now(selection) == (3, False)
    answers(3, accepts=False)
    assert now(selection) == (2, False)
    answers(2, accepts=False)
    assert now(selection) == (None, False)


def test_a_decline_after_an_acceptance_keeps_both_on_record(take, answers, selection):
    take()
    answers(1, accepts=True)
    answers(1, accepts=False)
    assert now(selection) == (2, False)
    with selection.reading() as reader:
        assert [answer.accepts for answer in reader.all(Answer)] == [True, False]


def test_an_alternate_who_declines_beforehand_is_passed_over(take, answers, selection):
    take()
    answers(2, accepts=False)
    assert now(selection) == (1, False)
    answers(1, accepts=False)
    assert now(selection) == (3, False)


def test_who_withdrew_is_passed_over(take, selection):
    take()
    with selection.transaction(SECRETARIAT, message("Withdrawn")) as tx:
        tx.add(Withdrawal(candidate_id=1, by="herself", reason="busy", at="2021-04-18T00:00:00+00:00"))
    assert now(selection) == (2, False)


def test_a_decline_can_be_undone(take, answers, selection):
    take()
    answers(1, accepts=False)
    undo(selection, SECRETARIAT)
    assert now(selection) == (1, False)


def test_answers_that_do_not_count_are_refused(take, answers, refused):
    refused(WrongStage, "There is no decision yet", lambda: answers(1, accepts=True))
    take()
    refused(WrongStage, "C4 is not selected, nor an alternate", lambda: answers(4, accepts=True))
    refused(WrongStage, "C2 comes after C1, who has not declined.", lambda: answers(2, accepts=True))
    answers(1, accepts=True)
    refused(WrongStage, "C1 has accepted already.", lambda: answers(1, accepts=True))
    answers(1, accepts=False)
    refused(WrongStage, "C1 is not selected, nor an alternate who could still be asked. In line: C2, C3.",
            lambda: answers(1, accepts=True))  # fmt: skip
