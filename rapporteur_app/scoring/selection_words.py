"""The selection's four words as a pack has them: they show a member whether it is sealed to the chair's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.trust.words import are_words_of, selection_number, spoken

if TYPE_CHECKING:
    from rapporteur_app.scoring.pack_reading import OpenPack


def number_of(pack: OpenPack) -> int:
    """What stands for the keys that a pack names, in 44 bits; takes 0.1 s."""
    header = pack.header
    return selection_number(header.selection, header.round, header.file_key, header.openers)


def words_of(pack: OpenPack, number: int) -> str:
    """The words of the keys that a pack names, in its language; `number` is from `number_of`."""
    return spoken(number, pack.language)


def require_chairs_words(number: int, typed: str) -> None:
    """Compare what the chair read out with the keys of a pack (trust.md, 'Selection words').

    Args:
        number: the pack's, from `number_of`.
        typed: the chair's words, in any of the languages; four letters of each are enough.

    Raises:
        BadInput: they are not four words, or those of other keys.
    """
    if not are_words_of(typed, number):
        raise BadInput(message("These words differ from the chair's: do not score."))
