"""What people do to a score sheet, and what is taken all the same; and what another program computes in it."""

import csv
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook

from rapporteur_app.i18n import catalogue
from rapporteur_app.model import BallotStatus
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.ranking import read_ranking
from rapporteur_app.scoring.levels import choices, meanings, plain
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.sheet_marks import HIDDEN, KEY
from rapporteur_app.scoring.sheet_writing import sheet_bytes
from rapporteur_app.setup.rubric import Scale
from rapporteur_app.ui.scoring.own_order import Tally
from rapporteur_app.workspace import SECRETARIAT
from tests.scoring.score_sheets import FIRST_ROW, WITHOUT_OFFICE, edited_by_office, fill, saved_by_office, scores_of

S = BallotStatus
ANCHORS = {"en": {1.0: "Weak", 3.0: "Fair", 4.0: "4 years or more", 5.0: "Strong"}, "es": {5.0: "Sólido"}}
office = pytest.mark.skipif(WITHOUT_OFFICE, reason="LibreOffice is not installed")


@pytest.fixture
def sheets(prepared):
    """A selection in which M2 scores on a sheet, and the path of that sheet."""
    made = prepared(**{"policy.score_sheets": "M2"})
    made.declare_all()
    return made, make_packs(made.workspace, SECRETARIAT, made.folder / "packs", made.store)[1].sheet


def scored_as(made):
    """What was counted: by (candidate, criterion), state and value."""
    open_results(made.workspace, SECRETARIAT, made.passphrases.chair, made.passphrases.witness)
    with made.workspace.reading() as reader:
        scores = read_ranking(reader, draws=0).scores
    return {(score.candidate_id, score.criterion): (score.state.value, score.value) for score in scores}


def changed(path, change):
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def by_hand(path, answers):
    """Type answers by (candidate, criterion); comments everywhere."""

    def typed(book):
        sheet = scores_of(book)
        for row in range(FIRST_ROW, sheet.max_row + 1):
            sheet.cell(row, 5, answers.get((sheet.cell(row, 1).value, sheet.cell(row, 3).value), 3))
            sheet.cell(row, 6, "because")
            if sheet.cell(row, 3).value == "INTEG" and sheet.cell(row, 5).value == 3:
                sheet.cell(row, 5, "pass")

    return changed(path, typed)


def test_rows_may_be_sorted_and_sheets_renamed(sheets):
    made, path = sheets

    def sort(book):
        sheet = scores_of(book)
        last = sheet.max_row
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW, max_row=last)]
        rows.sort(key=lambda row: (str(row[3]), str(row[0])), reverse=True)
        for number, row in enumerate(rows, start=FIRST_ROW):
            for place, value in enumerate(row, start=1):
                sheet.cell(number, place, value)
        sheet.column_dimensions["D"].width = 90
        for number, each in enumerate(book.worksheets):
            each.title = f"Hoja {number}"

    by_hand(path, {("C1", "KNOW"): 5, ("C2", "KNOW"): 1, ("C3", "REPR"): 2})
    (found,) = made.collect(changed(path, sort))
    assert (found.status, found.scored) == (S.ACCEPTED, 9), found.reasons
    got = scored_as(made)
    assert (got[1, "KNOW"], got[2, "KNOW"], got[3, "REPR"]) == (("scored", 5), ("scored", 1), ("scored", 2))


def test_a_column_and_rows_put_in_between(sheets):
    made, path = sheets

    def insert(book):
        sheet = scores_of(book)
        sheet.insert_cols(5)
        sheet.insert_rows(1, 2)

    fill(path, score=2)
    (found,) = made.collect(changed(path, insert))
    assert (found.status, found.scored) == (S.ACCEPTED, 9), found.reasons


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4 - Strong", ("scored", 4)), ("4,0", ("scored", 4)), (" 4 ", ("scored", 4)), (4.0, ("scored", 4)),
        ("ie", ("IE", None)), ("AB – I abstain", ("AB", None)), ("insufficient evidence", ("IE", None)),
        ("Me abstengo", ("AB", None)),
    ],
)  # fmt: skip
def test_what_people_type(sheets, typed, meant):
    made, path = sheets
    (found,) = made.collect(by_hand(path, {("C1", "KNOW"): typed}))
    assert found.status is S.ACCEPTED
    assert scored_as(made)[1, "KNOW"] == meant


