"""Who stands behind the decision, by name."""

import pytest

from rapporteur_app.decision.endorse import endorse
from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.model import Endorsement, Stance
from rapporteur_app.workspace import SECRETARIAT


@pytest.fixture
def stand(selection):
    def call(member, stance=Stance.ENDORSE, statement=""):
        return endorse(selection, SECRETARIAT, member, stance, statement)

    return call


def stances(workspace):
    with workspace.reading() as reader:
        return {f"M{row.member_id}": (row.stance.value, row.statement) for row in reader.all(Endorsement)}


def test_members_and_chairs_endorse_or_dissent(take, stand, selection):
    take()
    stand(1)
    stand(2, Stance.DISSENT, " I ask for turns. ")
    stand(4)
    assert stances(selection) == {"M1": ("endorse", ""), "M2": ("dissent", "I ask for turns."), "M4": ("endorse", "")}


def test_a_later_stance_replaces_the_earlier(take, stand, selection):
    take()
    stand(2, Stance.DISSENT, "No.")
    stand(2)
    assert stances(selection) == {"M2": ("endorse", "")}


def test_only_those_who_decide_have_a_stance(take, stand, refused):
    take()
    refused(BadInput, "M3 does not have the role", lambda: stand(3))
    refused(NotFound, "There is no M9", lambda: stand(9))


def test_there_must_be_a_decision(stand, refused):
    refused(WrongStage, "There is no decision yet. Take it first", lambda: stand(1))


def test_after_the_signature_no_stance_changes(take, stand, sign, refused):
    take()
    sign()
    refused(WrongStage, "The decision is signed", lambda: stand(1))
