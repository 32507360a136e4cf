"""A window with 100,000 nominations: each step of the interface, from the act to the painted answer."""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.intake.names import spelling_key
from rapporteur_app.intake.writing import blank_row
from rapporteur_app.model import Candidate, Mention, Nomination
from rapporteur_app.paths import DATA_VARIABLE
from rapporteur_app.rehearsal.demo import TEMPLATE
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.workspace import SECRETARIAT
from tests.benchmarks.large_import import GIVEN
from tests.benchmarks.measuring import peak_memory, run

if TYPE_CHECKING:
    from tests.benchmarks.figures import Figure

NOMINATIONS = 100_000
TYPED = "ap033e"
BEATS = 5
"""Milliseconds between two beats of the interface while nothing holds it up."""
MIB = 1024
GAP = "longest gap"
"""How steps begin that wait for a thread: only the time counts for which the interface did not answer."""


def fill(path: Path, count: int = NOMINATIONS) -> Path:
    """A selection in which each of so many candidates was nominated once."""
    chance = random.Random(1)
    nominations, candidates, mentions = [], [], []
    for number in range(1, count + 1):
        name = f"{chance.choice(GIVEN)} Ap{chance.randrange(400):03d}ez Ap{chance.randrange(400):03d}ez {number}"
        country = chance.choice(("CL", "PE", "CO", "BR", "MX", "BO", "EC"))
        candidates.append({
            **blank_row(Candidate), "id": number, "name": name, "spelling": spelling_key(name), "country": country,
            "organisation": f"Red {chance.randrange(900)}", "email": f"p{number}@y.org",
            "constituency": chance.choice(("civil_society", "academia", "private_sector")),
        })  # fmt: skip
        nominations.append({
            **blank_row(Nomination), "id": number, "file": "form.xlsx", "sheet": "Respuestas", "row": number + 1,
            "raw": {f"Pregunta {place}": f"respuesta {number} {place}" for place in range(14)},
            "row_hash": str(number), "nominator": f"Nomina {chance.randrange(5000)}",
            "submitted_at": f"2021-03-{chance.randrange(1, 29):02d}T{number % 24:02d}:{number % 60:02d}:00-03:00",
            "nominator_email": f"n{number}@x.org", "nominator_organisation": f"Org {number % 300}",
            "statement": f"Motivo largo número {number} " * 5,
        })  # fmt: skip
        mentions.append({"id": number, "nomination_id": number, "candidate_id": number, "position": 1, "name": name,
                         "said": {"name": name, "country": country}})  # fmt: skip
    with (
        new_selection(path, TEMPLATE, "Benchmark", SECRETARIAT, "en") as selection,
        selection.transaction(SECRETARIAT, message("Import nominations")) as tx,
    ):
        tx.insert(Candidate, candidates)
        tx.insert(Nomination, nominations)
        tx.insert(Mention, mentions)
    return path


