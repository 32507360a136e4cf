"""One file of each form tool and kind, imported without a mapping, against the table of what must come out of it."""

import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from rapporteur_app.intake.candidates_json import candidates_json
from rapporteur_app.intake.cells import displayed, is_blank
from rapporteur_app.intake.fields import NAME_FIELDS
from rapporteur_app.intake.guessing import guess_mapping
from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.intake.records import Flag
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.sheets.reading import read_workbook
from rapporteur_app.workspace import SECRETARIAT

FORMS = Path(__file__).parents[1] / "reference" / "forms"
KINDS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
FILES = sorted(path for path in FORMS.iterdir() if path.suffix in KINDS)
OF_THE_ROW = {"sheet", "row", "headers", "texts", "row_hash", "nominees", "flags"}


def truth_of(file):
    """The table beside a file: by its whole name, or by its name without the ending."""
    names = (f"{file.name}.truth.toml", f"{file.stem}.truth.toml")
    return tomllib.loads(next(FORMS / name for name in names if (FORMS / name).is_file()).read_text("utf-8"))


@pytest.fixture
def selection(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        yield workspace


def said_of(record):
    """What a record says of the nomination, without what it does not say."""
    said = {name: value for name, value in asdict(record).items() if name not in OF_THE_ROW and value is not None}
    return {name: value for name, value in said.items() if value or name == "consent"}


def persons_of(record):
    return [{name: value for name, value in asdict(one).items() if value is not None} for one in record.nominees]


def test_there_is_a_file_of_each_kind():
    assert {file.suffix for file in FILES} == set(KINDS)
    tools = ("google", "microsoft", "kobo", "indico", "limesurvey", "surveymonkey", "plain", "excel")
    assert all(any(file.name.startswith(tool) for file in FILES) for tool in tools)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_must_come_out(file, selection):
    truth, plan = truth_of(file), plan_import(selection, file)

    assert (plan.mapping.sheet, plan.mapping.header_row) == (truth["sheet"], truth["header_row"])
    assert plan.mapping.timezone == truth.get("zone", "America/Santiago")
    assert plan.mapping.columns == truth["columns"] | dict.fromkeys(truth["unmapped"])
    assert [str(one) for one in plan.warnings] == truth["warnings"]
    assert [f"{flag.cell} {flag.field}" for flag in plan.read.flagged] == truth["flags"]
    assert all(flag.value for flag in plan.read.flagged)
    assert plan.read.rejected == ()

    assert [one.row for one in plan.new] == [one["row"] for one in truth["rows"]]
    for record, expected in zip(plan.new, truth["rows"], strict=True):
        assert (record.row, said_of(record)) == (expected["row"], expected["said"])
        assert (record.row, persons_of(record)) == (expected["row"], expected["nominees"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_filled_cell_is_lost(file, selection):
    plan = plan_import(selection, file)
    rows = next(sheet for sheet in read_workbook(file).sheets if sheet.name == plan.mapping.sheet).rows
    run_import(selection, SECRETARIAT, plan)
    with selection.reading() as reader:
        found = candidates_json(reader)
    stored = {one["row"]: one["raw"] for each in found["candidates"] for one in each["nominations"]}

    assert found["counts"]["nominations"] == len(plan.new)
    assert set(stored) == {one.row for one in plan.new}
    for number, raw in stored.items():
        filled = [displayed(cell) for cell in rows[number - 1] if not is_blank(cell)]
        beside = {"Rosa Vela", "rosa@red.example"} if truth_of(file).get("merged") and number in (3, 4) else set()
        assert [text for text in raw.values() if text not in beside] == filled
        assert set(raw) <= set(plan.mapping.columns)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_guess_has_a_confidence_and_a_reason(file):
    found = guess_mapping(read_workbook(file), "America/Santiago")

    assert 0.5 <= found.header.confidence <= 1
    assert str(found.header.reason)
    assert {one.field for one in found.columns} & set(NAME_FIELDS)
    assert all(str(one.reason) for one in found.columns)
    assert all((one.field is not None) == (one.confidence > 0) for one in found.columns)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_mapping_that_was_guessed_can_be_used_again(file, selection, tmp_path):
    from rapporteur_app.intake.mapping import map_toml, read_map

    plan = plan_import(selection, file)
    (tmp_path / "map.toml").write_text(map_toml(plan.mapping), "utf-8")
    again = plan_import(selection, file, read_map(tmp_path / "map.toml"))

    assert again.mapping.columns == plan.mapping.columns
    assert [persons_of(one) for one in again.new] == [persons_of(one) for one in plan.new]
    assert all(isinstance(flag, Flag) for flag in again.read.flagged)
