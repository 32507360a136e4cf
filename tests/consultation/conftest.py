"""A selection with three names on its shortlist, a register, and an open round."""

import pytest

from rapporteur_app.consultation.replies import import_replies
from rapporteur_app.consultation.rounds import open_round
from rapporteur_app.consultation.stakeholders import load_stakeholders
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Member, ShortlistEntry, Stage, StageClosing
from rapporteur_app.workspace import SECRETARIAT

REGISTER = [
    {
        "organisation": "Caminantes",
        "constituency": "civil",
        "country": "co",
        "language": "ES",
        "email": "a@caminantes.org",
    },
    {"organisation": "Mesa Norte", "constituency": "local", "country": "CL", "language": "es", "contact": "Ignacia"},
    {"organisation": "Paroisses", "constituency": "faith", "country": "HT", "language": "fr", "opt_out": "yes"},
    {"organisation": "Islands", "constituency": "civil", "country": "TT", "language": "en", "email": "i@islands.org"},
]
QUESTION = "Whom do you support?\nWhy?"


def shortlist(workspace, names=("Ana Pérez", "Bruno Lima", "Céline Roy"), left_out="Dora Off"):
    with workspace.transaction(SECRETARIAT, message("Shortlist made")) as tx:
        people = tx.add_all([Candidate(name=name, spelling=name.casefold()) for name in [*names, left_out]])
        tx.add(Member(name="Rosa"))
        tx.add_all(
            [
                ShortlistEntry(
                    candidate_id=person.id,
                    position=place if person.name != left_out else None,
                    chosen=person.name != left_out,
                    reason="because",
                )
                for place, person in enumerate(people, start=1)
            ]
        )


@pytest.fixture
def shortlisted(workspace):
    """C1, C2, C3 on the shortlist, C4 left out; one member, M1."""
    shortlist(workspace)
    return workspace


@pytest.fixture
def selection(shortlisted):
    """The shortlist, and a register of S1 to S4 of whom S3 has opted out."""
    load_stakeholders(shortlisted, SECRETARIAT, REGISTER)
    return shortlisted


@pytest.fixture
def asked(selection):
    """Round 1 is open: S1, S2 and S4 are asked."""
    open_round(selection, SECRETARIAT, QUESTION, "2021-04-13T08:00", "2021-04-16")
    return selection


@pytest.fixture
def take(asked):
    """Import replies in few words: (stakeholder, candidate, reply, other cells)."""

    def call(*said, **options):
        rows = [
            {"stakeholder": who, "candidate": whom, "reply": what, **(rest[0] if rest else {})}
            for who, whom, what, *rest in said
        ]
        return import_replies(asked, SECRETARIAT, 1, rows, **options)

    return call


@pytest.fixture
def refused():
    """Try something that must be refused in a sentence, and must leave the log as it was."""

    def call(workspace, error, words, act):
        head = workspace.head()
        with pytest.raises(error) as caught:
            act()
        assert words in str(caught.value)
        assert workspace.head() == head

    return call


@pytest.fixture
def close_stage():
    """Close a stage by hand."""

    def call(workspace, stage=Stage.CONSULTATION):
        with workspace.transaction(SECRETARIAT, message("Stage closed")) as tx:
            tx.add(StageClosing(stage=stage, closed_at="2021-04-17T00:00:00+00:00"))

    return call
