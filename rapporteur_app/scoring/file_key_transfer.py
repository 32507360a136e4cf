"""The file's signing key on its way to whoever takes a selection over, locked by a passphrase.

Packs, receipts and ballots made from score sheets are signed with it, and members know it by the words that they
compared. A selection that is handed over between the packs and the opening needs the same key on the next machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import PackEdition, Setting
from rapporteur_app.scoring.keys import FILE_KEY, file_key_name
from rapporteur_app.trust.errors import NoKey
from rapporteur_app.trust.keys import MODERATE, Cost, lock, require_strong
from rapporteur_app.trust.keystore import load_key_file
from rapporteur_app.workspace.storage import write_new

if TYPE_CHECKING:
    from pathlib import Path

    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Actor, Workspace
    from rapporteur_app.workspace.handover import HandOver


def needs_file_key(workspace: Workspace) -> bool:
    """Whether something is signed with the file's key, so that whoever takes over needs it too."""
    with workspace.reading() as reader:
        return reader.get(Setting, FILE_KEY) is not None and reader.first(PackEdition) is not None


def hand_over_with_key(
    workspace: Workspace,
    actor: Actor,
    name: str,
    copy: Path,
    key: Path,
    passphrase: str,
    store: KeyStore,
    *,
    cost: Cost = MODERATE,
) -> HandOver:
    """Hand a selection over together with its signing key, in a file of its own that the passphrase opens.

    Raises:
        BadInput: as in `Workspace.hand_over`; or there is a file in the key's place.
        Locked: the keyring that holds the key does not answer.
        WeakPassphrase: the passphrase has under 16 characters.
        WrongStage: the key is not on this machine.
        RapporteurError: one of the two files could not be written; neither is there then.
    """
    require_strong(passphrase)
    try:
        signing = store.load(file_key_name(workspace.id))
    except NoKey as error:
        raise WrongStage(message("The key that signs packs and receipts is not on this machine.")) from error
    write_new(key, lock(signing, passphrase, cost).encode(), private=True)
    try:
        return workspace.hand_over(actor, name, copy)
    except BaseException:
        key.unlink(missing_ok=True)
        raise


def take_in_key(workspace: Workspace, file: Path, passphrase: str, store: KeyStore) -> None:
    """Keep the signing key of a selection that was taken over on this machine.

    Raises:
        BadInput: it is another key than the one that signed this selection's packs.
        NoKey, WrongPassphrase, Unreadable: it is no key file, or the passphrase does not fit.
    """
    key = load_key_file(file, passphrase)
    with workspace.reading() as reader:
        known = reader.get(Setting, FILE_KEY)
    if known is None or known.value != key.public:
        raise BadInput(message("This is not the key that signed the packs of this selection."))
    store.save(file_key_name(workspace.id), key)
