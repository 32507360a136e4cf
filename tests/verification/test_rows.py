import sqlite3
from contextlib import closing

import pytest

from rapporteur_app.results.opening import open_results
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Workspace
from rapporteur_app.workspace.chain import PURGED


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE candidate SET name = 'Person X' WHERE id = 7", "Row 7 of candidate was"),
        ("UPDATE candidate SET email = '' WHERE id = 7", "Row 7 of candidate was"),
        ("UPDATE setting SET value = '1' WHERE key = 'quorum'", "Row quorum of setting was"),
        ("UPDATE setting SET value = x'33' WHERE key = 'quorum'", "Row quorum of setting was"),
        ("INSERT INTO template (code, source) VALUES ('x', '')", "Row 1 of template was"),
        ("INSERT INTO member SELECT 3, 'Mei', '', 'en', 'UTC', '', '', ''", "Row 3 of member was"),
    ],
)
def test_a_row_written_past_the_program_is_named(write, failing, statement, said):
    write(statement)
    assert failing() == {"rows": f"{said} not written by this program."}


def test_a_score_edited_after_the_opening_is_named(ready, tmp_path):
    """trust.md: 'Row 777 of score was not written by this program.'"""
    ready.collect(*(ready.ballot(pack) for pack in ready.packs()))
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    ready.workspace.close()
    with closing(sqlite3.connect(ready.workspace.path)) as connection, connection:
        connection.execute("UPDATE score SET value = 5 WHERE id = 17")
    with Workspace.open(ready.workspace.path, write=False) as workspace:
        told = {check.name: str(check.detail) for check in verify(workspace).checks if not check.ok}
    assert told == {"rows": "Row 17 of score was not written by this program."}


def test_a_row_deleted_past_the_program_is_named(write, failing):
    write("DELETE FROM candidate WHERE id = 20")
    assert failing() == {"rows": "Row 20 of candidate is missing, and this program did not delete it."}


def test_a_row_under_another_id_is_named_twice(write, failing):
    write("UPDATE candidate SET id = 99 WHERE id = 20")
    assert failing()["rows"] == (
        "Row 99 of candidate was not written by this program. "
        "Row 20 of candidate is missing, and this program did not delete it."
    )


def test_of_many_rows_the_first_are_named_and_the_rest_counted(write, failing):
    write("UPDATE candidate SET organisation = 'Bribes Ltd'")
    told = [f"Row {n} of candidate was not written by this program." for n in (1, 2, 3)]
    assert failing()["rows"] == " ".join([*told, "17 more do not hold."])


def test_an_edit_that_is_taken_back_is_no_edit(write, verified):
    write("UPDATE candidate SET name = 'X' WHERE id = 7", "UPDATE candidate SET name = 'Person 6' WHERE id = 7")
    assert verified().ok


@pytest.mark.parametrize("line", ["max(id)", "min(id)"])
def test_a_dropped_line_is_named(write, failing, line):
    write(f"DELETE FROM row_log WHERE id = (SELECT {line} FROM row_log)")
    found = failing()
    entry = {"max(id)": 6, "min(id)": 1}[line]
    assert found["row_log"] == f"The row log of entry {entry} is not the one that it vouches for."
    assert "was not written by this program" in found["rows"]


def test_a_line_that_is_made_to_fit_an_edited_row_is_named(filled, write, failing):
    from rapporteur_app.model import Noun
    from rapporteur_app.workspace.images import digest, images

    write("UPDATE candidate SET name = 'X' WHERE id = 7")
    with Workspace.open(filled, write=False) as workspace, workspace.reading() as reader:
        connection = reader.session.connection()
        image = images(connection, Noun.metadata.tables["candidate"], ["7"])["7"]
        salt = connection.exec_driver_sql("SELECT salt FROM row_salt WHERE entry = 3").scalar_one()
    write(f"UPDATE row_log SET digest = '{digest(salt, 'candidate', '7', image)}' WHERE entry = 3 AND row = '7'")

    found = failing()
    assert "rows" not in found
    assert found["row_log"] == "The row log of entry 3 is not the one that it vouches for."
    assert found["undo"].startswith("What entry 3 keeps of row 7 of candidate")


@pytest.mark.parametrize("change", ["entry = 4", "id = id + 1000", "\"row\" = '8'", "digest = 'deleted'"])
def test_a_moved_line_is_named(write, failing, change):
    write(f"UPDATE row_log SET {change} WHERE entry = 3 AND row = '7'")
    assert "row_log" in failing()


def test_a_changed_salt_is_named(write, failing):
    write("UPDATE row_salt SET salt = zeroblob(32) WHERE entry = 4")
    assert failing()["rows"] == "Row 1 of declaration was not written by this program."


def test_salts_that_are_gone_without_a_purge_are_no_excuse(write, failing):
    write("DELETE FROM row_salt", "UPDATE candidate SET name = 'X' WHERE id = 7")
    assert "more do not hold" in failing()["rows"]


def test_after_a_purge_rows_cannot_be_checked_and_that_is_said(filled, write, verified):
    with Workspace.open(filled) as workspace, workspace.transaction(SECRETARIAT, PURGED, reversible=False):
        pass
    write("DELETE FROM row_salt", "DELETE FROM change")
    found = verified()
    assert found.ok
    rows = next(check for check in found.checks if check.name == "rows")
    assert str(rows.detail) == ("29 rows; 29 of them cannot be checked any more, since personal data was purged.")


def test_after_a_purge_foreign_and_missing_rows_and_later_edits_are_still_named(filled, write, failing):
    from rapporteur_app.i18n import message
    from rapporteur_app.model import Member

    with Workspace.open(filled) as workspace, workspace.transaction(SECRETARIAT, PURGED, reversible=False):
        pass
    write("DELETE FROM row_salt", "DELETE FROM change")
    with Workspace.open(filled) as workspace, workspace.transaction(SECRETARIAT, message("Added")) as tx:
        tx.add(Member(name="Noor"))
    write(
        "DELETE FROM candidate WHERE id = 20",
        "INSERT INTO template (code, source) VALUES ('x', '')",
        "UPDATE member SET name = 'X' WHERE name = 'Noor'",
    )
    assert failing()["rows"] == (
        "Row 1 of template was not written by this program. "
        "Row 4 of member was not written by this program. "
        "Row 20 of candidate is missing, and this program did not delete it."
    )


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_forged_image_for_undo_is_named(write, failing, side):
    write(f"UPDATE change SET \"{side}\" = replace(\"{side}\", 'Rosa', 'Mallory') WHERE entry = 5 AND \"row\" = '1'")
    assert failing() == {"undo": "What entry 5 keeps of row 1 of member was not written by this program."}


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE change SET "before" = NULL WHERE entry = 5 AND "row" = \'1\'',
        'UPDATE change SET "before" = "after" WHERE entry = 3 AND "row" = \'1\'',
        "UPDATE change SET entry = 2 WHERE entry = 3 AND \"row\" = '1'",
    ],
)
def test_an_image_where_there_was_none_is_named(write, failing, statement):
    write(statement)
    assert list(failing()) == ["undo"]


@pytest.mark.parametrize(
    "kept", ["[1]", "7", '{"name": {"x": 1}}', '{"name": {"$bytes": "zz"}}', '{"name": {"$bytes": 5}}']
)
def test_what_undo_keeps_is_named_whatever_somebody_wrote_there(write, failing, kept):
    write(f"UPDATE change SET after = '{kept}' WHERE entry = 3 AND \"row\" = '7'")
    assert failing()["undo"].startswith("What entry 3 keeps of row 7 of candidate")
