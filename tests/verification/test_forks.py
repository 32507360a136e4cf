"""Two copies of one selection: the same, ahead, behind, parted; what each has of its own, and what to do."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, Member
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.verification.forks import compare, save_ballots
from rapporteur_app.workspace import SECRETARIAT, Actor, Workspace


@pytest.fixture
def copies(workspace, tmp_path):
    """Two copies, alike up to entry 2."""
    add(workspace, "Rosa")
    workspace.close()
    shutil.copy(workspace.path, tmp_path / "other.rapporteur")
    return workspace.path, tmp_path / "other.rapporteur"


def add(workspace, name):
    with workspace.transaction(Actor(1), message("Member added: {id}", id="M1")) as tx:
        tx.add(Member(name=name))


def write(path, *names):
    with Workspace.open(path) as workspace:
        for name in names:
            add(workspace, name)


def compared(mine, other):
    with Workspace.open(mine, write=False) as here, Workspace.open(other, write=False) as there:
        return compare(here, there)


def said(found):
    return [str(line) for line in (found.sentence, *found.told_hand_overs(), *found.advice())]


def test_two_copies_that_nobody_touched_are_the_same(copies):
    found = compared(*copies)
    assert (found.relation, found.common) == ("same", 2)
    assert said(found) == [
        "Same: both copies have the same 2 entries.",
        "Go on with one of them, and put the other away.",
    ]


def test_the_one_that_was_worked_on_is_ahead_and_the_other_behind(copies):
    write(copies[0], "Ali", "Mei")
    ahead, behind = compared(*copies), compared(*reversed(copies))
    assert (ahead.relation, ahead.common, [entry.n for entry in ahead.mine.tail], ahead.other.tail) == (
        "ahead", 2, [3, 4], (),
    )  # fmt: skip
    assert str(ahead.sentence) == "Ahead: this copy has all 2 entries of the other one, and 2 entries more."
    assert (behind.relation, behind.common, behind.mine.tail) == ("behind", 2, ())
    assert str(behind.sentence) == "Behind: the other copy has all 2 entries of this one, and 2 entries more."
    assert "Go on with the other copy" in said(behind)[-1]


def test_two_copies_edited_apart_have_parted(copies, monkeypatch):
    write(copies[0], "Ali")
    monkeypatch.setattr("rapporteur_app.workspace.chain.installation", lambda: "another machine")
    write(copies[1], "Ali", "Mei")
    found = compared(*copies)
    assert str(found.sentence) == "Parted after entry 2."
    assert found.is_parted
    json = found.as_json()
    assert (json["relation"], json["common_entries"]) == ("parted", 2)
    assert [(entry["n"], entry["actor"], str(entry["action"])) for entry in json["tail"]] == [
        (3, "M1", "Member added: M1"),
    ]
    assert [(entry["n"], entry["installation"]) for entry in json["other_tail"]] == [
        (3, "another machine"), (4, "another machine"),
    ]  # fmt: skip
    assert json["tail"][0]["installation"] not in ("", "another machine")
    assert json["tail"][0]["time"].startswith("20")
    assert "cannot be joined" in said(found)[1]


def test_a_changed_entry_parts_the_copies_where_it_stands_and_its_log_does_not_hold(copies):
    write(copies[0], "Ali")
    shutil.copy(copies[0], copies[1])
    with closing(sqlite3.connect(copies[1])) as connection, connection:
        (body,) = connection.execute("SELECT body FROM audit_entry WHERE n = 2").fetchone()
        connection.execute("UPDATE audit_entry SET body = ? WHERE n = 2", (body.replace(b"M1", b"M9"),))
    found = compared(*copies)
    assert (found.relation, found.common) == ("parted", 1)
    assert [str(fault) for fault in found.faults()] == [
        "The log of other.rapporteur does not hold: Entry 2 was changed after it was written."
    ]


def test_another_selection_is_refused(copies, tmp_path):
    with Workspace.create(tmp_path / "x.rapporteur", SECRETARIAT, {"title": "Else"}):
        pass
    with pytest.raises(BadInput, match=r"^x\.rapporteur is another selection \(“Else”\), no copy of this one\.$"):
        compared(copies[0], tmp_path / "x.rapporteur")


def test_the_same_file_twice_is_refused(copies):
    with pytest.raises(BadInput, match="is the very same file"):
        compared(copies[0], copies[0])


# -- hand-overs


@pytest.fixture
def handed(copies):
    """The giver's file and the receiver's copy (it lies in the place of the other one)."""
    copies[1].unlink()
    with Workspace.open(copies[0]) as workspace:
        at = workspace.hand_over(SECRETARIAT, "Luz", copies[1]).moment
    return (*copies, at)


def test_the_givers_file_is_behind_and_told_to_put_away(handed):
    giver, copy, at = handed
    write(copy, "Ali")
    found = compared(giver, copy)
    assert said(found) == [
        "Behind: the other copy has all 3 entries of this one, and 2 entries more.",
        f"Handed over to Luz at {at}, entry 3: in both copies.",
        "Go on with the other copy, and put this one away: nothing in it is missing there.",
    ]
    assert (found.as_json()["handed_over"], found.as_json()["other_handed_over"]) == (True, False)


def test_a_backup_of_the_giver_from_before_is_behind_and_parts_once_it_is_written(copies, tmp_path):
    backup, copy = copies[1], tmp_path / "luz.rapporteur"
    with Workspace.open(copies[0]) as workspace:
        at = workspace.hand_over(SECRETARIAT, "Luz", copy).moment
    assert said(compared(backup, copy))[:2] == [
        "Behind: the other copy has all 2 entries of this one, and 2 entries more.",
        f"Handed over to Luz at {at}, entry 3: in the other copy only.",
    ]
    write(backup, "Ali")  # nothing in it says that it may not
    parted = compared(backup, copy)
    assert str(parted.sentence) == "Parted after entry 2."
    assert f"Handed over to Luz at {at}, entry 3: in the other copy only." in said(parted)


def test_two_closed_files_say_who_has_the_one_that_goes_on(handed, tmp_path):
    giver, copy, _at = handed
    shutil.copy(giver, tmp_path / "again.rapporteur")
    assert said(compared(giver, tmp_path / "again.rapporteur"))[-1] == (
        "Both were handed over. Go on with the copy that Luz has."
    )
    with Workspace.open(copy) as workspace:
        workspace.hand_over(SECRETARIAT, "Mei", tmp_path / "mei.rapporteur")
    assert "other.rapporteur was handed over to Mei. Go on with the copy that Mei has." in said(compared(giver, copy))


# -- the ballots of the other copy


@pytest.fixture
def apart(ready, tmp_path):
    """Two copies after the packs; M1's ballot came into one, M2's and M3's into the other."""
    files = [ready.ballot(pack) for pack in ready.packs()]
    ready.workspace.close()
    other = tmp_path / "other.rapporteur"
    shutil.copy(ready.workspace.path, other)
    for path, part in ((ready.workspace.path, files[:1]), (other, files[1:])):
        with Workspace.open(path) as workspace:
            assert all(found.taken for found in collect_ballots(workspace, SECRETARIAT, part, ready.store))
    return ready.workspace.path, other, ready


