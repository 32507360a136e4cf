"""The other sheets of a score sheet: how to fill it in, the own totals, and what is known of the candidates."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import Catalogue
from rapporteur_app.scoring.answers import to_score
from rapporteur_app.scoring.dossier_text import dossier_text
from rapporteur_app.scoring.levels import comment_asked, levels, written
from rapporteur_app.scoring.moments import moment_there
from rapporteur_app.scoring.sheet_cells import FONT, heightened, hint, locked, safe, title, widths, wrapped
from rapporteur_app.scoring.sheet_formulas import FIRST_ROW, Totals
from rapporteur_app.setup.names import Names, naming_by_criteria
from rapporteur_app.setup.template_parts import localized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.setup.rubric import Criterion

INSTRUCTIONS, DOSSIERS = (100,), (7, 28, 110)
"""Widths of the columns, in characters."""

LONGEST_LINE = 1200
"""Characters of a line of a dossier: a spreadsheet shows no row that is higher than some 27 lines."""


def write_instructions(sheet: Worksheet, pack: OpenPack, words: Catalogue) -> None:
    """Write what a member has to know, and the criteria with what each level means."""
    title(sheet["A1"], pack.header.title)
    _write_lines(sheet, [*_told(pack, words), ""])
    _write_lines(sheet, [words.text("The criteria"), ""], bold=True)
    for criterion in to_score(pack.rubric):
        _write_lines(sheet, [*_described(criterion, pack, words), ""], bold=True)
    widths(sheet, INSTRUCTIONS)
    heightened(sheet, 2, sheet.max_row, INSTRUCTIONS)
    locked(sheet)


def _write_lines(sheet: Worksheet, lines: list[str], *, bold: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    first = sheet.max_row + 1
    for row, line in enumerate(lines, start=first):
        sheet.cell(row, 1, safe(line)).alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        sheet.cell(first, 1).font = Font(name=FONT, size=11, bold=True)


def _told(pack: OpenPack, words: Catalogue) -> Iterator[str]:
    text = words.text
    yield text("Score sheet of {member}", member=pack.member_name)
    if pack.header.deadline:
        when = moment_there(datetime.fromisoformat(pack.header.deadline), pack.zone, words.language)
        yield text("Deadline: {when}", when=when)
    yield ""
    yield text("1. Read the dossiers on the sheet “{sheet}”.", sheet=text("Dossiers"))
    yield text("2. Score on the sheet “{sheet}”: a number, IE (insufficient evidence) or AB (you abstain).",
               sheet=text("Scores"))  # fmt: skip
    yield text("3. The sheet “{sheet}” shows your own totals while you score.", sheet=text("Own totals"))
    yield text("4. Save the workbook and send it to the secretariat. You may send it again: the newest one counts.")
    yield text("This sheet is not sealed on its way: whoever reads your mail can read your scores.")
    if pack.recused:
        yield text("You do not score, as you declared a conflict: {candidates}", candidates=", ".join(pack.recused))
    reason = str(pack.file.content.get("reason") or "")
    if reason:
        yield text("Edition {edition} of your pack: “{reason}”.", edition=pack.header.edition, reason=reason)
    if pack.instructions:
        yield ""
        yield from pack.instructions.splitlines()


def _described(criterion: Criterion, pack: OpenPack, words: Catalogue) -> Iterator[str]:
    share = pack.rubric.shares.get(criterion.code)
    named = localized(criterion.title, pack.language)
    weight = "" if share is None else f" ({share:.4g} %)"
    yield f"{criterion.code} – {named}{weight}"
    description = localized(criterion.description, pack.language)
    yield from (description.splitlines() if description else ())
    rule = comment_asked(criterion)
    if rule is not None:
        yield words.render(rule)
    yield from (f"    {written(level)} – {meaning}" for level, meaning in levels(criterion, pack.language) if meaning)


def write_dossiers(sheet: Worksheet, pack: OpenPack, words: Catalogue) -> dict[str, str]:
    """Write what is known of the candidates, a line in each row; where each begins, by the candidate's id."""
    named = Names(words, naming_by_criteria(pack.rubric, pack.zone))
    title(sheet["A1"], words.text("Dossiers"))
    sheet.append([words.text("Id"), words.text("Candidate"), words.text("Dossier")])
    places, quoted = {}, "'" + sheet.title.replace("'", "''") + "'"
    for candidate in pack.candidates:
        places[candidate["id"]] = f"{quoted}!A{sheet.max_row + 1}"
        for line in _lines(candidate, named):
            sheet.append([candidate["id"], safe(candidate["name"]), safe(line)])
    widths(sheet, DOSSIERS)
    wrapped(sheet, 2, sheet.max_row, 3)
    heightened(sheet, 3, sheet.max_row, DOSSIERS)
    sheet.auto_filter.ref = f"A2:C{sheet.max_row}"
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    locked(sheet)
    return places


def _lines(candidate: dict[str, Any], named: Names) -> Iterator[str]:
    for line in dossier_text(candidate, named).splitlines():
        yield from textwrap.wrap(line, LONGEST_LINE) or [""]
    documents = [str(each["name"]) for each in candidate.get("documents", ())]
    if documents:
        text = named.catalogue.text
        yield text("Documents (ask the secretariat for them): {names}", names=", ".join(documents))


def write_totals(sheet: Worksheet, scores: Worksheet, pack: OpenPack, words: Catalogue) -> None:
    """Write the own totals, which the spreadsheet program computes while the member scores."""
    title(sheet["A1"], words.text("Own totals"))
    hint(sheet, 2, words.text(
        "The weighted mean of your own scores, once each scored criterion has one. The order is computed; equal totals "
        "share a place. Nobody else sees it."
    ))  # fmt: skip
    headers = [words.text("Id"), words.text("Candidate"), words.text("Answered"), words.text("Total"),
               words.text("Place")]  # fmt: skip
    for column, header in enumerate(headers, start=1):
        sheet.cell(FIRST_ROW - 1, column, header)
    criteria = to_score(pack.rubric)
    scored = [criterion for criterion in criteria if criterion.kind == "scored"]
    last = FIRST_ROW + len(pack.candidates) * len(criteria) - 1
    weight = float(sum(criterion.weight for criterion in scored))
    made = Totals(scores.title, max(last, FIRST_ROW), len(criteria), len(scored), weight, len(pack.candidates))
    for row, candidate in enumerate(pack.candidates, start=FIRST_ROW):
        told = (candidate["id"], safe(candidate["name"]), made.answered(row), made.total(row), made.place(row))
        for column, value in enumerate(told, start=1):
            sheet.cell(row, column, value)
        sheet.cell(row, 4).number_format = "0.00"
    widths(sheet, (7, 34, 14, 12, 10, 10, 10))
    wrapped(sheet, FIRST_ROW - 1, FIRST_ROW + len(pack.candidates) - 1, 5)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    locked(sheet)
