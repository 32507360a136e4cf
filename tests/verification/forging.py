"""The owner of a file who writes its history anew: every hash recomputed, so that the file alone shows nothing."""

import json
import sqlite3
from contextlib import closing

from rapporteur_app.workspace.chain import START, entry_hash, lines_digest
from rapporteur_app.workspace.images import compact, digest


def rewrite(path, entry, *, packs=False, **fields):
    """Let an entry say something else, and compute every later hash anew.

    Args:
        path: the closed file.
        entry: which entry.
        packs: whether the heads that the rows of packs name are brought in line, with the row log over them.
        fields: what the entry says now.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.row_factory = sqlite3.Row
        previous = START
        for n, body in connection.execute("SELECT n, body FROM audit_entry ORDER BY n").fetchall():
            said = {**json.loads(body), "previous": previous, **(fields if n == entry else {})}
            if packs:
                _bring_in_line(connection, n, previous)
                said["rows"] = _rows_of(connection, n)
            data = compact(said)
            previous = entry_hash(data)
            connection.execute("UPDATE audit_entry SET body = ?, hash = ? WHERE n = ?", (data, previous, n))


def _bring_in_line(connection, n, head):
    (salt,) = connection.execute("SELECT salt FROM row_salt WHERE entry = ?", (n,)).fetchone()
    query = 'SELECT "row" FROM row_log WHERE entry = ? AND "table" = \'pack_edition\''
    for (row,) in connection.execute(query, (n,)).fetchall():
        connection.execute("UPDATE pack_edition SET audit_head = ? WHERE id = ?", (head[:32], row))
        image = dict(connection.execute("SELECT * FROM pack_edition WHERE id = ?", (row,)).fetchone())
        place = (n, "pack_edition", row)
        connection.execute(
            'UPDATE row_log SET digest = ? WHERE entry = ? AND "table" = ? AND "row" = ?',
            (digest(salt, "pack_edition", row, image), *place),
        )
        connection.execute(
            'UPDATE change SET after = ? WHERE entry = ? AND "table" = ? AND "row" = ?', (json.dumps(image), *place)
        )


def _rows_of(connection, n):
    query = 'SELECT "table", "row", digest FROM row_log WHERE entry = ? ORDER BY id'
    return lines_digest([tuple(row) for row in connection.execute(query, (n,))])
