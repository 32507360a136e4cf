"""A member goes on on a second computer: nothing newer is overwritten, and no revision is used twice."""

import pytest

from rapporteur_app.errors import BadInput, RapporteurError
from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import Answer
from rapporteur_app.scoring.ballots import member_key
from rapporteur_app.scoring.transfer import Arrival, Newer, pack_up, take_in, unpack, which_is_newer
from rapporteur_app.scoring.work import Work, load_work, save_work
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.keystore import KeyStore
from tests.scoring.conftest import CHEAP

PASSPHRASE = "correct horse battery staple"


@pytest.fixture(autouse=True)
def cheap_lock(monkeypatch) -> None:
    monkeypatch.setattr("rapporteur_app.scoring.transfer.lock_transfer", lambda t, p: locked(t, p))


def locked(transfer, passphrase):
    from rapporteur_app.trust.transfer import lock_transfer

    return lock_transfer(transfer, passphrase, CHEAP)


def work(*, revision: int = 0, given: int = 0) -> Work:
    made = Work("s", 1, 1, revision=revision)
    for number in range(given):
        made.answers[number, "EXP"] = Answer(number, "EXP", ScoreState.SCORED, 4.0)
    return made


def test_key_and_work_go_on_on_another_computer(ready, tmp_path) -> None:
    (pack,) = ready.packs(1)
    done, key = ready.work(pack), member_key(pack, ready.store)
    done.notes[1], done.revision, done.previous = "mine alone", 2, "ab" * 32

    arrival = unpack(pack, pack_up(done, key, PASSPHRASE), PASSPHRASE)
    there = KeyStore(tmp_path / "there", use_keyring=False, cost=CHEAP)
    place = tmp_path / "there.json"
    taken, _kept = take_in(pack, Work(done.selection, 1, 1), arrival, place, there)

    assert taken == done
    assert load_work(place, done.selection, 1, 1) == done
    assert member_key(pack, there).public == key.public
    assert not list(tmp_path.glob("there-before-*"))


def test_the_work_of_another_member_is_not_taken(ready) -> None:
    mine, theirs = ready.packs(1, 2)
    data = pack_up(ready.work(theirs), SigningKey.new(), PASSPHRASE)
    with pytest.raises(BadInput, match="another member"):
        unpack(mine, data, PASSPHRASE)


@pytest.mark.parametrize(
    ("here", "arrived", "verdict"),
    [
        (work(), work(given=3), Newer.ARRIVED),
        (work(given=2), work(given=3), Newer.ARRIVED),
        (work(revision=1, given=3), work(revision=2, given=3), Newer.ARRIVED),
        (work(revision=2, given=3), work(revision=1, given=3), Newer.HERE),
        (work(given=4), work(given=3), Newer.HERE),
        (work(given=3), work(given=3), Newer.SAME),
        (work(revision=1, given=9), work(revision=2, given=3), Newer.UNCLEAR),
    ],
)
def test_which_is_newer(here, arrived, verdict) -> None:
    assert which_is_newer(here, arrived) is verdict


def test_as_many_answers_and_yet_other_ones_are_not_the_same() -> None:
    other = work(given=3)
    other.answers[0, "EXP"] = Answer(0, "EXP", ScoreState.SCORED, 1.0)
    assert which_is_newer(work(given=3), other) is Newer.UNCLEAR


def test_what_is_replaced_stays_in_a_file_beside_and_its_revision_is_not_used_again(ready, tmp_path) -> None:
    (pack,) = ready.packs(1)
    here, older = ready.work(pack, "5"), ready.work(pack, "3")
    here.revision, here.previous = 3, "cd" * 32
    older.revision, older.previous = 1, "ab" * 32
    place = tmp_path / "work.json"
    save_work(place, here)
    save_work(tmp_path / "work-before-1.json", older)  # from a time before

    taken, _kept = take_in(pack, here, Arrival(SigningKey.new(), older), place, ready.store)

    assert (taken.revision, taken.previous) == (3, "cd" * 32)
    assert taken.answers == older.answers
    assert load_work(tmp_path / "work-before-2.json", here.selection, 1, 1) == here
    assert load_work(place, here.selection, 1, 1) == taken


def test_work_that_cannot_be_written_leaves_the_key_that_was_here(ready, tmp_path) -> None:
    (pack,) = ready.packs(1)
    here, mine = ready.work(pack, "5"), member_key(pack, ready.store)
    place = tmp_path / "work.json"
    place.mkdir()
    with pytest.raises(RapporteurError):
        take_in(pack, here, Arrival(SigningKey.new(), ready.work(pack, "3")), place, ready.store)
    assert member_key(pack, ready.store).public == mine.public
