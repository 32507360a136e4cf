import pytest
from sqlmodel import col, update

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.model import AuditEntry, Candidate, Change, Member, RowLog, RowSalt, Setting, Stage, StageClosing
from rapporteur_app.workspace import SECRETARIAT, Actor
from rapporteur_app.workspace.chain import body_of, lines_digest
from rapporteur_app.workspace.images import DELETED, digest


def act(workspace, *nouns, action="Done"):
    with workspace.transaction(SECRETARIAT, message(action)) as tx:
        return tx.add_all(list(nouns))


def logged(workspace, entry):
    """The row log of an entry: table, row, and whether it was there before and after."""
    with workspace.reading() as reader:
        lines = reader.all(RowLog, entry=entry)
        changes = reader.all(Change, entry=entry)
    assert [(line.table, line.row) for line in lines] == [(change.table, change.row) for change in changes]
    return [
        (line.table, line.row, bool(change.before), bool(change.after))
        for line, change in zip(lines, changes, strict=True)
    ]


def test_an_act_is_whole_and_in_the_log(workspace):
    act(workspace, Member(name="Rosa"), Member(name="Ali"), action="Members added")
    assert logged(workspace, 2) == [("member", "1", False, True), ("member", "2", False, True)]
    with workspace.reading() as reader:
        assert body_of(reader.need(AuditEntry, 2))["action"] == "Members added"
        assert workspace.head() == reader.need(AuditEntry, 2).hash


def test_an_update_and_a_delete_are_logged_with_what_was_there(workspace):
    act(workspace, Member(name="Rosa"), Member(name="Ali"))
    with workspace.transaction(SECRETARIAT, message("Changed")) as tx:
        rosa = tx.need(Member, 1)
        rosa.name = "Rosa María"
        tx.add(rosa)
        tx.delete(tx.need(Member, 2))

    assert logged(workspace, 3) == [("member", "1", True, True), ("member", "2", True, False)]
    with workspace.reading() as reader:
        assert [line.digest == DELETED for line in reader.all(RowLog, entry=3)] == [False, True]
        assert reader.first(Change, entry=3, row="1").before["name"] == "Rosa"
        assert reader.first(Change, entry=3, row="1").after["name"] == "Rosa María"


def test_a_row_touched_many_times_in_one_act_is_one_line(workspace):
    with workspace.transaction(SECRETARIAT, message("Busy")) as tx:
        rosa = tx.add(Member(name="Rosa"))
        for name in ("A", "B", "C"):
            rosa.name = name
            tx.add(rosa)
        tx.delete(tx.add(Member(name="Nobody")))
        title = tx.need(Setting, "title")
        tx.delete(title)
        tx.add(Setting(key="title", value="New"))
    assert logged(workspace, 2) == [("member", "1", False, True), ("setting", "title", True, True)]


def test_an_object_that_was_read_but_not_changed_is_not_logged(workspace):
    with workspace.transaction(SECRETARIAT, message("Looked")) as tx:
        title = tx.need(Setting, "title")
        title.value = str(title.value)
        tx.add(title)
    assert logged(workspace, 2) == []


def test_each_digest_can_be_recomputed_from_the_row_and_its_entrys_salt(workspace):
    act(workspace, Candidate(name="Ana", spelling="ana"))
    with workspace.reading() as reader:
        line, change = reader.first(RowLog, entry=2), reader.first(Change, entry=2)
        salt = reader.need(RowSalt, 2).salt
        assert line.digest == digest(salt, "candidate", "1", change.after)
        assert body_of(reader.need(AuditEntry, 2))["rows"] == lines_digest([(line.table, line.row, line.digest)])
        assert len({row.salt for row in reader.all(RowSalt)}) == 2


def test_no_personal_data_stands_in_an_entry(workspace):
    secrets = ("Ana Pérez", "ana@example.org", "+51 999")
    act(workspace, Candidate(name=secrets[0], spelling="ana perez", email=secrets[1], phone=secrets[2]))
    with workspace.reading() as reader:
        for entry in reader.all(AuditEntry):
            assert not any(secret.encode() in entry.body for secret in (*secrets, "ana perez", "Pérez"))
        for line in reader.all(RowLog):
            assert (line.table, line.row, len(line.digest)) in {("setting", line.row, 32), ("candidate", "1", 32)}


def exchange_rosa_for_ali_and(error, workspace):
    with workspace.transaction(SECRETARIAT, message("Fails")) as tx:
        tx.add(Member(name="Ali"))
        tx.delete(tx.need(Member, 1))
        raise error


@pytest.mark.parametrize("error", [RuntimeError("fault"), KeyboardInterrupt(), BadInput(message("No."))])
def test_an_act_that_fails_leaves_the_file_byte_for_byte(workspace, error):
    act(workspace, Member(name="Rosa"))
    before = workspace.path.read_bytes()
    with pytest.raises(type(error)):
        exchange_rosa_for_ali_and(error, workspace)
    assert workspace.path.read_bytes() == before

    act(workspace, Member(name="Mei"))
    with workspace.reading() as reader:
        assert [member.name for member in reader.all(Member)] == ["Rosa", "Mei"]
        assert reader.count(AuditEntry) == 3


def add_many_and_fail(workspace):
    with workspace.transaction(SECRETARIAT, message("Fails")) as tx:
        tx.connection.exec_driver_sql("PRAGMA cache_size = 2")
        tx.add_all([Member(name="Ali" * 400) for _ in range(500)])
        raise RuntimeError


def test_a_large_act_that_fails_leaves_the_file_byte_for_byte(workspace):
    act(workspace, Member(name="Rosa"))
    before = workspace.path.read_bytes()
    with pytest.raises(RuntimeError):
        add_many_and_fail(workspace)
    assert workspace.path.read_bytes() == before


def test_rows_cannot_be_written_past_the_log(workspace):
    act(workspace, Member(name="Rosa"))
    with (
        pytest.raises(RuntimeError, match="so that the log hears of each"),
        workspace.transaction(SECRETARIAT, message("Bulk")) as tx,
    ):
        tx.session.exec(update(Member).where(col(Member.id) == 1).values(name="X"))


def test_the_log_says_who_acts(workspace):
    with workspace.transaction(Actor(7), message("Done")):
        pass
    with workspace.reading() as reader:
        assert body_of(reader.need(AuditEntry, 2))["actor"] == "M7"


def test_a_stage_can_be_required_open_inside_an_act(workspace):
    act(workspace, StageClosing(stage=Stage.SCREENING, closed_at=""))
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.require_open(Stage.SETUP)
        assert tx.first(StageClosing, stage=Stage.SCREENING)


def test_a_thousand_changed_rows_are_all_logged(workspace):
    act(workspace, *[Member(name="x") for _ in range(1200)])
    with workspace.transaction(SECRETARIAT, message("Renamed")) as tx:
        members = tx.all(Member)
        for member in members:
            member.name = "y"
        tx.add_all(members)
    lines = logged(workspace, 3)
    assert len(lines) == 1200
    assert {line[2:] for line in lines} == {(True, True)}
