"""Joining candidates whole or by single nominations, and taking it back in any order that has a sense."""

import pytest

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.merges import kept_apart, merges
from rapporteur_app.intake.merging import keep_apart, merge, no_longer_apart, suggest, undo_merge
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.model import Candidate, Mention
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import undo


@pytest.fixture
def selection(tmp_path):
    """N1 names C1; N2, N3 and N4 name C2, of whom N3 says more than the others."""
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "en") as workspace:
        named(workspace, "Óscar Arias", nominator="A")
        named(workspace, "Oscar Arias Sánchez", nominator="B", organisation="Foro")
        named(workspace, "Oscar Arias Sánchez", nominator="C", email="oscar@example.org", languages="es")
        named(workspace, "Oscar Arias Sánchez", nominator="D", languages="pt")
        yield workspace


def named(workspace, name, **fields):
    theirs = {"nominator": "nominator_name", "email": "nominee_email"}
    nominate(workspace, SECRETARIAT, {"nominee_name": name, **{theirs.get(k, k): v for k, v in fields.items()}})


def persons(workspace):
    with workspace.reading() as reader:
        return {each.id: [row.id for row in each.nominations] for each in read_pool(reader).persons}


def candidate(workspace, number):
    with workspace.reading() as reader:
        found = reader.need(Candidate, number)
        return {name: getattr(found, name) for name in Candidate.model_fields}


def joined(workspace, *ids, only=None):
    return merge(workspace, SECRETARIAT, list(ids), only)


def test_only_the_chosen_nominations_come_over(selection):
    (row,) = joined(selection, 1, 2, only=[3])
    assert persons(selection) == {1: [1, 3], 2: [2, 4]}
    assert (row.whole, candidate(selection, 2)["merged_into"]) == (False, None)
    assert verify(selection).ok


def test_what_the_chosen_nomination_says_goes_with_it(selection):
    joined(selection, 1, 2, only=[3])
    kept, other = candidate(selection, 1), candidate(selection, 2)
    assert (kept["email"], kept["languages"], kept["organisation"]) == ("oscar@example.org", ["es"], None)
    assert (other["email"], other["languages"], other["organisation"]) == (None, ["pt"], "Foro")


def test_all_of_them_chosen_is_a_whole_merge(selection):
    (row,) = joined(selection, 1, 2, only=[2, 3, 4])
    assert (row.whole, candidate(selection, 2)["merged_into"]) == (True, 1)
    assert persons(selection) == {1: [1, 2, 3, 4]}


@pytest.mark.parametrize("only", [None, [3], [2, 3], [2, 3, 4]])
def test_a_merge_is_taken_back_with_all_that_it_filled_in(selection, only):
    before = candidate(selection, 1), candidate(selection, 2), persons(selection)
    (row,) = joined(selection, 1, 2, only=only)
    assert candidate(selection, 1) != before[0]
    undo_merge(selection, SECRETARIAT, row.id)
    assert (candidate(selection, 1), candidate(selection, 2), persons(selection)) == before
    assert verify(selection).ok


def test_what_was_changed_since_stays_when_a_merge_is_taken_back(selection):
    (row,) = joined(selection, 1, 2)
    with selection.transaction(SECRETARIAT, message("corrected")) as tx:
        person = tx.need(Candidate, 1)
        person.email = "right@example.org"
        tx.add(person)
    undo_merge(selection, SECRETARIAT, row.id)
    assert candidate(selection, 1)["email"] == "right@example.org"


def test_the_rest_bears_its_own_name(selection):
    joined(selection, 1, 2)
    named(selection, "Rodrigo Arias")
    joined(selection, 3, 1, only=[1])
    assert persons(selection) == {1: [2, 3, 4], 3: [1, 5]}
    assert candidate(selection, 1)["name"] == "Oscar Arias Sánchez"


def test_a_later_merge_that_went_on_is_undone_first(selection):
    named(selection, "O. Arias")
    joined(selection, 1, 2)
    joined(selection, 3, 1)
    with pytest.raises(WrongStage, match="Merge G2 goes on from merge G1"):
        undo_merge(selection, SECRETARIAT, 1)
    undo_merge(selection, SECRETARIAT, 2)
    undo_merge(selection, SECRETARIAT, 1)
    assert persons(selection) == {1: [1], 2: [2, 3, 4], 3: [5]}


def test_the_rest_that_was_joined_elsewhere_is_undone_first(selection):
    named(selection, "O. Arias")
    joined(selection, 1, 2, only=[3])
    joined(selection, 3, 2)
    with pytest.raises(WrongStage, match="undo it first"):
        undo_merge(selection, SECRETARIAT, 1)
    assert persons(selection) == {1: [1, 3], 3: [2, 4, 5]}


def test_parts_of_one_candidate_are_taken_back_in_any_order(selection):
    joined(selection, 1, 2, only=[3])
    joined(selection, 1, 2, only=[4])
    undo_merge(selection, SECRETARIAT, 1)
    assert persons(selection) == {1: [1, 4], 2: [2, 3]}
    undo_merge(selection, SECRETARIAT, 2)
    assert persons(selection) == {1: [1], 2: [2, 3, 4]}


def test_a_nomination_that_a_later_export_gave_to_another_stays_there(selection):
    named(selection, "Somebody Else")
    joined(selection, 1, 2)
    with selection.transaction(SECRETARIAT, message("named somebody else")) as tx:
        mention = tx.first(Mention, nomination_id=3)
        mention.candidate_id = 3
        tx.add(mention)
    undo_merge(selection, SECRETARIAT, 1)
    assert persons(selection) == {1: [1], 2: [2, 4], 3: [3, 5]}


def test_refusals_change_nothing(selection):
    before = selection.path.read_bytes()
    with pytest.raises(NotFound, match="Nomination N1 names none of C2"):
        joined(selection, 1, 2, only=[1, 3])
    with pytest.raises(BadInput, match="at least one nomination of C2"):
        joined(selection, 1, 2, only=[])
    with pytest.raises(NotFound, match="C1 and C2 were not kept apart"):
        no_longer_apart(selection, SECRETARIAT, 1, 2)
    assert selection.path.read_bytes() == before


def test_what_was_decided_is_listed(selection):
    named(selection, "O. Arias")
    joined(selection, 1, 2, only=[3])
    joined(selection, 1, 2)
    undo_merge(selection, SECRETARIAT, 2)
    keep_apart(selection, SECRETARIAT, 3, 1)
    with selection.reading() as reader:
        found, apart = merges(reader), kept_apart(reader)
    shown = [(each.id, each.kept.short_id, each.joined.short_id, each.nominations, each.whole) for each in found]
    assert shown == [(2, "C1", "C2", (2, 4), True), (1, "C1", "C2", (3,), False)]
    assert [bool(each.undone_at) for each in found] == [True, False]
    assert [each.ids for each in apart] == [(1, 3)]


def test_who_is_no_longer_kept_apart_is_suggested_again(selection):
    def pairs():
        with selection.reading() as reader:
            return [(each.first.id, each.second.id) for each in suggest(reader)]

    assert (1, 2) in pairs()
    keep_apart(selection, SECRETARIAT, 2, 1)
    assert (1, 2) not in pairs()
    no_longer_apart(selection, SECRETARIAT, 2, 1)
    assert (1, 2) in pairs()
    undo(selection, SECRETARIAT)
    assert (1, 2) not in pairs()