def test_a_meaning_alone_is_understood_in_every_language_of_the_criteria(prepared):
    criterion = replace(prepared().rubric.criteria[0], anchors=ANCHORS)
    told = meanings(criterion, Scale())
    typed = {"strong": "5", "Sólido": "5", "5 - Strong": "5", "4 – 4 years or more": "4", "4 years or more": "4"}
    assert {text: told.get(plain(text)) for text in typed} == typed
    assert told.get(plain("")) is None


def test_a_meaning_that_two_levels_share_means_neither(prepared):
    criterion = replace(prepared().rubric.criteria[0], anchors={"en": {1.0: "So", 2.0: "So"}})
    assert plain("So") not in meanings(criterion, Scale())


def test_the_drop_down_tells_what_the_levels_mean(prepared):
    criterion = replace(prepared().rubric.criteria[0], anchors=ANCHORS)
    assert [each.label for each in choices(criterion, Scale(), catalogue("en"))][:5] == [
        "1 – Weak", "2", "3 – Fair", "4 – 4 years or more", "5 – Strong",
    ]  # fmt: skip
    assert choices(criterion, Scale(), catalogue("es"))[4].label == "5 – Sólido"


def test_only_some_columns_sorted_are_refused_with_the_cell(sheets):
    made, path = sheets

    def swap(book):
        sheet = scores_of(book)
        for column in range(1, 5):
            one, two = sheet.cell(6, column), sheet.cell(9, column)
            one.value, two.value = two.value, one.value

    (found,) = made.collect(changed(fill(path), swap))
    assert found.status is S.UNREADABLE
    assert "Cell A6: here stands “C2”, and the row was made for “C1”" in str(found.reasons[0])


def test_a_row_whose_hidden_identifiers_were_changed_is_refused(sheets):
    made, path = sheets

    def forge(book):
        sheet = scores_of(book)
        sheet["H6"] = sheet["H6"].value.replace("C1", "C3")

    (found,) = made.collect(changed(fill(path), forge))
    assert "Cell E6: the hidden identifiers" in str(found.reasons[0])


def test_a_score_typed_below_the_list_is_refused_not_lost(sheets):
    made, path = sheets

    def add(book):
        scores_of(book)["B20"], scores_of(book)["E20"] = "Ana Paz", 5

    (found,) = made.collect(changed(fill(path), add))
    assert "Cell E20" in str(found.reasons[0])


def test_a_row_copied_below_stands_twice(sheets):
    made, path = sheets

    def copy(book):
        sheet = scores_of(book)
        for cell in list(sheet[6]):
            sheet.cell(15, cell.column, cell.value)

    (found,) = made.collect(changed(fill(path), copy))
    assert "Cell E15: this score stands twice" in str(found.reasons[0])


def test_a_digit_that_became_a_date_is_refused_with_the_cell(sheets):
    made, path = sheets

    def dated(book):
        scores_of(book)["E6"] = datetime(2026, 5, 4)  # noqa: DTZ001  a spreadsheet knows no zone

    (found,) = made.collect(changed(fill(path), dated))
    assert "Cell E6" in str(found.reasons[0])


def test_a_comment_that_is_too_long_is_named_at_its_own_cell(sheets):
    made, path = sheets
    (found,) = made.collect(fill(path, comment="x" * 2001))
    assert "Cell F6" in str(found.reasons[0])


def test_without_its_hidden_row_the_sheet_says_what_to_do(sheets):
    made, path = sheets

    def erase(book):
        sheet = scores_of(book)
        assert sheet["H4"].value == KEY
        sheet["H4"] = None

    (found,) = made.collect(changed(fill(path), erase))
    assert "send that one back" in str(found.reasons[0])


def test_the_hidden_sheet_may_have_another_name(sheets):
    made, path = sheets

    def rename(book):
        book[HIDDEN].title = "Oculta"

    (found,) = made.collect(changed(fill(path), rename))
    assert found.status is S.ACCEPTED


