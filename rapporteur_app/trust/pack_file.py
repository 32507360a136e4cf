"""The pack as bytes: a signed header, and a zip with `pack.json`, whose schema belongs to the caller."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any, cast

from rapporteur_app.i18n import message
from rapporteur_app.trust.documents import Fields, from_json, to_json
from rapporteur_app.trust.envelope import envelope_parts, read_envelope
from rapporteur_app.trust.errors import Tampered, TooLarge, Unreadable
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.sealing import Openers, is_block

KIND = "pack"
DOCUMENT = "pack.json"

FOLDER = "documents/"
"""Where the documents of the candidates lie, each under its SHA-256."""

MOST_FILES = 10_000
MOST_DOCUMENT = 200 * 1024 * 1024
"""The most bytes of `pack.json`."""

MOST_UNPACKED = 600 * 1024 * 1024
"""The most bytes of all files in a pack together; attachments hardly shrink, so a body of 500 MiB stays below."""

MOST_DIRECTORY = 4 * 1024 * 1024
"""The most bytes of the zip's directory; looked up before it is read, as millions of entries would fill the memory."""

_END = struct.Struct("<4s6xHL4xH")
_END_MARK, _END_64_MARK, _END_64_LENGTH = b"PK\x05\x06", b"PK\x06\x07", 20

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)

_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class PackHeader:
    """What a pack says before its content is read. `rubric` is the SHA-256 of the rubric's bytes in the pack.

    `block` is the size to which ballots are padded (`sealing.block_size`); `deadline` is ISO 8601 with offset, or
    empty; `file_key` is filled in by `make_pack`.
    """

    selection: str
    title: str
    round: int
    member: str
    edition: int
    rubric: str
    openers: Openers
    block: int
    audit_head: str
    deadline: str = ""
    file_key: str = ""

    @property
    def one_keyholder(self) -> bool:
        """Whether one person could read scores early."""
        return self.openers.one_keyholder


