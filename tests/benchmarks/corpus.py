"""Every odd and broken spreadsheet read, in a process of its own, so that only readers are counted among its children.

`python -m tests.benchmarks.corpus FOLDER SECONDS` prints one JSON object.
"""

import json
import sys
import time
from pathlib import Path

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.sheets.reading import read_workbook


def read_all(folder: Path, budget: float) -> dict[str, object]:
    """Read file after file, until all are read or the time is used up."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    begun, taken, refused = time.monotonic(), dict[str, float](), 0
    for path in files:
        if time.monotonic() - begun > budget:
            break
        start = time.perf_counter()
        try:
            read_workbook(path)
        except UnreadableFile:
            refused += 1
        taken[path.name] = time.perf_counter() - start
    slowest = max(taken, key=lambda name: taken[name])
    return {
        "files": len(files),
        "read": len(taken),
        "refused": refused,
        "slowest": slowest,
        "seconds": taken[slowest],
        "memory": peak_of_children(),
    }


def peak_of_children() -> int | None:
    """The most bytes that one child had in memory; None where the system does not say."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    print(json.dumps(read_all(Path(sys.argv[1]), float(sys.argv[2]))))
