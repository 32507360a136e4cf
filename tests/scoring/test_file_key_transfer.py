"""The signing key goes along with a selection that is handed over."""

import pytest

from rapporteur_app.errors import BadInput, RapporteurError, WrongStage
from rapporteur_app.scoring.file_key_transfer import hand_over_with_key, needs_file_key, take_in_key
from rapporteur_app.scoring.receipts import make_receipt_list, member_receipt
from rapporteur_app.trust.errors import WeakPassphrase, WrongPassphrase
from rapporteur_app.trust.keys import Cost, SigningKey
from rapporteur_app.trust.keystore import KeyStore, save_key_file
from rapporteur_app.trust.receipts import read_receipt
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Workspace

WORDS, CHEAP = "six words for the way", Cost(1, 8192)


@pytest.fixture
def collected(ready):
    ready.collect(*(ready.ballot(pack) for pack in ready.packs(1, 2)))
    return ready


@pytest.fixture
def elsewhere(tmp_path):
    """The keys of the machine that takes over: none yet."""
    return KeyStore(tmp_path / "keys elsewhere", use_keyring=False, cost=CHEAP)


def hand(ready, folder, words=WORDS, store=None):
    copy, key = folder / "luz.rapporteur", folder / "luz.key"
    hand_over_with_key(ready.workspace, SECRETARIAT, "Luz", copy, key, words, store or ready.store, cost=CHEAP)
    return copy, key


def test_without_it_the_next_machine_cannot_sign_and_with_it_it_can(collected, elsewhere, tmp_path):
    assert needs_file_key(collected.workspace)
    before = read_receipt(member_receipt(collected.workspace, SECRETARIAT, collected.store, 1)).file_key
    copy, key = hand(collected, tmp_path)
    with Workspace.open(copy) as workspace:
        with pytest.raises(WrongStage, match="on the machine where the file was made"):
            make_receipt_list(workspace, SECRETARIAT, elsewhere)
        take_in_key(workspace, key, WORDS, elsewhere)
        assert read_receipt(make_receipt_list(workspace, SECRETARIAT, elsewhere)).file_key == before
        assert verify(workspace).ok


def test_before_the_packs_nobody_needs_it(ready):
    assert not needs_file_key(ready.workspace)


def test_only_its_passphrase_opens_it_and_it_is_private(collected, elsewhere, tmp_path):
    copy, key = hand(collected, tmp_path)
    assert key.stat().st_mode & 0o077 == 0
    with Workspace.open(copy) as workspace, pytest.raises(WrongPassphrase):
        take_in_key(workspace, key, "six other words, all wrong", elsewhere)


def test_another_key_is_refused(collected, elsewhere, tmp_path):
    copy, _key = hand(collected, tmp_path)
    save_key_file(tmp_path / "x.key", SigningKey.new(), WORDS, cost=CHEAP)
    with Workspace.open(copy) as workspace, pytest.raises(BadInput, match="not the key that signed the packs"):
        take_in_key(workspace, tmp_path / "x.key", WORDS, elsewhere)


def test_what_cannot_be_done_leaves_neither_file_and_a_selection_that_goes_on(collected, elsewhere, tmp_path):
    with pytest.raises(WeakPassphrase):
        hand(collected, tmp_path, words="short")
    with pytest.raises(WrongStage, match="not on this machine"):
        hand(collected, tmp_path, store=elsewhere)
    (tmp_path / "luz.rapporteur").write_text("mine")
    with pytest.raises(RapporteurError, match="is there already"):
        hand(collected, tmp_path)
    assert not (tmp_path / "luz.key").exists()
    assert collected.workspace.writable
