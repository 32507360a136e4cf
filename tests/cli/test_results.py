"""`results`, `meeting`, `shortlist`, `analyse` as a person types them."""

import sqlite3
from contextlib import closing

import pytest

from tests.cli.doing import CHAIR_WORDS, WITNESS_WORDS, actors, misused, refused, run, typed, write_csv

REPORT = {"candidates", "agreement", "robustness", "policy"}
CANDIDATE = {
    "id", "name", "rank", "order", "total", "percent", "incomplete", "below", "gates", "criteria", "first_share",
    "rank_acceptability", "first_share_uniform",
}  # fmt: skip
VALUE = {"value", "mean", "median", "sd", "n"}
REASONS = ("--reason", "C1=the best", "--reason", "C2=second", "--reason", "C3=third")


@pytest.fixture
def opened(at):
    return at("opened")


@pytest.fixture
def scores(tmp_path):
    table = {
        "Lena": {"WORK": (1, 4, 5), "IDEA": (2, 2, 2)},
        "Mo": {"WORK": (3, 3, 3), "IDEA": (5, 4, 5)},
    }
    rows = [
        (name, f"A{place}", code, score)
        for name, codes in table.items()
        for code, given in codes.items()
        for place, score in enumerate(given)
    ]
    return write_csv(tmp_path / "scores.csv", ("candidate", "assessor", "criterion", "score"), rows)


def totals(found):
    return {row["id"]: row["total"] for row in found["candidates"]}


def test_results_are_opened_with_passphrases_from_files(at, secrets):
    ws = at("collected")
    found = run("results", ws, "--open", *secrets, "--as", "M1", "--json")
    assert set(found) >= REPORT
    assert set(found["candidates"][0]) >= CANDIDATE
    assert set(found["candidates"][0]["criteria"]["WORK"]) >= VALUE
    assert [row["id"] for row in found["candidates"]] == ["C1", "C2", "C3", "C4"]
    assert totals(found)["C1"] == pytest.approx(14 / 3)
    assert found["candidates"][3]["below"] == ["WORK"]
    assert actors(ws)[-1] == "M1"


def test_results_are_opened_with_passphrases_from_standard_input(at):
    ws = at("collected")
    words = f"{CHAIR_WORDS}\n{WITNESS_WORDS}\n"
    shown = run("results", ws, "--open", "--passphrase-file", "-", "--witness-file", "-", stdin=words)
    assert shown.splitlines()[0] == "1.  C1 Lena Ash  4.7  below: –"
    assert shown.splitlines()[3].endswith("below: WORK")


def test_results_of_a_round(opened):
    before = opened.read_bytes()
    assert run("results", opened, "--round", "1", "--json") == run("results", opened, "--json")
    assert opened.read_bytes() == before
    assert "Round 2" in refused(opened, "results", opened, "--round", "2")


def test_results_refuses(at, shelf, secrets, tmp_path):
    ws = at("collected")
    assert "not open yet" in refused(ws, "results", ws)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the words at all", "utf-8")
    files = ("--passphrase-file", shelf.file("chair.txt"), "--witness-file", wrong)
    refused(ws, "results", ws, "--open", *files)
    misused(ws, "results", ws, "--open", "--passphrase", CHAIR_WORDS)
    again = at("opened")
    assert "opened already" in refused(again, "results", again, "--open", *secrets)


def test_a_meeting_is_recorded(opened, tmp_path):
    (tmp_path / "notes.txt").write_text("All agreed on the first two.", "utf-8")
    run("meeting", opened, "--date", "2021-04-12", "--present", "M1", "--present", "M2", "--chair", "M1",
        "--notes", tmp_path / "notes.txt", "--as", "M2")  # fmt: skip
    found = run("meeting", opened, "--json")
    assert set(found) == {"meetings"}
    (meeting,) = found["meetings"]
    assert set(meeting) >= {"date", "present", "chair", "quorum", "quorate", "notes"}
    assert (meeting["date"], meeting["present"], meeting["chair"]) == ("2021-04-12", ["M1", "M2"], "M1")
    assert meeting["notes"] == "All agreed on the first two."
    assert actors(opened)[-1] == "M2"
    assert run("meeting", opened).startswith("2021-04-12  chair M1")


def test_meeting_refuses(opened, tmp_path):
    rest = ("--present", "M1", "--chair", "M1")
    refused(opened, "meeting", opened, "--date", "soon", *rest)
    refused(opened, "meeting", opened, "--date", "2021-04-12", "--present", "M9", "--chair", "M9")
    refused(opened, "meeting", opened, "--date", "2021-04-12", "--present", "M1", "--chair", "M2")
    refused(opened, "meeting", opened, "--date", "2021-04-12", *rest, "--notes", tmp_path / "none.txt")
    misused(opened, "meeting", opened, "--date", "2021-04-12")
    misused(opened, "meeting", opened, *rest)


def test_a_shortlist_is_made_with_reasons(opened):
    run("shortlist", opened, "C1", "C2", "C3", *REASONS, "--as", "M1")
    found = run("shortlist", opened, "--json")
    assert set(found) == {"shortlist", "left_out"}
    assert [(row["id"], row["reason"]) for row in found["shortlist"]] == [
        ("C1", "the best"), ("C2", "second"), ("C3", "third"),
    ]  # fmt: skip
    assert actors(opened)[-1] == "M1"
    assert run("shortlist", opened).splitlines()[0] == "1.  C1 Lena Ash: the best"


