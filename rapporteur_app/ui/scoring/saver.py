"""Keeps a member's work on the disk: each save writes the newest state, one save at a time."""

from dataclasses import replace
from pathlib import Path
from threading import Lock

from rapporteur_app.scoring.ballots import MadeBallot, member_key_kept, submit
from rapporteur_app.scoring.packs import OpenPack
from rapporteur_app.scoring.work import Work, save_work
from rapporteur_app.trust.keystore import Kept, KeyStore


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

    def submit(self, out: Path, *, final: bool) -> tuple[MadeBallot, Work, Kept | None]:
        """Write the ballot of the newest state.

        Returns:
            The ballot, the work that remembers it, and where the member's key was laid if it had to be made.
        """
        key, kept = member_key_kept(self.pack, KeyStore())
        with self._lock:
            work = _copy(self._latest)
            return submit(self.pack, work, self.place, out, key, final=final), work, kept


def _copy(work: Work) -> Work:
    return replace(work, answers=dict(work.answers), conflicts=dict(work.conflicts), notes=dict(work.notes))
