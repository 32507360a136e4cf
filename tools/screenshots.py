"""Pictures of every page, light and dark, of the window with the rehearsal open in it: `make screenshots`.

    python tools/screenshots.py [--out docs/screenshots] [--lang es] [--scale 1.5] [--selection FOLDER]

Another language or scale than English at 1 is written beside the ordinary pictures, with its name in the file's.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rapporteur_app.i18n import LANGUAGES
from rapporteur_app.paths import DATA_VARIABLE
from rapporteur_app.progress import SILENT
from rapporteur_app.rehearsal.demo import DAYS, SELECTION, make_sample
from rapporteur_app.workspace.clock import CLOCK_VARIABLE

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from rapporteur_app.ui.main_window import MainWindow
    from rapporteur_app.ui.outputs.outputs_page import OutputsPage
    from rapporteur_app.ui.page import Page

ROOT = Path(__file__).resolve().parent.parent
SCHEMES = ("light", "dark")
SIZE = (1280, 800)
PATIENCE = 60.0
"""Seconds that a page may take to show what it read."""
SETTLE = 0.4
"""Seconds given to a page that has read, to lay itself out and paint."""
COLOURS = 256
ENOUGH = 3_000_000
"""Bytes that all pictures together may take at a scale of 1."""


def main() -> int:
    """Play the rehearsal and take the pictures. Returns the exit code."""
    asked = arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    os.environ["RAPPORTEUR_LANG"] = asked.lang
    if asked.scale != 1:
        os.environ["QT_SCALE_FACTOR"] = str(asked.scale)
    asked.out.mkdir(parents=True, exist_ok=True)
    out = asked.out.resolve()
    # A relative folder, so that the pictures show the same path on every machine.
    with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(temporary):
        os.environ[DATA_VARIABLE] = str(Path(temporary) / "data")
        folder = asked.selection.resolve() if asked.selection else Path("rehearsal")
        if not (folder / SELECTION).is_file():
            make_sample(folder, SILENT)
        os.environ[CLOCK_VARIABLE] = DAYS["answer"]
        written = take_all(folder, out, asked.lang, ending(asked.lang, asked.scale))
    total = sum(path.stat().st_size for path in written)
    print(f"{len(written)} pictures in {asked.out}, {total / 1_000_000:.2f} MB")
    return 0 if total <= ENOUGH * max(1, asked.scale**2) else 1


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--selection", type=Path, help="a folder in which the rehearsal was played already")
    return parser.parse_args()


def ending(lang: str, scale: float) -> str:
    """What tells another language's or scale's pictures from the ordinary ones."""
    return ("" if lang == "en" else f"-{lang}") + ("" if scale == 1 else f"-{scale:g}x")


def take_all(folder: Path, out: Path, lang: str, end: str) -> list[Path]:
    """Every page in both schemes."""
    from PySide6.QtWidgets import QApplication

    from rapporteur_app.ui import theme

    app = QApplication(["rapporteur"])
    written = []
    for scheme in SCHEMES:
        os.environ[theme.SCHEME_VARIABLE] = scheme
        theme.set_up(app)
        for name, image in pictures(app, folder, lang):
            path = out / f"{name}-{scheme}{end}.png"
            if not small(image).save(str(path), "PNG", 0):  # 0: as small as PNG gets, nothing is lost
                raise OSError(f"{path} cannot be written")
            written.append(path)
    return written


def pictures(app: "QApplication", folder: Path, lang: str) -> "Iterator[tuple[str, QImage]]":
    """The start page, the page of each stage, and a member's pack, by name."""
    from rapporteur_app.ui.memory import Memory
    from rapporteur_app.ui.registry import STAGE_PAGES

    Memory().forget_recent()
    with window_of(app, lang) as window:
        yield "start", window.grab().toImage()
        window.frame.take_file(folder / SELECTION)
        wait(app, lambda: window.frame.sidebar.chosen != "", "the selection")
        for stage in STAGE_PAGES:
            window.frame.show_stage(stage)
            read(app, window.frame.page(stage), stage)
            if stage == "outputs":
                verify(app, window)
            yield stage, window.grab().toImage()
    with window_of(app, lang) as window:
        window.frame.take_file(min((folder / "packs").glob("*.pack")))
        page = window.frame.current_page
        assert page is not None
        read(app, page, "the pack")
        yield "pack", window.grab().toImage()


@contextmanager
def window_of(app: "QApplication", lang: str) -> "Iterator[MainWindow]":
    """The program's window as it stands after its first paint."""
    from rapporteur_app.ui.main_window import MainWindow
    from rapporteur_app.ui.memory import Memory

    window = MainWindow(Memory(), lang)
    window.show()
    window.resize(*SIZE)
    window.frame.speak(lang)  # remembered, so that a pack does not bring its member's language
    settle(app)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        settle(app)


def verify(app: "QApplication", window: "MainWindow") -> None:
    """Press the button that verifies the file, and wait for what it found."""
    ends: list[bool] = []
    window.frame.desk.tasks.busy_changed.connect(lambda busy: None if busy else ends.append(True))
    cast("OutputsPage", window.frame.page("outputs")).check_file()
    wait(app, lambda: bool(ends), "the verification")
    settle(app)


def read(app: "QApplication", page: "Page[Any]", name: str) -> None:
    """Wait until a page shows what the selection holds."""
    wait(app, lambda: page.snapshot is not None, name)
    settle(app)


def wait(app: "QApplication", met: Callable[[], bool], name: str) -> None:
    """Let the window work until something is so."""
    until = time.monotonic() + PATIENCE
    while not met():
        if time.monotonic() > until:
            raise TimeoutError(f"{name} does not come")
        app.processEvents()
        time.sleep(0.01)


def settle(app: "QApplication") -> None:
    """Let the window work for a moment."""
    until = time.monotonic() + SETTLE
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)


def small(image: "QImage") -> "QImage":
    """The picture in its 256 commonest colours, each other colour as the nearest of them: a third of the bytes."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32)
    colours, counts = np.unique(pixels, return_counts=True)
    commonest = colours[np.argsort(-counts, kind="stable")[:COLOURS]]
    table = [int(colour) | 0xFF000000 for colour in commonest]
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


if __name__ == "__main__":
    sys.exit(main())
