"""How an import grows: 1,000, 10,000 and 100,000 rows; and the same rows by openpyxl and one object a row.

`python -m tests.benchmarks.growth ours|objects ROWS` does one of them and tells its seconds and its peak memory.
"""

import json
import mmap
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.large_import import COLUMNS, ROWS, write_form
from tests.benchmarks.measuring import run, told_in_turns

if TYPE_CHECKING:
    from tests.benchmarks.figures import Figure

MIB = 1024 * 1024
COUNTS = (1_000, 10_000, 100_000)
MOST_MEMORY = 600.0
"""MiB for the program and its reading child together."""
A_FIFTH = 0.2
"""Of the time that openpyxl and one object a row take."""


def figures() -> "Iterator[Figure]":
    """Time and memory by the number of rows; and the way that is usually taken."""
    from tests.benchmarks.figures import Figure, of_pair

    with tempfile.TemporaryDirectory() as folder:
        forms = {count: write_form(Path(folder) / f"{count}.xlsx", count) for count in (*COUNTS, ROWS)}
        pair = told_in_turns(lambda: _seconds("ours", forms[ROWS]), lambda: _seconds("objects", forms[ROWS]), 1)
        yield of_pair(f"{ROWS:,} rows imported", "openpyxl read-only and one SQLModel object a row", pair, A_FIFTH)
        told = {count: _told("ours", forms[count]) for count in COUNTS}
    first = told[COUNTS[0]]["seconds"] / COUNTS[0]
    for count, found in told.items():
        memory = "" if found["memory"] is None else f"; {found['memory']:.0f} MiB for both processes"
        detail = f"{found['seconds']:.2f} s{memory}"
        what = f"A row's time, of {count:,} rows of {COLUMNS} columns"
        yield Figure(what, f"a row's time, of {COUNTS[0]:,}", found["seconds"] / count / first, "×", None, detail)
    most = told[COUNTS[-1]]["memory"]
    yield Figure(
        f"Memory of {COUNTS[-1]:,} rows, both processes", "–", most, "MiB", MOST_MEMORY, "the most at one moment"
    )


def _told(what: str, form: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run([sys.executable, "-m", "tests.benchmarks.growth", what, str(form)]))
    return told


def _seconds(what: str, form: Path) -> float:
    return float(_told(what, form)["seconds"])


def ours(form: Path, folder: Path) -> None:
    """Preview and import into a fresh selection."""
    from rapporteur_app.intake.importing import plan_import, run_import
    from rapporteur_app.rehearsal.demo import TEMPLATE
    from rapporteur_app.setup.selection import new_selection
    from rapporteur_app.workspace import SECRETARIAT

    with new_selection(folder / "new.rapporteur", TEMPLATE, "Benchmark", SECRETARIAT, "es") as selection:
        run_import(selection, SECRETARIAT, plan_import(selection, form))


def objects(form: Path, folder: Path) -> None:
    """Every row read by openpyxl and stored as one object with its cells; nothing is understood of them."""
    from openpyxl import load_workbook
    from sqlmodel import Session, create_engine

    from rapporteur_app.model import Nomination, Noun

    engine = create_engine(f"sqlite:///{folder / 'new.sqlite'}")
    Noun.metadata.create_all(engine)
    sheet = load_workbook(form, read_only=True).worksheets[0]
    with Session(engine) as session:
        header: list[str] = []
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            if not number:
                header = [str(cell) for cell in row]
                continue
            raw = {name: str(cell) for name, cell in zip(header, row, strict=False)}
            session.add(Nomination(raw=raw, row_hash=str(number), nominator=str(row[2])))
        session.commit()


def main() -> None:
    """Do one of the two and tell what it took."""
    what, form = sys.argv[1], Path(sys.argv[2])
    watch = Watch()
    watch.start()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        {"ours": ours, "objects": objects}[what](form, Path(folder))
        seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "memory": watch.most / MIB if watch.most else None}))


class Watch(threading.Thread):
    """Looks a hundred times a second at the memory of this process and of its children, at one moment together."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0

    def run(self) -> None:
        """Keep the most; nothing where the system does not tell."""
        own = os.getpid()
        told = Path(f"/proc/{own}/task/{own}/children")
        while told.exists():
            self.most = max(self.most, sum(map(_in_memory, [str(own), *told.read_text("ascii").split()])))
            time.sleep(0.01)


def _in_memory(process: str) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * mmap.PAGESIZE
    except OSError:  # it ended meanwhile
        return 0


if __name__ == "__main__":
    main()
