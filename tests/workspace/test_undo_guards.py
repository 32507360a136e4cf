"""What others went on from is not taken back: the shortlist after a round, a recusal after the opening, a merge..."""

import pytest

from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import (
    Ballot,
    Candidate,
    ConsultationRound,
    Decision,
    Declaration,
    Member,
    Merge,
    Opening,
    PackEdition,
    Recusal,
    RubricVersion,
    ShortlistEntry,
)
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import undo

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
