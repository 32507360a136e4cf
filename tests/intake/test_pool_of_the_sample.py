"""The sample after its import: who may be one person, who is late, who is admitted, who withdrew."""

import tomllib
from pathlib import Path

import pytest

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.intake.candidates_json import candidates_json
from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.intake.merging import keep_apart, merge, suggest, undo_merge
from rapporteur_app.intake.screening import Subject, accept_proposals, admit, propose, screen, withdraw
from rapporteur_app.model import FindingState
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.workspace import SECRETARIAT

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
TRUTH = tomllib.loads((SAMPLE / "truth.toml").read_text("utf-8"))


@pytest.fixture
def selection(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        run_import(workspace, SECRETARIAT, plan_import(workspace, SAMPLE / "nominaciones.xlsx"))
        yield workspace


def persons(workspace):
    with workspace.reading() as reader:
        return candidates_json(reader)["candidates"]


def by_row(workspace):
    """The candidates' numbers by the row of a nomination, and the nominations' numbers by row."""
    candidates, nominations = {}, {}
    for person in persons(workspace):
        for nomination in person["nominations"]:
            candidates.setdefault(nomination["row"], int(person["id"][1:]))
            nominations[nomination["row"]] = int(nomination["id"][1:])
    return candidates, nominations


def pairs(workspace):
    with workspace.reading() as reader:
        return {frozenset((each.first.id, each.second.id)): each for each in suggest(reader)}


def test_every_needed_merge_is_listed(selection):
    found, (rows, _) = pairs(selection), by_row(selection)
    for needed in TRUTH["needs_merge"]:
        pair = frozenset(rows[row] for row in needed["rows"])
        assert pair in found, needed["differs"]
        assert found[pair].evidence["name"]


def test_the_merges_leave_as_many_persons_as_there_are(selection):
    rows, _ = by_row(selection)
    for needed in TRUTH["needs_merge"]:
        merge(selection, SECRETARIAT, [rows[row] for row in needed["rows"]])
    assert len(persons(selection)) == TRUTH["counts"]["candidates_after_merges"]
    with selection.reading() as reader:
        assert candidates_json(reader)["counts"]["nominations"] == 60


def test_a_merge_is_undone(selection):
    before, (rows, _) = persons(selection), by_row(selection)
    (made,) = merge(selection, SECRETARIAT, [rows[2], rows[15]])
    assert len(persons(selection)) == len(before) - 1
    with pytest.raises(NotFound, match="was merged into"):
        merge(selection, SECRETARIAT, [rows[3], rows[15]])
    undo_merge(selection, SECRETARIAT, made.id)
    after = persons(selection)
    assert [(each["id"], len(each["nominations"])) for each in after] == [
        (each["id"], len(each["nominations"])) for each in before
    ]
    with pytest.raises(WrongStage, match="undone already"):
        undo_merge(selection, SECRETARIAT, made.id)


def test_kept_apart_is_remembered(selection):
    rows, _ = by_row(selection)
    first, second = (rows[row] for row in TRUTH["keep_apart"][0]["rows"])
    keep_apart(selection, SECRETARIAT, second, first)
    assert frozenset((first, second)) not in pairs(selection)
    with pytest.raises(BadInput, match="two different"):
        keep_apart(selection, SECRETARIAT, first, first)
    with pytest.raises(BadInput, match="at least two"):
        merge(selection, SECRETARIAT, [first, first])


def test_lateness_turns_on_the_zone_that_the_cell_names(selection):
    with selection.reading() as reader:
        found = {each.subject.nomination: each.state for each in propose(reader) if each.rule == "deadline"}
    _, nominations = by_row(selection)
    late = {row for row, number in nominations.items() if found[number] is FindingState.NOT_MET}
    assert late == set(TRUTH["late"]["rows"])
    assert found[nominations[57]] is FindingState.MET
    assert found[nominations[58]] is FindingState.NOT_MET


def person(workspace, number):
    return next(each for each in persons(workspace) if each["id"] == f"C{number}")


def test_a_late_one_is_admitted_with_a_reason(selection):
    rows, _ = by_row(selection)
    accept_proposals(selection, SECRETARIAT)
    assert person(selection, rows[58])["eligible"] is False
    with pytest.raises(BadInput, match="only with a reason"):
        admit(selection, SECRETARIAT, Subject(candidate=rows[58]), " ")
    admit(selection, SECRETARIAT, Subject(candidate=rows[58]), "the mail was delayed")
    assert person(selection, rows[58])["eligible"] is True


def test_a_finding_that_is_not_met_has_a_note(selection):
    with pytest.raises(BadInput, match="note"):
        screen(selection, SECRETARIAT, Subject(candidate=1), "region", FindingState.NOT_MET, "")
    screen(selection, SECRETARIAT, Subject(candidate=1), "region", FindingState.NOT_MET, "lives elsewhere")
    assert person(selection, 1)["eligibility"]["region"] == "not_met"
    with pytest.raises(BadInput, match="Rules: "):
        screen(selection, SECRETARIAT, Subject(candidate=1), "luck", FindingState.MET, "")


def test_whoever_withdraws_stays_on_record(selection):
    with pytest.raises(BadInput, match="who withdraws"):
        withdraw(selection, SECRETARIAT, Subject(candidate=1), "", "ill")
    withdraw(selection, SECRETARIAT, Subject(candidate=1), "the nominee", "ill")
    found = person(selection, 1)
    assert (found["withdrawn"], found["eligible"]) == (True, False)
    with pytest.raises(NotFound, match="withdrawn already"):
        withdraw(selection, SECRETARIAT, Subject(candidate=1), "the nominee", "ill")
