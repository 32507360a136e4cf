"""Admitting: the chair says which ballot counts; nothing is guessed, and the last word holds."""

import pytest

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.model import Ballot
from rapporteur_app.scoring.admitting import admissible, admit_ballot
from rapporteur_app.scoring.judging import counting_ballot
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.workspace import SECRETARIAT

PAST = {"scoring_deadline": "2021-04-10T12:00"}


@pytest.fixture
def pack(ready):
    return ready.packs(1, 2)[0]


@pytest.fixture
def parted(ready, pack):
    """Two files of M1 that both say they are revision 1."""
    files = ready.ballot(pack, ready.work(pack, "4")), ready.ballot(pack, ready.work(pack, "3"))
    ready.collect(*files)
    return files


def counts(ready):
    with ready.workspace.reading() as reader:
        ballot = counting_ballot(reader, 1, 1)
        return ballot and ballot.file


def waiting(ready):
    with ready.workspace.reading() as reader:
        return [row.file for row in admissible(reader, 1)]


def admit(ready, which=""):
    admit_ballot(ready.workspace, SECRETARIAT, 1, "by telephone", which)


def test_of_two_versions_the_chair_names_the_one_that_counts(ready, parted):
    one, other = (path.name for path in parted)
    with pytest.raises(BadInput, match=f"Which of these counts.*{other} .*{one} "):
        admit(ready)
    assert counts(ready) is None
    admit(ready, one)
    assert counts(ready) == one


def test_the_chair_may_change_their_mind(ready, parted):
    one, other = (path.name for path in parted)
    for chosen, left in ((other, one), (one, other), (other, one)):
        admit(ready, chosen)
        assert counts(ready) == chosen
        assert waiting(ready) == [left]


def test_the_beginning_of_the_digest_names_a_ballot(ready, parted):
    with ready.workspace.reading() as reader:
        first = reader.need(Ballot, 1)
    with pytest.raises(BadInput, match="None that waits is called so"):
        admit(ready, first.digest[:7])
    admit(ready, first.digest[:8].upper())
    assert counts(ready) == first.file


def test_the_newest_late_one_is_meant_and_an_older_one_may_be_named(ready, pack):
    work = ready.work(pack)
    change_settings(ready.workspace, SECRETARIAT, PAST)
    paths = [ready.ballot(pack, work), ready.ballot(pack, work)]
    one, two = (path.name for path in paths)
    ready.collect(*paths)
    assert waiting(ready) == [two, one]
    admit(ready, one)
    assert counts(ready) == one
    admit(ready)
    assert counts(ready) == two


def test_between_two_keys_that_nobody_read_out_none_is_guessed(ready, pack):
    """The one with the higher number, or that came last, may be the forged one."""
    ready.calls = False
    work = ready.work(pack)
    true = ready.ballot(pack, work)
    work.revision = 7
    forged = ready.ballot(pack, work, key=SigningKey.new())
    ready.collect(true, forged)
    assert waiting(ready) == [forged.name, true.name]
    with pytest.raises(BadInput, match="Which of these counts"):
        admit(ready)
    assert counts(ready) is None
    admit(ready, true.name)
    assert counts(ready) == true.name


def test_what_is_older_than_the_one_that_counts_does_not_wait(ready, pack, parted):
    work = ready.work(pack)
    work.revision = 1
    ready.collect(ready.ballot(pack, work))
    assert waiting(ready) == []
    with pytest.raises(WrongStage, match="No ballot of M1 waits"):
        admit(ready, parted[0].name)
