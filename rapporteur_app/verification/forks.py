"""Two copies of one selection: the same, one ahead of the other, or parted; and what to do then (trust.md, Forks)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.model import AuditEntry, Ballot, BallotStatus, Setting
from rapporteur_app.verification.chain import check_chain
from rapporteur_app.workspace.chain import act_of, body_of
from rapporteur_app.workspace.handover import HandOver, hand_over_in
from rapporteur_app.workspace.storage import plain_file_errors, write_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rapporteur_app.workspace import Reader, Workspace


class Relation(StrEnum):
    """How the copy that was asked about stands to the other one."""

    SAME = "same"
    AHEAD = "ahead"
    BEHIND = "behind"
    PARTED = "parted"


@dataclass(frozen=True)
class TailEntry:
    """An entry that only one of two copies has."""

    n: int
    time: str
    actor: str
    action: Message
    installation: str

    def as_json(self) -> dict[str, Any]:
        """The entry as other programs read it."""
        return {
            "n": self.n, "time": self.time, "actor": self.actor, "action": self.action,
            "installation": self.installation,
        }  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """What a copy has beyond the entries that both have.

    Attributes:
        file: its name.
        entries: how many entries its log has.
        tail: the entries that the other copy does not have, oldest first.
        hand_overs: every hand-over in its log, oldest first.
        fault: why its log does not hold, None where it does.
        ballots: the digests of the signed ballots that came into it, with their files' bytes.
    """

    file: str
    entries: int
    tail: tuple[TailEntry, ...]
    hand_overs: tuple[HandOver, ...]
    fault: Message | None
    ballots: dict[str, tuple[str, bytes]]

    @property
    def is_handed_over(self) -> bool:
        """Whether it ends with a hand-over, and is for reading only."""
        return bool(self.hand_overs) and self.hand_overs[-1].n == self.entries


@dataclass(frozen=True)
class Comparison:
    """How two copies of one selection stand to each other."""

    relation: Relation
    common: int
    mine: Copy
    other: Copy

    @property
    def sentence(self) -> Message:
        """The relation in words."""
        return _SENTENCES[self.relation](self)

    @property
    def is_parted(self) -> bool:
        """Whether each has entries that the other one lacks."""
        return self.relation is Relation.PARTED

    @property
    def ballots_only_there(self) -> list[tuple[str, bytes]]:
        """The signed ballots that the other copy has and this one has not: a file name and the bytes of each."""
        return [kept for digest, kept in self.other.ballots.items() if digest not in self.mine.ballots]

    @property
    def ballots_only_here(self) -> list[tuple[str, bytes]]:
        """The signed ballots that this copy has and the other one has not."""
        return [kept for digest, kept in self.mine.ballots.items() if digest not in self.other.ballots]

    def told_hand_overs(self) -> list[Message]:
        """What either log says of hand-overs, each once, oldest first."""
        both = {*self.mine.hand_overs, *self.other.hand_overs}
        return [
            message(
                "Handed over to {name} at {time}, entry {entry}: {copies}.",
                name=one.name,
                time=one.moment,
                entry=one.n,
                copies=self._who_has(one),
            )
            for one in sorted(both, key=lambda one: (one.n, one.time))
        ]

    def _who_has(self, one: HandOver) -> Message:
        if one in self.mine.hand_overs and one in self.other.hand_overs:
            return message("in both copies")
        return message("in this copy only") if one in self.mine.hand_overs else message("in the other copy only")

    def faults(self) -> list[Message]:
        """What does not hold in either log."""
        return [
            message("The log of {file} does not hold: {fault}", file=copy.file, fault=copy.fault)
            for copy in (self.mine, self.other)
            if copy.fault is not None
        ]

    def advice(self) -> list[Message]:
        """What to do now, a sentence a step."""
        return _ADVICE[self.relation](self)

    def as_json(self) -> dict[str, Any]:
        """The comparison as other programs read it (cli.md)."""
        return {
            "relation": self.relation.value,
            "common_entries": self.common,
            "sentence": self.sentence,
            "tail": [entry.as_json() for entry in self.mine.tail],
            "other_tail": [entry.as_json() for entry in self.other.tail],
            "handed_over": self.mine.is_handed_over,
            "other_handed_over": self.other.is_handed_over,
            "hand_overs": self.told_hand_overs(),
            "ballots_only_here": len(self.ballots_only_here),
            "ballots_only_there": len(self.ballots_only_there),
            "faults": self.faults(),
            "advice": self.advice(),
        }


def compare(workspace: Workspace, other: Workspace) -> Comparison:
    """Compare two copies of one selection, from the first entry on, by the bytes of the entries.

    Raises:
        BadInput: the other file is another selection, or the very same file.
        UnreadableFile: one of them is damaged, or an entry that only one has cannot be read.
    """
    if workspace.path.resolve() == other.path.resolve():
        raise BadInput(message("{file} is the very same file. Name the other copy.", file=other.path.name))
    with workspace.reading() as here, other.reading() as there:
        _require_same_selection(here, there, other.path.name)
        ours, theirs = here.all(AuditEntry), there.all(AuditEntry)
        common = _common(ours, theirs)
        mine = _copy(here, workspace.path.name, ours, common)
        return Comparison(
            _relation(len(ours) - common, len(theirs) - common),
            common, mine, _copy(there, other.path.name, theirs, common),
        )  # fmt: skip


def save_ballots(found: Comparison, folder: Path) -> list[str]:
    """Write the signed ballots that only the other copy has, as they came in, for this one to collect.

    Returns:
        Where each lies. A file of the name that stands there already is taken for the same one only if it is.

    Raises:
        BadInput: another file of that name is there.
        RapporteurError: the folder cannot be written.
    """
    written = []
    with plain_file_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in found.ballots_only_there:
        path = folder / name
        if not (path.is_file() and path.read_bytes() == data):
            write_new(path, data)
        written.append(str(path))
    return written


def _require_same_selection(here: Reader, there: Reader, file: str) -> None:
    ours, theirs = here.get(Setting, "id"), there.get(Setting, "id")
    if ours is None or theirs is None or ours.value != theirs.value:
        title = there.get(Setting, "title")
        raise BadInput(
            message(
                "{file} is another selection (“{title}”), no copy of this one.",
                file=file,
                title=title.value if title else "",
            )
        )


def _common(ours: Sequence[AuditEntry], theirs: Sequence[AuditEntry]) -> int:
    """How many entries both have, from the first on: the same bytes in the same place."""
    pairs = zip(ours, theirs, strict=False)
    differ = (place for place, (one, two) in enumerate(pairs) if (one.n, one.body) != (two.n, two.body))
    return next(differ, min(len(ours), len(theirs)))


def _relation(more: int, missing: int) -> Relation:
    if more and missing:
        return Relation.PARTED
    if more or missing:
        return Relation.AHEAD if more else Relation.BEHIND
    return Relation.SAME


def _copy(reader: Reader, file: str, entries: Sequence[AuditEntry], common: int) -> Copy:
    chain = check_chain(reader)
    tail = tuple(_tail_entry(entry) for entry in entries[common:])
    found = (hand_over_in(entry) for entry in entries)
    hand_overs = tuple(one for one in found if one is not None)
    return Copy(file, len(entries), tail, hand_overs, None if chain.ok else chain.detail, _ballots(reader))


def _tail_entry(entry: AuditEntry) -> TailEntry:
    act = act_of(entry)
    return TailEntry(entry.n or 0, act.time, act.actor, act.action, str(body_of(entry).get("installation", "")))


def _ballots(reader: Reader) -> dict[str, tuple[str, bytes]]:
    """The ballots that members signed, by digest; one made from a score sheet is collected from its sheet again.

    The other copy may come from anywhere: names are made of what is worked out here, not of what its rows say.
    """
    rows = [row for row in reader.all(Ballot, from_sheet=False) if row.status is not BallotStatus.WRONG_MEMBER]
    found = ((hashlib.sha256(row.data).hexdigest(), row) for row in rows)
    return {
        digest: (f"M{row.member_id or 0:d}-revision-{row.revision:d}-{digest[:8]}.ballot", row.data)
        for digest, row in found
    }


def _same(found: Comparison) -> Message:
    return plural("Same: both copies have one entry.", "Same: both copies have the same {count} entries.", found.common)


def _ahead(found: Comparison) -> Message:
    more = plural("{count} entry", "{count} entries", len(found.mine.tail))
    return message(
        "Ahead: this copy has all {common} entries of the other one, and {more} more.", common=found.common, more=more
    )


def _behind(found: Comparison) -> Message:
    more = plural("{count} entry", "{count} entries", len(found.other.tail))
    return message(
        "Behind: the other copy has all {common} entries of this one, and {more} more.", common=found.common, more=more
    )


def _parted(found: Comparison) -> Message:
    return message("Parted after entry {entry}.", entry=found.common)


def _advice_same(found: Comparison) -> list[Message]:
    if found.mine.is_handed_over:
        return [message("Both were handed over. Go on with the copy that {name} has.", name=_last_name(found.mine))]
    return [message("Go on with one of them, and put the other away.")]


def _advice_ahead(found: Comparison) -> list[Message]:
    if found.mine.is_handed_over:
        return [_handed_on(found.mine), message("Put the other copy away.")]
    return [message("Go on with this copy, and put the other away: nothing in it is missing here.")]


def _advice_behind(found: Comparison) -> list[Message]:
    if found.other.is_handed_over:
        return [_handed_on(found.other), message("Put this copy away.")]
    return [message("Go on with the other copy, and put this one away: nothing in it is missing there.")]


def _handed_on(copy: Copy) -> Message:
    return message(
        "{file} was handed over to {name}. Go on with the copy that {name} has.", file=copy.file, name=_last_name(copy)
    )


def _last_name(copy: Copy) -> str:
    return copy.hand_overs[-1].name


def _advice_parted(found: Comparison) -> list[Message]:
    return [
        *(_handed_on(copy) for copy in (found.mine, found.other) if copy.is_handed_over),
        message("The two cannot be joined. Agree which one goes on, and put the other away for good."),
        plural(
            "If this one goes on: save the one ballot that only the other has, and collect it here.",
            "If this one goes on: save the {count} ballots that only the other has, and collect them here.",
            len(found.ballots_only_there),
        )
        if found.ballots_only_there
        else message("If this one goes on: the other has no ballot that is missing here."),
        message("Collect filled score sheets again from the files that came in."),
        message("Do all else that stands in the other's list once more by hand."),
    ]


_SENTENCES = {
    Relation.SAME: _same, Relation.AHEAD: _ahead, Relation.BEHIND: _behind, Relation.PARTED: _parted,
}  # fmt: skip
_ADVICE = {
    Relation.SAME: _advice_same,
    Relation.AHEAD: _advice_ahead,
    Relation.BEHIND: _advice_behind,
    Relation.PARTED: _advice_parted,
}
