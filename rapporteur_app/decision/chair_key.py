"""The chair's signing key: the member's own, as it signs ballots; made where there never was one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.decision.sign import require_signable
from rapporteur_app.errors import NotFound
from rapporteur_app.i18n import message
from rapporteur_app.model import MemberKey
from rapporteur_app.scoring.ballots import member_key_name
from rapporteur_app.trust.errors import NoKey
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.keystore import Kept, KeyStore, Place, key_file, load_key_file, save_key_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rapporteur_app.workspace import Workspace


def chair_key(
    workspace: Workspace, member: int, store: KeyStore, file: Path | None, ask: Callable[[], str]
) -> tuple[SigningKey, Kept | None]:
    """The key with which a chair signs, and where it was laid if it had to be made.

    Args:
        workspace: the selection.
        member: the number of the chair.
        store: where this computer keeps keys.
        file: the file that holds the key, if it is not there.
        ask: gives the passphrase, if the key is locked by one.

    Raises:
        NotFound: ballots of theirs came in, and the key that signed them is not here.
        NotOpened: the key is locked, and is not opened.
        BadInput, WrongStage: as in `require_signable`.
    """
    with workspace.reading() as reader:
        require_signable(reader, member)
        known = reader.count(MemberKey, member_id=member) > 0
    name = member_key_name(workspace.id, f"M{member}")
    kept = _find(store, name, file)
    if kept is not None:
        words = ask() if kept.place is Place.LOCKED_FILE else None
        return (store.load(name, words) if file is None else load_key_file(file, words)), None
    if known:
        raise _missing(member)
    key = SigningKey.new()
    return key, store.save(name, key) if file is None else save_key_file(file, key)


def _find(store: KeyStore, name: str, file: Path | None) -> Kept | None:
    try:
        return store.find(name) if file is None else key_file(file)
    except NoKey:
        return None


def _missing(member: int) -> NotFound:
    return NotFound(
        message(
            "The key with which {member} signed ballots is not here. Name the file that holds it (--key-file).",
            member=f"M{member}",
        )
    )
