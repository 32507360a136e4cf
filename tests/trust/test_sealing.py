"""Sealing: neither chair nor witness reads alone; length tells nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur_app.trust.errors import Unreadable, WrongOpener
from rapporteur_app.trust.sealing import (
    SMALLEST_BLOCK,
    Openers,
    block_size,
    is_block,
    open_inner,
    open_outer,
    pad,
    seal,
    unpad,
)


def test_witness_then_chair(people, openers) -> None:
    sealed = seal(b"scores", openers)
    assert open_inner(open_outer(sealed, people.witness), people.chair) == b"scores"


def test_the_chair_alone_reads_nothing(people, openers) -> None:
    sealed = seal(b"scores", openers)
    with pytest.raises(WrongOpener):
        open_inner(sealed, people.chair)
    with pytest.raises(WrongOpener):
        open_outer(sealed, people.chair)


def test_the_witness_alone_reads_nothing(people, openers) -> None:
    inner = open_outer(seal(b"scores of everyone", openers), people.witness)
    assert b"scores" not in inner
    with pytest.raises(WrongOpener):
        open_inner(inner, people.witness)


def test_a_stranger_opens_neither_box(people, openers) -> None:
    sealed = seal(b"scores", openers)
    with pytest.raises(WrongOpener, match="this witness's key"):
        open_outer(sealed, people.stranger)
    with pytest.raises(WrongOpener, match="this chair's key"):
        open_inner(open_outer(sealed, people.witness), people.stranger)


def test_one_keyholder_one_box(people) -> None:
    alone = Openers(people.chair.public)
    assert alone.one_keyholder
    assert open_inner(seal(b"scores", alone), people.chair) == b"scores"


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(47), bytes(48), bytes(200)])
def test_what_is_no_box_does_not_open(sealed, people) -> None:
    with pytest.raises(WrongOpener):
        open_outer(sealed, people.witness)


@pytest.mark.parametrize("key", ["", "00", "zz" * 32, "00" * 32])
def test_a_damaged_opening_key_seals_nothing(key, people) -> None:
    with pytest.raises(Unreadable, match="ask for a new pack"):
        seal(b"scores", Openers(people.chair.public, key))


@pytest.mark.parametrize(
    ("candidates", "criteria", "expected"),
    [
        (1, 1, 64),
        (0, 0, 64),
        (32, 8, 64),
        (257, 1, 128),
        (33, 8, 128),
        (500, 8, 1024),
        (512, 8, 1024),
        (10**6, 99, 16384),
    ],
)
def test_the_block_fits_all_answers(candidates, criteria, expected) -> None:
    assert block_size(candidates, criteria) == expected * 1024
    assert is_block(block_size(candidates, criteria))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2))
def test_padding_comes_off_again(tail, blocks) -> None:
    content = bytes(SMALLEST_BLOCK * blocks) + tail
    padded = pad(content, SMALLEST_BLOCK)
    assert len(padded) == SMALLEST_BLOCK * (blocks + 1)
    assert unpad(padded, SMALLEST_BLOCK) == content


def test_a_full_block_gets_another() -> None:
    content = b"\x80" * SMALLEST_BLOCK
    assert unpad(pad(content, SMALLEST_BLOCK), SMALLEST_BLOCK) == content


@pytest.mark.parametrize("padded", [b"", b"x", bytes(SMALLEST_BLOCK), bytes(SMALLEST_BLOCK + 1), b"x" * SMALLEST_BLOCK])
def test_what_is_not_padded_is_refused(padded) -> None:
    with pytest.raises(Unreadable):
        unpad(padded, SMALLEST_BLOCK)


@pytest.mark.parametrize("block", [0, 1, 16, 65_535, 3 * SMALLEST_BLOCK, 2**30])
def test_only_a_pack_s_blocks_are_blocks(block) -> None:
    assert not is_block(block)
    with pytest.raises(Unreadable):
        unpad(pad(b"x", SMALLEST_BLOCK), block)
