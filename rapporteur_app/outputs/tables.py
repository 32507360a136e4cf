"""Tables for other programs: csv files, and the whole selection's results as one JSON object."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from rapporteur_app.model import Reply
from rapporteur_app.outputs import sheet_rows
from rapporteur_app.outputs.wording import clean
from rapporteur_app.results.shortlist import shortlist_json

if TYPE_CHECKING:
    from rapporteur_app.outputs.facts import Facts
    from rapporteur_app.outputs.sheet_rows import Cell, Sheet
    from rapporteur_app.workspace import Reader

PHONE = re.compile(r"\+[0-9][0-9 ]*")
"""A telephone number without a sign in it that a spreadsheet could compute with."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would take for a formula when it opens a csv file."""


def csv_tables(reader: Reader, facts: Facts) -> dict[str, bytes]:
    """Each table's csv file by its name, with a byte order mark, as spreadsheets want it."""
    tables = {
        "nominations": sheet_rows.nominations(reader, facts),
        "candidates": sheet_rows.candidates(facts),
        "scores": sheet_rows.scores(reader, facts),
        "results": sheet_rows.results(facts),
        "replies": sheet_rows.replies(reader, facts),
        "bare_scores": sheet_rows.bare_scores(facts),
        "weights": sheet_rows.weights(facts),
    }
    return {name: csv_bytes(table) for name, table in tables.items()}


def csv_bytes(sheet: Sheet) -> bytes:
    """One table as csv."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([guarded(name) for name in sheet.header])
    for row in sheet.rows:
        cells = zip(sheet.header, row, strict=True)
        writer.writerow([_cell(value, phone=name in sheet.phones) for name, value in cells])
    return buffer.getvalue().encode("utf-8-sig")


def _cell(value: Cell, *, phone: bool) -> str | float | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return guarded(value, phone=phone) if isinstance(value, str) else value


def guarded(text: str, *, phone: bool = False) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it, but not before a telephone number."""
    plain = clean(text)
    if phone and PHONE.fullmatch(plain):
        return plain
    return f"'{plain}" if plain.lstrip(" ").startswith(FORMULA) else plain


def selection_json(reader: Reader, facts: Facts) -> bytes:
    """Results, candidates, shortlist, consultation and decision as one JSON object."""
    from rapporteur_app.intake.candidates_json import candidates_json

    found = {
        "title": facts.settings["title"],
        "criteria": _criteria(facts),
        "results": facts.results,
        **candidates_json(reader),
        **shortlist_json(reader),
        "consultation": facts.consultation.as_json() if facts.consultation else None,
        "replies": reader.count(Reply),
        "decision": _decision(facts),
        "audit_head": facts.audit_head,
    }
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def _criteria(facts: Facts) -> dict[str, Any] | None:
    if facts.version is None or facts.rubric is None:
        return None
    shares = facts.rubric.shares
    rows = [
        {"code": row.code, "kind": row.kind.value, "weight": row.weight, "share": shares.get(row.code),
         "threshold": row.threshold, "title": dict(row.title)}
        for row in facts.rubric.criteria
    ]  # fmt: skip
    return {
        "version": facts.version.version,
        "hash": facts.version.hash,
        "frozen": facts.version.frozen_at is not None,
        "scale": {"min": facts.rubric.scale.min, "max": facts.rubric.scale.max, "step": facts.rubric.scale.step},
        "criteria": rows,
    }


def _decision(facts: Facts) -> dict[str, Any] | None:
    found, signed = facts.decision, facts.signature
    if found is None:
        return None
    return {
        "selected": f"C{found.selected_id}",
        "alternates": [f"C{number}" for number in found.alternates],
        "justification": dict(found.justification),
        "deviation": found.deviation,
        "at": found.at,
        "endorsements": [
            {"member": f"M{row.member_id}", "stance": row.stance.value, "statement": row.statement}
            for row in facts.endorsements
        ],
        "signature": {
            "member": f"M{signed.member_id}",
            "key": signed.key,
            "signature": signed.signature,
            "at": signed.at,
        }
        if signed
        else None,
        "answers": [
            {"candidate": f"C{row.candidate_id}", "accepts": row.accepts, "reason": row.reason, "at": row.at}
            for row in facts.answers
        ],
    }
