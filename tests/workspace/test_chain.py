import hashlib
import json

import pytest

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.model import AuditEntry
from rapporteur_app.workspace import SECRETARIAT, Actor
from rapporteur_app.workspace.chain import START, Claim, act_of, body_of, entry_hash, installation, next_entry


def test_each_entry_names_the_one_before_it():
    first = next_entry(None, Claim(SECRETARIAT, message("Made")), "rows")
    second = next_entry(first, Claim(SECRETARIAT, message("Changed")), "rows")

    assert (first.n, body_of(first)["previous"]) == (1, START)
    assert (second.n, body_of(second)["previous"]) == (2, first.hash)
    assert first.hash == hashlib.sha256(b"rapporteur/audit/1\0" + first.body).hexdigest()


def test_an_entry_holds_what_trust_md_says():
    entry = next_entry(None, Claim(Actor(3), message("Frozen: {count}", count=2), reversible=False), "abc")
    body = body_of(entry)
    assert sorted(body) == [
        "action", "actor", "installation", "n", "nonce", "previous", "reverses", "reversible", "rows", "time", "values",
    ]  # fmt: skip
    assert (body["actor"], body["rows"], body["values"]) == ("M3", "abc", {"count": 2})
    assert body["installation"] == installation()
    assert len(bytes.fromhex(body["nonce"])) == 16


def test_the_same_act_twice_has_two_hashes():
    claim = Claim(SECRETARIAT, message("Made"))
    assert next_entry(None, claim, "").hash != next_entry(None, claim, "").hash


def test_an_act_reads_as_a_sentence_again():
    inner = message("Merged {first} and {second}", first="C1", second="C2")
    entry = next_entry(None, Claim(SECRETARIAT, message("Undone: entry {n}, {action}", n=7, action=inner)), "")
    act = act_of(entry)
    assert str(act.action) == "Undone: entry 7, Merged C1 and C2"
    assert (act.n, act.actor, act.reversible, act.reverses) == (1, "secretariat", True, None)


def test_an_installation_keeps_its_name(data_home):
    name = installation()
    assert installation() == name
    (data_home / "installation").write_text("")
    assert len(installation()) == 16, "a file left empty by a crash is filled"


GOOD = {"n": 1, "time": "", "actor": "M1", "action": "a {b}", "values": {"b": 1}, "reversible": True, "reverses": None}


@pytest.mark.parametrize(
    "change",
    [
        {"action": "{c}"},
        {"action": "{b.__class__}"},
        {"action": "{b!r}"},
        {"action": "{b:>9999999999}"},
        {"action": "{"},
        {"action": "{0}"},
        {"action": 3},
        {"values": None},
        {"values": {"b": {"message": "x"}}},
        {"n": "one"},
        {"n": None},
    ],
)
def test_an_entry_that_was_tampered_with_is_refused_not_shown(change):
    body = json.dumps({**GOOD, **change}).encode()
    with pytest.raises(UnreadableFile, match="Entry 5 of the log cannot be read"):
        act_of(AuditEntry(n=5, body=body, hash=entry_hash(body)))


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"{}", b"null", b"[" * 100000])
def test_bytes_that_are_no_entry_are_refused(body):
    with pytest.raises(UnreadableFile):
        act_of(AuditEntry(n=5, body=body, hash=""))
