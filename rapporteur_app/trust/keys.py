"""Keys: Ed25519 to sign, X25519 to open what was sealed; kept as text, locked by a passphrase or open."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeVar

import nacl.public
import nacl.signing
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from rapporteur_app.errors import NotOpened
from rapporteur_app.i18n import message
from rapporteur_app.trust.documents import Fields, from_json, to_json
from rapporteur_app.trust.errors import Locked, NewerFormat, Tampered, Unreadable, WeakPassphrase, WrongPassphrase

FORMAT = "rapporteur-key"
VERSION = 1
SEED_LENGTH = 32

SHORTEST_PASSPHRASE = 16
"""Fewer characters are refused: the owner of a file may guess at its locked keys for as long as he likes."""

PASSPHRASE_WORDS = 6
"""Six of 2,048 words: 66 bits."""

WORD_LISTS = {"en": "english", "es": "spanish", "pt": "portuguese", "fr": "french"}
"""The BIP-39 list of each language of the program."""


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs under Argon2id: passes, and bytes of memory."""

    passes: int
    memory: int


MODERATE = Cost(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
"""3 passes over 256 MiB: half a second."""

DEAREST = Cost(16, 1024 * 1024 * 1024)
"""The most that a locked key from outside may ask of this computer."""


@dataclass(frozen=True)
class _Private:
    """32 secret bytes; the repr holds nothing of them."""

    kind: ClassVar[str]
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_LENGTH:
            raise ValueError(f"a key has {SEED_LENGTH} bytes")

    @classmethod
    def new(cls) -> Self:
        """A new random key."""
        return cls(secrets.token_bytes(SEED_LENGTH))


class SigningKey(_Private):
    """An Ed25519 private key: a member's, or a selection file's."""

    kind = "signing"

    @property
    def public(self) -> str:
        """The public half, 64 hexadecimal digits."""
        return bytes(nacl.signing.SigningKey(self.seed).verify_key).hex()

    def sign(self, data: bytes) -> bytes:
        """The 64-byte signature over some bytes."""
        return nacl.signing.SigningKey(self.seed).sign(data).signature


class OpeningKey(_Private):
    """An X25519 private key: the chair's or the witness's, for one round."""

    kind = "opening"

    @property
    def public(self) -> str:
        """The public half, 64 hexadecimal digits."""
        return bytes(nacl.public.PrivateKey(self.seed).public_key).hex()

    def open(self, sealed: bytes) -> bytes:
        """What was sealed for this key.

        Raises:
            CryptoError: it was sealed for another, or changed.
        """
        return nacl.public.SealedBox(nacl.public.PrivateKey(self.seed)).decrypt(sealed)


Key = TypeVar("Key", SigningKey, OpeningKey)


def normal(passphrase: str) -> str:
    """A passphrase as it is used: composed characters, one space between words, none around; however it was typed."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def require_strong(passphrase: str) -> None:
    """Refuse a passphrase that is too short to lock anything with.

    Raises:
        WeakPassphrase: it has under 16 characters.
    """
    if len(normal(passphrase)) < SHORTEST_PASSPHRASE:
        text = message(
            "The passphrase is too short: use at least {count} characters, best the six words that are proposed.",
            count=SHORTEST_PASSPHRASE,
        )
        raise WeakPassphrase(text)


def propose_passphrase(language: str) -> str:
    """Six random words of the BIP-39 list of a language (66 bits); English where there is no list."""
    from mnemonic import Mnemonic

    words = Mnemonic(WORD_LISTS.get(language, "english")).wordlist
    return unicodedata.normalize("NFC", " ".join(secrets.choice(words) for _ in range(PASSPHRASE_WORDS)))


def lock(key: SigningKey | OpeningKey, passphrase: str, cost: Cost = MODERATE) -> str:
    """A key as a text that only the passphrase opens: SecretBox under Argon2id with a random salt.

    Raises:
        WeakPassphrase: the passphrase has under 16 characters.
    """
    require_strong(passphrase)
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    box = bytes(SecretBox(derive(passphrase, salt, cost)).encrypt(key.seed))
    locked = {"passes": cost.passes, "memory": cost.memory, "salt": salt.hex(), "box": box.hex()}
    return _text(key.kind, key.public, {"locked": locked})


def plain(key: SigningKey | OpeningKey) -> str:
    """A key as a text that is not locked; for the system's keyring, or a file that only its owner may read."""
    return _text(key.kind, key.public, {"seed": key.seed.hex()})


def pointer(key: SigningKey) -> str:
    """A text that only says which key lies in the system's keyring."""
    return _text(key.kind, key.public, {"kept": "keyring"})


def _text(kind: str, public: str, rest: dict[str, Any]) -> str:
    return to_json({"format": FORMAT, "version": VERSION, "kind": kind, "public": public, **rest}).decode("utf-8")


@dataclass(frozen=True)
class KeyText:
    """A key's text, read as far as it can be without a secret."""

    kind: str
    public: str
    fields: Fields = field(repr=False)

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase is needed."""
        return self.fields.raw("locked") is not None

    @property
    def is_in_keyring(self) -> bool:
        """Whether the text only says that the key lies in the keyring."""
        return bool(self.fields.raw("kept") == "keyring")


def read_text(text: str) -> KeyText:
    """Read a key's text without opening it.

    Raises:
        Unreadable: it is not the text of a key.
        NewerFormat: it is one of a version that this program does not know.
    """
    fields = Fields(from_json(text.encode("utf-8", "replace")))
    if fields.raw("format") != FORMAT:
        raise Unreadable(message("This is not a file that holds a key of this program."))
    version = fields.whole("version")
    if version != VERSION:
        raise NewerFormat(version)
    return KeyText(fields.name("kind"), fields.hex("public"), fields)


def unlock_signing(text: str, passphrase: str | None = None) -> SigningKey:
    """The signing key in a text.

    Raises:
        Locked: it is locked and no passphrase is given, or it lies in the keyring.
        WrongPassphrase: the passphrase does not fit.
        Tampered: the key inside is not the one that the text names.
        Unreadable, NewerFormat: as in `read_text`.
    """
    return _unlock(text, passphrase, SigningKey)


def unlock_opening(text: str, passphrase: str | None = None) -> OpeningKey:
    """The opening key in a text; raises as `unlock_signing` does."""
    return _unlock(text, passphrase, OpeningKey)


def _unlock(text: str, passphrase: str | None, wanted: type[Key]) -> Key:
    read = read_text(text)
    if read.kind != wanted.kind:
        raise Unreadable(message("This file holds a key, but not one of the kind that is needed here."))
    if read.is_in_keyring or (read.is_locked and passphrase is None):
        raise Locked
    seed = _open(read.fields.part("locked"), passphrase or "") if read.is_locked else _hex(read.fields, "seed")
    if len(seed) != SEED_LENGTH or wanted(seed).public != read.public:
        raise Tampered("the public half belongs to another key")
    return wanted(seed)


def _open(locked: Fields, passphrase: str) -> bytes:
    cost = Cost(locked.whole("passes", 1, DEAREST.passes), locked.whole("memory", 8192, DEAREST.memory))
    salt, box = _hex(locked, "salt"), _hex(locked, "box")
    if len(salt) != argon2id.SALTBYTES:
        locked.refuse("salt")
    derived = derive(passphrase, salt, cost)
    try:
        return SecretBox(derived).decrypt(box)
    except (CryptoError, ValueError):
        raise WrongPassphrase from None


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32 bytes under which a passphrase locks: Argon2id over its normal form.

    Raises:
        NotOpened: the computer has not the memory that this takes.
    """
    words = normal(passphrase).encode("utf-8", "replace")
    try:
        return argon2id.kdf(SecretBox.KEY_SIZE, words, salt, opslimit=cost.passes, memlimit=cost.memory)
    except CryptoError as error:
        text = message(
            "Not opened: the passphrase cannot be checked, as {count} MiB of free memory are needed for it. "
            "Close other programs and try again.",
            count=cost.memory // 2**20,
        )
        raise NotOpened(text, str(error)) from None


def _hex(fields: Fields, name: str) -> bytes:
    try:
        return bytes.fromhex(fields.string(name))
    except ValueError:
        fields.refuse(name)
