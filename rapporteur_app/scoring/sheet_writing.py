"""The score sheet: a workbook for a member who installs nothing. It is filled in by hand and read back.

One list with a row for each candidate and criterion: a digit and Enter give an answer, without a change of sheet, and
the filter shows one candidate or one criterion (docs/decisions.md).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import Catalogue, catalogue
from rapporteur_app.scoring import sheet_formulas as formulas
from rapporteur_app.scoring.answers import COMMENT_LIMIT, to_score
from rapporteur_app.scoring.levels import choices, written
from rapporteur_app.scoring.sheet_cells import (
    coloured,
    heightened,
    hint,
    link,
    locked,
    safe,
    sheet_name,
    title,
    widths,
    wrapped,
)
from rapporteur_app.scoring.sheet_formulas import FIRST_ROW, Choices
from rapporteur_app.scoring.sheet_marks import CANDIDATE, CODE, COMMENT, HIDDEN, KEY, SCORE, identity_of, row_key
from rapporteur_app.scoring.sheet_pages import write_dossiers, write_instructions, write_totals
from rapporteur_app.setup.template_parts import localized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.setup.rubric import Criterion

NAMES_ROW, HEADER_ROW = FIRST_ROW - 2, FIRST_ROW - 1
WIDTHS = (7, 28, 9, 40, 36, 60, 24)
MISSING, WRONG = "FFE699", "F4A6A0"
"""Colours of what is still to fill in, and of what is none of the choices; the column beside says it in words."""


def sheet_bytes(pack: OpenPack) -> bytes:
    """The score sheet that belongs to a pack, in the pack's language; only scores and comments are unlocked."""
    from openpyxl import Workbook

    book, words = Workbook(), catalogue(pack.language)
    first = book.active
    assert first is not None
    first.title = sheet_name(words.text("Instructions"))
    scores, totals, dossiers = (
        book.create_sheet(sheet_name(name))
        for name in (words.text("Scores"), words.text("Own totals"), words.text("Dossiers"))
    )
    hidden = book.create_sheet(HIDDEN)
    write_instructions(first, pack, words)
    places = write_dossiers(dossiers, pack, words)
    _Scores(book, scores, pack, words).write(hidden, places)
    write_totals(totals, scores, pack, words)
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@dataclass
class _Scores:
    """The sheet on which a member scores."""

    book: Workbook
    sheet: Worksheet
    pack: OpenPack
    words: Catalogue

    def write(self, hidden: Worksheet, places: dict[str, str]) -> None:
        """Write everything.

        Args:
            hidden: the sheet for identifiers and choices.
            places: by a candidate's id, where the dossier stands.
        """
        rows = list(self._rows())
        last = FIRST_ROW + len(rows) - 1
        self._write_head(last, len(rows))
        identity = identity_of(self.pack)
        hidden["A1"] = identity.text
        by_code = dict(self._write_choices(hidden))
        for number, (candidate, criterion) in enumerate(rows, start=FIRST_ROW):
            self._write_row(number, candidate, criterion, by_code[criterion.code])
            self.sheet.cell(number, 8, row_key(identity, candidate["id"], criterion.code))
            link(self.sheet.cell(number, 2), places.get(candidate["id"]))
        if rows:
            self._colour(last)
            self._offer(last, by_code)
        self._dress(last)

    def _rows(self) -> Iterator[tuple[dict[str, Any], Criterion]]:
        for candidate in self.pack.candidates:
            for criterion in to_score(self.pack.rubric):
                yield candidate, criterion

    def _write_head(self, last: int, due: int) -> None:
        text = self.words.text
        title(self.sheet["A1"], self.pack.header.title)
        how = text(
            "Fill in the columns Score and Comment: choose from the list of a cell, or type the number (or IE, AB) and "
            "press Enter. What is still to fill in is coloured; the column “Still open” says it. A candidate's name "
            "leads to the dossier."
        )
        hint(self.sheet, 2, how)
        self.sheet["A3"] = formulas.progress(max(last, FIRST_ROW), due, self.words)
        names = {1: CANDIDATE, 3: CODE, 5: SCORE, 6: COMMENT, 8: KEY}
        for column, name in names.items():
            self.sheet.cell(NAMES_ROW, column, name)
        headers = (text("Id"), text("Candidate"), text("Code"), text("Criterion"), text("Score"), text("Comment"),
                   text("Still open"))  # fmt: skip
        for column, header in enumerate(headers, start=1):
            self.sheet.cell(HEADER_ROW, column, header)

    def _write_choices(self, hidden: Worksheet) -> Iterator[tuple[str, Choices]]:
        """Write what the drop-downs offer; in the rule of a cell only 255 characters fit."""
        from openpyxl.utils import get_column_letter

        for place, criterion in enumerate(to_score(self.pack.rubric)):
            columns = [2 * place + 2, 2 * place + 3]
            offered = choices(criterion, self.pack.rubric.scale, self.words)
            for row, choice in enumerate(offered, start=2):
                bare = choice.label == written(choice.value)
                hidden.cell(row, columns[0], choice.value if bare else safe(choice.label))
                hidden.cell(row, columns[1], choice.value)
            labels, values = (f"{HIDDEN}!${one}$2:${one}${len(offered) + 1}" for one in map(get_column_letter, columns))
            yield criterion.code, Choices(labels, values)

    def _write_row(self, row: int, candidate: dict[str, Any], criterion: Criterion, block: Choices) -> None:
        title_there = localized(criterion.title, self.pack.language)
        told = (candidate["id"], safe(candidate["name"]), safe(criterion.code), safe(title_there))
        for column, value in enumerate(told, start=1):
            self.sheet.cell(row, column, value)
        self.sheet.cell(row, 7, formulas.still_open(row, self.words))
        self.sheet.cell(row, 9, formulas.meant(row, block))
        if criterion.kind == "scored":
            self.sheet.cell(row, 10, formulas.weighted(row, criterion))
            self.sheet.cell(row, 11, formulas.counted(row))
        self.sheet.cell(row, 12, formulas.done(row))
        self.sheet.cell(row, 13, formulas.lacks(row, criterion, self.pack.rubric.scale))

    def _colour(self, last: int) -> None:
        scores, comments = (f"{column}{FIRST_ROW}:{column}{last}" for column in "EF")
        coloured(self.sheet, scores, f'${formulas.MEANT}{FIRST_ROW}=""', MISSING)
        coloured(self.sheet, scores, f'${formulas.MEANT}{FIRST_ROW}="?"', WRONG)
        coloured(self.sheet, comments, f"${formulas.LACKS}{FIRST_ROW}=1", MISSING)
        coloured(self.sheet, comments, f"LEN($F{FIRST_ROW})>{COMMENT_LIMIT}", WRONG)

    def _offer(self, last: int, by_code: dict[str, Choices]) -> None:
        """The drop-downs help; they refuse nothing, so that a digit alone can be typed as well."""
        from openpyxl.worksheet.datavalidation import DataValidation

        rules = {}
        for code, block in by_code.items():
            rules[code] = DataValidation(type="list", formula1=block.labels, showErrorMessage=False, allow_blank=True)
            self.sheet.add_data_validation(rules[code])
        for row, (_, criterion) in enumerate(self._rows(), start=FIRST_ROW):
            rules[criterion.code].add(f"E{row}")
        length = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(COMMENT_LIMIT))
        length.error = self.words.text("A comment has at most {limit} characters.", limit=COMMENT_LIMIT)
        length.showErrorMessage = True
        length.add(f"F{FIRST_ROW}:F{max(last, FIRST_ROW)}")
        self.sheet.add_data_validation(length)

    def _dress(self, last: int) -> None:
        from openpyxl.styles import Alignment, Protection

        widths(self.sheet, WIDTHS)
        heightened(self.sheet, FIRST_ROW, last, WIDTHS[:4])
        for column in "HIJKLM":
            self.sheet.column_dimensions[column].hidden = True
        self.sheet.row_dimensions[NAMES_ROW].hidden = True
        wrapped(self.sheet, HEADER_ROW, last, len(WIDTHS))
        for row in range(FIRST_ROW, last + 1):
            for place in (5, 6):
                self.sheet.cell(row, place).protection = Protection(locked=False)
            self.sheet.cell(row, 5).alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            self.sheet.cell(row, 6).number_format = "@"
        self.sheet.auto_filter.ref = f"A{HEADER_ROW}:G{max(last, HEADER_ROW)}"
        self.sheet.freeze_panes = f"A{FIRST_ROW}"
        self.sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        locked(self.sheet)
