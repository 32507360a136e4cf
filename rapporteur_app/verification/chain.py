"""The check of the log: each entry is in its place, unchanged, and names the one before it (trust.md)."""

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import AuditEntry
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.workspace import Reader
from rapporteur_app.workspace.chain import START, act_of, body_of, entry_hash


def check_chain(reader: Reader) -> Check:
    """Whether the chain holds from the first entry to the last; else which entry is the first that does not."""
    previous, entries = START, reader.all(AuditEntry)
    for place, entry in enumerate(entries, start=1):
        fault = _fault(entry, place, previous)
        if fault is not None:
            return verdict("chain", [fault], fault)
        previous = entry.hash
    empty = [] if entries else [message("The log is empty.")]
    return verdict("chain", empty, message("{count} entries, each in its place and unchanged.", count=len(entries)))


def _fault(entry: AuditEntry, place: int, previous: str) -> Message | None:
    if entry.n != place:
        return message("Entry {entry} is missing.", entry=place)
    if entry_hash(entry.body) != entry.hash:
        return message("Entry {entry} was changed after it was written.", entry=place)
    act, body = act_of(entry), body_of(entry)
    if act.n != place:
        return message("Entry {entry} stood in another place: it says {said}.", entry=place, said=act.n)
    if body["previous"] != previous:
        return message("Entry {entry} does not follow from entry {before}.", entry=place, before=place - 1)
    return None