def measure(path: Path) -> Iterator[tuple[str, float]]:
    """Open the selection in the window and do each step; tells the seconds that each takes until it is painted.

    A step that waits for a thread is told as the longest time for which the interface did not answer meanwhile.
    """
    from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from rapporteur_app.ui import theme
    from rapporteur_app.ui.app import SWITCH_INTERVAL
    from rapporteur_app.ui.intake.nominations_page import NominationsPage
    from rapporteur_app.ui.main_window import MainWindow
    from rapporteur_app.ui.memory import Memory
    from rapporteur_app.ui.widgets.table import Table

    app = QApplication(["rapporteur"])
    theme.set_up(app)
    window = MainWindow(Memory(), "en")
    window.resize(1280, 800)
    window.show()
    sys.setswitchinterval(SWITCH_INTERVAL)
    frame = window.frame

    def waiting(ready: Callable[[], bool], each: Callable[[], object] = lambda: None) -> float:
        """The longest time between two beats until it is ready."""
        loop, timer, gaps, last = QEventLoop(), QTimer(), [0.0], [time.perf_counter()]

        def beat() -> None:
            each()
            now = time.perf_counter()
            gaps[0], last[0] = max(gaps[0], now - last[0]), now
            if ready():
                loop.quit()

        timer.timeout.connect(beat)
        timer.start(BEATS)
        loop.exec()
        return gaps[0]

    def at_rest() -> bool:
        return not frame.desk.tasks.busy

    class Paints(QObject):
        """Whether the lists were painted."""

        seen = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
            self.seen = self.seen or event.type() == QEvent.Type.Paint
            return False

    paints = Paints()

    def step(act: Callable[[], object]) -> float:
        app.processEvents()
        begun = time.perf_counter()
        act()
        view = page.tabs.currentWidget().view
        view.viewport().installEventFilter(paints)
        view.viewport().update()
        paints.seen = False
        while not paints.seen:
            app.processEvents()
        return time.perf_counter() - begun

    frame.take_file(path)
    yield "longest gap while the file is opened", waiting(lambda: frame.sidebar.chosen != "" and at_rest())
    frame.show_stage("nominations")
    page = frame.page("nominations")
    assert isinstance(page, NominationsPage)
    begun = time.perf_counter()
    yield "longest gap while the lists are read", waiting(lambda: page.snapshot is not None and at_rest())
    print(f"lists shown after {time.perf_counter() - begun:.1f} s", file=sys.stderr)

    def steps(table: Table, name: str) -> Iterator[tuple[str, float]]:
        view, bar = table.view, table.view.verticalScrollBar()
        yield f"{name}: to the end", step(lambda: bar.setValue(bar.maximum()))
        yield f"{name}: back", step(lambda: bar.setValue(0))
        for number, column in enumerate(table.model.columns):
            for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
                taken = step(lambda number=number, order=order: view.sortByColumn(number, order))
                yield f"{name}: sort by {column.code}, {order.name}", taken
        yield f"{name}: to the end, sorted", step(lambda: bar.setValue(bar.maximum()))
        for place, sign in enumerate(TYPED):
            yield f"{name}: type {TYPED[: place + 1]}", step(lambda sign=sign: QTest.keyClicks(table.filter, sign))
        assert 0 < table.model.rowCount() < table.model.total
        yield f"{name}: sort what was found", step(lambda: view.sortByColumn(0, Qt.SortOrder.AscendingOrder))
        for _sign in TYPED:
            yield f"{name}: delete", step(lambda: QTest.keyClick(table.filter, Qt.Key.Key_Backspace))
        yield f"{name}: type a word that nobody has", step(lambda: QTest.keyClicks(table.filter, "z"))
        yield f"{name}: empty the filter", step(table.filter.clear)
        yield f"{name}: choose all", step(view.selectAll)
        yield f"{name}: sort all chosen", step(lambda: view.sortByColumn(1, Qt.SortOrder.AscendingOrder))
        yield f"{name}: page down", step(lambda: QTest.keyClick(view, Qt.Key.Key_PageDown))

    yield from steps(page.candidates, "candidates")
    yield "the other list", step(lambda: page.tabs.setCurrentIndex(1))
    yield from steps(page.nominations, "nominations")
    waiting(at_rest)

    from rapporteur_app.intake.screening import Subject, withdraw

    before, bar, moved = page.snapshot, page.nominations.view.verticalScrollBar(), iter(range(10**9))

    def scroll() -> None:
        bar.setValue(next(moved) * 3)
        page.nominations.view.viewport().repaint()

    page.act(withdraw, Subject(nomination=7), "the nominator", "a mistake")
    yield (
        "longest gap while one is withdrawn and the list scrolled",
        waiting(lambda: page.snapshot is not before and at_rest(), scroll),
    )
    window.close()


def main() -> None:
    """Tell the slowest step, the memory, and every step on the error channel."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATA_VARIABLE] = folder
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else fill(Path(folder) / "large.rapporteur")
        taken = list(measure(path))
    for name, seconds in sorted(taken, key=lambda pair: -pair[1])[:12]:
        print(f"{seconds * 1000:6.0f} ms  {name}", file=sys.stderr)
    gaps = [pair for pair in taken if pair[0].startswith(GAP)]
    told = {"step": slowest(step for step in taken if step not in gaps), "gap": slowest(gaps), "steps": len(taken)}
    print(json.dumps({**told, "memory": peak_memory()}))


def slowest(taken: Iterable[tuple[str, float]]) -> tuple[str, float]:
    """The one that took longest."""
    return max(taken, key=lambda pair: pair[1])


def figures() -> "Iterator[Figure]":
    """The slowest step, the longest gap and the memory, measured in a process of its own."""
    from tests.benchmarks.figures import LONGEST_GAP, Figure

    told = json.loads(run([sys.executable, "-m", "tests.benchmarks.big_list"]))
    of = f"{NOMINATIONS:,} nominations listed"
    name, seconds = told["step"]
    detail = f"{name}; {told['steps']} steps, each until it was painted"
    yield Figure(f"{of}: slowest step of sorting, searching, scrolling", "–", seconds, "s", LONGEST_GAP, detail)
    name, seconds = told["gap"]
    yield Figure(f"{of}: longest gap of the interface while they are read", "–", seconds, "s", LONGEST_GAP, name)
    yield Figure(f"{of}: memory of the window at most", "–", told["memory"], "MiB", None, "")


if __name__ == "__main__":
    main()
