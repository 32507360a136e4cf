"""Handing a selection over: one copy goes on, the other one is for reading only, for good."""

import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from rapporteur_app.errors import BadInput, FileInUse, HandedOver, RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.model import Member
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Actor, Workspace, file
from rapporteur_app.workspace.undo import acts, undo


@pytest.fixture
def given(workspace, tmp_path):
    """The giver's closed file (with one member) and the receiver's copy."""
    with workspace.transaction(SECRETARIAT, message("Member added")) as tx:
        tx.add(Member(name="Rosa"))
    workspace.hand_over(Actor(1), "  Luz  Paredes ", tmp_path / "luz.rapporteur")
    workspace.close()
    return workspace.path, tmp_path / "luz.rapporteur"


def log_of(path):
    with Workspace.open(path, write=False) as workspace, workspace.reading() as reader:
        return [(act.n, act.actor, str(act.action)) for act in acts(reader)]


def add(path, name="Ali"):
    with Workspace.open(path) as workspace, workspace.transaction(SECRETARIAT, message("Member added")) as tx:
        tx.add(Member(name=name))


def test_both_logs_tell_of_it_and_the_copy_goes_on(given):
    giver, copy = given
    handed = [(1, "secretariat", "Selection made"), (2, "secretariat", "Member added"),
              (3, "M1", "Handed over to Luz Paredes")]  # fmt: skip
    assert log_of(giver) == handed
    assert log_of(copy) == [*handed, (4, "M1", "Taken over by Luz Paredes")]
    add(copy)
    for path in given:
        with Workspace.open(path, write=False) as workspace:
            assert verify(workspace).ok


def test_the_giver_can_read_copy_and_nothing_else(given, tmp_path):
    giver, _copy = given
    before = giver.read_bytes()
    said = (
        r"^rapporteur\.rapporteur was handed over to Luz Paredes at 20\d\d-\d\d-\d\d \d\d:\d\d UTC "
        r"and is for reading only\. Go on in the copy that Luz Paredes has\.$"
    )
    with pytest.raises(HandedOver, match=said):
        Workspace.open(giver)
    with Workspace.open(giver, write=False) as workspace:
        assert not workspace.writable
        assert "handed over to Luz Paredes" in str(workspace.reading_only_because())
        with pytest.raises(HandedOver), workspace.transaction(SECRETARIAT, message("x")):
            pass
        with pytest.raises(HandedOver):
            undo(workspace, SECRETARIAT, 2)
        workspace.save_copy(tmp_path / "again.rapporteur")
    with pytest.raises(HandedOver):
        Workspace.open(tmp_path / "again.rapporteur")
    assert giver.read_bytes() == before
    assert not list(giver.parent.glob(".*"))


def test_the_hand_over_itself_cannot_be_undone_in_the_copy(given):
    with Workspace.open(given[1]) as copy:
        with pytest.raises(RapporteurError, match="cannot be undone"):
            undo(copy, SECRETARIAT, 3)
        undo(copy, SECRETARIAT, 2)


def test_who_still_has_the_file_open_cannot_write_it_any_more(workspace, tmp_path):
    workspace.hand_over(SECRETARIAT, "Luz", tmp_path / "luz.rapporteur")
    assert workspace.handed_over.name == "Luz"
    assert not workspace.writable
    with pytest.raises(HandedOver, match="handed over to Luz"), workspace.transaction(SECRETARIAT, message("x")):
        pass
    with pytest.raises(HandedOver, match="handed over to Luz"):
        workspace.hand_over(SECRETARIAT, "Ali", tmp_path / "ali.rapporteur")
    assert not (tmp_path / "ali.rapporteur").exists()


def test_a_folder_that_brings_the_handed_over_file_underneath_is_noticed(workspace, tmp_path):
    """A synchronised folder may lay the giver's closed file over the one that is open."""
    shutil.copy(workspace.path, tmp_path / "there.rapporteur")
    with Workspace.open(tmp_path / "there.rapporteur") as there:
        there.hand_over(SECRETARIAT, "Luz", tmp_path / "luz.rapporteur")
    shutil.copy(tmp_path / "there.rapporteur", workspace.path)
    for refusal in (FileInUse, HandedOver):
        with pytest.raises(refusal), workspace.transaction(SECRETARIAT, message("x")):
            pass
    assert not workspace.writable or workspace.handed_over is not None


def test_it_can_be_handed_back_by_another_copy(given, tmp_path):
    giver, copy = given
    add(copy)
    with Workspace.open(copy) as workspace:
        workspace.hand_over(SECRETARIAT, "Rosa", tmp_path / "back.rapporteur")
    add(tmp_path / "back.rapporteur", "Mei")
    for path in (giver, copy):
        with pytest.raises(HandedOver):
            Workspace.open(path)
    assert [entry[2] for entry in log_of(tmp_path / "back.rapporteur")[-4:]] == [
        "Member added", "Handed over to Rosa", "Taken over by Rosa", "Member added",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "Luz\x1b[31m"])
def test_it_needs_a_name(workspace, tmp_path, name):
    with pytest.raises(BadInput, match="Say to whom"):
        workspace.hand_over(SECRETARIAT, name, tmp_path / "luz.rapporteur")
    assert workspace.writable


