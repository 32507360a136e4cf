"""Whose keys signed what counted, and why opening keys were replaced."""

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, MemberKey, Opening, OpeningKey
from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.admitting import admit_ballot
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.verification.keys import check_member_keys, check_opening_keys
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT


def told(ready, check):
    with ready.workspace.reading() as reader:
        found = check(reader)
        return found.ok, str(found.detail)


def change(ready, noun, **fields):
    """Write past the rules, as a changed program would: the log is in order, the row says what it must not."""
    with ready.workspace.transaction(SECRETARIAT, message("x")) as tx:
        row = tx.all(noun)[0]
        for name, value in fields.items():
            setattr(row, name, value)
        tx.add(row)


def opened(ready):
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    return ready


@pytest.fixture
def unread(ready):
    """M1's key was read out; M2's was not, and the chair let the ballot in."""
    packs = ready.packs(1, 2)
    ready.collect(ready.ballot(packs[0]))
    ready.calls = False
    assert ready.collect(ready.ballot(packs[1]))[0].status == "unconfirmed"
    admit_ballot(ready.workspace, SECRETARIAT, 2, "recognised the voice on the phone")
    return opened(ready)


def test_before_the_opening_nothing_counted(ready):
    assert told(ready, check_member_keys) == (True, "Nothing is opened yet.")


def test_keys_that_were_read_out_are_told(ready):
    ready.collect(*(ready.ballot(pack) for pack in ready.packs()))
    assert told(opened(ready), check_member_keys) == (
        True, "3 signed ballots counted; their keys were read out before the opening."
    )  # fmt: skip


def test_how_many_were_admitted_without_a_key_read_out_is_told(unread):
    assert told(unread, check_member_keys) == (
        True, "2 signed ballots counted; of these the chair admitted 1 whose key was not read out: M2."
    )  # fmt: skip
    assert verify(unread.workspace).ok


COUNTED = "counted, and its key was neither read out before the opening nor was it let in with a reason."


def test_a_ballot_that_counted_without_either_is_named(unread):
    with unread.workspace.transaction(SECRETARIAT, message("x")) as tx:
        ballot = tx.first(Ballot, member_id=2)
        ballot.admitted_reason = ""
        tx.add(ballot)
    assert told(unread, check_member_keys) == (False, f"Ballot B2 of M2 {COUNTED}")


@pytest.mark.parametrize("moment", ["2000-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00"])
def test_a_key_read_out_after_the_opening_proves_nothing_whatever_its_time_says(ready, moment):
    ready.collect(ready.ballot(ready.packs(1)[0]))
    change(opened(ready), MemberKey, confirmed_at=moment)
    assert told(ready, check_member_keys) == (False, f"Ballot B1 of M1 {COUNTED}")


def test_a_key_read_out_before_holds_though_the_clock_was_put_back(ready, monkeypatch):
    (pack,) = ready.packs(1)
    monkeypatch.setenv("RAPPORTEUR_NOW", "2030-01-01T00:00:00+00:00")
    ready.collect(ready.ballot(pack))
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-01-01T00:00:00+00:00")
    assert told(opened(ready), check_member_keys) == (
        True, "1 signed ballot counted; its key was read out before the opening."
    )  # fmt: skip


def test_ballots_that_did_not_count_are_not_asked(ready):
    packs = ready.packs(1, 2)
    ready.collect(ready.ballot(packs[0]))
    ready.calls = False
    ready.collect(ready.ballot(packs[1]))
    assert told(opened(ready), check_member_keys)[0]
    with ready.workspace.reading() as reader:
        assert reader.count(Ballot, status=BallotStatus.UNCONFIRMED) == 1
        assert len(reader.first(Opening).counted) == 1


def test_opening_keys_in_use_are_counted(ready, workspace):
    assert told(ready, check_opening_keys) == (True, "2 opening keys in use; none was replaced.")


def test_without_opening_keys_there_is_nothing(workspace):
    with workspace.reading() as reader:
        assert str(check_opening_keys(reader).detail) == "There are no opening keys yet."


def renewed(ready):
    words = ("another chair passphrase", "another witness passphrase")
    make_opening_keys(ready.workspace, SECRETARIAT, *words, instead="both laptops were stolen")


def test_replaced_opening_keys_say_why(ready):
    renewed(ready)
    assert told(ready, check_opening_keys) == (
        True, "2 opening keys in use; 2 replaced: both laptops were stolen."
    )  # fmt: skip


def test_an_opening_key_replaced_without_a_reason_is_named(ready):
    renewed(ready)
    change(ready, OpeningKey, ended_reason=" ")
    assert told(ready, check_opening_keys) == (False, "The opening key of the chair was replaced without a reason.")


def test_two_opening_keys_of_one_holder_are_named(ready):
    renewed(ready)
    change(ready, OpeningKey, ended_at=None, ended_reason="")
    assert told(ready, check_opening_keys) == (False, "Two opening keys of the chair are in use in round 1.")
