"""Receipts: they name what arrived, and a member sees where they do not say what was sent."""

from dataclasses import replace

import pytest

from rapporteur_app.errors import NotFound, WrongStage
from rapporteur_app.model import ReceiptList
from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.member_keys import key_words
from rapporteur_app.scoring.receipts import (
    ballot_list_digest,
    counting_ballots,
    list_in_force,
    make_receipt_list,
    member_receipt,
    objections,
    write_receipts,
)
from rapporteur_app.scoring.work import Work
from rapporteur_app.trust.receipts import make_receipt, read_receipt
from rapporteur_app.workspace import SECRETARIAT


@pytest.fixture
def pack(ready):
    return ready.packs(1, 2)[0]


def the_list(ready):
    return read_receipt(make_receipt_list(ready.workspace, SECRETARIAT, ready.store))


def said(found):
    return [str(one) for one in found]


def test_the_list_names_each_ballot_that_arrived(ready, pack):
    work = ready.work(pack)
    first, second = ready.ballot(pack, work), ready.ballot(pack, work)
    ready.collect(first, second)
    made = the_list(ready)

    assert [(line.member, line.route, line.revision, line.counts) for line in made.lines] == [
        ("M1", "ballot", 1, False),
        ("M1", "ballot", 2, True),
    ]
    assert made.file_key == pack.header.file_key
    assert made.lines[0].words == key_words(ready.workspace.id, made.lines[0].key, "en")
    with ready.workspace.reading() as reader:
        assert made.list_digest == ballot_list_digest(counting_ballots(reader, 1))
        assert reader.first(ReceiptList).objections_until == made.objections


def test_who_opens_without_the_list_or_after_it_changed_is_on_record(ready, pack):
    work = ready.work(pack)
    ready.collect(ready.ballot(pack, work))
    made = the_list(ready)
    with ready.workspace.reading() as reader:
        assert list_in_force(reader, 1).list_digest == made.list_digest
    ready.collect(ready.ballot(pack, work))
    with ready.workspace.reading() as reader:
        assert list_in_force(reader, 1) is None

    opening = open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    assert opening.receipts_at is None


def test_the_opening_says_when_the_list_had_gone_out(ready, pack):
    ready.collect(ready.ballot(pack))
    made = the_list(ready)
    opening = open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)

    assert (opening.receipts_at, opening.list_digest) == (made.made_at, made.list_digest)
    with pytest.raises(WrongStage, match="are sent before"):
        make_receipt_list(ready.workspace, SECRETARIAT, ready.store)


def test_without_anything_there_is_nothing_to_confirm(ready, pack):
    with pytest.raises(WrongStage, match="Nothing arrived"):
        make_receipt_list(ready.workspace, SECRETARIAT, ready.store)
    with pytest.raises(NotFound, match="M1"):
        member_receipt(ready.workspace, SECRETARIAT, ready.store, 1)


def test_a_member_who_sent_what_the_receipt_says_objects_to_nothing(ready, pack):
    work = ready.work(pack)
    ready.collect(ready.ballot(pack, work))
    (written,) = write_receipts(ready.workspace, SECRETARIAT, ready.store, ready.folder / "out", [1])

    assert objections(read_receipt(written.read_bytes()), pack, work) == []
    assert objections(the_list(ready), pack, work, read_receipt(written.read_bytes())) == []


def test_a_dropped_revision_is_seen_by_its_member(ready, pack):
    work = ready.work(pack)
    kept = [ready.ballot(pack, work) for _revision in range(3)]
    ready.collect(*kept)
    mine = read_receipt(member_receipt(ready.workspace, SECRETARIAT, ready.store, 1))
    the_file_key = ready.store.load(f"file-{ready.workspace.id}")
    shortened = read_receipt(make_receipt(replace(mine, complete=True, lines=mine.lines[:2]), the_file_key))

    elsewhere = Work("", 1, 1, revision=2)
    assert said(objections(shortened, pack, elsewhere, mine)) == ["Your receipt names revision 3, the list 2."]
    assert said(objections(shortened, pack, work)) == [
        "You made revision 3, the receipt names 2: send your ballot again."
    ]


def test_a_revision_that_the_member_did_not_make_is_seen(ready, pack):
    work = ready.work(pack)
    ready.collect(ready.ballot(pack, work), ready.ballot(pack, work))
    assert said(objections(the_list(ready), pack, work)) == []
    work.revision = 1
    told = said(objections(the_list(ready), pack, work))
    assert told[0].startswith("The receipt names revision 2; from this computer you made 1.")


def test_another_file_under_the_same_revision_is_seen(ready, pack):
    ready.collect(ready.ballot(pack, ready.work(pack, "4")))
    mine = ready.work(pack, "3")
    ready.ballot(pack, mine)

    assert said(objections(the_list(ready), pack, mine)) == ["Revision 1 in the receipt is not the file that you made."]


def test_a_receipt_signed_by_somebody_else_proves_nothing(ready, pack):
    from rapporteur_app.trust.keys import SigningKey

    work = ready.work(pack)
    ready.collect(ready.ballot(pack, work))
    forged = read_receipt(make_receipt(the_list(ready), SigningKey.new()))

    assert said(objections(forged, pack, work)) == ["It is not signed with the key that signed your pack."]
