"""Which ballots are refused, kept aside or counted: keys, versions of the criteria, and the order of the questions."""

from dataclasses import replace

import pytest

from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Declaration, Holder, Interest, OpeningKey
from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.admitting import admit_ballot
from rapporteur_app.scoring.judging import counting_ballot
from rapporteur_app.scoring.keys import file_key, openers
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.setup.criteria import freeze, frozen_version, load_criteria
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keys import OpeningKey as Opener
from rapporteur_app.trust.sealing import Openers
from rapporteur_app.workspace import SECRETARIAT

S = BallotStatus
PAST, FUTURE = "2021-04-10T12:00", "2121-04-10T12:00"


@pytest.fixture
def pack(ready):
    return ready.packs(1)[0]


def collected(ready, path):
    (found,) = ready.collect(path)
    return found


def stored(ready):
    with ready.workspace.reading() as reader:
        return [row.status for row in reader.all(Ballot)]


def counts(ready, member=1):
    with ready.workspace.reading() as reader:
        ballot = counting_ballot(reader, member, 1)
        return ballot and ballot.file


def deadline(ready, moment):
    change_settings(ready.workspace, SECRETARIAT, {"scoring_deadline": moment})


def freeze_another(ready):
    """The criteria change: the next version holds two of them. Returns its hash."""
    load_criteria(ready.workspace, SECRETARIAT, replace(ready.rubric, criteria=ready.rubric.criteria[:2]))
    freeze(ready.workspace, SECRETARIAT, "a test")
    with ready.workspace.reading() as reader:
        return frozen_version(reader).hash


# --- keys


@pytest.mark.parametrize("other", ["chair", "witness", "no witness"])
def test_a_ballot_that_is_sealed_to_other_opening_keys_is_refused(ready, pack, other):
    chair, witness = pack.header.openers.chair, pack.header.openers.witness
    strange = Opener.new().public
    keys = {"chair": Openers(strange, witness), "witness": Openers(chair, strange), "no witness": Openers(chair)}[other]
    found = collected(ready, ready.ballot(replace(pack, header=replace(pack.header, openers=keys))))
    assert (found.status, str(found.reasons[0])) == (S.UNREADABLE, "Sealed to other keys than those of this round.")
    assert stored(ready) == []


def test_the_files_own_key_signs_score_sheets_only(ready, pack):
    own = file_key(ready.workspace, SECRETARIAT, ready.store)
    found = collected(ready, ready.ballot(pack, key=own))
    assert (found.status, str(found.reasons[0])) == (S.WRONG_MEMBER, "Not signed with M1's key.")
    assert counts(ready) is None
    with ready.workspace.reading() as reader:
        assert reader.count(Ballot) == 0, "what the secretariat signed itself is not even kept as the member's"


def test_without_the_witnesss_key_nothing_is_sealed_where_the_policy_asks_for_two(ready):
    with ready.workspace.transaction(SECRETARIAT, message("A key is lost")) as tx:
        tx.delete(tx.first(OpeningKey, holder=Holder.WITNESS))
    with ready.workspace.reading() as reader, pytest.raises(WrongStage, match="the witness's key is missing"):
        openers(reader)
    with pytest.raises(WrongStage, match="the witness's key is missing"):
        make_packs(ready.workspace, SECRETARIAT, ready.folder / "packs", ready.store)


def test_one_keyholder_is_enough_where_the_policy_says_so(prepared):
    made = prepared(**{"policy.opening": "one"})
    with made.workspace.reading() as reader:
        assert openers(reader).one_keyholder


# --- versions of the criteria


def test_a_ballot_no_longer_counts_when_the_criteria_changed_after_it(ready, pack):
    assert collected(ready, ready.ballot(pack)).status is S.ACCEPTED
    freeze_another(ready)
    assert counts(ready) is None
    assert stored(ready) == [S.ACCEPTED], "it is kept"
    with pytest.raises(WrongStage, match="No ballot counts yet"):
        open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)


def test_an_admitted_ballot_no_longer_counts_either(ready, pack):
    deadline(ready, PAST)
    assert collected(ready, ready.ballot(pack)).status is S.LATE
    admit_ballot(ready.workspace, SECRETARIAT, 1, "the network was down")
    assert counts(ready) == "ballot-1.ballot"
    freeze_another(ready)
    assert counts(ready) is None


def test_a_ballot_on_another_version_is_not_admitted(ready, pack):
    path = ready.ballot(pack)
    freeze_another(ready)
    assert collected(ready, path).status is S.WRONG_RUBRIC
    with pytest.raises(WrongStage, match="waits to be admitted"):
        admit_ballot(ready.workspace, SECRETARIAT, 1, "never mind")
    assert counts(ready) is None


def test_the_criteria_are_not_frozen_anew_after_the_opening(ready, pack):
    ready.collect(ready.ballot(pack))
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    with ready.workspace.reading() as reader:
        before = frozen_version(reader)
    with pytest.raises(WrongStage, match="The results are open; the criteria can no longer change"):
        freeze_another(ready)
    with ready.workspace.reading() as reader:
        assert frozen_version(reader) == before
    assert counts(ready) == "ballot-1.ballot"


# --- late, older, parted


def test_an_older_revision_that_is_late_is_late(ready, pack):
    work = ready.work(pack)
    first, second = ready.ballot(pack, work), ready.ballot(pack, work)
    assert collected(ready, second).status is S.ACCEPTED
    deadline(ready, PAST)
    assert collected(ready, first).status is S.LATE
    assert counts(ready) == second.name


def test_a_late_file_with_a_revision_number_that_counts_does_not_part_it(ready, pack):
    one, other = ready.ballot(pack, ready.work(pack, "4")), ready.ballot(pack, ready.work(pack, "3"))
    assert collected(ready, one).status is S.ACCEPTED
    deadline(ready, PAST)
    assert collected(ready, other).status is S.LATE
    assert counts(ready) == one.name
    assert stored(ready) == [S.ACCEPTED, S.LATE]


def test_a_late_file_does_not_part_one_that_comes_in_time(ready, pack):
    one, other = ready.ballot(pack, ready.work(pack, "4")), ready.ballot(pack, ready.work(pack, "3"))
    deadline(ready, PAST)
    assert collected(ready, one).status is S.LATE
    deadline(ready, FUTURE)
    assert collected(ready, other).status is S.ACCEPTED
    assert counts(ready) == other.name


def test_a_file_on_another_version_does_not_part_one_on_this(ready, pack):
    path = ready.ballot(pack)
    frozen = freeze_another(ready)
    assert collected(ready, path).status is S.WRONG_RUBRIC
    anew = ready.ballot(replace(pack, header=replace(pack.header, rubric=frozen)))
    assert collected(ready, anew).status is S.ACCEPTED
    assert counts(ready) == anew.name


# --- conflicts


def test_a_conflict_with_nobody_of_this_selection_is_refused(ready, pack):
    work = ready.work(pack)
    work.conflicts[9] = "my cousin"
    found = collected(ready, ready.ballot(pack, work))
    assert (found.status, str(found.reasons[0])) == (
        S.UNREADABLE,
        "It names a candidate who is not in this selection.",
    )
    assert stored(ready) == []
    with ready.workspace.reading() as reader:
        assert reader.all(Declaration, interest=Interest.CONFLICT) == []
