"""A score sheet opens whatever stands in names and titles: no control character breaks it, no text is a formula."""

import io
from dataclasses import replace

from openpyxl import load_workbook

from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Setting
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.sheet_cells import safe
from rapporteur_app.scoring.sheet_writing import sheet_bytes
from rapporteur_app.workspace import SECRETARIAT

HOSTILE = "=Ana\x00\x01\x08\x0b\x0c\x1f\ufffe\uffffPaz"


def test_hostile_names_and_a_hostile_title(prepared, tmp_path):
    made = prepared(**{"policy.score_sheets": "M2"})
    with made.workspace.transaction(SECRETARIAT, message("Made hostile")) as tx:
        person, title = tx.need(Candidate, 1), tx.need(Setting, "title")
        person.name, title.value = HOSTILE, HOSTILE
        tx.add_all([person, title])
    made.declare_all()
    out = make_packs(made.workspace, SECRETARIAT, tmp_path / "packs", made.store)
    book = load_workbook(out[1].sheet)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells].count("'=AnaPaz") >= 2
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" and "Ana" in cell.value]


def test_a_criterion_that_looks_like_a_formula_is_text(prepared):
    made = prepared()
    made.declare_all()
    pack = made.packs(1)[0]
    hostile = tuple(replace(each, title={"en": "=1+1"}) for each in pack.rubric.criteria)
    book = load_workbook(io.BytesIO(sheet_bytes(replace(pack, rubric=replace(pack.rubric, criteria=hostile)))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "'=1+1" in [cell.value for cell in cells]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" and "1+1" in cell.value]


def test_a_blank_line_stays_blank():
    assert safe("") == ""
    assert [safe(text) for text in ("=1", "-1", "a=1")] == ["'=1", "'-1", "a=1"]
