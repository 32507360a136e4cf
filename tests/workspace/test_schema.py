import sqlite3
from contextlib import closing

import pytest

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.workspace import SECRETARIAT, Workspace
from rapporteur_app.workspace.schema import APPLICATION_ID, SCHEMA_VERSION, file_version


def set_mark(path, name, value):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {name} = {value}")


@pytest.fixture
def closed(workspace):
    workspace.close()
    return workspace.path


def test_the_file_carries_its_marks(closed):
    data = closed.read_bytes()
    assert data[68:72] == b"RPPT"
    assert int.from_bytes(data[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(data[60:64], "big") == SCHEMA_VERSION
    assert data[18:20] == b"\1\1", "a rollback journal, not WAL"
    assert file_version(closed) == SCHEMA_VERSION


@pytest.mark.parametrize("content", [b"", b"Dear secretariat,\n" * 200, b"SQLite format 3\0", bytes(5000)])
def test_a_file_of_another_kind_is_refused_and_untouched(tmp_path, content):
    path = tmp_path / "letter.rapporteur"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match=r"letter.rapporteur (is not|cannot be opened as) a selection file"):
        Workspace.open(path)

    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "notes.rapporteur"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (text)")
    with pytest.raises(UnreadableFile, match="is not a selection file of this program"):
        Workspace.open(path)


def test_a_newer_programs_file_is_refused_and_untouched(closed):
    set_mark(closed, "user_version", SCHEMA_VERSION + 1)
    before = closed.read_bytes()

    for write in (True, False):
        with pytest.raises(UnreadableFile, match=r"written by a newer version of this program \(format 2, not 1\)"):
            Workspace.open(closed, write=write)

    assert closed.read_bytes() == before
    assert list(closed.parent.iterdir()) == [closed]


@pytest.mark.parametrize("version", [0, -1])
def test_a_format_that_never_was_is_refused_and_untouched(closed, version):
    set_mark(closed, "user_version", version)
    before = closed.read_bytes()
    with pytest.raises(UnreadableFile, match="damaged: there is no format"):
        Workspace.open(closed)
    assert closed.read_bytes() == before


def test_a_selection_file_may_have_any_name(tmp_path):
    for name in ("señal.rapporteur", "a?b#c%41.rapporteur", "no suffix", "100%"):
        with Workspace.create(tmp_path / name, SECRETARIAT, {"title": name}) as made:
            assert made.path.read_bytes()[68:72] == b"RPPT"
    assert len(list(tmp_path.iterdir())) == 4
