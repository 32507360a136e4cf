"""Clocks that are a year off: nothing breaks, and lateness follows the clock of the machine that collects."""

import importlib.util
import sys
from pathlib import Path

import pytest

from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.receipts import make_receipt_list
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import acts

SOURCE = Path(__file__).parents[1] / "scoring" / "conftest.py"
SPEC = importlib.util.spec_from_file_location("ready_for_clocks", SOURCE)
scoring = importlib.util.module_from_spec(SPEC)
sys.modules["ready_for_clocks"] = scoring
SPEC.loader.exec_module(scoring)

BEFORE, AFTER = "2027-05-03T12:00:00+00:00", "2027-05-06T12:00:00+00:00"
"""A moment before the scoring deadline of 5 May 2027, and one after it."""
EARLY, LATE = "2026-05-04T12:00:00+00:00", "2028-05-04T12:00:00+00:00"
"""The clocks that are a year off."""


@pytest.fixture
def at(monkeypatch):
    """Set the machine's clock."""
    return lambda moment: monkeypatch.setenv("RAPPORTEUR_NOW", moment)


@pytest.fixture
def packed(workspace, tmp_path, at):
    """Scoring ends on 5 May 2027; the packs went out before."""
    at("2027-05-01T12:00:00+00:00")
    ready = scoring.prepare(workspace, tmp_path, scoring_deadline="2027-05-05T23:59")
    ready.declare_all()
    return ready, ready.packs()


def sound(ready):
    found = verify(ready.workspace)
    assert found.ok, [str(check.detail) for check in found.checks if not check.ok]


@pytest.mark.parametrize(
    ("members_clock", "collectors_clock", "status"),
    [
        (EARLY, BEFORE, "accepted"),
        (LATE, BEFORE, "accepted"),
        (EARLY, AFTER, "late"),
        (BEFORE, AFTER, "late"),
        (BEFORE, LATE, "late"),
        (AFTER, EARLY, "accepted"),
    ],
)
def test_lateness_follows_the_clock_of_the_machine_that_collects(packed, at, members_clock, collectors_clock, status):
    ready, packs = packed
    at(members_clock)
    ballot = ready.ballot(packs[0])
    at(collectors_clock)
    assert [found.status for found in ready.collect(ballot)] == [status]
    sound(ready)


@pytest.mark.parametrize("wrong", [EARLY, LATE])
def test_a_selection_whose_clock_jumps_by_a_year_goes_on_and_holds(packed, at, wrong):
    ready, packs = packed
    ready.collect(ready.ballot(packs[0]))
    at(wrong)
    second = ready.ballot(packs[1])
    at(BEFORE)
    assert ready.collect(second)[0].status == "accepted"
    at(wrong)
    make_receipt_list(ready.workspace, SECRETARIAT, ready.store)
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    at(BEFORE)
    change_settings(ready.workspace, SECRETARIAT, {"shortlist_min": "1"})

    sound(ready)
    with ready.workspace.reading() as reader:
        times = [act.time for act in acts(reader)]
    assert times != sorted(times)
    assert wrong in times


def test_a_revision_made_on_a_clock_that_was_put_back_still_replaces_the_one_before(packed, at):
    ready, packs = packed
    work = ready.work(packs[0])
    at(LATE)
    first = ready.ballot(packs[0], work)
    at(EARLY)
    second = ready.ballot(packs[0], work)
    at(BEFORE)
    assert [found.status for found in ready.collect(second, first)] == ["accepted", "older"]
    sound(ready)
