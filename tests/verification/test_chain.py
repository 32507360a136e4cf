import json
import sqlite3
from contextlib import closing

import pytest

from rapporteur_app.workspace.chain import entry_hash
from rapporteur_app.workspace.images import compact


@pytest.fixture
def entries(filled):
    """Read and rewrite the bytes of the log, as a forger with a database tool would."""

    class Entries:
        def read(self):
            with closing(sqlite3.connect(filled)) as connection:
                return dict(connection.execute("SELECT n, body FROM audit_entry"))

        def write(self, n, body, *, rehash=True):
            digest = entry_hash(body)
            with closing(sqlite3.connect(filled)) as connection, connection:
                connection.execute("UPDATE audit_entry SET body = ? WHERE n = ?", (body, n))
                if rehash:
                    connection.execute("UPDATE audit_entry SET hash = ? WHERE n = ?", (digest, n))

    return Entries()


def changed(body, **fields):
    return compact({**json.loads(body), **fields})


def test_changed_bytes_are_named(entries, failing):
    entries.write(3, changed(entries.read()[3], actor="M9"), rehash=False)
    assert failing()["chain"] == "Entry 3 was changed after it was written."


def test_changed_bytes_with_their_hash_recomputed_break_the_next_link(entries, failing):
    entries.write(3, changed(entries.read()[3], actor="M9"))
    assert failing() == {"chain": "Entry 4 does not follow from entry 3."}


def test_a_changed_hash_is_named(write, failing):
    write("UPDATE audit_entry SET hash = lower(hex(randomblob(32))) WHERE n = 6")
    assert failing() == {"chain": "Entry 6 was changed after it was written."}


def test_swapped_entries_are_named(write, failing):
    write(
        "UPDATE audit_entry SET n = 99 WHERE n = 3",
        "UPDATE audit_entry SET n = 3 WHERE n = 4",
        "UPDATE audit_entry SET n = 4 WHERE n = 99",
    )
    assert failing()["chain"] == "Entry 3 stood in another place: it says 4."


@pytest.mark.parametrize("n", [1, 3])
def test_a_missing_entry_is_named(write, failing, n):
    write(f"DELETE FROM audit_entry WHERE n = {n}")
    assert failing()["chain"] == f"Entry {n} is missing."


def test_a_dropped_end_is_seen_by_its_rows(write, failing):
    write("DELETE FROM audit_entry WHERE n = 6")
    assert failing() == {"row_log": "The row log has lines of entry 6, which is not in the log."}


def test_an_emptied_log_is_named(write, failing):
    write("DELETE FROM audit_entry")
    assert failing()["chain"] == "The log is empty."


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"n": 6}', b"\xff\xfe", b"[" * 9000])
def test_bytes_that_are_no_entry_are_named_not_thrown(entries, failing, body):
    entries.write(6, body)
    assert failing()["chain"].startswith("Entry 6 of the log cannot be read.")


def test_a_body_of_another_type_fails_the_check(write, failing):
    write("UPDATE audit_entry SET body = 'text' WHERE n = 2")
    assert "chain" in failing()
