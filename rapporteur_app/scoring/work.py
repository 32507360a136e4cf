"""A member's work on one pack: answers, private notes, revision. It lives on the member's machine and nowhere else."""

from __future__ import annotations

import base64
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import FileInUse, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.model import ScoreState
from rapporteur_app.paths import data_dir
from rapporteur_app.scoring.answers import Answer, Answers
from rapporteur_app.trust.errors import Locked
from rapporteur_app.trust.work_box import open_work_box, seal_work
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.lock import acquire
from rapporteur_app.workspace.storage import plain_file_errors

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import SoftFileLock

    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.trust.keys import SigningKey

PRIVATE = 0o600
SEALED, SECRET = "sealed", ("answers", "conflicts", "notes")
"""The part of the file that is sealed, and what is in it."""

PATIENCE = 1.0
"""Seconds that a window waits for the one that closes to let go of the work."""


@dataclass(frozen=True)
class Seen:
    """An edition of the pack that was opened on this work: whom it asked about, and by which criteria."""

    edition: int
    candidates: tuple[int, ...]
    rubric: str


@dataclass(frozen=True)
class Changes:
    """What an edition asks for that the one opened before it did not, and the other way round.

    Attributes:
        before: the edition opened before; 0 for none.
        new: the candidates who are to be scored now.
        gone: those who are not asked for any more; what was said of them stays in the work and is not sent.
        other_criteria: whether the criteria are of another version.
    """

    before: int
    new: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    other_criteria: bool = False


@dataclass
class Work:
    """What a member has done so far: saved at each change, whole or not at all.

    Attributes:
        selection, round, member: whose work on what it is.
        answers: by (candidate, criterion code).
        conflicts: found while scoring, with their reasons.
        notes: private; they are in no ballot.
        revision, previous: of the newest ballot that was written, and its digest.
        compared: the selection's keys whose words the member compared with the chair's; '' for none.
        seen: the editions of the pack that were opened on it.
    """

    selection: str
    round: int
    member: int
    answers: Answers = field(default_factory=dict)
    conflicts: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    revision: int = 0
    previous: str | None = None
    compared: str = ""
    seen: tuple[Seen, ...] = ()
    key: SigningKey | None = field(default=None, compare=False, repr=False)
    """Under which answers, conflicts and notes are sealed on the disk; None leaves them in the clear."""

    @property
    def given(self) -> int:
        """How many answers were given."""
        return sum(answer.given for answer in self.answers.values())

    @property
    def is_begun(self) -> bool:
        """Whether there is anything that could be lost."""
        return bool(self.answers or self.conflicts or self.revision or any(self.notes.values()))


def default_path(selection: str, round_number: int, member: int) -> Path:
    """Where the work on a pack lies unless the member names another place."""
    return data_dir() / "work" / f"{selection}-{round_number}-M{member}.json"


def load_work(
    path: Path,
    selection: str,
    round_number: int,
    member: int,
    key: SigningKey | None = None,
    *,
    sent_only: bool = False,
) -> Work:
    """The work in a file, or a fresh start where there is none.

    Args:
        path: the file.
        selection: whose work on what it must be.
        round_number: likewise.
        member: likewise.
        key: the key under which it is sealed.
        sent_only: only what is known of the ballots that were sent, which no key seals.

    Raises:
        Locked: it is sealed, and under another key or none was given.
        UnreadableFile: the file is no work of this member on this selection.
    """
    if not path.exists():
        return Work(selection, round_number, member, key=key)
    try:
        work = work_from_json(_opened(json.loads(path.read_text("utf-8")), key, sent_only=sent_only))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise UnreadableFile(
            message("{file} cannot be read as saved scoring work.", file=path.name), str(error)
        ) from error
    if (work.selection, work.round, work.member) != (selection, round_number, member):
        raise UnreadableFile(message("{file} holds the work on another pack.", file=path.name))
    work.key = key
    return work


def _opened(data: dict[str, Any], key: SigningKey | None, *, sent_only: bool) -> dict[str, Any]:
    """What was saved, with its sealed part beside the clear one."""
    if SEALED not in data:
        return data
    if sent_only:
        return {**data, "answers": [], "conflicts": {}, "notes": {}}
    if key is None:
        raise Locked("no key was given")
    return {**data, **json.loads(open_work_box(key, base64.b64decode(data[SEALED])))}


