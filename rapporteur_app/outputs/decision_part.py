"""Consultation and decision: what stakeholders said, what was decided, and who stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import ReplyKind
from rapporteur_app.outputs.blocks import (
    Block,
    Column,
    Country,
    Day,
    Figure,
    LanguageName,
    Piece,
    Said,
    Section,
    Table,
    Translated,
    note,
    quote,
    says,
)
from rapporteur_app.outputs.vocabulary import DISPOSITIONS, REPLIES, STANCES

if TYPE_CHECKING:
    from rapporteur_app.consultation.report import ConcernItem, ConsultationReport, Support
    from rapporteur_app.outputs.facts import Facts


def consultation(facts: Facts) -> Section:
    """Support for each candidate, who was reached, the concerns with what was done about them."""
    title, found = message("Consultation"), facts.consultation
    if found is None:
        return Section(title, (says(message("The consultation has not begun yet.")),))
    blocks: list[Block] = [
        says(
            message("Round {round}: {asked} stakeholders were asked and {replied} of them replied.",
                    round=found.round, asked=Figure(found.asked), replied=Figure(found.replied))
        ),
        _support(found),
        says(message("Who was asked, and who replied:")),
        _coverage(facts, found),
        *_breadth(found),
    ]  # fmt: skip
    if found.unregistered:
        names = Said(", ".join(found.unregistered))
        blocks.append(says(message("Replies also came from organisations outside the register: {names}.", names=names)))
    return Section(title, (*blocks, *_concerns(facts, found)))


def _breadth(found: ConsultationReport) -> list[Block]:
    if not found.thresholds.given:
        return []
    broad = message("By the thresholds of the template, the consultation was broad.")
    narrow = message("By the thresholds of the template, the consultation was not broad.")
    return [says(broad if found.broad else narrow)]


def _support(found: ConsultationReport) -> Table:
    columns = (Column(message("Candidate"), 3), *(Column(REPLIES[kind], 1.3, number=True) for kind in ReplyKind))

    def cells(row: Support) -> tuple[Piece, ...]:
        return (Said(row.name), *(Figure(row.counts[kind]) for kind in ReplyKind))

    return Table(columns, tuple(cells(row) for row in found.candidates))


def _coverage(facts: Facts, found: ConsultationReport) -> Table:
    names = {constituency.code: constituency.name for constituency in facts.template.constituencies}
    columns = (
        Column(message("Constituency"), 3),
        Column(message("Country"), 2.2),
        Column(message("Language"), 1.6),
        Column(message("Asked"), 1, number=True),
        Column(message("Replied"), 1, number=True),
    )
    rows = tuple(
        (Translated(names[row.constituency]) if row.constituency in names else Said(row.constituency or "–"),
         Country(row.country), LanguageName(row.language), Figure(row.asked), Figure(row.replied))
        for row in found.coverage
    )  # fmt: skip
    return Table(columns, rows)


def _concerns(facts: Facts, found: ConsultationReport) -> list[Block]:
    if not found.concerns:
        return [says(message("No concern or objection was raised."))]
    blocks: list[Block] = [says(message("Concerns and objections, and how the taskforce answered them:"))]
    for concern in found.concerns:
        blocks += _concern(facts, concern)
    return blocks


def _concern(facts: Facts, concern: ConcernItem) -> list[Block]:
    """A concern with its answer, which bears no language: it is mostly given in the stakeholder's."""
    reply = concern.reply
    answer = DISPOSITIONS[concern.disposition] if concern.disposition else message("not answered yet")
    blocks: list[Block] = [
        says(
            message("{id}: {kind} about {candidate}; {answer}.", id=f"K{concern.id}", kind=REPLIES[concern.kind],
                    candidate=Said(facts.name(reply.candidate)), answer=answer)
        )
    ]  # fmt: skip
    if concern.taken_back:
        blocks.append(note(message("The stakeholder has taken it back since.")))
    if reply.confidential:
        return [*blocks, note(message("The reply is confidential: its words are not shown."))]
    if reply.organisation:
        blocks.append(says(message("Raised by: {organisation}", organisation=Said(reply.organisation))))
    if reply.text:
        texts = {reply.language: reply.text, **reply.translations}
        blocks.append(quote(Translated(texts, reply.language, both=True)))
    if concern.answer:
        blocks += [says(message("Answer of the taskforce:")), quote(Said(concern.answer))]
    if concern.effect:
        blocks += [says(message("Effect:")), quote(Said(concern.effect))]
    return blocks


