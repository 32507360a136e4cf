"""A selection whose shortlist waits for a decision."""

import pytest

from rapporteur_app.decision.decide import decide
from rapporteur_app.decision.sign import sign_decision
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Member, MemberRole, Role, ShortlistEntry
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.workspace import SECRETARIAT, Actor

MEMBERS = [("Beatriz", Role.CHAIR), ("Luiz", Role.MEMBER), ("Marie", Role.WITNESS), ("Kerwin", Role.CO_CHAIR)]


@pytest.fixture
def selection(workspace):
    """C1, C2, C3 on the shortlist, C4 left out; M1 chairs, M2 is a member, M3 a witness only, M4 a co-chair."""
    with workspace.transaction(SECRETARIAT, message("Shortlist made")) as tx:
        people = tx.add_all(
            [Candidate(name=name, spelling=name.casefold()) for name in ("Ana", "Bruno", "Céline", "Dora")]
        )
        tx.add_all(
            [
                ShortlistEntry(candidate_id=person.id, position=place, chosen=place < 4, reason="because")
                for place, person in enumerate(people, start=1)
            ]
        )
        for name, role in MEMBERS:
            member = tx.add(Member(name=name))
            tx.add(MemberRole(member_id=member.id, role=role))
    return workspace


@pytest.fixture
def take(selection, monkeypatch):
    """Decide in few words; the ranking has C1 first."""

    def call(selected=1, alternates=(2, 3), justification=None, first=(1,), deviation=""):
        texts = {"en": "The clearest voice."} if justification is None else justification
        with monkeypatch.context() as patch:
            patch.setattr("rapporteur_app.decision.decide.first_ranked_now", lambda _reader: list(first))
            return decide(selection, SECRETARIAT, selected, alternates, texts, deviation)

    return call


@pytest.fixture
def key():
    return SigningKey.new()


@pytest.fixture
def sign(selection, key):
    def call(member=1, with_key=key):
        return sign_decision(selection, Actor(member), member, with_key)

    return call


@pytest.fixture
def refused(selection):
    """Try something that must be refused in a sentence, and must leave the log as it was."""

    def call(error, words, act):
        head = selection.head()
        with pytest.raises(error) as caught:
            act()
        assert words in str(caught.value)
        assert selection.head() == head

    return call