@pytest.mark.parametrize("name", ["Luz {name}", 'Luz "La Voz" 李', "{0}"])
def test_any_name_is_told_as_it_was_typed(workspace, tmp_path, name):
    workspace.hand_over(SECRETARIAT, name, tmp_path / "luz.rapporteur")
    assert workspace.handed_over.name == name
    assert name in str(workspace.reading_only_because())
    assert log_of(workspace.path)[-1][2] == f"Handed over to {name}"


def test_nothing_is_written_over(workspace, tmp_path):
    (tmp_path / "luz.rapporteur").write_text("mine")
    with pytest.raises(BadInput, match="is there already"):
        workspace.hand_over(SECRETARIAT, "Luz", tmp_path / "luz.rapporteur")
    with pytest.raises(BadInput, match="no folder"):
        workspace.hand_over(SECRETARIAT, "Luz", tmp_path / "nowhere" / "luz.rapporteur")
    assert (tmp_path / "luz.rapporteur").read_text() == "mine"
    with workspace.transaction(SECRETARIAT, message("x")):
        pass


@pytest.mark.parametrize("step", ["back_up", "_both_entries", "replace", "_end_with"])
def test_what_fails_on_the_way_leaves_no_copy_and_a_file_that_goes_on(workspace, tmp_path, monkeypatch, step):
    copy = tmp_path / "luz.rapporteur"

    def fail(*_arguments, **_keywords):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        target = {"replace": "pathlib.Path.replace", "_end_with": "rapporteur_app.workspace.file.Workspace._end_with"}
        patch.setattr(target.get(step, f"{file.__name__}.{step}"), fail)
        with pytest.raises((RapporteurError, OSError), match="No space left"):
            workspace.hand_over(SECRETARIAT, "Luz", copy)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == ["rapporteur.rapporteur"]
    with workspace.transaction(SECRETARIAT, message("x")):
        pass
    assert verify(workspace).ok


def test_a_stop_right_after_the_last_step_keeps_the_copy_that_goes_on(workspace, tmp_path, monkeypatch):
    end = Workspace._end_with

    def end_and_stop(*arguments):
        end(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "_end_with", end_and_stop)
    with pytest.raises(KeyboardInterrupt):
        workspace.hand_over(SECRETARIAT, "Luz", tmp_path / "luz.rapporteur")
    workspace.close()
    with pytest.raises(HandedOver):
        Workspace.open(workspace.path)
    add(tmp_path / "luz.rapporteur")


def test_a_stick_that_is_too_full_for_the_copy_leaves_all_as_it_was(workspace, small_disk):
    with workspace.transaction(SECRETARIAT, message("Members added")) as tx:
        tx.add_all([Member(name="Rosa" * 500) for _ in range(400)])
    before = workspace.path.read_bytes()
    with pytest.raises(RapporteurError, match=r"^luz\.rapporteur could not be written, and nothing was"):
        workspace.hand_over(SECRETARIAT, "Luz", small_disk / "luz.rapporteur")
    assert workspace.path.read_bytes() == before
    assert list(small_disk.iterdir()) == []
    with pytest.raises(RapporteurError, match="could not be written"):
        workspace.save_copy(small_disk / "copy.rapporteur")
    assert list(small_disk.iterdir()) == []
    with workspace.transaction(SECRETARIAT, message("x")):
        pass


HAND_OVER = """
with Workspace.open(path) as workspace:
    say("ready")
    workspace.hand_over(SECRETARIAT, "Luz", path.with_name("luz.rapporteur"))
    say("done")
"""


@pytest.mark.parametrize("wait", [0.0, 0.005, 0.01, 0.02, 0.03, 0.05])
def test_a_kill_on_the_way_never_leaves_nobody_who_can_go_on(workspace, process, wait):
    workspace.close()
    other = process(HAND_OVER, workspace.path)
    assert other.stdout.readline() == "ready\n"
    time.sleep(wait)
    other.send_signal(signal.SIGKILL)
    said = other.communicate()[0]

    copy = workspace.path.with_name("luz.rapporteur")
    can_go_on = [path for path in (workspace.path, copy) if path.exists() and _opens(path)]
    assert can_go_on
    assert "done" not in said or can_go_on == [copy]


def _opens(path):
    try:
        with Workspace.open(path, patience=3) as workspace:
            return verify(workspace).ok
    except HandedOver:
        return False


def test_an_entry_that_only_speaks_of_a_hand_over_is_none(workspace):
    with workspace.transaction(SECRETARIAT, message("Note: {text}", text="Handed over to Luz")):
        pass
    assert workspace.handed_over is None
    workspace.close()
    Workspace.open(workspace.path).close()


def test_a_hand_over_that_was_painted_over_is_seen_by_verify(given):
    giver, _copy = given
    with closing(sqlite3.connect(giver)) as connection, connection:
        (body,) = connection.execute("SELECT body FROM audit_entry WHERE n = 3").fetchone()
        body = body.replace(b"Handed over to", b"Looked after by")
        connection.execute("UPDATE audit_entry SET body = ? WHERE n = 3", (body,))
    with Workspace.open(giver, write=False) as workspace:
        found = verify(workspace)
    assert "Entry 3 was changed after it was written." in [str(check.detail) for check in found.checks]