def decision(facts: Facts) -> Section:
    """Who is selected, the alternates, why, and why it deviates from the ranking if it does."""
    title, found = message("Decision"), facts.decision
    if found is None:
        return Section(title, (says(message("The decision has not been taken yet.")),))
    blocks: list[Block] = [
        says(message("The taskforce selected {name}.", name=Said(facts.name(found.selected_id)))),
    ]
    for place, number in enumerate(found.alternates, start=1):
        blocks.append(says(message("Alternate {place}: {name}", place=place, name=Said(facts.name(number)))))
    blocks += [says(message("Justification:")), quote(Translated(found.justification, facts.language)), *_place(facts)]
    if found.deviation:
        blocks += [says(_deviates(facts)), quote(Said(found.deviation, facts.language))]
    for row in facts.answers:
        name, day = Said(facts.name(row.candidate_id)), Day(row.at, facts.zone)
        accepts = message("{name} accepted on {day}.", name=name, day=day)
        declines = message("{name} declined on {day}.", name=name, day=day)
        blocks.append(says(accepts if row.accepts else declines))
        if row.reason:
            blocks.append(quote(Said(row.reason, facts.language)))
    return Section(title, tuple(blocks))


def _deviates(facts: Facts) -> Message:
    """What the reason for deviating speaks to: the ranking, or concerns that nobody had answered."""
    rows = facts.results["candidates"] if facts.results else []
    selected = facts.decision.selected_id if facts.decision else 0
    ranks = [row["rank"] for row in rows if row["id"] == f"C{selected}"]
    if ranks and ranks[0] != 1:
        return message("The decision deviates from the ranking. The reason:")
    if ranks and facts.unanswered:
        return message("The reason for deciding before all else was settled:")
    return message("The taskforce added to its decision:")


def _place(facts: Facts) -> list[Block]:
    rows = facts.results["candidates"] if facts.results else []
    selected = facts.decision.selected_id if facts.decision else 0
    for row in rows:
        if row["id"] == f"C{selected}" and row["rank"] is not None:
            text = message("In the ranking this candidate has rank {rank} with a total of {total}.",
                           rank=row["rank"], total=Figure(row["total"], 1))  # fmt: skip
            return [says(text)]
    return [says(message("The selected candidate has no rank."))] if rows else []


def endorsements(facts: Facts) -> Section:
    """Who endorses and who dissents, by name, with the statement as it was given: in which language is not recorded."""
    title = message("Endorsements")
    if not facts.endorsements:
        return Section(title, (says(message("No member has endorsed the decision, or dissented from it, yet.")),))
    columns = (Column(message("Member"), 2), Column(message("Stance"), 1), Column(message("Statement"), 4))

    def statement(text: str) -> Piece:
        return Said(text or "–")

    rows = tuple(
        (Said(facts.member(row.member_id)), STANCES[row.stance], statement(row.statement)) for row in facts.endorsements
    )
    return Section(title, (Table(columns, rows),))


def signature(facts: Facts) -> Section:
    """The chair's signature."""
    title, found = message("Signature"), facts.signature
    if found is None:
        return Section(title, (says(message("The decision is not signed yet.")),))
    text = message("Signed by {name} on {day}.", name=Said(facts.member(found.member_id)),
                   day=Day(found.at, facts.zone))  # fmt: skip
    key = message("Key: {key}", key=Said(found.key))
    return Section(title, (says(text), note(key), note(message("Signature: {digits}", digits=Said(found.signature)))))
