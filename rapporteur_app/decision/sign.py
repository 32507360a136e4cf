"""The chair's signature: over the decision, who stands behind it, and the head of the log that led to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.decision.decide import first_ranked_now, need_decision, require_reason, require_unsigned
from rapporteur_app.decision.settled import require_settled
from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.model import Decision, DecisionSignature, Endorsement, Role, Setting, Stage
from rapporteur_app.scoring.member_keys import signing_keys
from rapporteur_app.setup.members import members_with, require_role
from rapporteur_app.workspace.chain import last_entry
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.images import compact

if TYPE_CHECKING:
    from rapporteur_app.model import Member
    from rapporteur_app.trust.keys import SigningKey
    from rapporteur_app.workspace import Actor, Reader, Workspace

KIND = "decision"
CHAIRING = (Role.CHAIR, Role.CO_CHAIR)


def sign_decision(workspace: Workspace, actor: Actor, member: int, key: SigningKey) -> DecisionSignature:
    """Sign the decision; after that it stands.

    Args:
        workspace: the selection.
        actor: who acts.
        member: the number of the chair or co-chair who signs.
        key: their signing key. If ballots of theirs came in, it is the key that signed them.

    Raises:
        BadInput: the person does not chair, or the key is not the one that is known as theirs.
        NotFound: there is no such member.
        WrongStage: there is no decision, it is signed already, the consultation is not settled, or the stage is closed.
    """
    from rapporteur_app.trust.envelope import signed_bytes

    action = message("Decision signed by {member}", member=f"M{member}")
    with workspace.transaction(actor, action, stage=Stage.DECISION) as tx:
        decision = require_signable(tx, member)
        _require_known_key(tx, member, key)
        head = last_entry(tx.session)
        signed = canonical(tx, decision, head.hash if head else "")
        return tx.add(
            DecisionSignature(
                decision_id=decision.id or 0,
                member_id=member,
                signed=signed.decode(),
                key=key.public,
                signature=key.sign(signed_bytes(KIND, signed)).hex(),
                at=now(),
            )
        )


def require_signable(reader: Reader, member: int) -> Decision:
    """The decision, which this member may sign now. The ranking may have changed since it was taken.

    Raises:
        BadInput: the person does not chair, or the decision is for another than the first-ranked and does not say why.
        NotFound: there is no such member.
        WrongStage: there is no decision, it is signed already, or the consultation is not settled.
    """
    decision = need_decision(reader)
    require_unsigned(reader)
    require_role(reader, member, *CHAIRING)
    require_settled(reader, decision.deviation)
    require_reason(decision.selected_id, first_ranked_now(reader), decision.deviation)
    return decision


def signer(reader: Reader, member: int | None) -> Member:
    """Who signs: the member who is named, else the one who chairs.

    Raises:
        BadInput: nobody chairs, or several do and none is named; or the one named does not chair.
        NotFound: there is no such member.
    """
    if member is not None:
        return require_role(reader, member, *CHAIRING)
    chairs = members_with(reader, Role.CHAIR) or members_with(reader, Role.CO_CHAIR)
    if len(chairs) != 1:
        known = ", ".join(chair.short_id for chair in chairs) or "0"
        raise BadInput(message("Say which chair signs (--as). Those who chair: {known}.", known=known))
    return chairs[0]


def canonical(reader: Reader, decision: Decision, audit_head: str) -> bytes:
    """What is signed: compact JSON, keys sorted, the same bytes for the same decision on every machine."""
    selection = reader.get(Setting, "id")
    endorsements = reader.all(Endorsement, Endorsement.member_id, decision_id=decision.id)
    return compact(
        {
            "format": 1,
            "selection": selection.value if selection else "",
            "selected": f"C{decision.selected_id}",
            "alternates": [f"C{number}" for number in decision.alternates],
            "justification": decision.justification,
            "deviation": decision.deviation,
            "endorsements": [[f"M{row.member_id}", row.stance.value, row.statement] for row in endorsements],
            "audit_head": audit_head,
        }
    )


def signature_holds(reader: Reader) -> bool | None:
    """Whether the signature fits its key and the decision as it stands now; None while nothing is signed."""
    found = reader.first(DecisionSignature)
    if found is None:
        return None
    from json import JSONDecodeError, loads

    try:
        head = str(loads(found.signed)["audit_head"])
    except (JSONDecodeError, KeyError, TypeError):
        return False
    now_stands = canonical(reader, need_decision(reader), head)
    return found.signed.encode() == now_stands and _fits(found, now_stands)


def _fits(found: DecisionSignature, data: bytes) -> bool:
    from rapporteur_app.trust.envelope import verify_signature

    try:
        verify_signature(KIND, data, bytes.fromhex(found.signature), found.key)
    except (UnreadableFile, ValueError):
        return False
    return True


def _require_known_key(reader: Reader, member: int, key: SigningKey) -> None:
    known = signing_keys(reader, member)
    if known and key.public not in known:
        raise BadInput(
            message(
                "This is not the key with which {member} signed ballots. Name the file that holds it (--key-file).",
                member=f"M{member}",
            )
        )
