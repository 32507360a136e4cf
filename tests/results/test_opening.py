"""The opening: chair and witness together, once, all ballots or none."""

import sqlite3
from contextlib import closing

import pytest

from rapporteur_app.errors import NotOpened, RapporteurError, WrongStage
from rapporteur_app.model import Opening, Score
from rapporteur_app.results.opening import need_opened, open_results
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Workspace
from rapporteur_app.workspace.undo import undo


def opened(made, chair=None, witness=None):
    return open_results(
        made.workspace, SECRETARIAT, made.passphrases.chair if chair is None else chair,
        made.passphrases.witness if witness is None else witness,
    )  # fmt: skip


def nothing_shown(made):
    with made.workspace.reading() as reader:
        return reader.count(Score) == 0 and reader.count(Opening) == 0


@pytest.mark.parametrize(
    ("chair", "witness"),
    [("", None), (None, ""), ("", ""), ("a wrong passphrase here", None), (None, "a wrong passphrase here")],
)
def test_neither_opens_alone(returned, chair, witness):
    made = returned()
    with pytest.raises(NotOpened, match="Not opened"):
        opened(made, chair, witness)
    assert nothing_shown(made)


def test_exchanged_passphrases_do_not_open(returned):
    made = returned()
    with pytest.raises(NotOpened):
        opened(made, made.passphrases.witness, made.passphrases.chair)
    assert nothing_shown(made)


def test_it_is_opened_once_and_cannot_be_undone(returned):
    made = returned()
    found = opened(made)
    assert (len(found.counted), found.left_out, found.holders) == (3, [], ["chair", "witness"])
    with made.workspace.reading() as reader:
        assert reader.count(Score) == 27
        assert need_opened(reader) == 1
    with pytest.raises(WrongStage, match="opened once"):
        opened(made)
    with pytest.raises(WrongStage, match="cannot be undone"):
        undo(made.workspace, SECRETARIAT)
    assert verify(made.workspace).ok


def test_one_keyholder_where_the_policy_says_so(returned):
    made = returned(**{"policy.opening": "one"})
    with pytest.raises(NotOpened, match="chair"):
        open_results(made.workspace, SECRETARIAT, None, None)
    assert open_results(made.workspace, SECRETARIAT, made.passphrases.chair, None).holders == ["chair"]


def test_without_ballots_there_is_nothing_to_open(prepared):
    made = prepared()
    with pytest.raises(WrongStage, match="No ballot counts yet"):
        opened(made)
    with made.workspace.reading() as reader, pytest.raises(WrongStage, match="not open yet"):
        need_opened(reader)


def test_what_is_left_out_is_listed(prepared):
    made = prepared()
    made.declare_all()
    one, two, _ = made.packs()
    made.collect(made.ballot(one), made.ballot(two, final=False))
    assert opened(made).left_out == [{"ballot": 2, "member": "M2", "reason": "draft"}]


@pytest.mark.parametrize("place", [0.5, 0.9])
def test_one_tampered_ballot_stops_all(returned, place):
    made = returned()
    path = made.workspace.path
    made.workspace.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        (data,) = connection.execute("SELECT data FROM ballot WHERE id = 2").fetchone()
        changed = bytearray(data)
        changed[int(len(data) * place)] ^= 1
        connection.execute("UPDATE ballot SET data = ? WHERE id = 2", (bytes(changed),))
    with Workspace.open(path) as again:
        with pytest.raises(RapporteurError):
            open_results(again, SECRETARIAT, made.passphrases.chair, made.passphrases.witness)
        with again.reading() as reader:
            assert reader.count(Score) == 0
            assert reader.count(Opening) == 0
        assert not verify(again).ok
