"""A ballot on the member's machine: what a final one asks for, and what a table of scores may hold."""

import pytest

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.model import Interest
from rapporteur_app.scoring.ballots import gaps, member_key, open_work, read_scores
from rapporteur_app.scoring.declarations import confirm_recusal, declare
from rapporteur_app.scoring.work import Work, load_work, save_work
from rapporteur_app.trust.ballots import read_ballot
from rapporteur_app.workspace import SECRETARIAT


def row(candidate, criterion, score, comment=""):
    return {"candidate": candidate, "criterion": criterion, "score": score, "comment": comment}


def test_a_final_ballot_refuses_blanks_and_writes_nothing(ready):
    (pack,) = ready.packs(1)
    work = ready.work(pack, {(2, "KNOW"): ""})
    with pytest.raises(BadInput, match=r"Not final: 1 things are missing \(C2, KNOW: no score yet\)"):
        ready.ballot(pack, work)
    assert not list(ready.folder.glob("*.ballot"))
    assert work.revision == 0


def test_a_final_ballot_asks_for_comments(ready):
    (pack,) = ready.packs(1)
    work = ready.work(pack)
    work.answers = read_scores(pack, [row(f"C{n}", code, text) for n in (1, 2, 3)
                                      for code, text in (("KNOW", "5"), ("REPR", "5"), ("INTEG", "pass"))])  # fmt: skip
    assert [str(gap) for gap in gaps(pack, work)] == [
        f"C{n}, REPR: a comment is asked for this score" for n in (1, 2, 3)
    ]


def test_a_draft_may_have_blanks(ready):
    (pack,) = ready.packs(1)
    path = ready.ballot(pack, ready.work(pack, {(2, "KNOW"): ""}), final=False)
    clear, _ = read_ballot(path.read_bytes())
    assert (clear.final, clear.answered, clear.due, clear.revision) == (False, 8, 9, 1)


def test_revisions_follow_each_other(ready):
    (pack,) = ready.packs(1)
    work = ready.work(pack)
    first = read_ballot(ready.ballot(pack, work).read_bytes())
    second = read_ballot(ready.ballot(pack, work).read_bytes())
    assert (first[0].revision, second[0].revision) == (1, 2)
    assert (first[0].previous, second[0].previous) == (None, first[1].digest)


def test_no_score_stands_in_the_clear(ready):
    (pack,) = ready.packs(1)
    work = ready.work(pack)
    data = ready.ballot(pack, work).read_bytes()
    assert b"because" not in data
    assert b"KNOW" not in data


def test_a_conflict_found_while_scoring_stops_that_candidate(ready):
    (pack,) = ready.packs(1)
    work = ready.work(pack, {(2, "KNOW"): ""})
    work.conflicts[2] = "my cousin"
    clear, _ = read_ballot(ready.ballot(pack, work).read_bytes())
    assert clear.due == 6
    assert [(each.candidate, each.reason) for each in clear.conflicts] == [("C2", "my cousin")]


def test_scores_by_name_or_id(ready):
    (pack,) = ready.packs(1)
    found = read_scores(pack, [row("ana  paz", "know", "4,0"), row("C2", "INTEG", "Concern", "a case")])
    assert found[1, "KNOW"].value == 4
    assert found[2, "INTEG"].comment == "a case"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row("Zoe", "KNOW", "4"), "Row 3: the pack has no candidate “Zoe”"),
        (row("C2", "BAL", "4"), "Row 3: there is no criterion “BAL”"),
        (row("C2", "KNOW", "9"), "Row 3: “9” is not on the scale"),
        (row("C1", "KNOW", "4"), "Row 3: C1 has a score on KNOW already"),
        (row("C2", "KNOW", "4", "x" * 2001), "Row 3: the comment is longer"),
    ],
)
def test_a_bad_row_is_named(ready, bad, said):
    (pack,) = ready.packs(1)
    with pytest.raises(BadInput) as caught:
        read_scores(pack, [row("C1", "KNOW", "4"), bad])
    assert said in str(caught.value)


def test_a_recused_candidate_is_left_out(ready):
    declare(ready.workspace, SECRETARIAT, 1, 2, Interest.CONFLICT, "same employer")
    confirm_recusal(ready.workspace, SECRETARIAT, 1, 2)
    (pack,) = ready.packs(1)
    with pytest.raises(BadInput, match="you are recused on C2"):
        read_scores(pack, [row("C2", "KNOW", "4")])


def test_work_is_kept_between_sittings(ready, tmp_path):
    (pack,) = ready.packs(1)
    work, path = open_work(pack)
    work.answers, work.notes[1], work.conflicts[2] = ready.work(pack).answers, "ask about 2019", "my cousin"
    save_work(path, work)
    assert open_work(pack)[0] == work
    assert path.stat().st_mode & 0o077 == 0


def test_the_work_on_another_pack_is_not_taken(ready, tmp_path):
    save_work(tmp_path / "w.json", Work("other", 1, 1))
    with pytest.raises(UnreadableFile, match="another pack"):
        load_work(tmp_path / "w.json", ready.workspace.id, 1, 1)
    (tmp_path / "w.json").write_text("{")
    with pytest.raises(UnreadableFile):
        load_work(tmp_path / "w.json", ready.workspace.id, 1, 1)


def test_a_members_key_stays_the_same(ready, tmp_path):
    (pack,) = ready.packs(1)
    assert member_key(pack, ready.store).public == member_key(pack, ready.store).public
    file = tmp_path / "my.key"
    assert member_key(pack, ready.store, file).public == member_key(pack, ready.store, file).public


def test_a_ballot_into_a_folder_that_is_not_there_makes_it(ready, tmp_path):
    from rapporteur_app.scoring.ballots import member_key, open_work, submit
    from rapporteur_app.trust.keystore import KeyStore

    pack = ready.packs()[0]
    work, place = open_work(pack, tmp_path / "work.json")
    out = tmp_path / "new" / "M1.ballot"
    submit(pack, work, place, out, member_key(pack, KeyStore(use_keyring=False)), final=False)
    assert out.is_file()
