import sqlite3
from contextlib import closing


def test_a_foreign_mark_is_named(write, filled, verified):
    # The program would not open it; a file that changes its marks while it is open is still told.
    from rapporteur_app.verification.verify import verify
    from rapporteur_app.workspace import Workspace

    with Workspace.open(filled, write=False) as workspace:
        write("PRAGMA user_version = 7")
        found = {check.name: str(check.detail) for check in verify(workspace).checks if not check.ok}
    assert found == {"file": "The file does not bear this program's marks."}


def test_a_reference_to_nobody_is_named(write, failing):
    write("PRAGMA foreign_keys = OFF", "UPDATE declaration SET candidate_id = 999")
    assert "Row 1 of declaration refers to a row of candidate that is not there" in failing()["file"]


def test_a_value_that_is_none_of_the_choices_is_named(write, failing):
    write("PRAGMA ignore_check_constraints = ON", "UPDATE declaration SET interest = 'friend'")
    found = failing()
    assert "CHECK constraint failed in declaration" in found["file"]
    assert found["rows"] == "Row 1 of declaration was not written by this program."


def test_a_trigger_or_view_is_named(write, failing):
    write(
        "CREATE TRIGGER helpful AFTER INSERT ON score BEGIN UPDATE score SET value = 10; END",
        "CREATE VIEW pretty AS SELECT 1",
    )
    assert failing() == {
        "file": "“helpful” in the file was not made by this program. “pretty” in the file was not made by this program."
    }


def test_a_missing_table_is_named(write, failing):
    write("DROP TABLE endorsement")
    assert "The table endorsement is missing." in failing()["file"]


def test_an_index_that_says_something_else_is_damage(filled, failing):
    with closing(sqlite3.connect(filled)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_candidate_spelling'"
        page = connection.execute(query).fetchone()[0]
    data = filled.read_bytes()
    at = data.index(b"person 7", (page - 1) * 4096)
    filled.write_bytes(data[:at] + b"person X" + data[at + 8 :])
    assert "The file is damaged: row 8 missing from index ix_candidate_spelling" in failing()["file"]
