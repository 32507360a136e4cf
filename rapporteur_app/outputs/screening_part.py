"""Screening: which rules a candidate does not meet and why, who is late or incomplete, was admitted, or withdrew.

Notes and reasons stand as they were written: in which language is not recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import FindingState
from rapporteur_app.outputs.blocks import (
    Block,
    Column,
    Day,
    Figure,
    Piece,
    Said,
    Section,
    Table,
    Translated,
    note,
    says,
)
from rapporteur_app.outputs.program_notes import as_message
from rapporteur_app.outputs.screening_lists_part import WHO, found_by, incomplete_ones, late_ones, second_checks

if TYPE_CHECKING:
    from rapporteur_app.model import Finding
    from rapporteur_app.outputs.facts import Facts

STATES = {
    FindingState.MET: message("met"),
    FindingState.NOT_MET: message("not met"),
    FindingState.TO_CLARIFY: message("to clarify"),
}


def screening(facts: Facts) -> Section | None:
    """The annex, rule by rule; None where there is nothing to screen by, and nobody was admitted or withdrew."""
    blocks = [
        *_findings(facts),
        *late_ones(facts),
        *incomplete_ones(facts),
        *_admissions(facts),
        *_withdrawals(facts),
    ]
    return Section(message("Screening"), tuple(blocks), annex=True) if blocks else None


def screening_counts(facts: Facts) -> list[tuple[Message, float]]:
    """What the process counts of the screening."""
    persons = facts.pool.persons
    withdrawn = sum(person.withdrawn for person in persons)
    return [
        (message("Candidates who withdrew"), withdrawn),
        (message("Nominations withdrawn"), len(facts.withdrawn_nominations)),
        (message("Admitted with a reason, though late or incomplete"), len(facts.admissions)),
        (message("Candidates who are not eligible"), sum(person.eligible is False for person in persons) - withdrawn),
        (message("Candidates with a rule to clarify"), sum(person.eligible is None for person in persons)),
        (message("Eligible candidates"), facts.pool.counts.eligible),
    ]


def _findings(facts: Facts) -> list[Block]:
    if not facts.template.rules or not facts.pool.persons:
        return []
    found = sorted(_open_findings(facts), key=lambda row: _place(facts, row))
    blocks: list[Block] = []
    if found:
        blocks = [says(message("The rules that are not met, or are to be clarified:"))]
        if any(row.nomination_id for row in found):
            text = message(
                "A rule of nominations (N) is met for a candidate if one of their nominations meets it, or was "
                "admitted with a reason."
            )
            blocks.append(note(text))
        blocks.append(_rules_table(facts, found))
    else:
        blocks.append(says(message("No rule was found not to be met, and none is to be clarified.")))
    blocks += second_checks(facts)
    undecided = sum(state is None for person in facts.pool.persons for state in person.findings.values())
    if undecided:
        blocks.append(says(message("Rules on which nothing has been decided yet: {count}.", count=Figure(undecided))))
    return blocks


def _open_findings(facts: Facts) -> list[Finding]:
    """Those that are not met or to be clarified, on candidates and nominations that are there and rules that stand."""
    rules = {rule.code for rule in facts.template.rules}
    return [
        row
        for row in facts.findings
        if row.state is not FindingState.MET and row.rule in rules and facts.named(row.candidate_id, row.nomination_id)
    ]


def _place(facts: Facts, row: Finding) -> tuple[int, int, int]:
    """Candidates in their order, and the rules of each in the template's."""
    first = facts.named(row.candidate_id, row.nomination_id)[0]
    rules = [rule.code for rule in facts.template.rules]
    return first, rules.index(row.rule), row.nomination_id or 0


def _rules_table(facts: Facts, found: list[Finding]) -> Table:
    texts = {rule.code: rule.text for rule in facts.template.rules}
    columns = (*WHO, Column(message("Rule"), 3.4), Column(message("State"), 1.4), Column(message("Found by"), 2),
               Column(message("Note"), 3.4))  # fmt: skip
    rows = tuple(
        (*_who(facts, row.candidate_id, row.nomination_id), Translated(texts[row.rule]), STATES[row.state],
         found_by(facts, row), as_message(row.note) or Said(row.note))
        for row in found
    )  # fmt: skip
    return Table(columns, rows)


def _admissions(facts: Facts) -> list[Block]:
    if not facts.admissions:
        return []
    columns = (*WHO, Column(message("Reason"), 6), Column(message("Date"), 2))
    rows = tuple(
        (*_who(facts, row.candidate_id, row.nomination_id), Said(row.note), Day(row.at, facts.zone))
        for row in facts.admissions
    )
    return [says(message("Admitted with a reason, though late or incomplete:")), Table(columns, rows)]


def _withdrawals(facts: Facts) -> list[Block]:
    columns = (*WHO, Column(message("Withdrawn by"), 3), Column(message("Reason"), 4), Column(message("Date"), 2))
    rows = [
        (*_who(facts, row.candidate_id, None), Said(row.by), Said(row.reason), Day(row.at, facts.zone))
        for row in facts.withdrawals
    ]
    rows += [
        (*_who(facts, None, row.id), Said(row.withdrawn_by or "–"), Said(row.withdrawn_reason or "–"),
         Day(row.withdrawn_at or "", facts.zone))
        for row in facts.withdrawn_nominations
    ]  # fmt: skip
    return [says(message("Withdrawn:")), Table(columns, tuple(rows))] if rows else []


def _who(facts: Facts, candidate: int | None, nomination: int | None) -> tuple[Piece, Piece]:
    """The number of a candidate or a nomination, and the names behind it."""
    names = ", ".join(facts.name(number) for number in facts.named(candidate, nomination))
    return Said(f"C{candidate}" if candidate else f"N{nomination}"), Said(names or "–")
