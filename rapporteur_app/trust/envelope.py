"""The one envelope in which everything signed travels: a clear, signed header and a body that the header vouches for.

`89 52 50 54 0D 0A 1A 0A`, version u16, kind length u16, header length u32 (big-endian), kind, header, 64-byte
signature, body. The signature covers the header's bytes as they lie in the file; nothing is ever serialised again.
"""

import hashlib
import hmac
import re
import struct
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from rapporteur_app.i18n import message
from rapporteur_app.trust.documents import Fields, from_json, to_json
from rapporteur_app.trust.errors import NewerFormat, Tampered, TooLarge, Unreadable
from rapporteur_app.trust.keys import SigningKey

MAGIC = b"\x89RPT\r\n\x1a\n"
"""What every envelope begins with; a transfer that takes it for text breaks it."""

VERSION = 1
"""The version of the format that this program writes and reads."""

SIGNATURE_LENGTH = 64
BODY_LENGTH, BODY_DIGEST = "body_length", "body_sha256"
"""The two header fields that the envelope itself writes."""

_FIXED = struct.Struct(">8sHHI")
_KIND = re.compile(rb"[a-z][a-z-]{0,31}")
_MIB = 1024 * 1024
FROM_ON = 4 * _MIB
"""Bytes from which on it is worth to hash at the same time."""


@dataclass(frozen=True)
class Limits:
    """The most bytes that a header and a body may have; checked before anything is parsed."""

    header: int
    body: int


ORDINARY = Limits(header=256 * 1024, body=32 * _MIB)
PACK = Limits(header=8 * _MIB, body=500 * _MIB)
LARGE = {"pack": PACK, "opening-request": PACK, "opening-part": PACK}
"""What may be larger than the rest: a pack holds documents, a request and its answer hold every ballot."""


def limits(kind: str) -> Limits:
    """The limits of a kind of envelope."""
    return LARGE.get(kind, ORDINARY)


def largest_file(kind: str) -> int:
    """The most bytes that a file of this kind can have, so that a larger one is never read into memory."""
    allowed = limits(kind)
    return _FIXED.size + len(kind) + allowed.header + SIGNATURE_LENGTH + allowed.body


@dataclass(frozen=True)
class Envelope:
    """An envelope whose structure, limits and body were checked, and its signature not yet: see `verify`.

    Attributes:
        kind: what it is.
        header: what it says in clear.
        header_bytes: the header as it lies in the file, which is what was signed.
        signature: 64 bytes.
        data: the whole file.
        body_at: where the body begins in it.
        digest: the SHA-256 of the whole file, in hexadecimal.
    """

    kind: str
    header: dict[str, Any]
    header_bytes: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    data: bytes = field(repr=False)
    body_at: int
    digest: str

    @property
    def body(self) -> bytes:
        """A copy of the body, whose size may be hundreds of megabytes in a pack."""
        return self.data[self.body_at :]

    def verify(self, public_key: str) -> None:
        """Check the signature with a public key (64 hexadecimal digits).

        Raises:
            Tampered: the key did not sign this header.
        """
        verify_signature(self.kind, self.header_bytes, self.signature, public_key)


def verify_signature(kind: str, header: bytes, signature: bytes, public_key: str) -> None:
    """Check the signature over a header with a public key (64 hexadecimal digits).

    Raises:
        Tampered: the key did not sign this header.
    """
    try:
        VerifyKey(bytes.fromhex(public_key)).verify(signed_bytes(kind, header), signature)
    except (CryptoError, ValueError, TypeError) as error:
        raise Tampered("the signature does not fit") from error


def signed_bytes(kind: str, header: bytes) -> bytes:
    """The bytes under a signature: with the kind before the header, so that none is taken for another (trust.md)."""
    return b"rapporteur/" + kind.encode("ascii") + b"/1\0" + header


def write_envelope(kind: str, header: dict[str, Any], body: bytes, signing_key: SigningKey) -> bytes:
    """Sign a header and seal nothing: the file's bytes. The body's length and SHA-256 are added to the header.

    Raises:
        TooLarge: header or body break the limits of the kind.
        BadInput: the header holds what JSON cannot.
    """
    return b"".join(envelope_parts(kind, header, [body], signing_key))


