import hashlib
import json

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, Candidate, Member, Noun, Setting
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.images import (
    DELETED,
    all_images,
    compact,
    digest,
    fits_digest,
    image_json,
    images,
    kept_image,
    logged_tables,
    put,
)

SALT = bytes(32)


@pytest.fixture
def filled(workspace):
    with workspace.transaction(SECRETARIAT, message("Filled")) as tx:
        tx.add(Candidate(name="Ana Pérez", spelling="ana perez", thematic_areas=[1, 3], available=True))
        tx.add(
            Ballot(round=1, revision=1, file="b", digest="d", status="draft", final=False, scored=0, due=1,
                   received_at="", data=b"\0\xff")
        )  # fmt: skip
    return workspace


def test_an_image_holds_the_databases_own_values(filled):
    with filled.reading() as reader:
        connection = reader.session.connection()
        ana = images(connection, Noun.metadata.tables["candidate"], ["1", "99"])
        ballot = images(connection, Noun.metadata.tables["ballot"], ["1"])["1"]
    assert list(ana) == ["1"]
    assert (ana["1"]["name"], ana["1"]["thematic_areas"], ana["1"]["available"]) == ("Ana Pérez", "[1,3]", 1)
    assert ballot["data"] == b"\0\xff"
    assert kept_image(json.loads(image_json(ballot))) == ballot
    assert (image_json(None), kept_image(None)) == (None, None)


def test_bytes_are_in_a_digest_by_their_own_and_a_file_of_before_still_holds(filled):
    with filled.reading() as reader:
        image = images(reader.session.connection(), Noun.metadata.tables["ballot"], ["1"])["1"]
    texts = [{**image, "data": {name: text}} for name, text in (
        ("$sha256", hashlib.sha256(b"\0\xff").hexdigest()), ("$bytes", "00ff"), ("$bytes", "00fe"),
    )]  # fmt: skip
    new, old, other = (digest(SALT, "ballot", "1", text) for text in texts)
    assert digest(SALT, "ballot", "1", image) == new
    assert [fits_digest(text, SALT, "ballot", "1", image) for text in (new, old, other)] == [True, True, False]
    assert fits_digest(DELETED, SALT, "ballot", "1", None)
    assert not fits_digest(new, SALT, "ballot", "1", None)


def test_what_was_read_can_be_put_back(filled):
    table = Noun.metadata.tables["ballot"]
    with filled.transaction(SECRETARIAT, message("x")) as tx:
        before = dict(all_images(tx.connection, table))
        put(tx.connection, table, {"1": None})
        assert dict(all_images(tx.connection, table)) == {}
        put(tx.connection, table, before)
        assert dict(all_images(tx.connection, table)) == before


def test_a_thousand_rows_are_read_in_parts(workspace):
    with workspace.transaction(SECRETARIAT, message("Many")) as tx:
        tx.add_all([Member(name=f"Member {number}") for number in range(1201)])
        found = images(tx.connection, Noun.metadata.tables["member"], [str(key) for key in range(1, 1203)])
    assert len(found) == 1201
    assert found["1201"]["name"] == "Member 1200"


def test_a_table_keyed_by_text_has_images_too(workspace):
    with workspace.reading() as reader:
        found = images(reader.session.connection(), Setting.__table__, ["title", "nothing"])
    assert found == {"title": {"key": "title", "value": "Rapporteur"}}


def test_every_table_but_the_logs_own_is_logged():
    names = {table.name for table in logged_tables()}
    without = {"audit_entry", "blob", "change", "row_log", "row_salt"}
    assert without | names == set(Noun.metadata.tables)
    assert not without & names


def test_the_digest_hangs_on_every_part():
    image = {"id": 1, "name": "Ana"}
    base = digest(SALT, "member", "1", image)
    assert len(base) == 32
    assert digest(SALT, "member", "1", {"name": "Ana", "id": 1}) == base, "not on the order of the columns"
    others = [
        digest(bytes(31) + b"\1", "member", "1", image),
        digest(SALT, "candidate", "1", image),
        digest(SALT, "member", "2", image),
        digest(SALT, "member", "1", {"id": 1, "name": "Ana "}),
        digest(SALT, "member", "1", {"id": 1, "name": None}),
    ]
    assert len({base, *others}) == 6
    assert digest(SALT, "member", "1", None) == DELETED


def test_compact_json_is_the_same_everywhere():
    assert compact({"b": [1, 2.5, None], "a": "é\n"}) == '{"a":"é\\n","b":[1,2.5,null]}'.encode()
