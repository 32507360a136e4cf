"""Receipts: what arrived, signed with the selection's file key, so that a member can show what was confirmed.

One is given back at each collect; before the opening one list of all goes to everybody (trust.md, 'Opening' 2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapporteur_app.trust.documents import Fields
from rapporteur_app.trust.envelope import read_envelope, write_envelope
from rapporteur_app.trust.errors import Tampered, Unreadable
from rapporteur_app.trust.keys import SigningKey

KIND = "receipt"
MOST_ROUTE = 40


@dataclass(frozen=True, kw_only=True)
class ReceiptLine:
    """One ballot that arrived: whose, by which route (`ballot` or `sheet`), which revision, and the file's digest.

    `key` is the public key that signed it, `words` the four words of that key in the member's language; `status` what
    collecting said; `counts` whether it is the one that would be opened.
    """

    member: str
    route: str
    revision: int
    digest: str
    key: str
    words: str
    status: str
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A receipt, or the list of all before the opening. `file_key` is filled in by `make_receipt`.

    `list_digest` is the SHA-256 of the list of ballots that would count, as the opening will name it. `objections` is
    the moment until which a member may object, or empty. `one_keyholder` says that one person could read scores early.
    """

    selection: str
    round: int
    title: str
    complete: bool
    made_at: str
    audit_head: str
    list_digest: str
    one_keyholder: bool
    lines: tuple[ReceiptLine, ...]
    objections: str = ""
    file_key: str = ""

    def of(self, member: str) -> list[ReceiptLine]:
        """The lines of one member, the newest revision first."""
        return sorted((line for line in self.lines if line.member == member), key=lambda line: -line.revision)


def make_receipt(receipt: Receipt, signing_key: SigningKey) -> bytes:
    """A receipt as a signed file.

    Raises:
        TooLarge: it names more ballots than fit.
    """
    return write_envelope(KIND, _document(receipt, signing_key.public), b"", signing_key)


def read_receipt(data: bytes) -> Receipt:
    """A receipt, after its signature was checked with the file key that it names.

    Whether that key is the selection's is the caller's to know.

    Raises:
        Tampered: a byte differs from what was signed.
        Unreadable, NewerFormat: it is no receipt, or none that this program reads.
    """
    envelope = read_envelope(data, KIND)
    fields = Fields(envelope.header)
    try:
        file_key = fields.hex("file_key")
    except Unreadable:
        raise Tampered("the header names no key") from None
    envelope.verify(file_key)
    return Receipt(
        selection=fields.name("selection"),
        round=fields.whole("round", 1),
        title=fields.string("title", 1000),
        complete=fields.flag("complete"),
        made_at=fields.string("made_at", 40),
        audit_head=fields.string("audit_head"),
        list_digest=fields.hex("list_digest"),
        one_keyholder=fields.flag("one_keyholder"),
        lines=tuple(_line(line) for line in fields.parts("lines")),
        objections=fields.string("objections", 40),
        file_key=file_key,
    )


def _document(receipt: Receipt, file_key: str) -> dict[str, Any]:
    return {
        "selection": receipt.selection,
        "round": receipt.round,
        "title": receipt.title,
        "complete": receipt.complete,
        "made_at": receipt.made_at,
        "audit_head": receipt.audit_head,
        "list_digest": receipt.list_digest,
        "one_keyholder": receipt.one_keyholder,
        "lines": _lines(receipt.lines),
        "objections": receipt.objections,
        "file_key": file_key,
    }


def _lines(lines: Sequence[ReceiptLine]) -> list[dict[str, Any]]:
    return [
        {
            "member": line.member, "route": line.route, "revision": line.revision, "digest": line.digest,
            "key": line.key, "words": line.words, "status": line.status, "counts": line.counts,
        }
        for line in lines
    ]  # fmt: skip


def _line(fields: Fields) -> ReceiptLine:
    return ReceiptLine(
        member=fields.name("member"),
        route=fields.string("route", MOST_ROUTE),
        revision=fields.whole("revision", 1),
        digest=fields.hex("digest"),
        key=fields.hex("key"),
        words=fields.string("words"),
        status=fields.string("status", MOST_ROUTE),
        counts=fields.flag("counts"),
    )
