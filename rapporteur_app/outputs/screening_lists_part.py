"""The screening's lists in the report: who came late and who lacks what, each with what was done; who checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.actions_taken import NOTHING, WORDS, Taken, named
from rapporteur_app.intake.missing import listed
from rapporteur_app.outputs.blocks import Block, Column, Day, Figure, Piece, Said, Table, says
from rapporteur_app.outputs.program_notes import as_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.model import Finding
    from rapporteur_app.outputs.facts import Facts

WHO = (Column(message("No."), 0.8), Column(message("Candidate"), 2.6))
"""The first columns of each table: the number of a candidate or a nomination, and the names behind it."""

DONE = Column(message("What was done"), 6)


def late_ones(facts: Facts) -> list[Block]:
    """The nominations that came late, with by how much and what was done; nothing where there are none."""
    rows = [
        (Said(row.nomination.short_id), Said(", ".join(person.name for person in row.persons)), row.late,
         _done(facts, row.actions))
        for row in facts.lists.late
    ]  # fmt: skip
    columns = (*WHO, Column(message("Late"), 2.6), DONE)
    return [says(message("Nominations that came late:")), Table(columns, tuple(rows))] if rows else []


def incomplete_ones(facts: Facts) -> list[Block]:
    """The candidates of whom something is missing, with what was done; nothing where there are none."""
    rows = [
        (Said(row.person.candidate.short_id), Said(row.person.name), listed(row.missing), _done(facts, row.actions))
        for row in facts.lists.incomplete
    ]
    columns = (*WHO, Column(message("Missing"), 3.4), DONE)
    return [says(message("Candidates of whom something is missing:")), Table(columns, tuple(rows))] if rows else []


def second_checks(facts: Facts) -> list[Block]:
    """How many findings a second person checked; nothing where nothing was found."""
    if not facts.findings:
        return []
    checked = Figure(sum(bool(row.checked_by) for row in facts.findings))
    text = message("Findings: {total}. Checked by a second person: {count}.", total=Figure(len(facts.findings)),
                   count=checked)  # fmt: skip
    return [says(text)]


def found_by(facts: Facts, row: Finding) -> Piece:
    """Who found it, and who checked it."""
    found = _who(facts, row.by)
    if not row.checked_by:
        return found
    return message("{found}; checked: {who}", found=found, who=_who(facts, row.checked_by))


def _who(facts: Facts, actor: str) -> Message:
    number = actor.removeprefix("M")
    return named(facts.member(int(number)) if actor.startswith("M") and number.isdigit() else actor)


def _done(facts: Facts, actions: Sequence[Taken]) -> Message:
    said: Message | None = None
    for action in actions:
        words = _act(facts, action)
        said = words if said is None else message("{first}; {second}", first=said, second=words)
    return said or NOTHING


def _act(facts: Facts, action: Taken) -> Message:
    what: Message = WORDS[action.action]
    if action.at:
        day = Day(action.at, facts.zone)
        what = message("{what}, {moment}, {who}", what=what, moment=day, who=_who(facts, action.by))
    if action.asked:
        return message("{what}: {note}", what=what, note=listed(action.asked))
    if action.note:
        return message("{what}: {note}", what=what, note=as_message(action.note) or Said(action.note))
    return what
