"""The decision: who can be selected, what must be written, when it can still be changed."""

import pytest

from rapporteur_app.decision.answer import respond, standing
from rapporteur_app.decision.decide import decide, first_ranked_now, need_decision
from rapporteur_app.decision.endorse import endorse
from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Answer, Decision, Endorsement, Stage, StageClosing, Stance, Withdrawal
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import acts, undo


def test_a_decision_keeps_names_order_and_reasons(take, selection):
    take(1, [3, 2], {"ES": " La voz más clara. ", "fr": " "})
    with selection.reading() as reader:
        found = need_decision(reader)
        assert str(acts(reader)[-1].action) == "Decision taken: C1, alternates: C3, C2"
    assert (found.selected_id, found.alternates) == (1, [3, 2])
    assert (found.justification, found.deviation) == ({"es": "La voz más clara."}, "")


def test_a_decision_may_have_no_alternate(take):
    assert take(alternates=[]).alternates == []


def test_who_is_not_first_ranked_needs_a_written_reason(take, refused):
    words = "C2 is not the first-ranked candidate (C1). Write the reason for deviating (--deviation)."
    refused(BadInput, words, lambda: take(2, [1]))
    refused(BadInput, words, lambda: take(2, [1], deviation="  "))
    assert take(2, [1], deviation="Two members asked for a voice of the islands.").deviation != ""


def test_any_of_those_who_tie_for_the_first_rank_needs_none(take):
    assert take(2, [1], first=(1, 2)).deviation == ""


def test_the_first_ranked_may_stand_outside_the_shortlist_and_still_asks_for_the_reason(take, refused):
    refused(BadInput, "not the first-ranked candidate (C4)", lambda: take(1, first=(4,)))


def test_without_a_ranking_there_is_nothing_to_deviate_from(take, selection):
    with selection.reading() as reader:
        assert first_ranked_now(reader) == []
    assert take(2, [1], first=()).selected_id == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"selected": 4, "first": (4,)}, "C4 is not on the shortlist"),
        ({"alternates": [2, 9]}, "C9 is not on the shortlist"),
        ({"alternates": [1]}, "must be different persons"),
        ({"alternates": [2, 2]}, "must be different persons"),
        ({"justification": {}}, "The justification is missing. Give it in one language at least."),
        ({"justification": {"en": " \n"}}, "The justification is missing."),
        ({"justification": {"english": "Why"}}, "“english” is not a language code"),
    ],
)
def test_what_is_no_decision_is_refused(take, refused, given, words):
    refused(BadInput, words, lambda: take(**given))


def test_who_withdrew_cannot_be_selected(take, selection, refused):
    with selection.transaction(SECRETARIAT, message("Withdrawn")) as tx:
        tx.add(Withdrawal(candidate_id=2, by="herself", reason="busy", at="2021-04-18T00:00:00+00:00"))
    refused(BadInput, "C2 withdrew. Select another", take)


def test_a_decision_needs_a_shortlist(workspace):
    with pytest.raises(WrongStage, match="There is no shortlist yet"):
        decide(workspace, SECRETARIAT, 1, [], {"en": "x"})


def test_a_closed_stage_takes_no_decision(take, selection, refused):
    with selection.transaction(SECRETARIAT, message("Closed")) as tx:
        tx.add(StageClosing(stage=Stage.DECISION, closed_at="2021-04-18T00:00:00+00:00"))
    refused(WrongStage, "closed", take)


def test_deciding_again_replaces_and_asks_for_the_endorsements_anew(take, selection):
    take()
    endorse(selection, SECRETARIAT, 2, Stance.ENDORSE)
    respond(selection, SECRETARIAT, 1, accepts=True)
    take(3, [1], deviation="A second look.")
    with selection.reading() as reader:
        assert reader.count(Decision) == 1
        assert need_decision(reader).selected_id == 3
        assert (reader.count(Endorsement), reader.count(Answer)) == (0, 0)
    undo(selection, SECRETARIAT)
    with selection.reading() as reader:
        assert need_decision(reader).selected_id == 1
        assert (reader.count(Endorsement), reader.count(Answer)) == (1, 1)


def test_who_declined_is_not_selected_again(take, selection, refused):
    take()
    respond(selection, SECRETARIAT, 1, accepts=False)
    refused(BadInput, "C1 declined already", take)
    take(2, [3], deviation="C1 declined.")
    with selection.reading() as reader:
        assert standing(reader) == 2


def test_a_signed_decision_stands_until_the_signature_is_taken_back(take, sign, selection, refused):
    take()
    sign()
    refused(WrongStage, "The decision is signed and can no longer be changed. If the selected person declines", take)
    undo(selection, SECRETARIAT)
    assert take(1, []).alternates == []
