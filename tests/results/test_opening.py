"""The opening: chair and witness together, once, all ballots or none."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from rapporteur_app.errors import BadInput, NotOpened, RapporteurError, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import MemberRole, Opening, Role, Score
from rapporteur_app.results import opening
from rapporteur_app.results.opening import need_opened, open_results
from rapporteur_app.results.ranking import read_ranking
from rapporteur_app.results.unsealing import BadBallot
from rapporteur_app.scoring import ballots
from rapporteur_app.setup.settings import change_settings
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


@pytest.mark.parametrize(
    ("chair", "witness", "whose"),
    [("a wrong passphrase here", None, "the chair's passphrase"), (None, "a wrong passphrase here", "the witness's"),
     ("a wrong passphrase here", "another wrong passphrase", "neither passphrase fits")],
)  # fmt: skip
def test_it_is_said_whose_passphrase_is_wrong(returned, chair, witness, whose):
    with pytest.raises(NotOpened, match=whose):
        opened(returned(), chair, witness)


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


@pytest.fixture
def with_a_bad_one(prepared, monkeypatch):
    """M2's ballot is signed and sealed as it should be, and holds a score that is not on the scale."""
    made = prepared()
    made.declare_all()
    packs = made.packs()
    bad = made.work(packs[1])
    bad.answers[1, "KNOW"] = replace(bad.answers[1, "KNOW"], value=9)
    monkeypatch.setattr(ballots, "asked_answers", lambda _pack, work: work.answers)  # another program's ballot
    made.collect(made.ballot(packs[0]), made.ballot(packs[1], bad), made.ballot(packs[2]))
    return made


def without(made, leave_out):
    return open_results(
        made.workspace, SECRETARIAT, made.passphrases.chair, made.passphrases.witness, leave_out=leave_out
    )


def test_a_bad_ballot_stops_all_and_says_what_can_be_done(with_a_bad_one):
    with pytest.raises(BadBallot, match=r"M2 .*C1, KNOW.*Nothing was opened\. Ask M2 for a new ballot") as refusal:
        opened(with_a_bad_one)
    assert refusal.value.member == "M2"
    assert nothing_shown(with_a_bad_one)


def test_a_bad_ballot_is_left_out_with_a_reason(with_a_bad_one):
    found = without(with_a_bad_one, {2: " Rosa and Mei agreed "})
    assert found.left_out == [{"ballot": 2, "member": "M2", "reason": "left_out", "why": "Rosa and Mei agreed"}]
    assert len(found.counted) == 2
    with with_a_bad_one.workspace.reading() as reader:
        assert {score.member_id for score in reader.all(Score)} == {1, 3}
        assert [member.short_id for member in read_ranking(reader).members] == ["M1", "M3"]
    assert verify(with_a_bad_one.workspace).ok


@pytest.mark.parametrize(
    ("leave_out", "sentence"),
    [
        ({2: " "}, "only with a reason"),
        ({2: "a reason", 3: "I do not like it"}, "The ballot of M3 can be opened"),
        ({2: "a reason", 9: "who"}, "M9 has no ballot that counts"),
    ],
)
def test_only_what_cannot_be_opened_is_left_out(with_a_bad_one, leave_out, sentence):
    with pytest.raises(BadInput, match=sentence):
        without(with_a_bad_one, leave_out)
    assert nothing_shown(with_a_bad_one)


def test_a_late_revision_is_told_of_even_where_an_earlier_one_counts(prepared):
    made = prepared()
    made.declare_all()
    pack = made.packs()[0]
    work = made.work(pack)
    made.collect(made.ballot(pack, work), made.ballot(pack, work))
    change_settings(made.workspace, SECRETARIAT, {"scoring_deadline": "2021-04-10T12:00"})
    made.collect(made.ballot(pack, work))
    found = opened(made)
    assert found.counted == [2]
    assert found.left_out == [{"ballot": 3, "member": "M1", "reason": "late"}]


def test_who_lost_the_role_later_still_counts(returned):
    made = returned()
    opened(made)
    with made.workspace.transaction(SECRETARIAT, message("Role changed")) as tx:
        tx.delete(tx.first(MemberRole, member_id=3, role=Role.MEMBER))
    with made.workspace.reading() as reader:
        assert [member.short_id for member in read_ranking(reader).members] == ["M1", "M2", "M3"]


def test_a_ballot_that_comes_in_meanwhile_stops_the_opening(prepared, monkeypatch):
    made = prepared()
    made.declare_all()
    one, two, _ = made.packs()
    first, second = made.ballot(one), made.ballot(two)
    made.collect(first)
    right = opening.opened_scores

    def slowly(*arguments, **named):
        made.collect(second)
        return right(*arguments, **named)

    monkeypatch.setattr(opening, "opened_scores", slowly)
    with pytest.raises(WrongStage, match="Ballots came in meanwhile"):
        opened(made)
    assert nothing_shown(made)
    monkeypatch.setattr(opening, "opened_scores", right)
    assert opened(made).counted == [1, 2]
