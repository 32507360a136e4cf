"""What the program proposes for the eligibility rules, in the sentences that a person reads."""

import dataclasses

import pytest

from rapporteur_app.i18n import catalogue
from rapporteur_app.intake import proposals
from rapporteur_app.intake.attachments import Document
from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.screening import propose
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.workspace import SECRETARIAT

NOMINEE = {"nominee_name": "Ana Sol", "nominee_email": "ana@sol.org"}
IN_TIME = "2021-04-01T09:00:00-04:00"


@pytest.fixture
def selection(tmp_path):
    """Deadline 5 April, 23:59, in Santiago, where it was UTC-4."""
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        yield workspace


@pytest.fixture
def proposed(selection):
    """What is proposed for one rule of the one nomination that is made with these fields."""

    def call(rule, at=IN_TIME, **fields):
        nominate(selection, SECRETARIAT, {**NOMINEE, **fields}, at)
        with selection.reading() as reader:
            (found,) = [each for each in propose(reader) if each.rule == rule]
        return found.state.value, str(found.reason)

    return call


@pytest.mark.parametrize(
    ("at", "state", "reason"),
    [
        ("2021-04-06T02:13:00-04:00", "not_met", "late by 2 h 14 min"),
        ("2021-04-06T06:13:00+00:00", "not_met", "late by 2 h 14 min"),
        ("2021-04-06T02:13", "not_met", "late by 2 h 14 min"),
        ("2021-04-08T00:00:00-04:00", "not_met", "late by 2 d 0 h 1 min"),
        ("2021-04-06T00:00:00-04:00", "not_met", "late by 0 h 1 min"),
        ("2021-04-05T23:59:59-04:00", "met", "in time"),
        ("2021-04-06T03:59:59+00:00", "met", "in time"),
    ],
)
def test_lateness_is_counted_against_the_deadline_in_its_zone(proposed, at, state, reason):
    assert proposed("deadline", at) == (state, reason)


def test_the_zone_of_the_selection_decides(proposed, selection):
    change_settings(selection, SECRETARIAT, {"zone": "UTC"})
    assert proposed("deadline", "2021-04-05T22:13:00-04:00") == ("not_met", "late by 2 h 14 min")


def test_lateness_is_said_in_the_readers_language(selection):
    nominate(selection, SECRETARIAT, NOMINEE, "2021-04-06T02:13:00-04:00")
    with selection.reading() as reader:
        (found,) = [each for each in propose(reader) if each.rule == "deadline"]
    assert catalogue("es").render(found.reason) == "con 2 h 14 min de retraso"


def test_a_nomination_of_unknown_time_is_to_be_clarified(proposed, selection):
    nominate(selection, SECRETARIAT, {"nominee_name": "Bo"}, IN_TIME)
    with selection.transaction(SECRETARIAT, proposals.message("Time lost")) as tx:
        from rapporteur_app.model import Nomination

        row = tx.need(Nomination, 1)
        row.submitted_at = None
        tx.add(row)
    with selection.reading() as reader:
        (found,) = [each for each in propose(reader) if each.rule == "deadline"]
    assert (found.state.value, str(found.reason)) == ("to_clarify", "no time of receipt is known")


@pytest.mark.parametrize(
    ("fields", "state", "reason"),
    [
        ({"nominee_country": "DE"}, "not_met", "outside the region: DE"),
        ({"nominee_country": "DE", "nominee_nationality": "HT"}, "met", "in the region by nationality"),
        ({"nominee_country": "DE", "organisation_country": "PE"}, "met", "in the region by organisation"),
        ({"nominee_country": "PR"}, "met", "in the region by residence"),
        ({"nominee_country": "DE", "nominee_nationality": "FR"}, "not_met", "outside the region: DE, FR"),
        ({}, "to_clarify", "no country is known"),
    ],
)
def test_any_one_of_the_templates_senses_is_in_the_region(proposed, fields, state, reason):
    assert proposed("region", **fields) == (state, reason)


def test_a_sense_that_the_template_does_not_name_does_not_count(proposed, selection, monkeypatch):
    with selection.reading() as reader:
        template = proposals.template_of(reader)
    narrow = dataclasses.replace(template, region=dataclasses.replace(template.region, sense=("residence",)))
    monkeypatch.setattr(proposals, "template_of", lambda _reader: narrow)
    fields = {"nominee_country": "DE", "nominee_nationality": "HT"}
    assert proposed("region", **fields) == ("not_met", "outside the region: DE")


@pytest.mark.parametrize(
    "member",
    [{"name": "ana  SOL", "email": ""}, {"name": "A. Sol", "email": "ANA@sol.org"}],
    ids=["by name", "by address"],
)
def test_a_member_of_the_taskforce_is_found(proposed, selection, member):
    add_members(selection, SECRETARIAT, [member])
    assert proposed("not_taskforce") == ("not_met", "is a member of the taskforce")


def test_whoever_is_no_member_is_not_in_the_taskforce(proposed, selection):
    add_members(selection, SECRETARIAT, [{"name": "Rosa", "email": ""}])
    assert proposed("not_taskforce", nominee_email="") == ("met", "not in the taskforce")


@pytest.mark.parametrize(
    ("fields", "state", "reason"),
    [
        ({}, "to_clarify", "nothing was said about consent"),
        ({"consent": "no"}, "not_met", "consent was not given"),
        ({"consent": "yes"}, "met", "consent was given"),
        ({"self_nomination": "yes"}, "met", "nominated themselves"),
    ],
)
def test_missing_consent_is_not_refused_consent(proposed, fields, state, reason):
    assert proposed("consent", **fields) == (state, reason)


def test_what_is_missing_is_named(proposed):
    given = {"nominee_country": "PE", "statement": "Porque sí", "nominator_name": "Red"}
    assert proposed("complete", **given) == ("to_clarify", "missing: constituency")


def test_a_document_stands_for_the_link_to_the_cv(selection, monkeypatch):
    with selection.reading() as reader:
        template = dataclasses.replace(proposals.template_of(reader), required_fields=("links",))
    monkeypatch.setattr(proposals, "template_of", lambda _reader: template)
    nominate(selection, SECRETARIAT, {"nominee_name": "Bo"}, IN_TIME)
    nominate(selection, SECRETARIAT, NOMINEE, IN_TIME, [Document("cv.pdf", "pdf", b"%PDF-1.4")])
    with selection.reading() as reader:
        found = {each.subject.candidate: str(each.reason) for each in propose(reader) if each.rule == "complete"}
    assert found == {1: "missing: links", 2: "nothing is missing"}
