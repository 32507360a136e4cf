"""The main job on a real file that nobody here wrote: the Nobel archive's nominations, on the command line alone."""

import csv
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rapporteur_app.cli.app import make_app
from rapporteur_app.errors import RapporteurError
from tests.cli.doing import words_in

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
LITERATURE = SAMPLES / "nobel-literature-1901-1966.xlsx"
MEMBERS = ("Ana", "Berta", "Carlos", "Diana", "Emil")
CHAIR_WORDS, WITNESS_WORDS = "chair passphrase of six words", "witness passphrase of six words"

RUBRIC = """
version = 1
scale = { min = 1, max = 5, step = 1 }
[[criteria]]
code = "WORK"
title.en = "The work"
kind = "scored"
weight = 60
comment_rule = "never"
[[criteria]]
code = "IDEA"
title.en = "The ideal direction"
kind = "scored"
weight = 40
comment_rule = "never"
"""

Run = Callable[..., Any]


@pytest.fixture
def run() -> Run:
    """Run a command in this process; what it printed, as JSON where --json was asked for."""
    app, runner = make_app(), CliRunner()

    def call(*arguments: object, code: int = 0, stdin: str | None = None) -> Any:
        result = runner.invoke(app, [str(argument) for argument in arguments], input=stdin)
        refused = isinstance(result.exception, RapporteurError)
        assert (1 if refused else result.exit_code) == code, (result.output, result.exception)
        return json.loads(result.stdout) if "--json" in arguments else result.output

    return call


def write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def hand_computed(scores: dict[str, list[dict[str, int]]]) -> dict[str, float]:
    """Each candidate's total by plain arithmetic: means over members, weighted 60 to 40."""
    return {
        candidate: (
            60 * sum(each["WORK"] for each in given) / len(given)
            + 40 * sum(each["IDEA"] for each in given) / len(given)
        )
        / 100
        for candidate, given in scores.items()
    }


