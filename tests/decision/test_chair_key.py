"""The key with which a chair signs: found, unlocked, or made where there never was one."""

import pytest

from rapporteur_app.decision.chair_key import chair_key
from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import MemberKey
from rapporteur_app.scoring.ballots import member_key_name
from rapporteur_app.trust.keys import Cost
from rapporteur_app.trust.keystore import KeyStore, save_key_file
from rapporteur_app.workspace import SECRETARIAT

WORDS = "correct horse battery staple"


@pytest.fixture
def find(selection):
    def call(member=1, file=None, words=WORDS):
        return chair_key(selection, member, KeyStore(), file, lambda: words)

    return call


def test_the_key_of_the_ballots_on_this_computer_signs(take, find, selection, key):
    take()
    KeyStore().save(member_key_name(selection.id, "M1"), key)
    assert find() == (key, None)


def test_a_key_file_signs_also_where_it_is_locked(take, find, tmp_path, key):
    take()
    save_key_file(tmp_path / "open.key", key)
    save_key_file(tmp_path / "locked.key", key, WORDS, cost=Cost(1, 8192))
    assert find(file=tmp_path / "open.key") == (key, None)
    assert find(file=tmp_path / "locked.key") == (key, None)


def test_where_there_never_was_a_key_one_is_made_and_said_so(take, find):
    take()
    key, kept = find()
    assert kept.public == key.public
    assert "signing key lies" in str(kept.sentence)
    assert find() == (key, None), "it is kept"


def test_a_key_is_made_in_the_file_that_is_named(take, find, tmp_path):
    take()
    key, kept = find(file=tmp_path / "chair.key")
    assert kept.path == tmp_path / "chair.key"
    assert find(file=tmp_path / "chair.key") == (key, None)


def test_no_second_key_is_made_for_one_whose_ballots_came_in(take, find, selection, data_home, refused):
    take()
    with selection.transaction(SECRETARIAT, message("Key seen")) as tx:
        tx.add(MemberKey(member_id=1, public="aa" * 32, first_seen="2021-04-08T00:00:00+00:00"))
    refused(NotFound, "The key with which M1 signed ballots is not here.", find)
    assert not (data_home / "keys").exists()


def test_nothing_is_made_where_nothing_can_be_signed(take, find, data_home, refused):
    refused(WrongStage, "There is no decision yet", find)
    take()
    refused(BadInput, "M2 does not have the role", lambda: find(2))
    assert not (data_home / "keys").exists()
