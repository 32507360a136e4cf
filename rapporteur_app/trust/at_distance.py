"""Opening at a distance: the chair's request goes to the witness, whose part comes back; the witness sees no score.

The request carries the ballots as received and the witness's locked key; the part carries what is left of each sealed
part once the witness's box is off it: still sealed to the chair. The part is signed by a key made for it alone, so that
a byte changed on the way is found; that it is the witness's is shown by the boxes, which nobody else can take off, and
that nothing was exchanged by the members' own signatures over the contents.
"""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapporteur_app.i18n import message
from rapporteur_app.trust.ballots import BallotClear, read_ballot
from rapporteur_app.trust.documents import Fields
from rapporteur_app.trust.envelope import Envelope, read_envelope, write_envelope
from rapporteur_app.trust.errors import Tampered, Unreadable, WrongOpener
from rapporteur_app.trust.keys import SigningKey, unlock_opening
from rapporteur_app.trust.sealing import open_outer

REQUEST, PART = "opening-request", "opening-part"

_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, kw_only=True)
class OpeningRequest:
    """What the chair asks the witness to open: the ballots that count, in the order of the list.

    `list_digest` is the SHA-256 of that list; the witness compares it with the receipt that everybody got. `locked` is
    the witness's key, locked by the witness's passphrase.
    """

    selection: str
    round: int
    title: str
    list_digest: str
    witness: str
    locked: str = field(repr=False)
    ballots: tuple[bytes, ...] = field(repr=False)
    made_at: str = ""
    file_key: str = ""
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class OpeningPart:
    """What comes back: by ballot digest, the sealed part from which the witness's box was taken off."""

    selection: str
    round: int
    request: str
    list_digest: str
    boxes: dict[str, bytes] = field(repr=False)


def make_request(request: OpeningRequest, signing_key: SigningKey) -> bytes:
    """The request as a file, signed by the selection's file key.

    Raises:
        TooLarge: the ballots together are larger than a file may be.
    """
    header = {
        "selection": request.selection,
        "round": request.round,
        "title": request.title,
        "list_digest": request.list_digest,
        "witness": request.witness,
        "locked": request.locked,
        "made_at": request.made_at,
        "file_key": signing_key.public,
    }
    return write_envelope(REQUEST, header, _packed(request.ballots), signing_key)


def read_request(data: bytes) -> OpeningRequest:
    """A request, after its signature was checked with the file key that it names.

    Raises:
        Tampered: a byte differs from what was signed.
        Unreadable, NewerFormat: it is no request, or none that this program reads.
    """
    envelope, fields = _read(data, REQUEST, "file_key")
    return OpeningRequest(
        selection=fields.name("selection"),
        round=fields.whole("round", 1),
        title=fields.string("title", 1000),
        list_digest=fields.hex("list_digest"),
        witness=fields.hex("witness"),
        locked=fields.string("locked", 5000),
        ballots=tuple(_unpacked(envelope.body)),
        made_at=fields.string("made_at", 40),
        file_key=fields.hex("file_key"),
        digest=envelope.digest,
    )


def clear_parts(request: OpeningRequest) -> list[tuple[BallotClear, Envelope]]:
    """The clear part of each ballot in a request, with its signature checked: what the witness compares.

    Raises:
        Tampered, Unreadable: one of them is no whole ballot.
    """
    return [read_ballot(data) for data in request.ballots]


def make_part(request: OpeningRequest, passphrase: str) -> bytes:
    """Take the witness's box off every ballot of a request; the answer to it as a file.

    Raises:
        WrongPassphrase: it does not open the witness's key.
        WrongOpener: the key, or a ballot, is not of this witness.
        Tampered, Unreadable: a ballot is no whole one.
    """
    witness = unlock_opening(request.locked, passphrase)
    if witness.public != request.witness:
        raise WrongOpener(message("Not opened: this is not the key that the ballots were sealed to."))
    boxes = [(envelope.digest, open_outer(envelope.body, witness)) for _clear, envelope in clear_parts(request)]
    header = {
        "selection": request.selection,
        "round": request.round,
        "request": request.digest,
        "list_digest": request.list_digest,
        "ballots": [{"digest": digest} for digest, _box in boxes],
    }
    once = SigningKey.new()
    return write_envelope(PART, {**header, "key": once.public}, _packed([box for _digest, box in boxes]), once)


def read_part(data: bytes) -> OpeningPart:
    """The witness's part.

    Raises:
        Tampered: a byte differs from what was made.
        Unreadable, NewerFormat: it is no such part, or none that this program reads.
    """
    envelope, fields = _read(data, PART, "key")
    digests = [one.hex("digest") for one in fields.parts("ballots")]
    boxes = list(_unpacked(envelope.body))
    if len(boxes) != len(digests) or len(set(digests)) != len(digests):
        fields.refuse("ballots")
    return OpeningPart(
        selection=fields.name("selection"),
        round=fields.whole("round", 1),
        request=fields.hex("request"),
        list_digest=fields.hex("list_digest"),
        boxes=dict(zip(digests, boxes, strict=True)),
    )


def open_outer_from(part: OpeningPart, data: bytes) -> bytes:
    """What is left of a ballot's sealed part once the witness's box is off.

    Raises:
        Unreadable: the part does not hold this ballot.
    """
    found = part.boxes.get(hashlib.sha256(data).hexdigest())
    if found is None:
        raise Unreadable(message("The witness's part was made for other ballots: make a new request."))
    return found


def _read(data: bytes, kind: str, key: str) -> tuple[Envelope, Fields]:
    envelope = read_envelope(data, kind)
    fields = Fields(envelope.header)
    try:
        public = fields.hex(key)
    except Unreadable:
        raise Tampered("the header names no key") from None
    envelope.verify(public)
    return envelope, fields


def _packed(pieces: Sequence[bytes]) -> bytes:
    return b"".join(_LENGTH.pack(len(piece)) + piece for piece in pieces)


def _unpacked(body: bytes) -> list[bytes]:
    pieces, at = [], 0
    while at < len(body):
        begins = at + _LENGTH.size
        if begins > len(body) or (at := begins + _LENGTH.unpack_from(body, at)[0]) > len(body):
            raise Unreadable(message("The file ends before it should. Ask the sender for the file again."))
        pieces.append(body[begins:at])
    return pieces
