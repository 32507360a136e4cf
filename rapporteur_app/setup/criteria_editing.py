"""Criteria changed one by one: each change gives a whole rubric, which keeps every rule, or is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, NotFound
from rapporteur_app.i18n import LANGUAGES, message
from rapporteur_app.setup.rubric import Rubric, plain_number
from rapporteur_app.setup.rubric_table import CRITERION_COLUMNS, RUBRIC_COLUMNS, rubric_from_rows, rubric_to_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapporteur_app.setup.rubric import Criterion, Scale

WHOLE = 100
"""What weights add up to after `rescaled`."""

DECIMALS = 6
MANY = 12
"""From this many scores on, meanings are asked for the two ends and the levels that have one."""


def row_of(rubric: Rubric, code: str) -> dict[str, str]:
    """A criterion as texts under the names of the rubric table: code, kind, weight, title.es, anchors.es.5.

    Raises:
        NotFound: there is no criterion of this code.
    """
    header, rows = rubric_to_rows(rubric)
    for row in rows:
        named = dict(zip(header, row, strict=True))
        if named["code"] == code:
            said = {name: value for name, value in named.items() if name not in RUBRIC_COLUMNS and value is not None}
            return {name: _text(value) for name, value in said.items()}
    raise NotFound(message("There is no criterion {code}.", code=code))


def _text(value: object) -> str:
    return f"{plain_number(value)}" if isinstance(value, float) else str(value)


def names_of(scale: Scale, criterion: Criterion | None = None) -> list[str]:
    """The names of everything that can be said of a criterion on a scale, in the order in which it is asked."""
    levels = list(scale.values())
    if len(levels) >= MANY:
        known = {float(level) for texts in criterion.anchors.values() for level in texts} if criterion else set()
        levels = sorted({levels[0], levels[-1], *known})
    texts = [f"{field}.{language}" for language in LANGUAGES for field in ("title", "description")]
    anchors = [f"anchors.{language}.{plain_number(level)}" for language in LANGUAGES for level in levels]
    return [*CRITERION_COLUMNS, *texts, *anchors]


def edited(rubric: Rubric, code: str | None, row: Mapping[str, str]) -> Rubric:
    """The rubric with one criterion said anew, or with another one at its end.

    Args:
        rubric: as it is.
        code: which criterion; None for a new one.
        row: what is said of it, as `row_of` names it; a blank text says nothing.

    Raises:
        NotFound: there is no criterion of this code.
        BadInput: a rule of the rubric is broken; the sentence names criterion and field.
    """
    header, rows = rubric_to_rows(rubric)
    kept = [dict(zip(header, each, strict=True)) for each in rows]
    whole = {"version": rubric.version, **{f"scale.{name}": value for name, value in vars(rubric.scale).items()}}
    said = {**whole, **{name: text.strip() for name, text in row.items() if text.strip()}}
    places = [place for place, each in enumerate(kept) if each["code"] == code]
    if code is not None and not places:
        raise NotFound(message("There is no criterion {code}.", code=code))
    if not said.get("code"):
        raise BadInput(message("Give the criterion a short code, such as KNOW."))
    if places:
        kept[places[0]] = said
    else:
        kept.append(said)
    names = list(dict.fromkeys(name for each in kept for name in each))
    return rubric_from_rows(names, [[each.get(name) for name in names] for each in kept])


def without(rubric: Rubric, code: str) -> Rubric:
    """The rubric without a criterion."""
    return replace(rubric, criteria=tuple(each for each in rubric.criteria if each.code != code))


def moved(rubric: Rubric, code: str, steps: int) -> Rubric:
    """The rubric with a criterion some places further down (or up, where `steps` is under 0), as far as it goes."""
    rest = [each for each in rubric.criteria if each.code != code]
    place = next(place for place, each in enumerate(rubric.criteria) if each.code == code)
    rest.insert(min(max(place + steps, 0), len(rest)), rubric.criteria[place])
    return replace(rubric, criteria=tuple(rest))


def rescaled(rubric: Rubric) -> Rubric:
    """The rubric with weights that add up to 100, each in the same relation to the others as before.

    Nothing is rounded to whole numbers: equal weights stay equal, and no total changes by more than a millionth.
    """
    total = sum(criterion.weight for criterion in rubric.scored)
    if not total:
        return rubric
    shared = {each.code: round(each.weight * WHOLE / total, DECIMALS) for each in rubric.scored}
    return replace(
        rubric, criteria=tuple(replace(each, weight=shared.get(each.code, each.weight)) for each in rubric.criteria)
    )
