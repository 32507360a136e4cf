"""Odd and broken spreadsheets end in rows or in one clear sentence, also once they are taken for nominations."""

import subprocess
import sys
from pathlib import Path

import pytest

from rapporteur_app.errors import RapporteurError
from rapporteur_app.intake.building import build_records
from rapporteur_app.intake.guessing import guess_mapping
from rapporteur_app.intake.mapping import Wishes
from rapporteur_app.intake.vocabulary import Vocabulary
from rapporteur_app.sheets.reading import MEMORY, read_workbook
from tests.intake.sheet_forms import ZONE

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "sheets"
FILES = sorted(CORPUS.iterdir()) if CORPUS.is_dir() else []

pytestmark = [
    pytest.mark.needs_shared,
    pytest.mark.skipif(not FILES, reason="the corpus is not beside the project"),
]


def outcome(path):
    """The number of nominations, or the sentence."""
    try:
        book = read_workbook(path)
        found = guess_mapping(book, ZONE)
        first = next(iter(found.mapping.columns))
        if not found.names_nominees:
            found = guess_mapping(book, ZONE, Wishes(columns={first: "nominee_name"}))
        return build_records(book, found.mapping, Vocabulary()).rows_read
    except RapporteurError as refusal:
        return str(refusal)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rows_or_one_sentence(path):
    found = outcome(path)
    if isinstance(found, str):
        assert path.name in found
        assert "\n" not in found
        assert found.endswith(".")
    else:
        assert found >= 0


READ_AND_MEASURE = """
import contextlib, resource, sys
from pathlib import Path
from rapporteur_app.errors import RapporteurError
from rapporteur_app.sheets.reading import read_workbook
for name in sys.argv[1:]:
    with contextlib.suppress(RapporteurError):
        read_workbook(Path(name))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_no_child_took_more_memory_than_its_limit():
    # In a process of its own: what this one's other children took (an office program, say) is not ours to count.
    largest = sorted(FILES, key=lambda path: path.stat().st_size)[-40:]
    command = [sys.executable, "-c", READ_AND_MEASURE, *map(str, largest)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) * 1024 <= MEMORY
