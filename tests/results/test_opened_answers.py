"""What comes out of a ballot is only what its pack asked for; else nothing opens, and the member and cell are named."""

from dataclasses import replace

import pytest

from rapporteur_app.errors import RapporteurError
from rapporteur_app.model import Opening, Score, ScoreState
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.unsealing import BadBallot
from rapporteur_app.scoring import ballots
from rapporteur_app.workspace import SECRETARIAT


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"value": 9.0}, "C1, KNOW"),
        ({"value": 0.0}, "C1, KNOW"),
        ({"value": 2.5}, "C1, KNOW"),
        ({"candidate": 99}, "C99, KNOW"),
        ({"criterion": "BRIBE"}, "C1, BRIBE"),
        ({"criterion": "BAL"}, "C1, BAL"),
        ({"criterion": "INTEG"}, "C1, INTEG"),
        ({"value": None, "state": ScoreState.PASS}, "C1, KNOW"),
        ({"value": None, "state": ScoreState.CONCERN}, "C1, KNOW"),
    ],
)
def test_an_answer_that_nobody_asked_for_stops_the_opening(prepared, monkeypatch, changes, cell):
    made = prepared()
    made.declare_all()
    one, two, _ = made.packs()
    work = made.work(two)
    given = work.answers[1, "KNOW"]
    place = changes.get("criterion", "OTHER" if "candidate" in changes else "KNOW")
    work.answers[1, place] = replace(given, **changes)
    monkeypatch.setattr(ballots, "asked_answers", lambda _pack, work: work.answers)  # another program's ballot
    assert [found.status for found in made.collect(made.ballot(one), made.ballot(two, work))] == ["accepted"] * 2
    with pytest.raises(RapporteurError, match=rf"ballot of M2 holds a score that its pack did not ask for: {cell}"):
        open_results(made.workspace, SECRETARIAT, made.passphrases.chair, made.passphrases.witness)
    with made.workspace.reading() as reader:
        assert (reader.count(Score), reader.count(Opening)) == (0, 0)


@pytest.mark.parametrize("name", ["Zed", "C01", "c1", "C0", "C\u0661", "C" + "9" * 40, ""])
def test_a_candidate_who_is_named_otherwise_stops_it_and_can_be_left_out(prepared, monkeypatch, name):
    made = prepared()
    made.declare_all()
    one, two, _ = made.packs()
    right = ballots.sealed
    first = made.ballot(one)
    with monkeypatch.context() as patch:
        patch.setattr(ballots, "sealed", lambda answer: replace(right(answer), candidate=name)
                      if (answer.candidate, answer.criterion) == (1, "KNOW") else right(answer))  # fmt: skip
        second = made.ballot(two)
    assert [found.status for found in made.collect(first, second)] == ["accepted"] * 2
    keys = (made.passphrases.chair, made.passphrases.witness)
    with pytest.raises(BadBallot, match=r"Nothing was opened\. Ask M2"):
        open_results(made.workspace, SECRETARIAT, *keys)
    opening = open_results(made.workspace, SECRETARIAT, *keys, leave_out={2: "unreadable"})
    assert [row["member"] for row in opening.left_out] == ["M2"]


def test_a_number_that_no_computer_holds_is_no_ballot(prepared):
    made = prepared()
    made.declare_all()
    pack = made.packs(1)[0]
    work = made.work(pack)
    work.answers[1, "KNOW"] = replace(work.answers[1, "KNOW"], value=10**400)
    with pytest.raises(RapporteurError):
        made.ballot(pack, work)