def test_those_left_out_at_the_cut_get_a_reason(opened):
    chosen = ("C1", "C2", "C4", "--reason", "C1=a", "--reason", "C2=b", "--reason", "C4=d")
    assert "C3" in refused(opened, "shortlist", opened, *chosen)
    run("shortlist", opened, *chosen, "--left-out", "C3=away that week")
    found = run("shortlist", opened, "--json")
    assert [(row["id"], row["reason"]) for row in found["left_out"]] == [("C3", "away that week")]


def test_shortlist_refuses(opened, at):
    refused(opened, "shortlist", opened, "C1", "C2", "C3", "--reason", "C1=a")
    refused(opened, "shortlist", opened, "C1", "C1", "C2", *REASONS)
    refused(opened, "shortlist", opened, "C1", "C2", "C9", *REASONS, "--reason", "C9=none")
    misused(opened, "shortlist", opened, "--reason", "C1=a")
    early = at("collected")
    refused(early, "shortlist", early, "C1", "C2", "C3", *REASONS)


def test_analyse_a_bare_table(scores):
    found = run("analyse", scores, "--json")
    assert set(found) >= REPORT
    assert set(found["candidates"][0]) >= CANDIDATE
    assert totals(found) == pytest.approx({"Lena": (10 / 3 + 2) / 2, "Mo": (3 + 14 / 3) / 2})
    assert run("analyse", scores).splitlines() == ["1  Mo  3.83", "2  Lena  2.67"]


def test_analyse_with_weights(scores, tmp_path):
    weights = write_csv(tmp_path / "w.csv", ("criterion", "weight"), [("WORK", 3), ("IDEA", 1)])
    found = run("analyse", scores, "--weights", weights, "--json")
    assert totals(found) == pytest.approx({"Lena": (10 + 2) / 4, "Mo": (9 + 14 / 3) / 4})


@pytest.mark.parametrize(
    ("flags", "lena"),
    [
        (("--aggregate", "mean"), (10 / 3 + 2) / 2),
        (("--aggregate", "median"), 3),
        (("--aggregate", "trimmed", "--trim", "1"), 3),
        (("--aggregate", "trimmed"), 3),
    ],
)
def test_analyse_aggregates_as_told(scores, flags, lena):
    assert totals(run("analyse", scores, *flags, "--json"))["Lena"] == pytest.approx(lena)


def test_analyse_draws_as_many_as_told_from_the_seed(scores):
    def shares(draws, seed):
        found = run("analyse", scores, "--draws", draws, "--seed", seed, "--json")
        return [row["first_share_uniform"] for row in found["candidates"]]

    few = shares(7, 1)
    assert few == shares(7, 1)
    assert all(share * 7 == pytest.approx(round(share * 7)) for share in few)
    assert len({tuple(shares(101, seed)) for seed in range(4)}) > 1


def test_analyse_refuses(scores, tmp_path):
    def sentence(*flags):
        return refused(scores, "analyse", *flags)

    assert "mode" in sentence(scores, "--aggregate", "mode")
    sentence(tmp_path / "none.csv")
    sentence(write_csv(tmp_path / "bad.csv", ("candidate", "score"), [("Lena", 1)]), "--json")
    assert typed("analyse").code == 2
    misused(scores, "analyse", scores, "--draws", "many")


def test_only_a_ballot_that_cannot_be_opened_is_left_out(at, shelf):
    ws = at("collected")
    secrets = ("--passphrase-file", shelf.file("chair.txt"), "--witness-file", shelf.file("witness.txt"))
    misused(ws, "results", ws, "--leave-out", "M1=no reason to open")
    said = refused(ws, "results", ws, "--open", *secrets, "--leave-out", "M1=I do not like it")
    assert "The ballot of M1 can be opened" in said
    refused(ws, "results", ws, "--open", *secrets, "--leave-out", "M7=nobody")


def test_a_ballot_that_cannot_be_opened_is_named_and_left_out(at, shelf):
    ws = at("collected")
    secrets = ("--passphrase-file", shelf.file("chair.txt"), "--witness-file", shelf.file("witness.txt"))
    with closing(sqlite3.connect(ws)) as connection, connection:
        (data,) = connection.execute("SELECT data FROM ballot WHERE member_id = 2").fetchone()
        connection.execute("UPDATE ballot SET data = ? WHERE member_id = 2", (data[:-1] + bytes([data[-1] ^ 1]),))
    assert "M2" in refused(ws, "results", ws, "--open", *secrets)
    found = run("results", ws, "--open", *secrets, "--leave-out", "M2=the file was damaged", "--json")
    assert {each["n"] for row in found["candidates"] for each in row["criteria"].values()} == {2}


def test_who_cannot_be_ranked_stands_last_in_the_printed_analysis(tmp_path):
    rows = [("Lena", "A1", "WORK", 4), ("Lena", "A1", "IDEA", 4), ("Mo", "A1", "WORK", 5), ("Mo", "A1", "IDEA", "")]
    rows += [("Nel", "A1", "WORK", 3), ("Nel", "A1", "IDEA", ""), ("Ola", "A1", "WORK", 3), ("Ola", "A1", "IDEA", 3)]
    table = write_csv(tmp_path / "scores.csv", ("candidate", "assessor", "criterion", "score"), rows)
    names = [line.split()[1] for line in run("analyse", table).splitlines()]
    assert names == ["Lena", "Ola", "Mo", "Nel"]
