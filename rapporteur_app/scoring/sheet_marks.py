"""How a score sheet is known again, whatever was renamed, sorted or widened: hidden identifiers with check digits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rapporteur_app.scoring.pack_reading import OpenPack

HIDDEN = "rapporteur"
"""The hidden sheet with the identifiers; its name is not translated."""

CANDIDATE, CODE, SCORE, COMMENT, KEY = (f"rapporteur.{name}" for name in ("id", "code", "score", "comment", "key"))
"""What stands in the hidden row over the columns that are read back."""

CHECK_DIGITS = 8
IDENTITY_FIELDS = {"selection": str, "round": int, "member": str, "edition": int, "pack": str, "rubric": str}


@dataclass(frozen=True)
class Identity:
    """Whose sheet it is, and to which pack and criteria it belongs."""

    selection: str
    round: int
    member: str
    edition: int
    pack: str
    rubric: str

    @property
    def text(self) -> str:
        """The identity as the hidden sheet holds it, with its check digits."""
        return json.dumps({"format": 1, **vars(self), "check": check_digits(*vars(self).values())})


def identity_of(pack: OpenPack) -> Identity:
    """The identity of the sheet that belongs to a pack."""
    header = pack.header
    return Identity(header.selection, header.round, header.member, header.edition, pack.digest, header.rubric)


def parse_identity(text: object) -> Identity | None:
    """The identity in a cell, or None where none stands there that is whole."""
    try:
        told: dict[str, Any] = json.loads(str(text))
        found = {name: told[name] for name in IDENTITY_FIELDS}
        check = told["check"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(type(found[name]) is kind for name, kind in IDENTITY_FIELDS.items()):
        return None
    return Identity(**found) if check == check_digits(*found.values()) else None


def check_digits(*parts: object) -> str:
    """Hex digits that tell a changed identifier: an accident, not an attack (whoever made them can make others)."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:CHECK_DIGITS]


def row_key(identity: Identity, candidate: str, code: str) -> str:
    """What ties a row to its candidate and criterion: it stands in a hidden column and travels when rows are sorted."""
    return json.dumps([candidate, code, check_digits(identity.pack, candidate, code)], ensure_ascii=False)


def parse_row_key(identity: Identity, text: str) -> tuple[str, str] | None:
    """The candidate's short id and the criterion's code in a row's key, or None where it is not whole."""
    try:
        candidate, code, _ = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    whole = isinstance(candidate, str) and isinstance(code, str) and row_key(identity, candidate, code) == text
    return (candidate, code) if whole else None