@pytest.mark.needs_shared
@pytest.mark.skipif(not LITERATURE.exists(), reason="the sample files do not lie beside the project")
def test_the_whole_job_on_the_nobel_nominations(run: Run, tmp_path: Path) -> None:
    ws = tmp_path / "nobel.rapporteur"
    run("new", ws, "--template", "blank", "--title", "Literature")
    members = [(n, f"{n}@example.org", "chair;member" if n == "Ana" else "member") for n in MEMBERS]
    run("members", ws, "--load", write_csv(tmp_path / "members.csv", ("name", "email", "roles"), members))
    (tmp_path / "rubric.toml").write_text(RUBRIC, "utf-8")
    run("criteria", ws, "--load", tmp_path / "rubric.toml")
    run("criteria", ws, *(word for number in range(1, 6) for word in ("--agree", f"M{number}")), "--freeze")

    first = run("import", ws, LITERATURE, "--json")
    assert (first["rows_read"], first["imported"], len(first["joint"])) == (3104, 3104, 56)
    second = run("import", ws, LITERATURE, "--json")
    assert (second["imported"], second["updated"], second["unchanged"]) == (0, 0, 3104)
    found = run("candidates", ws, "--json")
    assert found["counts"] | {"nominators": 0} == {
        "nominations": 3104, "mentions": 3169, "candidates": 680, "eligible": 680, "nominators": 0,
    }  # fmt: skip

    # Screening: the blank template has no rules; all but the twelve most nominated withdraw.
    by_count = sorted(found["candidates"], key=lambda row: (-len(row["nominations"]), row["id"]))
    chosen = [row["id"] for row in by_count[:12]]
    withdraw_others(ws, {row["id"] for row in by_count[12:]})
    assert run("info", ws, "--json")["counts"]["eligible"] == 12

    recused = chosen[3]
    rows = [
        (n, c, "conflict" if (n, c) == ("Berta", recused) else "none", "his translator")
        for n in MEMBERS
        for c in chosen
    ]
    run(
        "conflicts",
        ws,
        "--load",
        write_csv(tmp_path / "declared.csv", ("member", "candidate", "state", "reason"), rows),
    )
    run("conflicts", ws, "--confirm", "M2", recused)

    (tmp_path / "chair.txt").write_text(CHAIR_WORDS)
    (tmp_path / "witness.txt").write_text(WITNESS_WORDS)
    secrets = ("--passphrase-file", tmp_path / "chair.txt", "--witness-file", tmp_path / "witness.txt")
    run("keys", ws, "--new", "--witness", *secrets)
    packs = run("pack", ws, "--out", tmp_path / "packs", "--json")["packs"]
    assert [pack["member"] for pack in packs] == ["M1", "M2", "M3", "M4", "M5"]

    dice, given = random.Random(1901), {candidate: [] for candidate in chosen}
    for pack in packs:
        due = [c for c in chosen if (pack["member"], c) != ("M2", recused)]
        scores = {c: {"WORK": dice.randint(1, 5), "IDEA": dice.randint(1, 5)} for c in due}
        for candidate, both in scores.items():
            given[candidate].append(both)
        table = [(c, code, value, "") for c, both in scores.items() for code, value in both.items()]
        path = write_csv(tmp_path / f"{pack['member']}.csv", ("candidate", "criterion", "score", "comment"), table)
        told = run("ballot", pack["pack"], "--scores", path, "--out", tmp_path / f"{pack['member']}.ballot")
        run("keys", ws, "--confirm", pack["member"], "--words", words_in(told))
    collected = run("collect", ws, *(tmp_path / f"M{n}.ballot" for n in range(1, 6)), "--json")
    assert [file["status"] for file in collected["files"]] == ["accepted"] * 5

    results = run("results", ws, "--open", *secrets, "--json")
    totals = {row["id"]: row["total"] for row in results["candidates"]}
    assert totals == pytest.approx(hand_computed(given))
    best = [row["id"] for row in results["candidates"]][:3]

    ranks = {row["id"]: row["rank"] for row in results["candidates"]}
    cut = max(ranks[candidate] for candidate in best)
    left = [f"{c}=tied at the cut" for c, rank in ranks.items() if rank <= cut and c not in best]
    reasons = [word for candidate in best for word in ("--reason", f"{candidate}=high on both criteria")]
    run("shortlist", ws, *best, *reasons, *(word for text in left for word in ("--left-out", text)))
    run("meeting", ws, "--date", "2021-04-12", "--present", "M1", "--present", "M2", "--chair", "M1")

    organisations = [(f"Academy {n}", "", "SE", "en") for n in range(1, 4)]
    header = ("organisation", "constituency", "country", "language")
    run("consult", ws, "stakeholders", "--load", write_csv(tmp_path / "register.csv", header, organisations))
    (tmp_path / "question.txt").write_text("What do you say to these three?")
    opened = run("consult", ws, "round", "--open", "--question", tmp_path / "question.txt",
                 "--from", "2021-04-13T08:00", "--until", "2021-04-16T18:00", "--json")  # fmt: skip
    assert opened["round"] == 1
    run("consult", ws, "log", "--round", "1", "--stakeholder", "S1", "--candidate", best[0], "--reply", "support")
    run(
        "consult",
        ws,
        "log",
        "--round",
        "1",
        "--stakeholder",
        "S2",
        "--candidate",
        best[1],
        "--reply",
        "concern",
        "--text",
        "Age",
    )
    run("consult", ws, "round", "--close", "1", code=1)
    run("consult", ws, "answer", "K1", "--disposition", "noted", "--answer", "Heard.", "--effect", "None.")
    run("consult", ws, "round", "--close", "1")

    (tmp_path / "why.txt").write_text("First on both criteria, and supported.")
    run("decide", ws, "--select", best[0], "--alternate", best[1], "--justification", f"en={tmp_path / 'why.txt'}")
    run("endorse", ws, "M2", "--endorse")
    run(
        "sign",
        ws,
        "--as",
        "M1",
        "--key-file",
        tmp_path / "chair.key",
        "--passphrase-file",
        tmp_path / "chair.txt",
        code=1,
    )
    run("sign", ws, "--as", "M1")
    run("respond", ws, best[0], "--accepts")

    run("export", ws, "--out", tmp_path / "report", "--formats", "xlsx,json,csv", "--lang", "en")
    assert (tmp_path / "report" / "selection.xlsx").stat().st_size > 100_000
    assert run("verify", ws, "--json")["ok"] is True
    assert run("info", ws, "--json")["stage"] == "outputs"


def withdraw_others(ws: Path, ids: set[str]) -> None:
    """Withdraw many candidates in one process; the command for one is tried in tests/cli."""
    from rapporteur_app.intake.screening import Subject, withdraw
    from rapporteur_app.workspace import SECRETARIAT, Workspace

    with Workspace.open(ws) as workspace:
        for each in sorted(ids):
            withdraw(workspace, SECRETARIAT, Subject(candidate=int(each[1:])), "the archive", "outside this trial")
