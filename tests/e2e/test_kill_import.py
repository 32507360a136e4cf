"""An import that is killed at any moment: whole or not there at all, and the file is sound."""

import csv
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rapporteur_app.intake.candidates_json import candidates_json
from rapporteur_app.model import Import
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Workspace

KILLS = 50
SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "nobel-literature-1901-1966.xlsx"


def source(folder):
    """The file to import, and how many nominations it holds."""
    if SAMPLE.is_file():
        return SAMPLE, 3104
    path = folder / "many.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = [(f"Persona {n}", f"p{n}@example.org", "Perú", f"Foro {n % 50}") for n in range(2000)]
        csv.writer(file).writerows([("Nombre del nominado", "Correo", "País", "Nominado por"), *rows])
    return path, 2000


def importing(selection, file):
    """An import into one selection, begun in a process of its own."""
    command = [sys.executable, "-m", "rapporteur_app", "import", str(selection), str(file), "--json"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def seconds_to_the_end(job):
    """How long an import takes that nobody kills."""
    begun = time.monotonic()
    assert importing(*job).wait() == 0
    return time.monotonic() - begun


def imported_and_killed(job):
    """Import into one selection, and kill it after some seconds; its exit code."""
    selection, file, seconds = job
    process = importing(selection, file)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_every_import_is_whole_or_not_there(tmp_path):
    file, rows = source(tmp_path)
    new_selection(tmp_path / "empty", "blank", None, SECRETARIAT).close()
    selections = [tmp_path / f"s{number}.rapporteur" for number in range(KILLS + 2)]
    for selection in selections:
        shutil.copy(tmp_path / "empty.rapporteur", selection)
    chance = random.Random(20210405)
    with ThreadPoolExecutor(2) as pool:
        latest = min(pool.map(seconds_to_the_end, [(selection, file) for selection in selections[KILLS:]]))
        jobs = [(selection, file, chance.uniform(0, latest)) for selection in selections[:KILLS]]
        codes = list(pool.map(imported_and_killed, jobs))
    assert codes.count(-signal.SIGKILL) > KILLS // 2
    for (selection, _, _), code in zip(jobs, codes, strict=True):
        with Workspace.open(selection, patience=3) as workspace, workspace.reading() as reader:
            found = verify(workspace)
            assert found.ok, [str(check.detail) for check in found.checks if not check.ok]
            imports = reader.count(Import)
            assert imports in ((1,) if code == 0 else (0, 1))
            assert candidates_json(reader)["counts"]["nominations"] == imports * rows