@pytest.mark.needs_libreoffice
@office
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_libreoffice_may_save_it(sheets, tmp_path, ending):
    made, path = sheets
    (found,) = made.collect(saved_by_office(fill(path), tmp_path, ending))
    assert (found.status, found.scored) == (S.ACCEPTED, 9), found.reasons


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.needs_libreoffice
@office
def test_another_program_computes_the_totals_and_what_is_open(prepared, tmp_path):
    made = prepared(**{"policy.score_sheets": "M2"})
    made.declare_all()
    packed = make_packs(made.workspace, SECRETARIAT, made.folder / "packs", made.store)[1].pack
    pack = open_pack(packed)
    criteria = (replace(pack.rubric.criteria[0], anchors=ANCHORS), *pack.rubric.criteria[1:])
    pack = replace(pack, rubric=replace(pack.rubric, criteria=criteria))
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(sheet_bytes(pack))
    typed = {
        ("C1", "KNOW"): "5 – Strong", ("C1", "REPR"): 4, ("C2", "KNOW"): "4 - good", ("C2", "REPR"): "5",
        ("C3", "KNOW"): "IE", ("C3", "REPR"): 5, ("C3", "INTEG"): "concern – there is a concern",
    }  # fmt: skip
    by_hand(path, typed)
    changed(path, lambda book: scores_of(book).__setitem__("F7", None))
    changed(path, lambda book: scores_of(book).__setitem__("F10", " "))
    scores, totals = (
        rows_of(saved_by_office(path, tmp_path / str(number), "csv", "Text - txt - csv (StarCalc)",
                                f"44,34,76,1,,0,false,true,false,false,false,{number}"))
        for number in (2, 3)
    )  # fmt: skip
    assert scores[2][0] == "Answered: 9 of 9. Comments that are asked for and missing: 1."
    assert [row[6] for row in scores[5:14]] == ["", "", "", "", "Comment", "", "", "", ""]
    work = made.work(pack, {(1, "KNOW"): "5", (1, "REPR"): "4", (2, "KNOW"): "4", (2, "REPR"): "5", (3, "KNOW"): "IE"})
    tally = Tally(pack, work)
    own = {n: tally[n].total for n in (1, 2, 3)}
    assert own == {1: pytest.approx(4.6), 2: pytest.approx(4.4), 3: None}
    assert [row[2:5] for row in totals[5:8]] == [["3 / 3", "4.6", "1"], ["3 / 3", "4.4", "2"], ["3 / 3", "", ""]]


@pytest.mark.needs_libreoffice
@office
def test_another_program_says_what_cannot_be_meant(sheets, tmp_path):
    _, path = sheets
    by_hand(path, {("C1", "KNOW"): 9, ("C1", "REPR"): "four", ("C2", "KNOW"): None})
    out = saved_by_office(path, tmp_path, "csv", "Text - txt - csv (StarCalc)",
                          "44,34,76,1,,0,false,true,false,false,false,2")  # fmt: skip
    rows = rows_of(out)
    assert [rows[row][6] for row in (5, 6, 8)] == ["Not one of the choices", "Not one of the choices", "Score"]
    assert rows[2][0].startswith("Answered: 6 of 9.")


@pytest.mark.needs_libreoffice
@office
def test_filled_in_within_another_program_it_still_collects(sheets, tmp_path):
    made, path = sheets
    cells: dict[str, str | float] = {f"E{row}": 4 for row in range(FIRST_ROW, FIRST_ROW + 9)}
    cells |= {f"E{row}": "pass – the candidate passes" for row in (8, 11, 14)}
    cells |= {"E6": "5 - Strong", "E9": "ab", "F6": "Dice “sí”; =1+1"}
    (found,) = made.collect(edited_by_office(path, tmp_path, cells))
    assert (found.status, found.scored) == (S.ACCEPTED, 9), found.reasons
    got = scored_as(made)
    assert (got[1, "KNOW"], got[2, "KNOW"], got[3, "REPR"]) == (("scored", 5), ("AB", None), ("scored", 4))
    assert got[1, "INTEG"][0] == "pass"
