"""A member's work on one pack: answers, private notes, revision. It lives on the member's machine and nowhere else."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.model import ScoreState
from rapporteur_app.paths import data_dir
from rapporteur_app.scoring.answers import Answer, Answers

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Work:
    """What a member has done so far: saved at each change, whole or not at all."""

    selection: str
    round: int
    member: int
    answers: Answers = field(default_factory=dict)
    conflicts: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    revision: int = 0
    previous: str | None = None


def default_path(selection: str, round_number: int, member: int) -> Path:
    """Where the work on a pack lies unless the member names another place."""
    return data_dir() / "work" / f"{selection}-{round_number}-M{member}.json"


def load_work(path: Path, selection: str, round_number: int, member: int) -> Work:
    """The work in a file, or a fresh start where there is none.

    Raises:
        UnreadableFile: the file is no work of this member on this selection.
    """
    if not path.exists():
        return Work(selection, round_number, member)
    try:
        work = _from_json(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            message("{file} cannot be read as saved scoring work.", file=path.name), str(error)
        ) from error
    if (work.selection, work.round, work.member) != (selection, round_number, member):
        raise UnreadableFile(message("{file} holds the work on another pack.", file=path.name))
    return work


def save_work(path: Path, work: Work) -> None:
    """Save the work: written beside, flushed to the disk, then moved into place; only the user may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(_to_json(work), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _to_json(work: Work) -> dict[str, Any]:
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
    }


def _from_json(data: dict[str, Any]) -> Work:
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
    )
