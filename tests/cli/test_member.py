"""`words` and `move` as a member types them at home."""

import json
import shutil

import pytest

from rapporteur_app.scoring.ballots import member_key, member_key_name, open_work, work_key, work_key_name
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.work import hold
from rapporteur_app.trust.ballots import read_ballot
from rapporteur_app.trust.keys import Cost
from rapporteur_app.trust.keystore import KeyStore, save_key_file
from tests.cli.doing import misused, refused, run, scores_csv, typed

SECRET = "six words of the member here"


@pytest.fixture
def pack(shelf, tmp_path):
    """The pack of M1, and no key yet."""
    return shutil.copyfile(shelf.file("M1.pack"), tmp_path / "M1.pack")


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr("rapporteur_app.trust.transfer.lock_transfer.__defaults__", (Cost(1, 8192),))


@pytest.fixture
def secret(tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET + "\n", "utf-8")
    return tmp_path / "secret.txt"


def ballot_says_compared(pack, folder):
    scores, out = scores_csv(folder / "scores.csv", "M1"), folder / "mine.ballot"
    run("ballot", pack, "--scores", scores, "--out", out, "--draft")
    return read_ballot(out.read_bytes())[0].words_compared


def test_the_words_are_told_and_the_comparison_travels_in_the_next_ballot(pack, tmp_path):
    first = run("words", pack, "--json")
    assert (len(first["own"].split()), len(first["selection"].split())) == (4, 4)
    assert (first["compared"], first["one_keyholder"]) == (False, False)
    assert first["selection"] in run("words", pack)
    assert run("words", pack, "--compared", "--json")["compared"] is True
    assert run("words", pack, "--json")["own"] == first["own"]
    assert ballot_says_compared(pack, tmp_path)
    assert run("words", pack, "--not-compared", "--json")["compared"] is False
    assert not ballot_says_compared(pack, tmp_path)


def test_the_chairs_words_are_compared(pack, tmp_path):
    words = run("words", pack, "--json")["selection"]
    told = typed("words", pack, "--chair", " ".join(reversed(words.split())))
    assert (told.code, told.err.strip()) == (1, "These words differ from the chair's: do not score.")
    assert run("words", pack, "--json")["compared"] is False
    assert run("words", pack, "--chair", words.upper(), "--json")["compared"] is True
    assert ballot_says_compared(pack, tmp_path)


def test_a_new_key_has_other_words(pack, tmp_path):
    before = run("words", pack, "--json")["own"]
    after = run("words", pack, "--new-key", "--json")["own"]
    assert after != before
    assert run("words", pack, "--json")["own"] == after
    misused(pack, "words", pack, "--new-key", "--key-file", tmp_path / "mine.key")


def test_words_of_a_key_and_a_work_that_lie_elsewhere(pack, tmp_path):
    key, work = tmp_path / "mine.key", tmp_path / "mine.json"
    one = run("words", pack, "--key-file", key, "--work", work, "--compared", "--json")
    assert key.exists()
    assert json.loads(work.read_text("utf-8"))["compared"]
    assert run("words", pack, "--json")["own"] != one["own"]


def test_key_and_work_move_to_another_computer(pack, secret, tmp_path, monkeypatch):
    words = run("words", pack, "--compared", "--json")["own"]
    run("move", pack, "--out", tmp_path / "M1.transfer", "--passphrase-file", secret)
    monkeypatch.setenv("RAPPORTEUR_DATA", str(tmp_path / "second"))
    run("move", pack, "--load", tmp_path / "M1.transfer", "--passphrase-file", secret)
    there = run("words", pack, "--json")
    assert (there["own"], there["compared"]) == (words, True)


def test_newer_work_is_replaced_only_when_asked(pack, secret, tmp_path):
    key, work = tmp_path / "mine.key", tmp_path / "mine.json"
    where = ("--key-file", key, "--work", work)
    run("move", pack, "--out", tmp_path / "empty.transfer", "--passphrase-file", secret, *where)
    document = json.loads(json.dumps({"format": 1, "selection": open_pack(pack).header.selection, "round": 1,
                                      "member": 1, "answers": [[1, "EXP", "scored", 4.0, ""]], "conflicts": {},
                                      "notes": {}, "revision": 2, "previous": "ab" * 32}))  # fmt: skip
    work.write_text(json.dumps(document), "utf-8")
    load = ("move", pack, "--load", tmp_path / "empty.transfer", "--passphrase-file", secret, "--work", work)
    assert "Here: revision 2, 1 answers. In the file: revision 0, 0 answers." in refused(pack, *load)
    assert json.loads(work.read_text("utf-8")) == document
    run(*load, "--replace")
    opened, sealed = open_pack(pack), work_key(open_pack(pack), KeyStore())
    taken, before = (open_work(opened, path, sealed)[0] for path in (work, tmp_path / "mine-before-1.json"))
    assert (taken.answers, taken.revision) == ({}, 2)
    assert before.answers[1, "EXP"].value == 4.0


def test_move_refuses(pack, secret, tmp_path):
    misused(pack, "move", pack)
    misused(pack, "move", pack, "--out", tmp_path / "a", "--load", tmp_path / "b")
    (tmp_path / "b").write_bytes(b"{}")
    assert "not a file by which scoring moves" in refused(
        pack, "move", pack, "--load", tmp_path / "b", "--passphrase-file", secret
    )


def test_a_pack_that_a_window_scores_is_left_alone(pack, tmp_path):
    work = tmp_path / "mine.json"
    with hold(work):
        assert "another window" in refused(pack, "words", pack, "--compared", "--work", work)


@pytest.fixture
def locked(pack):
    """The pack of M1, its keys locked by a passphrase as the window's menu does it."""
    opened, store = open_pack(pack), KeyStore(cost=Cost(1, 8192))
    work, signing = work_key(opened, store), member_key(opened, store)
    for name, key in ((work_key_name, work), (member_key_name, signing)):
        save_key_file(store.path(name(opened.header.selection, opened.header.member)), key, SECRET,
                      cost=Cost(1, 8192), replace=True)  # fmt: skip
    return pack


def test_a_locked_key_is_opened_by_its_passphrase(locked, secret, tmp_path):
    scores, out = scores_csv(tmp_path / "scores.csv", "M1"), tmp_path / "mine.ballot"
    for asked in (("words", locked), ("ballot", locked, "--scores", scores, "--out", out),
                  ("move", locked, "--out", tmp_path / "M1.transfer", "--passphrase-file", secret)):  # fmt: skip
        assert "passphrase" in refused(locked, *asked)
        assert "does not fit" in refused(locked, *asked, "--key-passphrase-file", scores)
        run(*asked, "--key-passphrase-file", secret)
    assert read_ballot(out.read_bytes())[0].revision == 1
