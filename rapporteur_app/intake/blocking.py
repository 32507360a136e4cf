"""Which candidates are worth comparing: few of all pairs, and every pair that may be one person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from rapporteur_app.intake.name_words import skeleton, sound
from rapporteur_app.progress import SILENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from rapporteur_app.intake.matching import Traits
    from rapporteur_app.intake.name_words import Name
    from rapporteur_app.progress import Progress

BLOCK = 500
"""Candidates that are compared with all others at a time."""
ALIKE = 75
"""From this likeness (0-100) of the whole names on, their words in alphabetical order, a pair is compared."""
RARE = 64
"""A word in no more names than this is looked up name by name."""
CROWD = 100
"""A name that more names than this hold ("A. Silva") says too little: only those of its organisation are compared."""
OFFICE = 30
"""An e-mail or a telephone number of more candidates than this is an office's."""


def candidate_pairs(known: Sequence[Traits], progress: Progress = SILENT) -> npt.NDArray[np.int64]:
    """Places of pairs worth comparing: rows of two places, the lower first, each pair once.

    A pair comes if the whole names are alike, if the words of one are (as they sound, or as initials) among those of
    the other, or if e-mail or telephone are the same. Progress advances by one for every candidate.

    Raises:
        Cancelled: the person asked to stop.
    """
    names = [" ".join(sorted(each.name.words)) for each in known]
    index = _Index([each.name for each in known])
    same = _same_fields(known)
    found = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(names), BLOCK):
        rows = range(start, min(start + BLOCK, len(names)))
        likeness = process.cdist(
            names[start : rows.stop], names[start:], scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8, workers=-1
        )
        held = [(row, other) for row in rows for other in {*_holding(known, index, row), *same.get(row, ())}]
        pairs = np.concatenate([np.argwhere(likeness) + start, np.array(held, dtype=np.int64).reshape(-1, 2)])
        low, high = pairs.min(axis=1), pairs.max(axis=1)
        found.append(np.unique((low * len(names) + high)[low < high]))
        progress.advance(len(rows))
    places = np.unique(np.concatenate(found))
    return np.stack(np.divmod(places, max(1, len(names))), axis=1)


def _holding(known: Sequence[Traits], index: _Index, row: int) -> list[int]:
    """The names that hold every word of a name; of a crowd, those of its organisation."""
    others = index.holding(row)
    return others if len(others) <= CROWD else _same_body(known, row, others)


def _same_body(known: Sequence[Traits], row: int, others: Iterable[int]) -> list[int]:
    """Those of the others who say that they are of the same organisation."""
    mine = known[row].fields.get("organisation", "").casefold()
    return [other for other in others if mine and known[other].fields.get("organisation", "").casefold() == mine]


def _same_fields(known: Sequence[Traits]) -> dict[int, list[int]]:
    """By place, the later candidates with the same e-mail or telephone."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, each in enumerate(known):
        for what in ("email", "phone"):
            if text := each.fields.get(what):
                groups[what, text.casefold()].append(place)
    found: dict[int, list[int]] = defaultdict(list)
    for places in groups.values():
        if len(places) <= OFFICE:
            for at, place in enumerate(places):
                found[place].extend(places[at + 1 :])
    return found


class _Index:
    """In which names a word stands, by how it sounds, or begins; lists of places for rare words, bits for others."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self._offers: list[frozenset[str]] = []
        for place, name in enumerate(names):
            offers = frozenset(_offers(name))
            self._offers.append(offers)
            for key in offers:
                self._places[key].append(place)
        self._needs = [[_needs(word) for word in name.words] for name in names]
        self._bits: dict[str, int] = {}

    def holding(self, place: int) -> list[int]:
        """The names that hold every word of a name."""
        needs = sorted(self._needs[place], key=self._count)
        if not needs:
            return []
        if self._count(needs[0]) <= RARE:
            near = {other for key in needs[0] for other in self._places.get(key, ())}
            return [other for other in near if all(not self._offers[other].isdisjoint(keys) for keys in needs[1:])]
        together = self._any(needs[0])
        for keys in needs[1:]:
            together &= self._any(keys)
        return _set_bits(together, len(self._offers))

    def _count(self, keys: tuple[str, ...]) -> int:
        return sum(len(self._places.get(key, ())) for key in keys)

    def _any(self, keys: tuple[str, ...]) -> int:
        bits = 0
        for key in keys:
            bits |= self._as_bits(key)
        return bits

    def _as_bits(self, key: str) -> int:
        places = self._places.get(key, [])
        if key not in self._bits:
            flags = np.zeros(len(self._offers), dtype=np.uint8)
            flags[places] = 1
            bits = int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")
            if len(places) <= RARE:
                return bits
            self._bits[key] = bits
        return self._bits[key]


def _set_bits(bits: int, length: int) -> list[int]:
    packed = np.frombuffer(bits.to_bytes(length // 8 + 1, "little"), dtype=np.uint8)
    places: list[int] = np.flatnonzero(np.unpackbits(packed, bitorder="little")).tolist()
    return places


def _offers(name: Name) -> Iterator[str]:
    """What a name has to offer: its words, what they are written as one, and what they begin with."""
    for word in (*name.words, *name.glued, *filter(None, [name.suffix])):
        yield _key(word)
        yield f"{word[0]}…"


def _needs(word: str) -> tuple[str, ...]:
    """What another name must offer for a word: one of these."""
    if len(word) == 1 or word.endswith("."):
        return (f"{word[0]}…",)
    return _key(word), word[0]


def _key(word: str) -> str:
    """Words with the same key may be the same: their consonants, or how they sound where these are few."""
    if len(word) == 1 or word.endswith("."):
        return word[0]
    bones = skeleton(word)
    return f"={bones if len(bones) > 2 else sound(word)}"
