"""A pack as a member's machine reads it: checked, and its parts at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.intake.names import ids_by_name
from rapporteur_app.setup.rubric import Rubric
from rapporteur_app.setup.rubric_file import parse_rubric
from rapporteur_app.trust.envelope import largest_file
from rapporteur_app.trust.pack_file import KIND, Pack, PackHeader, read_pack


@dataclass(frozen=True)
class OpenPack:
    """A pack as a member's machine reads it."""

    header: PackHeader
    digest: str
    rubric: Rubric
    candidates: list[dict[str, Any]]
    recused: list[str]
    member_name: str
    language: str
    zone: str
    instructions: str
    file: Pack = field(repr=False)

    @property
    def member(self) -> int:
        """The member's number."""
        return int(self.header.member.removeprefix("M"))

    @property
    def candidate_ids(self) -> list[int]:
        """The candidates to score, by number, in the pack's order."""
        return [int(candidate["id"].removeprefix("C")) for candidate in self.candidates]

    def by_name(self) -> dict[str, set[str]]:
        """Short ids of the candidates by id and by name: for `one_called`."""
        return ids_by_name((candidate["id"], [candidate["name"]]) for candidate in self.candidates)


def open_pack(path: Path) -> OpenPack:
    """Read a pack file.

    Raises:
        UnreadableFile: it cannot be read, was changed after signing, or is of a newer format.
    """
    try:
        if path.stat().st_size > largest_file(KIND):
            raise UnreadableFile(message("{file} is too large for a pack.", file=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(message("{file} cannot be read.", file=str(path)), str(error)) from error
    return open_pack_bytes(data)


def open_pack_bytes(data: bytes) -> OpenPack:
    """A pack from its bytes; see `open_pack`."""
    pack = read_pack(data)
    content = pack.content
    try:
        rubric = parse_rubric(content["rubric"])
        member = content["member"]
        return OpenPack(
            pack.header, pack.digest, rubric, content["candidates"], content["recused"],
            member["name"], member["language"], member["zone"], content["instructions"], pack,
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise UnreadableFile(
            message("The pack lacks a part. Ask the secretariat for a new one."), str(error)
        ) from error
