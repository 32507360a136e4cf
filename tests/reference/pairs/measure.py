"""How well duplicate candidates are found, on the labelled pairs: `python -m tests.reference.pairs.measure`."""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from rapporteur_app.intake import merging
from rapporteur_app.intake.pool import Person
from rapporteur_app.model import Candidate

PAIRS = Path(__file__).resolve().parent / "pairs.csv"
HALVES = ("tune", "report")


@dataclass(frozen=True)
class Figures:
    """What one half of the pairs says about the matcher at a threshold."""

    pairs: int
    found: int
    missed: int
    wrong: int

    @property
    def recall(self) -> float:
        """The share of the matches that are suggested."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def precision(self) -> float:
        """The share of the suggestions that are matches."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0


def read_pairs() -> list[dict[str, str]]:
    """The labelled pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(row: dict[str, str]) -> float:
    """The score that the program gives a pair, were the two the only candidates; 0 when it does not list them."""
    persons = [_person(number, row, side) for number, side in ((1, "a"), (2, "b"))]
    reader: Any = SimpleNamespace(all=lambda *_, **__: [], first=lambda *_, **__: None)
    with mock.patch.object(merging, "read_pool", return_value=SimpleNamespace(persons=persons)):
        suggestions = merging.suggest(reader)
    return suggestions[0].score if suggestions else 0.0


def _person(number: int, row: dict[str, str], side: str) -> Person:
    fields = {name: row[f"{name}_{side}"] or None for name in ("organisation", "country", "email")}
    candidate = Candidate(id=number, name=row[f"name_{side}"], spelling=row[f"name_{side}"].casefold(), **fields)
    return Person(
        candidate=candidate,
        nominations=[],
        mentions=[],
        findings={},
        notes={},
        withdrawn=False,
        admitted=None,
        eligible=None,
    )


def figures(scored: list[tuple[float, dict[str, str]]], threshold: float) -> Figures:
    """Recall and precision at a threshold."""
    found = sum(value >= threshold and row["same"] == "1" for value, row in scored)
    missed = sum(value < threshold and row["same"] == "1" for value, row in scored)
    wrong = sum(value >= threshold and row["same"] == "0" for value, row in scored)
    return Figures(len(scored), found, missed, wrong)


def main() -> None:
    """Print recall and precision of each half, then what goes wrong by kind, worst first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threshold", type=float, default=merging.THRESHOLD)
    parser.add_argument("--misses", type=int, default=3, help="examples shown for each kind")
    parser.add_argument("--half", choices=HALVES, default="tune", help="the half whose misses are shown")
    options = parser.parse_args()
    scored = [(score(row), row) for row in read_pairs()]
    for half in HALVES:
        part = figures([item for item in scored if item[1]["half"] == half], options.threshold)
        print(f"{half}: {part.pairs} pairs, recall {part.recall:.3f}, precision {part.precision:.3f} at", end=" ")
        print(f"{options.threshold:g} (found {part.found}, missed {part.missed}, wrong {part.wrong})")
    kinds: dict[tuple[str, str], list[tuple[float, dict[str, str]]]] = defaultdict(list)
    for item in scored:
        if item[1]["half"] == options.half:
            kinds[item[1]["same"], item[1]["kind"]].append(item)
    for (same, kind), items in sorted(kinds.items(), key=lambda entry: (entry[0][0] != "1", entry[0][1])):
        bad = [item for item in items if (item[0] >= options.threshold) != (same == "1")]
        print(f"\n{'match' if same == '1' else 'other'} {kind}: {len(bad)} of {len(items)} wrong")
        for value, row in sorted(bad, key=lambda item: item[0] if same == "1" else -item[0])[: options.misses]:
            print(f"  {value:5.1f} {row['id']} {row['name_a']} / {row['name_b']}")


if __name__ == "__main__":
    main()
