"""From a document of tables to a rubric: every rule that a rubric must keep stands here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.setup.rubric import CommentRule, Criterion, CriterionKind, Rubric, Scale, plain_number

if TYPE_CHECKING:
    from rapporteur_app.setup.document import Table

CODE = re.compile(r"[^\W\d_][\w-]{0,19}")
"""A letter, then letters, digits, '_' and '-'."""

MOST_SCORES = 1001
"""How many scores a scale may have: 0 to 100 in tenths."""


def read_rubric(table: Table) -> Rubric:
    """The rubric that a document holds.

    Raises:
        BadInput: something is missing, unknown or impossible; the sentence names the criterion and the field.
    """
    version = table.whole("version", least=1, default=1)
    scale = _read_scale(table)
    table.value("criteria")
    criteria = tuple(
        _read_criterion(one, number, scale) for number, one in enumerate(table.tables("criteria"), start=1)
    )
    table.finish()
    _refuse_twins(table, criteria)
    return Rubric(version, scale, criteria)


def _read_scale(rubric: Table) -> Scale:
    rubric.value("scale")
    table = rubric.table("scale")
    scale = Scale(table.number("min"), table.number("max"), table.number("step", default=1.0))
    table.finish()
    if scale.min >= scale.max:
        raise table.refusal("max", message("must be more than the least score {min}", min=plain_number(scale.min)))
    if scale.step <= 0:
        raise table.refusal("step", message("must be more than 0"))
    steps = (scale.max - scale.min) / scale.step
    if steps >= MOST_SCORES:
        raise table.refusal("step", message("gives more than {most} scores", most=MOST_SCORES))
    if round(steps) < 1 or abs(steps - round(steps)) > 1e-9:
        raise table.refusal("step", message("does not lead from the least score to the highest"))
    return scale


def _read_criterion(table: Table, number: int, scale: Scale) -> Criterion:
    document, table.path = table.where, ""
    table.where = message("{document}: criterion number {number}", document=document, number=number)
    code = table.string("code")
    if not CODE.fullmatch(code) or code.casefold() == "none":
        raise table.refusal(
            "code", message("must be a short word such as KNOW (letters, digits, _ and -), not “{code}”", code=code)
        )
    table.where = message("{document}: criterion {code}", document=document, code=code)
    kind = CriterionKind(table.one_of("kind", list(CriterionKind), default=CriterionKind.SCORED.value))
    criterion = Criterion(
        code=code,
        title=table.texts("title", needed=True),
        kind=kind,
        weight=_read_weight(table, kind),
        description=table.texts("description"),
        anchors=_read_anchors(table, kind, scale),
        threshold=_read_threshold(table, kind, scale),
        comment_rule=CommentRule(table.one_of("comment_rule", list(CommentRule), default=CommentRule.NEVER.value)),
    )
    table.finish()
    return criterion


def _read_weight(table: Table, kind: CriterionKind) -> float:
    if kind is CriterionKind.SCORED:
        weight = table.number("weight")
        if weight <= 0:
            raise table.refusal("weight", message("must be more than 0"))
        return weight
    if table.number("weight", default=0.0) != 0:
        raise table.refusal("weight", message("belongs to scored criteria only"))
    table.read.add("weight")
    return 0.0


def _read_anchors(table: Table, kind: CriterionKind, scale: Scale) -> dict[str, dict[float, str]]:
    anchors = {}
    for language, levels in table.tables_by_language("anchors").items():
        if kind is not CriterionKind.SCORED:
            raise table.refusal("anchors", message("belongs to scored criteria only"))
        anchors[language] = {_level(levels, key, scale): levels.string(key) for key in levels.data}
        if len(anchors[language]) < len(levels.data):
            raise table.refusal(f"anchors.{language}", message("names something twice"))
    return anchors


def _level(levels: Table, key: str, scale: Scale) -> float:
    level = float(key) if re.fullmatch(r"-?\d{1,6}(\.\d{1,6})?", key, re.ASCII) else None
    if level is None or not scale.holds(level):
        raise levels.refusal(
            key, message("is not a score of the scale from {min} to {max} in steps of {step}", **_shown(scale))
        )
    return level + 0.0


def _read_threshold(table: Table, kind: CriterionKind, scale: Scale) -> float | None:
    if not table.has("threshold"):
        return None
    threshold = table.number("threshold")
    if kind is not CriterionKind.SCORED:
        raise table.refusal("threshold", message("belongs to scored criteria only"))
    if not scale.min <= threshold <= scale.max:
        raise table.refusal(
            "threshold",
            message(
                "must lie on the scale, from {min} to {max}, not at {value}",
                value=plain_number(threshold),
                **_shown(scale),
            ),
        )
    return threshold


def _shown(scale: Scale) -> dict[str, float]:
    return {name: plain_number(getattr(scale, name)) for name in ("min", "max", "step")}


def _refuse_twins(table: Table, criteria: tuple[Criterion, ...]) -> None:
    seen: set[str] = set()
    for criterion in criteria:
        if criterion.code.casefold() in seen:
            raise table.refusal(
                "criteria", message("two criteria have the code {code}; give one of them another", code=criterion.code)
            )
        seen.add(criterion.code.casefold())
