"""The declaration form: names and organisations only, out to each member and back in the clear."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import LANGUAGES, Message, catalogue, message
from rapporteur_app.intake.folding import folded
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.scoring.declarations import INTERESTS, load_declarations
from rapporteur_app.scoring.sheet_cells import safe
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.settings import setting
from rapporteur_app.sheets.tables import read_rows
from rapporteur_app.workspace.storage import plain_file_errors, unused, write_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rapporteur_app.i18n import Catalogue
    from rapporteur_app.intake.pool import Person
    from rapporteur_app.model import Member
    from rapporteur_app.workspace import Actor, Workspace

HEADER: dict[str, Message] = {
    "member": message("Member"),
    "candidate": message("Candidate"),
    "name": message("Name"),
    "organisation": message("Organisation"),
    "state": message("Declaration"),
    "reason": message("Reason"),
}
"""The form's columns as they are read, and what is seen of their headers, in the member's language.

A form that was saved as csv holds what is seen.
"""


def write_forms(workspace: Workspace, folder: Path) -> list[Path]:
    """Write a form for each member who scores, with every eligible candidate.

    A form that lies in the folder stays, as it may be one that came back; the new one has a number in its name.

    Raises:
        WrongStage: no candidate is eligible, or no member scores.
        RapporteurError: the folder cannot be written.
    """
    with workspace.reading() as reader:
        persons, members, title = read_pool(reader).eligible(), scoring_members(reader), setting(reader, "title")
    if not persons:
        raise WrongStage(message("No candidate is eligible yet. Finish the screening first."))
    if not members:
        raise WrongStage(message("There are no members who score yet. Load the members first (`members --load`)."))
    with plain_file_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for member in members:
        path = unused(folder / f"declaration-{member.short_id}.xlsx")
        write_new(path, _form(title, member, persons))
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
    for column, (name, said) in enumerate(zip(HEADER, _header(words), strict=True), start=1):
        cell = sheet.cell(1, column, name)
        cell.font, cell.number_format = Font(bold=True), f';;;"{said}"'  # read by its name, seen in the language
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
    options = {interest: words.render(word) for interest, word in INTERESTS.items()}
    choices = DataValidation(type="list", formula1=f'"{",".join(options.values())}"')
    choices.promptTitle, choices.prompt = words.text("Your declaration"), ", ".join(options.values())
    choices.showInputMessage = True
    sheet.add_data_validation(choices)
    choices.add(f"E2:E{len(persons) + 1}")
    for letter, width in zip("ABCDEF", (12, 14, 34, 40, 14, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(words.text("Instructions")[:31])
    notes["A1"] = safe(title)
    notes["A2"] = words.text(
        "For each candidate choose “{none}”, “{affinity}”, “{conflict}” or “{unsure}” in the coloured column, "
        "and write a reason beside it for all but “{none}”. An affinity is a common constituency or network; "
        "a conflict is an interest that could sway your judgement.",
        **{interest.value: word for interest, word in options.items()},
    )
    notes["A2"].alignment = Alignment(wrap_text=True)
    notes.column_dimensions["A"].width = 100
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _header(words: Catalogue) -> list[str]:
    return [words.render(said) for said in HEADER.values()]


@cache
def _columns() -> dict[str, str]:
    """The columns by their headers in every language."""
    return {
        folded(said): name
        for language in LANGUAGES
        for name, said in zip(HEADER, _header(catalogue(language)), strict=True)
    }


def load_forms(workspace: Workspace, actor: Actor, path: Path) -> dict[str, int]:
    """Read a form that came back, or any table of member, candidate, state, reason; see `load_declarations`."""
    header, rows = read_rows(path)
    names = [_columns().get(folded(name), name) for name in header]
    return load_declarations(workspace, actor, [dict(zip(names, row, strict=False)) for row in rows])
