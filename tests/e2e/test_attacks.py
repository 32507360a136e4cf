"""Each attack of the design's table, by its actor, with the sentence that a person reads."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from shutil import copyfile

import pytest

from rapporteur_app.errors import BadInput, NotOpened
from rapporteur_app.i18n import catalogue, message
from rapporteur_app.model import Candidate, Nomination
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.unsealing import BadBallot
from rapporteur_app.scoring.ballots import member_key, open_work, work_key
from rapporteur_app.scoring.dossier_text import dossier_text
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.scoring.receipts import make_receipt_list, member_receipt, objections
from rapporteur_app.scoring.selection_words import number_of, require_chairs_words, words_of
from rapporteur_app.scoring.work import save_work
from rapporteur_app.setup.names import Names
from rapporteur_app.trust.ballots import read_ballot
from rapporteur_app.trust.envelope import read_envelope, write_envelope
from rapporteur_app.trust.errors import Locked
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.receipts import make_receipt, read_receipt
from rapporteur_app.verification.forks import compare
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.scoring.conftest import CHEAP, Ready, prepare
from tests.verification.forging import rewrite


@pytest.fixture
def ready(workspace: Workspace, tmp_path) -> Ready:
    """Three members who declared, three candidates, frozen criteria, opening keys."""
    made = prepare(workspace, tmp_path)
    made.declare_all()
    return made


def returned(ready: Ready):
    """The packs, and all ballots collected."""
    packs = ready.packs()
    ready.collect(*(ready.ballot(pack) for pack in packs))
    return packs


def reasons(found) -> list[str]:
    return [str(reason) for reason in found.reasons]


def failing(path) -> dict[str, str]:
    with Workspace.open(path, write=False) as workspace:
        return {check.name: str(check.detail) for check in verify(workspace).checks if not check.ok}


def test_secretariat_opens_early(ready: Ready) -> None:
    returned(ready)
    with pytest.raises(NotOpened, match=r"^Not opened: needs chair's and witness's passphrases\.$"):
        open_results(ready.workspace, SECRETARIAT, None, None)


def test_chair_opens_a_copy(ready: Ready, tmp_path) -> None:
    returned(ready)
    ready.workspace.close()
    copy = copyfile(ready.workspace.path, tmp_path / "copy.rapporteur")
    with (
        Workspace.open(copy) as workspace,
        pytest.raises(NotOpened, match=r"^Not opened: the witness's part is missing\.$"),
    ):
        open_results(workspace, SECRETARIAT, ready.passphrases.chair, None)


def test_secretariat_seals_to_an_opening_key_of_its_own(ready: Ready) -> None:
    (first,) = ready.packs(1)
    read_by_the_chair = words_of(first, number_of(first))
    own = "six words of the secretariat", "six more words of the secretariat"
    make_opening_keys(ready.workspace, SECRETARIAT, *own, cost=CHEAP, instead="lost")
    (pack,) = ready.packs(1)
    require_chairs_words(number_of(pack), words_of(pack, number_of(pack)))
    with pytest.raises(BadInput, match=r"^These words differ from the chair's: do not score\.$"):
        require_chairs_words(number_of(pack), read_by_the_chair)


def test_stranger_forges_a_ballot(ready: Ready) -> None:
    pack = returned(ready)[2]
    (found,) = ready.collect(ready.ballot(pack, key=SigningKey.new()))
    assert (found.status, reasons(found)[0]) == ("wrong_member", "Not signed with M3's key.")


def test_a_byte_is_flipped(ready: Ready) -> None:
    path = ready.ballot(ready.packs(3)[0])
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    (found,) = ready.collect(path)
    assert (found.status, reasons(found)) == ("tampered", ["Changed after signing."])


def test_m2_copies_the_sealed_part_of_m3(ready: Ready) -> None:
    packs = ready.packs()
    ready.collect(ready.ballot(packs[0]))
    theirs, own = (ready.ballot(packs[place]).read_bytes() for place in (2, 1))
    stolen, header = read_ballot(theirs)[1].body, dict(read_envelope(own).header)
    header = {name: value for name, value in header.items() if not name.startswith("body_")}
    header["content"] = read_ballot(theirs)[0].content
    forged = ready.folder / "forged.ballot"
    forged.write_bytes(write_envelope("ballot", header, stolen, member_key(packs[1], ready.store)))
    assert [found.status for found in ready.collect(forged)] == ["accepted"]  # nobody can see it before the opening
    with pytest.raises(BadBallot, match=r"^Sealed part made for M3\."):
        open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)


def test_member_denies_a_ballot(ready: Ready) -> None:
    (pack,) = ready.packs(3)
    work = ready.work(pack)
    first, second = ready.ballot(pack, work), ready.ballot(pack, work)
    ready.collect(first, second)
    (found,) = ready.collect(second)
    assert re.fullmatch(r"M3, revision 2, signed with the key confirmed \d{4}-\d\d-\d\d\.", reasons(found)[1])


def test_secretariat_drops_the_newest(ready: Ready) -> None:
    (pack,) = ready.packs(3)
    work = ready.work(pack)
    ready.collect(*(ready.ballot(pack, work) for _ in range(3)))
    mine = read_receipt(member_receipt(ready.workspace, SECRETARIAT, ready.store, 3))
    key = ready.store.load(f"file-{ready.workspace.id}")
    whole = read_receipt(make_receipt_list(ready.workspace, SECRETARIAT, ready.store))
    shortened = read_receipt(make_receipt(replace(whole, lines=whole.lines[:2]), key))
    assert "Your receipt names revision 3, the list 2." in map(str, objections(shortened, pack, work, mine))


def test_an_old_revision_is_replayed(ready: Ready) -> None:
    (pack,) = ready.packs(3)
    work = ready.work(pack)
    first, _, third = (ready.ballot(pack, work) for _ in range(3))
    (_,), (found,) = ready.collect(third), ready.collect(first)
    assert (found.status, reasons(found)) == ("older", ["Older than revision 3; kept, not used."])


def test_a_row_is_edited_elsewhere(ready: Ready) -> None:
    returned(ready)
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    ready.workspace.close()
    with closing(sqlite3.connect(ready.workspace.path)) as connection, connection:
        connection.execute("UPDATE score SET value = 5 WHERE id = 17")
    assert failing(ready.workspace.path) == {"rows": "Row 17 of score was not written by this program."}


def test_history_is_written_anew(ready: Ready) -> None:
    packs = ready.packs()
    ready.collect(*(ready.ballot(pack) for pack in packs))
    path = ready.workspace.path
    ready.workspace.close()
    assert failing(path) == {}
    rewrite(path, 2, packs=True, actor="M3")
    assert re.search(r"Entry \d+ differs from the one in M3's ballot\.", failing(path)["anchors"])


def test_two_copies_go_on_apart(ready: Ready, tmp_path) -> None:
    path = ready.workspace.path
    ready.workspace.close()
    other = copyfile(path, tmp_path / "other.rapporteur")
    for number, each in enumerate((path, other)):
        with Workspace.open(each) as workspace, workspace.transaction(SECRETARIAT, message("Edited")) as tx:
            candidate = tx.need(Candidate, 1)
            candidate.organisation = f"Red {number}"
            tx.add(candidate)
    with Workspace.open(path, write=False) as one, Workspace.open(other, write=False) as two:
        found = compare(one, two)
    assert str(found.sentence) == f"Parted after entry {found.common}."
    assert found.common > 0


def test_nominee_writes_markup_and_formulas(ready: Ready) -> None:
    hostile = "<b>=1+1</b> \u202eexe.pdf"
    with ready.workspace.transaction(SECRETARIAT, message("Received")) as tx:
        nomination = tx.need(Nomination, 1)
        nomination.raw = {"Why?": hostile}
        tx.add(nomination)
    (pack,) = ready.packs(1)
    told = dossier_text(pack.candidates[0], Names(catalogue("en")))
    assert f"As received\nWhy?: {hostile}" in told


def test_finder_of_a_laptop_opens_the_work_file(ready: Ready, tmp_path) -> None:
    (pack,) = ready.packs(3)
    work, place = open_work(pack, tmp_path / "work.json", work_key(pack, ready.store))
    work.answers |= ready.work(pack).answers
    save_work(place, work)
    with pytest.raises(Locked, match=r"^Locked: needs the keyring or passphrase\.$"):
        open_work(pack, place)
    assert "because" not in place.read_text("utf-8")
