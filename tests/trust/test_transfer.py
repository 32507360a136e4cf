"""To a second laptop: key and work travel together, locked."""

import json

import pytest

from rapporteur_app.trust.errors import NewerFormat, Unreadable, WeakPassphrase, WrongPassphrase
from rapporteur_app.trust.transfer import Transfer, lock_transfer, unlock_transfer

PASSPHRASE = "correct horse battery staple"
WORK = {"format": 1, "answers": [[12, "EXP", "scored", 4, "très secret"]], "notes": {"12": "call her"}}


def test_key_and_work_come_out_as_they_went_in(people, cheap) -> None:
    data = lock_transfer(Transfer(people.rosa, WORK), PASSPHRASE, cheap)

    assert unlock_transfer(data, f" {PASSPHRASE} ") == Transfer(people.rosa, WORK)


def test_the_file_shows_nothing_of_either(people, cheap) -> None:
    data = lock_transfer(Transfer(people.rosa, WORK), PASSPHRASE, cheap)

    assert people.rosa.seed.hex().encode() not in data
    assert b"call her" not in data
    assert "secret" not in repr(Transfer(people.rosa, WORK))
    assert people.rosa.seed.hex() not in repr(Transfer(people.rosa, WORK))


def test_another_passphrase_and_a_changed_box_do_not_open_it(people, cheap) -> None:
    data = lock_transfer(Transfer(people.rosa, WORK), PASSPHRASE, cheap)
    with pytest.raises(WrongPassphrase):
        unlock_transfer(data, "another passphrase, long enough")
    document = json.loads(data)
    document["box"] = document["box"][:-2] + ("00" if document["box"][-2:] != "00" else "01")
    with pytest.raises(WrongPassphrase):
        unlock_transfer(json.dumps(document).encode(), PASSPHRASE)


def test_a_short_passphrase_locks_nothing(people) -> None:
    with pytest.raises(WeakPassphrase):
        lock_transfer(Transfer(people.rosa, WORK), "short")


def test_other_files_and_later_ones_are_told_apart(people, cheap) -> None:
    with pytest.raises(Unreadable):
        unlock_transfer(b'{"format":"rapporteur-key"}', PASSPHRASE)
    document = json.loads(lock_transfer(Transfer(people.rosa, WORK), PASSPHRASE, cheap))
    with pytest.raises(NewerFormat):
        unlock_transfer(json.dumps({**document, "version": 2}).encode(), PASSPHRASE)


def test_a_file_cannot_ask_for_more_memory_than_there_may_be(people, cheap) -> None:
    document = json.loads(lock_transfer(Transfer(people.rosa, WORK), PASSPHRASE, cheap))
    with pytest.raises(Unreadable):
        unlock_transfer(json.dumps({**document, "memory": 2**40}).encode(), PASSPHRASE)
