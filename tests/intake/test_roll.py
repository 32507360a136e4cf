"""The roll says of every candidate what the pool says, in a hundredth of the words."""

import random

import pytest

from rapporteur_app.errors import NotFound
from rapporteur_app.intake.merging import merge
from rapporteur_app.intake.pool import read_person, read_pool
from rapporteur_app.intake.roll import read_roll
from rapporteur_app.intake.screening import Subject, admit, screen, withdraw
from rapporteur_app.model import FindingState
from rapporteur_app.setup.selection import new_selection, template_of
from rapporteur_app.workspace import SECRETARIAT
from tests.intake.screened import nominated

NAMES = ("Ana Sol", "Beto Ruiz", "Caro Díaz", "Dora Paz", "Ema Luz")


@pytest.fixture
def workspace(tmp_path):
    with new_selection(tmp_path / "s.rapporteur", "gcm-lac-2021", "S", SECRETARIAT, "en") as made:
        yield made


def acts(workspace, chance):
    """A dozen nominations, found to be this and that, some withdrawn or admitted, two candidates merged."""
    for number in range(12):
        name = chance.choice(NAMES)
        mail = "" if chance.random() < 0.2 else f"n{chance.randrange(5)}@x.org"
        nominated(workspace, SECRETARIAT, nominee_name=name, nominee_email="", nominator_email=mail,
                  statement=f"Porque {number}")  # fmt: skip
    with workspace.reading() as reader:
        rules = template_of(reader).rules
        people = [person.id for person in read_pool(reader).persons]
    for number in people:
        for rule in rules:
            if (state := chance.choice([*FindingState, FindingState.MET, FindingState.MET, None])) is not None:
                screen(workspace, SECRETARIAT, Subject(candidate=number), rule.code, state, "seen")
    for number in chance.sample(range(1, 13), 3):
        withdraw(workspace, SECRETARIAT, Subject(nomination=number), "nominator", "changed their mind")
    chosen = chance.sample(people, 4)
    withdraw(workspace, SECRETARIAT, Subject(candidate=chosen[0]), "nominee", "another post")
    admit(workspace, SECRETARIAT, Subject(candidate=chosen[1]), "late but known")
    merge(workspace, SECRETARIAT, chosen[2:])


def told(person):
    """All that the pool says of a candidate."""
    nominations = [nomination.id for nomination in person.nominations]
    found = person.findings, person.notes, person.checked
    return person.id, nominations, found, person.eligible, person.withdrawn, person.admitted


@pytest.mark.parametrize("seed", range(4))
def test_the_roll_is_the_pool_in_short(workspace, seed):
    acts(workspace, random.Random(seed))
    with workspace.reading() as reader:
        pool, roll = read_pool(reader), read_roll(reader)
        alone = [read_person(reader, person.id) for person in pool.persons]
    assert roll.counts == pool.counts
    assert [person.id for person in roll.eligible()] == [person.id for person in pool.eligible()]
    assert [
        (each.id, each.name, each.country, list(each.nominations), each.withdrawn, each.eligible)
        for each in roll.entries
    ] == [
        (each.id, each.name, each.candidate.country, [n.id for n in each.nominations], each.withdrawn, each.eligible)
        for each in pool.persons
    ]
    assert {row.id: list(row.named) for row in roll.received} == pool.others
    assert [told(person) for person in alone] == [told(person) for person in pool.persons]


def test_who_was_merged_into_another_is_not_read(workspace):
    acts(workspace, random.Random(1))
    with workspace.reading() as reader:
        there = {person.id for person in read_pool(reader).persons}
        gone = next(number for number in range(1, 9) if number not in there)
        with pytest.raises(NotFound, match=f"C{gone}"):
            read_person(reader, gone)
