"""The members' ballots in the file: what was signed, and who signed it."""

import hashlib

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Member, MemberKey, RubricVersion
from rapporteur_app.trust.ballots import Answer, BallotClear, Conflict, make_ballot, read_ballot
from rapporteur_app.trust.keys import OpeningKey, SigningKey
from rapporteur_app.trust.sealing import SMALLEST_BLOCK, Openers
from rapporteur_app.verification.ballots import check_ballots
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.chain import ANCHOR_DIGITS

OPENERS = Openers(OpeningKey.new().public, OpeningKey.new().public)


def told(workspace, check):
    with workspace.reading() as reader:
        found = check(reader)
        return found.ok, str(found.detail)


class Members:
    """Two members with keys, who score and whose ballots are kept."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.keys = {"M1": SigningKey.new(), "M2": SigningKey.new()}
        with workspace.transaction(SECRETARIAT, message("Members added")) as tx:
            tx.add_all([Member(name="Rosa"), Member(name="Ali")])
            for name, key in self.keys.items():
                tx.add(MemberKey(member_id=int(name[1:]), public=key.public, first_seen=""))
            tx.add(RubricVersion(version=1, source="", hash=""))

    def ballot(self, member="M1", *, key=None, head=None, **clear):
        """A ballot of a member, as bytes."""
        said = {
            "selection": self.workspace.id, "round": 1, "member": member, "revision": 1, "previous": None,
            "pack_edition": 1, "pack_digest": "0" * 64, "audit_head": (head or self.workspace.head())[:ANCHOR_DIGITS],
            "rubric": "1" * 64, "openers": OPENERS, "block": SMALLEST_BLOCK, "final": True, "answered": 1, "due": 1,
            "conflicts": (Conflict("C2", "my cousin"),), **clear,
        }  # fmt: skip
        return make_ballot(BallotClear(**said), [Answer("C1", "A", 4)], key or self.keys[member])

    def keep(self, ballot, **columns):
        """Store a ballot as collecting would, with some columns told otherwise."""
        clear, envelope = read_ballot(ballot)
        row = {
            "member_id": int(clear.member[1:]), "round": clear.round, "revision": clear.revision, "file": "x.ballot",
            "digest": envelope.digest, "status": BallotStatus.ACCEPTED, "final": clear.final,
            "scored": clear.answered, "due": clear.due, "key": clear.key, "rubric_hash": clear.rubric,
            "conflicts": [{"candidate": one.candidate, "reason": one.reason} for one in clear.conflicts],
            "received_at": "", "data": ballot, **columns,
        }  # fmt: skip
        with self.workspace.transaction(SECRETARIAT, message("Ballot collected"), reversible=False) as tx:
            return tx.add(Ballot(**row)).id


@pytest.fixture
def members(workspace):
    return Members(workspace)


def test_a_ballot_as_it_came_in_holds(members):
    members.keep(members.ballot())
    members.keep(members.ballot("M2"))
    assert told(members.workspace, check_ballots) == (True, "2 ballots, each as it was signed.")


def test_a_byte_flipped_in_the_file_is_named(members):
    data = members.ballot()
    members.keep(data, data=data[:-1] + bytes([data[-1] ^ 1]))
    assert told(members.workspace, check_ballots) == (False, "Ballot B1: Changed after it came in.")


def test_a_flipped_byte_with_a_fresh_digest_is_named(members):
    data = members.ballot()
    forged = data[:-1] + bytes([data[-1] ^ 1])
    members.keep(data, data=forged, digest=hashlib.sha256(forged).hexdigest())
    assert told(members.workspace, check_ballots) == (False, "Ballot B1: Changed after signing.")


def test_a_ballot_that_another_key_signed_is_named(members):
    members.keep(members.ballot("M1", key=members.keys["M2"]))
    assert told(members.workspace, check_ballots) == (False, "Ballot B1: Not signed with M1's key.")


def test_a_ballot_put_under_another_member_is_named(members):
    members.keep(members.ballot("M1"), member_id=2)
    ok, detail = told(members.workspace, check_ballots)
    assert not ok
    assert "Not signed with M1's key" in detail


def test_a_ballot_of_another_selection_is_named(members):
    members.keep(members.ballot(selection="another"))
    assert told(members.workspace, check_ballots) == (False, "Ballot B1: It belongs to another selection.")


@pytest.mark.parametrize(
    "columns",
    [{"final": False}, {"revision": 2}, {"scored": 0}, {"due": 9}, {"round": 2}, {"rubric_hash": "x"}, {"key": "x"},
     {"conflicts": []}],
)  # fmt: skip
def test_a_row_that_says_something_else_than_the_ballot_is_named(members, columns):
    members.keep(members.ballot(), **columns)
    ok, detail = told(members.workspace, check_ballots)
    assert (ok, detail) == (False, "Ballot B1: The selection says something else of it than its signed part.")
