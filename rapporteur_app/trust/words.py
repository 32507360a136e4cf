"""Words read out loud: four of them stand for a key, so that two people on the telephone can compare it.

44 bits of Argon2id over the key (trust.md, 'First contact'); a blind forger hits them once in 2^44.
"""

import hashlib
import unicodedata
from functools import cache

from nacl.pwhash import argon2id

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.trust.keys import WORD_LISTS
from rapporteur_app.trust.sealing import Openers

COUNT = 4
LETTERS = 4
"""By so many letters, accents aside, a word of a BIP-39 list is told from every other one of it."""

_BITS_PER_WORD = 11
_BITS = COUNT * _BITS_PER_WORD
_PASSES, _MEMORY = 2, 64 * 1024 * 1024
_CONTEXT = b"rapporteur/words/1\0"


def key_number(selection: str, key: str) -> int:
    """The 44 bits that stand for a member's public key (64 hexadecimal digits) in one selection; takes 0.1 s."""
    return _number(selection, bytes.fromhex(key))


def selection_number(selection: str, round_number: int, file_key: str, openers: Openers) -> int:
    """The 44 bits that stand for the keys of a round: the file's and those that open its ballots."""
    keys = [file_key, openers.chair, openers.witness or ""]
    return _number(selection, round_number.to_bytes(4, "big") + b"\0".join(key.encode("ascii") for key in keys))


@cache
def _number(selection: str, keyed: bytes) -> int:
    named = selection.encode("utf-8")
    salt = hashlib.sha256(named).digest()[: argon2id.SALTBYTES]
    derived = argon2id.kdf(16, _CONTEXT + named + b"\0" + keyed, salt, opslimit=_PASSES, memlimit=_MEMORY)
    return int.from_bytes(derived, "big") >> (len(derived) * 8 - _BITS)


def spoken(number: int, language: str) -> str:
    """A number of 44 bits as four words of a language (English where there is no list), one space between."""
    words = _list(WORD_LISTS.get(language, "english"))
    places = [number >> (_BITS_PER_WORD * (COUNT - 1 - place)) & (len(words) - 1) for place in range(COUNT)]
    return " ".join(words[place] for place in places)


def are_words_of(typed: str, number: int) -> bool:
    """Whether these are the words of a number, in any of the languages; four letters of each are enough.

    Raises:
        BadInput: not four words were typed.
    """
    heads = [_head(word) for word in typed.replace(",", " ").replace("-", " ").split()]
    if len(heads) != COUNT:
        raise BadInput(message("Type the {count} words that were read out, with spaces between.", count=COUNT))
    return any(heads == [_head(word) for word in spoken(number, language).split()] for language in WORD_LISTS)


def _head(word: str) -> str:
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))[:LETTERS]


@cache
def _list(name: str) -> list[str]:
    from mnemonic import Mnemonic

    return [unicodedata.normalize("NFC", word) for word in Mnemonic(name).wordlist]
