"""The rehearsal of `make demo`: what it makes, and that its numbers are those that the sample promises."""

import json
import tomllib
from pathlib import Path

import pytest

from rapporteur_app.cli.app import make_app
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.paths import resources_dir
from rapporteur_app.rehearsal.demo import run_demo
from rapporteur_app.results.ranking import results_json
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import Workspace

TRUTH = tomllib.loads((resources_dir() / "sample" / "truth.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a rehearsal that was played once."""
    patch = pytest.MonkeyPatch()
    patch.setenv("RAPPORTEUR_DATA", str(tmp_path_factory.mktemp("data")))
    folder = tmp_path_factory.mktemp("demo")
    try:
        said: list[str] = []
        run_demo(folder, lambda text: said.append(str(text)))
        (folder / "said.txt").write_text("\n".join(said), "utf-8")
    finally:
        patch.undo()
    return folder


def test_the_sample_holds_the_persons_that_its_truth_file_names(played: Path) -> None:
    with Workspace.open(played / "rehearsal.rapporteur", write=False) as workspace, workspace.reading() as reader:
        pool = read_pool(reader)
    assert (pool.counts.nominations, pool.counts.mentions, pool.counts.candidates) == (60, 61, 48)
    assert pool.counts.eligible == 33


def test_the_first_ranked_is_the_one_whom_the_sample_expects(played: Path) -> None:
    with Workspace.open(played / "rehearsal.rapporteur", write=False) as workspace, workspace.reading() as reader:
        candidates = results_json(reader)["candidates"]
    assert candidates[0]["name"] == "Yesenia Mosquera Valencia"
    assert candidates[0]["total"] == pytest.approx(4.65)
    assert [row["rank"] for row in candidates[:3]] == [1, 2, 3]


def test_the_rehearsal_verifies(played: Path) -> None:
    with Workspace.open(played / "rehearsal.rapporteur", write=False) as workspace:
        found = verify(workspace)
    assert found.ok, [str(check.detail) for check in found.checks if not check.ok]


def test_the_reports_are_there_in_four_languages(played: Path) -> None:
    names = {path.name for path in (played / "report").iterdir()}
    wanted = {f"justification.{language}.{kind}" for language in ("en", "es", "pt", "fr") for kind in ("docx", "pdf")}
    assert wanted | {"selection.xlsx", "selection.json", "csv"} <= names


def test_the_exported_numbers_are_those_of_the_results(played: Path) -> None:
    exported = json.loads((played / "report" / "selection.json").read_text("utf-8"))
    with Workspace.open(played / "rehearsal.rapporteur", write=False) as workspace, workspace.reading() as reader:
        totals = {row["id"]: row["total"] for row in results_json(reader)["candidates"]}
    assert {row["id"]: row["total"] for row in exported["results"]["candidates"]} == totals


def test_every_member_has_a_pack_and_a_ballot(played: Path) -> None:
    members = [f"M{number}" for number in range(1, 8)]
    assert sorted(path.name for path in (played / "ballots").iterdir()) == [f"{member}.ballot" for member in members]
    assert len(list((played / "packs").iterdir())) == 7


def test_no_dossier_of_a_recused_candidate_is_in_the_pack(played: Path) -> None:
    from rapporteur_app.scoring.pack_reading import open_pack

    pack = open_pack(played / "packs" / "M2-edition-1.pack")
    assert pack.recused
    assert not set(pack.recused) & {candidate["id"] for candidate in pack.candidates}


def test_the_command_line_knows_every_command() -> None:
    from typer.main import get_command

    known = set(get_command(make_app()).commands)  # type: ignore[attr-defined]
    assert known >= {
        "open", "demo", "selftest", "templates", "new", "undo", "info", "set", "stage", "members", "criteria", "import",
        "nominate", "candidates", "merge", "screen", "withdraw", "conflicts", "keys", "pack", "ballot", "collect",
        "progress", "admit", "results", "meeting", "shortlist", "consult", "decide", "endorse", "sign", "respond",
        "export", "verify", "audit", "analyse",
    }  # fmt: skip


def test_the_truth_file_agrees_with_itself() -> None:
    assert TRUTH["counts"]["rows"] == 60
