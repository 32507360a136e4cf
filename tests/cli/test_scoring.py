"""`conflicts`, `keys`, `pack`, `ballot`, `collect`, `progress`, `admit` as a person types them."""

import json
import shutil
from pathlib import Path

import pytest

from rapporteur_app.scoring.pack_reading import open_pack
from tests.cli.doing import CHAIR_WORDS, WITNESS_WORDS, actors, misused, refused, run, scores_csv, typed, write_csv

FILE = {"file", "member", "status", "revision", "scored", "due", "reasons"}


@pytest.fixture
def packed(at):
    return at("packed")


@pytest.fixture
def pack(shelf):
    return shelf.file("M1.pack")


def declared(ws):
    found = run("conflicts", ws, "--json")
    return {(row["member"], row["candidate"]): row for row in found["declarations"]}


def collected(ws, *files, code=0):
    result = typed("collect", ws, *files, "--json")
    assert result.code == code, result
    return json.loads(result.out)["files"]


@pytest.mark.parametrize("state", ["none", "affinity", "conflict", "unsure"])
def test_conflicts_are_declared(at, state):
    ws = at("nominated")
    run("conflicts", ws, "--set", "M1", "C1", state, "--reason", "a friend", "--as", "M1")
    row = declared(ws)["M1", "C1"]
    assert (row["state"], row["reason"]) == (state, "a friend")
    assert actors(ws)[-1] == "M1"


def test_a_recusal_is_confirmed(at):
    ws = at("nominated")
    run("conflicts", ws, "--set", "M2", "C1", "conflict", "--reason", "family")
    shown = run("conflicts", ws, "--confirm", "M2", "C1", "--as", "M1")
    assert "M2 C1: conflict (family), recused: " in shown
    assert declared(ws)["M2", "C1"]["recused"] is True
    assert actors(ws)[-1] == "M1"


def test_conflicts_are_loaded_from_several_files(at, tmp_path):
    ws, header = at("nominated"), ("member", "candidate", "state", "reason")
    first = write_csv(tmp_path / "1.csv", header, [("M1", "C1", "none", "")])
    second = write_csv(tmp_path / "2.csv", header, [("M2", "C2", "affinity", "same office")])
    run("conflicts", ws, "--load", first, "--load", second)
    assert declared(ws)["M2", "C2"]["state"] == "affinity"
    found = run("conflicts", ws, "--json")
    assert set(found) >= {"members", "candidates", "declarations", "undeclared"}
    assert "C1" not in found["undeclared"]["M1"]


def test_conflict_forms_are_written_and_change_nothing(at, tmp_path):
    ws = at("nominated")
    before = ws.read_bytes()
    assert run("conflicts", ws, "--forms", tmp_path / "forms").count("Wrote ") == 3
    assert len(list((tmp_path / "forms").iterdir())) == 3
    assert set(run("conflicts", ws, "--forms", tmp_path / "again", "--json")) >= {"declarations"}
    assert ws.read_bytes() == before


def test_conflicts_refuses_all_files_when_one_is_wrong(at, tmp_path):
    ws, header = at("nominated"), ("member", "candidate", "state", "reason")
    good = write_csv(tmp_path / "1.csv", header, [("M1", "C1", "none", "")])
    bad = write_csv(tmp_path / "2.csv", header, [("M9", "C2", "none", "")])
    refused(ws, "conflicts", ws, "--load", good, "--load", bad)
    refused(ws, "conflicts", ws, "--set", "M1", "C1", "perhaps", "--reason", "x")
    refused(ws, "conflicts", ws, "--set", "M1", "C9", "none")
    refused(ws, "conflicts", ws, "--confirm", "M1", "C1")
    misused(ws, "conflicts", ws, "--set", "M1", "C1")
    misused(ws, "conflicts", ws, "--confirm", "M1")
    misused(ws, "conflicts", ws, "M1", "C1")


def test_keys_are_made_with_passphrases_from_standard_input(at):
    ws = at("declared")
    said = run("keys", ws, "--new", "--witness", "--passphrase-file", "-", "--witness-file", "-", "--as", "M1",
               stdin=f"{CHAIR_WORDS}\n{WITNESS_WORDS}\n")  # fmt: skip
    assert said.startswith("Opening keys made: 2.")
    assert "M1" in actors(ws)


def test_one_key_is_made_where_one_opens(at, shelf):
    ws = at("staffed")
    run("set", ws, "policy.opening=one")
    run("criteria", ws, "--load", shelf.file("rubric.toml"), "--freeze", "--despite", "a trial")
    said = run("keys", ws, "--new", "--passphrase-file", shelf.file("chair.txt"))
    assert said.startswith("Opening keys made: 1.")


def test_keys_refuses(at, secrets, tmp_path):
    ws = at("keyed")
    assert "already" in refused(ws, "keys", ws, "--new", "--witness", *secrets)
    refused(ws, "keys", ws, "--new", "--passphrase-file", tmp_path / "none.txt")
    misused(ws, "keys", ws)
    misused(ws, "keys", ws, "--new", "--passphrase", CHAIR_WORDS)


