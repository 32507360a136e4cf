"""An import as one unit: read, compare with what is there, preview; then all of it in one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticUndefined
from sqlmodel import col

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.attachments import attach_documents
from rapporteur_app.intake.building import build_records
from rapporteur_app.intake.fields import FIELDS, field_named
from rapporteur_app.intake.guessing import guess_mapping
from rapporteur_app.intake.mapping import Wishes
from rapporteur_app.intake.merging import fill
from rapporteur_app.intake.names import spelling_key
from rapporteur_app.intake.vocabulary import vocabulary_of
from rapporteur_app.model import Candidate, Change, Import, Mention, Nomination, NominationVersion, Noun, Stage
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
    from rapporteur_app.intake.records import NominationRecord, NomineeRecord, Records
    from rapporteur_app.progress import Progress
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

NOMINATION_FIELDS = (
    "response_id", "submitted_at", "offset_assumed", "nominator", "nominator_email", "nominator_organisation",
    "nominator_constituency", "self_nomination", "consent", "endorsement", "statement", "links",
)  # fmt: skip
NEVER_NULL = ("nominator", "nominator_email", "nominator_organisation", "statement", "links")
PERSON_FIELDS = (
    "given_name", "family_name", "email", "phone", "country", "nationality", "organisation", "organisation_country",
    "job_title", "constituency", "thematic_areas", "languages", "gender", "age_group", "migrant_experience",
    "available",
)  # fmt: skip
APART = ("email", "country", "organisation")
"""What tells two persons of the same spelling apart, where both say it and it differs."""


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


def plan_import(workspace: Workspace, file: Path, wishes: Wishes | None = None, progress: Progress = SILENT) -> Plan:
    """Read a file and say what importing it would do; nothing is written.

    Raises:
        UnreadableFile: it cannot be read.
        BadInput: no column names the nominees, the time zone is none, or the mapping does not fit.
        Cancelled: the person stopped it.
    """
    book = read_workbook(file, progress)
    with workspace.reading() as reader:
        guessed = guess_mapping(book, setting(reader, "zone"), wishes)
        read = build_records(book, guessed.mapping, vocabulary_of(template_of(reader)), progress)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        plan = Plan(file.name, digest, read, warnings=[*guessed.warnings, *read.warnings])
        _compare(reader, plan)
    if not read.rows_read:
        plan.warnings.append(message("The sheet has a header but no nominations below it."))
    return plan


def _compare(reader: Reader, plan: Plan) -> None:
    """Sort the rows into new, updated and unchanged (product.md, 'Rows, nominations, persons')."""
    stored = reader.all(Nomination)
    hashes = {row.row_hash for row in stored}
    by_response = {row.response_id: row for row in stored if row.response_id}
    first = {mention.nomination_id: mention.name for mention in reader.all(Mention, position=1)}
    keys = {_key(row.submitted_at, row.nominator, first.get(row.id or 0, "")): row for row in stored}
    by_key = {key: row for key, row in keys.items() if key}
    seen: set[str] = set()
    for record in plan.read.nominations:
        known = by_response.get(record.response_id) if record.response_id else None
        if known is None:
            key = _key(record.submitted_at, record.nominator or "", record.nominees[0].name)
            known = by_key.get(key) if key else None
        if record.row_hash in hashes or record.row_hash in seen:
            plan.unchanged.append(record)
            if record.row_hash in seen:
                plan.warnings.append(
                    message("Row {row} equals an earlier row of the file: it counts once.", row=record.row)
                )
        elif known is not None:
            plan.updated.append((known.id or 0, record))
        else:
            plan.new.append(record)
        seen.add(record.row_hash)


def _key(submitted: str | None, nominator: str, nominee: str) -> tuple[str, str, str] | None:
    return (submitted, spelling_key(nominator), spelling_key(nominee)) if submitted and nominee else None


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
        writer = Writer(tx, plan, row.id or 0)
        for number, record in plan.updated:
            writer.update(number, record)
            progress.advance()
        for record in plan.new:
            writer.add(record)
            progress.advance()
        writer.finish()
    return plan.as_json(row.id, writer.joined())


class Writer:
    """Writes nominations and finds the candidates that they name.

    New rows are gathered as plain values and written at once: objects would take most of the time of an import.
    """

    def __init__(self, tx: Transaction, plan: Plan | None, import_id: int | None) -> None:
        self.tx, self.plan, self.import_id = tx, plan, import_id
        self.by_spelling: dict[str, list[Candidate | SimpleNamespace]] = {}
        for candidate in tx.all(Candidate):
            self.by_spelling.setdefault(candidate.spelling, []).append(candidate)
        self.next_candidate = _next_id(tx, Candidate)
        self.next_nomination = _next_id(tx, Nomination)
        self.rows: dict[int, list[int]] = {}
        self.mentions: list[Mention] = []
        self.new_candidates: list[SimpleNamespace] = []
        self.new_nominations: list[dict[str, Any]] = []
        self.new_mentions: list[dict[str, Any]] = []
        self.blank_nomination, self.blank_candidate = blank_row(Nomination), blank_row(Candidate)

    def add(self, record: NominationRecord) -> int:
        """A new nomination with its mentions. Returns its number; it is stored by `finish`."""
        number = self.next_nomination
        fresh = SimpleNamespace(**self.blank_nomination)
        fresh.id, fresh.raw, fresh.row_hash = number, record.raw, record.row_hash
        self.next_nomination += 1
        self._fill(fresh, record)
        self.new_nominations.append(vars(fresh))
        self._mention(number, record)
        return number

    def update(self, number: int, record: NominationRecord) -> None:
        """A nomination that a later file says differently: what it said before is kept beside it."""
        nomination = self.tx.need(Nomination, number)
        old = NominationVersion(
            nomination_id=number, import_id=nomination.import_id, replaced_at=now(), raw=nomination.raw
        )
        self.tx.session.add(old)
        nomination.raw, nomination.row_hash = record.raw, record.row_hash
        self._fill(nomination, record)
        self.tx.session.add(nomination)
        known = {mention.position: mention for mention in self.tx.all(Mention, nomination_id=number)}
        for position, said in enumerate(record.nominees, start=1):
            self._update_mention(known.pop(position, None), number, position, said)
        for gone in known.values():
            self.tx.session.delete(gone)

    def _update_mention(self, known: Mention | None, number: int, position: int, said: NomineeRecord) -> None:
        """The same person says more, or another person is named now; what was said stays in the version kept."""
        candidate: Candidate | SimpleNamespace
        if known is not None and spelling_key(known.name) == said.spelling:
            candidate = self.tx.need(Candidate, known.candidate_id)
            _take_over(candidate, said)
        else:
            candidate = self._candidate(said)
            self._store_candidates()  # what refers to a new person comes after them
        mention = known or Mention(nomination_id=number, candidate_id=0, position=position, name="", said={})
        mention.candidate_id = candidate.merged_into or candidate.id or 0
        mention.name, mention.said = said.name, asdict(said)
        if isinstance(candidate, Candidate):
            self.tx.session.add(candidate)
        self.mentions.append(mention)

    def finish(self) -> None:
        """Write what was gathered."""
        self._store_candidates()
        self.tx.add_all(self.mentions)
        self.tx.insert(Nomination, self.new_nominations)
        first = _next_id(self.tx, Mention)
        self.tx.insert(Mention, [{"id": first + place, **row} for place, row in enumerate(self.new_mentions)])

    def _store_candidates(self) -> None:
        self.tx.insert(Candidate, [vars(fresh) for fresh in self.new_candidates])
        self.new_candidates = []

    def joined(self) -> list[dict[str, Any]]:
        """The candidates of this import who were named by more than one row."""
        names = {c.id: c.name for found in self.by_spelling.values() for c in found}
        return [{"name": names[number], "rows": rows} for number, rows in self.rows.items() if len(rows) > 1]

    def _fill(self, nomination: Nomination | SimpleNamespace, record: NominationRecord) -> None:
        nomination.import_id = self.import_id
        if self.plan is not None:
            nomination.file, nomination.sheet, nomination.row = self.plan.file, self.plan.mapping.sheet, record.row
        for name in NOMINATION_FIELDS:
            value = getattr(record, name)
            setattr(nomination, name, "" if value is None and name in NEVER_NULL else value)
        nomination.flags = [
            {**vars(flag), "reason": flag.reason.msgid, "values": dict(flag.reason.values)} for flag in record.flags
        ]

    def _mention(self, nomination: int, record: NominationRecord) -> None:
        for position, said in enumerate(record.nominees, start=1):
            candidate = self._candidate(said)
            self.rows.setdefault(candidate.id or 0, []).append(record.row)
            self.new_mentions.append(
                {
                    "nomination_id": nomination,
                    "candidate_id": candidate.merged_into or candidate.id or 0,
                    "position": position,
                    "name": said.name,
                    "said": vars(said),
                }
            )

    def _candidate(self, said: NomineeRecord) -> Candidate | SimpleNamespace:
        """The candidate of the same spelling whom nothing tells apart, or a new one."""
        key = said.spelling
        for known in self.by_spelling.get(key, []):
            if not any(_differ(getattr(known, name), getattr(said, name)) for name in APART):
                fill(known, self._fresh(None, key, said))
                if isinstance(known, Candidate):
                    self.tx.session.add(known)
                return known
        made = self._fresh(self.next_candidate, key, said)
        self.next_candidate += 1
        self.by_spelling.setdefault(key, []).append(made)
        self.new_candidates.append(made)
        return made

    def _fresh(self, number: int | None, key: str, said: NomineeRecord) -> SimpleNamespace:
        made = SimpleNamespace(**self.blank_candidate)
        made.id, made.name, made.spelling = number, said.name, key
        _take_over(made, said)
        return made


def blank_row(noun: type[Noun]) -> dict[str, Any]:
    """A value for every column of a noun: its default, or None where a row must bring its own."""
    fields = {name: field.get_default(call_default_factory=True) for name, field in noun.model_fields.items()}
    return {name: None if value is PydanticUndefined else value for name, value in fields.items()}


def _take_over(candidate: Candidate | SimpleNamespace, said: NomineeRecord) -> None:
    """What a row says of a person, where it says something."""
    for name in PERSON_FIELDS:
        value = getattr(said, name)
        if value not in (None, "", []):
            setattr(candidate, name, value)


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and spelling_key(one) != spelling_key(other))


def _next_id(tx: Transaction, noun: type[Noun]) -> int:
    """An id that was never used in this table, also not by a row that an undo took away."""
    query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    found = tx.connection.exec_driver_sql(query, (str(noun.__tablename__),)).first()
    return 1 if found is None else int(found[0]) + 1


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
        writer = Writer(tx, None, None)
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
