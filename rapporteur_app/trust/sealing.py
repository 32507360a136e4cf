"""Sealing: a box for the chair inside a box for the witness, so that neither alone reads anything; and padding."""

from dataclasses import dataclass

import nacl.public
from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError

from rapporteur_app.i18n import message
from rapporteur_app.trust.errors import Unreadable, WrongOpener
from rapporteur_app.trust.keys import OpeningKey

SMALLEST_BLOCK = 64 * 1024
LARGEST_BLOCK = 16 * 1024 * 1024
"""The largest power of two that still fits, sealed, into a ballot's body of 32 MiB: 65,536 answers."""

BYTES_PER_ANSWER = 256


@dataclass(frozen=True)
class Openers:
    """The public opening keys of a round, 64 hexadecimal digits each; without a witness, one person can open."""

    chair: str
    witness: str | None = None

    @property
    def one_keyholder(self) -> bool:
        """Whether one person could read scores early; packs, receipts and the report say so."""
        return self.witness is None


def seal(padded: bytes, openers: Openers) -> bytes:
    """Seal padded bytes for the chair, and around that for the witness where there is one.

    Raises:
        Unreadable: an opening key is no key.
    """
    inner = _box(padded, openers.chair)
    return inner if openers.witness is None else _box(inner, openers.witness)


def _box(content: bytes, public: str) -> bytes:
    try:
        return nacl.public.SealedBox(nacl.public.PublicKey(bytes.fromhex(public))).encrypt(content)
    except (CryptoError, ValueError, TypeError):
        raise Unreadable(message("An opening key of this round is damaged: ask for a new pack.")) from None


def open_outer(sealed: bytes, witness: OpeningKey) -> bytes:
    """Take off the witness's box; the chair's is still on.

    Raises:
        WrongOpener: the box was sealed for another key.
    """
    try:
        return witness.open(sealed)
    except (CryptoError, ValueError):
        text = message("Not opened: the outer box was not sealed for this witness's key.")
        raise WrongOpener(text) from None


def open_inner(inner: bytes, chair: OpeningKey) -> bytes:
    """Take off the chair's box; what is left is padded.

    Raises:
        WrongOpener: the box was sealed for another key, or the witness's box is still around it.
    """
    try:
        return chair.open(inner)
    except (CryptoError, ValueError):
        text = message("Not opened: the inner box was not sealed for this chair's key.")
        raise WrongOpener(text) from None


def block_size(candidates: int, criteria: int) -> int:
    """The block to which a pack's ballots are padded, so that length tells nothing of what is in them.

    The smallest power of two that is at least 64 KiB and at least 256 bytes for each candidate and criterion; all
    candidates count, recused or not, so that every member's ballots are alike.
    """
    needed = max(SMALLEST_BLOCK, BYTES_PER_ANSWER * candidates * criteria)
    return min(LARGEST_BLOCK, 1 << (needed - 1).bit_length())


def is_block(block: int) -> bool:
    """Whether a number is one that `block_size` can give."""
    return SMALLEST_BLOCK <= block <= LARGEST_BLOCK and block.bit_count() == 1


def pad(content: bytes, block: int) -> bytes:
    """Fill up to the next multiple of the block (always by at least one byte)."""
    return sodium_pad(content, block)


def unpad(padded: bytes, block: int) -> bytes:
    """Take the padding off.

    Raises:
        Unreadable: this is not something padded to this block.
    """
    if not is_block(block) or not padded or len(padded) % block:
        raise Unreadable(message("The sealed part does not have the size that its pack asks for."))
    try:
        return sodium_unpad(padded, block)
    except CryptoError:
        raise Unreadable(message("The sealed part cannot be read: its padding is broken.")) from None
