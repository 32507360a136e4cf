"""Opening at a distance: the witness takes off the outer boxes elsewhere, and learns nothing."""

import random

import pytest

from rapporteur_app.errors import RapporteurError
from rapporteur_app.trust.at_distance import (
    OpeningRequest,
    clear_parts,
    make_part,
    make_request,
    open_outer_from,
    read_part,
    read_request,
)
from rapporteur_app.trust.ballots import make_ballot, open_ballot_inner, read_ballot
from rapporteur_app.trust.errors import Unreadable, WrongOpener, WrongPassphrase
from rapporteur_app.trust.keys import OpeningKey, lock

PASSPHRASE = "the witness has six words too"


@pytest.fixture
def ballots(people, clear, answers) -> tuple[bytes, ...]:
    return (
        make_ballot(clear(), answers, people.rosa),
        make_ballot(clear(member="M3", revision=1, previous=None), answers[:2], people.paul),
    )


@pytest.fixture
def request_file(people, ballots, cheap) -> bytes:
    request = OpeningRequest(
        selection="sel-1", round=1, title="Selección", list_digest="dd" * 32, witness=people.witness.public,
        locked=lock(people.witness, PASSPHRASE, cheap), ballots=ballots, made_at="2026-11-25T10:00:00+00:00",
    )  # fmt: skip
    return make_request(request, people.file)


def test_what_the_witness_took_off_opens_with_the_chair_s_key(people, ballots, answers, request_file) -> None:
    part = read_part(make_part(read_request(request_file), PASSPHRASE))

    opened = [
        open_ballot_inner(read_ballot(data)[0], open_outer_from(part, data), people.chair).answers for data in ballots
    ]
    assert opened == [tuple(answers), tuple(answers[:2])]


def test_the_witness_sees_whose_ballots_they_are_and_no_answer(request_file, people) -> None:
    request = read_request(request_file)

    assert [clear.member for clear, _envelope in clear_parts(request)] == ["M7", "M3"]
    assert request.file_key == people.file.public
    part = make_part(request, PASSPHRASE)
    for hidden in (b"hidden-remark", b"concern", "très".encode()):
        assert hidden not in part
        assert hidden not in request_file


def test_the_part_is_still_sealed_to_the_chair(people, ballots, request_file) -> None:
    part = read_part(make_part(read_request(request_file), PASSPHRASE))

    for box in part.boxes.values():
        with pytest.raises(Exception, match=r".+"):
            people.witness.open(box)


def test_a_wrong_passphrase_makes_no_part(request_file) -> None:
    with pytest.raises(WrongPassphrase):
        make_part(read_request(request_file), "another passphrase, long enough")


def test_a_request_with_another_witness_s_locked_key_is_refused(people, ballots, cheap) -> None:
    request = OpeningRequest(
        selection="sel-1", round=1, title="", list_digest="dd" * 32, witness=people.witness.public,
        locked=lock(OpeningKey.new(), PASSPHRASE, cheap), ballots=ballots,
    )  # fmt: skip
    with pytest.raises(WrongOpener):
        make_part(read_request(make_request(request, people.file)), PASSPHRASE)


def test_a_part_for_other_ballots_is_not_taken(people, clear, answers, request_file) -> None:
    part = read_part(make_part(read_request(request_file), PASSPHRASE))
    later = make_ballot(clear(revision=3), answers, people.rosa)

    with pytest.raises(Unreadable, match="other ballots"):
        open_outer_from(part, later)


def test_changed_bytes_of_request_and_part_are_found(request_file) -> None:
    part = make_part(read_request(request_file), PASSPHRASE)
    rng = random.Random(7)
    for data, read in ((request_file, read_request), (part, read_part)):
        header_end = 3000
        places = [*range(0, min(header_end, len(data)), 7), *rng.sample(range(len(data)), 60)]
        for at in places:
            changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            with pytest.raises(RapporteurError):
                read(changed)


def test_pieces_that_end_early_are_refused(people, ballots, cheap) -> None:
    from rapporteur_app.trust.at_distance import _unpacked

    with pytest.raises(Unreadable, match="ends before"):
        _unpacked(b"\0\0\0\x09short")
    with pytest.raises(Unreadable, match="ends before"):
        _unpacked(b"\0\0")
