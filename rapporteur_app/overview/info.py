"""State and counts of a selection (cli.md, `info`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.intake.roll import read_roll
from rapporteur_app.model import Ballot, Member, Reply
from rapporteur_app.overview.stages import current_stage
from rapporteur_app.results.shortlist import shortlisted
from rapporteur_app.setup.criteria import latest_version, rubric_of
from rapporteur_app.setup.settings import setting

if TYPE_CHECKING:
    from rapporteur_app.workspace import Workspace


def info_json(workspace: Workspace) -> dict[str, Any]:
    """The selection in a few lines: title, stage, counts, criteria, head of the log."""
    with workspace.reading() as reader:
        counts, version = read_roll(reader).counts, latest_version(reader)
        return {
            "title": setting(reader, "title"),
            "id": workspace.id,
            "stage": current_stage(workspace).value,
            "counts": {
                "nominations": counts.nominations,
                "mentions": counts.mentions,
                "nominators": counts.nominators,
                "candidates": counts.candidates,
                "eligible": counts.eligible,
                "members": reader.count(Member),
                "criteria": len(rubric_of(version).criteria) if version else 0,
                "ballots": reader.count(Ballot),
                "shortlist": len(shortlisted(reader)),
                "replies": reader.count(Reply),
            },
            "criteria": {
                "version": version.version if version else None,
                "hash": version.hash if version else None,
                "frozen": bool(version and version.frozen_at),
            },
            "audit_head": workspace.head(),
        }
