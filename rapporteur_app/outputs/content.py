"""The report's content, built once from the selection; every writer puts the same content into its own form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.outputs.annexes_part import annexes
from rapporteur_app.outputs.blocks import Figure, Piece, Report, Said
from rapporteur_app.outputs.decision_part import consultation, decision, endorsements, signature
from rapporteur_app.outputs.facts import Facts, read_facts
from rapporteur_app.outputs.process_part import background, criteria, process
from rapporteur_app.outputs.results_part import ranking, shortlist
from rapporteur_app.workspace.chain import ANCHOR_DIGITS

if TYPE_CHECKING:
    from rapporteur_app.workspace import Workspace

PARTS = (background, process, criteria, ranking, shortlist, consultation, decision, endorsements, signature)
"""The sections in the order of the report; the annexes follow."""


def build_report(workspace: Workspace) -> Report:
    """The justification report at whatever stage the selection is; what is not there yet is said to be missing."""
    with workspace.reading() as reader:
        return report_of(read_facts(reader))


def report_of(facts: Facts) -> Report:
    """The report of facts that were read already."""
    return Report(
        title=facts.own(facts.settings["title"], facts.template.title),
        subtitle=facts.own(facts.settings["position"], facts.template.position.title),
        facts=tuple(_front(facts)),
        sections=(*(part(facts) for part in PARTS), *annexes(facts)),
    )


def _front(facts: Facts) -> list[tuple[Message, Piece]]:
    """What stands on the first page."""
    counts, decided = facts.pool.counts, facts.decision
    return [
        (message("Nominations"), Figure(counts.nominations)),
        (message("Candidates"), Figure(counts.candidates)),
        (message("Eligible candidates"), Figure(counts.eligible)),
        (message("Members who score"), Figure(len(facts.scoring))),
        (message("Selected"), Said(facts.name(decided.selected_id)) if decided else message("not decided yet")),
        (message("Head of the log (first 32 of 64 digits)"), Said(facts.audit_head[:ANCHOR_DIGITS])),
    ]
