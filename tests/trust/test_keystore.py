"""Where keys live: the keyring when it answers, else a file that only its user may read."""

import os
import stat
import sys
import threading
import time
from types import ModuleType, SimpleNamespace

import pytest

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.trust import keyrings, keystore
from rapporteur_app.trust.errors import Locked, NoKey, Unreadable, WeakPassphrase, WrongPassphrase
from rapporteur_app.trust.keyrings import KeyringSilent, SystemKeyring
from rapporteur_app.trust.keys import OpeningKey, SigningKey, plain
from rapporteur_app.trust.keystore import KeyStore, Place, key_file, load_key_file, save_key_file

PASSPHRASE = "correct horse battery staple"


class Drawer:
    """A keyring in memory, which may fall silent."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.silent = False

    def get(self, name: str, /) -> str | None:
        if self.silent:
            raise KeyringSilent("locked")
        return self.texts.get(name)

    def put(self, name: str, text: str, /) -> None:
        if self.silent:
            raise KeyringSilent("locked")
        self.texts[name] = text


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def store(tmp_path, cheap) -> KeyStore:
    return KeyStore(tmp_path / "keys", use_keyring=False, cost=cheap)


@pytest.fixture
def desktop(tmp_path, cheap, drawer) -> KeyStore:
    return KeyStore(tmp_path / "keys", cost=cheap, keyring=drawer)


def test_without_keyring_and_passphrase_it_lies_open_and_says_so(store) -> None:
    key = SigningKey.new()
    kept = store.save("file-sel-1", key)

    assert kept.place is Place.OPEN_FILE
    assert "unlocked" in str(kept.sentence)
    assert str(kept.path) in str(kept.sentence)
    assert store.load("file-sel-1") == key


def test_without_keyring_a_passphrase_locks_it(store) -> None:
    key = SigningKey.new()
    kept = store.save("member", key, PASSPHRASE)

    assert kept.place is Place.LOCKED_FILE
    assert "locked by the passphrase" in str(kept.sentence)
    assert key.seed.hex() not in kept.path.read_text()
    assert store.load("member", PASSPHRASE) == key
    with pytest.raises(Locked, match=r"^Locked: needs the keyring or passphrase\.$"):
        store.load("member")
    with pytest.raises(WrongPassphrase):
        store.load("member", "another passphrase altogether")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_user_may_read_it(store, monkeypatch) -> None:
    before = os.umask(0)
    try:
        kept = store.save("member", SigningKey.new())
    finally:
        os.umask(before)
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700


def test_the_default_folder_is_the_user_s(tmp_path, monkeypatch, cheap) -> None:
    monkeypatch.setenv("RAPPORTEUR_DATA", str(tmp_path / "data"))
    kept = KeyStore(use_keyring=False, cost=cheap).save("member", SigningKey.new())
    assert kept.path == tmp_path / "data" / "keys" / "member.key"


def test_the_keyring_is_preferred(desktop, drawer) -> None:
    key = SigningKey.new()
    kept = desktop.save("member", key)

    assert kept.place is Place.KEYRING
    assert "keyring" in str(kept.sentence)
    assert key.seed.hex() not in kept.path.read_text()
    assert desktop.load("member") == key


def test_a_silent_keyring_is_not_a_missing_key(desktop, drawer) -> None:
    desktop.save("member", SigningKey.new())
    drawer.silent = True
    with pytest.raises(Locked):
        desktop.load("member")
    drawer.silent = False
    drawer.texts.clear()
    with pytest.raises(Locked):
        desktop.load("member")


def test_a_silent_keyring_falls_back_to_the_file(desktop, drawer) -> None:
    drawer.silent = True
    key = SigningKey.new()
    assert desktop.save("member", key, PASSPHRASE).place is Place.LOCKED_FILE
    assert desktop.load("member", PASSPHRASE) == key
    drawer.silent = False
    assert desktop.load("member", PASSPHRASE) == key


def test_the_keyring_is_asked_when_the_data_folder_is_lost(desktop, drawer) -> None:
    key = SigningKey.new()
    desktop.save("member", key).path.unlink()
    assert desktop.load("member") == key


def test_a_stale_key_of_the_keyring_is_not_taken_for_the_newer_one(desktop, drawer) -> None:
    desktop.save("member", SigningKey.new())
    old = dict(drawer.texts)
    desktop.save("member", SigningKey.new(), replace=True)
    drawer.texts.update(old)
    with pytest.raises(Locked):
        desktop.load("member")


def test_no_key_was_ever_made(store, desktop) -> None:
    for one in (store, desktop):
        assert one.find("member") is None
        with pytest.raises(NoKey, match="no signing key member"):
            one.load("member")


@pytest.mark.parametrize("where", ["store", "desktop"])
def test_another_key_is_not_overwritten_by_accident(where, request) -> None:
    store = request.getfixturevalue(where)
    first, second = SigningKey.new(), SigningKey.new()
    store.save("member", first)
    store.save("member", first, PASSPHRASE)
    with pytest.raises(BadInput, match="it would be lost"):
        store.save("member", second)
    store.save("member", second, replace=True)
    assert store.find("member").public == second.public


def test_find_needs_no_secret(store) -> None:
    key = SigningKey.new()
    store.save("member", key, PASSPHRASE)
    kept = store.find("member")
    assert (kept.place, kept.public) == (Place.LOCKED_FILE, key.public)


@pytest.mark.parametrize("name", ["", "../evil", "a/b", "a\\b", ".hidden", "a" * 101, "a b", "ñ", "a\n"])
def test_a_name_from_a_pack_cannot_leave_the_folder(name, store) -> None:
    with pytest.raises(BadInput):
        store.path(name)


def test_a_key_file_goes_where_it_is_told(tmp_path, cheap) -> None:
    key, path = SigningKey.new(), tmp_path / "my.key"
    assert save_key_file(path, key, PASSPHRASE, cost=cheap).place is Place.LOCKED_FILE
    assert load_key_file(path, PASSPHRASE) == key
    with pytest.raises(BadInput):
        save_key_file(path, SigningKey.new())
    assert save_key_file(path, key).place is Place.OPEN_FILE
    assert load_key_file(path) == key
    assert [file.name for file in tmp_path.iterdir()] == ["my.key"]


def test_a_failed_write_leaves_the_old_key(tmp_path, store, monkeypatch) -> None:
    key = SigningKey.new()
    path = store.save("member", key).path

    def full(_handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(keystore.os, "fsync", full)
    with pytest.raises(UnreadableFile, match="cannot be written"):
        store.save("member", SigningKey.new(), replace=True)
    assert store.load("member") == key
    assert list(path.parent.iterdir()) == [path]


def test_a_weak_passphrase_writes_nothing(store) -> None:
    with pytest.raises(WeakPassphrase):
        store.save("member", SigningKey.new(), "short")
    assert store.find("member") is None


def test_key_files_that_are_none(tmp_path) -> None:
    path = tmp_path / "x.key"
    with pytest.raises(NoKey):
        load_key_file(path)
    for data in (b"", b"\xff\xfe", b"{" * 100_000, b"{}"):
        path.write_bytes(data)
        with pytest.raises(Unreadable):
            key_file(path)
    path.write_text(plain(OpeningKey.new()))
    with pytest.raises(Unreadable, match="not one of the kind"):
        load_key_file(path)
    with pytest.raises(UnreadableFile):
        load_key_file(tmp_path)


# The system's keyring: the package keyring is replaced, as no test may touch a real one.


def backend(module: str, **methods) -> object:
    return type("Keyring", (), {"__module__": module, **methods})()


@pytest.fixture
def system(monkeypatch):
    """Put a backend where the package keyring would find the system's."""

    def put(chosen: object) -> None:
        fake = ModuleType("keyring")
        fake.get_keyring = lambda: chosen
        monkeypatch.setitem(sys.modules, "keyring", fake)

    return put


