"""The self-test: what a packager must know to work, each part tried for real in a temporary folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

Check = tuple[str, bool, str]
"""A part, whether it works, and what was seen."""


def run_selftest() -> list[Check]:
    """Try each part; a failure of one does not hide the others."""
    with tempfile.TemporaryDirectory() as folder:
        parts: list[tuple[str, Callable[[Path], str]]] = [
            ("database", _database), ("sheets", _sheets), ("workbook", _workbook), ("word", _word), ("pdf", _pdf),
            ("keys", _keys), ("templates", _templates), ("catalogues", _catalogues), ("qt", _qt),
        ]  # fmt: skip
        return [_try(name, part, Path(folder)) for name, part in parts]


def _try(name: str, part: Callable[[Path], str], folder: Path) -> Check:
    try:
        return name, True, part(folder)
    except Exception as error:  # noqa: BLE001 - whatever is broken in a package is what this reports
        return name, False, f"{type(error).__name__}: {error}"


def _database(folder: Path) -> str:
    from rapporteur_app.setup.selection import new_selection
    from rapporteur_app.verification.verify import verify
    from rapporteur_app.workspace import SECRETARIAT

    with new_selection(folder / "try.rapporteur", "blank", "Self-test", SECRETARIAT) as workspace:
        found = verify(workspace)
    if not found.ok:
        raise RuntimeError(str([str(check.detail) for check in found.checks if not check.ok]))
    return f"{found.entries} entries verified"


def _sheets(folder: Path) -> str:
    from rapporteur_app.paths import resources_dir
    from rapporteur_app.sheets.reading import read_workbook

    del folder
    book = read_workbook(resources_dir() / "sample" / "nominaciones.xlsx")
    return f"{len(book.sheets[0].rows)} rows read in a child process"


def _workbook(folder: Path) -> str:
    from openpyxl import Workbook, load_workbook

    book = Workbook()
    book.active["A1"] = "é"  # type: ignore[index]
    book.save(folder / "try.xlsx")
    return f"read back {load_workbook(folder / 'try.xlsx').active['A1'].value}"  # type: ignore[index]


def _word(folder: Path) -> str:
    from docx import Document

    document = Document()
    document.add_paragraph("é")
    document.save(str(folder / "try.docx"))
    return f"{(folder / 'try.docx').stat().st_size} bytes"


def _pdf(folder: Path) -> str:
    import typst

    source = folder / "try.typ"
    source.write_text("= é", "utf-8")
    data = typst.compile(str(source))
    if not data.startswith(b"%PDF"):
        raise RuntimeError("no PDF came out")
    return f"{len(data)} bytes"


def _keys(folder: Path) -> str:
    from rapporteur_app.trust.keys import Cost, OpeningKey, lock, propose_passphrase, unlock_opening

    del folder
    passphrase = propose_passphrase("en")
    key = OpeningKey.new()
    if unlock_opening(lock(key, passphrase, Cost(1, 8192)), passphrase).public != key.public:
        raise RuntimeError("a locked key did not open")
    return f"{len(passphrase.split())} words proposed"


def _templates(folder: Path) -> str:
    from rapporteur_app.setup.template import list_templates

    del folder
    return ", ".join(template.code for template in list_templates())


def _catalogues(folder: Path) -> str:
    from rapporteur_app.i18n import LANGUAGES, catalogue

    del folder
    return ", ".join(f"{language}: {catalogue(language).text('Nominations')}" for language in LANGUAGES)


def _qt(folder: Path) -> str:
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    del folder
    from rapporteur_app.ui.selftest import qt_version

    return qt_version()
