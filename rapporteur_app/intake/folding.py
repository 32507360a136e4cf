"""Texts made comparable: without case, accents, punctuation and numbering."""

import re
import unicodedata
from functools import lru_cache

NUMBERING = re.compile(r"^\s*(?:[QqPp]\s*)?\(?\d{1,3}(?:\.\d{1,2})*\s*[.):\-–]\s*(?=\D)|^\s*[A-Za-z]\)\s+")
ENDINGS = re.compile(r"\((?:s|es|as|os|a|o|e|x)\)|/(?:s|as|os|a|o|e)\b", re.IGNORECASE)

UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
"""Control characters, signs of no width, and those that turn what follows; joiners stay, which emoji and Farsi need."""

ASCII_WORDS = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """The words of a text in lower case and without accents, one space between them."""
    text = without_unseen(text)
    if text.isascii():  # the same without looking at every letter
        return " ".join(ASCII_WORDS.findall(text.casefold()))
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    return " ".join("".join(letter if _counts(letter) else " " for letter in plain).split())


def _counts(letter: str) -> bool:
    """Whether a letter counts: the apostrophes that Unicode calls modifier letters do not."""
    return letter.isalnum() and not "\u02b0" <= letter <= "\u02ff"


def without_unseen(text: str) -> str:
    """A text without the signs that nobody sees: which make equal names differ or turn what is beside them."""
    return text if text.isprintable() else UNSEEN.sub("", text)


def unnumbered(text: str) -> str:
    """A question without its number: '3. Teléfono', 'Q3: Teléfono' and 'b) Teléfono' are 'Teléfono'."""
    return NUMBERING.sub("", text, count=1)


def without_endings(text: str) -> str:
    """A text without the endings that stand for several forms: 'Nominee(s)', 'Nominado/a'."""
    return ENDINGS.sub("", text)


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether a folded text holds a folded phrase as whole words."""
    return f" {phrase} " in f" {text} "


def words_in(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())
