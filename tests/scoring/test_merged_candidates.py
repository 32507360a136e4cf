"""What was declared about a candidate goes on with the person into whom they were merged."""

import pytest

from rapporteur_app.errors import WrongStage
from rapporteur_app.intake.merging import merge, undo_merge
from rapporteur_app.model import Candidate, Interest
from rapporteur_app.scoring.declarations import confirm_recusal, declare, recused_pairs
from rapporteur_app.workspace import SECRETARIAT


def recused(made):
    with made.workspace.reading() as reader:
        return recused_pairs(reader)


def test_a_recusal_follows_a_merge_and_comes_back_with_its_undo(prepared):
    made = prepared()
    declare(made.workspace, SECRETARIAT, 1, 2, Interest.CONFLICT, "her brother")
    confirm_recusal(made.workspace, SECRETARIAT, 1, 2)
    merge(made.workspace, SECRETARIAT, [1, 2])
    assert recused(made) == {(1, 1)}
    merge(made.workspace, SECRETARIAT, [3, 1])
    assert recused(made) == {(1, 3)}, "through two merges"
    undo_merge(made.workspace, SECRETARIAT, 2)
    undo_merge(made.workspace, SECRETARIAT, 1)
    assert recused(made) == {(1, 2)}


def test_affinity_follows_a_merge_where_the_policy_recuses(prepared):
    made = prepared(**{"policy.affinity": "recuse"})
    declare(made.workspace, SECRETARIAT, 3, 2, Interest.AFFINITY, "the same network")
    merge(made.workspace, SECRETARIAT, [1, 2])
    assert recused(made) == {(3, 1)}


def test_a_pack_leaves_out_whom_a_recusal_followed(prepared):
    made = prepared()
    made.declare_all(but=((1, 2),))
    declare(made.workspace, SECRETARIAT, 1, 2, Interest.CONFLICT, "her brother")
    confirm_recusal(made.workspace, SECRETARIAT, 1, 2)
    merge(made.workspace, SECRETARIAT, [1, 2])
    assert [pack.candidate_ids for pack in made.packs(1, 2)] == [[3], [1, 3]]


def test_once_packs_were_made_candidates_are_not_merged(ready):
    ready.packs(1)
    with pytest.raises(WrongStage, match="Packs went out already"):
        merge(ready.workspace, SECRETARIAT, [1, 2])
    with ready.workspace.reading() as reader:
        assert [person.merged_into for person in reader.all(Candidate)] == [None] * 3


def test_once_packs_went_out_a_merge_stands(ready):
    (row,) = merge(ready.workspace, SECRETARIAT, [1, 2])
    ready.packs(1)
    with pytest.raises(WrongStage, match="Packs went out already"):
        undo_merge(ready.workspace, SECRETARIAT, row.id)
