"""The keys that open a round's ballots: made on one machine or at home, kept on paper, replaced when both are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, Holder, Opening, OpeningKey, Stage
from rapporteur_app.scoring.keys import FIRST_ROUND, opening_keys
from rapporteur_app.setup.criteria import frozen_policy
from rapporteur_app.trust.documents import Fields, from_json, to_json
from rapporteur_app.trust.errors import NewerFormat, Unreadable
from rapporteur_app.trust.keys import MODERATE, Cost, lock, read_text, require_strong, unlock_opening
from rapporteur_app.trust.keys import OpeningKey as Opener
from rapporteur_app.trust.recovery import read_recovery
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

FORMAT, VERSION = "rapporteur-opening-key", 1

BOTH_ON_ONE_MACHINE = message("Opening keys of chair and witness made, both on one machine")
"""The act by which one machine made both keys; the report says so."""


def make_opening_keys(
    workspace: Workspace,
    actor: Actor,
    chair: str,
    witness: str | None,
    *,
    cost: Cost = MODERATE,
    instead: str = "",
) -> list[OpeningKey]:
    """Make the keys that open this round's ballots, both on this machine, each locked by its passphrase.

    Args:
        workspace: the selection.
        actor: who makes them.
        chair: the chair's passphrase, at least 16 characters.
        witness: the witness's, or None where the policy lets the chair open alone.
        cost: what guessing a passphrase costs.
        instead: why they replace earlier ones: what was sealed to those no longer counts, and new packs must go out.

    Raises:
        BadInput: both have the same passphrase.
        WeakPassphrase: one is too short.
        WrongStage: there are keys already and no reason to replace them, the round is open, or the policy asks for two
            keyholders and no witness is there.
    """
    if chair == witness:
        raise BadInput(message("Two keyholders must have two passphrases. Let the witness choose another one."))
    action = message("Opening key of the chair made") if witness is None else BOTH_ON_ONE_MACHINE
    with workspace.transaction(actor, action, stage=Stage.SCORING, reversible=False) as tx:
        _require_makeable(tx, instead)
        if witness is None and frozen_policy(tx)["policy.opening"] == "two":
            raise WrongStage(
                message(
                    "The policy asks for two keyholders: make the witness's key too (--witness), or set "
                    "policy.opening=one."
                )
            )
        _end(tx, set(Holder), instead)
        wanted = [(Holder.CHAIR, chair), *([(Holder.WITNESS, witness)] if witness is not None else [])]
        return tx.add_all([_locked(holder, passphrase, cost) for holder, passphrase in wanted])


def _require_makeable(reader: Reader, instead: str, holders: frozenset[Holder] = frozenset(Holder)) -> None:
    """See that keys may be made now: none are in use, or there is a reason to replace them."""
    if reader.first(Opening, round=FIRST_ROUND):
        raise WrongStage(message("The results of this round are open; its keys have done their work."))
    if instead.strip():
        return
    if holders & set(opening_keys(reader, FIRST_ROUND)):
        raise WrongStage(message("This round has its opening keys already."))
    if reader.first(Ballot):
        raise WrongStage(message("Ballots came in already; the keys can no longer change."))


def _end(tx: Transaction, holders: set[Holder], reason: str) -> None:
    for holder, row in opening_keys(tx, FIRST_ROUND).items():
        if holder in holders:
            row.ended_at, row.ended_reason = now(), reason.strip()
            tx.session.add(row)


def _locked(holder: Holder, passphrase: str, cost: Cost) -> OpeningKey:
    key = Opener.new()
    locked = lock(key, passphrase, cost)
    return OpeningKey(round=FIRST_ROUND, holder=holder, public=key.public, locked=locked, at=now())


def key_at_home(holder: Holder, passphrase: str, *, cost: Cost = MODERATE) -> bytes:
    """A new opening key as a file for `load_opening_key`: made where its holder is, locked before it leaves.

    Raises:
        WeakPassphrase: the passphrase has under 16 characters.
    """
    key = lock(Opener.new(), passphrase, cost)
    return to_json({"format": FORMAT, "version": VERSION, "holder": holder.value, "key": key})


def load_opening_key(workspace: Workspace, actor: Actor, data: bytes, *, instead: str = "") -> OpeningKey:
    """Take in a key that its holder made at home: the public half, and the private half as it is locked.

    Raises:
        Unreadable, NewerFormat: it is no such file.
        WrongStage: as in `make_opening_keys`; or the holder has a key already and there is no reason to replace it.
    """
    holder, text = _read_file(data)
    action = message("Opening key made elsewhere taken in: {holder}", holder=holder.value)
    with workspace.transaction(actor, action, stage=Stage.SCORING, reversible=False) as tx:
        _require_makeable(tx, instead, frozenset({holder}))
        public = read_text(text).public
        if any(row.public == public for row in tx.all(OpeningKey)):
            raise BadInput(message("This key is here already: chair and witness each make their own."))
        _end(tx, {holder}, instead)
        return tx.add(OpeningKey(round=FIRST_ROUND, holder=holder, public=public, locked=text, at=now()))


def _read_file(data: bytes) -> tuple[Holder, str]:
    fields = Fields(from_json(data))
    if fields.raw("format") != FORMAT:
        raise Unreadable(message("This is not a file with a key that opens ballots."))
    if (version := fields.whole("version")) != VERSION:
        raise NewerFormat(version)
    if fields.raw("holder") not in set(Holder):
        fields.refuse("holder")
    text = fields.string("key", 5000)
    if read_text(text).kind != Opener.kind or not read_text(text).is_locked:
        fields.refuse("key")
    return Holder(fields.raw("holder")), text


def unlocked_key(reader: Reader, holder: Holder, passphrase: str) -> Opener:
    """A holder's key, for the recovery sheet that is printed for them.

    Raises:
        WrongStage: the holder has no key.
        WrongPassphrase: the passphrase does not fit.
    """
    return unlock_opening(_need(reader, holder).locked, passphrase)


def _need(reader: Reader, holder: Holder) -> OpeningKey:
    found = opening_keys(reader, FIRST_ROUND).get(holder)
    if found is None:
        raise WrongStage(HAS_NO_KEY[holder])
    return found


HAS_NO_KEY: dict[Holder, Message] = {
    Holder.CHAIR: message("The chair has no key in this round yet."),
    Holder.WITNESS: message("The witness has no key in this round yet."),
}


def recover(
    workspace: Workspace, actor: Actor, holder: Holder, sheet: str, passphrase: str, *, cost: Cost = MODERATE
) -> OpeningKey:
    """Give a holder's key a new passphrase with the recovery sheet: the passphrase was forgotten, the key is the same.

    Raises:
        Unreadable: the sheet is not of this key, or was typed wrongly; the sentence names the line.
        WeakPassphrase: the new passphrase is too short.
        WrongStage: the holder has no key.
    """
    require_strong(passphrase)
    action = message("Opening key recovered from its sheet: {holder}", holder=holder.value)
    with workspace.transaction(actor, action, reversible=False) as tx:
        row = _need(tx, holder)
        row.locked = lock(read_recovery(sheet, row.public), passphrase, cost)
        return tx.add(row)
