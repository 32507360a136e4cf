"""Who is suggested as one person: found among many, kept apart, joined already, stopped half-way."""

from itertools import combinations

import pytest

from rapporteur_app.errors import Cancelled
from rapporteur_app.intake import blocking
from rapporteur_app.intake.blocking import candidate_pairs
from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.joining import THRESHOLD
from rapporteur_app.intake.matching import compare, traits
from rapporteur_app.intake.merging import LISTED, keep_apart, merge, suggest, undo_merge
from rapporteur_app.progress import Cancellable
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.workspace import SECRETARIAT
from tests.reference.pairs.measure import read_pairs


class Watched(Cancellable):
    """Counts what is reported, and cancels after so many units."""

    def __init__(self, most=None):
        super().__init__()
        self.total, self.done, self.most = None, 0, most

    def start(self, what, total=None):
        self.total = total

    def advance(self, units=1):
        self.done += units
        if self.most is not None and self.done >= self.most:
            self.cancel()
        super().advance(units)


@pytest.fixture
def selection(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "en") as workspace:
        yield workspace


def candidates(workspace, *names, **fields):
    for name in names:
        nominate(workspace, SECRETARIAT, {"nominee_name": name, **fields})


def suggested(workspace, progress=None):
    with workspace.reading() as reader:
        return suggest(reader, progress or Watched())


def known(*names):
    return [traits(name, {}) for name in names]


def places(found):
    return {tuple(pair) for pair in found.tolist()}


def test_the_most_alike_come_first(selection):
    candidates(selection, "Óscar Arias Sánchez", "Rodrigo Arias Sánchez", "Arias Sanchez, Oscar", "O. Arias")
    found = suggested(selection)
    assert [each.as_json()["ids"] for each in found][:1] == [["C1", "C3"]]
    assert {each.as_json()["above"] for each in found if each.first.id == 1 and each.second.id == 4} == {True}
    assert not [each for each in found if each.score >= THRESHOLD and 2 in (each.first.id, each.second.id)]
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_who_was_kept_apart_is_left_out(selection):
    candidates(selection, "Óscar Arias", "Oscar Arias Sánchez", "Wolfgang Zettelmeyer")
    assert len(suggested(selection)) == 1
    keep_apart(selection, SECRETARIAT, 2, 1)
    assert suggested(selection) == []


def test_who_was_joined_is_left_out_until_it_is_undone(selection):
    candidates(selection, "Óscar Arias", "Oscar Arias Sánchez")
    (joined,) = merge(selection, SECRETARIAT, [1, 2])
    assert suggested(selection) == []
    undo_merge(selection, SECRETARIAT, joined.id)
    assert len(suggested(selection)) == 1


def test_nobody_is_like_nobody(selection):
    progress = Watched()
    assert suggested(selection, progress) == []
    assert progress.done == progress.total == 0


@pytest.mark.parametrize("most", [1, 3, 6, 8])
def test_it_stops_where_it_is_cancelled(selection, monkeypatch, most):
    monkeypatch.setattr(blocking, "BLOCK", 2)
    candidates(selection, "Óscar Arias", "Oscar Arias", "O. Arias Sánchez", "Óscar Arias Sánchez")
    with pytest.raises(Cancelled):
        suggested(selection, Watched(most))
    watched = Watched()
    assert suggested(selection, watched)
    assert watched.done == watched.total == 8


@pytest.fixture(scope="module")
def crowd():
    rows = [row for row in read_pairs() if row["half"] == "tune"][::4]
    return [
        traits(row[f"name_{side}"], {what: row[f"{what}_{side}"] for what in ("email", "organisation", "country")})
        for row in rows
        for side in ("a", "b")
    ]


def test_comparing_few_pairs_finds_whom_comparing_all_finds(crowd, monkeypatch):
    monkeypatch.setattr(blocking, "BLOCK", 100)
    found = places(candidate_pairs(crowd))
    assert len(found) < len(crowd) ** 2 / 2 / 20
    for one, two in combinations(range(len(crowd)), 2):
        if compare(crowd[one], crowd[two], THRESHOLD):
            assert (one, two) in found, (crowd[one].text, crowd[two].text)


def test_common_words_find_the_same_pairs_as_rare_ones(crowd, monkeypatch):
    found = places(candidate_pairs(crowd))
    monkeypatch.setattr(blocking, "RARE", 0)
    assert places(candidate_pairs(crowd)) == found


def test_each_pair_comes_once_and_in_order():
    pairs = candidate_pairs(known("Ana Sá", "Ana Sa", "A. Sá", "Sá, Ana", "Rui Costa")).tolist()
    assert len(pairs) == len({tuple(pair) for pair in pairs})
    assert all(one < two for one, two in pairs)
    assert {tuple(pair) for pair in pairs} == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}


def test_a_name_that_fits_a_crowd_is_compared_at_its_organisation_only(monkeypatch):
    monkeypatch.setattr(blocking, "CROWD", 2)
    bodies = {"Alba Inés Silva": "UNAM", "Alma Prado Silva": "IBM", "Aldo Tomás Silva": "CEPAL", "A. Silva": "cepal"}
    people = [traits(name, {"organisation": body}) for name, body in bodies.items()]
    assert {pair for pair in places(candidate_pairs(people)) if 3 in pair} == {(2, 3)}


def test_the_same_address_is_compared_unless_it_is_an_office_s(monkeypatch):
    people = [traits(name, {"email": "x@example.org"}) for name in ("Ana Pérez", "Berta Gómez", "Carla Ruiz")]
    assert places(candidate_pairs(people)) == {(0, 1), (0, 2), (1, 2)}
    monkeypatch.setattr(blocking, "OFFICE", 2)
    assert places(candidate_pairs(people)) == set()


def test_what_is_listed_has_the_points(selection):
    candidates(selection, "Antonio Moreno", organisation="IBM")
    candidates(selection, "Antonio Moreno Ruiz", organisation="Universidad de Chile")
    (found,) = suggested(selection)
    assert LISTED <= found.score < THRESHOLD
    assert not found.above
