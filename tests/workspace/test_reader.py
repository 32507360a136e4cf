import pytest
from sqlmodel import col

from rapporteur_app.errors import NotFound
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Member, Setting
from rapporteur_app.workspace import SECRETARIAT


@pytest.fixture
def reader(workspace):
    with workspace.transaction(SECRETARIAT, message("Members added")) as tx:
        tx.add_all([Member(name="Rosa", language="es"), Member(name="Ali"), Member(name="Mei")])
    with workspace.reading() as reader:
        yield reader


def test_nouns_are_found_by_key_or_missed_by_their_short_id(reader):
    assert reader.get(Member, 2).name == "Ali"
    assert reader.get(Member, 9) is None
    assert reader.need(Setting, "title").value == "Rapporteur"
    with pytest.raises(NotFound, match="There is no M9 in this selection"):
        reader.need(Member, 9)
    with pytest.raises(NotFound, match="There is no C1 in this selection"):
        reader.need(Candidate, 1)


def test_all_come_in_the_order_asked_for(reader):
    assert [member.name for member in reader.all(Member)] == ["Rosa", "Ali", "Mei"]
    assert [member.name for member in reader.all(Member, Member.name)] == ["Ali", "Mei", "Rosa"]
    assert [member.name for member in reader.all(Member, language="en")] == ["Ali", "Mei"]


def test_first_and_count(reader):
    assert reader.first(Member, col(Member.id).desc()).name == "Mei"
    assert reader.first(Member, language="fr") is None
    assert reader.count(Member) == 3
    assert reader.count(Member, language="es") == 1
