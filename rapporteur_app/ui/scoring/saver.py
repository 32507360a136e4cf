"""Keeps a member's work on the disk: each save writes the newest state, one save at a time, from one window only."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from rapporteur_app.errors import RapporteurError
from rapporteur_app.scoring.ballots import (
    MadeBallot,
    member_key_kept,
    member_key_name,
    new_member_key,
    submit,
    work_key_name,
)
from rapporteur_app.scoring.member_keys import key_words
from rapporteur_app.scoring.pack_reading import OpenPack
from rapporteur_app.scoring.transfer import Arrival, pack_up, take_in
from rapporteur_app.scoring.work import Work, save_work
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.keystore import Kept, KeyStore, Place, save_key_file
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.storage import plain_file_errors

if TYPE_CHECKING:
    from filelock import SoftFileLock


@dataclass(frozen=True)
class Submitted:
    """A ballot that was written, and what its member must know.

    Attributes:
        ballot: what was written.
        work: the work that remembers it.
        kept: where the member's key was laid, if it had to be made.
        words: the words of that key, which the member reads out when the secretariat calls.
    """

    ballot: MadeBallot
    work: Work
    kept: Kept | None
    words: str


@dataclass(frozen=True)
class OwnWords:
    """The four words of the member's key, and where the key was laid if it had to be made."""

    words: str
    kept: Kept | None


class Saver:
    """Saves one member's work, from whichever thread asks, and knows the member's key once it was opened."""

    def __init__(self, pack: OpenPack, work: Work, place: Path, lock: "SoftFileLock | None" = None) -> None:
        self.pack, self.place = pack, place
        self._lock, self._swap, self._held = Lock(), Lock(), lock
        self._key: SigningKey | None = None
        self._latest = _copy(work)
        self._on_disk: Work | None = self._latest

    # -- the work

    @property
    def is_saved(self) -> bool:
        """Whether everything that was taken lies on the disk."""
        return self._on_disk is self._latest

    def take(self, work: Work) -> None:
        """Remember the work as it is now; the next `save` writes it."""
        latest = _copy(work)
        with self._swap:  # a ballot may be on its way whose revision this work does not know yet
            if self._latest.revision > latest.revision:
                latest.revision, latest.previous = self._latest.revision, self._latest.previous
            self._latest = latest

    def save(self) -> None:
        """Write the newest state, unless it lies on the disk already.

        Raises:
            RapporteurError: it cannot be written; the state before it lies there whole.
        """
        with self._lock:
            latest = self._latest
            if latest is not self._on_disk:
                save_work(self.place, latest)
                self._on_disk = latest

    def let_go(self) -> None:
        """Let another window score this pack."""
        if self._held is not None:
            self._held.release()
            self._held = None

    # -- the key

    def words(self, passphrase: str | None = None) -> OwnWords:
        """The words of the member's key, which is made where there is none.

        Raises:
            KeyLocked, WrongPassphrase: it cannot be opened now.
        """
        key, kept = self._member_key(passphrase)
        return OwnWords(self._words_of(key), kept)

    def new_key(self) -> OwnWords:
        """Another key in place of the member's."""
        self._key, kept = new_member_key(self.pack, KeyStore())
        return OwnWords(self._words_of(self._key), kept)

    def key_is_in_keyring(self) -> bool:
        """Whether the system's keyring holds the key, so that it needs no passphrase."""
        kept = self._kept()
        return kept is not None and kept.place is Place.KEYRING

    def lock_key(self, passphrase: str) -> Kept:
        """Lock the key's file by a passphrase, where no keyring holds the key.

        Raises:
            WeakPassphrase: the passphrase has under 16 characters.
        """
        key, _kept = self._member_key(None)
        store, header = KeyStore(), self.pack.header
        if self._latest.key is not None:
            path = store.path(work_key_name(header.selection, header.member))
            save_key_file(path, self._latest.key, passphrase, replace=True)
        return save_key_file(store.path(self._name), key, passphrase, replace=True)

    def unlock(self, passphrase: str | None) -> None:
        """Open the member's key with the passphrase that opened their work, so that nobody is asked twice."""
        if passphrase is not None:
            with suppress(RapporteurError):
                self._member_key(passphrase)

    @property
    def _name(self) -> str:
        return member_key_name(self.pack.header.selection, self.pack.header.member)

    def _kept(self) -> Kept | None:
        return KeyStore().find(self._name)

    def _member_key(self, passphrase: str | None) -> tuple[SigningKey, Kept | None]:
        if self._key is not None:
            return self._key, None
        self._key, kept = member_key_kept(self.pack, KeyStore(), passphrase=passphrase)
        return self._key, kept

    def _words_of(self, key: SigningKey) -> str:
        return key_words(self.pack.header.selection, key.public, self.pack.language)

    # -- what leaves the computer

    def submit(self, out: Path, *, final: bool, passphrase: str | None = None) -> Submitted:
        """Write the ballot of the newest state."""
        key, kept = self._member_key(passphrase)
        words = self._words_of(key)
        with self._lock:
            latest = self._latest
            work = _copy(latest)
            made = submit(self.pack, work, self.place, out, key, final=final)
            with self._swap:
                if latest is self._latest:
                    self._latest = self._on_disk = work
                self._latest.revision, self._latest.previous = work.revision, work.previous
            return Submitted(made, work, kept, words)

    def move_out(self, out: Path, passphrase: str, key_passphrase: str | None = None) -> None:
        """Write key and work as one file that a passphrase locks, for another computer.

        Raises:
            WeakPassphrase: the passphrase has under 16 characters.
            KeyLocked, WrongPassphrase: the key cannot be opened now.
        """
        key, _kept = self._member_key(key_passphrase)
        data = pack_up(self._latest, key, passphrase)
        with plain_file_errors(out):
            write_whole(out, data, mode=0o600)

    def move_in(self, arrival: Arrival) -> tuple[Work, Kept]:
        """Go on with what came from another computer; see `transfer.take_in`."""
        with self._lock:
            work, kept = take_in(self.pack, self._latest, arrival, self.place, KeyStore())
            self._key = arrival.key
            with self._swap:
                self._latest = self._on_disk = _copy(work)
        return work, kept

    def has_other_key(self, arrival: Arrival) -> bool:
        """Whether this computer keeps another key than the one that arrived."""
        kept = self._kept()
        return kept is not None and kept.public != arrival.key.public


def _copy(work: Work) -> Work:
    return replace(work, answers=dict(work.answers), conflicts=dict(work.conflicts), notes=dict(work.notes))
