"""A second start with a file that a window has brings that window to the front."""

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from rapporteur_app.ui.instance import Instance
from rapporteur_app.ui.main_window import MainWindow


def test_a_second_start_ends_and_the_first_window_comes_forward(
    opened: MainWindow, selection: Path, qtbot: QtBot
) -> None:
    listening = Instance(opened)
    listening.stand_for(selection)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "rapporteur_app", "open", str(selection)]
    with (
        qtbot.waitSignal(listening.newConnection, timeout=20_000),
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as second,
    ):
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert second.stdout is not None
        assert "is open in another window, which was brought to the front." in second.stdout.read()
    assert second.returncode == 0
    assert opened.isVisible()


def test_no_window_answers_for_a_file_that_none_has(selection: Path) -> None:
    from rapporteur_app.ui.instance import raise_other

    assert not raise_other(selection)
