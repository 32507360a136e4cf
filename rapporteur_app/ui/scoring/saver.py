"""Keeps a member's work on the disk: each save writes the newest state, one save at a time."""

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from rapporteur_app.scoring.ballots import MadeBallot, member_key_kept, submit
from rapporteur_app.scoring.member_keys import key_words
from rapporteur_app.scoring.packs import OpenPack
from rapporteur_app.scoring.work import Work, save_work
from rapporteur_app.trust.keystore import Kept, KeyStore


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


class Saver:
    """Saves one member's work, from whichever thread asks."""

    def __init__(self, pack: OpenPack, work: Work, place: Path) -> None:
        self.pack, self.place = pack, place
        self._lock = Lock()
        self._latest = _copy(work)
        self._saved = True

    def take(self, work: Work) -> None:
        """Remember the work as it is now; the next `save` writes it."""
        self._latest, self._saved = _copy(work), False

    def save(self) -> None:
        """Write the newest state, unless it lies on the disk already."""
        with self._lock:
            if not self._saved:
                latest = self._latest
                save_work(self.place, latest)
                self._saved = latest is self._latest

    def submit(self, out: Path, *, final: bool) -> Submitted:
        """Write the ballot of the newest state."""
        key, kept = member_key_kept(self.pack, KeyStore())
        words = key_words(self.pack.header.selection, key.public, self.pack.language)
        with self._lock:
            work = _copy(self._latest)
            made = submit(self.pack, work, self.place, out, key, final=final)
            return Submitted(made, work, kept, words)


def _copy(work: Work) -> Work:
    return replace(work, answers=dict(work.answers), conflicts=dict(work.conflicts), notes=dict(work.notes))
