"""`keys` as chair, witness and secretariat type it: at home, on paper, read out, replaced."""

import subprocess

import pytest

from tests.cli.doing import CHAIR_WORDS, WITNESS_WORDS, misused, refused, run, typed, words_in

OTHER_WORDS = "other words than those of before"


@pytest.fixture
def files(tmp_path):
    """Files with passphrases: the chair's, the witness's, a new one."""
    for name, words in (("chair", CHAIR_WORDS), ("witness", WITNESS_WORDS), ("new", OTHER_WORDS)):
        (tmp_path / f"{name}.txt").write_text(words + "\n", "utf-8")
    return tmp_path


def at_home(folder, holder):
    flags = ("--witness", "--witness-file") if holder == "witness" else ("--passphrase-file",)
    run("keys", "--new", "--out", folder / f"{holder}.key", *flags, folder / f"{holder}.txt")
    return folder / f"{holder}.key"


def test_keys_made_at_home_open_the_results(at, files, shelf):
    ws = at("declared")
    for holder in ("chair", "witness"):
        key = at_home(files, holder)
        assert CHAIR_WORDS not in key.read_text("utf-8")
        assert f"taken in: {holder}" in run("keys", ws, "--load", key)
    (pack,) = run("pack", ws, "--out", files / "packs", "--member", "M1", "--json")["packs"]
    ballot = files / "M1.ballot"
    told = run("ballot", pack["pack"], "--scores", shelf.file("M1.csv"), "--out", ballot)
    run("collect", ws, ballot)
    run("keys", ws, "--confirm", "M1", "--words", words_in(told))
    opened = run("results", ws, "--open", "--passphrase-file", files / "chair.txt",
                 "--witness-file", files / "witness.txt", "--json")  # fmt: skip

    assert all(row["total"] is not None for row in opened["candidates"])


def test_a_key_made_at_home_is_taken_in_once(at, files):
    ws = at("declared")
    key = at_home(files, "chair")
    run("keys", ws, "--load", key)

    assert "already" in refused(ws, "keys", ws, "--load", key)
    assert "already" in refused(ws, "keys", "--new", "--out", key, "--passphrase-file", files / "chair.txt")


def test_a_file_that_holds_no_key_is_refused(at, files):
    ws = at("declared")
    (files / "none.key").write_text('{"format": "something else"}')

    assert "key that opens ballots" in refused(ws, "keys", ws, "--load", files / "none.key")
    assert "There is no file" in refused(ws, "keys", ws, "--load", files / "gone.key")


@pytest.mark.needs_poppler
def test_the_recovery_sheet_gives_the_key_a_new_passphrase(at, files):
    ws = at("collected")
    sheet = files / "sheet.pdf"
    run("keys", ws, "--recovery", sheet, "--witness", "--witness-file", files / "witness.txt")
    printed = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, text=True, check=True).stdout
    lines = [" ".join(line.split()[1:]) for line in printed.splitlines() if len(line.split()) == 4]
    (files / "typed.txt").write_text("\n".join(line for line in lines if _is_hex(line)), "utf-8")

    run("keys", ws, "--recover", files / "typed.txt", "--witness", "--witness-file", files / "new.txt")

    secrets = ("--passphrase-file", files / "chair.txt", "--witness-file")
    assert "does not fit" in refused(ws, "results", ws, "--open", *secrets, files / "witness.txt")
    run("results", ws, "--open", *secrets, files / "new.txt")


def _is_hex(line):
    return all(sign in "0123456789abcdef " for sign in line)


def test_the_sheet_is_printed_for_who_knows_the_passphrase(at, files):
    ws = at("keyed")

    assert "does not fit" in refused(
        ws, "keys", ws, "--recovery", files / "s.pdf", "--passphrase-file", files / "new.txt"
    )
    assert not (files / "s.pdf").exists()


def test_a_slip_in_the_typed_sheet_names_its_line(at, files):
    ws = at("keyed")
    (files / "typed.txt").write_text("\n".join(["0000 0000 00"] * 8))

    told = refused(ws, "keys", ws, "--recover", files / "typed.txt", "--passphrase-file", files / "new.txt")
    assert told.startswith("Line 1 ")


def test_words_that_nobody_s_key_has_are_refused_once_something_came_in(at, shelf):
    ws = at("collected")

    told = typed("keys", ws, "--confirm", "M1", "--words", "abandon abandon abandon abandon")
    assert told.code == 0, "no key of M1 waits: the words are kept for the next"
    assert "came in yet" in told.out
    assert "4 words" in refused(ws, "keys", ws, "--confirm", "M1", "--words", "abandon")


def test_new_keys_replace_lost_ones_with_a_reason(at, files, shelf):
    ws = at("collected")
    secrets = ("--passphrase-file", files / "chair.txt", "--witness-file", files / "witness.txt")

    refused(ws, "keys", ws, "--new", "--witness", *secrets)
    told = run("keys", ws, "--new", "--witness", "--reason", "both envelopes burnt", *secrets)

    assert "no longer counts" in told
    assert [row["returned"] for row in run("progress", ws, "--json")["members"]] == [False, False, False]
    assert "No ballot counts yet" in refused(ws, "results", ws, "--open", *secrets)


def test_the_keys_are_shown_without_a_member_s_words(at):
    ws = at("packed")
    found = run("keys", ws, "--show", "--json")

    assert [row["holder"] for row in found["openers"]] == ["chair", "witness"]
    assert len(found["selection_words"].split()) == 4
    assert [row["words_read"] for row in found["members"]] == [True, True, True]
    assert set(found["members"][0]) == {"member", "name", "key", "confirmed_at", "unconfirmed", "words_read"}
    assert found["selection_words"] in run("keys", ws, "--show")


def test_keys_asks_for_one_thing_at_a_time(at, tmp_path):
    ws = at("keyed")
    misused(ws, "keys", ws)
    misused(ws, "keys", ws, "--new", "--show")
    misused(ws, "keys", "--new")
    misused(ws, "keys", ws, "--new", "--out", tmp_path / "k")
    misused(ws, "keys", "--part", tmp_path / "request")
