"""Keys and passphrases: what locks, what opens, and what never shows."""

import json
import time
import unicodedata

import pytest
from nacl.exceptions import CryptoError

from rapporteur_app.errors import NotOpened, RapporteurError
from rapporteur_app.trust import keys
from rapporteur_app.trust.errors import Locked, NewerFormat, Tampered, Unreadable, WeakPassphrase, WrongPassphrase
from rapporteur_app.trust.keys import (
    MODERATE,
    OpeningKey,
    SigningKey,
    lock,
    plain,
    propose_passphrase,
    read_text,
    unlock_opening,
    unlock_signing,
)

PASSPHRASE = "correct horse battery staple"


def changed(text: str, **changes) -> str:
    return json.dumps({**json.loads(text), **changes})


def changed_lock(text: str, **changes) -> str:
    document = json.loads(text)
    document["locked"].update(changes)
    return json.dumps(document)


def test_a_locked_key_opens_with_its_passphrase(cheap) -> None:
    signing, opening = SigningKey.new(), OpeningKey.new()
    assert unlock_signing(lock(signing, PASSPHRASE, cheap), PASSPHRASE) == signing
    assert unlock_opening(lock(opening, PASSPHRASE, cheap), PASSPHRASE) == opening


def test_the_real_cost() -> None:
    key = OpeningKey.new()
    text = lock(key, PASSPHRASE)

    assert (MODERATE.passes, MODERATE.memory) == (3, 256 * 1024 * 1024)
    assert json.loads(text)["locked"]["memory"] == MODERATE.memory
    began = time.monotonic()
    assert unlock_opening(text, PASSPHRASE) == key
    assert time.monotonic() - began > 0.05


def test_the_same_passphrase_locks_differently_each_time(cheap) -> None:
    key = SigningKey.new()
    first, second = (json.loads(lock(key, PASSPHRASE, cheap))["locked"] for _ in range(2))
    assert first["salt"] != second["salt"]
    assert first["box"] != second["box"]


def test_a_wrong_passphrase_opens_nothing(cheap) -> None:
    text = lock(SigningKey.new(), PASSPHRASE, cheap)
    for wrong in ("correct horse battery stapl", PASSPHRASE.upper(), "", "\ud800"):
        with pytest.raises(WrongPassphrase) as refusal:
            unlock_signing(text, wrong)
        assert isinstance(refusal.value, NotOpened)


def test_without_a_passphrase_it_is_locked(cheap) -> None:
    with pytest.raises(Locked, match=r"^Locked: needs the keyring or passphrase\.$"):
        unlock_signing(lock(SigningKey.new(), PASSPHRASE, cheap))


def test_spaces_and_composed_accents_do_not_matter(cheap) -> None:
    key = SigningKey.new()
    text = lock(key, "canción árbol último niño", cheap)
    typed = unicodedata.normalize("NFD", "  canción  árbol último\tniño\n")
    assert unlock_signing(text, typed) == key


@pytest.mark.parametrize("weak", ["", "short", "fifteen letters", "a" + " " * 30 + "b"])
def test_short_passphrases_are_refused(weak, cheap) -> None:
    with pytest.raises(WeakPassphrase, match="at least 16 characters"):
        lock(SigningKey.new(), weak, cheap)


def test_a_changed_lock_is_found(cheap) -> None:
    text = lock(SigningKey.new(), PASSPHRASE, cheap)
    box = json.loads(text)["locked"]["box"]
    for place in range(0, len(box), 5):
        flipped = box[:place] + ("0" if box[place] != "0" else "1") + box[place + 1 :]
        with pytest.raises(WrongPassphrase):
            unlock_signing(changed_lock(text, box=flipped), PASSPHRASE)


@pytest.mark.parametrize(
    "lies",
    [{"memory": 2**40}, {"passes": 10**6}, {"passes": 0}, {"salt": "00"}, {"salt": "zz"}, {"box": 7}, {"box": "é"}],
)
def test_a_lock_cannot_ask_for_the_moon(lies, cheap) -> None:
    text = lock(SigningKey.new(), PASSPHRASE, cheap)
    with pytest.raises(Unreadable):
        unlock_signing(changed_lock(text, **lies), PASSPHRASE)


