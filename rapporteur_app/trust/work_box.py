"""What a member's own work is sealed in on their computer: a box that only the key kept there opens."""

from nacl import hashlib as sodium
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from rapporteur_app.trust.errors import Locked
from rapporteur_app.trust.keys import SigningKey

_CONTEXT = b"rapporteur/work"


def seal_work(key: SigningKey, data: bytes) -> bytes:
    """Seal bytes under a key; the same bytes are never sealed alike."""
    return bytes(_box(key).encrypt(data))


def open_work_box(key: SigningKey, sealed: bytes) -> bytes:
    """The bytes in such a box.

    Raises:
        Locked: it was sealed under another key, or changed since.
    """
    try:
        return bytes(_box(key).decrypt(sealed))
    except (CryptoError, ValueError, TypeError) as error:
        raise Locked("the work was sealed under another key") from error


def _box(key: SigningKey) -> SecretBox:
    """The seed itself signs nothing here: what seals is derived from it (BLAKE2b with the context as its person)."""
    derived = sodium.blake2b(b"", digest_size=SecretBox.KEY_SIZE, key=key.seed, person=_CONTEXT).digest()
    return SecretBox(derived)
