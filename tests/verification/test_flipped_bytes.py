"""Any byte of the file may be another: a logged row that changed is always found, and nothing is ever thrown."""

import random

import pytest

from rapporteur_app.errors import RapporteurError
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import Workspace
from rapporteur_app.workspace.images import all_images, compact, logged_tables

FLIPS = 60


def rows_of(path):
    """Every logged row, as bytes that are the same only for the same values."""
    with Workspace.open(path, write=False) as workspace, workspace.reading() as reader:
        connection = reader.session.connection()
        return [compact([table.name, *row]) for table in logged_tables() for row in all_images(connection, table)]


def is_ok(path):
    try:
        with Workspace.open(path, write=False) as workspace:
            return verify(workspace).ok
    except RapporteurError:
        return False


@pytest.mark.parametrize("seed", range(10))
def test_flipped_bytes_never_pass_as_well(filled, seed):
    good, chance, wanted = filled.read_bytes(), random.Random(seed), rows_of(filled)
    assert is_ok(filled)
    for _ in range(FLIPS):
        data = bytearray(good)
        for _ in range(chance.choice([1, 1, 1, 4])):
            place = chance.randrange(len(data)) if chance.random() < 0.5 else chance.choice(written(good))
            data[place] ^= chance.randrange(1, 256)
        filled.write_bytes(data)
        if is_ok(filled):
            assert rows_of(filled) == wanted


def written(data):
    """The places of the file that are not empty."""
    return [place for place, byte in enumerate(data) if byte]


@pytest.mark.parametrize("length", [0, 1, 99, 100, 4096, 5000, 40_000, -1, -4096])
def test_a_file_that_was_cut_off_never_passes(filled, length):
    filled.write_bytes(filled.read_bytes()[:length])
    assert not is_ok(filled)


@pytest.mark.parametrize("seed", range(5))
def test_pages_that_were_swapped_never_pass_unless_the_rows_are_the_same(filled, seed):
    good, chance, wanted = filled.read_bytes(), random.Random(seed), rows_of(filled)
    for _ in range(20):
        pages = [good[at : at + 4096] for at in range(0, len(good), 4096)]
        one, other = chance.sample(range(1, len(pages)), 2)
        pages[one], pages[other] = pages[other], pages[one]
        filled.write_bytes(b"".join(pages))
        if is_ok(filled):
            assert rows_of(filled) == wanted
