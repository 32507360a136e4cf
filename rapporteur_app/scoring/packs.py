"""Packs: everything that a member needs to score without the selection file, signed by the file's key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.garbage import collector_off
from rapporteur_app.i18n import LANGUAGES, message
from rapporteur_app.intake.pool import Person, read_pool
from rapporteur_app.model import Member, Opening, PackEdition, RubricVersion, Stage
from rapporteur_app.progress import SILENT
from rapporteur_app.scoring.blackout import DOCUMENTS, redacted
from rapporteur_app.scoring.board import newest_pack
from rapporteur_app.scoring.declarations import recused_pairs, undeclared, unsettled
from rapporteur_app.scoring.dossiers import dossier, hidden_fields
from rapporteur_app.scoring.enclosures import Enclosures, enclosures
from rapporteur_app.scoring.keys import FIRST_ROUND, file_key, openers, sealed_to
from rapporteur_app.scoring.pack_reading import open_pack_bytes
from rapporteur_app.scoring.redactions import redactions_by_candidate
from rapporteur_app.scoring.sheet_writing import sheet_bytes
from rapporteur_app.setup.criteria import frozen_policy, names_in, need_frozen, rubric_of
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.selection import terms_of_reference
from rapporteur_app.setup.settings import deadline_of, setting
from rapporteur_app.trust.envelope import digest_of
from rapporteur_app.trust.pack_file import PackHeader, pack_parts
from rapporteur_app.trust.sealing import block_size
from rapporteur_app.workspace.chain import ANCHOR_DIGITS, last_entry
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.storage import plain_file_errors, removed_on_failure, require_unused, write_new

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.model import Redaction
    from rapporteur_app.progress import Progress
    from rapporteur_app.trust.keys import SigningKey
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

SUFFIX = ".pack"


@dataclass(frozen=True)
class MadePack:
    """What was written for one member."""

    member: str
    pack: Path
    sheet: Path | None

    def as_json(self) -> dict[str, Any]:
        """The files as other programs read them."""
        return {"member": self.member, "pack": str(self.pack), "sheet": str(self.sheet) if self.sheet else None}


@collector_off()
def make_packs(
    workspace: Workspace,
    actor: Actor,
    out: Path,
    store: KeyStore,
    *,
    members: Sequence[int] = (),
    language: str | None = None,
    reissue: str = "",
    progress: Progress = SILENT,
) -> list[MadePack]:
    """Write a pack for each scoring member (or those named), and a score sheet for those whom the policy names.

    Args:
        workspace: the selection.
        actor: who makes them.
        out: the folder for the files.
        store: where the file's key lies.
        members: by number; all who score where none is named.
        language: the packs' language; by default each member's.
        reissue: why packs are made anew, for a new or withdrawn candidate or new keys; the packs say it. Where nobody
            is named, those who had one get the next edition.
        progress: told of each pack.

    Raises:
        WrongStage: the criteria are not frozen, keys are missing, nobody is eligible, or the results are open.
        BadInput: a member has undeclared candidates, or a conflict that the chair has not settled; or the folder holds
            a file of such a name, perhaps of another selection. No pack is there then.
    """
    if language is not None and language not in LANGUAGES:
        raise BadInput(message("The program does not speak “{language}”.", language=language))
    with workspace.reading() as reader:
        ready = _ready(reader, members or (_had_one(reader) if reissue.strip() else ()))
    key = file_key(workspace, actor, store)
    with plain_file_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    progress.start(message("Making packs"), len(ready.members))
    made = []
    action = message("Packs made for {members}", members=", ".join(member.short_id for member in ready.members))
    written: list[Path] = []
    with (
        removed_on_failure(written),
        workspace.transaction(actor, action, stage=Stage.SCORING, reversible=False) as tx,
    ):
        if _head(tx) != ready.head:  # somebody wrote meanwhile, if only the key: all is looked at once more
            ready = _ready(tx, [member.id or 0 for member in ready.members])
        issue = _issue(tx, workspace.id, ready, reissue)
        for member in ready.members:
            made.append(_make(tx, member, key, out, language, issue))
            progress.advance()
        require_unused([path for each in made for path, _parts in each.files])
        for each in made:
            each.edition.digest = _write(each, written)
        tx.add_all([each.edition for each in made])
    return [each.told for each in made]


@dataclass(frozen=True)
class _Made:
    """A pack that is not written yet: what is told of it, its edition without the digest, and its files in parts."""

    told: MadePack
    edition: PackEdition
    files: list[tuple[Path, Sequence[bytes]]]


def _write(made: _Made, written: list[Path]) -> str:
    """Write a pack and its sheet; the pack's digest, which is made while the disk is at work."""
    with ThreadPoolExecutor(1) as threads:
        digest = threads.submit(digest_of, made.files[0][1])
        for path, parts in made.files:
            write_new(path, parts)
            written.append(path)
    return digest.result()


@dataclass(frozen=True)
class Ready:
    """What packs are made of, looked at and found ready.

    Attributes:
        head: the log's head when this was read: as long as it stands, all of it holds.
        eligible: who is scored.
        members: who gets a pack.
    """

    head: str
    eligible: list[Person]
    members: list[Member]


def _head(reader: Reader) -> str:
    last = last_entry(reader.session)
    return "" if last is None else last.hash


def _had_one(reader: Reader) -> list[int]:
    scorers = {member.id for member in scoring_members(reader)}
    return sorted({row.member_id for row in reader.all(PackEdition, round=FIRST_ROUND)} & scorers)


