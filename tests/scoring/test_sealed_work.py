"""A member's work on their own computer: whoever finds the file reads neither scores nor notes."""

import json

import pytest

from rapporteur_app.errors import FileInUse
from rapporteur_app.scoring.ballots import (
    WorkLocked,
    member_key_kept,
    new_member_key,
    open_work,
    start_afresh,
    work_key,
)
from rapporteur_app.scoring.work import hold, load_work, save_work
from rapporteur_app.trust.errors import Locked, WrongPassphrase
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.keystore import load_key_file, save_key_file

PASSPHRASE = "six words that nobody guesses here"


@pytest.fixture
def pack(ready):
    return ready.packs(1)[0]


@pytest.fixture
def saved(ready, pack):
    """Work that was saved on a computer: the file, and the store with its key."""
    key = work_key(pack, ready.store)
    work, place = open_work(pack, key=key)
    work.answers |= ready.work(pack).answers
    work.notes[1] = "hidden-note"
    save_work(place, work)
    return place, work


def test_the_file_holds_no_score_and_no_note(saved, pack):
    place, work = saved
    text = place.read_text("utf-8")
    assert "hidden-note" not in text
    assert "because" not in text
    assert not {"answers", "notes", "conflicts"} & json.loads(text).keys()
    assert load_work(place, work.selection, 1, 1, work.key) == work


def test_a_finder_reads_nothing(saved, pack):
    place, work = saved
    for key in (None, SigningKey.new()):
        with pytest.raises(Locked, match=r"^Locked: needs the keyring or passphrase\.$"):
            load_work(place, work.selection, 1, 1, key)


def test_what_was_sent_is_known_without_a_key(ready, pack, saved):
    place, work = saved
    work.revision, work.previous = 3, "ab"
    save_work(place, work)
    sent, _place = open_work(pack, sent_only=True)
    assert (sent.revision, sent.previous, sent.answers, sent.notes) == (3, "ab", {}, {})


def test_the_same_key_serves_again_and_another_signing_key_leaves_the_work(ready, pack, saved):
    new_member_key(pack, ready.store)
    assert open_work(pack, key=work_key(pack, ready.store))[0] == saved[1]


def test_the_passphrase_of_the_signing_key_locks_the_work_too(ready, pack):
    key, _kept = member_key_kept(pack, ready.store)
    save_key_file(ready.store.path(f"member-{pack.header.selection}-M1"), key, PASSPHRASE, replace=True)
    with pytest.raises(WorkLocked, match=r"^Locked: needs the keyring or passphrase\.$") as refusal:
        work_key(pack, ready.store)
    assert refusal.value.needs_passphrase
    with pytest.raises(WrongPassphrase):
        work_key(pack, ready.store, "another passphrase altogether")
    made = work_key(pack, ready.store, PASSPHRASE)
    with pytest.raises(WorkLocked):
        work_key(pack, ready.store)
    assert work_key(pack, ready.store, PASSPHRASE) == made


def test_who_lost_the_keys_begins_anew_and_nothing_is_overwritten(ready, pack, saved):
    place, work = saved
    before = place.read_bytes()
    save_key_file(ready.store.path(f"work-{pack.header.selection}-M1"), work.key, PASSPHRASE, replace=True)  # forgotten
    aside = start_afresh(pack, ready.store)
    assert aside is not None
    assert aside.read_bytes() == before
    fresh, _place = open_work(pack, key=work_key(pack, ready.store))
    assert not fresh.is_begun


def test_work_from_before_is_read_and_sealed_at_the_next_save(ready, pack):
    work, place = open_work(pack)
    work.notes[1] = "in the clear"
    save_work(place, work)
    known, _place = open_work(pack, key=work_key(pack, ready.store))
    assert known.notes == {1: "in the clear"}
    save_work(place, known)
    assert "in the clear" not in place.read_text("utf-8")


def test_the_old_keys_are_laid_aside_with_the_work_that_they_seal(ready, pack):
    key, _kept = member_key_kept(pack, ready.store)
    signing = ready.store.path(f"member-{pack.header.selection}-M1")
    save_key_file(signing, key, PASSPHRASE, replace=True)
    sealed = work_key(pack, ready.store, PASSPHRASE)
    work, place = open_work(pack, key=sealed)
    work.notes[1] = "remembered later"
    save_work(place, work)
    before = {path.read_bytes() for path in signing.parent.iterdir() if "M1" in path.name}
    aside = start_afresh(pack, ready.store)
    assert before <= {path.read_bytes() for path in signing.parent.iterdir()}
    old = load_key_file(signing.with_name(f"work-{pack.header.selection}-M1-before-1.key"), PASSPHRASE)
    assert load_work(aside, work.selection, 1, 1, old).notes == {1: "remembered later"}


def test_while_the_key_is_to_be_had_nothing_is_laid_aside(ready, pack, saved):
    assert start_afresh(pack, ready.store) is None
    assert open_work(pack, key=work_key(pack, ready.store))[0] == saved[1]


def test_nobody_begins_anew_under_a_window_that_scores(ready, pack, saved):
    place, work = saved
    with hold(place), pytest.raises(FileInUse, match="another window"):
        start_afresh(pack, ready.store)
    assert open_work(pack, key=work_key(pack, ready.store))[0] == work
