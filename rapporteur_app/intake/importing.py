"""An import as one unit: read, compare with what is there, preview; then all of it in one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlmodel import col

from rapporteur_app.errors import BadInput, NotFound, UnreadableFile, WrongStage
from rapporteur_app.garbage import collector_off
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.attachments import attach_documents
from rapporteur_app.intake.building import build_records
from rapporteur_app.intake.comparing import compare
from rapporteur_app.intake.fields import FIELDS, field_named
from rapporteur_app.intake.guessing import GuessedMapping, guess_mapping, sheet_of
from rapporteur_app.intake.joining import no_longer_named
from rapporteur_app.intake.mapping import Wishes
from rapporteur_app.intake.vocabulary import vocabulary_of
from rapporteur_app.intake.writing import Writer
from rapporteur_app.model import Change, Import, Mention, Nomination, Stage
from rapporteur_app.progress import SILENT
from rapporteur_app.setup.selection import template_of
from rapporteur_app.setup.settings import setting
from rapporteur_app.sheets.reading import Sheet, Workbook, read_workbook
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.undo import undo

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from collections.abc import Sequence

    from rapporteur_app.intake.attachments import Document
    from rapporteur_app.intake.mapping import Mapping
    from rapporteur_app.intake.records import NominationRecord, Records
    from rapporteur_app.progress import Progress
    from rapporteur_app.workspace import Actor, Reader, Workspace

MOST_COLUMNS = 1000
"""Columns of a sheet of nominations: far more than a form has questions."""


@dataclass
class Plan:
    """What an import would do, before a person says yes: the same object the import then carries out."""

    file: str
    sha256: str
    read: Records
    new: list[NominationRecord] = field(default_factory=list)
    updated: list[tuple[int, NominationRecord]] = field(default_factory=list)
    unchanged: list[NominationRecord] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)

    @property
    def mapping(self) -> Mapping:
        """How the sheet was read."""
        return self.read.mapping

    def as_json(self, number: int | None, joined: list[dict[str, Any]]) -> dict[str, Any]:
        """The plan as `import --json` prints it."""
        return {
            "import_id": None if number is None else f"I{number}",
            "file": self.file,
            "sheet": self.mapping.sheet,
            "header_row": self.mapping.header_row,
            "rows_read": self.read.rows_read,
            "imported": len(self.new),
            "updated": len(self.updated),
            "unchanged": len(self.unchanged),
            "rejected": [vars(each) for each in self.read.rejected],
            "flagged": [vars(each) for each in self.read.flagged],
            "joint": [{"row": each.row, "cell": each.cell, "names": list(each.names)} for each in self.read.joint],
            "joined": joined,
            "warnings": self.warnings,
            "mapping": dict(self.mapping.columns),
        }


@collector_off()
def plan_import(workspace: Workspace, file: Path, wishes: Wishes | None = None, progress: Progress = SILENT) -> Plan:
    """Read a file and say what importing it would do; nothing is written.

    Raises:
        UnreadableFile: it cannot be read.
        BadInput: no column names the nominees, the time zone is none, or the mapping does not fit.
        Cancelled: the person stopped it.
    """
    book = read_workbook(file, progress)
    with workspace.reading() as reader:
        guessed, earlier = guess_import(reader, book, wishes)
        read = build_records(book, guessed.mapping, vocabulary_of(template_of(reader)), progress)
        del book  # a large sheet is not kept beside what was read of it
        found = compare(reader, read.nominations)
        plan = Plan(file.name, _digest(file), read, found.new, found.updated, found.unchanged)
        plan.warnings += [*guessed.warnings, *read.warnings]
        if earlier is not None:
            plan.warnings.append(message("Read as in import {id}, whose columns had the same names.", id=earlier))
        plan.warnings += [*found.warnings, *_left_alone(reader, plan)]
    if not read.rows_read:
        plan.warnings.append(message("The sheet has a header but no nominations below it."))
    return plan


def _left_alone(reader: Reader, plan: Plan) -> list[Message]:
    return [
        message("{id} {name} is named by no nomination then, and leaves the list.", id=f"C{each.id}", name=each.name)
        for each in no_longer_named(reader, plan.updated, plan.new)
    ]


def _digest(file: Path) -> str:
    """The digest of a file that was read a moment ago."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFile(message("There is no file {file}.", file=str(file)), str(error)) from error


def guess_import(reader: Reader, book: Workbook, wishes: Wishes | None = None) -> tuple[GuessedMapping, str | None]:
    """How a workbook would be read, and the id of the earlier import that says so, where it is not the guess alone.

    Raises:
        BadInput: there are no rows, no such sheet, row, column or time zone, or the sheet is too wide.
    """
    _refuse_too_wide(book, wishes or Wishes())
    zone = setting(reader, "zone")
    guessed = guess_mapping(book, zone, wishes)
    earlier = _remembered(reader, guessed.mapping, wishes or Wishes())
    if earlier is None:
        return guessed, None
    return guess_mapping(book, zone, earlier[1]), earlier[0]


