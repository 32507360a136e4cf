"""CVs and letters: documents that are kept with a candidate, as they came, and opened only by the person's own will."""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, UnreadableFile, WrongStage
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.merging import live, living_ids
from rapporteur_app.model import Attachment, Blob, Opening, Stage
from rapporteur_app.progress import SILENT
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.progress import Progress
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

LARGEST = 20 * 1024 * 1024
"""Bytes that one document may have."""

MOST = 400 * 1024 * 1024
"""Bytes that all documents of a selection may have together: a pack that holds them stays under its limit."""

LONGEST_NAME = 120


@dataclass(frozen=True)
class Document:
    """A file that was read to be attached."""

    name: str
    kind: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The digest under which the bytes are kept."""
        return hashlib.sha256(self.data).hexdigest()


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _zip_with(name: str) -> Callable[[bytes], bool]:
    def holds(data: bytes) -> bool:
        if not data.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return name in archive.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False

    return holds


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


KINDS: dict[str, Callable[[bytes], bool]] = {
    "pdf": _begins(b"%PDF-"),
    "docx": _zip_with("word/document.xml"),
    "odt": lambda data: data.startswith(b"PK\x03\x04") and b"application/vnd.oasis.opendocument.text" in data[:200],
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "gif": _begins(b"GIF87a", b"GIF89a"),
    "tif": _begins(b"II*\x00", b"MM\x00*"),
    "webp": _is_webp,
}
"""The kinds of documents that are taken, each by what its bytes say; what the name says does not count."""


def read_document(path: Path) -> Document:
    """Read a file to be attached.

    Raises:
        UnreadableFile: it is not there, empty, too large, or none of the kinds that are taken.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(
                message("{file} is larger than {most} MB.", file=path.name, most=LARGEST // 1024 // 1024)
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(message("There is no file {file}.", file=str(path)), str(error)) from error
    except OSError as error:
        raise UnreadableFile(message("{file} cannot be read.", file=str(path)), str(error)) from error
    kind = next((kind for kind, fits in KINDS.items() if fits(data)), None)
    if kind is None:
        known = ", ".join(KINDS)
        raise UnreadableFile(message("{file} is none of these: {known}.", file=path.name, known=known))
    return Document(plain_name(path.name), kind, data)


def plain_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no control or direction characters, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return shown.strip()[:LONGEST_NAME] or "-"


def attach(
    workspace: Workspace, actor: Actor, candidate: int, files: Sequence[Path], progress: Progress = SILENT
) -> list[Attachment]:
    """Keep documents with a candidate, all or none; one that is there already is not kept twice.

    Raises:
        NotFound: there is no such candidate.
        UnreadableFile: a file is missing, too large, or of a kind that is not taken.
        BadInput: all documents together would be too large.
        WrongStage: the results are open, or the stage is closed.
    """
    progress.start(message("Reading documents"), len(files))
    documents = []
    for path in files:
        documents.append(read_document(path))
        progress.advance()
    with workspace.transaction(actor, _told(candidate, len(files)), stage=Stage.NOMINATIONS) as tx:
        return attach_documents(tx, actor, candidate, documents)


def _told(candidate: int, count: int) -> Message:
    return message("Documents attached to {id}: {count}", id=f"C{candidate}", count=count)


def attach_documents(tx: Transaction, actor: Actor, candidate: int, documents: Sequence[Document]) -> list[Attachment]:
    """Keep documents that were read, within a transaction of the caller.

    Raises:
        NotFound, BadInput, WrongStage: as `attach` says.
    """
    person = live(tx, candidate)
    if tx.first(Opening):
        raise WrongStage(message("The results are open: the members scored without this document."))
    known = {row.sha256 for row in attachments_of(tx, candidate)}
    fresh = {document.sha256: document for document in documents if document.sha256 not in known}
    size = sum(row.size for row in tx.all(Attachment)) + sum(len(document.data) for document in fresh.values())
    if size > MOST:
        raise BadInput(message("All documents together would be larger than {most} MB.", most=MOST // 1024 // 1024))
    for digest, document in fresh.items():
        if not tx.count(Blob, sha256=digest):
            tx.add(Blob(sha256=digest, data=document.data))
    return tx.add_all(
        [
            Attachment(
                candidate_id=person.id or 0, name=document.name, kind=document.kind, size=len(document.data),
                sha256=digest, at=now(), by=str(actor),
            )
            for digest, document in fresh.items()
        ]
    )  # fmt: skip


def attachments_of(reader: Reader, candidate: int) -> list[Attachment]:
    """The documents of a candidate, and of those who were merged into them, in the order in which they came."""
    return attachments_by_candidate(reader).get(candidate, [])


def attachments_by_candidate(reader: Reader) -> dict[int, list[Attachment]]:
    """All documents, by the number of the candidate as whom their person goes on after merges."""
    living = living_ids(reader)
    found: dict[int, list[Attachment]] = {}
    for row in reader.all(Attachment, Attachment.id):
        found.setdefault(living(row.candidate_id), []).append(row)
    return found


def attachment_bytes(reader: Reader, attachment: int) -> bytes:
    """A document as it came.

    Raises:
        NotFound: there is no such document.
        UnreadableFile: its bytes are not those that were attached.
    """
    row = reader.need(Attachment, attachment)
    blob = reader.first(Blob, sha256=row.sha256)
    if blob is None or hashlib.sha256(blob.data).hexdigest() != row.sha256:
        raise UnreadableFile(message("The bytes of {id} are not those that were attached.", id=row.short_id))
    return blob.data


def save_attachment(reader: Reader, attachment: int, folder: Path) -> Path:
    """Write a document into a folder, under a name that comes from its id and kind alone, for the system's viewer."""
    row = reader.need(Attachment, attachment)
    path = folder / f"{row.short_id}.{row.kind if row.kind in KINDS else 'bin'}"
    write_whole(path, attachment_bytes(reader, attachment))
    return path


def detach(workspace: Workspace, actor: Actor, attachment: int) -> None:
    """Take a document from a candidate, attached by mistake. Undo brings it back; a purge takes its bytes.

    Raises:
        NotFound: there is no such document.
        WrongStage: the results are open, or the stage is closed.
    """
    action = message("Document {id} taken away", id=f"A{attachment}")
    with workspace.transaction(actor, action, stage=Stage.NOMINATIONS) as tx:
        if tx.first(Opening):
            raise WrongStage(message("The results are open: what the members saw is not taken away."))
        tx.delete(tx.need(Attachment, attachment))
