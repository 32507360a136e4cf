"""Rows of a sheet that are no nominations: totals, notes under a table, and another table below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapporteur_app.intake.cells import displayed, is_blank, is_number
from rapporteur_app.intake.fields import Kind, Scope
from rapporteur_app.intake.folding import folded
from rapporteur_app.intake.header_words import sense_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.intake.cells import Cell
    from rapporteur_app.intake.table import Column

TOTALS = re.compile(
    r"(?:grand |gran |sub ?)?(?:totals?|totales|totaux|totais|suma|soma|somme|sum|count|recuento|contagem)"
    r"(?: (?:general|geral|generale|of|de|des|nominations?|nominaciones|indicacoes|respuestas|responses|\d+))*"
    r"|(?:n o|num|numero|number|nombre|cantidad|quantidade) (?:total )?(?:of|de|des|d) \w+(?: recibid[ao]s| received"
    r"| recebid[ao]s| recue?s)?(?: \d+)?"
)
SAYS_NOTE = re.compile(
    r"\s*(?:\(?\*|(?:nb|n\.\s?b\.|notas?|notes?|fuentes?|fontes?|sources?|obs|observacion(?:es)?|observación|observação"
    r"|observações|remarques?|remarks?|aviso|atenção|atención|attention|elaborado por|elaboración|prepared by"
    r"|actualizado|atualizado|updated|mis à jour)\s*[.:])",
    re.IGNORECASE,
)
"""How a note begins that stands where a name would."""

NOTE_WORDS = 3
"""A text of more words than these is no number of a response."""

LONGEST_HEADER = 80
SURE = 0.9
STRICT = frozenset((Kind.MOMENT, Kind.EMAIL, Kind.PHONE, Kind.COUNTRY, Kind.YES_NO, Kind.LANGUAGES))
"""Kinds of which no value is also a word of a header."""


def is_total(row: Sequence[Cell], filled: Sequence[int]) -> bool:
    """Whether a row starts with 'Total', and holds nothing but numbers beside."""
    numbers_beside = all(is_number(row[place]) or _is_figure(row[place]) for place in filled[1:])
    return numbers_beside and TOTALS.fullmatch(folded(displayed(row[filled[0]]))) is not None


def _is_figure(cell: Cell) -> bool:
    return displayed(cell).strip().replace(".", "").replace(",", "").isdigit()


def is_note(row: Sequence[Cell], filled: Sequence[int], columns: Sequence[Column], width: int) -> bool:
    """Whether a row of a sheet so wide holds one text only, which is no answer to its column's question."""
    if len(filled) != 1 or not isinstance(row[filled[0]], str):
        return False
    text = row[filled[0]]
    column = next((one for one in columns if one.place == filled[0]), None)
    if SAYS_NOTE.match(text):
        return True
    if width == 1:
        return False
    if column is None:
        return True
    if column.field.name == "response_id":
        return len(folded(text).split()) > NOTE_WORDS
    return column.field.scope is not Scope.NOMINEE and column.read(text).problem is not None


def begins_table(rows: Sequence[Sequence[Cell]], index: int, columns: Sequence[Column]) -> bool:
    """Whether another table begins in a row: with its header, or with a title right above it."""
    if _is_other_header(rows[index], columns):
        return True
    titled = sum(not is_blank(cell) for cell in rows[index]) == 1 and index + 1 < len(rows)
    return titled and _is_other_header(rows[index + 1], columns)


def _is_other_header(row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether a row names fields: at least half of its texts do, and where they stand they are no values."""
    filled = {place: cell for place, cell in enumerate(row) if not is_blank(cell)}
    if len(filled) < 2 or not all(_may_be_header(cell) for cell in filled.values()):
        return False
    known = {place for place, text in filled.items() if _is_known(text)}
    misplaced = (
        one.place in known and one.field.kind in STRICT and one.read(row[one.place]).problem is not None
        for one in columns
    )  # fmt: skip
    return len(known) == len(filled) or (2 * len(known) >= len(filled) and any(misplaced))


def _may_be_header(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= LONGEST_HEADER and "@" not in cell


def _is_known(text: str) -> bool:
    sense = sense_of(text, fuzzy=False)
    return sense is not None and sense.confidence >= SURE
