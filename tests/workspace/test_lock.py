import os
import platform
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from rapporteur_app.errors import FileInUse, RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.model import Member
from rapporteur_app.workspace import SECRETARIAT, Workspace
from rapporteur_app.workspace.lock import acquire, holder_of, lock_path

HOLD = """
with Workspace.open(path) as workspace:
    say("open")
    __import__("time").sleep(60)
"""


@pytest.fixture
def held(workspace, process):
    """A selection file that another process has open for writing, and that process."""
    workspace.close()
    other = process(HOLD, workspace.path)
    assert other.stdout.readline() == "open\n"
    return workspace.path, other


def test_a_second_writer_is_told_who_has_the_file(held):
    path, other = held
    with pytest.raises(FileInUse) as refusal:
        Workspace.open(path, patience=0.1)

    said = str(refusal.value)
    assert f"rapporteur.rapporteur is open for writing in process {other.pid} on {platform.node()} since " in said
    assert re.search(r"since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00\. Close it there, or save a copy\.", said)


def test_a_file_that_is_written_elsewhere_can_be_read_and_copied(held, tmp_path):
    path, other = held
    with Workspace.open(path, write=False) as reading:
        assert not reading.writable
        assert f"process {other.pid}" in str(reading.reading_only_because())
        with reading.reading() as reader:
            assert reader.count(Member) == 0
        with pytest.raises(FileInUse, match=f"process {other.pid}"), reading.transaction(SECRETARIAT, message("x")):
            pass
        reading.save_copy(tmp_path / "copy.rapporteur")
    with Workspace.open(tmp_path / "copy.rapporteur") as copy:
        assert copy.id == reading.id


def test_the_lock_of_a_killed_process_is_taken_over(held):
    path, other = held
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert lock_path(path).exists()

    with Workspace.open(path, patience=2) as workspace:
        assert workspace.writable
        assert holder_of(path).process == str(os.getpid())


def test_a_writer_waits_for_another_to_finish(workspace, process):
    workspace.close()
    code = """
    with Workspace.open(path) as workspace:
        say("open")
        __import__("time").sleep(0.5)
    """
    other = process(code, workspace.path)
    other.stdout.readline()
    with Workspace.open(workspace.path, patience=10) as mine:
        assert mine.writable


def test_what_one_thread_opened_another_may_close(workspace):
    workspace.close()
    with ThreadPoolExecutor(1) as pool:
        opened = pool.submit(Workspace.open, workspace.path).result()
    opened.close()
    assert not lock_path(workspace.path).exists()
    Workspace.open(workspace.path, patience=0).close()


def test_closing_leaves_no_lock(workspace):
    assert holder_of(workspace.path).process == str(os.getpid())
    workspace.close()
    assert holder_of(workspace.path) is None
    assert [file.name for file in workspace.path.parent.iterdir()] == ["rapporteur.rapporteur"]


def test_after_the_other_closed_a_reader_is_told_to_open_again(workspace):
    workspace.close()
    with Workspace.open(workspace.path, write=False) as reading:
        assert reading.reading_only_because() is None
        with (
            pytest.raises(FileInUse, match=r"was opened for reading only. Open it again"),
            reading.transaction(SECRETARIAT, message("x")),
        ):
            pass


@pytest.mark.parametrize("content", ["\n", "nobody"])
def test_a_lock_that_names_nobody_says_which_file_to_delete(workspace, content):
    workspace.close()
    lock_path(workspace.path).write_text(content)
    with pytest.raises(FileInUse, match=r"\.rapporteur\.rapporteur\.lock does not say by whom"):
        acquire(workspace.path, 0.1)


def test_the_lock_of_a_process_killed_before_it_wrote_its_name_is_taken_over(workspace):
    workspace.close()
    lock_path(workspace.path).touch()
    with Workspace.open(workspace.path, patience=0) as opened:
        assert opened.writable
        assert holder_of(workspace.path).process == str(os.getpid())


def test_a_lock_whose_name_is_being_written_is_left_alone(workspace):
    workspace.close()
    lock_path(workspace.path).touch()

    def write():
        time.sleep(0.5)
        lock_path(workspace.path).write_text(f"{os.getppid()}\n{platform.node()}\n")

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        with pytest.raises(FileInUse, match=f"process {os.getppid()}"):
            acquire(workspace.path, 0)
        writing.result()
    assert holder_of(workspace.path).process == str(os.getppid())


def test_a_folder_that_cannot_be_written_is_said_plainly(workspace, monkeypatch):
    workspace.close()

    def refuse(*_args, **_keywords):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("rapporteur_app.workspace.lock.SoftFileLock.acquire", refuse)
    with pytest.raises(RapporteurError, match=r"cannot be written: Permission denied\. Nothing was changed"):
        Workspace.open(workspace.path)
