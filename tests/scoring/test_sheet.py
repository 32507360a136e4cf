"""The score sheet: out to a member who installs nothing, filled in by hand, and back."""

import io
import shutil
import subprocess
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from rapporteur_app.model import Ballot, BallotStatus
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.ranking import read_ranking
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.sheet import sheet_bytes
from rapporteur_app.setup.rubric import Scale
from rapporteur_app.workspace import SECRETARIAT

S = BallotStatus


@pytest.fixture
def sheets(prepared):
    """A selection in which M2 scores on a sheet, and the path of that sheet."""
    made = prepared(**{"policy.score_sheets": "M2"})
    made.declare_all()
    out = make_packs(made.workspace, SECRETARIAT, made.folder / "packs", made.store)
    assert [pack.sheet is not None for pack in out] == [False, True, False]
    return made, out[1].sheet


def fill(path, *, score="4", comment="good", skip=()):
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(5, sheet.max_row + 1):
        if row not in skip:
            sheet.cell(row, 5, "pass" if sheet.cell(row, 3).value == "INTEG" else score)
            sheet.cell(row, 6, comment)
    book.save(path)
    return path


def test_what_the_sheet_shows(sheets):
    _, path = sheets
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 3).value for row in range(5, 8)] == ["KNOW", "REPR", "INTEG"]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.protection.sheet
    assert not sheet["E5"].protection.locked
    assert sheet["D5"].protection.locked
    assert [each.sheet_state for each in book.worksheets] == ["visible", "hidden"]


def choices_at(book, place):
    """What the drop-down of a cell offers."""
    sheet = book.worksheets[0]
    (rule,) = [each for each in sheet.data_validations.dataValidation if place in each.cells]
    name, _, area = rule.formula1.partition("!")
    return [cell.value for (cell,) in book[name][area]]


def test_the_drop_downs_offer_what_the_scale_has(sheets):
    book = load_workbook(sheets[1])
    assert choices_at(book, "E5") == [1, 2, 3, 4, 5, "IE", "AB"]
    assert choices_at(book, "E7") == ["pass", "concern", "IE", "AB"]


def test_a_scale_of_a_hundred_fits_its_drop_down(prepared):
    made = prepared()
    made.declare_all()
    pack = made.packs(1)[0]
    wide = replace(pack, rubric=replace(pack.rubric, scale=Scale(0, 10, 0.1)))
    book = load_workbook(io.BytesIO(sheet_bytes(wide)))
    assert len(choices_at(book, "E5")) == 103
    assert choices_at(book, "E5")[3] == 0.3
    assert all(len(rule.formula1) < 255 for rule in book.worksheets[0].data_validations.dataValidation)


def test_a_filled_sheet_is_a_ballot(sheets):
    made, path = sheets
    (found,) = made.collect(fill(path))
    assert (found.status, found.member, found.scored, found.due) == (S.ACCEPTED, "M2", 9, 9)
    assert [each.status for each in made.collect(path)] == [S.UNCHANGED]
    with made.workspace.reading() as reader:
        (ballot,) = reader.all(Ballot)
    assert ballot.from_sheet
    assert b"good" not in ballot.data


def test_a_sheet_with_blanks_is_a_draft_and_the_next_one_follows(sheets):
    made, path = sheets
    (first,) = made.collect(fill(path, skip=(6,)))
    (second,) = made.collect(fill(path, score=5))
    assert (first.status, first.scored) == (S.DRAFT, 8)
    assert (second.status, second.revision) == (S.ACCEPTED, 2)


def test_the_scores_come_out_as_they_went_in(sheets):
    made, path = sheets
    made.collect(fill(path, score="3 - fair", comment="=1+1"))
    open_results(made.workspace, SECRETARIAT, made.passphrases.chair, made.passphrases.witness)
    with made.workspace.reading() as reader:
        ranking = read_ranking(reader, draws=0)
    assert ranking.analysis.rank.tolist() == [1, 1, 1]
    assert {score.value for score in ranking.scores if score.criterion == "KNOW"} == {3}


@pytest.mark.parametrize(("score", "said"), [("9", "E5"), ("four", "E5")])
def test_a_cell_that_cannot_be_meant_is_named(sheets, score, said):
    made, path = sheets
    (found,) = made.collect(fill(path, score=score))
    assert found.status is S.UNREADABLE
    assert said in str(found.reasons[0])
    with made.workspace.reading() as reader:
        assert reader.count(Ballot) == 0


def test_a_sheet_from_a_member_who_scores_with_a_pack(sheets):
    made, path = sheets
    book = load_workbook(path)
    hidden = book.worksheets[1]
    hidden["A1"] = hidden["A1"].value.replace('"M2"', '"M1"')
    book.save(path)
    assert [each.status for each in made.collect(path)] == [S.WRONG_MEMBER]


def test_a_sheet_of_another_selection(sheets):
    made, path = sheets
    book = load_workbook(path)
    hidden = book.worksheets[1]
    hidden["A1"] = hidden["A1"].value.replace(made.workspace.id, "another")
    book.save(path)
    assert [each.status for each in made.collect(path)] == [S.WRONG_SELECTION]


@pytest.mark.parametrize("identity", ["{}", "[]", "x", '{"selection": 1, "round": "a"}'])
def test_an_identity_that_was_changed(sheets, identity):
    made, path = sheets
    book = load_workbook(path)
    book.worksheets[1]["A1"] = identity
    book.save(path)
    (found,) = made.collect(path)
    assert not found.taken


def test_hostile_identity_fields_give_a_status(sheets):
    made, path = sheets
    book = load_workbook(path)
    hidden = book.worksheets[1]
    whole = hidden["A1"].value
    for old, new in (('"edition": 1', '"edition": "x"'), ('"member": "M2"', '"member": ["M2"]')):
        hidden["A1"] = whole.replace(old, new)
        assert hidden["A1"].value != whole
        book.save(path)
        (found,) = made.collect(path)
        assert not found.taken


@pytest.mark.needs_libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_libreoffice_may_save_it(sheets, tmp_path, ending):
    made, path = sheets
    fill(path)
    out = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", ending,
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (found,) = made.collect(out / f"{path.stem}.{ending}")
    assert (found.status, found.scored) == (S.ACCEPTED, 9)
