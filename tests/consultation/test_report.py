"""The report: support, coverage, concerns, who stands apart, whether it was broad, and what it keeps to itself."""

import json

import pytest

from rapporteur_app.consultation.concerns import answer_concern
from rapporteur_app.consultation.report import Thresholds, consultation_report, reply_items
from rapporteur_app.consultation.rounds import open_round
from rapporteur_app.errors import NotFound
from rapporteur_app.model import Disposition
from rapporteur_app.workspace import SECRETARIAT


@pytest.fixture
def report(asked):
    def call(number=None, thresholds=None, **options):
        with asked.reading() as reader:
            return consultation_report(reader, number, thresholds, **options)

    return call


def test_the_report_is_what_the_command_promises(take, report):
    take(("S1", "C1", "support"), ("S1", "C2", "concern"), ("S4", "C1", "no_objection"))
    assert report().as_json() == {
        "round": 1,
        "asked": 3,
        "replied": 2,
        "candidates": [
            {
                "id": "C1",
                "name": "Ana Pérez",
                "support": 1,
                "no_objection": 1,
                "concern": 0,
                "objection": 0,
                "abstain": 0,
            },
            {
                "id": "C2",
                "name": "Bruno Lima",
                "support": 0,
                "no_objection": 0,
                "concern": 1,
                "objection": 0,
                "abstain": 0,
            },
            {
                "id": "C3",
                "name": "Céline Roy",
                "support": 0,
                "no_objection": 0,
                "concern": 0,
                "objection": 0,
                "abstain": 0,
            },
        ],
        "coverage": [
            {"constituency": "civil", "country": "CO", "language": "es", "asked": 1, "replied": 1},
            {"constituency": "civil", "country": "TT", "language": "en", "asked": 1, "replied": 1},
            {"constituency": "local", "country": "CL", "language": "es", "asked": 1, "replied": 0},
        ],
        "concerns": [
            {
                "id": "K1",
                "stakeholder": "S1",
                "candidate": "C2",
                "kind": "concern",
                "disposition": None,
                "owner": None,
                "taken_back": False,
            }
        ],
        "unregistered": 0,
        "unregistered_organisations": [],
        "unasked": 0,
        "broad": False,
        "thresholds": None,
    }


def test_coverage_adds_up_to_those_asked_and_those_who_replied(take, report):
    take(("S1", "C1", "support"), ("S2", "C1", "support"), ("S3", "C1", "support"), ("Stranger", "C1", "support"))
    found = report()
    assert (found.asked, found.replied, found.unasked) == (3, 2, 1)
    assert sum(row.asked for row in found.coverage) == 3
    assert sum(row.replied for row in found.coverage) == 2


def test_who_is_not_registered_stands_apart_and_is_answered_all_the_same(take, report):
    take(("Stranger", "C1", "support"), ("Stranger", "C2", "objection"), ("S1", "C1", "support"))
    found = report().as_json()
    assert (found["unregistered"], found["unregistered_organisations"]) == (1, ["Stranger"])
    assert found["replied"] == 1
    assert found["candidates"][0]["support"] == 1
    assert [(concern["stakeholder"], concern["kind"]) for concern in found["concerns"]] == [("S5", "objection")]


def test_an_answered_concern_shows_its_disposition_and_owner(take, report, asked):
    take(("S1", "C1", "objection"))
    answer_concern(asked, SECRETARIAT, 1, Disposition.FOLLOW_UP, "We ask again.", "A call.", owner=1)
    (concern,) = report().as_json()["concerns"]
    assert (concern["kind"], concern["disposition"], concern["owner"]) == ("objection", "follow_up", "M1")
    take(("S1", "C1", "support"))
    (concern,) = report().as_json()["concerns"]
    assert (concern["kind"], concern["taken_back"]) == ("concern", True)


@pytest.mark.parametrize(
    ("thresholds", "broad"),
    [
        (None, False),
        (Thresholds(), False),
        (Thresholds(2, 0), True),
        (Thresholds(2, 2), True),
        (Thresholds(3, 2), False),
        (Thresholds(2, 3), False),
    ],
)
def test_broad_counts_constituencies_and_countries_that_were_heard(take, report, thresholds, broad):
    take(("S1", "C1", "support"), ("S2", "C1", "support"), ("Stranger", "C1", "support"))
    assert report(thresholds=thresholds).broad is broad


def test_without_a_reply_nothing_is_broad(report):
    assert report().broad is False


def test_each_round_has_its_own_report_and_the_newest_comes_first(take, report, asked):
    take(("S1", "C1", "support"))
    open_round(asked, SECRETARIAT, "Again?", "2021-04-17", "2021-04-18", only=[4])
    assert (report().round, report().asked, report().replied) == (2, 1, 0)
    assert (report(1).asked, report(1).replied) == (3, 1)
    with pytest.raises(NotFound):
        report(3)


CONFIDENTIAL = {"text": "He shouts.", "translation.es": "Grita.", "confidential": "yes", "language": "en"}


def test_the_words_of_a_confidential_reply_and_of_its_answer_stay_inside(take, report, asked):
    take(("S1", "C1", "concern", CONFIDENTIAL), ("S2", "C1", "support", {"text": "He listens."}))
    answer_concern(asked, SECRETARIAT, 1, Disposition.NOTED, "He says he whispers.", "He will whisper.")
    with asked.reading() as reader:
        items = reply_items(reader)
    found = [vars(item) for item in items] + [vars(concern) for concern in report().concerns] + [report().as_json()]
    shown = json.dumps(found, default=str)
    for words in ("shouts", "Grita", "whisper", "Caminantes"):
        assert words not in shown
    assert "He listens." in shown
    assert [item.kind for item in items] == ["concern", "support"], "that there was a reply is counted"


def test_the_taskforce_itself_may_read_the_confidential(take, report, asked):
    take(("S1", "C1", "concern", CONFIDENTIAL))
    (concern,) = report(include_confidential=True).concerns
    assert (concern.reply.text, concern.reply.organisation) == ("He shouts.", "Caminantes")
