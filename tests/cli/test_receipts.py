"""`receipts`, `verify PACK --receipt`, and the opening at a distance as they are typed."""

import pytest

from tests.cli.doing import misused, refused, run, scores_csv, typed


def test_receipts_go_out_and_a_member_checks_them(at, shelf, tmp_path):
    ws = at("packed")
    mine, work = tmp_path / "M1.ballot", tmp_path / "work.json"
    run("ballot", shelf.file("M1.pack"), "--scores", scores_csv(tmp_path / "m1.csv", "M1"), "--out", mine,
        "--work", work)  # fmt: skip
    run("collect", ws, mine, "--receipts", tmp_path / "receipts")
    shown = run("receipts", ws, "--out", tmp_path / "all.receipt")
    digest = shown.split("list: ")[1].split()[0]
    asked = ("verify", shelf.file("M1.pack"), "--work", work, "--receipt")

    assert "Objections until" in shown
    assert "says what you sent" in run(*asked, tmp_path / "receipts" / "M1.receipt")
    found = run(*asked, tmp_path / "all.receipt", "--receipt", tmp_path / "receipts" / "M1.receipt", "--json")
    assert found == {"ok": True, "objections": [], "list_digest": digest}


def test_a_member_whose_ballot_did_not_arrive_is_told(at, shelf, tmp_path):
    ws = at("packed")
    work = tmp_path / "work.json"
    run("ballot", shelf.file("M1.pack"), "--scores", scores_csv(tmp_path / "m1.csv", "M1"), "--out",
        tmp_path / "lost.ballot", "--work", work)  # fmt: skip
    run("collect", ws, shelf.file("M2.ballot"))
    run("receipts", ws, "--out", tmp_path / "all.receipt")

    result = typed("verify", shelf.file("M1.pack"), "--work", work, "--receipt", tmp_path / "all.receipt")
    assert result.code == 1
    assert "You made revision 1, the receipt names 0" in result.out
    run("receipts", ws, "--member", "M2", "--out", tmp_path / "M2.receipt", "--as", "M1")
    assert "Nothing of M3 arrived" in refused(ws, "receipts", ws, "--member", "M3", "--out", tmp_path / "M3.receipt")


def test_the_witness_answers_from_a_distance(at, shelf, tmp_path):
    ws, secret = at("collected"), ("--passphrase-file", shelf.file("chair.txt"))
    run("results", ws, "--open", "--request", tmp_path / "please.request")
    told = run("keys", "--part", tmp_path / "please.request", "--out", tmp_path / "mine.part",
               "--witness-file", shelf.file("witness.txt"))  # fmt: skip
    assert "Ballots to open: 3" in told

    opened = run("results", ws, "--open", "--part", tmp_path / "mine.part", *secret, "--json")
    assert opened == run("results", at("opened"), "--json")


def test_a_request_and_a_part_are_not_written_over(at, shelf, tmp_path):
    ws = at("collected")
    run("results", ws, "--open", "--request", tmp_path / "please.request")
    assert "already" in typed("results", ws, "--open", "--request", tmp_path / "please.request").err
    misused(ws, "results", ws, "--request", tmp_path / "other.request")
    misused(ws, "results", ws, "--part", tmp_path / "other.part")
    assert not (tmp_path / "other.request").exists()


@pytest.mark.parametrize("name", ["chair.txt", "M1.pack", "M1.ballot"])
def test_what_is_no_request_is_refused(shelf, tmp_path, name):
    result = typed("keys", "--part", shelf.file(name), "--out", tmp_path / "mine.part",
                   "--witness-file", shelf.file("witness.txt"))  # fmt: skip
    assert (result.code, len(result.err.splitlines())) == (1, 1)
    assert not (tmp_path / "mine.part").exists()
