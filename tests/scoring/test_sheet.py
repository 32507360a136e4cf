"""The score sheet: out to a member who installs nothing, filled in by hand, and back."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from rapporteur_app.i18n import LANGUAGES
from rapporteur_app.model import Ballot, BallotStatus
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.ranking import read_ranking
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.sheet_marks import HIDDEN
from rapporteur_app.scoring.sheet_writing import sheet_bytes
from rapporteur_app.setup.rubric import Scale
from rapporteur_app.workspace import SECRETARIAT
from tests.scoring.score_sheets import fill, scores_of, with_identity

S = BallotStatus
WITHOUT_SCORE = ["IE – insufficient evidence", "AB – I abstain"]


@pytest.fixture
def sheets(prepared):
    """A selection in which M2 scores on a sheet, and the path of that sheet."""
    made = prepared(**{"policy.score_sheets": "M2"})
    made.declare_all()
    out = make_packs(made.workspace, SECRETARIAT, made.folder / "packs", made.store)
    assert [pack.sheet is not None for pack in out] == [False, True, False]
    return made, out[1].sheet


def test_what_the_sheet_shows(sheets):
    _, path = sheets
    book = load_workbook(path)
    assert book.sheetnames == ["Instructions", "Scores", "Own totals", "Dossiers", "rapporteur"]
    assert [each.sheet_state for each in book.worksheets] == [*["visible"] * 4, "hidden"]
    sheet = scores_of(book)
    assert [sheet.cell(row, 3).value for row in range(6, 9)] == ["KNOW", "REPR", "INTEG"]
    assert all(each.protection.sheet for each in book.worksheets[:4])
    assert not sheet["E6"].protection.locked
    assert sheet["D6"].protection.locked
    told = [str(cell.value) for (cell,) in book["Instructions"].iter_rows(max_col=1)]
    assert "KNOW – Knowledge (60 %)" in told
    assert "The lowest and the highest score ask for a comment." in told
    assert any("not sealed on its way" in line for line in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_head_fit_their_column(sheets, language):
    made, _ = sheets
    out = make_packs(made.workspace, SECRETARIAT, made.folder / language, made.store, members=[2], language=language)
    book = load_workbook(out[0].sheet)
    for sheet, row in ((book.worksheets[1], 5), (book.worksheets[2], 5), (book.worksheets[3], 2)):
        heads = [cell for cell in sheet[row] if cell.value and not sheet.column_dimensions[cell.column_letter].hidden]
        assert len(heads) >= 3
        for cell in heads:
            assert max(map(len, cell.value.split())) < sheet.column_dimensions[cell.column_letter].width, cell.value


def test_the_dossiers_are_in_the_sheet_and_a_name_leads_to_its_own(sheets):
    book = load_workbook(sheets[1])
    lines = [tuple(cell.value for cell in row) for row in book["Dossiers"].iter_rows(min_row=3)]
    assert ("C2", "Beto Ruiz", "Organisation: Red 2") in lines
    place = scores_of(book)["B9"].hyperlink.location
    assert place.startswith("'Dossiers'!A")
    assert book["Dossiers"][place.rpartition("!")[2]].value == "C2"


def test_no_text_from_outside_is_a_formula(sheets):
    book = load_workbook(sheets[1])
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell.column_letter for cell in formulas if cell.parent.title == "Scores"} == set("AGIJKLM")
    assert not [cell for cell in formulas if "Cleo" in cell.value or "Knowledge" in cell.value]


def choices_at(book, place):
    """What the drop-down of a cell offers."""
    (rule,) = [each for each in scores_of(book).data_validations.dataValidation if place in each.cells]
    name, _, area = rule.formula1.partition("!")
    return [cell.value for (cell,) in book[name][area]]


def test_the_drop_downs_offer_what_the_scale_has(sheets):
    book = load_workbook(sheets[1])
    assert choices_at(book, "E6") == [1, 2, 3, 4, 5, *WITHOUT_SCORE]
    assert choices_at(book, "E8") == ["pass – the candidate passes", "concern – there is a concern", *WITHOUT_SCORE]


def test_a_scale_of_a_hundred_fits_its_drop_down(prepared):
    made = prepared()
    made.declare_all()
    pack = made.packs(1)[0]
    wide = replace(pack, rubric=replace(pack.rubric, scale=Scale(0, 10, 0.1)))
    book = load_workbook(io.BytesIO(sheet_bytes(wide)))
    assert len(choices_at(book, "E6")) == 103
    assert choices_at(book, "E6")[3] == 0.3
    assert all(len(rule.formula1) < 255 for rule in scores_of(book).data_validations.dataValidation)


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
    (first,) = made.collect(fill(path, skip=(7,)))
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


@pytest.mark.parametrize(("score", "said"), [("9", "E6"), ("four", "E6"), ("4-5", "E6"), (True, "E6")])
def test_a_cell_that_cannot_be_meant_is_named(sheets, score, said):
    made, path = sheets
    (found,) = made.collect(fill(path, score=score))
    assert found.status is S.UNREADABLE
    assert said in str(found.reasons[0])
    with made.workspace.reading() as reader:
        assert reader.count(Ballot) == 0


def test_a_sheet_from_a_member_who_scores_with_a_pack(sheets):
    made, path = sheets
    assert [each.status for each in made.collect(with_identity(path, member="M1"))] == [S.WRONG_MEMBER]


def test_a_sheet_of_another_selection(sheets):
    made, path = sheets
    assert [each.status for each in made.collect(with_identity(path, selection="another"))] == [S.WRONG_SELECTION]


def test_an_identity_whose_check_digits_do_not_fit(sheets):
    made, path = sheets
    (found,) = made.collect(with_identity(path, whole=False, member="M3"))
    assert found.status is S.UNREADABLE
    assert "hidden sheet" in str(found.reasons[0])


@pytest.mark.parametrize("identity", ["{}", "[]", "x", '{"selection": 1, "round": "a"}', "[" * 5000])
def test_an_identity_that_was_changed(sheets, identity):
    made, path = sheets
    book = load_workbook(path)
    book[HIDDEN]["A1"] = identity
    book.save(path)
    (found,) = made.collect(path)
    assert not found.taken


@pytest.mark.parametrize("changed", [{"edition": "x"}, {"member": ["M2"]}, {"member": "2"}, {"edition": 7}])
def test_hostile_identity_fields_give_a_status(sheets, changed):
    made, path = sheets
    (found,) = made.collect(with_identity(path, **changed))
    assert not found.taken
