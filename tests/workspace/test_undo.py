import pytest

from rapporteur_app.errors import NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import (
    Candidate,
    ConsultationRound,
    Declaration,
    Member,
    Noun,
    Setting,
    Stage,
    StageClosing,
)
from rapporteur_app.workspace import SECRETARIAT, Actor
from rapporteur_app.workspace.undo import STAGES, acts, last_reversible, undo


def names(workspace):
    with workspace.reading() as reader:
        return [member.name for member in reader.all(Member)]


def add(workspace, name, **how):
    with workspace.transaction(SECRETARIAT, message("Member added"), **how) as tx:
        tx.add(Member(name=name))


def rename(workspace, number, name):
    with workspace.transaction(SECRETARIAT, message("Member renamed")) as tx:
        member = tx.need(Member, number)
        member.name = name
        tx.add(member)


def delete(workspace, number):
    with workspace.transaction(SECRETARIAT, message("Member deleted")) as tx:
        tx.delete(tx.need(Member, number))


def test_the_last_act_is_undone_by_a_new_entry(workspace):
    add(workspace, "Rosa")
    act = undo(workspace, Actor(4))

    assert (act.n, str(act.action)) == (2, "Member added")
    assert names(workspace) == []
    with workspace.reading() as reader:
        assert [(a.n, a.actor, str(a.action), a.reverses) for a in acts(reader)][1:] == [
            (2, "secretariat", "Member added", None),
            (3, "M4", "Undone: entry 2, Member added", 2),
        ]


def test_a_change_and_a_deletion_are_undone(workspace):
    add(workspace, "Rosa")
    rename(workspace, 1, "Rosa María")
    undo(workspace, SECRETARIAT)
    assert names(workspace) == ["Rosa"]

    delete(workspace, 1)
    undo(workspace, SECRETARIAT)
    assert names(workspace) == ["Rosa"]


def test_undo_goes_back_act_by_act(workspace):
    add(workspace, "Rosa")
    add(workspace, "Ali")
    rename(workspace, 1, "Rosa María")
    assert [undo(workspace, SECRETARIAT).n for _ in range(3)] == [4, 3, 2]
    assert names(workspace) == []
    with pytest.raises(NotFound, match="There is nothing to undo"):
        undo(workspace, SECRETARIAT)


def test_a_named_act_is_undone_and_later_ones_stay(workspace):
    add(workspace, "Rosa")
    add(workspace, "Ali")
    undo(workspace, SECRETARIAT, 2)
    assert names(workspace) == ["Ali"]


def test_undoing_an_undo_does_the_act_again(workspace):
    add(workspace, "Rosa")
    undo(workspace, SECRETARIAT)
    undo(workspace, SECRETARIAT, 3)
    assert names(workspace) == ["Rosa"]

    with workspace.reading() as reader:
        assert last_reversible(reader).n == 2
    undo(workspace, SECRETARIAT)
    assert names(workspace) == []
    undo(workspace, SECRETARIAT, 5)
    assert names(workspace) == ["Rosa"]


def test_an_act_is_not_undone_twice(workspace):
    add(workspace, "Rosa")
    undo(workspace, SECRETARIAT)
    with pytest.raises(WrongStage, match="Entry 2 was undone already, by entry 3"):
        undo(workspace, SECRETARIAT, 2)

    undo(workspace, SECRETARIAT, 3)
    undo(workspace, SECRETARIAT, 4)
    with pytest.raises(WrongStage, match="Entry 2 was undone already, by entry 3"):
        undo(workspace, SECRETARIAT, 2)


def test_an_act_whose_rows_a_later_one_changed_is_not_undone(workspace):
    add(workspace, "Rosa")
    rename(workspace, 1, "Rosa María")
    before = workspace.path.read_bytes()
    with pytest.raises(WrongStage, match="“Member added” cannot be undone: a later act changed or uses what it made"):
        undo(workspace, SECRETARIAT, 2)
    assert workspace.path.read_bytes() == before


def test_an_act_whose_rows_a_later_one_refers_to_is_not_undone(workspace):
    with workspace.transaction(SECRETARIAT, message("Pool filled")) as tx:
        tx.add(Member(name="Rosa"))
        tx.add(Candidate(name="Ana", spelling="ana"))
    with workspace.transaction(SECRETARIAT, message("Declared")) as tx:
        tx.add(Declaration(member_id=1, candidate_id=1, interest="none", at=""))
    before = workspace.path.read_bytes()

    with pytest.raises(
        WrongStage, match=r"“Pool filled” cannot be undone: a later act.* last act is entry 3, “Declared”"
    ):
        undo(workspace, SECRETARIAT, 2)
    assert workspace.path.read_bytes() == before

    undo(workspace, SECRETARIAT, 3)
    undo(workspace, SECRETARIAT, 2)
    assert names(workspace) == []


