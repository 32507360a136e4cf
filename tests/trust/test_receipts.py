"""Receipts: what they say comes back as it was signed, and no byte of them can be changed."""

from dataclasses import replace

import pytest

from rapporteur_app.errors import RapporteurError
from rapporteur_app.trust.errors import Tampered
from rapporteur_app.trust.receipts import Receipt, ReceiptLine, make_receipt, read_receipt

LINES = (
    ReceiptLine(
        member="M3", route="ballot", revision=1, digest="aa" * 32, key="01" * 32, words="uno dos tres cuatro",
        status="older", counts=False,
    ),
    ReceiptLine(
        member="M3", route="ballot", revision=2, digest="bb" * 32, key="01" * 32, words="uno dos tres cuatro",
        status="accepted", counts=True,
    ),
    ReceiptLine(
        member="M5", route="sheet", revision=1, digest="cc" * 32, key="02" * 32, words="", status="accepted",
        counts=True,
    ),
)  # fmt: skip
RECEIPT = Receipt(
    selection="sel-1", round=1, title="Selección ✓", complete=True, made_at="2026-11-25T10:00:00+00:00",
    audit_head="42:" + "0" * 29, list_digest="dd" * 32, one_keyholder=False, lines=LINES,
    objections="2026-11-26T10:00:00+00:00",
)  # fmt: skip


def test_a_receipt_comes_back_as_it_was_signed(people) -> None:
    found = read_receipt(make_receipt(RECEIPT, people.file))

    assert found == replace(RECEIPT, file_key=people.file.public)


def test_the_lines_of_a_member_begin_with_the_newest() -> None:
    assert [line.revision for line in RECEIPT.of("M3")] == [2, 1]
    assert RECEIPT.of("M9") == []


def test_every_changed_byte_is_found(people) -> None:
    data = make_receipt(RECEIPT, people.file)
    for at in range(len(data)):
        with pytest.raises(RapporteurError):
            read_receipt(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :])


def test_a_receipt_signed_again_by_another_names_the_other(people) -> None:
    forged = make_receipt(replace(RECEIPT, lines=LINES[:1]), people.paul)

    assert read_receipt(forged).file_key == people.paul.public != people.file.public


def test_a_receipt_that_names_no_key_is_tampered_with(people) -> None:
    from rapporteur_app.trust.envelope import write_envelope

    with pytest.raises(Tampered):
        read_receipt(write_envelope("receipt", {"selection": "sel-1"}, b"", people.file))
