"""Whose key is whose: until the words are read out nothing counts, afterwards only what the right key signed."""

import itertools

import pytest

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Declaration, Interest, MemberKey
from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.admitting import admit_ballot
from rapporteur_app.scoring.ballots import member_key
from rapporteur_app.scoring.board import progress_json
from rapporteur_app.scoring.judging import counting_ballot
from rapporteur_app.scoring.member_keys import confirm_key, key_words
from rapporteur_app.scoring.work import Work
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT
from tests.reading_out import read_out

S = BallotStatus


@pytest.fixture
def ready(ready):
    """Nobody was called yet."""
    ready.calls = False
    return ready


@pytest.fixture
def pack(ready):
    return ready.packs(1)[0]


def collected(ready, *paths):
    return [found.status for found in ready.collect(*paths)]


def stored(ready):
    with ready.workspace.reading() as reader:
        return [row.status for row in reader.all(Ballot)]


def counts(ready):
    with ready.workspace.reading() as reader:
        ballot = counting_ballot(reader, 1, 1)
        return ballot and (ballot.key, ballot.revision)


def at_revision(ready, pack, revision):
    work = ready.work(pack)
    work.revision = revision - 1
    return work


def test_a_ballot_whose_key_was_not_read_out_is_kept_and_does_not_count(ready, pack):
    (found,) = ready.collect(ready.ballot(pack))

    assert (found.status, found.taken) == (S.UNCONFIRMED, True)
    assert "not counted until M1 reads it" in str(found.reasons[0])
    assert counts(ready) is None
    with pytest.raises(WrongStage, match="No ballot counts yet"):
        open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    with ready.workspace.reading() as reader:
        assert progress_json(reader)["members"][0]["key_confirmed"] is False


def test_it_counts_once_the_words_are_read(ready, pack):
    ready.collect(ready.ballot(pack))
    key = read_out(ready.workspace, pack, ready.store)

    assert key.public == member_key(pack, ready.store).public
    assert (key.confirmed_by, key.ended_at) == ("secretariat", None)
    assert stored(ready) == [S.ACCEPTED]
    assert counts(ready) == (key.public, 1)
    assert verify(ready.workspace).ok


def test_the_words_may_be_read_before_anything_came_in(ready, pack):
    assert read_out(ready.workspace, pack, ready.store) is None
    assert collected(ready, ready.ballot(pack)) == [S.ACCEPTED]
    with ready.workspace.reading() as reader:
        assert reader.first(MemberKey, member_id=1).confirmed_at


def test_words_read_before_do_not_help_another_key(ready, pack):
    read_out(ready.workspace, pack, ready.store)

    assert collected(ready, ready.ballot(pack, key=SigningKey.new())) == [S.UNCONFIRMED]
    assert collected(ready, ready.ballot(pack, at_revision(ready, pack, 1))) == [S.ACCEPTED]
    assert stored(ready) == [S.UNCONFIRMED, S.ACCEPTED]
    assert counts(ready) == (member_key(pack, ready.store).public, 1)


def test_what_a_stranger_sent_first_is_set_aside_when_the_member_reads(ready, pack):
    stranger = SigningKey.new()
    ready.collect(ready.ballot(pack, key=stranger), ready.ballot(pack, at_revision(ready, pack, 1)))
    assert stored(ready) == [S.UNCONFIRMED, S.UNCONFIRMED]

    read_out(ready.workspace, pack, ready.store)

    assert stored(ready) == [S.WRONG_MEMBER, S.ACCEPTED]
    assert collected(ready, ready.ballot(pack, at_revision(ready, pack, 2), key=stranger)) == [S.WRONG_MEMBER]
    assert counts(ready) == (member_key(pack, ready.store).public, 1)


def test_wrong_words_confirm_nothing(ready, pack):
    ready.collect(ready.ballot(pack))
    wrong = key_words(ready.workspace.id, SigningKey.new().public, "en")

    with pytest.raises(BadInput, match="somebody else signed"):
        confirm_key(ready.workspace, SECRETARIAT, 1, wrong)
    assert stored(ready) == [S.UNCONFIRMED]