class Vault:
    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.texts.get((service, name))

    def set_password(self, service: str, name: str, text: str) -> None:
        self.texts[service, name] = text


Vault.__module__ = "keyring.backends.Windows"


def test_a_system_s_keyring_keeps(system, tmp_path) -> None:
    system(Vault())
    store, key = KeyStore(tmp_path), SigningKey.new()
    assert store.save("member", key).place is Place.KEYRING
    assert store.load("member") == key


def test_the_system_s_keyring_is_found_in_a_chain(system) -> None:
    vault = Vault()
    chain = SimpleNamespace(backends=[backend("keyrings.alt.file"), vault])
    system(chain)
    SystemKeyring().put("x", "text")
    assert vault.texts == {("rapporteur", "x"): "text"}


@pytest.mark.parametrize("module", ["keyring.backends.fail", "keyring.backends.null", "keyrings.alt.file"])
def test_other_keyrings_are_none(module, system, tmp_path, cheap) -> None:
    system(backend(module, get_password=lambda *_: pytest.fail("was asked")))
    with pytest.raises(KeyringSilent):
        SystemKeyring().get("x")
    assert KeyStore(tmp_path, cost=cheap).save("member", SigningKey.new()).place is Place.OPEN_FILE


def test_a_keyring_that_fails_is_silent(system) -> None:
    def fails(*_args: str) -> None:
        raise RuntimeError("D-Bus went away")

    system(backend("keyring.backends.macOS", get_password=fails, set_password=fails))
    with pytest.raises(KeyringSilent, match="RuntimeError"):
        SystemKeyring().get("x")


