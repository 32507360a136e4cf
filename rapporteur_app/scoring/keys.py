"""The keys of a selection: the file's signing key, and the two that open a round's ballots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, Holder, OpeningKey, PackEdition, Setting, Stage
from rapporteur_app.setup.criteria import frozen_policy
from rapporteur_app.trust.errors import NoKey
from rapporteur_app.trust.keys import MODERATE, Cost, lock
from rapporteur_app.trust.keys import OpeningKey as Opener
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.trust.sealing import Openers
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
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


BOTH_ON_ONE_MACHINE = message("Opening keys of chair and witness made, both on one machine")
"""The act by which one machine made both keys; the report says so."""


def make_opening_keys(
    workspace: Workspace, actor: Actor, chair: str, witness: str | None, *, cost: Cost = MODERATE
) -> list[OpeningKey]:
    """Make the keys that open this round's ballots, both on this machine, each locked by its passphrase.

    Args:
        workspace: the selection.
        actor: who makes them.
        chair: the chair's passphrase, at least 16 characters.
        witness: the witness's, or None where the policy lets the chair open alone.
        cost: what guessing a passphrase costs.

    Raises:
        BadInput: both have the same passphrase.
        WeakPassphrase: one is too short.
        WrongStage: there are keys already, or the policy asks for two keyholders and no witness is there.
    """
    if chair == witness:
        raise BadInput(message("Two keyholders must have two passphrases. Let the witness choose another one."))
    action = message("Opening key of the chair made") if witness is None else BOTH_ON_ONE_MACHINE
    with workspace.transaction(actor, action, stage=Stage.SCORING, reversible=False) as tx:
        if tx.first(OpeningKey, round=FIRST_ROUND):
            raise WrongStage(message("This round has its opening keys already."))
        if tx.first(Ballot):
            raise WrongStage(message("Ballots came in already; the keys can no longer change."))
        if witness is None and frozen_policy(tx)["policy.opening"] == "two":
            raise WrongStage(
                message(
                    "The policy asks for two keyholders: make the witness's key too (--witness), or set "
                    "policy.opening=one."
                )
            )
        wanted = [(Holder.CHAIR, chair), *([(Holder.WITNESS, witness)] if witness is not None else [])]
        return tx.add_all([_locked(holder, passphrase, cost) for holder, passphrase in wanted])


def _locked(holder: Holder, passphrase: str, cost: Cost) -> OpeningKey:
    key = Opener.new()
    locked = lock(key, passphrase, cost)
    return OpeningKey(round=FIRST_ROUND, holder=holder, public=key.public, locked=locked, at=now())


def openers(reader: Reader, round_number: int = FIRST_ROUND) -> Openers:
    """The public keys that a round's ballots are sealed to.

    Raises:
        WrongStage: they were not made yet.
    """
    keys = {row.holder: row.public for row in reader.all(OpeningKey, round=round_number)}
    if Holder.WITNESS not in keys and Holder.CHAIR in keys and frozen_policy(reader)["policy.opening"] == "two":
        raise WrongStage(message("The policy asks for two keyholders; the witness's key is missing."))
    if Holder.CHAIR not in keys:
        raise WrongStage(message("The opening keys were not made yet. Make them first (`keys --new --witness`)."))
    return Openers(keys[Holder.CHAIR], keys.get(Holder.WITNESS))