def _ready(reader: Reader, members: Sequence[int]) -> Ready:
    """Who is scored by whom, where packs can be made now."""
    need_frozen(reader)
    openers(reader)
    if reader.first(Opening, round=FIRST_ROUND):
        raise WrongStage(message("The results of this round are open: no more packs are made for it."))
    eligible = read_pool(reader).eligible()
    if not eligible:
        raise WrongStage(message("No candidate is eligible yet. Finish the screening first."))
    return Ready(_head(reader), eligible, _chosen(reader, members, {person.id for person in eligible}))


def _chosen(reader: Reader, members: Sequence[int], eligible: set[int]) -> list[Member]:
    scorers = scoring_members(reader)
    chosen = [member for member in scorers if not members or member.id in members]
    unknown = set(members) - {member.id for member in scorers}
    if unknown:
        raise BadInput(message("M{member} is not a member who scores.", member=min(unknown)))
    if not chosen:
        raise WrongStage(message("There are no members who score yet. Load the members first (`members --load`)."))
    for member in chosen:
        _require_declared(reader, member, eligible)
    return chosen


def _require_declared(reader: Reader, member: Member, eligible: set[int]) -> None:
    missing = undeclared(reader, member.id or 0, eligible)
    if missing:
        ids = _few(missing)
        raise BadInput(
            message(
                "{member} {name} has not declared on {count} candidates yet ({ids}): no pack before the declarations.",
                member=member.short_id,
                name=member.name,
                count=len(missing),
                ids=ids,
            )
        )
    waiting = unsettled(reader, member.id or 0)
    if waiting:
        raise BadInput(
            message(
                "{member} {name} declared a conflict or doubt on {ids}: the chair confirms or settles it first.",
                member=member.short_id,
                name=member.name,
                ids=_few(waiting),
            )
        )


def _few(numbers: Sequence[int]) -> str:
    shown = ", ".join(f"C{number}" for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown}, …"


def _make(
    tx: Transaction,
    member: Member,
    key: SigningKey,
    out: Path,
    language: str | None,
    issue: Issue,
) -> _Made:
    version = need_frozen(tx)
    recused = {candidate for scorer, candidate in issue.recused if scorer == member.id}
    persons = [person for person in issue.ready.eligible if person.id not in recused]
    last = newest_pack(tx, member.id or 0)
    edition = 1 if last is None else last.edition + 1
    spoken = language or (member.language if member.language in LANGUAGES else "en")
    header = _header(tx, issue, member, version, edition)
    told, documents = issue.enclosures.of(tx, [person.id for person in persons])
    content = _content(tx, member, version, sorted(recused), spoken)
    content["candidates"] = [issue.dossier(person, told.get(person.id, [])) for person in persons]
    content["reason"] = issue.reason
    parts = pack_parts(header, content, key, documents)
    path, sheet = out / f"{member.short_id}-edition-{edition}{SUFFIX}", None
    files: list[tuple[Path, Sequence[bytes]]] = [(path, parts)]
    if member.short_id in names_in(frozen_policy(tx)["policy.score_sheets"]):
        sheet = path.with_suffix(".xlsx")
        files.append((sheet, [sheet_bytes(open_pack_bytes(b"".join(parts)))]))
    row = PackEdition(
        member_id=member.id or 0, round=FIRST_ROUND, edition=edition, rubric_id=version.id or 0, digest="",
        candidates=[person.id for person in persons], audit_head=header.audit_head, at=now(),
        sealed_to=sealed_to(header.openers), reason=issue.reason,
    )  # fmt: skip
    return _Made(MadePack(member.short_id, path, sheet), row, files)


@dataclass(frozen=True)
class Issue:
    """What all packs that are made together share.

    Attributes:
        selection: its id.
        ready: who is scored, and by whom.
        recused: who must not score whom, as pairs of member and candidate.
        hidden: the fields that every dossier hides.
        redactions: what single dossiers hide.
        enclosures: the documents.
        reason: why packs are made anew; '' for the first.
    """

    selection: str
    ready: Ready
    recused: set[tuple[int, int]]
    hidden: set[str]
    redactions: dict[int, list[Redaction]]
    enclosures: Enclosures
    reason: str

    def dossier(self, person: Person, documents: list[dict[str, Any]]) -> dict[str, Any]:
        """A candidate as packs show them."""
        shown = {**dossier(person, self.hidden), "documents": documents}
        return redacted(shown, self.redactions.get(person.id, ()))


def _issue(reader: Reader, selection: str, ready: Ready, reason: str) -> Issue:
    hidden, redactions = hidden_fields(reader), redactions_by_candidate(reader)
    withheld = {number for number, rows in redactions.items() if any(row.field == DOCUMENTS for row in rows)}
    enclosed = enclosures(reader, blinded=bool(hidden), withheld=withheld)
    return Issue(selection, ready, recused_pairs(reader), hidden, redactions, enclosed, reason.strip())


def _header(reader: Reader, issue: Issue, member: Member, version: RubricVersion, edition: int) -> PackHeader:
    deadline = deadline_of(reader, "scoring_deadline")
    return PackHeader(
        selection=issue.selection,
        title=setting(reader, "title"),
        round=FIRST_ROUND,
        member=member.short_id,
        edition=edition,
        rubric=version.hash,
        openers=openers(reader),
        block=block_size(len(issue.ready.eligible), len(rubric_of(version).criteria)),
        audit_head=issue.ready.head[:ANCHOR_DIGITS],
        deadline=deadline.isoformat() if deadline else "",
    )


def _content(
    reader: Reader, member: Member, version: RubricVersion, recused: list[int], language: str
) -> dict[str, Any]:
    return {
        "format": 1,
        "rubric": version.source,
        "member": {"name": member.name, "language": language, "zone": member.zone},
        "recused": [f"C{number}" for number in recused],
        "instructions": terms_of_reference(reader, language),
    }
