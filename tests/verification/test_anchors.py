"""What others hold of the log: a history written anew differs from their packs, ballots, receipts and signature."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import AuditEntry, PackEdition, ReceiptList
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.receipts import make_receipt_list, member_receipt
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.verification.anchors import check_anchors
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.verification.forging import rewrite


def told(workspace):
    with workspace.reading() as reader:
        found = check_anchors(reader)
        return found.ok, str(found.detail)


def entries(workspace):
    with workspace.reading() as reader:
        return reader.count(AuditEntry)


def failing(path, **outside):
    with Workspace.open(path, write=False) as workspace:
        found = verify(workspace, **outside)
    return {check.name: str(check.detail) for check in found.checks if not check.ok}


@pytest.fixture
def scored(ready):
    """Packs to all, a ballot of each collected; the head that they carry is that of the entry `ready.anchored`."""
    packs = ready.packs()
    ready.anchored = entries(ready.workspace) - 1
    assert all(found.status == "accepted" for found in ready.collect(*(ready.ballot(pack) for pack in packs)))
    return ready


def test_before_the_ballots_nothing_is_countersigned(ready):
    ready.packs()
    assert told(ready.workspace) == (True, "No entry is countersigned yet.")


def test_members_countersign_what_their_packs_carried_away(scored):
    last = entries(scored.workspace)
    assert told(scored.workspace) == (
        True, f"Entries 1-{scored.anchored} countersigned by 3 members; {scored.anchored + 1}-{last} not anchored."
    )  # fmt: skip


def test_one_who_signed_over_a_later_pack_countersigns_more(scored):
    made = make_packs(scored.workspace, SECRETARIAT, scored.folder / "again", scored.store, members=[3], reissue="new")
    later = entries(scored.workspace) - 1
    pack = open_pack(made[0].pack)
    work = scored.work(pack)
    work.revision = 1
    assert scored.collect(scored.ballot(pack, work))[0].status == "accepted"
    assert told(scored.workspace)[1].startswith(
        f"Entries 1-{scored.anchored} countersigned by 3 members; {scored.anchored + 1}-{later} by 1 member; "
    )


@pytest.mark.parametrize("packs", [False, True])
def test_a_history_written_anew_differs_from_the_members_ballots(scored, packs):
    """trust.md: 'Entry 41 differs from the one in M3's ballot.' Every hash and the rows of packs are recomputed."""
    path, anchored = scored.workspace.path, scored.anchored
    scored.workspace.close()
    assert failing(path) == {}
    rewrite(path, 2, packs=packs, actor="M3")

    found = failing(path)
    assert list(found) == ["anchors"]
    assert found["anchors"].startswith(
        f"Entry {anchored} differs from the one in M1's ballot. Entry {anchored} differs from the one in M2's ballot. "
        f"Entry {anchored} differs from the one in M3's ballot."
    )
    assert ("3 more do not hold." in found["anchors"]) is not packs


def test_what_was_written_anew_after_the_packs_leaves_the_anchors(scored):
    path = scored.workspace.path
    scored.workspace.close()
    rewrite(path, scored.anchored + 1, actor="M3")
    assert failing(path) == {}


def test_a_tail_cut_off_is_told_by_the_ballots(scored):
    path, anchored = scored.workspace.path, scored.anchored
    scored.workspace.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM audit_entry WHERE n >= ?", (anchored,))
    assert f"Entry {anchored} is missing, which stands in M1's ballot." in failing(path)["anchors"]


def test_the_list_of_receipts_is_an_anchor(scored):
    make_receipt_list(scored.workspace, SECRETARIAT, scored.store)
    path, head = scored.workspace.path, entries(scored.workspace) - 1
    with scored.workspace.reading() as reader:
        made_at = reader.first(ReceiptList).made_at
    scored.workspace.close()
    rewrite(path, head, actor="M3")
    assert failing(path) == {"anchors": f"Entry {head} differs from the one in the list of receipts of {made_at}."}


def test_what_a_strangers_key_signed_says_nothing_of_the_log(ready):
    """Anybody can send a ballot with a head of their own making; it must not make the file look forged."""
    ready.calls = False
    (pack,) = ready.packs(2)
    stranger = ready.ballot(pack, key=SigningKey.new())
    assert ready.collect(stranger)[0].status == "unconfirmed"
    path = ready.workspace.path
    with ready.workspace.transaction(SECRETARIAT, message("x")) as tx:
        edition = tx.first(PackEdition)
        edition.audit_head = ready.workspace.head()[:32]
        tx.add(edition)
    ready.workspace.close()
    rewrite(path, 2, actor="M3")
    assert "ballot" not in failing(path)["anchors"]


# -- what only those outside can show


@pytest.fixture
def held(scored, tmp_path):
    """What members hold: M1's pack, M1's ballot, M1's receipt; by name."""
    folder = scored.folder
    receipt = member_receipt(scored.workspace, SECRETARIAT, scored.store, 1)
    return {
        "M1.pack": next((folder / "packs").glob("M1-*.pack")).read_bytes(),
        "M1.ballot": (folder / "ballot-1.ballot").read_bytes(),
        "M1.receipt": receipt,
    }


def test_what_members_hold_is_in_the_log(scored, held):
    found = verify(scored.workspace, outside=list(held.items()))
    assert found.ok
    assert str(found.checks[-1].detail) == (
        f"The heads in 3 files are in the log: entries 1-{found.entries} are as they were when they were made."
    )


def test_a_file_put_back_to_an_older_state_is_told_by_a_receipt(scored, held, tmp_path):
    """Whole and sound, but from before the ballots: the file alone cannot show it."""
    older = tmp_path / "older.rapporteur"
    scored.workspace.close()
    shutil.copy(scored.workspace.path, older)
    with Workspace.open(scored.workspace.path) as workspace:
        with workspace.transaction(SECRETARIAT, message("More")):
            pass
        receipt = member_receipt(workspace, SECRETARIAT, scored.store, 1)
    assert failing(older) == {}
    assert failing(older, outside=[("M1.receipt", receipt)]) == {
        "outside": "The log differs from the one in M1.receipt: it was cut off or written anew."
    }


@pytest.mark.parametrize("name", ["M1.pack", "M1.ballot"])
def test_a_history_written_anew_differs_from_what_members_hold(scored, held, name):
    path = scored.workspace.path
    scored.workspace.close()
    rewrite(path, 2, packs=True, actor="M3")
    assert failing(path, outside=[(name, held[name])])["outside"] == (
        f"Entry {scored.anchored} differs from the one in {name}."
    )


def test_what_is_no_anchor_of_this_file_is_named(scored, held, tmp_path):
    with Workspace.create(tmp_path / "another.rapporteur", SECRETARIAT, {}) as another:
        found = verify(another, outside=[*held.items(), ("x.pack", b"nothing"), ("M1.ballot", held["M1.ballot"][:-1])])
    told = {check.name: str(check.detail) for check in found.checks if not check.ok}
    assert list(told) == ["outside"]
    assert told["outside"].startswith("M1.pack: It belongs to another selection. M1.ballot: It belongs to another")
    assert told["outside"].endswith("2 more do not hold.")
