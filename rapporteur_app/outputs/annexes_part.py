"""The annexes: candidates, screening, members, conflicts of interest, firmness of the order, how it can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import Message, message
from rapporteur_app.model.names import BALLOT_STATUS_NAMES
from rapporteur_app.outputs.blocks import Block, Column, Country, Figure, LanguageName, Said, Section, Table, note, says
from rapporteur_app.outputs.results_part import firmness, scores_by_criterion
from rapporteur_app.outputs.screening_part import screening
from rapporteur_app.outputs.vocabulary import ROLES, joined
from rapporteur_app.workspace.chain import ANCHOR_DIGITS

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person
    from rapporteur_app.outputs.facts import Facts


def annexes(facts: Facts) -> list[Section]:
    """Every annex that there is something for."""
    found = [scores_by_criterion(facts), firmness(facts), _candidates(facts)]
    found += [screening(facts), _members(facts), _conflicts(facts)]
    return [section for section in [*found, _checking(facts)] if section is not None]


def _candidates(facts: Facts) -> Section:
    title = message("Candidates")
    if not facts.pool.persons:
        return Section(title, (says(message("There are no candidates yet.")),), annex=True)
    columns = (
        Column(message("No."), 0.8),
        Column(message("Candidate"), 3),
        Column(message("Organisation"), 4),
        Column(message("Country"), 2),
        Column(message("Nominations"), 1.9, number=True),
        Column(message("Eligible"), 1.5),
    )
    rows = tuple(
        (Said(person.candidate.short_id), Said(person.name), Said(person.candidate.organisation or "–"),
         Country(person.candidate.country or ""), Figure(len(person.nominations)), _eligible(person))
        for person in facts.pool.persons
    )  # fmt: skip
    return Section(title, (Table(columns, rows),), annex=True)


def _eligible(person: Person) -> Message:
    if person.withdrawn:
        return message("withdrew")
    if person.eligible is None:
        return message("to clarify")
    return message("yes") if person.eligible else message("no")


def _members(facts: Facts) -> Section:
    title = message("Members of the taskforce")
    if not facts.members:
        return Section(title, (says(message("There are no members yet.")),), annex=True)
    columns = (
        Column(message("Member"), 3),
        Column(message("Organisation"), 3),
        Column(message("Roles"), 2),
        Column(message("Language"), 1.5),
    )
    rows = tuple(
        (Said(row.name), Said(row.organisation or "–"), joined([ROLES[role] for role in facts.roles[row.id or 0]]),
         LanguageName(row.language))
        for row in facts.members
    )  # fmt: skip
    return Section(title, (Table(columns, rows),), annex=True)


def _conflicts(facts: Facts) -> Section:
    title, counts = message("Conflicts of interest"), facts.declarations
    if not counts:
        return Section(title, (says(message("Nothing has been declared yet.")),), annex=True)
    columns = (Column(message("Declared"), 4), Column(message("Number"), 1, number=True))
    rows = (
        (message("none"), Figure(counts["none"])),
        (message("affinity"), Figure(counts["affinity"])),
        (message("conflict"), Figure(counts["conflict"])),
        (message("unsure"), Figure(counts["unsure"])),
        (message("Recusals (a member does not score a candidate)"), Figure(len(facts.recused))),
    )
    return Section(title, (Table(columns, rows),), annex=True)


def _checking(facts: Facts) -> Section:
    blocks: list[Block] = []
    if facts.opening:
        blocks += _how_opened(facts)
    blocks.append(
        says(
            message("The log of this selection has {count} entries; the first 32 of the 64 digits of its head are "
                    "{head}.", count=Figure(facts.audit_entries), head=Said(facts.audit_head[:ANCHOR_DIGITS]))
        )
    )  # fmt: skip
    text = message("Whoever has the selection file can recompute every number and check the log (`rapporteur verify`).")
    return Section(message("How this can be checked"), (*blocks, note(text)), annex=True)


def _how_opened(facts: Facts) -> list[Block]:
    assert facts.opening is not None
    alone = len(facts.opening.holders) < 2
    blocks: list[Block] = [
        says(message("The ballots were opened with one key, held by the chair alone."))
        if alone
        else says(message("The ballots were opened with two keys, held by the chair and a witness."))
    ]
    if facts.one_machine:
        blocks.append(says(message("Both keys were made on one machine.")))
    if facts.sheet_ballots:
        text = message(
            "Ballots that came as a spreadsheet: {count}. These were not sealed on their way.",
            count=Figure(facts.sheet_ballots),
        )
        blocks.append(says(text))
    else:
        blocks.append(says(message("Every ballot came sealed; none came as a spreadsheet.")))
    if facts.opening.left_out:
        text = message("Ballots left out of the opening: {count}.", count=Figure(len(facts.opening.left_out)))
        blocks += [says(text), _left_out(facts.opening.left_out)]
    return blocks


def _left_out(ballots: list[dict[str, Any]]) -> Table:
    """Whose ballot did not count and why: what collecting said of it, or the words of whoever left it out."""
    columns = (Column(message("Ballot"), 1), Column(message("Member"), 1), Column(message("Reason"), 6))
    names = {status.value: name for status, name in BALLOT_STATUS_NAMES.items()}
    rows = tuple(
        (
            Said(f"B{each['ballot']}"),
            Said(each["member"]),
            Said(each["why"]) if "why" in each else names[each["reason"]],
        )
        for each in ballots
    )
    return Table(columns, rows)
