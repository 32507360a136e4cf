"""Full disks, foreign locks, processes that died in the middle of a commit."""

import json
import shutil
import signal
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import IntegrityError

from rapporteur_app.errors import FileInUse, RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.model import Member, MemberRole, Role
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Workspace, storage


def test_a_full_database_is_said_and_nothing_is_changed(workspace, monkeypatch):
    pages = workspace.path.stat().st_size // 4096
    connect = storage.connect

    def small(path, mode="rw"):
        connection = connect(path, mode)
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return connection

    with workspace.transaction(SECRETARIAT, message("Nothing")):
        pass  # today's backup is made before the disk is full
    before = workspace.path.read_bytes()
    monkeypatch.setattr(storage, "connect", small)
    with (
        pytest.raises(
            RapporteurError, match=r"could not be written, and nothing was changed: database or disk is full"
        ),
        workspace.transaction(SECRETARIAT, message("Members added")) as tx,
    ):
        tx.add_all([Member(name="Rosa" * 500) for _ in range(100)])
    monkeypatch.undo()

    assert workspace.path.read_bytes() == before
    assert verify(workspace).ok


LIMITED = """
import resource
with Workspace.open(path) as workspace:
    with workspace.transaction(SECRETARIAT, message("Nothing")):
        pass
    size = path.stat().st_size + 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with workspace.transaction(SECRETARIAT, message("Members added")) as tx:
            tx.add_all([Member(name="Rosa" * 500) for _ in range(100)])
    except Exception as error:
        say(type(error).__name__, error)
"""


def test_a_file_that_may_not_grow_is_said_and_stays_whole(workspace, process):
    workspace.close()
    said, _ = process(LIMITED, workspace.path).communicate(timeout=60)
    assert said.startswith("RapporteurError rapporteur.rapporteur could not be written, and nothing was changed: ")
    with Workspace.open(workspace.path) as again, again.reading() as reader:
        assert reader.count(Member) == 0
        assert verify(again).ok


def test_a_full_memory_stick_is_said_and_the_file_stays_whole(small_disk):
    with Workspace.create(small_disk / "x.rapporteur", SECRETARIAT, {}) as workspace:
        with workspace.transaction(SECRETARIAT, message("Nothing")):
            pass
        before = workspace.path.read_bytes()
        with (
            pytest.raises(RapporteurError, match=r"x.rapporteur could not be written, and nothing was changed"),
            workspace.transaction(SECRETARIAT, message("Members added")) as tx,
        ):
            tx.add_all([Member(name="Rosa" * 500) for _ in range(2000)])
        assert workspace.path.read_bytes() == before
        assert verify(workspace).ok

        (small_disk / "photos").write_bytes(b"x" * (small_disk_free(small_disk) // 4096 * 4096))
        with pytest.raises(RapporteurError, match=r"could not be written|cannot be written"):
            Workspace.create(small_disk / "y.rapporteur", SECRETARIAT, {})
        assert sorted(file.name for file in small_disk.iterdir()) == [".x.rapporteur.lock", "photos", "x.rapporteur"]


def small_disk_free(folder):
    return shutil.disk_usage(folder).free


def test_another_programs_lock_is_waited_for_then_said(workspace, monkeypatch):
    monkeypatch.setattr(storage, "PATIENCE", 0.2)
    with closing(sqlite3.connect(workspace.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FileInUse, match=r"is being written by another program. Nothing was changed; try again"):
            workspace.head()
        with (
            pytest.raises(FileInUse, match="being written by another program"),
            workspace.transaction(SECRETARIAT, message("x")),
        ):
            pass
        with pytest.raises(FileInUse, match="being written by another program"):
            Workspace.open(workspace.path, write=False)
        other.execute("ROLLBACK")
    with workspace.transaction(SECRETARIAT, message("x")):
        pass


HALF_WRITTEN = """
from rapporteur_app.workspace import storage
connect = storage.connect
def spilling(path, mode="rw"):
    connection = connect(path, mode)
    connection.execute("PRAGMA cache_size = 2")
    return connection
storage.connect = spilling
with Workspace.open(path) as workspace:
    with workspace.transaction(SECRETARIAT, message("Members added")) as tx:
        tx.add_all([Member(name=f"Rosa {number}" * 50) for number in range(500)])
        say("writing")
        __import__("time").sleep(60)
"""


@pytest.mark.parametrize("write", [True, False])
def test_what_a_process_left_half_written_is_put_back_in_order(workspace, process, write):
    before = workspace.path.read_bytes()
    workspace.close()
    other = process(HALF_WRITTEN, workspace.path)
    assert other.stdout.readline() == "writing\n"
    other.send_signal(signal.SIGKILL)
    other.wait()
    journal = workspace.path.with_name("rapporteur.rapporteur-journal")
    assert journal.stat().st_size > 0
    assert workspace.path.read_bytes() != before

    with Workspace.open(workspace.path, write=write) as again:
        assert verify(again).ok
        with again.reading() as reader:
            assert reader.count(Member) == 0
    assert workspace.path.read_bytes() == before
    assert not journal.exists()


def test_a_file_that_a_tool_left_in_wal_mode_gets_its_rollback_journal_back(workspace):
    workspace.close()
    with closing(sqlite3.connect(workspace.path)) as tool:
        tool.execute("PRAGMA journal_mode = WAL")
    assert workspace.path.read_bytes()[18:20] == b"\2\2"
    with Workspace.open(workspace.path) as again, again.transaction(SECRETARIAT, message("x")):
        pass
    assert workspace.path.read_bytes()[18:20] == b"\1\1"
    assert [file.name for file in workspace.path.parent.iterdir()] == ["rapporteur.rapporteur"]


def test_a_reading_opening_cannot_write(workspace):
    workspace.close()
    before = workspace.path.read_bytes()
    with (
        Workspace.open(workspace.path, write=False) as reading,
        pytest.raises(RapporteurError, match="readonly"),
        reading.reading() as reader,
    ):
        reader.session.connection().exec_driver_sql("DELETE FROM setting")
    assert workspace.path.read_bytes() == before


def test_a_fault_of_the_program_is_not_called_a_full_disk(workspace):
    with pytest.raises(IntegrityError), workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add_all([Member(name="Rosa"), *[MemberRole(member_id=1, role=Role.CHAIR) for _ in range(2)]])


def test_commits_are_durable(workspace):
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        asked = ("synchronous", "journal_mode", "foreign_keys", "trusted_schema", "cell_size_check")
        values = {name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
    assert json.dumps(values) == json.dumps(
        {"synchronous": 2, "journal_mode": "delete", "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1}
    )
