"""Imports as one unit: the sample and what is true of it, public samples, and refusals that change nothing."""

import gc
import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rapporteur_app.errors import RapporteurError
from rapporteur_app.intake.candidates_json import candidates_json
from rapporteur_app.intake.importing import plan_import, run_import, undo_import
from rapporteur_app.intake.mapping import Wishes
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample" / "nominaciones.xlsx"
TRUTH = tomllib.loads((ROOT / "resources" / "sample" / "truth.toml").read_text("utf-8"))
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus" / "sheets"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []


@pytest.fixture
def selection(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        yield workspace


def imported(workspace, file=SAMPLE):
    return run_import(workspace, SECRETARIAT, plan_import(workspace, file))


def found_in(workspace):
    with workspace.reading() as reader:
        return candidates_json(reader)


def test_the_sample_holds_what_is_true_of_it(selection):
    result, counts = imported(selection), TRUTH["counts"]
    assert (result["rows_read"], result["imported"], result["rejected"]) == (counts["rows"], counts["rows"], [])
    found = found_in(selection)
    assert found["counts"]["nominations"] == counts["nominations"]
    assert found["counts"]["mentions"] == counts["mentions"]
    assert found["counts"]["candidates"] == counts["candidates_after_import"]
    joined = {each["name"]: each["rows"] for each in result["joined"]}
    assert joined == {each["person"]: each["rows"] for each in TRUTH["joined_at_once"]}
    assert verify(selection).ok


def test_every_row_of_the_sample_names_its_persons(selection):
    imported(selection)
    rows = {}
    for person in found_in(selection)["candidates"]:
        for nomination in person["nominations"]:
            rows.setdefault(nomination["row"], set()).add(person["name"])
    spellings = {}
    for person in TRUTH["person"]:
        for name, numbers in person["spellings"].items():
            for number in numbers:
                spellings.setdefault(number, set()).add(" ".join(name.split()).casefold())
    assert {row: {" ".join(name.split()).casefold() for name in names} for row, names in rows.items()} == spellings


def test_the_joint_row_of_the_sample(selection):
    (joint,) = imported(selection)["joint"]
    assert (joint["row"], joint["names"]) == (TRUTH["joint"][0]["row"], TRUTH["joint"][0]["persons"])


def test_the_same_file_again_changes_nothing(selection):
    imported(selection)
    before = selection.path.read_bytes()
    again = imported(selection)
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 0, TRUTH["counts"]["rows"])
    assert selection.path.read_bytes() == before


def test_a_longer_export_adds_and_updates(selection, tmp_path):
    book = load_workbook(SAMPLE)
    sheet = book.worksheets[0]
    last = [cell.value for cell in sheet[61]]
    sheet.delete_rows(61)
    changed = [cell.value for cell in sheet[10]]
    book.save(tmp_path / "first.xlsx")
    imported(selection, tmp_path / "first.xlsx")
    sheet.append(last)
    why = next(i for i, value in enumerate(changed) if isinstance(value, str) and len(value) > 60)
    sheet.cell(10, why + 1, changed[why] + " Y algo más.")
    book.save(tmp_path / "second.xlsx")
    result = imported(selection, tmp_path / "second.xlsx")
    assert (result["imported"], result["updated"], result["unchanged"]) == (1, 1, 58)
    assert found_in(selection)["counts"]["nominations"] == 60


def test_a_whole_import_is_undone(selection):
    before = found_in(selection)
    result = imported(selection)
    undo_import(selection, SECRETARIAT, int(result["import_id"][1:]))
    assert found_in(selection) == before
    assert imported(selection)["imported"] == 60
    assert verify(selection).ok


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    ("name", "rows", "joint", "mentions", "candidates"),
    [("nobel-literature-1901-1966.xlsx", 3104, 56, 3169, 680), ("nobel-physics-1901-1966.csv", 2776, 933, 4063, 500)],
)
def test_the_public_samples(tmp_path, name, rows, joint, mentions, candidates):
    if not (SHARED / "samples" / name).is_file():
        pytest.skip("the public samples are not beside the project")
    with new_selection(tmp_path / "s", "blank", None, SECRETARIAT) as workspace:
        result = imported(workspace, SHARED / "samples" / name)
        counts = found_in(workspace)["counts"]
    assert (result["rows_read"], len(result["joint"])) == (rows, joint)
    assert (counts["mentions"], counts["candidates"]) == (mentions, candidates)


@pytest.mark.needs_shared
@pytest.mark.skipif(not FILES, reason="the corpus of spreadsheets is not beside the project")
def test_a_refused_import_leaves_the_selection_byte_for_byte(selection):
    before, refused = selection.path.read_bytes(), 0
    for path in FILES[::2]:
        try:
            plan_import(selection, path)
        except RapporteurError:
            refused += 1
        assert selection.path.read_bytes() == before, path.name
    assert refused > len(FILES) // 4


HEADERS = ["Quien nomina", "Persona nominada", "Lugar"]


def table(path, rows):
    path.write_text("\n".join(";".join(cells) for cells in [HEADERS, *rows]) + "\n", "utf-8")
    return path


def test_a_mapping_is_remembered_for_the_same_columns(selection, tmp_path):
    settled = Wishes(timezone="America/Lima", columns={"Lugar": "organisation", "Quien nomina": None})
    first = table(tmp_path / "a.csv", [["Foro", "Ana Paz", "Perú"]])
    run_import(selection, SECRETARIAT, plan_import(selection, first, settled))
    later = table(tmp_path / "b.csv", [["Foro", "Ana Paz", "Perú"], ["Red", "Beto Ruiz", "Chile"]])
    plan = plan_import(selection, later)
    assert (plan.mapping.columns["Lugar"], plan.mapping.columns["Quien nomina"]) == ("organisation", None)
    assert plan.mapping.timezone == "America/Lima"
    assert "Read as in import I1, whose columns had the same names." in map(str, plan.warnings)
    assert (len(plan.new), len(plan.unchanged)) == (1, 1)

    other = plan_import(selection, later, Wishes(columns={"Lugar": "nominee_country"}))
    assert other.mapping.columns["Lugar"] == "nominee_country", "what is settled now goes before it"
    undo_import(selection, SECRETARIAT, 1)
    assert plan_import(selection, later).mapping.columns["Lugar"] != "organisation"


def test_a_mapping_that_says_what_is_guessed_anyway_is_not_spoken_of(selection):
    imported(selection)
    assert "Read as in" not in " ".join(map(str, plan_import(selection, SAMPLE).warnings))


@pytest.mark.parametrize("on", [True, False])
def test_an_import_leaves_the_collector_as_it_was(selection, on):
    was_on = gc.isenabled()
    try:
        gc.enable() if on else gc.disable()
        imported(selection)
        with pytest.raises(RapporteurError):
            plan_import(selection, Path("nowhere.xlsx"))
        assert gc.isenabled() is on
    finally:
        gc.enable() if was_on else gc.disable()
