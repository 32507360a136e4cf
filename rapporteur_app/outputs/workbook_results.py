"""The Results sheet: criterion values as computed by the program, total and rank as formulas over them.

Beside the formulas stand the program's own numbers, for programs that read the file without computing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from rapporteur_app.outputs.facts import Facts
    from rapporteur_app.outputs.sheet_rows import Cell

WEIGHT_COLUMN = "D"
"""Where the weights stand on the Criteria sheet."""


class Put(Protocol):
    """Writes one typed cell."""

    def __call__(self, made: Worksheet, row: int, column: int, value: Cell) -> None:
        """Write the value."""


def weights_of(facts: Facts) -> dict[str, float]:
    """The weight of each scored criterion."""
    return {criterion.code: criterion.weight for criterion in facts.rubric.scored} if facts.rubric else {}


def fill_results(made: Worksheet, facts: Facts, put: Put) -> None:
    """Write the ranking, best first."""
    assert facts.results is not None
    rows: list[dict[str, Any]] = facts.results["candidates"]
    codes = list(weights_of(facts))
    gates = list(rows[0]["gates"]) if rows else []
    first, total = 3, 3 + len(codes)
    header = ["id", "name", *codes, "total", "percent", "rank", "total_value", "percent_value", "rank_value", "order",
              "incomplete", "below", *(f"{code}_{what}" for code in codes for what in ("n", "median", "sd")),
              *(f"{gate}_{what}" for gate in gates for what in ("pass", "concern")),
              "first_share", "first_share_uniform"]  # fmt: skip
    for column, name in enumerate(header, start=1):
        put(made, 1, column, name)
    for number, row in enumerate(rows, start=2):
        _values(made, number, row, codes, gates, put)
        cells = [f"{get_column_letter(column)}{number}" for column in range(first, total)]
        _formulas(made, number, total, len(rows) + 1, facts, cells)


def _values(made: Worksheet, number: int, row: dict[str, Any], codes: list[str], gates: list[str], put: Put) -> None:
    criteria = row["criteria"]
    front = [row["id"], row["name"], *(criteria[code]["value"] for code in codes)]
    back = [row["total"], row["percent"], row["rank"], row["order"], row["incomplete"], ", ".join(row["below"]),
            *(criteria[code][what] for code in codes for what in ("n", "median", "sd")),
            *(row["gates"][gate][what] for gate in gates for what in ("pass", "concern")),
            row["first_share"], row["first_share_uniform"]]  # fmt: skip
    for column, value in enumerate(front, start=1):
        put(made, number, column, value)
    for column, value in enumerate(back, start=len(front) + 4):
        put(made, number, column, value)
    for column in range(3, len(front) + 1):
        made.cell(number, column).number_format = "0.00"


def _formulas(made: Worksheet, number: int, column: int, last: int, facts: Facts, cells: list[str]) -> None:
    assert facts.rubric is not None
    where, scale = f"{get_column_letter(column)}{number}", facts.rubric.scale
    letter = get_column_letter(column)
    made.cell(number, column).value = total_formula(cells, _weight_cells(facts), renormalise=_renormalise(facts))
    percent = f"100*({where}-{scale.min!r})/({scale.max!r}-{scale.min!r})"
    made.cell(number, column + 1).value = f'=IF(ISNUMBER({where}),{percent},"")'
    made.cell(number, column + 2).value = f'=IF(ISNUMBER({where}),RANK({where},${letter}$2:${letter}${last}),"")'
    for offset, shown in ((0, "0.0"), (1, "0.0"), (2, "0"), (3, "0.0"), (4, "0.0")):
        made.cell(number, column + offset).number_format = shown


def _renormalise(facts: Facts) -> bool:
    assert facts.ranking is not None
    return facts.ranking.policy["policy.incomplete"] == "renormalise"


def _weight_cells(facts: Facts) -> list[str]:
    assert facts.rubric is not None
    places = {criterion.code: row for row, criterion in enumerate(facts.rubric.criteria, start=2)}
    return [f"Criteria!${WEIGHT_COLUMN}${places[code]}" for code in weights_of(facts)]


def total_formula(cells: list[str], weights: list[str], *, renormalise: bool) -> str:
    """The weighted mean over the criteria as a formula.

    Rounded to nine digits, since totals within 1e-9 are equal; blank where a value is missing, unless the policy weighs
    what is there.
    """
    pairs = list(zip(cells, weights, strict=True))
    count = f"COUNT({','.join(cells)})"
    weighed = "+".join(f"N({cell})*{weight}" for cell, weight in pairs)
    if renormalise:
        present = "+".join(f"ISNUMBER({cell})*{weight}" for cell, weight in pairs)
        return f'=IF({count}=0,"",ROUND(({weighed})/({present}),9))'
    return f'=IF({count}<{len(cells)},"",ROUND(({weighed})/({"+".join(weights)}),9))'
