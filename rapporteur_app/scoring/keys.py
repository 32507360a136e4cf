"""The keys of a selection: the file's signing key, and the two that open a round's ballots."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Holder, OpeningKey, PackEdition, Setting
from rapporteur_app.setup.criteria import frozen_policy
from rapporteur_app.trust.errors import NoKey
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.trust.sealing import Openers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapporteur_app.trust.keys import SigningKey
    from rapporteur_app.workspace import Actor, Reader, Workspace

FILE_KEY = "file_key"
"""The setting that holds the public half of the file's key; the private half lies in the secretariat's keyring."""

FIRST_ROUND = 1
"""The number of the first scoring round."""


def file_key_name(selection: str) -> str:
    """The name under which a selection's signing key is kept."""
    return f"file-{selection}"


def file_key(workspace: Workspace, actor: Actor, store: KeyStore) -> SigningKey:
    """The key that signs packs and ballots from score sheets; made at first use on this machine.

    Raises:
        Locked: the keyring that holds it does not answer.
        WrongStage: the selection's key lies on another machine, and packs were signed with it.
    """
    name = file_key_name(workspace.id)
    with workspace.reading() as reader:
        known = reader.get(Setting, FILE_KEY)
        signed = reader.count(PackEdition) > 0
    try:
        key = store.load(name)
    except NoKey:
        if known is not None and signed:
            raise WrongStage(
                message(
                    "The key that signed this selection's packs is on the machine where the file was made. "
                    "Make packs there."
                )
            ) from None
        from rapporteur_app.trust.keys import SigningKey

        key = SigningKey.new()
        store.save(name, key)
    if known is None or known.value != key.public:
        with workspace.transaction(actor, message("Signing key of the file made"), reversible=False) as tx:
            row = tx.get(Setting, FILE_KEY) or Setting(key=FILE_KEY, value=key.public)
            row.value = key.public
            tx.add(row)
    return key


def opening_keys(reader: Reader, round_number: int) -> dict[Holder, OpeningKey]:
    """The keys of a round that are in use, by holder."""
    return {row.holder: row for row in reader.all(OpeningKey, round=round_number) if row.ended_at is None}


def sealed_to(keys: Mapping[Holder, OpeningKey] | Openers) -> str:
    """A name for the opening keys that something is sealed to: SHA-256 of both public halves; '' where none is."""
    if not isinstance(keys, Openers):
        if Holder.CHAIR not in keys:
            return ""
        witness = keys.get(Holder.WITNESS)
        keys = Openers(keys[Holder.CHAIR].public, witness.public if witness else None)
    return hashlib.sha256(f"{keys.chair} {keys.witness or ''}".encode("ascii")).hexdigest()


def openers(reader: Reader, round_number: int = FIRST_ROUND) -> Openers:
    """The public keys that a round's ballots are sealed to.

    Raises:
        WrongStage: they were not made yet.
    """
    keys = {holder: row.public for holder, row in opening_keys(reader, round_number).items()}
    if Holder.WITNESS not in keys and Holder.CHAIR in keys and frozen_policy(reader)["policy.opening"] == "two":
        raise WrongStage(message("The policy asks for two keyholders; the witness's key is missing."))
    if Holder.CHAIR not in keys:
        raise WrongStage(message("The opening keys were not made yet. Make them first (`keys --new --witness`)."))
    return Openers(keys[Holder.CHAIR], keys.get(Holder.WITNESS))
