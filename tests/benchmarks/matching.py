"""Duplicates looked for among 20,000 candidates, against one rapidfuzz pass over their names' sorted tokens.

`python -m tests.benchmarks.matching ours|once` does one of them and tells its seconds, and the former its peak memory.
"""

import csv
import json
import random
import sys
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tests.benchmarks.measuring import ROOT, peak_memory, run, told_in_turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.figures import Figure

CANDIDATES = 20_000
PAIRS = ROOT / "tests" / "reference" / "pairs" / "pairs.csv"
MOST_TIMES = 10.0
"""Looking for duplicates may take so many times as long as one pass of rapidfuzz over the same names."""
MOST_MEMORY = 400.0
"""MiB that it may take at most."""
ROUNDS = 5


def duplicates() -> "Iterator[Figure]":
    """How long duplicates are looked for among many candidates, and in how much memory."""
    from tests.benchmarks.figures import Figure, of_pair

    found: list[dict[str, float]] = []

    def search() -> float:
        found.append(json.loads(run([sys.executable, "-m", "tests.benchmarks.matching", "ours"])))
        return found[-1]["seconds"]

    def one_pass() -> float:
        told = json.loads(run([sys.executable, "-m", "tests.benchmarks.matching", "once"]))
        return float(told["seconds"])

    pair = told_in_turns(search, one_pass, ROUNDS)
    against = "one `cdist` of rapidfuzz over the same names, their words in alphabetical order"
    yield of_pair(f"Duplicates suggested among {CANDIDATES:,} candidates", against, pair, MOST_TIMES)
    peaks = [told["memory"] for told in found if told["memory"] is not None]
    detail = f"the whole process; {found[-1]['pairs']:,.0f} pairs suggested"
    yield Figure("Memory of this, at most", "–", max(peaks, default=None), "MiB", MOST_MEMORY, detail)


def people(count: int = CANDIDATES) -> list[dict[str, str]]:
    """Invented candidates of the words of the labelled names; one in ten is written differently a second time."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        names = [row["name_a"].split() for row in csv.DictReader(file)]
    given = sorted({words[0] for words in names if len(words[0]) > 2})
    family = sorted({word for words in names for word in words[1:] if len(word) > 2 and word.istitle()})
    countries = ("AR", "BR", "CL", "CO", "CR", "ES", "MX", "PE", "PT", "UY")
    chance = random.Random(20_000)
    chance.shuffle(given)
    chance.shuffle(family)
    made: list[dict[str, str]] = []
    while len(made) < count:
        first = chance.choices(given, _common(given), k=chance.choice((1, 1, 2)))
        words = [*first, *chance.choices(family, _common(family), k=chance.choice((1, 2, 2)))]
        person = {"name": " ".join(words), "country": chance.choice(countries), "email": f"p{len(made)}@example.org"}
        made.append(person)
        if chance.random() < 0.1:
            made.append({**person, "name": otherwise(words, chance)})
    return made[:count]


def _common(words: list[str]) -> list[float]:
    """Weights with which few words are very common, as with names."""
    return [1 / (place + 10) for place in range(len(words))]


def otherwise(words: list[str], chance: random.Random) -> str:
    """The name with its given name as an initial, without its last word, with the surname first, or misspelt."""
    way = chance.randrange(4)
    if way == 0:
        return " ".join([f"{words[0][0]}.", *words[1:]])
    if way == 1 and len(words) > 2:
        return " ".join(words[:-1])
    if way == 2:
        return f"{words[-1]}, {' '.join(words[:-1])}"
    at = chance.randrange(1, len(words[-1]))
    return " ".join([*words[:-1], words[-1][:at] + words[-1][at + 1 :]])


def once(names: list[str]) -> float:
    """Seconds of one pass: every name with every name, their words in alphabetical order."""
    from rapidfuzz import fuzz, process

    words = [" ".join(sorted(name.lower().split())) for name in names]
    begun = time.perf_counter()
    for start in range(0, len(words), 500):
        process.cdist(words[start : start + 500], words, scorer=fuzz.ratio, workers=-1)
    return time.perf_counter() - begun


def ours(everybody: list[dict[str, str]]) -> tuple[float, int]:
    """Seconds of the program's own search, and how many pairs it suggests."""
    from unittest import mock

    from rapporteur_app.intake import merging
    from rapporteur_app.intake.pool import Person
    from rapporteur_app.model import Candidate

    unknown: dict[str, Any] = {"nominations": [], "mentions": [], "findings": {}, "notes": {}, "withdrawn": False}
    unknown |= {"admitted": None, "eligible": None}
    persons = [
        Person(candidate=Candidate(id=number, spelling=person["name"].casefold(), **person), **unknown)
        for number, person in enumerate(everybody, 1)
    ]
    reader: Any = SimpleNamespace(all=lambda *_, **__: [])
    with mock.patch.object(merging, "read_pool", return_value=SimpleNamespace(persons=persons)):
        begun = time.perf_counter()
        found = merging.suggest(reader)
        return time.perf_counter() - begun, len(found)


def main() -> None:
    """Do one of the two and tell what it took."""
    everybody = people()
    if sys.argv[1] == "once":
        print(json.dumps({"seconds": once([person["name"] for person in everybody])}))
        return
    seconds, pairs = ours(everybody)
    print(json.dumps({"seconds": seconds, "pairs": pairs, "memory": peak_memory()}))


if __name__ == "__main__":
    main()
