"""The declaration form: names and organisations only, out to each member and back in the clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import catalogue, message
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.model import Interest
from rapporteur_app.scoring.declarations import load_declarations
from rapporteur_app.scoring.sheet_cells import safe
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.settings import setting
from rapporteur_app.sheets.tables import read_rows
from rapporteur_app.workspace.atomic import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rapporteur_app.intake.pool import Person
    from rapporteur_app.model import Member
    from rapporteur_app.workspace import Actor, Workspace

COLUMNS = ("member", "candidate", "name", "organisation", "state", "reason")
"""The form's columns; the header stays in English in every language, as it is read back by it."""


def write_forms(workspace: Workspace, folder: Path) -> list[Path]:
    """Write a form for each member who scores, with every eligible candidate.

    Raises:
        WrongStage: no candidate is eligible, or no member scores.
    """
    with workspace.reading() as reader:
        persons, members, title = read_pool(reader).eligible(), scoring_members(reader), setting(reader, "title")
    if not persons:
        raise WrongStage(message("No candidate is eligible yet. Finish the screening first."))
    if not members:
        raise WrongStage(message("There are no members who score yet. Load the members first (`members --load`)."))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for member in members:
        path = folder / f"declaration-{member.short_id}.xlsx"
        write_whole(path, _form(title, member, persons))
        written.append(path)
    return written


def _form(title: str, member: Member, persons: Sequence[Person]) -> bytes:
    import io

    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    words, book = catalogue(member.language), Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "declaration"
    for column, name in enumerate(COLUMNS, start=1):
        sheet.cell(1, column, name).font = Font(bold=True)
    for row, person in enumerate(persons, start=2):
        values = (
            member.short_id,
            person.candidate.short_id,
            safe(person.name),
            safe(person.candidate.organisation or ""),
        )
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value)
        for place in (5, 6):
            sheet.cell(row, place).fill = PatternFill("solid", fgColor="FFF8E1")
    choices = DataValidation(type="list", formula1=f'"{",".join(interest.value for interest in Interest)}"')
    sheet.add_data_validation(choices)
    choices.add(f"E2:E{len(persons) + 1}")
    for letter, width in zip("ABCDEF", (9, 11, 34, 40, 12, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(words.text("Instructions")[:31])
    notes["A1"] = safe(title)
    notes["A2"] = words.text(
        "For each candidate write none, affinity, conflict or unsure in the column state, "
        "and a reason for all but none. Affinity is a common constituency or network; "
        "a conflict is an interest that could sway your judgement."
    )
    notes["A2"].alignment = Alignment(wrap_text=True)
    notes.column_dimensions["A"].width = 100
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def load_forms(workspace: Workspace, actor: Actor, path: Path) -> dict[str, int]:
    """Read a form that came back, or any table of member, candidate, state, reason; see `load_declarations`."""
    header, rows = read_rows(path)
    return load_declarations(workspace, actor, [dict(zip(header, row, strict=False)) for row in rows])
