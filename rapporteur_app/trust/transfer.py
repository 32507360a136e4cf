"""Everything of a member that must move to a second laptop, as one file that a passphrase locks: key and work."""

from dataclasses import dataclass, field
from typing import Any

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.utils import random

from rapporteur_app.i18n import message
from rapporteur_app.trust.documents import Fields, from_json, to_json
from rapporteur_app.trust.errors import NewerFormat, Unreadable, WrongPassphrase
from rapporteur_app.trust.keys import DEAREST, MODERATE, Cost, SigningKey, derive, plain, require_strong, unlock_signing

FORMAT, VERSION = "rapporteur-transfer", 1
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Transfer:
    """A member's signing key, and the work on a pack as the scoring page saves it; the repr shows neither."""

    key: SigningKey = field(repr=False)
    work: dict[str, Any] = field(repr=False)


def lock_transfer(transfer: Transfer, passphrase: str, cost: Cost = MODERATE) -> bytes:
    """Key and work as the bytes of a file that only the passphrase opens.

    Raises:
        WeakPassphrase: the passphrase has under 16 characters.
    """
    require_strong(passphrase)
    salt = random(argon2id.SALTBYTES)
    inside = to_json({"key": plain(transfer.key), "work": transfer.work})
    box = bytes(SecretBox(derive(passphrase, salt, cost)).encrypt(inside))
    locked = {"passes": cost.passes, "memory": cost.memory, "salt": salt.hex(), "box": box.hex()}
    return to_json({"format": FORMAT, "version": VERSION, **locked})


def unlock_transfer(data: bytes, passphrase: str) -> Transfer:
    """What is in such a file.

    Raises:
        WrongPassphrase: the passphrase does not fit, or a byte was changed.
        Unreadable, NewerFormat: it is no such file, or none that this program reads.
    """
    fields = Fields(from_json(data))
    if fields.raw("format") != FORMAT:
        raise Unreadable(message("This is not a file by which scoring moves to another computer."))
    if (version := fields.whole("version")) != VERSION:
        raise NewerFormat(version)
    inside = Fields(from_json(_opened(fields, passphrase)))
    return Transfer(unlock_signing(inside.string("key", 5000)), dict(inside.raw("work") or {}))


def _opened(fields: Fields, passphrase: str) -> bytes:
    cost = Cost(fields.whole("passes", 1, DEAREST.passes), fields.whole("memory", 8192, DEAREST.memory))
    try:
        salt, box = bytes.fromhex(fields.string("salt")), bytes.fromhex(fields.string("box", LARGEST))
    except ValueError:
        fields.refuse("box")
    if len(salt) != argon2id.SALTBYTES:
        fields.refuse("salt")
    try:
        return SecretBox(derive(passphrase, salt, cost)).decrypt(box)
    except (CryptoError, ValueError):
        raise WrongPassphrase from None