def save_work(path: Path, work: Work) -> None:
    """Save the work: written beside, flushed to the disk, then moved into place; only the user may read it.

    Raises:
        RapporteurError: the disk is full, or the folder cannot be written; what was saved before is as it was.
    """
    # In one piece: the encoder that writes piece by piece is ten times slower, and the window's thread waits for it.
    data = json.dumps(_sealed(work_to_json(work), work.key), ensure_ascii=False).encode("utf-8")
    with plain_file_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data, mode=PRIVATE)
    with suppress(OSError):  # a folder cannot be flushed on Windows, where the move itself is on the disk
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _sealed(document: dict[str, Any], key: SigningKey | None) -> dict[str, Any]:
    """What is saved: the scores, conflicts and notes sealed, so that whoever finds the file reads none of them."""
    if key is None:
        return document
    secret = {name: document.pop(name) for name in SECRET}
    box = seal_work(key, json.dumps(secret, ensure_ascii=False).encode("utf-8"))
    return {**document, SEALED: base64.b64encode(box).decode("ascii")}


def hold(place: Path) -> SoftFileLock:
    """Keep other windows off the work on a pack: two that saved in turns would each undo the other's scores.

    Raises:
        FileInUse: another window has it.
    """
    with plain_file_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
    try:
        return acquire(place, PATIENCE)
    except FileInUse as error:
        told = message("This pack is being scored in another window of the program. Go on there, or close it first.")
        raise FileInUse(told, str(error)) from error


def keys_of(pack: OpenPack) -> str:
    """The keys for which the selection's words stand: with other keys the words are compared anew."""
    header = pack.header
    return "/".join((header.file_key, header.openers.chair, header.openers.witness or ""))


def changes(pack: OpenPack, work: Work) -> Changes:
    """What this edition changes against the newest earlier one that was opened on this work."""
    earlier = [seen for seen in work.seen if seen.edition < pack.header.edition]
    if not earlier:
        return Changes(0)
    before, now = max(earlier, key=lambda seen: seen.edition), pack.candidate_ids
    return Changes(
        before.edition,
        tuple(number for number in now if number not in before.candidates),
        tuple(number for number in before.candidates if number not in now),
        before.rubric != pack.header.rubric,
    )


def note_edition(pack: OpenPack, work: Work) -> bool:
    """Remember that this edition was opened; tells whether that is new."""
    seen = Seen(pack.header.edition, tuple(pack.candidate_ids), pack.header.rubric)
    is_new = seen not in work.seen
    if is_new:
        work.seen = (*(each for each in work.seen if each.edition != seen.edition), seen)
    return is_new


def newest_edition(work: Work) -> int:
    """The newest edition that was opened on this work; 0 for none."""
    return max((seen.edition for seen in work.seen), default=0)


def work_to_json(work: Work) -> dict[str, Any]:
    """The work as it is saved."""
    answers = [[a.candidate, a.criterion, a.state.value, a.value, a.comment] for a in work.answers.values()]
    return {
        "format": 1,
        "selection": work.selection,
        "round": work.round,
        "member": work.member,
        "answers": answers,
        "conflicts": {str(key): value for key, value in work.conflicts.items()},
        "notes": {str(key): value for key, value in work.notes.items()},
        "revision": work.revision,
        "previous": work.previous,
        "compared": work.compared,
        "seen": [[seen.edition, list(seen.candidates), seen.rubric] for seen in work.seen],
    }


def work_from_json(data: dict[str, Any]) -> Work:
    """The work that was saved; files of before the words were compared, and editions remembered, hold neither.

    Raises:
        ValueError, KeyError, TypeError, IndexError, AttributeError: it is none.
    """
    answers = [Answer(row[0], row[1], ScoreState(row[2]), row[3], row[4]) for row in data["answers"]]
    return Work(
        data["selection"],
        data["round"],
        data["member"],
        {(answer.candidate, answer.criterion): answer for answer in answers},
        {int(key): value for key, value in data["conflicts"].items()},
        {int(key): value for key, value in data["notes"].items()},
        data["revision"],
        data["previous"],
        data.get("compared", ""),
        tuple(Seen(edition, tuple(candidates), rubric) for edition, candidates, rubric in data.get("seen", ())),
    )


def free_name(place: Path) -> Path:
    """A name beside a file that nothing has yet: what is laid aside is never overwritten."""
    number = 1
    while (path := place.with_name(f"{place.stem}-before-{number}{place.suffix}")).exists():
        number += 1
    return path
