from rapporteur_app.i18n import message
from rapporteur_app.progress import Silent
from rapporteur_app.verification.verify import CHECKS, verify
from rapporteur_app.workspace import SECRETARIAT, Workspace


class Counting(Silent):
    def __init__(self):
        self.total, self.done = None, 0

    def start(self, what, total=None):
        self.total = total

    def advance(self, units=1):
        self.done += units


def test_a_file_that_only_this_program_wrote_holds(verified):
    found = verified()
    assert found.ok
    assert [check.name for check in found.checks] == list(CHECKS)
    assert all(check.ok and str(check.detail) for check in found.checks)
    assert found.entries == 6
    assert len(found.audit_head) == 64


def test_a_file_that_was_just_made_holds(workspace):
    found = verify(workspace)
    assert found.ok
    assert found.entries == 1
    assert found.audit_head == workspace.head()


def test_verifying_changes_nothing(filled, verified):
    before = filled.read_bytes()
    assert verified().ok
    assert filled.read_bytes() == before
    assert [file.name for file in filled.parent.iterdir()] == [filled.name]


def test_it_tells_how_far_it_is(workspace):
    progress = Counting()
    verify(workspace, progress)
    assert progress.done == progress.total == len(CHECKS)


def test_an_undone_file_holds(filled, verified):
    from rapporteur_app.workspace.undo import undo

    with Workspace.open(filled) as workspace:
        for entry in (6, 5, 4):
            undo(workspace, SECRETARIAT, entry)
        undo(workspace, SECRETARIAT, 8)
    assert verified().ok


def test_json_is_what_other_programs_read(verified):
    found = verified().as_json()
    assert list(found) == ["ok", "checks", "audit_head", "entries"]
    assert list(found["checks"][0]) == ["name", "ok", "detail"]


def test_what_is_no_text_fails_its_check_and_no_other(write, verified):
    write("UPDATE stakeholder SET organisation = CAST(x'ff41' AS TEXT)")
    found = {check.name: check for check in verified().checks}
    assert "cannot be read" in str(found["rows"].detail)
    assert [name for name, check in found.items() if not check.ok] == ["rows"]


def test_a_busy_selection_of_many_rows_is_verified_in_a_few_seconds(workspace):
    from rapporteur_app.model import Member

    with workspace.transaction(SECRETARIAT, message("Many")) as tx:
        tx.add_all([Member(name=f"Member {number}") for number in range(5000)])
    assert verify(workspace).ok
