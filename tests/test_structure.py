"""The house's rules that import-linter does not know: where Qt may stand, how long a file may be."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted((ROOT / "rapporteur_app").rglob("*.py"))


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_qt_stands_only_under_ui(path: Path) -> None:
    imports_qt = re.search(r"^\s*(from|import) PySide6", path.read_text("utf-8"), re.MULTILINE)
    assert not imports_qt or "ui" in path.relative_to(ROOT / "rapporteur_app").parts


def test_no_file_is_longer_than_400_lines() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in CODE}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_the_fields_stand_in_the_docs() -> None:
    from rapporteur_app.intake.fields import FIELDS

    text = (ROOT / "docs" / "fields.md").read_text("utf-8")
    assert all(f"`{field.name}`" in text for field in FIELDS)


def test_help_answers_without_the_database_layer() -> None:
    code = (
        "import sys; sys.argv = ['rapporteur', '--help']\n"
        "from rapporteur_app.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
