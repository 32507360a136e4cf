"""The rubric: a scale and the criteria, with weights, thresholds and a written meaning for each level."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class CriterionKind(StrEnum):
    """Whether a criterion gives a score, is passed or raises a concern, or is only borne in mind."""

    SCORED = "scored"
    GATE = "gate"
    CONSIDERED = "considered"


class CommentRule(StrEnum):
    """When a score asks for a comment: never, always, or on the two ends of the scale."""

    NEVER = "never"
    ALWAYS = "always"
    EXTREMES = "extremes"


@dataclass(frozen=True)
class Scale:
    """The scores that may be given: from `min` to `max` in steps."""

    min: float = 1.0
    max: float = 5.0
    step: float = 1.0

    def values(self) -> tuple[float, ...]:
        """Every score of the scale, lowest first."""
        return tuple(round(self.min + i * self.step, 9) for i in range(round((self.max - self.min) / self.step) + 1))

    def holds(self, value: float) -> bool:
        """Whether this is one of the scores."""
        try:
            return any(abs(value - score) < 1e-9 for score in self.values())
        except OverflowError:  # a whole number beyond what a computer divides
            return False


@dataclass(frozen=True)
class Criterion:
    """One criterion.

    Attributes:
        code: short and unique, as commands and score files name it.
        title: by language.
        description: by language.
        weight: relative to the other scored criteria; 0 for a criterion that is not scored.
        anchors: what a level means, by language and level.
        threshold: a value under it is flagged; None where there is none.
    """

    code: str
    title: Mapping[str, str]
    kind: CriterionKind = CriterionKind.SCORED
    weight: float = 0.0
    description: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, Mapping[float, str]] = field(default_factory=dict)
    threshold: float | None = None
    comment_rule: CommentRule = CommentRule.NEVER


@dataclass(frozen=True)
class Rubric:
    """One version of the criteria, in the order in which they are shown."""

    version: int = 1
    scale: Scale = field(default_factory=Scale)
    criteria: tuple[Criterion, ...] = ()

    @property
    def scored(self) -> tuple[Criterion, ...]:
        """The criteria that give the total."""
        return tuple(criterion for criterion in self.criteria if criterion.kind is CriterionKind.SCORED)

    @property
    def shares(self) -> dict[str, float]:
        """By code of a scored criterion: its part of all weights, in percent; 0 where no criterion weighs anything."""
        total = sum(criterion.weight for criterion in self.scored) or 1.0
        return {criterion.code: 100 * criterion.weight / total for criterion in self.scored}

    def criterion(self, code: str) -> Criterion | None:
        """The criterion of this code, or None."""
        return next((criterion for criterion in self.criteria if criterion.code == code), None)


def plain_number(value: float) -> int | float:
    """A number as people write it: 4 rather than 4.0."""
    return int(value) if float(value).is_integer() else value


def rubric_document(rubric: Rubric) -> dict[str, Any]:
    """The rubric as tables and lists: what a rubric file holds, without what is not there."""
    scale = {name: plain_number(getattr(rubric.scale, name)) for name in ("min", "max", "step")}
    criteria = [_criterion_document(criterion) for criterion in rubric.criteria]
    return {"version": rubric.version, "scale": scale, "criteria": criteria}


def _criterion_document(criterion: Criterion) -> dict[str, Any]:
    document: dict[str, Any] = {"code": criterion.code, "kind": criterion.kind.value}
    if criterion.kind is CriterionKind.SCORED:
        document["weight"] = plain_number(criterion.weight)
    if criterion.threshold is not None:
        document["threshold"] = plain_number(criterion.threshold)
    document["comment_rule"] = criterion.comment_rule.value
    document["title"] = dict(criterion.title)
    if criterion.description:
        document["description"] = dict(criterion.description)
    if criterion.anchors:
        document["anchors"] = {
            language: {str(plain_number(level)): anchor for level, anchor in levels.items()}
            for language, levels in criterion.anchors.items()
        }
    return document


def canonical_bytes(rubric: Rubric) -> bytes:
    """The same bytes for the same rubric, from whichever file it came: JSON with sorted keys, UTF-8."""
    document = rubric_document(rubric)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def rubric_hash(rubric: Rubric) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal: the name under which packs and ballots know the rubric."""
    return hashlib.sha256(canonical_bytes(rubric)).hexdigest()
