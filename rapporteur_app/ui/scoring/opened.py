"""A pack and the work on it, as the scoring page holds them once they are open."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapporteur_app.scoring.ballots import open_work, work_key
from rapporteur_app.scoring.pack_reading import OpenPack, open_pack
from rapporteur_app.scoring.work import Work, hold
from rapporteur_app.setup.names import NO_NAMING, Naming, naming_by_criteria
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.scoring.saver import Saver


@dataclass
class Opened:
    """A pack with the work done on it so far, and where that lies."""

    pack: OpenPack
    work: Work
    place: Path
    naming: Naming = NO_NAMING
    _by_number: dict[int, dict[str, Any]] = field(default_factory=dict)

    def candidate(self, number: int) -> dict[str, Any]:
        """A candidate's dossier."""
        if not self._by_number:
            self._by_number = dict(zip(self.pack.candidate_ids, self.pack.candidates, strict=True))
        return self._by_number[number]


def open_for_scoring(path: Path, passphrase: str | None) -> tuple[Opened, Saver]:
    """The pack, the work on it, and what saves that; no other window scores the pack from now on.

    Raises:
        RapporteurError: it cannot be read, another window has it, or the work is locked.
    """
    pack = open_pack(path)
    key = work_key(pack, KeyStore(), passphrase)
    _fresh, place = open_work(pack, key=key)
    lock = hold(place)
    try:
        work, place = open_work(pack, key=key)
        opened = Opened(pack, work, place, naming_by_criteria(pack.rubric, pack.zone))
    except BaseException:
        lock.release()
        raise
    saver = Saver(pack, work, place, lock)
    saver.unlock(passphrase)
    return opened, saver