def test_the_public_half_must_be_the_key_s_own(cheap) -> None:
    other = SigningKey.new().public
    for text in (lock(SigningKey.new(), PASSPHRASE, cheap), plain(SigningKey.new())):
        with pytest.raises(Tampered):
            unlock_signing(changed(text, public=other), PASSPHRASE)


def test_kinds_are_not_mixed_up(cheap) -> None:
    text = lock(OpeningKey.new(), PASSPHRASE, cheap)
    with pytest.raises(Unreadable, match="not one of the kind"):
        unlock_signing(text, PASSPHRASE)
    with pytest.raises(Tampered):
        unlock_signing(changed(text, kind="signing"), PASSPHRASE)


def test_a_future_key_format_is_refused(cheap) -> None:
    with pytest.raises(NewerFormat, match=r"format 2\."):
        unlock_signing(changed(plain(SigningKey.new()), version=2))


@pytest.mark.parametrize("text", ["", "{}", "[]", "\udcff", "null", '{"format":"rapporteur-key"}'])
def test_what_is_no_key_is_refused(text) -> None:
    with pytest.raises(Unreadable):
        unlock_signing(text)


def test_a_text_tells_its_public_half_without_a_secret(cheap) -> None:
    key = OpeningKey.new()
    read = read_text(lock(key, PASSPHRASE, cheap))
    assert (read.kind, read.public, read.is_locked) == ("opening", key.public, True)
    assert not read_text(plain(key)).is_locked


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr", "de"])
def test_six_words_are_proposed(language, cheap) -> None:
    proposed = propose_passphrase(language)
    assert len(proposed.split()) == 6
    assert len(proposed) >= 16
    assert proposed == unicodedata.normalize("NFC", proposed)
    assert proposed != propose_passphrase(language)
    key = SigningKey.new()
    assert unlock_signing(lock(key, proposed, cheap), proposed) == key


def test_no_secret_shows(cheap) -> None:
    for key in (SigningKey.new(), OpeningKey.new()):
        text = lock(key, PASSPHRASE, cheap)
        shown = repr(key) + str(key) + repr([key]) + repr(read_text(text)) + repr(read_text(plain(key))) + text
        assert key.seed.hex() not in shown
        assert repr(key.seed)[2:-1] not in shown
        assert PASSPHRASE not in text


def test_no_secret_in_an_error(cheap) -> None:
    key = SigningKey.new()
    text = plain(key)
    for broken in (changed(text, public="0" * 64), changed(text, seed=key.seed.hex() + "zz"), text[:-1], text + "}"):
        with pytest.raises(RapporteurError) as refusal:
            unlock_signing(broken)
        error = refusal.value
        assert key.seed.hex() not in f"{error}{error!r}{error.detail}{error.args}"
    with pytest.raises(WrongPassphrase) as wrong:
        unlock_signing(lock(key, PASSPHRASE, cheap), "my other secret phrase")
    assert "secret phrase" not in f"{wrong.value}{wrong.value!r}{wrong.value.detail}"


@pytest.mark.parametrize("kind", [SigningKey, OpeningKey])
def test_a_key_has_32_bytes(kind) -> None:
    with pytest.raises(ValueError):
        kind(b"short")


def test_too_little_memory_is_not_a_wrong_passphrase(cheap, monkeypatch) -> None:
    text = lock(SigningKey.new(), PASSPHRASE, cheap)

    def full(*_args, **_kwargs) -> None:
        raise CryptoError("no memory")

    monkeypatch.setattr(keys.argon2id, "kdf", full)
    with pytest.raises(NotOpened, match="free memory") as refusal:
        unlock_signing(text, PASSPHRASE)
    assert not isinstance(refusal.value, WrongPassphrase)
