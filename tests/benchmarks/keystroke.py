"""What the program itself takes for one key while a member scores a large pack.

A key is sent to the widget that has the keyboard, and the time until that returns is taken: Qt's way to the handlers,
the handlers (the answer, the counting, the list, the next criterion), no painting. The work is saved meanwhile, as
always, by another thread.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.figures import Figure
from tests.benchmarks.measuring import run

CANDIDATES, CRITERIA, KEYS = 500, 8, 1200
MOST = 5.0
"""Milliseconds that a key may take."""
ROOM = 0.02
"""Seconds between two keys: faster than anybody types."""


class Taken(NamedTuple):
    """Milliseconds for one key: the time that passes, and the processor's time of the interface's thread alone.

    `high` is the slowest of a hundred but five. Where other programs want the processor, `high` and `worst` tell of
    them too; `own` does not.
    """

    median: float
    high: float
    worst: float
    own: float
    own_high: float
    own_worst: float
    keys: int


def large_pack() -> bytes:
    """A pack with half of its criteria asking for a comment on the extremes."""
    from rapporteur_app.setup.rubric import CommentRule, Criterion, Rubric
    from rapporteur_app.setup.rubric_file import rubric_to_toml
    from rapporteur_app.trust.keys import OpeningKey, SigningKey
    from rapporteur_app.trust.pack_file import PackHeader, make_pack
    from rapporteur_app.trust.sealing import Openers, block_size

    levels = {"en": {float(level): f"What is expected for level {level} of this criterion" for level in range(1, 6)}}
    rubric = Rubric(
        criteria=tuple(
            Criterion(
                f"K{number}", {"en": f"Criterion {number}"}, weight=12.5, anchors=levels,
                comment_rule=CommentRule.EXTREMES if number % 2 else CommentRule.NEVER,
            )
            for number in range(CRITERIA)
        )
    )  # fmt: skip
    header = PackHeader(
        selection="bench", title="Bench", round=1, member="M1", edition=1, rubric="0" * 64, audit_head="0" * 32,
        openers=Openers(OpeningKey.new().public, OpeningKey.new().public), block=block_size(CANDIDATES, CRITERIA),
    )  # fmt: skip
    candidates = [
        {"id": f"C{number}", "name": f"Candidate {number}", "organisation": f"Network {number}",
         "nominations": [{"id": f"N{number}", "statement": "Long at work for migrants. " * 60}]}
        for number in range(1, CANDIDATES + 1)
    ]  # fmt: skip
    content = {
        "format": 1, "rubric": rubric_to_toml(rubric), "recused": [], "instructions": "", "candidates": candidates,
        "member": {"name": "Rosa", "language": "en", "zone": "UTC"},
    }  # fmt: skip
    return make_pack(header, content, SigningKey.new())


def keystrokes(*, own_order: bool = False) -> Taken:
    """Score with the keys 2, 3 and 4 in turns, from the first criterion on."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from rapporteur_app.ui import theme
    from rapporteur_app.ui.after_paint import AfterPaint
    from rapporteur_app.ui.main_window import MainWindow
    from rapporteur_app.ui.memory import Memory
    from rapporteur_app.ui.scoring.pack_page import PackPage

    app = QApplication.instance() or QApplication(["keystroke"])
    assert isinstance(app, QApplication)
    theme.set_up(app)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORTEUR_DATA"] = folder
        path = Path(folder) / "large.pack"
        path.write_bytes(large_pack())
        window = MainWindow(Memory(), "en")
        window.resize(1280, 800)
        window.show()
        AfterPaint(app, window)  # its filters see every key, and it takes the collecting of rubbish into its hands
        window.frame.take_file(path)
        page = window.frame.stack.currentWidget()
        assert isinstance(page, PackPage)
        _until(app, lambda: page.candidate is not None)
        window.activateWindow()
        _until(app, lambda: page.boxes[0].isAncestorOf(app.focusWidget()))
        if own_order:
            page.order.click()
            page.boxes[0].focus()
        taken, own = list[float](), list[float]()
        for number in range(KEYS):
            key = (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)[number % 3]
            target, begun, spent = app.focusWidget(), time.perf_counter(), time.thread_time()
            app.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
            taken.append((time.perf_counter() - begun) * 1000)
            own.append((time.thread_time() - spent) * 1000)
            ends = time.perf_counter() + ROOM
            while time.perf_counter() < ends:
                app.processEvents()
        assert page.snapshot is not None
        assert len(page.snapshot.work.answers) == KEYS, len(page.snapshot.work.answers)
        window.close()
    return Taken(statistics.median(taken), high(taken), max(taken), statistics.median(own), high(own), max(own), KEYS)


def high(values: list[float]) -> float:
    """The slowest of a hundred but five."""
    return sorted(values)[len(values) * 95 // 100]


def _until(app: object, holds: object) -> None:
    ends = time.monotonic() + 20
    while not holds():  # type: ignore[operator]
        app.processEvents()  # type: ignore[attr-defined]
        if time.monotonic() > ends:
            raise TimeoutError


def figures() -> Iterator[Figure]:
    """The figure of `make bench`, measured in a process of its own."""
    told = Taken(**json.loads(run([sys.executable, "-m", "tests.benchmarks.keystroke"]).splitlines()[-1]))
    detail = (
        f"{told.keys} keys, {CANDIDATES} candidates × {CRITERIA} criteria, autosave on; the interface's thread alone: "
        f"median {told.own:.1f} ms, 95 of 100 within {told.own_high:.1f} ms; with what else the machine did: median "
        f"{told.median:.1f} ms, 95 of 100 within {told.high:.1f} ms, slowest {told.worst:.1f} ms"
    )
    yield Figure("The slowest key while scoring", "–", told.own_worst, "ms", MOST, detail)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    sys.setswitchinterval(0.001)  # as the program does
    print(json.dumps(keystrokes(own_order="--order" in sys.argv)._asdict()))
