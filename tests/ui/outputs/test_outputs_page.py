"""Outputs are written into a folder and listed; the file is verified, check by check."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.at_stage import At, unnamed
from tests.ui.doing import press


def test_what_is_ticked_is_written_and_listed(at: At, qtbot: QtBot, tmp_path: Path) -> None:
    page = at("opened", "outputs")
    assert unnamed(page) == []
    page.folder.setText(str(tmp_path / "out"))
    for code in ("docx", "pdf"):
        page.formats[code].setChecked(False)
    press(page, "Export")
    qtbot.waitUntil(lambda: page.files.model.rowCount() > 0, timeout=60_000)
    written = {path.name for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert {page.files.model.text(row, 0) for row in range(page.files.model.rowCount())} == written
    assert any(name.endswith(".xlsx") for name in written)


def test_nothing_ticked_is_refused(at: At) -> None:
    page = at("opened", "outputs")
    for box in page.languages.values():
        box.setChecked(False)
    press(page, "Export")
    assert "at least one" in page.notice.sentence


def test_the_file_is_verified(at: At, qtbot: QtBot) -> None:
    page = at("opened", "outputs")
    press(page, "Verify the file")
    qtbot.waitUntil(lambda: page.checks.model.rowCount() >= 9, timeout=20_000)
    assert {page.checks.model.text(row, 1) for row in range(page.checks.model.rowCount())} == {"holds"}


def test_word_and_pdf_are_written_in_the_languages_ticked(at: At, qtbot: QtBot, tmp_path: Path) -> None:
    page = at("opened", "outputs")
    page.folder.setText(str(tmp_path / "out"))
    for code, box in page.formats.items():
        box.setChecked(code in ("docx", "pdf"))
    for code, box in page.languages.items():
        box.setChecked(code in ("en", "es"))
    press(page, "Export")
    qtbot.waitUntil(lambda: page.files.model.rowCount() > 0, timeout=120_000)
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    starts = {path.suffix: path.read_bytes()[:4] for path in written}
    assert starts[".docx"] == b"PK\x03\x04"
    assert starts[".pdf"] == b"%PDF"
    assert sum(path.suffix == ".docx" for path in written) == sum(path.suffix == ".pdf" for path in written) == 2
    assert "files written to" in page.notice.sentence


def test_each_check_has_a_name_in_words() -> None:
    from rapporteur_app.ui.outputs.outputs_page import CHECK_NAMES
    from rapporteur_app.verification.verify import CHECKS

    assert set(CHECK_NAMES) == set(CHECKS)
