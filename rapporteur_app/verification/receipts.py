"""The check of the receipts: each list is as it went out, and the opening's is the one that everybody got."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.model import Opening, ReceiptList, Setting
from rapporteur_app.scoring.keys import FILE_KEY
from rapporteur_app.trust.receipts import Receipt, read_receipt
from rapporteur_app.verification.check import Check, verdict

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader


def check_receipts(reader: Reader) -> Check:
    """Whether each list is signed with the file's key and says what its row says, and the opening names one of them."""
    rows = reader.all(ReceiptList)
    problems = [problem for row in rows for problem in _problems(reader, row)]
    sent = {(row.round, row.made_at, row.list_digest) for row in rows}
    openings = reader.all(Opening)
    problems += [
        message("Round {round} says that its list went to everybody, and no such list is kept.", round=opening.round)
        for opening in openings
        if opening.receipts_at and (opening.round, opening.receipts_at, opening.list_digest) not in sent
    ]
    return verdict("receipts", problems, _well(len(rows), openings))


def _problems(reader: Reader, row: ReceiptList) -> list[Message]:
    try:
        receipt = read_receipt(row.data)
    except RapporteurError as error:
        return [_about(row, error.message)]
    found = []
    key, selection = reader.get(Setting, FILE_KEY), reader.get(Setting, "id")
    if key is None or receipt.file_key != key.value:
        found.append(message("It is not signed with the key of this file."))
    if selection is None or receipt.selection != selection.value:
        found.append(message("It belongs to another selection."))
    if _said(receipt) != (row.round, row.list_digest, row.made_at, row.objections_until):
        found.append(message("The selection says something else of it than its signed part."))
    return [_about(row, text) for text in found]


def _said(receipt: Receipt) -> tuple[int, str, str, str]:
    return receipt.round, receipt.list_digest, receipt.made_at, receipt.objections


def _about(row: ReceiptList, text: Message) -> Message:
    return message("List of receipts of {time}: {text}", time=row.made_at, text=text)


def _well(count: int, openings: list[Opening]) -> Message:
    if not count and not openings:
        return message("No list of receipts was made yet.")
    lists = plural(
        "{count} list of receipts, as it was signed", "{count} lists of receipts, as they were signed", count
    )
    if not openings:
        return message("{lists}.", lists=lists)
    if all(opening.receipts_at for opening in openings):
        return message("{lists}; what was opened is the list that went to everybody.", lists=lists)
    return message("{lists}; what was opened had not gone to everybody as a list before.", lists=lists)
