"""The ballot as bytes: a clear part that anyone may read and check, and a sealed part for chair and witness.

What of it counts is decided by the stages (scoring, results); here stands what it is, and what is not one.
"""

import hashlib
import hmac
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.trust.documents import Fields, from_json, to_json
from rapporteur_app.trust.envelope import Envelope, read_envelope, write_envelope
from rapporteur_app.trust.errors import (
    ContentDiffers,
    SealedForAnother,
    Tampered,
    Unreadable,
    WitnessPartMissing,
    WrongKey,
)
from rapporteur_app.trust.keys import OpeningKey, SigningKey
from rapporteur_app.trust.sealing import Openers, is_block, open_inner, open_outer, pad, seal, unpad

KIND = "ballot"

LONGEST_COMMENT = 2000
"""The most characters of a comment, or of the reason of a conflict."""

WORDS = frozenset({"AB", "IE", "pass", "concern"})
"""What may stand instead of a number: abstained, insufficient evidence; and for a gate, pass or concern."""


@dataclass(frozen=True)
class Conflict:
    """A conflict that the member found while scoring."""

    candidate: str
    reason: str


@dataclass(frozen=True)
class Answer:
    """What stands in one score cell: a number, one of WORDS, or None (not yet); and the comment."""

    candidate: str
    criterion: str
    value: float | str | None = field(repr=False)
    comment: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class BallotClear:
    """A ballot's clear part (trust.md): readable by the secretariat, vouched for by the member's signature.

    Digests and keys are 64 hexadecimal digits. `answered` of `due` cells hold a number, AB or IE alike. `block` is the
    pack's. `key` (the member's public signing key) and `content` (SHA-256 of the padded plaintext) are filled in by
    `make_ballot`.
    """

    selection: str
    round: int
    member: str
    revision: int
    previous: str | None
    pack_edition: int
    pack_digest: str
    audit_head: str
    rubric: str
    openers: Openers
    block: int
    final: bool
    answered: int
    due: int
    conflicts: tuple[Conflict, ...] = ()
    words_compared: bool = False
    claimed_at: str = ""
    key: str = ""
    content: str = ""


@dataclass(frozen=True, kw_only=True)
class BallotContent:
    """A ballot's sealed part, opened. Its repr shows none of the answers."""

    selection: str
    round: int
    member: str
    key: str
    revision: int
    rubric: str
    answers: tuple[Answer, ...] = field(repr=False)


def make_ballot(clear: BallotClear, answers: Sequence[Answer], signing_key: SigningKey) -> bytes:
    """Seal a member's answers, sign the clear part, and give the file's bytes.

    Raises:
        BadInput: an answer is none, stands twice, or has too long a comment.
        TooLarge: the ballot breaks the limits of the envelope.
        Unreadable: an opening key of the pack is damaged.
    """
    _require_answers(answers)
    signed = replace(clear, key=signing_key.public)
    padded = pad(to_json(_sealed_document(signed, answers)), clear.block)
    signed = replace(signed, content=hashlib.sha256(padded).hexdigest())
    return write_envelope(KIND, _clear_document(signed), seal(padded, clear.openers), signing_key)


def read_ballot(data: bytes) -> tuple[BallotClear, Envelope]:
    """A ballot's clear part, after the signature was checked with the key that the header names.

    Whether that key is the member's is the caller's to know: `require_key`.

    Raises:
        Tampered: a byte differs from what was signed.
        Unreadable, NewerFormat: it is no ballot, or none that this program reads.
    """
    envelope = read_envelope(data, KIND)
    fields = Fields(envelope.header)
    try:
        key = fields.hex("key")
    except Unreadable:
        raise Tampered("the header names no key") from None
    envelope.verify(key)
    return _clear(fields), envelope


def require_key(clear: BallotClear, public: str) -> None:
    """Refuse a ballot that was not signed with the member's key.

    Raises:
        WrongKey: the ballot names another key.
    """
    if clear.key != public:
        raise WrongKey(clear.member)


def open_ballot(
    clear: BallotClear, envelope: Envelope, chair: OpeningKey, witness: OpeningKey | None = None
) -> BallotContent:
    """Open both boxes and check what was in them.

    Raises:
        WitnessPartMissing: the round has a witness, whose key is not given.
        WrongOpener: a box was sealed for another key.
        SealedForAnother, ContentDiffers, Unreadable: as in `read_content`.
    """
    if clear.openers.witness is None:
        return open_ballot_inner(clear, envelope.body, chair)
    if witness is None:
        raise WitnessPartMissing
    return open_ballot_inner(clear, open_outer(envelope.body, witness), chair)


def open_ballot_inner(clear: BallotClear, inner: bytes, chair: OpeningKey) -> BallotContent:
    """Open the chair's box, from which the witness's was taken off; raises as `open_ballot` does."""
    return read_content(clear, open_inner(inner, chair))


def read_content(clear: BallotClear, padded: bytes) -> BallotContent:
    """The sealed part from its opened, padded bytes, checked against the clear part.

    Raises:
        SealedForAnother: it was made for another member, selection, round, revision, key or rubric.
        ContentDiffers: it is not what the signature vouches for.
        Unreadable: it is what was signed, and yet no sealed part of a ballot.
    """
    if not hmac.compare_digest(hashlib.sha256(padded).hexdigest(), clear.content):
        with suppress(Unreadable):
            _require_same(clear, _content(unpad(padded, clear.block)))
        raise ContentDiffers(clear.member)
    content = _content(unpad(padded, clear.block))
    _require_same(clear, content)
    return content


