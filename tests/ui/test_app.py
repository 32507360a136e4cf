"""The start: painted before anything heavy is loaded; faults are kept without personal data."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rapporteur_app.paths import data_dir
from rapporteur_app.ui import crash
from rapporteur_app.ui.memory import folder

LIGHT = """
import sys, json
from PySide6.QtCore import QTimer
import rapporteur_app.ui.app as app
def look(*_): print(json.dumps(sorted(sys.modules))); app.QApplication.instance().quit()
app._after_paint = look
app.run([])
"""


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", LIGHT], env=environment, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    heavy = {"sqlmodel", "sqlalchemy", "numpy", "typer", "rich", "matplotlib", "openpyxl", "babel", "alembic", "nacl"}
    assert loaded & heavy == set()


def test_the_program_ends_after_the_first_paint_when_asked(data_home: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RAPPORTEUR_EXIT_AFTER_PAINT": "1"}
    done = subprocess.run([sys.executable, "-m", "rapporteur_app"], env=environment, timeout=30, check=False)
    assert done.returncode == 0


def fail(name: str) -> None:
    raise ValueError(name)


def test_a_crash_report_says_where_and_never_what(data_home: Path) -> None:
    name = "Ana Pérez"
    with pytest.raises(ValueError) as raised:
        fail(name)
    file = crash.keep_report(raised.value)
    text = file.read_text("utf-8")
    assert "ValueError" in text
    assert "test_app.py" in text
    assert name not in text
    assert str(Path.home()) not in text


def test_old_crash_reports_go(data_home: Path) -> None:
    for _ in range(crash.KEPT + 3):
        crash.keep_report(ValueError())
    assert len(list((data_home / "crash-reports").iterdir())) == crash.KEPT


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the others are checked where they are built")
def test_qt_and_platformdirs_name_the_same_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RAPPORTEUR_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert folder() == data_dir()
