"""How fast the window shows a selection is measured by `make bench`; here: that it can be, and what it may not load."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.ui import selections

FURNITURE = """
import sys, json
import rapporteur_app.ui.frame, rapporteur_app.ui.after_paint, rapporteur_app.ui.files
print(json.dumps(sorted(sys.modules)))
"""
OVERVIEW = """
import sys, json
import rapporteur_app.workspace, rapporteur_app.overview.stages
print(json.dumps(sorted(sys.modules)))
"""


def loaded(code: str) -> set[str]:
    """What a fresh process has loaded after this code."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_the_furniture_does_not_wait_for_the_store() -> None:
    assert loaded(FURNITURE) & {"sqlmodel", "sqlalchemy", "numpy", "openpyxl", "babel", "nacl"} == set()


def test_where_a_selection_stands_is_read_without_sheets_and_arithmetic() -> None:
    assert loaded(OVERVIEW) & {"numpy", "openpyxl", "rapidfuzz", "typst", "docx"} == set()


def test_the_program_tells_how_fast_it_showed_a_selection(data_home: Path, tmp_path: Path) -> None:
    path = selections.make(tmp_path, "frozen")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RAPPORTEUR_EXIT_AFTER_PAINT": "shown"}
    command = [sys.executable, "-m", "rapporteur_app", "open", str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    found = json.loads(done.stdout)
    assert 0 < found["gap"] <= found["shown"]
