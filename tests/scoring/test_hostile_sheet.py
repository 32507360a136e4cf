"""A score sheet opens whatever stands in names and titles: no control character breaks it, no text is a formula."""

from openpyxl import load_workbook

from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Setting
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.workspace import SECRETARIAT

HOSTILE = "=Ana\x00\x01\x08\x0b\x0c\x1fPaz"


def test_hostile_names_and_a_hostile_title(prepared, tmp_path):
    made = prepared(**{"policy.score_sheets": "M2"})
    with made.workspace.transaction(SECRETARIAT, message("Made hostile")) as tx:
        person, title = tx.need(Candidate, 1), tx.need(Setting, "title")
        person.name, title.value = HOSTILE, HOSTILE
        tx.add_all([person, title])
    made.declare_all()
    out = make_packs(made.workspace, SECRETARIAT, tmp_path / "packs", made.store)
    book = load_workbook(out[1].sheet)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert [cell.value for cell in cells].count("'=AnaPaz") >= 2
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
