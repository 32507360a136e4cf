"""The candidates as other programs read them (cli.md, `candidates`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.intake.attachments import attachments_by_candidate
from rapporteur_app.intake.pool import Person, Pool, read_pool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.model import Attachment, Nomination
    from rapporteur_app.workspace import Reader


def candidates_json(reader: Reader) -> dict[str, Any]:
    """All candidates with their nominations and screening, and the counts."""
    pool, documents = read_pool(reader), attachments_by_candidate(reader)
    counts = pool.counts
    return {
        "candidates": [person_json(pool, person, documents.get(person.id, [])) for person in pool.persons],
        "counts": {
            "nominations": counts.nominations,
            "mentions": counts.mentions,
            "nominators": counts.nominators,
            "candidates": counts.candidates,
            "eligible": counts.eligible,
        },
    }


def person_json(pool: Pool, person: Person, documents: Sequence[Attachment] = ()) -> dict[str, Any]:
    """One candidate, with the documents that are kept of them."""
    candidate = person.candidate
    plain = ("name", "given_name", "family_name", "organisation", "country", "gender", "email", "phone", "constituency")
    return {
        "id": candidate.short_id,
        **{field: getattr(candidate, field) for field in plain},
        "thematic_areas": candidate.thematic_areas,
        "objectives": candidate.objectives,
        "languages": candidate.languages,
        "eligible": person.eligible,
        "eligibility": {rule: state.value if state else None for rule, state in person.findings.items()},
        "checked": person.checked,
        "admitted": person.admitted,
        "withdrawn": person.withdrawn,
        "nominations": [_nomination_json(pool, person, nomination) for nomination in person.nominations],
        "attachments": [
            {"id": row.short_id, "name": row.name, "kind": row.kind, "size": row.size, "sha256": row.sha256}
            for row in documents
        ],
    }


def _nomination_json(pool: Pool, person: Person, nomination: Nomination) -> dict[str, Any]:
    joint = [f"C{other}" for other in pool.others[nomination.id or 0] if other != person.id]
    return {
        "id": nomination.short_id,
        "submitted_at": nomination.submitted_at,
        "offset_assumed": nomination.offset_assumed,
        "nominator": nomination.nominator or None,
        "self": nomination.self_nomination,
        "joint_with": joint,
        "withdrawn": nomination.withdrawn_at is not None,
        "file": nomination.file or None,
        "sheet": nomination.sheet or None,
        "row": nomination.row,
        "raw": nomination.raw,
    }
