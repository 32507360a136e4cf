"""Rubric files: the criteria as TOML, and as a table for a spreadsheet."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import message
from rapporteur_app.setup.document import read_toml
from rapporteur_app.setup.rubric import (
    CommentRule,
    Criterion,
    CriterionKind,
    Rubric,
    Scale,
    canonical_bytes,
    rubric_document,
    rubric_hash,
)
from rapporteur_app.setup.rubric_reading import read_rubric
from rapporteur_app.setup.rubric_table import rubric_from_rows, rubric_to_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "CommentRule",
    "Criterion",
    "CriterionKind",
    "Rubric",
    "Scale",
    "canonical_bytes",
    "parse_rubric",
    "rubric_from_rows",
    "rubric_hash",
    "rubric_to_rows",
    "rubric_to_toml",
]


def parse_rubric(toml_text: str) -> Rubric:
    """The rubric in a TOML text: version, scale (min, max, step), and a list of criteria, which may be empty.

    Raises:
        BadInput: it is not TOML, or breaks a rule; the sentence names the criterion and the field.
    """
    return read_rubric(read_toml(toml_text, message("The rubric")))


def rubric_to_toml(rubric: Rubric) -> str:
    """The rubric as TOML; `parse_rubric` gives the same rubric again."""
    document = rubric_document(rubric)
    lines = [f"version = {document['version']}"]
    if not document["criteria"]:
        lines.append("criteria = []")
    lines += ["", "[scale]", *_lines(document["scale"])]
    for criterion in document["criteria"]:
        lines += ["", "[[criteria]]", *_lines(criterion)]
        for language, levels in criterion.get("anchors", {}).items():
            lines += [f"[criteria.anchors.{language}]", *_lines(levels)]
    return "\n".join(lines) + "\n"


def _lines(table: dict[str, Any]) -> Iterator[str]:
    """The lines `key = value`; a text in several languages takes a line for each; anchors have tables of their own."""
    for key, value in table.items():
        if isinstance(value, dict):
            if key != "anchors":
                yield from (f"{key}.{language} = {_value(text)}" for language, text in value.items())
        else:
            yield f"{_key(key)} = {_value(value)}"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key, re.ASCII) else _value(key)


def _value(value: str | float) -> str:
    """JSON's texts and numbers are TOML's as well: the same escapes, and no others are needed."""
    return json.dumps(value, ensure_ascii=False)
