"""The second check: by another person, of what was found, until it is found anew."""

import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.intake.screening import Subject, accept_proposals, check_finding, screen, withdraw
from rapporteur_app.intake.second_check import is_unchecked, read_traces
from rapporteur_app.model import Finding, FindingState
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.workspace import SECRETARIAT, Actor
from tests.intake.screened import LATE, nominated

ANA = Subject(candidate=1)


@pytest.fixture
def selection(tmp_path):
    """C1, nominated twice: N1 in time, N2 late."""
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        nominated(workspace, SECRETARIAT)
        nominated(workspace, SECRETARIAT, LATE, nominator_email="other@red.org")
        yield workspace


def traced(workspace, rule):
    with workspace.reading() as reader:
        pool = read_pool(reader)
        traces = read_traces(reader, pool)
        found = traces.get((1, rule))
        return (found.found_by, found.checked_by) if found else None, is_unchecked(traces, pool.person(1))


def test_what_was_found_waits_for_another_person(selection):
    assert traced(selection, "available") == (None, False)
    screen(selection, SECRETARIAT, ANA, "available", FindingState.MET, "")
    assert traced(selection, "available") == ((("secretariat",), ""), True)
    with pytest.raises(BadInput, match="Secretariat found this; another person checks it"):
        check_finding(selection, SECRETARIAT, ANA, "available")
    check_finding(selection, Actor(2), ANA, "available")
    assert traced(selection, "available") == ((("secretariat",), "M2"), False)
    screen(selection, Actor(1), ANA, "available", FindingState.TO_CLARIFY, "asked again")
    assert traced(selection, "available") == ((("M1",), ""), True)


def test_a_rule_of_nominations_is_checked_when_each_of_theirs_is(selection):
    screen(selection, SECRETARIAT, Subject(nomination=1), "deadline", FindingState.MET, "")
    screen(selection, Actor(1), Subject(nomination=2), "deadline", FindingState.NOT_MET, "late")
    check_finding(selection, Actor(2), Subject(nomination=1), "deadline")
    assert traced(selection, "deadline") == ((("secretariat", "M1"), ""), True)
    check_finding(selection, Actor(2), ANA, "deadline")
    assert traced(selection, "deadline") == ((("secretariat", "M1"), "M2"), False)


def test_whoever_withdrew_waits_for_nobody(selection):
    screen(selection, SECRETARIAT, ANA, "available", FindingState.MET, "")
    withdraw(selection, SECRETARIAT, ANA, "Ana", "ill")
    assert traced(selection, "available")[1] is False


def test_the_proposals_of_one_rule_of_one_candidate_are_accepted_as_they_are(selection):
    nominated(selection, SECRETARIAT, nominee_name="Bo Mar", nominee_email="bo@mar.org")
    made = accept_proposals(selection, Actor(1), candidate=1, rule="deadline")
    assert [(each.subject.short_id, each.state.value) for each in made] == [("N1", "met"), ("N2", "not_met")]
    with selection.reading() as reader:
        assert [(row.nomination_id, row.note, row.by) for row in reader.all(Finding)] == [
            (1, "in time", "M1"),
            (2, "late by 2 h 14 min", "M1"),
        ]
