import sqlite3
from contextlib import closing

import pytest

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.model import Member
from rapporteur_app.workspace import SECRETARIAT, Workspace
from rapporteur_app.workspace.backup import KEPT, back_up, backups_of


@pytest.fixture
def on_day(workspace, monkeypatch):
    """Add a member on a day of April 2021."""

    def act(day):
        monkeypatch.setenv("RAPPORTEUR_NOW", f"2021-04-{day:02}T09:00:00+00:00")
        with workspace.transaction(SECRETARIAT, message("Member added")) as tx:
            tx.add(Member(name=f"Member {day}"))

    return act


def members_in(path):
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM member")]


def test_the_first_write_of_a_day_keeps_the_file_as_it_was(workspace, on_day):
    on_day(1)
    on_day(1)
    assert [copy.name for copy in backups_of(workspace.id)] == ["2021-04-01.rapporteur"]
    assert members_in(backups_of(workspace.id)[0]) == []

    on_day(2)
    assert [copy.name for copy in backups_of(workspace.id)] == ["2021-04-01.rapporteur", "2021-04-02.rapporteur"]
    assert members_in(backups_of(workspace.id)[1]) == ["Member 1", "Member 1"]


def test_the_last_ten_days_are_kept(workspace, on_day):
    for day in range(1, 16):
        on_day(day)
    days = [f"2021-04-{day:02}.rapporteur" for day in range(6, 16)]
    assert [copy.name for copy in backups_of(workspace.id)] == days
    assert len(days) == KEPT


def test_a_rehearsal_in_the_past_keeps_its_copy_too(workspace, on_day):
    for day in range(11, 25):
        on_day(day)
    on_day(1)
    assert "2021-04-01.rapporteur" in [copy.name for copy in backups_of(workspace.id)]
    assert len(backups_of(workspace.id)) == KEPT


def test_a_backup_is_a_whole_selection_that_can_be_opened(workspace, on_day):
    on_day(1)
    on_day(2)
    workspace.close()
    with Workspace.open(backups_of(workspace.id)[-1]) as copy, copy.reading() as reader:
        assert copy.id == workspace.id
        assert [member.name for member in reader.all(Member)] == ["Member 1"]


def test_each_selection_has_its_own_backups(workspace, on_day, tmp_path):
    on_day(1)
    with Workspace.create(tmp_path / "other.rapporteur", SECRETARIAT, {}) as other:
        assert backups_of(other.id) == []


def test_if_no_backup_can_be_made_nothing_is_written_and_it_is_said(workspace, data_home, on_day):
    (data_home / "backups").write_text("in the way")
    before = workspace.path.read_bytes()
    with pytest.raises(RapporteurError, match=r"backups/.*2021-04-01\.rapporteur cannot be written"):
        on_day(1)
    assert workspace.path.read_bytes() == before


def test_a_failed_copy_leaves_no_half_one(workspace, tmp_path):
    (tmp_path / "folder").mkdir()
    workspace.close()
    workspace.path.write_bytes(b"no database at all" * 100)
    with pytest.raises(RapporteurError, match=r"rapporteur.rapporteur is damaged"):
        back_up(workspace.path, tmp_path / "folder" / "copy.rapporteur")
    assert list((tmp_path / "folder").iterdir()) == []
