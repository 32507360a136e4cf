"""A member moves to another computer: key and work in one locked file, taken in there without losing newer work."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.scoring.ballots import member_key_name
from rapporteur_app.scoring.work import free_name, save_work, work_from_json, work_to_json
from rapporteur_app.trust.transfer import Transfer, lock_transfer, unlock_transfer

if TYPE_CHECKING:
    from pathlib import Path

    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.scoring.work import Work
    from rapporteur_app.trust.keys import SigningKey
    from rapporteur_app.trust.keystore import Kept, KeyStore

SUFFIX = ".transfer"


class Newer(StrEnum):
    """Which of two works on a pack has come further."""

    ARRIVED = "arrived"
    HERE = "here"
    SAME = "same"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Arrival:
    """What came from another computer: the key, and the work on this pack."""

    key: SigningKey = field(repr=False)
    work: Work = field(repr=False)


def pack_up(work: Work, key: SigningKey, passphrase: str) -> bytes:
    """Key and work as the bytes of a file that only the passphrase opens.

    Raises:
        WeakPassphrase: the passphrase has under 16 characters.
    """
    return lock_transfer(Transfer(key, work_to_json(work)), passphrase)


def unpack(pack: OpenPack, data: bytes, passphrase: str) -> Arrival:
    """What is in such a file.

    Raises:
        WrongPassphrase, Unreadable, NewerFormat: as in `unlock_transfer`.
        BadInput: it belongs to another member, selection or round than the pack.
    """
    transfer = unlock_transfer(data, passphrase)
    try:
        work = work_from_json(transfer.work)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise UnreadableFile(
            message("The work in this file cannot be read. Make the file again on the other computer."),
            type(error).__name__,
        ) from error
    if (work.selection, work.round, work.member) != (pack.header.selection, pack.header.round, pack.member):
        raise BadInput(message("This file holds the work of another member, or on another pack."))
    return Arrival(transfer.key, work)


def which_is_newer(here: Work, arrived: Work) -> Newer:
    """Which work has come further, by the revision of its newest ballot and by how many answers were given."""
    if not here.is_begun:
        return Newer.ARRIVED
    if _content(here) == _content(arrived):
        return Newer.SAME
    ours, theirs = (here.revision, here.given), (arrived.revision, arrived.given)
    if ours == theirs or (ours[0] - theirs[0]) * (ours[1] - theirs[1]) < 0:
        return Newer.UNCLEAR
    return Newer.ARRIVED if theirs > ours else Newer.HERE


def _content(work: Work) -> tuple[object, ...]:
    return (work.answers, work.conflicts, work.notes, work.revision, work.previous)


def take_in(pack: OpenPack, here: Work, arrival: Arrival, place: Path, store: KeyStore) -> tuple[Work, Kept]:
    """Go on with what arrived. The work that was here stays beside it in a file of its own, and no revision returns.

    Returns:
        The work to go on with, and where the key was laid.

    Raises:
        RapporteurError: it cannot be written.
    """
    if here.is_begun and _content(here) != _content(arrival.work):
        save_work(free_name(place), here)
    work = arrival.work
    if here.revision > work.revision:  # a number that was used already would make two ballots with one number
        work = replace(work, revision=here.revision, previous=here.previous)
    work.key = here.key
    save_work(place, work)  # before the key: where this fails, the member goes on as before, with work and key
    kept = store.save(member_key_name(pack.header.selection, pack.header.member), arrival.key, replace=True)
    return work, kept
