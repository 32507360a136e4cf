"""The ranking of a small case, worked out by hand, and the shortlist's rules."""

import pytest

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Recusal, Score
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.ranking import first_ranked, ranking_order, read_ranking, results_json
from rapporteur_app.results.shortlist import make_shortlist, shortlist_json
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.workspace import SECRETARIAT


@pytest.fixture
def made(returned):
    ready = returned()
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    change_settings(ready.workspace, SECRETARIAT, {"shortlist_min": "1", "shortlist_max": "2"})
    return ready


def rows(made):
    with made.workspace.reading() as reader:
        return {row["id"]: row for row in results_json(reader)["candidates"]}


def test_the_numbers_by_hand(made):
    found = rows(made)
    ana, beto, cleo = found["C1"], found["C2"], found["C3"]
    # Ana: KNOW (5 + 4) / 2, one abstained; REPR (3 + 4 + 5) / 3; 0.6 · 4.5 + 0.4 · 4
    assert ana["total"] == pytest.approx(4.3)
    assert ana["percent"] == pytest.approx(82.5)
    assert (ana["rank"], ana["criteria"]["KNOW"]["n"]) == (1, 2)
    # Beto: KNOW 7/3, REPR 3; under the threshold 2.5 of KNOW; one concern
    assert beto["total"] == pytest.approx(0.6 * 7 / 3 + 0.4 * 3)
    assert (beto["rank"], beto["below"], beto["gates"]["INTEG"]) == (2, ["KNOW"], {"pass": 2, "concern": 1})
    # Cleo: nobody had evidence on REPR
    assert (cleo["total"], cleo["rank"], cleo["incomplete"]) == (None, None, True)
    with made.workspace.reading() as reader:
        assert ranking_order(reader) == [1, 2]
        assert first_ranked(read_ranking(reader, draws=0)) == [1]


def test_a_later_recusal_excludes_a_score_and_keeps_it(made):
    with made.workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add(Recusal(member_id=1, candidate_id=1, confirmed_at="2021-04-12T00:00:00+00:00"))
    ana = rows(made)["C1"]
    assert ana["criteria"]["KNOW"]["value"] == pytest.approx(4)
    assert ana["total"] == pytest.approx(0.6 * 4 + 0.4 * 4.5)
    with made.workspace.reading() as reader:
        assert reader.first(Score, member_id=1, candidate_id=1, criterion="KNOW").value == 5


def test_there_is_no_ranking_before_the_opening(returned):
    ready = returned()
    with ready.workspace.reading() as reader:
        assert ranking_order(reader) == []
        with pytest.raises(WrongStage):
            read_ranking(reader)


def shortlist(made, chosen, reasons, left=None):
    return make_shortlist(made.workspace, SECRETARIAT, chosen, reasons, left)


def test_a_shortlist_with_reasons(made):
    shortlist(made, [1], {1: " knows it "})
    with made.workspace.reading() as reader:
        found = shortlist_json(reader)
    assert found["shortlist"] == [{"id": "C1", "name": "Ana Paz", "position": 1, "reason": "knows it"}]


@pytest.mark.parametrize(
    ("chosen", "reasons", "left", "said"),
    [
        ([], {}, {}, "1 to 2 names, not 0"),
        ([1, 2, 3], {}, {}, "1 to 2 names, not 3"),
        ([1, 1], {1: "x"}, {}, "stands twice"),
        ([1], {}, {}, "reason for C1"),
        ([1], {1: " "}, {}, "reason for C1"),
        ([2], {2: "x"}, {}, "C1 is ranked above the cut line"),
    ],
)
def test_what_a_shortlist_must_keep(made, chosen, reasons, left, said):
    with pytest.raises(BadInput, match=said):
        shortlist(made, chosen, reasons, left)
    with made.workspace.reading() as reader:
        assert shortlist_json(reader) == {"shortlist": [], "left_out": []}


def test_whoever_is_left_out_above_the_line_has_a_reason(made):
    shortlist(made, [2], {2: "region"}, {1: "withdrew in the meeting"})
    with made.workspace.reading() as reader:
        assert [row["id"] for row in shortlist_json(reader)["left_out"]] == ["C1"]
    shortlist(made, [1], {1: "after all"})
    with made.workspace.reading() as reader:
        assert shortlist_json(reader)["left_out"] == []


def test_nobody_unknown_is_shortlisted(made):
    with pytest.raises(NotFound):
        shortlist(made, [9], {9: "x"})


def test_a_policy_may_keep_those_below_a_threshold_off(returned):
    ready = returned(**{"policy.below_threshold": "exclude", "shortlist_min": "1"})
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    with pytest.raises(BadInput, match="C2 is below a threshold"):
        shortlist(ready, [1, 2], {1: "x", 2: "y"})


def test_renormalising_ranks_the_incomplete(returned):
    ready = returned(**{"policy.incomplete": "renormalise"})
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    cleo = rows(ready)["C3"]
    assert (cleo["total"], cleo["incomplete"], cleo["rank"]) == (4, True, 2)