@dataclass(frozen=True)
class Pack:
    """A pack, read: its header, its content, the digest that ballots name, and the whole file with its documents."""

    header: PackHeader
    content: dict[str, Any] = field(repr=False)
    digest: str
    data: bytes = field(repr=False)

    def document(self, sha256: str) -> bytes:
        """The bytes of an enclosed document.

        Raises:
            Unreadable: there is none, or they are others than the name says.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                data = archive.read(FOLDER + sha256)
        except (KeyError, *_BROKEN) as error:
            raise _broken(type(error).__name__) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _broken("a document differs from its name")
        return data


def make_pack(
    header: PackHeader, content: dict[str, Any], signing_key: SigningKey, files: Mapping[str, bytes] | None = None
) -> bytes:
    """A pack signed by the selection's file key; the same content gives the same bytes.

    Args:
        header: what the pack says before it is opened.
        content: `pack.json`.
        signing_key: the selection's.
        files: documents by their SHA-256; they lie beside `pack.json` as they are.

    Raises:
        TooLarge: header or content break the limits that every reader checks.
        BadInput: the content holds what JSON cannot.
    """
    return b"".join(pack_parts(header, content, signing_key, files))


def pack_parts(
    header: PackHeader, content: dict[str, Any], signing_key: SigningKey, files: Mapping[str, bytes] | None = None
) -> list[bytes]:
    """Like `make_pack`, in parts: the documents in them are those that were given, and no copies.

    Raises:
        TooLarge, BadInput: as there.
    """
    document = to_json(content)
    if len(document) > MOST_DOCUMENT:
        raise TooLarge(message("The pack is too large to be sent: shorten the dossiers."))
    body = _zipped(document, files or {})
    return envelope_parts(KIND, _header_document(header, signing_key.public), body, signing_key)


def read_pack(data: bytes) -> Pack:
    """A pack, after its signature was checked with the file key that its header names.

    Whether that key is the selection's is the caller's to know.

    Raises:
        Tampered: a byte differs from what was signed.
        Unreadable, NewerFormat: it is no pack, or none that this program reads.
    """
    envelope = read_envelope(data, KIND)
    fields = Fields(envelope.header)
    try:
        file_key = fields.hex("file_key")
    except Unreadable:
        raise Tampered("the header names no key") from None
    envelope.verify(file_key)
    return Pack(_header(fields), from_json(_unzipped(data, envelope.body_at)), envelope.digest, data)


def _header_document(header: PackHeader, file_key: str) -> dict[str, Any]:
    return {
        "selection": header.selection,
        "title": header.title,
        "round": header.round,
        "member": header.member,
        "edition": header.edition,
        "rubric": header.rubric,
        "openers": {"chair": header.openers.chair, "witness": header.openers.witness},
        "one_keyholder": header.one_keyholder,
        "block": header.block,
        "audit_head": header.audit_head,
        "deadline": header.deadline,
        "file_key": file_key,
    }


def _header(fields: Fields) -> PackHeader:
    keys = fields.part("openers")
    header = PackHeader(
        selection=fields.name("selection"),
        title=fields.string("title", 1000),
        round=fields.whole("round", 1),
        member=fields.name("member"),
        edition=fields.whole("edition", 1),
        rubric=fields.hex("rubric"),
        openers=Openers(keys.hex("chair"), keys.hex_or_none("witness")),
        block=fields.whole("block"),
        audit_head=fields.string("audit_head"),
        deadline=fields.string("deadline", 40),
        file_key=fields.hex("file_key"),
    )
    if not is_block(header.block):
        fields.refuse("block")
    if fields.flag("one_keyholder") != header.one_keyholder:
        fields.refuse("one_keyholder")
    return header


class _Parts(list[bytes]):
    """What a zip is written to: it keeps what it gets, as it is. Without a place to go back to, zip writes forwards."""

    def write(self, data: bytes) -> int:
        self.append(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""


def _zipped(document: bytes, files: Mapping[str, bytes]) -> list[bytes]:
    target = _Parts()
    with zipfile.ZipFile(cast(IO[bytes], target), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(DOCUMENT, _EARLIEST), document, zipfile.ZIP_DEFLATED)
        for digest, data in files.items():  # documents are packed already: to pack them again costs time alone
            archive.writestr(zipfile.ZipInfo(FOLDER + digest, _EARLIEST), data, zipfile.ZIP_STORED)
    return target


def _unzipped(data: bytes, at: int) -> bytes:
    """`pack.json` out of the zip with which a file ends, whose every entry was looked at first.

    Raises:
        Unreadable: the zip is broken, too large unpacked, or names something that must not be unpacked.
    """
    _require_small_directory(memoryview(data)[at:])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:  # a zip's places are counted from its end: nothing is copied
            entry = _document_entry(archive.infolist())
            with archive.open(entry) as source:
                return source.read(entry.file_size)
    except _BROKEN as error:
        raise _broken(type(error).__name__) from None


def _require_small_directory(body: memoryview) -> None:
    """See, without reading it, that a zip's directory is small: by the record that ends the zip, as this program does.

    Raises:
        Unreadable: it is not, or the zip ends otherwise: with a comment, or as only archives of gigabytes do.
    """
    if len(body) < _END.size:
        raise _broken("no zip")
    mark, _entries, size, comment = _END.unpack(body[-_END.size :])
    before = body[: -_END.size][-_END_64_LENGTH:]
    if mark != _END_MARK or comment or bytes(before[: len(_END_64_MARK)]) == _END_64_MARK:
        raise _broken("the zip does not end as those of this program")
    if size > min(MOST_DIRECTORY, len(body)):
        raise _broken("too many files")


def _document_entry(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    names = {entry.filename.casefold() for entry in entries}
    if len(entries) > MOST_FILES or len(names) != len(entries):
        raise _broken("too many files, or one twice")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or not all(map(_is_safe, entries)):
        raise _broken("a file is too large or named like a way out of the folder")
    found = next((entry for entry in entries if entry.filename == DOCUMENT), None)
    if found is None or found.file_size > MOST_DOCUMENT:
        raise _broken("no document, or too large a one")
    return found


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a plain file with a relative name inside the pack, stored or deflated, not encrypted."""
    name = entry.filename
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and not set("\\:\0") & set(name)
    plain = entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} and not entry.flag_bits & 1
    return bool(name) and inside and plain and not entry.is_dir() and (entry.external_attr >> 28) in {0, 8}


def _broken(detail: str) -> Unreadable:
    return Unreadable(message("The pack's contents cannot be read: ask the secretariat for it again."), detail)