def test_a_pack_for_each_member(at, tmp_path):
    ws = at("keyed")
    found = run("pack", ws, "--out", tmp_path / "packs", "--as", "M1", "--json")
    assert set(found) == {"packs"}
    assert set(found["packs"][0]) == {"member", "pack", "sheet"}
    assert [each["member"] for each in found["packs"]] == ["M1", "M2", "M3"]
    assert actors(ws)[-1] == "M1"


def test_a_pack_for_one_member_in_a_language(at, tmp_path):
    ws = at("keyed")
    shown = run("pack", ws, "--out", tmp_path / "packs", "--member", "M2", "--lang", "es")
    assert shown.startswith("M2: ")
    assert len(shown.splitlines()) == 1
    (made,) = [path for path in (tmp_path / "packs").rglob("*") if path.is_file()]
    assert "es" in repr(open_pack(made))


def test_pack_refuses(at, tmp_path):
    ws = at("keyed")
    refused(ws, "pack", ws, "--out", tmp_path / "packs", "--member", "M9")
    refused(ws, "pack", ws, "--out", tmp_path / "packs", "--lang", "tlh")
    misused(ws, "pack", ws)
    early = at("declared")
    assert "keys" in refused(early, "pack", early, "--out", tmp_path / "packs")


def test_a_ballot_is_final_and_refuses_blanks(packed, pack, tmp_path):
    half, out = scores_csv(tmp_path / "half.csv", "M1", drop=2), tmp_path / "m1.ballot"
    refused(packed, "ballot", pack, "--scores", half, "--out", out)
    assert not out.exists()
    shown = run("ballot", pack, "--scores", half, "--out", out, "--draft")
    assert "6 of 8 scored" in shown
    assert [each["status"] for each in collected(packed, out)] == ["draft"]
    whole = scores_csv(tmp_path / "whole.csv", "M1")
    assert "8 of 8 scored" in run("ballot", pack, "--scores", whole, "--out", tmp_path / "f.ballot", "--final")
    assert [each["status"] for each in collected(packed, tmp_path / "f.ballot")] == ["accepted"]


def test_a_ballot_declares_a_conflict_found_while_scoring(packed, pack, tmp_path):
    out = tmp_path / "m1.ballot"
    table = scores_csv(tmp_path / "some.csv", "M1", drop=2)
    run("ballot", pack, "--scores", table, "--out", out, "--conflict", "C4=her cousin")
    collected(packed, out)
    assert declared(packed)["M1", "C4"]["state"] == "conflict"


def test_a_ballot_keeps_its_work_and_key_where_told(pack, tmp_path):
    work, key, table = tmp_path / "m1.work", tmp_path / "m1.key", scores_csv(tmp_path / "s.csv", "M1")
    flags = ("--scores", table, "--work", work, "--key-file", key)
    first = run("ballot", pack, *flags, "--out", tmp_path / "1.ballot")
    assert "revision 1" in first
    assert work.is_file()
    assert key.is_file()
    kept = key.read_bytes()
    assert "revision 2" in run("ballot", pack, *flags, "--out", tmp_path / "2.ballot")
    assert key.read_bytes() == kept


def test_ballot_refuses(packed, pack, tmp_path):
    header = ("candidate", "criterion", "score")
    wrong = write_csv(tmp_path / "w.csv", header, [("C1", "WORK", 9)])
    assert "9" in refused(packed, "ballot", pack, "--scores", wrong, "--out", tmp_path / "o.ballot")
    refused(packed, "ballot", packed, "--scores", wrong, "--out", tmp_path / "o.ballot")
    misused(packed, "ballot", pack, "--scores", wrong)
    assert not (tmp_path / "o.ballot").exists()


def test_the_chair_lifts_a_recusal(at):
    ws = at("declared")
    run("conflicts", ws, "--set", "M1", "C1", "conflict", "--reason", "same employer")
    run("conflicts", ws, "--confirm", "M1", "C1")
    run("conflicts", ws, "--set", "M1", "C1", "none")
    assert _recused(ws) == [True], "what a member says later lifts nothing"
    refused(ws, "conflicts", ws, "--lift", "M1", "C1")
    refused(ws, "conflicts", ws, "--lift", "M2", "C1", "--reason", "never recused")
    misused(ws, "conflicts", ws, "--lift", "--confirm", "M1", "C1")
    run("conflicts", ws, "--lift", "M1", "C1", "--reason", "another company of that name", "--as", "M1")
    assert _recused(ws) == [False]
    assert "another company of that name" in run("audit", ws, "--json")["entries"][-1]["action"]


def _recused(ws):
    rows = run("conflicts", ws, "--json")["declarations"]
    return [row["recused"] for row in rows if (row["member"], row["candidate"]) == ("M1", "C1")]


def test_where_a_new_key_lies_is_said_once(at, shelf, tmp_path):
    pack, scores = shelf.file("M1.pack"), scores_csv(tmp_path / "s.csv", "M1")
    key, out = tmp_path / "mine.key", tmp_path / "one.ballot"
    asked = ("ballot", pack, "--scores", scores, "--key-file", key, "--work", tmp_path / "w")
    first = run(*asked, "--out", out)
    assert f"The signing key lies unlocked in {key}" in first
    assert "signing key" not in run(*asked, "--out", tmp_path / "two.ballot")


