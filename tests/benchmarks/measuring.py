"""Two things timed in turns, so that whatever else the machine does falls on both."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Pair:
    """What two things took: medians in seconds, and the median of the ratios of the runs that followed each other."""

    ours: float
    baseline: float
    ratio: float
    rounds: int


def in_turns(ours: Callable[[], object], baseline: Callable[[], object], rounds: int) -> Pair:
    """Do both once unmeasured, then both `rounds` times, in an order that alternates."""
    return told_in_turns(lambda: seconds(ours), lambda: seconds(baseline), rounds)


def told_in_turns(ours: Callable[[], float], baseline: Callable[[], float], rounds: int) -> Pair:
    """Like `in_turns`, of two things that tell themselves how many seconds they took."""
    ours()
    baseline()
    taken: list[tuple[float, float]] = []
    for number in range(rounds):
        if number % 2:
            second = baseline()
            taken.append((ours(), second))
        else:
            taken.append((ours(), baseline()))
    return Pair(
        ours=statistics.median(first for first, _ in taken),
        baseline=statistics.median(second for _, second in taken),
        ratio=statistics.median(first / second for first, second in taken),
        rounds=rounds,
    )


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def run(command: Sequence[str], more: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it printed. Compiled modules are kept, as where it is installed.

    Raises:
        CalledProcessError: it failed, and its time says nothing.
    """
    environment = {**os.environ, **(more or {}), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(list(command), cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def peak_memory() -> float | None:
    """The most MiB that this process had in memory; None where the system does not say.

    Linux tells it of the program that runs; what `getrusage` tells there goes back to before the program began, to
    the process that started it.
    """
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    with suppress(ImportError):
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return None
