"""Rounds: who is asked, when a round opens and closes, and what is refused."""

import pytest

from rapporteur_app.consultation.concerns import answer_concern
from rapporteur_app.consultation.rounds import close_round, need_round, open_round
from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.model import ConsultationRound, Disposition, Invitation
from rapporteur_app.workspace import SECRETARIAT


def opening(workspace, question="Whom?", starts="2021-04-13T08:00", ends="2021-04-16T18:00", **options):
    return open_round(workspace, SECRETARIAT, question, starts, ends, **options)


def invited(workspace, number=1):
    with workspace.reading() as reader:
        found = need_round(reader, number)
        return [f"S{row.stakeholder_id}" for row in reader.all(Invitation, round_id=found.id)]


def test_all_who_are_registered_are_asked_but_those_who_opted_out(selection):
    opened = opening(selection)
    assert (opened.number, opened.asked) == (1, 3)
    assert invited(selection) == ["S1", "S2", "S4"]


def test_only_the_chosen_are_asked(selection):
    opening(selection, only=[4, 2, 4])
    assert invited(selection) == ["S4", "S2"]


def test_who_only_replied_is_not_asked_in_the_next_round(asked, take):
    take(("Stranger", "C1", "support"))
    assert opening(asked).asked == 3
    with pytest.raises(BadInput, match="S5 is not registered yet"):
        opening(asked, only=[5])


def test_times_are_kept_with_the_offset_of_the_selection(selection):
    opening(selection, starts="2021-04-13", ends="2021-04-16")
    with selection.reading() as reader:
        found = need_round(reader)
    assert (found.starts, found.ends) == ("2021-04-13T00:00:00+00:00", "2021-04-16T23:59:00+00:00")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"question": " \n"}, "The question of the round is empty"),
        ({"starts": "soon"}, "“soon” is not a date or moment such as"),
        ({"ends": "2021-04-13T07:00"}, "before it starts"),
        ({"only": [3]}, "S3 has asked not to be consulted"),
    ],
)
def test_what_cannot_be_asked_is_refused(selection, refused, options, words):
    refused(selection, BadInput, words, lambda: opening(selection, **options))


def test_a_stakeholder_who_is_not_there_is_refused(selection, refused):
    refused(selection, NotFound, "There is no S9 in this selection.", lambda: opening(selection, only=[9]))


def test_a_round_needs_a_shortlist(workspace, refused):
    refused(workspace, WrongStage, "There is no shortlist yet", lambda: opening(workspace))


def test_a_round_needs_somebody_to_ask(shortlisted, refused):
    refused(shortlisted, WrongStage, "There is nobody to ask. Load the register", lambda: opening(shortlisted))


def test_a_closed_stage_opens_no_round(selection, refused, close_stage):
    close_stage(selection)
    refused(selection, WrongStage, "is closed", lambda: opening(selection))


def test_a_round_closes_when_every_concern_is_answered(asked, take, refused):
    take(("S1", "C1", "concern"))
    refused(asked, WrongStage, "Round 1 has open concerns: K1.", lambda: close_round(asked, SECRETARIAT, 1))
    answer_concern(asked, SECRETARIAT, 1, Disposition.NOTED, "We heard it.", "None.")
    found = close_round(asked, SECRETARIAT, 1, "not needed")
    assert (found.closed_at is not None, found.despite_open) == (True, "")


def test_a_round_closes_despite_open_concerns_with_a_reason(asked, take):
    take(("S1", "C1", "objection"))
    assert close_round(asked, SECRETARIAT, 1, "The meeting is tomorrow.").despite_open == "The meeting is tomorrow."


def test_a_concern_of_another_round_keeps_no_round_open(asked, take):
    take(("S1", "C1", "concern"))
    opening(asked)
    assert close_round(asked, SECRETARIAT, 2).number == 2


def test_a_round_closes_once(asked, refused):
    close_round(asked, SECRETARIAT, 1)
    refused(asked, WrongStage, "Consultation round 1 is closed", lambda: close_round(asked, SECRETARIAT, 1))
    refused(asked, NotFound, "There is no consultation round 7.", lambda: close_round(asked, SECRETARIAT, 7))


def test_without_a_round_the_sentence_says_how_to_open_one(selection, refused):
    words = "There is no consultation round yet. Open one first"
    refused(selection, NotFound, words, lambda: close_round(selection, SECRETARIAT, 1))


def test_rounds_count_on(asked):
    assert opening(asked).number == 2
    with asked.reading() as reader:
        assert reader.count(ConsultationRound) == 2
        assert need_round(reader).number == 2
