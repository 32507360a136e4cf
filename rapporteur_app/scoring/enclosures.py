"""The documents that travel in a pack: those of its candidates, up to a size, and none where dossiers are blinded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.intake.attachments import attachments_by_candidate
from rapporteur_app.model import Blob
from rapporteur_app.setup.settings import setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.model import Attachment
    from rapporteur_app.workspace import Reader

MEGABYTE = 1024 * 1024


@dataclass
class Enclosures:
    """What is known of the documents of all candidates: read once, for every member's pack.

    Attributes:
        by_candidate: the documents of each candidate, in the order in which they came.
        most: how many bytes a pack holds at most.
        withheld: the candidates whose documents stay at home.
    """

    by_candidate: Mapping[int, Sequence[Attachment]]
    most: int
    withheld: set[int] = field(default_factory=set)
    _data: dict[str, bytes] = field(default_factory=dict, repr=False)

    def of(self, reader: Reader, candidates: Sequence[int]) -> tuple[dict[int, list[dict[str, Any]]], dict[str, bytes]]:
        """What a pack with these candidates says of their documents, and the bytes that it encloses, by SHA-256.

        A document that no longer fits is named and not enclosed: the member asks the secretariat for it.
        """
        told: dict[int, list[dict[str, Any]]] = {}
        files: dict[str, bytes] = {}
        left = self.most
        for number in candidates:
            if number in self.withheld:
                continue
            for row in self.by_candidate.get(number, ()):
                fits = row.sha256 in files or row.size <= left
                if fits and row.sha256 not in files:
                    files[row.sha256] = self._bytes(reader, row.sha256)
                    left -= row.size
                entry = {"name": row.name, "kind": row.kind, "size": row.size, "sha256": row.sha256, "enclosed": fits}
                told.setdefault(number, []).append(entry)
        return told, files

    def _bytes(self, reader: Reader, digest: str) -> bytes:
        if digest not in self._data:
            self._data[digest] = reader.need(Blob, digest).data
        return self._data[digest]


def enclosures(reader: Reader, *, blinded: bool, withheld: set[int]) -> Enclosures:
    """The documents as packs enclose them.

    Args:
        reader: the selection.
        blinded: whether dossiers hide a field: a letter shows all that was hidden, so that none is enclosed.
        withheld: the candidates whose documents a redaction keeps at home.
    """
    most = int(setting(reader, "pack_documents")) * MEGABYTE
    return Enclosures({} if blinded else attachments_by_candidate(reader), most, withheld)
