"""Redactions: what no pack shows of one candidate, though the selection keeps it as it was received."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.merging import live, living_ids
from rapporteur_app.model import Opening, Redaction
from rapporteur_app.scoring.blackout import DOCUMENTS, EVERYWHERE, FIELDS
from rapporteur_app.scoring.keys import FIRST_ROUND
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Reader, Workspace


def redact(workspace: Workspace, actor: Actor, candidate: int, field: str, text: str, reason: str) -> Redaction:
    """Take something out of a candidate's dossier in all packs that are made from now on.

    Args:
        workspace: the selection.
        actor: who asks for it.
        candidate: whose dossier.
        field: one of `blackout.FIELDS`, `*` for every one, or `attachments` for all documents.
        text: the words to take out wherever they stand in the field (`blackout.without_words`); '' takes out the
            whole field.
        reason: why; the log keeps it, packs do not.

    Raises:
        BadInput: there is no reason or no such field, or everything would be taken out.
        NotFound: there is no such candidate.
        WrongStage: the results are open.
    """
    if not reason.strip():
        raise BadInput(message("A redaction needs a reason."))
    if field == EVERYWHERE and not text.strip():
        raise BadInput(message("Name the words to take out, or the field."))
    if field not in (EVERYWHERE, DOCUMENTS, *FIELDS):
        raise BadInput(
            message("A dossier has no field “{field}”. It has: {fields}.", field=field, fields=", ".join(FIELDS))
        )
    action = message("Redacted in the dossier of {id}: {field}", id=f"C{candidate}", field=field)
    with workspace.transaction(actor, action) as tx:
        live(tx, candidate)
        if tx.first(Opening, round=FIRST_ROUND):
            raise WrongStage(message("The results are open: what the members saw is not changed."))
        return tx.add(
            Redaction(
                candidate_id=candidate, field=field, text=text.strip(), reason=reason.strip(), at=now(), by=str(actor)
            )
        )


def lift_redaction(workspace: Workspace, actor: Actor, number: int) -> None:
    """Take a redaction back for the packs that are made from now on.

    Raises:
        NotFound: there is no such redaction.
    """
    with workspace.transaction(actor, message("Redaction {number} taken back", number=number)) as tx:
        tx.delete(tx.need(Redaction, number))


def redactions_by_candidate(reader: Reader) -> dict[int, list[Redaction]]:
    """All redactions, by the number of the candidate as whom their person goes on after merges."""
    living = living_ids(reader)
    found: dict[int, list[Redaction]] = {}
    for row in reader.all(Redaction):
        found.setdefault(living(row.candidate_id), []).append(row)
    return found


def redactions_json(reader: Reader) -> dict[str, Any]:
    """The redactions as other programs read them."""
    rows = [
        {
            "number": row.id,
            "candidate": f"C{row.candidate_id}",
            "field": row.field,
            "text": row.text,
            "reason": row.reason,
        }
        for row in reader.all(Redaction)
    ]
    return {"redactions": rows}
