"""What stands in a dossier once words, fields or documents are taken out of it: black, wherever it was said."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from rapporteur_app.scoring.dossiers import BLINDED_FIELDS, NOMINATED, SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.model import Redaction

BLACK = "█████"
"""What stands where something was taken out: its length tells nothing."""

EVERYWHERE, DOCUMENTS, NOMINATIONS = "*", "attachments", "nominations"
"""What stands for every field, for all documents of a candidate, and for all that their nominations say."""

FIELDS = (*SHOWN, *NOMINATED, NOMINATIONS)
"""The fields that can be taken out."""

SHORT = 3
"""Characters up to which words are taken out only where they stand alone: “Ana” is not meant in “Panamá”."""


def redacted(dossier: dict[str, Any], redactions: Sequence[Redaction]) -> dict[str, Any]:
    """A dossier as packs show it, without what is redacted; ids are never touched.

    A row as received says everything once more, under headers of its own: it stays at home where a whole field is
    taken out, and words that are taken out of any field are taken out of it.
    """
    if not redactions:
        return dossier
    shown = {name: _field(name, value, redactions) for name, value in dossier.items()}
    shown["nominations"] = [_nomination(each, redactions) for each in dossier["nominations"]]
    shown["documents"] = [_document(each, redactions) for each in dossier["documents"]]
    return shown


def _nomination(nomination: dict[str, Any], redactions: Sequence[Redaction]) -> dict[str, Any]:
    shown = {name: _field(name, value, redactions, NOMINATIONS) for name, value in nomination.items()}
    kept = {} if any(not one.text and one.field != DOCUMENTS for one in redactions) else nomination["raw"]
    texts = [one.text for one in redactions if one.field != DOCUMENTS]
    return {**shown, "raw": {name: _without(value, texts) for name, value in kept.items()}}


def _document(document: dict[str, Any], redactions: Sequence[Redaction]) -> dict[str, Any]:
    texts = [one.text for one in redactions if one.field == EVERYWHERE]
    return {**document, "name": _without(document["name"], texts)}


def _field(name: str, value: Any, redactions: Sequence[Redaction], part: str = "") -> Any:
    """One field's value; `part` is the redactions' name for all fields of which it is one."""
    here = [one for one in redactions if one.field in (EVERYWHERE, part) or name in _covered(one.field)]
    if name == "id" or not here:
        return value
    if all(one.text for one in here):
        return _without(value, [one.text for one in here])
    return BLACK if value and isinstance(value, str) else [BLACK] if value and isinstance(value, list) else None


def _covered(field: str) -> tuple[str, ...]:
    """The fields that a redaction of one covers: a name with its parts."""
    return BLINDED_FIELDS["name"] if field == "name" else (field,)


def _without(value: Any, texts: Sequence[str]) -> Any:
    if isinstance(value, list):
        return [_without(part, texts) for part in value]
    for text in sorted(texts, key=len, reverse=True) if isinstance(value, str) else ():
        value = without_words(value, text)
    return value


def without_words(value: str, text: str) -> str:
    """A text with black where the words stand; capitals, accents and the width of spaces make no difference.

    >>> without_words("Informe de MARIA  PÉREZ", "María Perez")
    'Informe de █████'
    """
    value, words = unicodedata.normalize("NFC", value), [re.escape(_plain(word)) for word in text.split()]
    if not words:
        return value
    pattern = r"\s+".join(words)
    if len(text.strip()) <= SHORT:
        pattern = f"(?<!{_kin(text.strip()[0])}){pattern}(?!{_kin(text.strip()[-1])})"
    found, end = [], 0
    for match in re.finditer(pattern, _plain(value)):
        found += [value[end : match.start()], BLACK]
        end = match.end()
    return "".join([*found, value[end:]])


def _kin(sign: str) -> str:
    """What makes a sign part of a longer word or number: letters beside a letter, digits beside a digit."""
    return r"\d" if sign.isdigit() else r"[^\W\d_]" if sign.isalpha() else r"\Z."


def _plain(text: str) -> str:
    """A text in small letters without accents, sign for sign: what is found in it stands at the same place."""
    return "".join(_plain_sign(sign) for sign in unicodedata.normalize("NFC", text))


def _plain_sign(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[0].lower()
    return base if len(base) == 1 else sign
