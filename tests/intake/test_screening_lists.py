"""The late and the incomplete ones, each in a list of their own with what was done about them."""

import pytest

from rapporteur_app.intake.actions_taken import phrase
from rapporteur_app.intake.reminders import remind
from rapporteur_app.intake.screening import Subject, accept_proposals, admit, screen, withdraw
from rapporteur_app.intake.screening_lists import read_lists
from rapporteur_app.model import FindingState
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.workspace import SECRETARIAT, Actor
from tests.intake.screened import LATE, nominated


@pytest.fixture
def selection(tmp_path):
    """N1 of C1 is late; C2 lacks consent and an address; nothing is missing of C3."""
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        add_members(workspace, SECRETARIAT, [{"name": "Rosa"}])
        nominated(workspace, SECRETARIAT, LATE)
        nominated(workspace, SECRETARIAT, nominee_name="Bo Mar", nominee_email="", consent="")
        nominated(workspace, SECRETARIAT, nominee_name="Cira Luz", nominee_email="cira@luz.org")
        yield workspace


def late(workspace):
    with workspace.reading() as reader:
        return [row.as_json() for row in read_lists(reader).late]


def incomplete(workspace):
    with workspace.reading() as reader:
        return [row.as_json() for row in read_lists(reader).incomplete]


def done(row):
    return [(action["action"], action["by"], action["note"]) for action in row["actions"]]


def test_whoever_is_late_is_listed_with_by_how_much_before_anybody_screened(selection):
    (row,) = late(selection)
    assert (row["id"], row["candidates"]) == ("N1", [{"id": "C1", "name": "Ana Sol"}])
    assert str(row["late"]) == "late by 2 h 14 min"
    assert row["actions"] == []
    with selection.reading() as reader:
        assert str(phrase(read_lists(reader).late[0].actions)) == "nothing yet"


def test_a_late_one_that_was_admitted_says_why_and_by_whom(selection):
    accept_proposals(selection, SECRETARIAT)
    admit(selection, Actor(1), Subject(nomination=1), "No power until the 6th.")
    (row,) = late(selection)
    assert done(row) == [("not_met", "secretariat", ""), ("admitted", "M1", "No power until the 6th.")]
    assert all(action["at"] for action in row["actions"])


def test_a_late_one_that_is_left_out_is_not_eligible(selection):
    accept_proposals(selection, SECRETARIAT)
    assert done(*late(selection)) == [("not_eligible", "secretariat", "")]


def test_admitting_the_candidate_is_an_action_on_their_late_nomination(selection):
    admit(selection, Actor(1), Subject(candidate=1), "Post was slow.")
    assert done(*late(selection)) == [("admitted", "M1", "Post was slow.")]


def test_a_late_one_that_was_withdrawn_says_so(selection):
    withdraw(selection, SECRETARIAT, Subject(nomination=1), "Red", "Too late.")
    assert done(*late(selection)) == [("withdrawn", "Red", "Too late.")]


def test_another_nomination_in_time_is_told(selection):
    nominated(selection, SECRETARIAT, nominator_email="other@red.org")
    accept_proposals(selection, SECRETARIAT)
    assert done(*late(selection))[-1] == ("other_nomination", "", "")


def test_a_person_may_find_late_what_the_clock_does_not(selection):
    screen(selection, SECRETARIAT, Subject(nomination=3), "deadline", FindingState.NOT_MET, "Stamped on the 7th.")
    assert [(row["id"], str(row["late"])) for row in late(selection)][1:] == [("N3", "Stamped on the 7th.")]


def test_without_a_deadline_nobody_is_late(tmp_path):
    with new_selection(tmp_path / "b", "blank", "Blank", SECRETARIAT) as workspace:
        nominated(workspace, SECRETARIAT, LATE, constituency="")
        assert late(workspace) == []


def test_whoever_lacks_something_is_listed_with_what(selection):
    (row,) = incomplete(selection)
    assert (row["id"], row["name"], row["missing"]) == ("C2", "Bo Mar", ["email", "consent"])
    assert row["actions"] == []


@pytest.mark.parametrize(
    ("field", "missing"),
    [
        ("consent", ["consent"]),
        ("available", ["available"]),
        ("statement", ["statement"]),
        ("nominee_country", ["country"]),
        ("constituency", ["constituency"]),
        ("nominator_organisation", ["endorsement"]),
    ],
)
def test_each_rule_and_required_field_asks_for_its_own(selection, field, missing):
    nominated(selection, SECRETARIAT, nominee_name="Dora Paz", nominee_email="dora@paz.org", **{field: ""})
    assert incomplete(selection)[-1]["missing"] == missing


def test_a_consent_that_was_refused_is_still_missing(selection):
    nominated(selection, SECRETARIAT, nominee_name="Dora Paz", nominee_email="dora@paz.org", consent="no")
    assert incomplete(selection)[-1]["missing"] == ["consent"]


def test_what_a_person_found_to_be_met_is_not_missing(selection):
    screen(selection, SECRETARIAT, Subject(candidate=2), "consent", FindingState.MET, "by telephone")
    assert incomplete(selection)[0]["missing"] == ["email"]
    screen(selection, SECRETARIAT, Subject(candidate=2), "complete", FindingState.MET, "no e-mail there")
    assert incomplete(selection) == []


def test_the_actions_on_an_incomplete_one_stand_in_their_order(selection, tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-07T10:00:00+00:00")
    remind(selection, Actor(1), tmp_path / "drafts", only=[2])
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-08T10:00:00+00:00")
    screen(selection, SECRETARIAT, Subject(candidate=2), "consent", FindingState.NOT_MET, "no answer")
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-09T10:00:00+00:00")
    withdraw(selection, SECRETARIAT, Subject(candidate=2), "Bo Mar", "No time.")
    (row,) = incomplete(selection)
    assert done(row) == [
        ("reminded", "M1", ""),
        ("withdrawn", "Bo Mar", "No time."),
    ]
    assert row["actions"][0]["asked"] == ["email", "consent"]
    with selection.reading() as reader:
        said = str(phrase(read_lists(reader).incomplete[0].actions, lambda at: at[:10]))
    assert said.startswith("reminder drafted, 2021-04-07, M1: e-mail address, consent to the nomination; withdrawn")


def test_whoever_is_not_eligible_says_by_whom(selection):
    screen(selection, Actor(1), Subject(candidate=2), "consent", FindingState.NOT_MET, "no answer")
    assert done(*incomplete(selection)) == [("not_eligible", "M1", "no answer")]
    admit(selection, SECRETARIAT, Subject(candidate=2), "found after all")
    assert done(*incomplete(selection)) == [("admitted", "secretariat", "found after all")]


def test_a_note_of_the_program_is_not_repeated_as_a_persons_words(selection):
    nominated(selection, SECRETARIAT, nominee_name="Dora Paz", nominee_email="dora@paz.org", nominee_country="DE",
              statement="")  # fmt: skip
    accept_proposals(selection, SECRETARIAT)
    assert done(incomplete(selection)[-1]) == [("not_eligible", "secretariat", "")]
