"""Concerns: born of replies, answered by the taskforce, taken back by those who raised them."""

import pytest

from rapporteur_app.consultation.concerns import answer_concern
from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.model import Concern, Disposition
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import undo


def concerns(workspace):
    with workspace.reading() as reader:
        return [(concern.short_id, concern.disposition) for concern in reader.all(Concern)]


def answer(workspace, number=1, disposition=Disposition.ACCEPTED, text="Heard.", effect="Added a step.", **options):
    return answer_concern(workspace, SECRETARIAT, number, disposition, text, effect, **options)


def test_concerns_and_objections_become_items_and_support_does_not(take, asked):
    take(("S1", "C1", "concern"), ("S2", "C1", "objection"), ("S4", "C1", "support"), ("S4", "C2", "abstain"))
    assert concerns(asked) == [("K1", None), ("K2", None)]


def test_a_concern_of_an_unregistered_organisation_is_an_item_too(take, asked):
    take(("Stranger", "C1", "objection"))
    assert concerns(asked) == [("K1", None)]


def test_an_answer_says_what_was_done_by_whom(take, asked):
    take(("S1", "C1", "concern"))
    found = answer(asked, owner=1)
    assert (found.disposition, found.answer, found.effect, found.owner_id) == ("accepted", "Heard.", "Added a step.", 1)
    assert found.answered_at is not None
    assert answer(asked, disposition=Disposition.NOTED).owner_id == 1, "a later answer keeps the owner"


@pytest.mark.parametrize("missing", [{"text": " "}, {"effect": ""}])
def test_an_answer_needs_words_and_effect(take, asked, refused, missing):
    take(("S1", "C1", "concern"))
    refused(asked, BadInput, "needs both the answer and its effect", lambda: answer(asked, **missing))


def test_what_is_not_there_is_refused(take, asked, refused):
    take(("S1", "C1", "concern"))
    refused(asked, NotFound, "There is no K9", lambda: answer(asked, 9))
    refused(asked, NotFound, "There is no M9", lambda: answer(asked, owner=9))


def test_a_closed_stage_takes_no_answer(take, asked, refused, close_stage):
    take(("S1", "C1", "concern"))
    close_stage(asked)
    refused(asked, WrongStage, "is closed", lambda: answer(asked))


def test_a_concern_that_was_taken_back_unanswered_is_gone_and_undo_brings_it_back(take, asked):
    take(("S1", "C1", "concern"))
    take(("S1", "C1", "support"))
    assert concerns(asked) == []
    undo(asked, SECRETARIAT)
    assert concerns(asked) == [("K1", None)]


def test_an_id_is_never_given_twice(take, asked):
    take(("S1", "C1", "concern"))
    take(("S1", "C1", "support"))
    take(("S1", "C1", "concern"))
    assert concerns(asked) == [("K2", None)]


def test_an_answered_concern_stays_on_record_when_it_is_taken_back(take, asked):
    take(("S1", "C1", "concern"))
    answer(asked)
    take(("S1", "C1", "support"))
    assert concerns(asked) == [("K1", Disposition.ACCEPTED)]


def test_a_concern_that_grows_into_an_objection_is_open_again(take, asked):
    take(("S1", "C1", "concern"))
    answer(asked)
    take(("S1", "C1", "concern", {"text": "the same, in other words"}))
    assert concerns(asked) == [("K1", Disposition.ACCEPTED)]
    take(("S1", "C1", "objection"))
    assert concerns(asked) == [("K1", None)]


def test_a_concern_raised_again_after_it_was_taken_back_is_open_again(take, asked):
    take(("S1", "C1", "objection"))
    answer(asked)
    take(("S1", "C1", "support"))
    take(("S1", "C1", "concern"))
    assert concerns(asked) == [("K1", None)]
