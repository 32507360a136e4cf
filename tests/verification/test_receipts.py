"""The lists of receipts in the file: as they were signed, and the one that the opening names."""

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import Opening, ReceiptList, Setting
from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.receipts import make_receipt_list
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.receipts import make_receipt, read_receipt
from rapporteur_app.verification.opening import check_opening
from rapporteur_app.verification.receipts import check_receipts
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT


def told(ready, check=check_receipts):
    with ready.workspace.reading() as reader:
        found = check(reader)
        return found.ok, str(found.detail)


def change(ready, noun, **fields):
    with ready.workspace.transaction(SECRETARIAT, message("x")) as tx:
        row = tx.first(noun)
        for name, value in fields.items():
            setattr(row, name, value)
        tx.add(row)


@pytest.fixture
def listed(ready):
    """Two members' ballots came in, and the list of them went to everybody."""
    ready.collect(*(ready.ballot(pack) for pack in ready.packs(1, 2)))
    make_receipt_list(ready.workspace, SECRETARIAT, ready.store)
    with ready.workspace.reading() as reader:
        ready.row = reader.first(ReceiptList)
    ready.about = f"List of receipts of {ready.row.made_at}: "
    return ready


def opened(ready):
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    return ready


def test_without_a_list_nothing_is_checked(ready):
    assert told(ready) == (True, "No list of receipts was made yet.")


def test_a_list_as_it_was_signed_holds(listed):
    assert told(listed) == (True, "1 list of receipts, as it was signed.")


def test_what_was_opened_is_the_list_that_went_to_everybody(listed):
    assert told(opened(listed)) == (
        True, "1 list of receipts, as it was signed; what was opened is the list that went to everybody."
    )  # fmt: skip
    assert verify(listed.workspace).ok


def test_an_opening_without_a_list_in_force_says_so(listed):
    listed.collect(listed.ballot(listed.packs(3)[0]))
    ok, detail = told(opened(listed))
    assert (ok, detail) == (
        True, "1 list of receipts, as it was signed; what was opened had not gone to everybody as a list before."
    )  # fmt: skip


def test_a_changed_byte_is_named(listed):
    data = listed.row.data
    change(listed, ReceiptList, data=data[:-1] + bytes([data[-1] ^ 1]))
    assert told(listed) == (False, f"{listed.about}Changed after signing.")


def test_a_list_signed_with_another_key_is_named(listed):
    change(listed, ReceiptList, data=make_receipt(read_receipt(listed.row.data), SigningKey.new()))
    assert told(listed) == (False, f"{listed.about}It is not signed with the key of this file.")


def test_a_list_of_another_selection_is_named(listed):
    with listed.workspace.transaction(SECRETARIAT, message("x")) as tx:
        row = tx.need(Setting, "id")
        row.value = "another"
        tx.add(row)
    assert told(listed) == (False, f"{listed.about}It belongs to another selection.")


@pytest.mark.parametrize("fields", [{"list_digest": "0" * 64}, {"objections_until": ""}, {"round": 2}])
def test_a_row_that_says_something_else_than_the_list_is_named(listed, fields):
    change(listed, ReceiptList, **fields)
    assert told(listed) == (False, f"{listed.about}The selection says something else of it than its signed part.")


@pytest.mark.parametrize("fields", [{"list_digest": "0" * 64}, {"receipts_at": "2020-01-01T00:00:00+00:00"}])
def test_an_opening_that_names_a_list_that_is_not_kept_is_named(listed, fields):
    change(opened(listed), Opening, **fields)
    assert told(listed) == (False, "Round 1 says that its list went to everybody, and no such list is kept.")


def test_an_opening_at_a_distance_is_told(listed):
    change(opened(listed), Opening, at_distance=True)
    assert told(listed, check_opening) == (
        True,
        "All scores come from the 2 ballots that counted. The witness took off the outer seals at a distance.",
    )