def test_collect_takes_each_file_as_a_unit_of_its_own(packed, shelf, tmp_path):
    bad = tmp_path / "bad.ballot"
    bad.write_bytes(b"no ballot")
    files = collected(packed, shelf.file("M1.ballot"), bad, shelf.file("M2.ballot"), code=1)
    assert all(set(each) == FILE for each in files)
    assert [each["status"] for each in files] == ["accepted", "unreadable", "accepted"]
    assert run("info", packed, "--json")["counts"]["ballots"] == 2
    shown = run("collect", packed, shelf.file("M3.ballot"), "--as", "M1")
    assert "accepted" in shown
    assert actors(packed)[-1] == "M1"


def test_collect_that_takes_nothing_changes_nothing(packed, tmp_path):
    bad = tmp_path / "bad.ballot"
    bad.write_bytes(b"no ballot")
    before = packed.read_bytes()
    assert collected(packed, bad, code=1)[0]["reasons"]
    assert packed.read_bytes() == before
    misused(packed, "collect", packed)


def test_progress_says_who_is_where(at, shelf):
    ws = at("packed")
    collected(ws, shelf.file("M1.ballot"))
    found = run("progress", ws, "--json")
    assert set(found) >= {"round", "members"}
    assert set(found["members"][0]) >= {"member", "name", "pack", "status", "revision", "scored", "due", "returned"}
    assert [each["returned"] for each in found["members"]] == [True, False, False]
    assert "M1 Ana: pack " in run("progress", ws)


def test_progress_of_no_selection_is_refused(tmp_path):
    refused(tmp_path / "none.rapporteur", "progress", tmp_path / "none.rapporteur")


def test_a_late_ballot_counts_once_it_is_admitted(packed, shelf):
    run("set", packed, "scoring_deadline=2021-01-01T00:00")
    assert [each["status"] for each in collected(packed, shelf.file("M1.ballot"))] == ["late"]
    refused(packed, "admit", packed, "M1", "--reason", " ")
    refused(packed, "admit", packed, "M2", "--reason", "no ballot of theirs")
    misused(packed, "admit", packed, "M1")
    why = ("--reason", "the network was down")
    assert "None that waits is called so" in refused(packed, "admit", packed, "M1", *why, "--ballot", "another.ballot")
    assert "counts" in run("admit", packed, "M1", *why, "--ballot", "M1.ballot", "--as", "M1")
    assert run("progress", packed, "--json")["members"][0]["admitted"] == "the network was down"
    assert actors(packed)[-1] == "M1"


def test_the_same_ballot_again_is_unchanged(at, shelf, tmp_path):
    ws = at("collected")
    again = shutil.copyfile(shelf.file("M1.ballot"), tmp_path / "again.ballot")
    before = ws.read_bytes()
    assert collected(ws, again)[0]["status"] == "unchanged"
    assert ws.read_bytes() == before


def test_a_pack_is_issued_again_with_a_reason(packed, tmp_path):
    again = ("pack", packed, "--out", tmp_path / "again", "--reissue")
    misused(packed, *again)
    misused(packed, "pack", packed, "--out", tmp_path / "again", "--reason", "no flag")
    made = run(*again, "--reason", "a new candidate", "--json")["packs"]
    assert [Path(each["pack"]).name for each in made] == [f"M{n}-edition-2.pack" for n in (1, 2, 3)]


def test_words_are_redacted_in_the_packs_made_from_now_on(packed, tmp_path):
    run("redact", packed, "C1", "--field", "name", "--text", "Ash", "--reason", "asked by the nominee", "--as", "M1")
    listed = run("redact", packed, "--list", "--json")["redactions"]
    assert listed == [
        {"number": 1, "candidate": "C1", "field": "name", "text": "Ash", "reason": "asked by the nominee"}
    ]
    run("pack", packed, "--out", tmp_path / "again", "--member", "M1", "--reissue", "--reason", "redacted")
    made = open_pack(tmp_path / "again" / "M1-edition-2.pack")
    assert "Ash" not in made.candidates[0]["name"]

    run("redact", packed, "--undo", "1")
    assert run("redact", packed, "--list") == ""
    assert "reason" in refused(packed, "redact", packed, "C1", "--text", "Ash")
    misused(packed, "redact", packed)


def test_what_was_sent_is_noted_and_reminders_are_drafted(packed, tmp_path):
    run("progress", packed, "--sent", "pack", "--member", "M1", "--as", "M2")
    found = run("progress", packed, "--remind", tmp_path / "drafts", "--json")
    assert [row["pack_sent"] is not None for row in found["members"]] == [True, False, False]
    assert [Path(path).name for path in found["drafts"]] == [f"M{n}-reminder.eml" for n in (1, 2, 3)]
    assert "form, pack" in refused(packed, "progress", packed, "--sent", "pigeon", "--member", "M1")
    misused(packed, "progress", packed, "--sent", "pack")