def test_the_chair_may_admit_one_that_nobody_could_read_out(ready, pack):
    work = ready.work(pack)
    work.conflicts[2] = "my cousin"
    ready.collect(ready.ballot(pack, work))
    with ready.workspace.reading() as reader:
        assert not reader.all(Declaration, interest=Interest.CONFLICT), "a stranger declares nothing for a member"

    admit_ballot(ready.workspace, SECRETARIAT, 1, "at sea, no telephone; known hand and route")

    assert counts(ready) == (member_key(pack, ready.store).public, 1)
    with ready.workspace.reading() as reader:
        assert reader.all(Declaration, interest=Interest.CONFLICT)[0].candidate_id == 2


def test_a_conflict_is_handed_on_when_the_words_are_read_and_only_once(ready, pack):
    work = ready.work(pack)
    work.conflicts[2] = "my cousin"
    ready.collect(ready.ballot(pack, work))
    key = read_out(ready.workspace, pack, ready.store)
    with ready.workspace.transaction(SECRETARIAT, message("Settled")) as tx:
        row = tx.first(Declaration, member_id=1, candidate_id=2)
        row.interest, row.reason = Interest.NONE, ""
        tx.add(row)

    confirm_key(ready.workspace, SECRETARIAT, 1, key_words(ready.workspace.id, key.public, "fr"))

    with ready.workspace.reading() as reader:
        assert reader.first(Declaration, member_id=1, candidate_id=2).interest is Interest.NONE


def test_a_late_one_stays_late_when_its_key_is_read(ready, pack):
    change_settings(ready.workspace, SECRETARIAT, {"scoring_deadline": "2021-04-10T12:00"})
    (found,) = ready.collect(ready.ballot(pack))
    assert (found.status, len(found.reasons)) == (S.LATE, 2)
    change_settings(ready.workspace, SECRETARIAT, {"scoring_deadline": "2121-04-10T12:00"})

    read_out(ready.workspace, pack, ready.store)

    assert stored(ready) == [S.LATE]
    assert counts(ready) is None


def test_a_second_laptop_s_key_takes_the_place_of_the_first(ready, pack, monkeypatch):
    first, second = SigningKey.new(), SigningKey.new()
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-01T10:00:00+00:00")
    ready.collect(ready.ballot(pack, at_revision(ready, pack, 5), key=first))
    read_out(ready.workspace, pack, ready.store, first)
    assert counts(ready) == (first.public, 5)

    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-02T10:00:00+00:00")
    assert collected(ready, ready.ballot(pack, at_revision(ready, pack, 1), key=second)) == [S.WRONG_MEMBER]
    assert counts(ready) == (first.public, 5), "nothing changes before the words are read"
    read_out(ready.workspace, pack, ready.store, second)
    assert stored(ready) == [S.ACCEPTED, S.ACCEPTED]
    assert counts(ready) == (second.public, 1), "the key goes before the revision"

    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-03T10:00:00+00:00")
    assert collected(ready, ready.ballot(pack, at_revision(ready, pack, 6), key=first)) == [S.WRONG_MEMBER]
    assert counts(ready) == (second.public, 1), "what the lost laptop signs afterwards is not theirs"
    assert verify(ready.workspace).ok


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
@pytest.mark.parametrize("read_after", [0, 2, 4])
def test_every_order_of_arrival_ends_with_the_newest_final_revision(ready, pack, order, read_after):
    """A final one, a draft, a final one, a draft: revisions 1 to 4, whenever the words are read."""
    work = Work("", 1, 1)
    files = []
    for final in (True, False, True, False):
        done = ready.work(pack)
        done.revision, done.previous = work.revision, work.previous
        files.append(ready.ballot(pack, done, final=final))
        work = done
    for place, number in enumerate(order):
        if place == read_after:
            read_out(ready.workspace, pack, ready.store)
        ready.collect(files[number])
    if read_after == len(order):
        read_out(ready.workspace, pack, ready.store)

    assert counts(ready) == (member_key(pack, ready.store).public, 3)
    with ready.workspace.reading() as reader:
        assert reader.count(Ballot) == 4


def test_after_the_opening_no_key_is_confirmed(ready, pack):
    ready.collect(ready.ballot(pack))
    read_out(ready.workspace, pack, ready.store)
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)

    with pytest.raises(WrongStage, match="are open"):
        confirm_key(ready.workspace, SECRETARIAT, 1, "a b c d")