def _require_same(clear: BallotClear, content: BallotContent) -> None:
    """Refuse a sealed part whose inner identity is another's, in a sentence that says whose."""
    foreign: tuple[tuple[bool, Message], ...] = (
        (clear.selection == content.selection, message("Sealed part made for another selection.")),
        (clear.member == content.member, message("Sealed part made for {member}.", member=content.member)),
        (clear.round == content.round, message("Sealed part made for round {round}.", round=content.round)),
        (
            clear.revision == content.revision,
            message("Sealed part made for revision {revision}.", revision=content.revision),
        ),
        (clear.rubric == content.rubric, message("Sealed part made for another version of the criteria.")),
        (clear.key == content.key, message("Sealed part made with another key than the one that signed.")),
    )
    for same, sentence in foreign:
        if not same:
            raise SealedForAnother(sentence)


def _require_answers(answers: Sequence[Answer]) -> None:
    cells = {(answer.candidate, answer.criterion) for answer in answers}
    if len(cells) != len(answers):
        raise BadInput(message("A candidate and criterion stand twice among the scores: keep one."))
    for answer in answers:
        if not _is_value(answer.value):
            text = message(
                "The score of {candidate} on {criterion} is neither a number nor one of AB, IE, pass, concern.",
                candidate=answer.candidate,
                criterion=answer.criterion,
            )
            raise BadInput(text)
        if len(answer.comment) > LONGEST_COMMENT:
            text = message(
                "The comment on {candidate}, {criterion}, is longer than {count} characters: shorten it.",
                candidate=answer.candidate,
                criterion=answer.criterion,
                count=LONGEST_COMMENT,
            )
            raise BadInput(text)


def _is_value(value: object) -> bool:
    if value is None or (isinstance(value, str) and value in WORDS):
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max  # false for what is no number, and for whole numbers that fit no float


def _clear_document(clear: BallotClear) -> dict[str, Any]:
    return {
        "selection": clear.selection,
        "round": clear.round,
        "member": clear.member,
        "key": clear.key,
        "revision": clear.revision,
        "previous": clear.previous,
        "pack_edition": clear.pack_edition,
        "pack_digest": clear.pack_digest,
        "audit_head": clear.audit_head,
        "rubric": clear.rubric,
        "openers": {"chair": clear.openers.chair, "witness": clear.openers.witness},
        "block": clear.block,
        "final": clear.final,
        "answered": clear.answered,
        "due": clear.due,
        "conflicts": [{"candidate": found.candidate, "reason": found.reason} for found in clear.conflicts],
        "words_compared": clear.words_compared,
        "claimed_at": clear.claimed_at,
        "content": clear.content,
    }


def _clear(fields: Fields) -> BallotClear:
    keys = fields.part("openers")
    block = fields.whole("block")
    if not is_block(block):
        fields.refuse("block")
    return BallotClear(
        selection=fields.name("selection"),
        round=fields.whole("round", 1),
        member=fields.name("member"),
        key=fields.hex("key"),
        revision=fields.whole("revision", 1),
        previous=fields.hex_or_none("previous"),
        pack_edition=fields.whole("pack_edition", 1),
        pack_digest=fields.hex("pack_digest"),
        audit_head=fields.string("audit_head"),
        rubric=fields.hex("rubric"),
        openers=Openers(keys.hex("chair"), keys.hex_or_none("witness")),
        block=block,
        final=fields.flag("final"),
        answered=fields.whole("answered"),
        due=fields.whole("due"),
        conflicts=tuple(
            Conflict(found.name("candidate"), found.string("reason", LONGEST_COMMENT))
            for found in fields.parts("conflicts")
        ),
        words_compared=fields.flag("words_compared"),
        claimed_at=fields.string("claimed_at", 40),
        content=fields.hex("content"),
    )


def _sealed_document(clear: BallotClear, answers: Sequence[Answer]) -> dict[str, Any]:
    return {
        "random": secrets.token_hex(32),
        "selection": clear.selection,
        "round": clear.round,
        "member": clear.member,
        "key": clear.key,
        "revision": clear.revision,
        "rubric": clear.rubric,
        "answers": [
            {"candidate": one.candidate, "criterion": one.criterion, "value": one.value, "comment": one.comment}
            for one in answers
        ],
    }


def _content(data: bytes) -> BallotContent:
    fields = Fields(from_json(data))
    fields.hex("random")
    answers = tuple(_answer(one) for one in fields.parts("answers"))
    if len({(one.candidate, one.criterion) for one in answers}) != len(answers):
        fields.refuse("answers")
    return BallotContent(
        selection=fields.name("selection"),
        round=fields.whole("round", 1),
        member=fields.name("member"),
        key=fields.hex("key"),
        revision=fields.whole("revision", 1),
        rubric=fields.hex("rubric"),
        answers=answers,
    )


def _answer(fields: Fields) -> Answer:
    value = fields.raw("value")
    if not _is_value(value):
        fields.refuse("value")
    return Answer(
        fields.name("candidate"), fields.string("criterion"), value, fields.string("comment", LONGEST_COMMENT)
    )
