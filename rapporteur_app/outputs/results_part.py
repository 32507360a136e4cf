"""Ranking and shortlist: what the scores came to, and who was taken forward for which reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import message
from rapporteur_app.outputs.blocks import Block, Column, Figure, Piece, Said, Section, Table, note, quote, says

if TYPE_CHECKING:
    from rapporteur_app.outputs.facts import Facts

WIDE = 6
"""From how many criteria on a table of their own keeps the ranking readable."""


def ranking(facts: Facts) -> Section:
    """The ranking: rank, total, every criterion, how many scores, what is under a threshold."""
    title = message("Ranking")
    if facts.results is None:
        return Section(title, (says(message("The results are not open yet.")),))
    rows = facts.results["candidates"]
    codes = list(rows[0]["criteria"]) if rows else []
    blocks: list[Block] = [
        says(message("Ballots that counted: {count}. Equal totals share a rank.", count=Figure(_ballots(facts)))),
        _totals(rows, codes if len(codes) <= WIDE else []),
    ]
    if len(codes) > WIDE:
        blocks += [_values(rows, codes[start : start + WIDE]) for start in range(0, len(codes), WIDE)]
    blocks.append(note(message("A dash means that there is no value; it is not a zero.")))
    if rows and rows[0]["gates"]:
        blocks += [says(message("Gates are counted beside the ranking and never scored.")), _gates(rows)]
    return Section(title, tuple(blocks))


def _ballots(facts: Facts) -> int:
    return len(facts.opening.counted) if facts.opening else 0


def _totals(rows: list[dict[str, Any]], codes: list[str]) -> Table:
    columns = (
        Column(message("Rank"), 0.9, number=True),
        Column(message("Candidate"), 3.2),
        Column(message("Total"), 1, number=True),
        *(Column(Said(code), 1.1, number=True) for code in codes),
        Column(message("Scores"), 1, number=True),
        Column(message("Below threshold"), 1.5),
    )
    return Table(columns, tuple(_total(row, codes) for row in rows))


def _total(row: dict[str, Any], codes: list[str]) -> tuple[Piece, ...]:
    criteria = row["criteria"]
    return (
        Figure(row["rank"]),
        Said(row["name"]),
        Figure(row["total"], 1),
        *(Figure(criteria[code]["value"], 1) for code in codes),
        Figure(sum(cell["n"] for cell in criteria.values())),
        message("incomplete") if row["incomplete"] else Said(", ".join(row["below"]) or "–"),
    )


def _values(rows: list[dict[str, Any]], codes: list[str]) -> Table:
    columns = (Column(message("Candidate"), 3), *(Column(Said(code), 1.1, number=True) for code in codes))

    def cells(row: dict[str, Any]) -> tuple[Piece, ...]:
        return (Said(row["name"]), *(Figure(row["criteria"][code]["value"], 1) for code in codes))

    return Table(columns, tuple(cells(row) for row in rows))


def _gates(rows: list[dict[str, Any]]) -> Table:
    gates = list(rows[0]["gates"])
    columns = (
        Column(message("Candidate"), 3),
        *(Column(message("{code}: pass / concern", code=gate), 2, number=True) for gate in gates),
    )

    def counted(row: dict[str, Any], gate: str) -> Piece:
        found = row["gates"][gate]
        return Said(f"{found['pass']} / {found['concern']}")

    return Table(columns, tuple((Said(row["name"]), *(counted(row, gate) for gate in gates)) for row in rows))


def scores_by_criterion(facts: Facts) -> Section | None:
    """An annex: number of scores, mean, median and spread of each candidate on each criterion."""
    if facts.results is None:
        return None
    columns = (
        Column(message("Candidate"), 3),
        Column(message("Criterion"), 1.2),
        Column(message("Scores"), 1, number=True),
        Column(message("Mean"), 1, number=True),
        Column(message("Median"), 1, number=True),
        Column(message("Spread"), 1, number=True),
    )
    rows = tuple(
        (Said(row["name"]), Said(code), Figure(cell["n"]), Figure(cell["mean"], 2), Figure(cell["median"], 2),
         Figure(cell["sd"], 2))
        for row in facts.results["candidates"] for code, cell in row["criteria"].items()
    )  # fmt: skip
    return Section(message("Scores by criterion"), (Table(columns, rows),), annex=True)


def firmness(facts: Facts) -> Section | None:
    """An annex: in how many draws of weights each candidate comes first."""
    if facts.results is None:
        return None
    policy, rows = facts.results["policy"], facts.results["candidates"]
    columns = (
        Column(message("Candidate"), 3),
        Column(message("First, weights near those agreed"), 2, number=True),
        Column(message("First, all weights alike likely"), 2, number=True),
    )
    found = tuple(
        (Said(row["name"]), Figure(row["first_share"], 1, percent=True),
         Figure(row["first_share_uniform"], 1, percent=True))
        for row in rows if row["rank"] is not None
    )  # fmt: skip
    text = message(
        "In how many of {draws} random draws of the weights a candidate comes first; ties are shared. "
        "The draws can be repeated: the seed is {seed}.",
        draws=Figure(policy["draws"]),
        seed=policy["seed"],
    )
    return Section(message("How firm the order is"), (says(text), Table(columns, found)), annex=True)


def shortlist(facts: Facts) -> Section:
    """The shortlist with reasons, and who was left out above the cut line with the reason."""
    title = message("Shortlist")
    if not facts.chosen:
        return Section(title, (says(message("There is no shortlist yet.")),))
    blocks: list[Block] = []
    for entry in facts.chosen:
        name = Said(facts.name(entry.candidate_id))
        blocks.append(says(message("{position}. {name}", position=entry.position, name=name)))
        blocks.append(quote(Said(entry.reason, facts.language)))
    if facts.left_out:
        blocks.append(says(message("Ranked above the cut line and left out:")))
    for entry in facts.left_out:
        blocks.append(says(message("– {name}", name=Said(facts.name(entry.candidate_id)))))
        blocks.append(quote(Said(entry.reason, facts.language)))
    return Section(title, tuple(blocks))
