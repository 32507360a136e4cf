"""Meetings: when they were, and that they were."""

import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.model import Member, MemberRole, Role
from rapporteur_app.results.meetings import record_meeting
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.workspace import SECRETARIAT


@pytest.fixture
def taskforce(workspace, monkeypatch):
    """One member; it is 21:00 of 12 April in Lima, and 13 April already in UTC."""
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-13T02:00:00+00:00")
    change_settings(workspace, SECRETARIAT, {"zone": "America/Lima"})
    with workspace.transaction(SECRETARIAT, message("Member")) as tx:
        tx.add(MemberRole(member_id=tx.add(Member(name="Rosa")).id, role=Role.CHAIR))
    return workspace


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2021-04-12", "2021-04-12"),
        (" 2021-04-12 ", "2021-04-12"),
        ("2021-04-12 10:00", "2021-04-12T10:00"),
        ("2021-04-12T10:00", "2021-04-12T10:00"),
        ("2021-04-12 23:30", "2021-04-12T23:30"),
    ],
)
def test_a_day_is_taken_with_or_without_the_hour(taskforce, typed, kept):
    assert record_meeting(taskforce, SECRETARIAT, typed, [1], 1).date == kept


@pytest.mark.parametrize("typed", ["2021-02-30", "2021-04-12 25:00", "12 April", "", "2021-04-12 10"])
def test_what_is_no_date_is_refused(taskforce, typed):
    with pytest.raises(BadInput, match="is not a date"):
        record_meeting(taskforce, SECRETARIAT, typed, [1], 1)


@pytest.mark.parametrize("typed", ["2021-04-13", "2021-04-13 08:00", "2121-01-01"])
def test_a_meeting_that_is_still_to_come_is_refused(taskforce, typed):
    with pytest.raises(BadInput, match="lies after today, 2021-04-12"):
        record_meeting(taskforce, SECRETARIAT, typed, [1], 1)
