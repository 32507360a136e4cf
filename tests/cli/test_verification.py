"""`verify`, `audit` and `undo` as a person types them."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from rapporteur_app.cli import verification
from rapporteur_app.errors import NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Member
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.cli.doing import misused, refused, typed
from tests.cli.doing import run as type_in


@pytest.fixture
def selection(workspace):
    """The path of a closed selection with one member; entries 1 and 2."""
    with workspace.transaction(SECRETARIAT, message("Members added: {count}", count=1)) as tx:
        tx.add(Member(name="Rosa"))
    workspace.close()
    return workspace.path


@pytest.fixture
def run(selection):
    """Run a command on the selection."""
    app = typer.Typer(pretty_exceptions_enable=False)
    verification.register(app)

    def call(command, *arguments):
        return CliRunner().invoke(app, [command, str(selection), *arguments])

    return call


def tamper(path, statement):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def members(path):
    with Workspace.open(path, write=False) as workspace, workspace.reading() as reader:
        return [member.name for member in reader.all(Member)]


def test_verify_says_that_all_holds(run):
    result = run("verify")
    assert result.exit_code == 0
    assert "chain: holds. 2 entries, each in its place and unchanged." in result.stdout
    assert "DOES NOT HOLD" not in result.stdout
    assert "Entries in the log: 2. Its head: " in result.stdout


def test_verify_in_json_is_one_object(run, selection):
    found = json.loads(run("verify", "--json").stdout)
    with Workspace.open(selection, write=False) as workspace:
        assert found["audit_head"] == workspace.head()
    assert (found["ok"], found["entries"]) == (True, 2)
    assert {"file", "chain", "rows", "row_log"} <= {check["name"] for check in found["checks"]}
    assert all(set(check) == {"name", "ok", "detail"} and check["ok"] is True for check in found["checks"])


def test_verify_ends_1_and_names_the_row_that_was_edited(run, selection):
    tamper(selection, "UPDATE member SET name = 'Mallory'")
    result = run("verify")
    assert result.exit_code == 1
    assert "rows: DOES NOT HOLD. Row 1 of member was not written by this program." in result.stdout

    found = run("verify", "--json")
    assert found.exit_code == 1
    failed = [check for check in json.loads(found.stdout)["checks"] if not check["ok"]]
    assert failed == [{"name": "rows", "ok": False, "detail": "Row 1 of member was not written by this program."}]


def test_verify_works_while_another_has_the_file(run, selection):
    with Workspace.open(selection):
        assert run("verify").exit_code == 0
        assert run("audit").exit_code == 0


def test_audit_shows_every_act(run, selection):
    lines = run("audit").stdout.splitlines()
    assert lines[0].split() == ["entry", "time", "actor", "hash", "action"]
    assert [line.split()[0] for line in lines[1:]] == ["1", "2"]
    assert lines[2].endswith("  Members added: 1")
    with Workspace.open(selection, write=False) as workspace:
        assert workspace.head()[:32] in lines[2]
    assert lines[0].index("action") == lines[2].index("Members added")


def test_audit_in_json(run, selection):
    found = json.loads(run("audit", "--json").stdout)
    assert [(e["n"], e["actor"], e["action"]) for e in found["entries"]] == [
        (1, "secretariat", "Selection made"),
        (2, "secretariat", "Members added: 1"),
    ]
    assert set(found["entries"][0]) == {"n", "time", "actor", "action", "hash"}


def test_audit_shows_nothing_that_a_terminal_would_obey(run, selection):
    with Workspace.open(selection) as workspace:
        action = message("Stage reopened. Reason: {reason}", reason="\x1b[2Jgone\n\u202eevil")
        with workspace.transaction(SECRETARIAT, action):
            pass
    shown = run("audit").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown.splitlines()) == 4


def test_audit_of_a_log_that_was_tampered_with_is_a_sentence(run, selection):
    tamper(selection, "UPDATE audit_entry SET body = 'x' WHERE n = 2")
    result = run("audit")
    assert result.exit_code == 1
    assert str(result.exception).startswith("Entry 2 of the log cannot be read. “verify” says")


def test_undo_takes_back_the_last_act_and_says_which(run, selection):
    result = run("undo")
    assert result.exit_code == 0
    assert result.stdout == "Undone: entry 2, Members added: 1\n"
    assert members(selection) == []


def test_undo_takes_back_a_named_act_in_the_name_of_a_member(run, selection):
    run("undo")
    assert run("undo", "3", "--as", "M1").stdout == "Undone: entry 3, Undone: entry 2, Members added: 1\n"
    assert members(selection) == ["Rosa"]
    entries = json.loads(run("audit", "--json").stdout)["entries"]
    assert [entry["actor"] for entry in entries] == ["secretariat", "secretariat", "secretariat", "M1"]


def test_undo_refuses_with_the_reason(run, selection):
    refused = run("undo", "1")
    assert refused.exit_code == 1
    assert isinstance(refused.exception, WrongStage)
    assert str(refused.exception) == "“Selection made” cannot be undone."

    missing = run("undo", "9")
    assert isinstance(missing.exception, NotFound)
    assert str(missing.exception) == "The log has no entry 9."

    assert run("undo", "two").exit_code == 2
    assert members(selection) == ["Rosa"]


def test_a_file_that_is_not_there_is_a_sentence(run, selection):
    selection.unlink()
    for command in ("verify", "audit", "undo"):
        result = run(command)
        assert isinstance(result.exception, NotFound)
        assert not selection.exists()


def test_help_answers_without_the_database(run):
    for command in ("verify", "audit", "undo"):
        assert run(command, "--help").exit_code == 0


def test_undo_takes_an_act_that_was_undone_and_redone_again(run, selection):
    run("undo")
    run("undo", "3")
    assert run("undo").stdout == "Undone: entry 2, Members added: 1\n"
    assert members(selection) == []


# -- copies


@pytest.fixture
def handed(selection, tmp_path):
    """The selection was handed over to Luz; the copy."""
    copy = tmp_path / "luz.rapporteur"
    told = type_in("hand-over", selection, "--to", "Luz", "--out", copy, "--as", "M1")
    assert told == f"Wrote {copy}. Give it to Luz; this file is for reading only from now on.\n"
    return copy


def test_hand_over_makes_the_copy_and_closes_this_file(selection, handed):
    (*_, last) = type_in("audit", selection, "--json")["entries"]
    assert (last["actor"], last["action"]) == ("M1", "Handed over to Luz")
    told = refused(selection, "set", selection, "title=Mine")
    assert told.startswith("rapporteur.rapporteur was handed over to Luz at 20")
    for words in (("undo",), ("nominate", "--set", "nominee_name=Ana"), ("hand-over", "--to", "X", "--out", "x")):
        assert "handed over to Luz" in refused(selection, words[0], selection, *words[1:])
    assert type_in("verify", selection, "--json")["ok"]
    assert type_in("info", selection, "--json")["title"] == "Rapporteur"
    type_in("set", handed, "title=Hers")


def test_hand_over_writes_over_nothing(selection, tmp_path):
    (tmp_path / "there.rapporteur").write_text("mine")
    assert "already" in refused(
        selection, "hand-over", selection, "--to", "Luz", "--out", tmp_path / "there.rapporteur"
    )


def test_against_tells_where_two_copies_part_and_ends_1(selection, tmp_path):
    other = Path(shutil.copy(selection, tmp_path / "other.rapporteur"))
    assert type_in("verify", selection, "--against", other, "--json")["relation"] == "same"
    type_in("set", selection, "title=Mine")
    ahead = type_in("verify", selection, "--against", other, "--json")
    assert (ahead["relation"], ahead["common_entries"], len(ahead["tail"]), ahead["other_tail"]) == ("ahead", 2, 1, [])
    assert "Behind" in type_in("verify", other, "--against", selection)
    type_in("set", other, "title=Theirs")
    result = typed("verify", selection, "--against", other)
    assert result.code == 1
    lines = result.out.splitlines()
    assert lines[0] == "Parted after entry 2."
    assert lines[1] == "Only in rapporteur.rapporteur:"
    assert re.fullmatch(r"  3  20\S+  secretariat  [0-9a-f]{16}  .*", lines[2])
    assert lines[3] == "Only in other.rapporteur:"
    json_too = typed("verify", selection, "--against", other, "--json")
    assert (json_too.code, json.loads(json_too.out)["relation"]) == (1, "parted")


def test_against_ends_1_where_a_log_does_not_hold(selection, tmp_path):
    tamper(selection, "UPDATE audit_entry SET hash = lower(hex(randomblob(32))) WHERE n = 2")
    other = Path(shutil.copy(selection, tmp_path / "other.rapporteur"))
    result = typed("verify", selection, "--against", other)
    assert result.code == 1
    assert "The log of other.rapporteur does not hold: Entry 2 was changed after it was written." in result.out


def test_against_prints_nothing_that_a_terminal_would_obey(selection, tmp_path):
    other = Path(shutil.copy(selection, tmp_path / "other.rapporteur"))
    with Workspace.open(other) as workspace, workspace.transaction(SECRETARIAT, message("{x}", x="\x1b[2J")):
        pass
    assert "\x1b" not in type_in("verify", selection, "--against", other)


def test_against_names_hand_overs(selection, handed):
    assert "Handed over to Luz at 20" in type_in("verify", selection, "--against", handed)


def test_against_refuses_another_selection_and_two_questions_at_once(selection, tmp_path):
    type_in("new", tmp_path / "else.rapporteur", "--title", "Else")
    told = refused(selection, "verify", selection, "--against", tmp_path / "else.rapporteur")
    assert told == "else.rapporteur is another selection (“Else”), no copy of this one."
    misused(selection, "verify", selection, "--ballots", tmp_path)
    misused(selection, "verify", selection, "--against", tmp_path / "else.rapporteur", "--anchor", selection)


def test_the_ballots_of_the_other_copy_are_written_and_collected(at, shelf, tmp_path):
    ws = at("packed")
    other = Path(shutil.copy(ws, tmp_path / "other.rapporteur"))
    type_in("collect", ws, shelf.file("M1.ballot"))
    type_in("collect", other, shelf.file("M2.ballot"), shelf.file("M3.ballot"))
    result = typed("verify", ws, "--against", other, "--ballots", tmp_path / "theirs", "--json")
    assert result.code == 1
    written = json.loads(result.out)["ballots"]
    assert len(written) == 2
    type_in("collect", ws, *written)
    assert type_in("info", ws, "--json")["counts"]["ballots"] == 3


def test_an_anchor_that_somebody_holds_is_looked_for(at, shelf, tmp_path):
    ws = at("collected")
    type_in("receipts", ws, "--member", "M1", "--out", tmp_path / "M1.receipt")
    asked = ("--anchor", tmp_path / "M1.receipt", "--anchor", shelf.file("M2.pack"))
    assert "outside: holds. The heads in 2 files are in the log" in type_in("verify", ws, *asked)
    before = at("packed")
    result = typed("verify", before, "--anchor", tmp_path / "M1.receipt")
    assert result.code == 1
    assert "outside: DOES NOT HOLD. The log differs from the one in M1.receipt" in result.out


def test_the_signing_key_goes_along_and_is_taken_in(at, shelf, tmp_path, monkeypatch):
    ws, copy, key = at("collected"), tmp_path / "luz.rapporteur", tmp_path / "luz.key"
    (tmp_path / "words.txt").write_text("six words for the way\n", "utf-8")
    misused(ws, "hand-over", ws, "--to", "Luz", "--out", copy, "--passphrase-file", tmp_path / "words.txt")
    told = type_in("hand-over", ws, "--to", "Luz", "--out", copy, "--key", key, "--passphrase-file",
                   tmp_path / "words.txt")  # fmt: skip
    assert f"Wrote {key}." in told
    monkeypatch.setenv("RAPPORTEUR_DATA", str(tmp_path / "another machine"))
    assert "on the machine where the file was made" in refused(copy, "receipts", copy, "--out", tmp_path / "all")
    told = type_in("take-over", copy, "--key", key, "--passphrase-file", tmp_path / "words.txt")
    assert told == f"The signing key is kept on this machine. Delete {key}.\n"
    type_in("receipts", copy, "--out", tmp_path / "all")


def test_a_key_that_stays_is_told(at, tmp_path):
    result = typed("hand-over", at("collected"), "--to", "Luz", "--out", tmp_path / "luz.rapporteur")
    assert (result.code, "stays on this machine (--key F hands it over too)" in result.err) == (0, True)
