"""What is measured, and what each figure should be."""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.paths import DATA_VARIABLE, resources_dir
from rapporteur_app.progress import SILENT
from rapporteur_app.rehearsal.demo import TEMPLATE, make_sample
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.sheets.reading import read_workbook
from rapporteur_app.workspace import SECRETARIAT
from tests.benchmarks import growth
from tests.benchmarks.big_list import figures as big_list
from tests.benchmarks.large_import import COLUMNS, ROWS, measure_import
from tests.benchmarks.matching import duplicates
from tests.benchmarks.measuring import ROOT, Pair, in_turns, run, told_in_turns

HERE = Path(__file__).parent
CORPUS = ROOT.parent / "shared" / "corpus" / "sheets"
NO_FASTER = 1.5
"""The program may take this much longer than the least that such a program takes."""
SLOWEST = 5.0
"""Seconds that the worst file may take: the child's own limit for an ordinary file, 4.5, and its start and end."""
MOST_MEMORY = 1024.0
"""MiB that reading the worst file may take: what the corpus asks for; the child's own limit is half of it."""
LONGEST_GAP = 0.1
"""Seconds for which the interface may not answer."""
IMPORT_SQLMODEL = "import time; begun = time.perf_counter(); import sqlmodel; print(time.perf_counter() - begun)"
MIB = 1024 * 1024
CORPUS_SECONDS = 45.0
STARTS, SHOWN, COMMANDS, IMPORTS = 21, 15, 15, 7
"""Rounds of each pair."""


@dataclass(frozen=True)
class Figure:
    """One measured figure."""

    what: str
    against: str
    value: float | None
    unit: str = "×"
    goal: float | None = None
    detail: str = ""

    @property
    def shown(self) -> str:
        """The figure with its unit."""
        return "–" if self.value is None else with_unit(self.value, self.unit)

    @property
    def wanted(self) -> str:
        """The goal with its unit."""
        return "none set" if self.goal is None else f"≤ {with_unit(self.goal, self.unit)}"

    @property
    def verdict(self) -> str:
        """Whether the goal is reached."""
        if self.value is None:
            return "not measured"
        if self.goal is None:
            return "–"
        if self.value <= self.goal:
            return "reached"
        return f"not reached: {self.shown} instead of {with_unit(self.goal, self.unit)}"


def with_unit(value: float, unit: str) -> str:
    """Two digits after the point of a ratio or of seconds, none of memory."""
    return f"{value:.0f} {unit}" if unit == "MiB" else f"{value:.2f} {unit}"


def measure() -> Iterator[Figure]:
    """Every figure, one after the other."""
    yield start()
    yield command()
    yield from shown()
    yield from corpus()
    yield sample()
    yield from big_list()
    yield from duplicates()  # before the large import: it tells the memory of the whole process
    pair = measure_import()
    yield of_pair(f"{ROWS:,} rows of {COLUMNS} columns imported", "calamine and sqlite3's executemany", pair, 2.5)
    yield from growth.figures()


def start() -> Figure:
    """Cold start to the first painted window."""
    with tempfile.TemporaryDirectory() as folder:
        more = {"QT_QPA_PLATFORM": "offscreen", "RAPPORTEUR_EXIT_AFTER_PAINT": "1", DATA_VARIABLE: folder}
        pair = in_turns(
            lambda: run([sys.executable, "-m", "rapporteur_app"], more),
            lambda: run([sys.executable, str(HERE / "bare_window.py")], more),
            STARTS,
        )
    return of_pair("Start to the first painted window", "an empty QMainWindow of PySide6", pair, NO_FASTER)


def shown() -> Iterator[Figure]:
    """From the first paint to the sample selection shown, and the longest gap of the interface meanwhile."""
    gaps: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        more = {"QT_QPA_PLATFORM": "offscreen", "RAPPORTEUR_EXIT_AFTER_PAINT": "shown", DATA_VARIABLE: folder}
        path = make_sample(Path(folder) / "sample", SILENT)

        def show() -> float:
            told = json.loads(run([sys.executable, "-m", "rapporteur_app", "open", str(path)], more))
            gaps.append(told["gap"])
            return float(told["shown"])

        pair = told_in_turns(show, lambda: float(run([sys.executable, "-c", IMPORT_SQLMODEL])), SHOWN)
    yield of_pair("From the first paint to the sample selection shown", "`import sqlmodel`", pair, NO_FASTER)
    worst = f"the longest of {len(gaps)} starts; median {statistics.median(gaps) * 1000:.0f} ms"
    yield Figure("Longest gap of the interface meanwhile", "–", max(gaps), "s", LONGEST_GAP, worst)


def command() -> Figure:
    """The list of commands."""
    pair = in_turns(
        lambda: run([sys.executable, "-m", "rapporteur_app", "--help"]),
        lambda: run([sys.executable, str(HERE / "bare_command.py"), "--help"]),
        COMMANDS,
    )
    return of_pair("`rapporteur --help`", "`--help` of a Typer program of one command, plain as well", pair, NO_FASTER)


def corpus() -> Iterator[Figure]:
    """The slowest and the largest of the odd spreadsheets."""
    if not CORPUS.is_dir():
        yield Figure("Slowest odd spreadsheet", "–", None, "s", SLOWEST, "no corpus lies beside the project")
        yield Figure("Memory of a reading child", "–", None, "MiB", MOST_MEMORY, "no corpus lies beside the project")
        return
    asked = [sys.executable, "-m", "tests.benchmarks.corpus", str(CORPUS), str(CORPUS_SECONDS)]
    found = json.loads(run(asked))
    detail = f"{found['read']} of {found['files']} files, {found['refused']} of them refused with a sentence"
    yield Figure("Slowest odd spreadsheet", "–", found["seconds"], "s", SLOWEST, f"{found['slowest']}; {detail}")
    memory = None if found["memory"] is None else found["memory"] / MIB
    yield Figure("Memory of a reading child, at most", "–", memory, "MiB", MOST_MEMORY, detail)


def sample() -> Figure:
    """The sample's nominations imported, against its spreadsheet read."""
    sheet = resources_dir() / "sample" / "nominaciones.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        fresh = [
            new_selection(Path(folder) / f"{number}.rapporteur", TEMPLATE, "Benchmark", SECRETARIAT, "en")
            for number in range(IMPORTS + 1)
        ]

        def import_sample() -> None:
            selection = fresh.pop()
            with selection:
                run_import(selection, SECRETARIAT, plan_import(selection, sheet))

        pair = in_turns(import_sample, lambda: read_workbook(sheet), IMPORTS)
    return of_pair("The sample's nominations imported", "the same spreadsheet read only", pair, None)


def of_pair(what: str, against: str, pair: Pair, goal: float | None) -> Figure:
    """A figure that is a ratio."""
    detail = f"{pair.ours:.3f} s to {pair.baseline:.3f} s, medians of {pair.rounds} rounds"
    return Figure(what, against, pair.ratio, "×", goal, detail)
