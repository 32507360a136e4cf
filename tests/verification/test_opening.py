import hashlib
import json

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Candidate, Member, Opening, Score, ScoreState
from rapporteur_app.verification.opening import check_opening
from rapporteur_app.workspace import SECRETARIAT


def ballot(member, digest, round_number=1):
    return Ballot(
        member_id=member, round=round_number, revision=1, file="", digest=digest, status=BallotStatus.ACCEPTED,
        final=True, scored=1, due=1, received_at="", data=b"",
    )  # fmt: skip


DIGESTS = {1: ["M1", 1, "a"], 2: ["M2", 1, "b"], 3: ["M2", 1, "c"]}


def opening(*counted, listed=None):
    rows = [DIGESTS.get(number) for number in listed or counted]
    digest = hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()
    return Opening(round=1, at="", list_digest=digest, counted=list(counted), left_out=[], holders=[])


def score(ballot_id, member, round_number=1):
    return Score(
        round=round_number, ballot_id=ballot_id, member_id=member, candidate_id=1, criterion="A",
        state=ScoreState.SCORED, value=4,
    )  # fmt: skip


@pytest.fixture
def told(workspace):
    """What the check says once these rows are in the file, beside two members and three ballots (M1's, M2's, M2's)."""
    with workspace.transaction(SECRETARIAT, message("Filled")) as tx:
        tx.add_all([Member(name="Rosa"), Member(name="Ali"), Candidate(name="Ana", spelling="ana")])
        tx.add_all([ballot(1, "a"), ballot(2, "b"), ballot(2, "c")])

    def check(*rows):
        with workspace.transaction(SECRETARIAT, message("Opened")) as tx:
            tx.add_all(list(rows))
        with workspace.reading() as reader:
            found = check_opening(reader)
            return found.ok, str(found.detail)

    return check


def test_before_the_opening_there_is_nothing(told):
    assert told() == (True, "Nothing is opened yet.")


def test_scores_of_the_ballots_that_counted_hold(told):
    assert told(opening(1, 2), score(1, 1), score(2, 2)) == (
        True, "All scores come from the 2 ballots that counted."
    )  # fmt: skip


def test_a_score_without_an_opening_is_named(told):
    assert told(score(1, 1)) == (False, "Score 1 comes from no ballot that counted.")


def test_a_score_of_a_ballot_that_did_not_count_is_named(told):
    assert told(opening(1, 2), score(3, 2)) == (False, "Score 1 comes from no ballot that counted.")


def test_a_score_under_another_members_name_is_named(told):
    assert told(opening(1, 2), score(1, 2)) == (False, "Score 1 comes from no ballot that counted.")


def test_a_ballot_that_counted_and_is_gone_is_named(told):
    assert told(opening(1, 9)) == (False, "Ballot B9 counted in round 1, and is not there.")


def test_two_ballots_of_one_member_are_named(told):
    assert told(opening(2, 3)) == (False, "Two ballots of M2 counted.")


def test_a_list_that_was_changed_after_the_receipts_is_named(told):
    assert told(opening(1, 3, listed=[1, 2])) == (
        False, "The ballots that counted in round 1 are not those of its list."
    )  # fmt: skip