def envelope_parts(kind: str, header: dict[str, Any], body: Sequence[bytes], signing_key: SigningKey) -> list[bytes]:
    """Like `write_envelope`, of a large body in parts, which are not copied; the file's bytes are the parts' together.

    Raises:
        TooLarge, BadInput: as there.
    """
    length = sum(map(len, body))
    vouched = {**header, BODY_LENGTH: length, BODY_DIGEST: digest_of(body)}
    head, name, allowed = to_json(vouched), kind.encode("ascii"), limits(kind)
    if len(head) > allowed.header or length > allowed.body:
        size = message(
            "This is too large to be sent: {header} and {body} bytes, where {most_header} and {most_body} are allowed. "
            "Shorten the comments and reasons.",
            header=len(head),
            body=length,
            most_header=allowed.header,
            most_body=allowed.body,
        )
        raise TooLarge(size)
    fixed = _FIXED.pack(MAGIC, VERSION, len(name), len(head))
    return [b"".join((fixed, name, head, signing_key.sign(signed_bytes(kind, head)))), *body]


def digest_of(parts: Iterable[bytes]) -> str:
    """The SHA-256, in hexadecimal, of bytes that lie in parts."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()


def read_envelope(data: bytes, kind: str | None = None) -> Envelope:
    """Read an envelope of the kind that is wanted (or of any), checking structure, limits and body.

    The signature is the caller's to check, with `Envelope.verify` and a key that the caller has a reason to believe.

    Raises:
        Unreadable: no envelope, an incomplete one, one of another kind, or one that breaks a limit.
        NewerFormat: its format version is not this program's.
        Tampered: the header is no proper document, or the body is not the one it vouches for.
    """
    found, at, header_length = _kind_of(data, kind)
    header_bytes = data[at : at + header_length]
    body_at = at + header_length + SIGNATURE_LENGTH
    if len(data) < body_at:
        raise _incomplete()
    header = _header(header_bytes)
    digest = _checked(header, memoryview(data)[body_at:], data)
    return Envelope(found, header, header_bytes, data[body_at - SIGNATURE_LENGTH : body_at], data, body_at, digest)


def _kind_of(data: bytes, wanted: str | None) -> tuple[str, int, int]:
    """The kind, the place where the header begins, and its length, after the limits were checked."""
    if data[: len(MAGIC)] != MAGIC:
        raise Unreadable(message("This is no file of this program, or it was damaged on its way."))
    if len(data) < _FIXED.size:
        raise _incomplete()
    _magic, version, kind_length, header_length = _FIXED.unpack_from(data)
    if version != VERSION:
        raise NewerFormat(version)
    at = _FIXED.size + kind_length
    name = data[_FIXED.size : at]
    if not _KIND.fullmatch(name):
        raise Tampered("the kind is no word")
    found = name.decode("ascii")
    if wanted is not None and found != wanted:
        raise Unreadable(
            message(
                "This is a file of the kind {found}; needed is one of the kind {wanted}.", found=found, wanted=wanted
            )
        )
    allowed = limits(found)
    body_length = len(data) - at - header_length - SIGNATURE_LENGTH
    if header_length > allowed.header or body_length > allowed.body:
        raise Unreadable(message("The file is larger than any that this program makes, and is not read."))
    return found, at, header_length


def _header(data: bytes) -> dict[str, Any]:
    try:
        return from_json(data)
    except Unreadable as error:
        raise Tampered(f"the header is no document ({error.detail})") from None


def _checked(header: dict[str, Any], body: memoryview, data: bytes) -> str:
    """The digest of a whole file whose body is the one that its header vouches for."""
    fields = Fields(header)
    try:
        length, vouched = fields.whole(BODY_LENGTH, most=PACK.body), fields.hex(BODY_DIGEST)
    except Unreadable:
        raise Tampered("the header does not vouch for the body") from None
    if len(body) < length:
        raise _incomplete()
    digest, whole = _digests(body, data)
    if len(body) > length or not hmac.compare_digest(digest, vouched):
        raise Tampered("the body is not the one that the header vouches for")
    return whole


def _digests(*parts: bytes | memoryview) -> list[str]:
    """The SHA-256 of each part in hexadecimal; of large ones at the same time, on as many cores as there are parts."""
    if max(map(len, parts)) < FROM_ON:
        return [hashlib.sha256(part).hexdigest() for part in parts]
    with ThreadPoolExecutor(len(parts)) as threads:
        return list(threads.map(lambda part: hashlib.sha256(part).hexdigest(), parts))


def _incomplete() -> Unreadable:
    return Unreadable(message("The file is incomplete: its end is missing. Ask for it again."))
