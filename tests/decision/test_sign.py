"""The chair's signature: what it covers, who gives it, and that a change behind it is seen."""

import json

import pytest

from rapporteur_app.consultation.rounds import open_round
from rapporteur_app.decision.endorse import endorse
from rapporteur_app.decision.sign import signature_holds, signer
from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.screening import Subject, accept_proposals, admit, load_findings, screen, withdraw
from rapporteur_app.model import Decision, DecisionSignature, FindingState, MemberKey, MemberRole, Role, Stance
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import acts


def holds(workspace):
    with workspace.reading() as reader:
        return signature_holds(reader)


def change(workspace, noun, **values):
    with workspace.transaction(SECRETARIAT, message("Changed")) as tx:
        row = tx.first(noun)
        for name, value in values.items():
            setattr(row, name, value)
        tx.add(row)


def test_the_signature_covers_the_decision_the_stances_and_the_log(take, sign, selection, key):
    take()
    endorse(selection, SECRETARIAT, 2, Stance.DISSENT, "No.")
    head = selection.head()
    signed = sign()
    assert json.loads(signed.signed) == {
        "format": 1,
        "selection": selection.id,
        "selected": "C1",
        "alternates": ["C2", "C3"],
        "justification": {"en": "The clearest voice."},
        "deviation": "",
        "endorsements": [["M2", "dissent", "No."]],
        "audit_head": head,
    }
    assert (signed.member_id, signed.key) == (1, key.public)
    assert holds(selection) is True
    with selection.reading() as reader:
        assert (acts(reader)[-1].actor, str(acts(reader)[-1].action)) == ("M1", "Decision signed by M1")


def test_before_the_signature_there_is_nothing_to_hold(take, selection):
    take()
    assert holds(selection) is None


@pytest.mark.parametrize(
    ("noun", "values"),
    [
        (Decision, {"selected_id": 2}),
        (Decision, {"justification": {"en": "Another reason."}}),
        (DecisionSignature, {"signature": "00" * 64}),
        (DecisionSignature, {"signature": "no hex"}),
        (DecisionSignature, {"key": "11" * 32}),
        (DecisionSignature, {"signed": "{}"}),
        (DecisionSignature, {"signed": "not JSON"}),
    ],
)
def test_what_is_changed_behind_the_signature_is_seen(take, sign, selection, noun, values):
    take()
    sign()
    change(selection, noun, **values)
    assert holds(selection) is False


def test_a_co_chair_may_sign_and_no_one_else(take, sign, refused):
    take()
    refused(BadInput, "M2 does not have the role chair / co-chair", lambda: sign(2))
    refused(NotFound, "There is no M9", lambda: sign(9))
    assert sign(4).member_id == 4


def test_it_is_signed_once_and_only_when_there_is_a_decision(take, sign, refused):
    refused(WrongStage, "There is no decision yet", sign)
    take()
    sign()
    refused(WrongStage, "The decision is signed", sign)


def test_another_key_than_that_of_the_ballots_is_refused(take, sign, selection, refused, key):
    take()
    with selection.transaction(SECRETARIAT, message("Key seen")) as tx:
        tx.add(MemberKey(member_id=1, public=key.public, first_seen="2021-04-08T00:00:00+00:00"))
    words = "This is not the key with which M1 signed ballots. Name the file that holds it (--key-file)."
    refused(BadInput, words, lambda: sign(with_key=SigningKey.new()))
    assert sign().key == key.public


def test_the_chair_signs_unless_another_is_named(selection):
    with selection.reading() as reader:
        assert signer(reader, None).name == "Beatriz"
        assert signer(reader, 4).name == "Kerwin"
        with pytest.raises(BadInput, match="M2 does not have the role"):
            signer(reader, 2)


def test_of_several_chairs_one_must_be_named(selection):
    with selection.transaction(SECRETARIAT, message("Chair")) as tx:
        tx.add(MemberRole(member_id=2, role=Role.CHAIR))
    with selection.reading() as reader, pytest.raises(BadInput, match=r"Say which chair signs .* M1, M2"):
        signer(reader, None)


def test_what_a_signed_decision_stands_on_no_longer_changes(take, sign, selection, refused):
    take()
    sign()
    one = Subject(candidate=1)
    for act in (
        lambda: admit(selection, SECRETARIAT, one, "late"),
        lambda: screen(selection, SECRETARIAT, one, "consent", FindingState.NOT_MET, "no letter"),
        lambda: accept_proposals(selection, SECRETARIAT),
        lambda: load_findings(selection, SECRETARIAT, []),
    ):
        refused(WrongStage, "The decision is signed: the screening", act)
    asked = (selection, SECRETARIAT, "Whom?", "2021-05-01T00:00", "2021-05-02")
    refused(WrongStage, "The decision is signed: nobody is consulted", lambda: open_round(*asked))
    withdraw(selection, SECRETARIAT, Subject(candidate=3), "herself", "busy")
