"""Measure, print the table, and write docs/benchmarks.md."""

import os
import platform
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain

import PySide6
import PySide6.QtCore
from rich.console import Console
from rich.table import Table

from tests.benchmarks import keystroke, whole_round
from tests.benchmarks.figures import Figure, measure
from tests.benchmarks.measuring import ROOT

COLUMNS = ("What", "Against", "Figure", "Goal", "Verdict", "Measured")
TARGET = ROOT / "docs" / "benchmarks.md"


def cells(figure: Figure) -> Sequence[str]:
    """The figure as one row of the table."""
    return figure.what, figure.against, figure.shown, figure.wanted, figure.verdict, figure.detail


def document(figures: Sequence[Figure], seconds: float) -> Iterator[str]:
    """The lines of docs/benchmarks.md."""
    yield "# Benchmarks"
    yield ""
    yield "Written by `make bench`; no figure here was typed by hand. A ratio compares with the named baseline, run in"
    yield "turns with it on the same machine; it is the median of the ratios of runs that followed each other, after"
    yield "one unmeasured run of each. The window is painted offscreen."
    yield ""
    for name, value in machine(seconds):
        yield f"- {name}: {value}"
    yield ""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * len(COLUMNS)}"
    for figure in figures:
        yield f"| {' | '.join(cells(figure))} |"


def machine(seconds: float) -> Iterator[tuple[str, str]]:
    """When and where this was measured."""
    yield "Date", datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    yield "Platform", platform.platform()
    yield "Cores", str(os.cpu_count())
    yield "Python", platform.python_version()
    yield "Qt", f"{PySide6.QtCore.qVersion()} (PySide6 {PySide6.__version__})"
    if hasattr(os, "getloadavg"):
        yield "Load at the end (waiting processes, mean of one minute)", f"{os.getloadavg()[0]:.1f}"
    yield "Duration of the whole run", f"{seconds:.0f} s"


def main() -> None:
    """Measure everything."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    begun = time.monotonic()
    table = Table(*COLUMNS)
    figures = []
    for figure in chain(measure(), keystroke.figures(), whole_round.figures()):
        figures.append(figure)
        table.add_row(*cells(figure))
    TARGET.write_text("\n".join(document(figures, time.monotonic() - begun)) + "\n", "utf-8")
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