def _refuse_too_wide(book: Workbook, wishes: Wishes) -> None:
    """Refuse a sheet of more columns than any form has questions: guessing at each would take minutes."""
    for sheet in [sheet_of(book, wishes.sheet)] if wishes.sheet else book.sheets:
        widest = max(map(len, sheet.rows), default=0)
        if widest > MOST_COLUMNS and (wishes.sheet or sheet.visible):
            text = message("Sheet “{sheet}” of {file} reaches to column number {column}; {most} are read at most. "
                           "Delete what stands so far to the right, and try again.",
                           sheet=sheet.name, file=book.path.name, column=widest, most=MOST_COLUMNS)  # fmt: skip
            raise BadInput(text)


def _remembered(reader: Reader, guessed: Mapping, wishes: Wishes) -> tuple[str, Wishes] | None:
    """The newest import whose columns had these names, and its mapping as wishes, where it reads otherwise.

    What a person settles now goes before it.
    """
    for row in reversed(reader.all(Import)):
        kept = row.mapping
        if kept["columns"].keys() == guessed.columns.keys():
            asked = replace(
                wishes,
                columns={**kept["columns"], **wishes.columns},
                values={**kept["values"], **wishes.values},
                split=wishes.split or kept["split"],
                timezone=wishes.timezone or kept["timezone"],
            )
            read = (asked.columns, asked.values, asked.split, asked.timezone)
            same = (dict(guessed.columns), dict(guessed.values), guessed.split, guessed.timezone) == read
            return None if same else (row.short_id, asked)
    return None


@collector_off()
def run_import(workspace: Workspace, actor: Actor, plan: Plan, progress: Progress = SILENT) -> dict[str, Any]:
    """Carry out a plan in one transaction. Returns what `import --json` prints."""
    progress.start(message("Importing {file}", file=plan.file), len(plan.new) + len(plan.updated))
    if not plan.new and not plan.updated:
        return plan.as_json(None, [])
    action = message("Imported: {new} new, {updated} updated", new=len(plan.new), updated=len(plan.updated))
    with workspace.transaction(actor, action, stage=Stage.NOMINATIONS) as tx:
        counts = {"new": len(plan.new), "updated": len(plan.updated), "unchanged": len(plan.unchanged)}
        row = tx.add(
            Import(
                file=plan.file, sha256=plan.sha256, sheet=plan.mapping.sheet, header_row=plan.mapping.header_row,
                mapping=plan.mapping.document(), timezone=plan.mapping.timezone, at=now(), counts=counts,
            )
        )  # fmt: skip
        writer = Writer(tx, row.id or 0, plan.file, plan.mapping.sheet)
        for number, record in plan.updated:
            writer.update(number, record)
            progress.advance()
        for record in plan.new:
            writer.add(record)
            progress.advance()
        writer.finish()
    return plan.as_json(row.id, writer.joined())


def undo_import(workspace: Workspace, actor: Actor, number: int) -> None:
    """Reverse a whole import by its number.

    Raises:
        NotFound: there is no such import.
        WrongStage: a later act built on it; the sentence says so.
    """
    with workspace.reading() as reader:
        if reader.get(Import, number) is None:
            raise NotFound(message("There is no import {id}.", id=f"I{number}"))
        change = reader.first(Change, col(Change.entry), table="import", row=str(number))
        if change is None:
            raise WrongStage(message("Import {id} can no longer be undone.", id=f"I{number}"))
    undo(workspace, actor, change.entry)


def nominate(
    workspace: Workspace,
    actor: Actor,
    fields: MappingOf[str, str],
    received: str | None = None,
    attached: Sequence[Document] = (),
) -> Nomination:
    """One nomination typed in: it came by e-mail or telephone.

    Args:
        workspace: the selection.
        actor: who types it in.
        fields: by field name (docs/fields.md), as text; nominee_name is needed.
        received: when it came, as a date and time; by default now.
        attached: documents that came with it (`attachments.read_document`), kept with each person that it names.

    Raises:
        BadInput: an unknown field, one given twice, no name, a time that is none, or too many documents.
    """
    typed = {**_by_field(fields), "submitted_at": received or now()}
    rows: list[list[Any]] = [list(typed), list(typed.values())]
    with workspace.transaction(actor, message("Nomination typed in"), stage=Stage.NOMINATIONS) as tx:
        zone = setting(tx, "zone")
        book = Workbook(Path(), [Sheet("typed", visible=True, rows=rows)])
        asked = Wishes(header_row=1, columns={name: name for name in typed})
        read = build_records(book, guess_mapping(book, zone, asked).mapping, vocabulary_of(template_of(tx)))
        if not read.nominations:
            raise BadInput(message("Name the nominee: --set nominee_name=…"))
        record = read.nominations[0]
        if record.submitted_at is None:
            raise BadInput(message("“{text}” is not a date and time such as 2021-04-05T10:30.", text=received or ""))
        writer = Writer(tx, None)
        number = writer.add(record)
        writer.finish()
        if attached:
            for mention in tx.all(Mention, nomination_id=number):
                attach_documents(tx, actor, mention.candidate_id, attached)
        return tx.need(Nomination, number)


def _by_field(fields: MappingOf[str, str]) -> dict[str, str]:
    """What was typed by the fields' own names, where aliases stood for some of them."""
    found: dict[str, str] = {}
    for name, text in fields.items():
        field = field_named(name)
        if field is None:
            known = ", ".join(each.name for each in FIELDS)
            raise BadInput(message("“{name}” is not a field. Fields: {known}.", name=name, known=known))
        if field.name in found:
            raise BadInput(message("{by}: {reason}", by=field.name, reason=message("names something twice")))
        found[field.name] = text
    return found
