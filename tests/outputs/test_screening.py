"""The annex on the screening: why a candidate is not eligible, who was admitted and why, who withdrew."""

import ast
import inspect

import pytest

from rapporteur_app.i18n import catalogue
from rapporteur_app.intake import proposals
from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.program_notes import NOTES
from rapporteur_app.intake.reminders import remind
from rapporteur_app.intake.screening import Subject, accept_proposals, admit, check_finding, screen, withdraw
from rapporteur_app.model import Finding, FindingState
from rapporteur_app.outputs.content import build_report
from rapporteur_app.outputs.program_notes import as_message
from rapporteur_app.outputs.wording import Wording, worded
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.workspace import SECRETARIAT, Actor


@pytest.fixture
def screened(tmp_path):
    """C1 late and admitted; C2 outside the region; C3 withdrawn; C4 with a note of the secretariat."""
    with new_selection(tmp_path / "s", "gcm-lac-2021", "Relatoría", SECRETARIAT, "es") as workspace:
        change_settings(workspace, SECRETARIAT, {"zone": "America/Lima", "deadline": "2021-04-05T23:59"})
        people = (("Ana Sol", "PE", "2021-04-06T09:00"), ("Bruno Mar", "FR", "2021-04-01T09:00"),
                  ("Cira Luz", "PE", "2021-04-01T09:00"), ("Dora Paz", "PE", "2021-04-01T09:00"))  # fmt: skip
        for name, country, at in people:
            nominate(workspace, SECRETARIAT, {"nominee_name": name, "nominee_country": country, "nominator": "Red"}, at)
        accept_proposals(workspace, SECRETARIAT)
        screen(workspace, SECRETARIAT, Subject(candidate=4), "available", FindingState.NOT_MET, "Estará de viaje.")
        admit(workspace, SECRETARIAT, Subject(nomination=1), "Sin luz ni teléfono.")
        withdraw(workspace, SECRETARIAT, Subject(candidate=3), "Cira Luz", "Cambió de trabajo.")
        yield workspace


def rows_of(workspace, language):
    document = worded(build_report(workspace), catalogue(language))
    titles = {section["title"]: section for section in document["sections"]}
    annex = titles[catalogue(language).text("Screening")]
    assert annex["annex"]
    cells = [
        [" / ".join(run["text"] for run in cell) for cell in row]
        for block in annex["blocks"]
        if block["kind"] == "table"
        for row in block["rows"]
    ]
    return document, cells


def test_the_annex_says_which_rule_is_not_met_and_why(screened):
    _document, rows = rows_of(screened, "en")
    told = {(row[0], row[-1]) for row in rows}
    assert ("N1", "late by 9 h 1 min") in told
    assert ("C2", "outside the region: France") in told
    assert ("C4", "Estará de viaje.") in told
    assert "not met" in next(row for row in rows if row[0] == "C2" and "region" in row[-1])
    assert not [row for row in rows if row[-1] == "in time"]


def test_admissions_and_withdrawals_stand_with_their_reasons(screened):
    document, rows = rows_of(screened, "es")
    assert ["N1", "Ana Sol", "Sin luz ni teléfono."] in [row[:3] for row in rows]
    assert ["C3", "Cira Luz", "Cira Luz", "Cambió de trabajo."] in [row[:4] for row in rows]
    process = str(document["sections"][1])
    assert catalogue("es").text("Admitted with a reason, though late or incomplete") in process


def test_late_and_incomplete_ones_stand_with_what_was_done(screened, tmp_path):
    remind(screened, SECRETARIAT, tmp_path / "drafts", only=[2])
    _document, rows = rows_of(screened, "en")
    late = next(row for row in rows if row[:3] == ["N1", "Ana Sol", "late by 9 h 1 min"])
    assert late[3].startswith("found not to be met, ")
    assert late[3].endswith("Secretariat: Sin luz ni teléfono.")
    lacking = {row[0]: row[2:] for row in rows if "consent to the nomination" in row[2]}
    assert "e-mail address" in lacking["C2"][0]
    assert "reminder drafted, " in lacking["C2"][1]
    assert "withdrawn, " in lacking["C3"][1]


def test_who_found_and_who_checked_stands_beside_each_finding(screened):
    add_members(screened, SECRETARIAT, [{"name": "Rosa Paz"}])
    check_finding(screened, Actor(1), Subject(candidate=4), "available")
    document, rows = rows_of(screened, "en")
    found = {row[-1]: row[-2] for row in rows if row[0] == "C4" and len(row) == 6}
    assert found["Estará de viaje."] == "Secretariat; checked: Rosa Paz"
    assert set(found.values()) == {"Secretariat", "Secretariat; checked: Rosa Paz"}
    with screened.reading() as reader:
        total = reader.count(Finding)
    assert f"Findings: {total}. Checked by a second person: 1." in str(document)


@pytest.mark.parametrize("language", ["es", "pt", "fr"])
def test_what_the_program_found_is_said_in_the_language_of_the_report(screened, language):
    _document, rows = rows_of(screened, language)
    notes = {row[-1] for row in rows if row[0] == "C2"}
    assert notes
    assert not [note for note in notes if "outside the region" in note or "was said" in note or "missing" in note]


def test_every_reason_of_the_program_is_known():
    given = {str(call.args[0].value) for call in _messages(inspect.getsource(proposals))}
    assert {note.msgid for note in NOTES} == given


def _messages(source):
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "message"]


def test_what_a_person_wrote_is_left_as_it_is():
    assert as_message("Outside the region: so it seems") is None
    assert as_message("not available, she says") is None


def test_missing_fields_are_named_as_the_window_names_them():
    found = Wording(catalogue("es")).sentence(as_message("missing: email, age_group"))
    assert found.startswith(catalogue("es").text("missing: {fields}", fields=""))
    assert "age_group" not in found


def test_a_selection_without_rules_has_no_such_annex(decided):
    titles = [section["title"] for section in worded(build_report(decided), catalogue("en"))["sections"]]
    assert "Screening" not in titles