def test_one_goes_on_and_collects_the_ballots_of_the_other(apart, tmp_path):
    mine, other, ready = apart
    found = compared(mine, other)
    assert "If this one goes on: save the 2 ballots that only the other has, and collect them here." in said(found)
    written = save_ballots(found, tmp_path / "theirs")
    assert [path.rpartition("/")[2][:14] for path in written] == ["M2-revision-1-", "M3-revision-1-"]
    assert save_ballots(found, tmp_path / "theirs") == written

    with Workspace.open(mine) as workspace:
        took = collect_ballots(workspace, SECRETARIAT, [Path(path) for path in written], ready.store)
        assert [each.status for each in took] == ["accepted", "accepted"]
    again = compared(mine, other)
    assert "If this one goes on: the other has no ballot that is missing here." in said(again)
    assert again.as_json()["ballots_only_here"] == 1


def test_names_of_saved_ballots_come_from_their_bytes(apart, tmp_path):
    mine, other, _ready = apart
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("UPDATE ballot SET digest = '../../' || id, file = '../x'")
    written = save_ballots(compared(mine, other), tmp_path / "theirs")
    assert len(written) == 2
    assert {path.rpartition("/")[0] for path in written} == {str(tmp_path / "theirs")}


def test_another_file_in_a_ballots_place_is_never_written_over(apart, tmp_path):
    mine, other, _ready = apart
    found = compared(mine, other)
    first = found.ballots_only_there[0][0]
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / first).write_text("mine")
    with pytest.raises(BadInput, match="is there already"):
        save_ballots(found, tmp_path / "theirs")
    assert (tmp_path / "theirs" / first).read_text() == "mine"
    with Workspace.open(other, write=False) as there, there.reading() as reader:
        assert reader.count(Ballot) == 2
