"""Background, process and criteria: the first sections of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
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
    quote,
    says,
)
from rapporteur_app.outputs.screening_part import screening_counts
from rapporteur_app.outputs.vocabulary import AGGREGATES, CRITERIA

if TYPE_CHECKING:
    from rapporteur_app.outputs.facts import Facts
    from rapporteur_app.setup.rubric import Rubric


def background(facts: Facts) -> Section:
    """What is selected, for which event, on which terms."""
    values = facts.settings
    blocks: list[Block] = []
    if values["position"]:
        blocks.append(
            says(
                message(
                    "The position to be filled is: {position}.",
                    position=facts.own(values["position"], facts.template.position.title),
                )
            )
        )
    if values["event_start"] and values["event_end"]:
        blocks.append(
            says(message("The event takes place from {start} to {end}.", start=Day(values["event_start"]),
                         end=Day(values["event_end"])))
        )  # fmt: skip
    if values["terms"]:
        blocks.append(says(message("Terms of reference:")))
        blocks += _terms(facts)
    if not blocks:
        blocks.append(says(message("The position and the dates are not set yet.")))
    return Section(message("Background"), tuple(blocks))


def _terms(facts: Facts) -> list[Block]:
    known = facts.template.terms_by_text()
    lines = [line.strip() for line in facts.settings["terms"].splitlines() if line.strip()]
    return [quote(facts.own(line, known.get(line, {}))) for line in lines]


def process(facts: Facts) -> Section:
    """What was done when, with counts; nominations and candidates are different counts, both shown."""
    counts = facts.pool.counts
    if not counts.nominations:
        return Section(message("Process"), (says(message("No nominations have come in yet.")), _steps(facts)))
    rows: list[tuple[Message, float]] = [
        (message("Nominations received"), counts.nominations),
        (message("Different nominators"), counts.nominators),
        (message("Candidates (different persons)"), counts.candidates),
        *screening_counts(facts),
        (message("Members who score"), len(facts.scoring)),
        (message("Recusals"), len(facts.recused)),
        (message("Ballots counted"), len(facts.opening.counted) if facts.opening else 0),
        (message("Meetings of the taskforce"), len(facts.meetings)),
        (message("Names on the shortlist"), len(facts.chosen)),
    ]
    columns = (Column(message("Count"), 4), Column(message("Number"), 1, number=True))
    table = Table(columns, tuple((label, Figure(value)) for label, value in rows))
    return Section(message("Process"), (_steps(facts), table, *_meetings(facts)))


def _steps(facts: Facts) -> Table:
    found: list[tuple[Message, Piece]] = []

    def add(label: Message, iso: str | None, *, hour: bool = False) -> None:
        if iso:
            found.append((label, Day(iso, facts.zone, hour)))

    values, decision, signature = facts.settings, facts.decision, facts.signature
    add(message("Criteria frozen"), facts.version.frozen_at if facts.version else None)
    add(message("Deadline for nominations"), values["deadline"], hour=True)
    add(message("Deadline for ballots"), values["scoring_deadline"], hour=True)
    add(message("Results opened"), facts.opening.at if facts.opening else None)
    for asked in facts.rounds:
        period = message("{start} to {end}", start=Day(asked.starts, facts.zone, hour=True, named=False),
                         end=Day(asked.ends, facts.zone, hour=True))  # fmt: skip
        found.append((message("Consultation round {number}: replies awaited", number=asked.number), period))
        add(message("Consultation round {number}: opened, as recorded", number=asked.number), asked.opened_at)
        add(message("Consultation round {number}: closed, as recorded", number=asked.number), asked.closed_at)
    add(message("Decision taken"), decision.at if decision else None)
    add(message("Decision signed"), signature.at if signature else None)
    return Table((Column(message("Step"), 2), Column(message("Date"), 2)), tuple(found))


def _meetings(facts: Facts) -> list[Block]:
    if not facts.meetings:
        return [says(message("No meeting of the taskforce is recorded."))]
    columns = (
        Column(message("Meeting"), 2),
        Column(message("Chaired by"), 2),
        Column(message("Present"), 1, number=True),
        Column(message("Quorum"), 1, number=True),
        Column(message("Quorate"), 1),
    )
    rows = tuple(
        (Day(row.date, facts.zone), Said(facts.member(row.chair_id)), Figure(len(row.present)), Figure(row.quorum),
         message("yes") if row.quorate else message("no"))
        for row in facts.meetings
    )  # fmt: skip
    return [Table(columns, rows)]


def criteria(facts: Facts) -> Section:
    """The criteria with weights and thresholds, and how scores become a total."""
    title = message("Criteria")
    if facts.rubric is None or facts.version is None or not facts.rubric.criteria:
        return Section(title, (says(message("There are no criteria yet.")),))
    blocks: list[Block] = []
    if facts.version.frozen_at:
        blocks.append(
            says(message("Version {version} of the criteria was frozen on {day}, before scoring began.",
                         version=facts.version.version, day=Day(facts.version.frozen_at, facts.zone)))
        )  # fmt: skip
    else:
        blocks.append(says(message("The criteria are a draft; they are not frozen yet.")))
    if facts.version.frozen_despite:
        blocks.append(says(message("Not every member had agreed. The reason given for freezing all the same:")))
        blocks.append(quote(Said(facts.version.frozen_despite, facts.language)))
    blocks += [_criteria_table(facts.rubric), *_policy(facts, facts.rubric)]
    return Section(title, tuple(blocks))


def _criteria_table(rubric: Rubric) -> Table:
    columns = (
        Column(message("Code"), 1.2),
        Column(message("Criterion"), 5),
        Column(message("Kind"), 1.5),
        Column(message("Weight"), 1.2, number=True),
        Column(message("Threshold"), 1.4, number=True),
    )
    shares = {code: share / 100 for code, share in rubric.shares.items()}
    rows = tuple(
        (Said(row.code), Translated(row.title), CRITERIA[row.kind],
         Figure(shares.get(row.code), 1, percent=True), Figure(row.threshold, 1))
        for row in rubric.criteria
    )  # fmt: skip
    return Table(columns, rows)


def _policy(facts: Facts, rubric: Rubric) -> list[Block]:
    aggregate = AGGREGATES[facts.settings["policy.aggregate"]]
    return [
        says(message("Scores run from {min} to {max}.", min=Figure(rubric.scale.min), max=Figure(rubric.scale.max))),
        note(
            message(
                "A candidate's value on a criterion is {aggregate}. The total is the weighted mean of the values.",
                aggregate=aggregate,
            )
        ),
    ]
