from collections import defaultdict

import pytest

from rapporteur_app.intake.joining import THRESHOLD
from tests.reference.pairs.build_pairs import COLUMNS, HARD, HERE, build, compatible, key
from tests.reference.pairs.measure import HALVES, figures, read_pairs, score

SIDES = ("a", "b")


@pytest.fixture(scope="module")
def pairs():
    return read_pairs()


def side(row, letter):
    return tuple(row[f"{name}_{letter}"] for name in ("name", "organisation", "country", "email"))


def test_the_same_extracts_give_the_same_bytes():
    assert build().encode() == (HERE / "pairs.csv").read_bytes()


def test_there_are_enough_pairs_and_enough_hard_ones(pairs):
    others = [row for row in pairs if row["same"] == "0"]
    assert len(pairs) >= 1200
    assert len(others) >= 0.4 * len(pairs)
    assert sum("derived" in row["source"] for row in pairs) <= 0.3 * len(pairs)
    for half in HALVES:
        here = [row for row in pairs if row["half"] == half]
        assert len(here) >= 500
        assert sum(row["kind"] in HARD for row in here) >= len(here) / 3


def test_each_pair_is_filled_and_stands_once(pairs):
    assert tuple(pairs[0]) == COLUMNS
    assert len({row["id"] for row in pairs}) == len(pairs)
    seen = {frozenset(side(row, letter) for letter in SIDES) for row in pairs}
    assert len(seen) == len(pairs)
    for row in pairs:
        assert row["same"] in {"0", "1"}
        assert row["half"] in HALVES
        assert all(row[name] for name in ("kind", "source", "name_a", "name_b"))


def test_no_person_is_in_both_halves(pairs):
    halves = defaultdict(set)
    for row in pairs:
        for letter in SIDES:
            halves[key(row[f"name_{letter}"])].add(row["half"])
    assert {name for name, where in halves.items() if len(where) > 1} == set()


def test_something_tells_different_persons_apart(pairs):
    for row in pairs:
        if row["same"] == "0" and compatible(row["name_a"], row["name_b"]):
            fields = [(row[f"{name}_a"], row[f"{name}_b"]) for name in ("organisation", "country", "email")]
            assert any(one != two for one, two in fields), row


def test_no_two_labels_contradict_each_other(pairs):
    labels = defaultdict(set)
    for row in pairs:
        labels[frozenset((row["name_a"].casefold(), row["name_b"].casefold()))].add(row["same"])
    assert {names for names, said in labels.items() if len(said) > 1} == set()


def test_no_address_is_a_real_one(pairs):
    addresses = {row[f"email_{letter}"] for row in pairs for letter in SIDES} - {""}
    assert addresses
    assert all(address.endswith("@example.org") for address in addresses)


def test_the_files_stay_small():
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.suffix != ".pyc") < 1_000_000


def test_the_matcher_is_measured_as_the_program_uses_it(pairs):
    accent = next(row for row in pairs if row["kind"] == "accent")
    assert score(accent) >= THRESHOLD
    swapped = {**accent, "name_a": accent["name_b"], "name_b": accent["name_a"]}
    assert score(swapped) == score(accent)
    assert score({**accent, "name_b": "Wolfgang Zettelmeyer"}) < THRESHOLD


@pytest.mark.parametrize("half", HALVES)
def test_nearly_all_matches_are_suggested_and_little_else(pairs, half):
    counted = figures([(score(row), row) for row in pairs if row["half"] == half], THRESHOLD)
    assert counted.recall >= 0.98
    assert counted.precision >= 0.95


def test_recall_and_precision_are_counted():
    match, other = {"same": "1"}, {"same": "0"}
    counted = figures([(90.0, match), (80.0, match), (86.0, other), (10.0, other)], 85.0)
    assert (counted.recall, counted.precision) == (0.5, 0.5)
    assert (figures([], 85.0).recall, figures([], 85.0).precision) == (0.0, 0.0)
