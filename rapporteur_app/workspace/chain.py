"""The audit chain: each entry holds the hash of the one before it, so that history cannot be changed unseen."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

from sqlmodel import Session, desc, select

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import AuditEntry
from rapporteur_app.paths import data_dir
from rapporteur_app.workspace.actor import Actor
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.images import compact
from rapporteur_app.workspace.storage import plain_file_errors

START = "0" * 64
"""The 'previous hash' of the first entry."""

ANCHOR_DIGITS = 32
"""How many hexadecimal digits of a head are printed in packs, minutes and reports."""

PURGED = message("Personal data purged")
"""The action of a purge: the salts of the entries up to it are gone with it, and their digests say nothing any more."""


@dataclass(frozen=True)
class Act:
    """One entry of the log, read: what was done, by whom, when."""

    n: int
    hash: str
    time: str
    actor: str
    action: Message
    reversible: bool
    reverses: int | None


def entry_hash(body: bytes) -> str:
    """The hash that the next entry names: SHA-256 over a fixed prefix and the entry's bytes (trust.md)."""
    return hashlib.sha256(b"rapporteur/audit/1\0" + body).hexdigest()


def lines_digest(lines: Iterable[Sequence[str]]) -> str:
    """The digest of an entry's row log: SHA-256 of its lines [table, row, digest] in order."""
    found = hashlib.sha256()
    for line in lines:
        found.update(line_bytes(line))
    return found.hexdigest()


def line_bytes(line: Sequence[str]) -> bytes:
    """What a line [table, row, digest] adds to that digest."""
    return compact(list(line)) + b"\n"


def last_entry(session: Session) -> AuditEntry | None:
    """The newest entry, or None in a file that has just been made."""
    return session.exec(select(AuditEntry).order_by(desc(AuditEntry.n)).limit(1)).first()


def installation() -> str:
    """A random name of this installation, so that two copies of a file can be told apart; made on first use."""
    file = data_dir() / "installation"
    with plain_file_errors(file):
        if not file.exists() or not file.stat().st_size:
            file.write_text(secrets.token_hex(8), "ascii")
        return file.read_text("ascii", errors="replace").strip()


@dataclass(frozen=True)
class Claim:
    """What an act says of itself before it has a place in the chain."""

    actor: Actor
    action: Message
    reversible: bool = True
    reverses: int | None = None


def next_entry(previous: AuditEntry | None, claim: Claim, rows: str) -> AuditEntry:
    """The entry that follows `previous`, with the digest of its row log."""
    number = 1 if previous is None or previous.n is None else previous.n + 1
    body = {
        "n": number,
        "previous": START if previous is None else previous.hash,
        "time": now(),
        "actor": str(claim.actor),
        "action": claim.action.msgid,
        "values": _plain(claim.action),
        "reversible": claim.reversible,
        "reverses": claim.reverses,
        "nonce": secrets.token_hex(16),
        "installation": installation(),
        "rows": rows,
    }
    data = compact(body)
    return AuditEntry(n=number, body=data, hash=entry_hash(data))


def _plain(action: Message) -> dict[str, Any]:
    """A message's values as JSON: an inner message keeps its text as {"message": ..., "values": ...}."""
    return {
        name: {"message": value.msgid, "values": _plain(value)} if isinstance(value, Message) else value
        for name, value in action.values.items()
    }


def _message(msgid: str, values: dict[str, Any]) -> Message:
    inner = {n: _message(v["message"], v["values"]) if isinstance(v, dict) else v for n, v in values.items()}
    for _text, place, form, conversion in Formatter().parse(msgid) if inner else ():
        if place is not None and (place not in inner or form or conversion):
            raise ValueError(place)
    return Message(str(msgid), inner)


def body_of(entry: AuditEntry) -> dict[str, Any]:
    """An entry's bytes, parsed."""
    parsed: dict[str, Any] = json.loads(entry.body)
    return parsed


def act_of(entry: AuditEntry) -> Act:
    """An entry as an act that can be shown.

    Raises:
        UnreadableFile: its bytes are not an entry's.
    """
    try:
        body = body_of(entry)
        action = _message(body["action"], body["values"])
        told = (str(body["time"]), str(body["actor"]), action, bool(body["reversible"]), body["reverses"])
        return Act(int(body["n"]), entry.hash, *told)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        text = message("Entry {entry} of the log cannot be read. “verify” says what else does not hold.", entry=entry.n)
        raise UnreadableFile(text, str(error)) from error
