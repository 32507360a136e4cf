"""Where a private signing key lives: in the system's keyring, else in a file that only its user may read.

Beside a key in the keyring lies a small file that names its public half, so that a keyring that does not answer is
told apart from a key that was never made.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.i18n import Message, message
from rapporteur_app.paths import data_dir
from rapporteur_app.trust.documents import is_name
from rapporteur_app.trust.errors import Locked, NoKey, Unreadable
from rapporteur_app.trust.keyrings import Keyring, KeyringSilent, NoKeyring, SystemKeyring
from rapporteur_app.trust.keys import MODERATE, Cost, SigningKey, lock, plain, pointer, read_text, unlock_signing

LARGEST_KEY_FILE = 64 * 1024


class Place(StrEnum):
    """How a key is kept."""

    KEYRING = "keyring"
    LOCKED_FILE = "locked file"
    OPEN_FILE = "open file"


@dataclass(frozen=True)
class Kept:
    """Where a key lies, and which one it is."""

    place: Place
    path: Path
    public: str

    @property
    def sentence(self) -> Message:
        """What a person must be told about it."""
        if self.place is Place.KEYRING:
            return message("The signing key lies in this system's keyring.")
        if self.place is Place.LOCKED_FILE:
            return message("The signing key lies in {file}, locked by the passphrase.", file=self.path)
        return message(
            "The signing key lies unlocked in {file}: whoever reads that file can sign in this name. Encrypt the disk.",
            file=self.path,
        )


class KeyStore:
    """Signing keys by name, for example one for each selection and member.

    Args:
        folder: where key files lie; default: `keys` in the user's data folder.
        use_keyring: whether to ask the system's keyring first.
        cost: what a guess at a passphrase shall cost.
        keyring: another keyring than the system's.
    """

    def __init__(
        self,
        folder: Path | None = None,
        use_keyring: bool = True,
        *,
        cost: Cost = MODERATE,
        keyring: Keyring | None = None,
    ) -> None:
        self._folder = folder
        self._cost = cost
        self._keyring = keyring or (SystemKeyring() if use_keyring else NoKeyring())

    def save(self, name: str, key: SigningKey, passphrase: str | None = None, *, replace: bool = False) -> Kept:
        """Keep a key: in the keyring, else in a file, locked by the passphrase if one is given; the result says which.

        Raises:
            BadInput: another key is kept under this name and `replace` is not set, or the name cannot be a file's.
            WeakPassphrase: the passphrase has under 16 characters.
            UnreadableFile: the file cannot be written.
        """
        path = self.path(name)
        if not replace:
            _require_free(self.find(name), key)
        try:
            self._keyring.put(name, plain(key))
        except KeyringSilent:
            return save_key_file(path, key, passphrase, cost=self._cost, replace=True)
        _write(path, pointer(key))
        return Kept(Place.KEYRING, path, key.public)

    def load(self, name: str, passphrase: str | None = None) -> SigningKey:
        """The key that is kept under a name.

        Raises:
            NoKey: there is none.
            Locked: it is locked and no passphrase is given, or the keyring that has it does not answer.
            WrongPassphrase: the passphrase does not fit.
            Tampered, Unreadable, NewerFormat: what is kept is no key of this program.
        """
        kept = self.find(name)
        if kept is None:
            raise NoKey(message("There is no signing key {name} on this computer.", name=name))
        if kept.place is not Place.KEYRING:
            return load_key_file(kept.path, passphrase)
        key = unlock_signing(self._asked(name))
        if key.public != kept.public:
            raise Locked("the keyring holds another key than the one that was kept")
        return key

    def find(self, name: str) -> Kept | None:
        """Where the key of this name lies and which one it is, without opening it; None where there is none.

        Raises:
            Unreadable, NewerFormat: what lies there is no key of this program.
        """
        path = self.path(name)
        if path.exists():
            return key_file(path)
        with suppress(KeyringSilent):
            text = self._keyring.get(name)
            return None if text is None else Kept(Place.KEYRING, path, read_text(text).public)
        return None

    def path(self, name: str) -> Path:
        """The key file of a name.

        Raises:
            BadInput: the name, which may come from a pack, cannot be a file's.
        """
        if not is_name(name):
            raise BadInput(message("This cannot be the name of a key."), repr(name)[:100])
        return (self._folder or data_dir() / "keys") / f"{name}.key"

    def _asked(self, name: str) -> str:
        try:
            found = self._keyring.get(name)
        except KeyringSilent as silent:
            raise Locked(str(silent)) from silent
        if found is None:
            raise Locked("the keyring no longer holds the key")
        return found


def key_file(path: Path) -> Kept:
    """What a key file says of itself without being opened.

    Raises:
        NoKey: there is no such file.
        Unreadable, NewerFormat: it is no key file of this program.
    """
    read = read_text(_read(path))
    place = Place.KEYRING if read.is_in_keyring else Place.LOCKED_FILE if read.is_locked else Place.OPEN_FILE
    return Kept(place, path, read.public)


def load_key_file(path: Path, passphrase: str | None = None) -> SigningKey:
    """The signing key in a file (`--key-file`).

    Raises:
        NoKey: there is no such file.
        Locked, WrongPassphrase, Tampered, Unreadable, NewerFormat: as in `keys.unlock_signing`.
    """
    return unlock_signing(_read(path), passphrase)


def save_key_file(
    path: Path, key: SigningKey, passphrase: str | None = None, *, cost: Cost = MODERATE, replace: bool = False
) -> Kept:
    """Write a key file that only its owner may read, locked if a passphrase is given; at once or not at all.

    Raises:
        BadInput: another key lies there and `replace` is not set.
        WeakPassphrase: the passphrase has under 16 characters.
        UnreadableFile: the file cannot be written.
    """
    if not replace and path.exists():
        _require_free(key_file(path), key)
    _write(path, plain(key) if passphrase is None else lock(key, passphrase, cost))
    return Kept(Place.OPEN_FILE if passphrase is None else Place.LOCKED_FILE, path, key.public)


def _require_free(kept: Kept | None, key: SigningKey) -> None:
    if kept is not None and kept.public != key.public:
        text = message("Another signing key is kept already ({file}); it would be lost.", file=kept.path)
        raise BadInput(text)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_KEY_FILE + 1)
    except FileNotFoundError as error:
        raise NoKey(message("There is no key file {file}.", file=path)) from error
    except OSError as error:
        raise UnreadableFile(message("The key file {file} cannot be read.", file=path), str(error)) from error
    if len(data) > LARGEST_KEY_FILE:
        raise Unreadable(message("This is not a file that holds a key of this program."))
    return data.decode("utf-8", "replace")


def _write(path: Path, text: str) -> None:
    """Write beside and move over, with mode 0600 from the first moment."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise UnreadableFile(message("The key file {file} cannot be written.", file=path), str(error)) from error
