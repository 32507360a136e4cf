"""Where the program finds its own files, and where it may keep files of its user."""

import os
import sys
from pathlib import Path

DATA_VARIABLE = "RAPPORTEUR_DATA"


def resources_dir() -> Path:
    """The folder of icons, catalogues, templates and the sample: of the checkout, the wheel or the built program."""
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled is not None:
        return Path(bundled) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def data_dir() -> Path:
    """The user's data folder (backups, locked keys); RAPPORTEUR_DATA moves it, for a memory stick or a test."""
    moved = os.environ.get(DATA_VARIABLE)
    if moved:
        folder = Path(moved)
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir("rapporteur", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
