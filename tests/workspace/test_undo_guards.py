"""What others went on from is not taken back: the shortlist after a round, a recusal after the opening, a merge..."""

import pytest

from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import (
    Agreement,
    Ballot,
    Candidate,
    ConsultationRound,
    Decision,
    DecisionSignature,
    Declaration,
    Member,
    Merge,
    Opening,
    PackEdition,
    Recusal,
    RubricVersion,
    Setting,
    ShortlistEntry,
)
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import acts, undo

ACTS = {
    "shortlist": lambda: ShortlistEntry(candidate_id=1, position=1, chosen=True, reason="because"),
    "recusal": lambda: Recusal(member_id=1, candidate_id=1, confirmed_at=""),
    "declaration": lambda: Declaration(member_id=1, candidate_id=1, interest="none", at=""),
    "merge": lambda: Merge(kept_id=1, joined_id=2, mentions=[], at=""),
}
LATER = {
    "round": lambda: ConsultationRound(number=1, question="", starts="", ends="", opened_at=""),
    "decision": lambda: Decision(selected_id=2, alternates=[], justification={}, at=""),
    "opening": lambda: Opening(round=1, at="", list_digest="", counted=[], left_out=[], holders=[]),
    "pack": lambda: PackEdition(
        member_id=1, round=1, edition=1, rubric_id=1, digest="", candidates=[1], audit_head="", at=""
    ),
    "ballot": lambda: Ballot(
        member_id=1, round=1, revision=1, file="", digest="", status="accepted", final=True, scored=1, due=1,
        conflicts=[], key="", rubric_hash="", received_at="", data=b"",
    ),
}  # fmt: skip
GUARDED = [
    ("shortlist", "round"),
    ("shortlist", "decision"),
    ("recusal", "opening"),
    ("recusal", "pack"),
    ("declaration", "opening"),
    ("merge", "pack"),
    ("merge", "ballot"),
]
FREE = [(act, later) for act in ACTS for later in LATER if (act, later) not in GUARDED]


def written(workspace, row):
    with workspace.transaction(SECRETARIAT, message("Written")) as tx:
        tx.add(row)


@pytest.fixture
def pool(workspace):
    with workspace.transaction(SECRETARIAT, message("Prepared")) as tx:
        tx.add(Member(name="Rosa"))
        tx.add_all([Candidate(name="Ana", spelling="ana"), Candidate(name="Anna", spelling="anna")])
        tx.add(RubricVersion(version=1, source="", hash=""))
    return workspace


def rows(workspace, act):
    with workspace.reading() as reader:
        return reader.count(type(ACTS[act]()))


@pytest.mark.parametrize(("act", "later"), GUARDED)
def test_what_was_gone_on_from_stays(pool, act, later):
    written(pool, ACTS[act]())
    written(pool, LATER[later]())
    before = pool.path.read_bytes()
    with pytest.raises(WrongStage, match="cannot be undone: a later act changed or uses what it made"):
        undo(pool, SECRETARIAT, 3)
    assert pool.path.read_bytes() == before
    assert rows(pool, act) == 1
    undo(pool, SECRETARIAT, 4)
    undo(pool, SECRETARIAT, 3)
    assert rows(pool, act) == 0, "once the later act is undone, this one can be"


@pytest.mark.parametrize(("act", "later"), FREE)
def test_what_nothing_was_built_on_is_undone(pool, act, later):
    written(pool, ACTS[act]())
    written(pool, LATER[later]())
    undo(pool, SECRETARIAT, 3)
    assert rows(pool, act) == 0


def test_an_undo_that_was_guarded_against_later_is_not_undone_either(pool):
    """To take back the undo of a recusal is to make the recusal, which the opening forbids."""
    written(pool, ACTS["recusal"]())
    undo(pool, SECRETARIAT, 3)
    written(pool, LATER["opening"]())
    with pytest.raises(WrongStage, match="cannot be undone"):
        undo(pool, SECRETARIAT, 4)
    assert rows(pool, "recusal") == 0


def test_under_a_signature_nothing_earlier_is_undone(workspace, pool):
    written(workspace, Setting(key="title of old", value="A"))
    written(workspace, Decision(selected_id=1, alternates=[], justification={}, at=""))
    signature = {"decision_id": 1, "member_id": 1, "key": "", "signature": "", "signed": "", "at": ""}
    written(workspace, DecisionSignature(**signature))
    with workspace.reading() as reader:
        newest = acts(reader)[-1].n
    written(workspace, Setting(key="later", value="B"))
    for entry in range(2, newest):
        with pytest.raises(WrongStage, match=rf"the decision is signed.*Undo entry {newest}, the signature, first"):
            undo(workspace, SECRETARIAT, entry)
    undo(workspace, SECRETARIAT)
    undo(workspace, SECRETARIAT, newest)
    undo(workspace, SECRETARIAT, newest - 1)
    with workspace.reading() as reader:
        assert reader.count(Decision) == 0


def test_an_agreement_is_not_undone_after_the_freeze(workspace, pool):
    with workspace.transaction(SECRETARIAT, message("Rubric")) as tx:
        number = tx.add(RubricVersion(version=9, source="", hash="h")).id
    written(workspace, Agreement(rubric_id=number, member_id=1, date="2021-03-01"))
    with workspace.reading() as reader:
        agreed = acts(reader)[-1].n
    with workspace.transaction(SECRETARIAT, message("Frozen"), reversible=False) as tx:
        version = tx.need(RubricVersion, number)
        version.frozen_at = "2021-03-02"
        tx.add(version)
    with pytest.raises(WrongStage, match="cannot be undone"):
        undo(workspace, SECRETARIAT, agreed)