def a_round(number):
    return ConsultationRound(number=number, question="", starts="", ends="", opened_at="")


def test_an_act_whose_place_a_later_one_took_is_not_undone(workspace):
    with workspace.transaction(SECRETARIAT, message("Round made")) as tx:
        tx.add(a_round(1))
    with workspace.transaction(SECRETARIAT, message("Round deleted")) as tx:
        tx.delete(tx.need(ConsultationRound, 1))
    with workspace.transaction(SECRETARIAT, message("Round made again")) as tx:
        tx.add(a_round(1))
    with pytest.raises(WrongStage, match="“Round deleted” cannot be undone: a later act"):
        undo(workspace, SECRETARIAT, 3)


def test_two_rows_that_exchanged_a_value_get_it_back(workspace):
    with workspace.transaction(SECRETARIAT, message("Rounds made")) as tx:
        tx.add_all([a_round(1), a_round(2)])
    with workspace.transaction(SECRETARIAT, message("Rounds exchanged")) as tx:
        first, second = tx.all(ConsultationRound)
        for round_, number in ((first, 9), (second, 1), (first, 2)):
            round_.number = number
            tx.add(round_)
    undo(workspace, SECRETARIAT)
    with workspace.reading() as reader:
        assert [(r.id, r.number) for r in reader.all(ConsultationRound)] == [(1, 1), (2, 2)]


def test_what_cannot_be_reversed_is_refused_by_name(workspace):
    add(workspace, "Rosa", reversible=False)
    for entry in (None, 2):
        with pytest.raises(WrongStage, match="“Member added” cannot be undone"):
            undo(workspace, SECRETARIAT, entry)
    with pytest.raises(WrongStage, match="“Selection made” cannot be undone"):
        undo(workspace, SECRETARIAT, 1)
    with workspace.reading() as reader:
        assert last_reversible(reader) is None


def test_an_entry_that_is_not_there_is_said(workspace):
    for entry in (0, -1, 99):
        with pytest.raises(NotFound, match=f"The log has no entry {entry}"):
            undo(workspace, SECRETARIAT, entry)
    with pytest.raises(NotFound, match="There is nothing to undo"):
        undo(workspace, SECRETARIAT)


def test_an_act_that_changed_nothing_is_said(workspace):
    with workspace.transaction(SECRETARIAT, message("Looked")):
        pass
    with pytest.raises(WrongStage, match="Entry 2 changed nothing that could be put back"):
        undo(workspace, SECRETARIAT)


def test_rows_that_refer_to_each_other_come_back_together(workspace):
    with workspace.transaction(SECRETARIAT, message("Pool filled")) as tx:
        tx.add_all([Member(name="Rosa"), Candidate(name="Ana", spelling="ana")])
        tx.add(Declaration(member_id=1, candidate_id=1, interest="none", at=""))
        tx.add(Candidate(name="Anna", spelling="anna", merged_into=1))
    undo(workspace, SECRETARIAT)
    undo(workspace, SECRETARIAT, 3)
    with workspace.reading() as reader:
        assert reader.need(Candidate, 2).merged_into == 1
        assert reader.count(Declaration) == 1


def test_a_settings_old_value_comes_back(workspace):
    with workspace.transaction(SECRETARIAT, message("Title changed")) as tx:
        title = tx.need(Setting, "title")
        title.value = "Another"
        tx.add(title)
        tx.add(Setting(key="quorum", value="3"))
    undo(workspace, SECRETARIAT)
    with workspace.reading() as reader:
        assert reader.need(Setting, "title").value == "Rapporteur"
        assert reader.get(Setting, "quorum") is None


def test_what_a_closed_stage_holds_is_not_put_back(workspace):
    add(workspace, "Rosa")
    with workspace.transaction(SECRETARIAT, message("Stage closed")) as tx:
        tx.add(StageClosing(stage=Stage.SETUP, closed_at="2021-04-01T00:00:00+00:00"))
    with pytest.raises(WrongStage, match=r"“Set up” is closed. Reopen it first"):
        undo(workspace, SECRETARIAT, 2)
    assert names(workspace) == ["Rosa"]
    undo(workspace, SECRETARIAT)
    undo(workspace, SECRETARIAT)
    assert names(workspace) == []


def test_every_table_that_a_stage_holds_is_one_of_the_selection():
    named = [table for tables in STAGES.values() for table in tables]
    assert len(named) == len(set(named))
    assert set(named) <= set(Noun.metadata.tables)