def test_a_keyring_that_forgets_is_silent(system) -> None:
    system(backend("keyring.backends.macOS", get_password=lambda *_: None, set_password=lambda *_: None))
    with pytest.raises(KeyringSilent, match="did not keep"):
        SystemKeyring().put("x", "text")


def test_a_keyring_that_hangs_is_waited_for_once(system) -> None:
    released = threading.Event()
    system(backend("keyring.backends.macOS", get_password=lambda *_: released.wait(30) and None))
    ring = SystemKeyring(patience=0.2)
    began = time.monotonic()
    for _ in range(5):
        with pytest.raises(KeyringSilent, match="in time"):
            ring.get("x")
    released.set()
    assert time.monotonic() - began < 2


class Gone(Exception):
    pass


@pytest.mark.parametrize("state", ["open", "locked", "missing"])
def test_a_locked_secret_service_is_not_made_to_prompt(state, system, monkeypatch) -> None:
    closed = []

    def collection(_connection: object) -> object:
        if state == "missing":
            raise Gone
        return SimpleNamespace(is_locked=lambda: state == "locked")

    service = ModuleType("secretstorage")
    service.dbus_init = lambda: SimpleNamespace(close=lambda: closed.append(True))
    service.Collection = collection
    service.exceptions = SimpleNamespace(ItemNotFoundException=Gone)
    monkeypatch.setitem(sys.modules, "secretstorage", service)
    system(backend("keyring.backends.SecretService", get_password=lambda *_: "text"))

    if state == "open":
        assert SystemKeyring().get("x") == "text"
    else:
        with pytest.raises(KeyringSilent, match="locked"):
            SystemKeyring().get("x")
    assert closed


@pytest.mark.skipif(sys.platform != "linux", reason="a Linux server without a desktop")
def test_a_machine_without_desktop_falls_back_quickly(tmp_path, monkeypatch, cheap) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    began = time.monotonic()
    kept = KeyStore(tmp_path, cost=cheap).save("member", SigningKey.new())
    assert kept.place is Place.OPEN_FILE
    assert time.monotonic() - began < keyrings.PATIENCE
