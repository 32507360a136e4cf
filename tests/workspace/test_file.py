import sqlite3
import uuid
from contextlib import closing

import pytest

from rapporteur_app.errors import BadInput, FileInUse, NotFound, RapporteurError, UnreadableFile, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Member, Setting, Stage, StageClosing
from rapporteur_app.workspace import SECRETARIAT, Actor, Workspace
from rapporteur_app.workspace.lock import acquire
from rapporteur_app.workspace.undo import acts


def names_in(folder):
    return sorted(file.name for file in folder.iterdir())


def test_a_new_selection_holds_its_settings_and_the_first_entry(tmp_path):
    path = tmp_path / "Región.rapporteur"
    with Workspace.create(path, Actor(2), {"title": "Rapporteur"}) as made, made.reading() as reader:
        assert reader.need(Setting, "title").value == "Rapporteur"
        assert uuid.UUID(made.id)
        assert [(act.n, act.actor, str(act.action), act.reversible) for act in acts(reader)] == [
            (1, "M2", "Selection made", False)
        ]
    assert names_in(tmp_path) == ["Región.rapporteur"]


def test_a_new_selection_never_replaces_a_file(tmp_path):
    path = tmp_path / "x.rapporteur"
    path.write_text("a year of work")
    with pytest.raises(BadInput, match=r"is there already. Choose another name"):
        Workspace.create(path, SECRETARIAT, {})
    assert path.read_text() == "a year of work"
    assert names_in(tmp_path) == ["x.rapporteur"]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadInput, match="There is no folder"):
        Workspace.create(tmp_path / "no" / "x.rapporteur", SECRETARIAT, {})


@pytest.mark.parametrize("fails", [RuntimeError("halfway"), KeyboardInterrupt()])
def test_a_selection_whose_making_fails_is_not_there_at_all(tmp_path, monkeypatch, fails):
    def fail(*_args):
        raise fails

    with monkeypatch.context() as broken:
        broken.setattr("rapporteur_app.workspace.transaction.Transaction.finish", fail)
        with pytest.raises(type(fails)):
            Workspace.create(tmp_path / "x.rapporteur", SECRETARIAT, {})
    assert names_in(tmp_path) == []

    Workspace.create(tmp_path / "x.rapporteur", SECRETARIAT, {}).close()


def test_what_a_killed_making_left_is_in_nobodys_way(tmp_path):
    (tmp_path / ".x.rapporteur.new").write_bytes(b"half")
    (tmp_path / ".x.rapporteur.new-journal").write_bytes(b"half")
    Workspace.create(tmp_path / "x.rapporteur", SECRETARIAT, {}).close()
    assert names_in(tmp_path) == ["x.rapporteur"]


def test_two_who_make_the_same_file_do_not_disturb_each_other(tmp_path):
    path = tmp_path / "x.rapporteur"
    other = acquire(path, 0)
    with pytest.raises(FileInUse):
        Workspace.create(path, SECRETARIAT, {})
    other.release()


def test_a_file_that_is_not_there_is_said(tmp_path):
    for path in (tmp_path / "x.rapporteur", tmp_path):
        with pytest.raises(NotFound, match="There is no file"):
            Workspace.open(path)


def test_what_was_written_is_there_after_reopening(workspace):
    with workspace.transaction(SECRETARIAT, message("Member added")) as tx:
        rosa = tx.add(Member(name="Rosa"))
    head = workspace.head()
    workspace.close()

    with Workspace.open(workspace.path) as again, again.reading() as reader:
        assert reader.need(Member, rosa.id).name == "Rosa"
        assert again.head() == head
        assert again.id == workspace.id


def test_a_closed_stage_refuses_what_belongs_to_it(workspace):
    with workspace.transaction(SECRETARIAT, message("Stage closed")) as tx:
        tx.add(StageClosing(stage=Stage.SETUP, closed_at=""))
    with (
        pytest.raises(WrongStage, match=r"The stage “Set up” is closed. Reopen it first"),
        workspace.transaction(SECRETARIAT, message("Member added"), stage=Stage.SETUP),
    ):
        pass
    with workspace.transaction(SECRETARIAT, message("Member added"), stage=Stage.CRITERIA):
        pass


def write_behind_its_back(path):
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("INSERT INTO audit_entry (n, body, hash) VALUES (2, '{}', 'elsewhere')")


def test_a_file_changed_underneath_is_said_once_and_then_works(workspace):
    write_behind_its_back(workspace.path)

    with (
        pytest.raises(FileInUse, match=r"was changed by another program since it was read. It was read again"),
        workspace.transaction(SECRETARIAT, message("Member added")) as tx,
    ):
        tx.add(Member(name="Rosa"))
    with workspace.reading() as reader:
        assert reader.count(Member) == 0

    with workspace.transaction(SECRETARIAT, message("Member added")) as tx:
        tx.add(Member(name="Rosa"))
    with workspace.reading() as reader:
        assert reader.count(Member) == 1


def test_a_file_replaced_by_a_synchronising_folder_is_noticed(workspace, tmp_path):
    with Workspace.create(tmp_path / "other.rapporteur", SECRETARIAT, {"title": "Other"}) as other:
        other.close()
    other.path.replace(workspace.path)
    with (
        pytest.raises(FileInUse, match="changed by another program"),
        workspace.transaction(SECRETARIAT, message("Member added")),
    ):
        pass


def test_a_file_that_was_moved_away_is_not_made_anew(workspace):
    workspace.path.rename(workspace.path.with_name("elsewhere.rapporteur"))
    with (
        pytest.raises(
            RapporteurError, match=r"/rapporteur.rapporteur cannot be opened. Was it moved, or its drive taken out?"
        ),
        workspace.transaction(SECRETARIAT, message("Member added")) as tx,
    ):
        tx.add(Member(name="Rosa"))
    assert not workspace.path.exists()


def test_a_copy_never_replaces_a_file(workspace, tmp_path):
    (tmp_path / "taken.rapporteur").write_text("mine")
    for target in (tmp_path / "taken.rapporteur", workspace.path):
        with pytest.raises(BadInput, match="is there already"):
            workspace.save_copy(target)
    assert (tmp_path / "taken.rapporteur").read_text() == "mine"


def test_saving_a_copy_leaves_all_other_files_of_the_folder(workspace, tmp_path):
    folder = tmp_path / "selections"
    folder.mkdir()
    for number in range(15):
        (folder / f"{number:02}.rapporteur").write_text("another selection")
        (folder / f"{number:02}.partial").write_text("not ours")
    before = names_in(folder)

    workspace.save_copy(folder / "14.b.rapporteur")

    assert names_in(folder) == sorted([*before, "14.b.rapporteur"])


def test_a_damaged_file_is_said_to_be_damaged(workspace):
    workspace.close()
    data = bytearray(workspace.path.read_bytes())
    data[4096:] = b"\xa5" * len(data[4096:])
    workspace.path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"rapporteur.rapporteur is damaged"):
        Workspace.open(workspace.path)
    assert names_in(workspace.path.parent) == ["rapporteur.rapporteur"]
