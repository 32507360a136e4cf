"""The decision's signature, and the ranking that it stands on."""

import importlib.util
import sys
from pathlib import Path
from random import Random

import pytest

from rapporteur_app.decision.decide import decide
from rapporteur_app.decision.sign import sign_decision
from rapporteur_app.i18n import message
from rapporteur_app.model import Decision, MemberKey, Recusal, Withdrawal
from rapporteur_app.results import ranking
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.shortlist import make_shortlist
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.verification.decision import check_ranking, check_signature
from rapporteur_app.workspace import SECRETARIAT, Actor

SOURCE = Path(__file__).parents[1] / "scoring" / "conftest.py"
SPEC = importlib.util.spec_from_file_location("ready_to_verify", SOURCE)
scoring = importlib.util.module_from_spec(SPEC)
sys.modules["ready_to_verify"] = scoring
SPEC.loader.exec_module(scoring)


@pytest.fixture
def opened(workspace, tmp_path):
    """Open the ballots of three members with scores drawn by chance, under this policy."""

    def make(seed=1, **settings):
        ready, chance = scoring.prepare(workspace, tmp_path, **settings), Random(seed)
        ready.declare_all()
        for pack in ready.packs():
            said = [str(chance.choice([1, 2, 3, 4, 5, "AB", "IE"])) for _ in range(6)]
            cells = [(number, code) for number in (1, 2, 3) for code in ("KNOW", "REPR")]
            ready.collect(ready.ballot(pack, ready.work(pack, dict(zip(cells, said, strict=True)))))
        open_results(workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
        change_settings(workspace, SECRETARIAT, {"shortlist_min": "1"})
        return workspace

    return make


def said(workspace, check):
    with workspace.reading() as reader:
        found = check(reader)
    return found.ok, str(found.detail)


def order(workspace):
    with workspace.reading() as reader:
        return ranking.ranking_order(reader)


@pytest.fixture
def decided(opened):
    """Decide for the candidate at this place of the ranking, for this reason."""

    def make(place=0, deviation=""):
        workspace = opened(**{"policy.incomplete": "renormalise"})
        ranked = order(workspace)
        make_shortlist(workspace, SECRETARIAT, ranked, dict.fromkeys(ranked, "because"))
        decide(workspace, SECRETARIAT, ranked[place], [], {"en": "The clearest."}, deviation or "none" * place)
        if not deviation:
            with workspace.transaction(SECRETARIAT, message("x")) as tx:
                found = tx.first(Decision)
                found.deviation = ""
                tx.add(found)
        return workspace

    return make


def test_before_the_opening_nothing_is_recomputed(workspace):
    assert said(workspace, check_ranking) == (True, "Nothing is opened yet.")


@pytest.mark.parametrize("incomplete", ["exclude", "renormalise"])
@pytest.mark.parametrize(("aggregate", "trim"), [("mean", "0"), ("median", "0"), ("trimmed", "1")])
@pytest.mark.parametrize("seed", [1, 2])
def test_plain_arithmetic_gives_the_same_ranking(opened, aggregate, trim, incomplete, seed):
    policy = {"policy.aggregate": aggregate, "policy.trim": trim, "policy.incomplete": incomplete}
    workspace = opened(seed, **policy)
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add(Recusal(member_id=2, candidate_id=1, confirmed_at="2021-04-12T00:00:00+00:00"))
    assert said(workspace, check_ranking) == (
        True, "Worked out once more from the scores of 3 ballots: the same ranks and totals."
    )  # fmt: skip


def test_a_ranking_that_does_not_follow_from_the_scores_is_named(opened, monkeypatch):
    workspace = opened(**{"policy.incomplete": "renormalise"})
    right = ranking._policy
    monkeypatch.setattr(
        ranking, "_policy", lambda policy, criteria: right({**policy, "policy.aggregate": "median"}, criteria)
    )
    ok, detail = said(workspace, check_ranking)
    assert not ok
    assert "its scores give" in detail


def test_a_decision_for_another_than_the_first_is_named_unless_it_says_why(decided):
    workspace = decided(place=1)
    first, second = order(workspace)[:2]
    text = f"C{second} was selected without a reason for deviating, and the scores put C{first} first."
    assert said(workspace, check_ranking) == (False, text)
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        found = tx.first(Decision)
        found.deviation = "balance"
        tx.add(found)
    assert said(workspace, check_ranking)[0]


def test_a_selected_person_who_withdrew_since_is_no_fault(decided):
    workspace = decided()
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add(Withdrawal(candidate_id=tx.first(Decision).selected_id, by="nominee", reason="ill", at="2021-04-20"))
    assert said(workspace, check_ranking)[0]


def test_the_signature_holds_as_long_as_the_decision_is_the_same(decided):
    workspace, key = decided(), SigningKey.new()
    assert said(workspace, check_signature) == (True, "The decision is not signed yet.")
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        for row in tx.all(MemberKey, member_id=1):
            tx.delete(row)
    sign_decision(workspace, Actor(1), 1, key)
    assert said(workspace, check_signature) == (
        True,
        f"The decision is the one that M1 signed, with the key {key.public}.",
    )
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add(MemberKey(member_id=1, public="ff", first_seen="2021-04-01"))
    assert said(workspace, check_signature) == (
        False, "The decision is signed with another key than the ballots of M1."
    )  # fmt: skip
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        found = tx.first(Decision)
        found.justification = {"en": "Another."}
        tx.add(found)
    assert "The decision is not the one that M1 signed." in said(workspace, check_signature)[1]
