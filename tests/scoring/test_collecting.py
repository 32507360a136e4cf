"""Collecting: each status that a file may get, and which ballot counts in the end."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from rapporteur_app.errors import WrongStage
from rapporteur_app.intake.merging import merge
from rapporteur_app.model import Ballot, BallotStatus, Declaration, Interest
from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.admitting import admit_ballot
from rapporteur_app.scoring.board import progress_json
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.judging import counting_ballot
from rapporteur_app.scoring.work import Work
from rapporteur_app.setup.criteria import freeze, load_criteria
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT, Workspace
from rapporteur_app.workspace.undo import acts

S = BallotStatus


def statuses(ready, *files):
    return [found.status for found in ready.collect(*files)]


def counts(ready, member=1):
    with ready.workspace.reading() as reader:
        ballot = counting_ballot(reader, member, 1)
        return ballot and ballot.revision


@pytest.fixture
def pack(ready):
    return ready.packs(1, 2)[0]


def test_accepted_and_again_unchanged(ready, pack):
    path = ready.ballot(pack)
    (found,) = ready.collect(path)
    assert (found.status, found.member, found.revision, found.scored, found.due) == (S.ACCEPTED, "M1", 1, 9, 9)
    assert found.taken
    assert statuses(ready, path) == [S.UNCHANGED]
    assert counts(ready) == 1
    with ready.workspace.reading() as reader:
        assert reader.count(Ballot) == 1


def test_a_draft_is_kept_and_does_not_count(ready, pack):
    work = ready.work(pack, {(2, "KNOW"): ""})
    assert statuses(ready, ready.ballot(pack, work, final=False)) == [S.DRAFT]
    assert counts(ready) is None
    assert statuses(ready, ready.ballot(pack, ready_work(ready, pack, work))) == [S.ACCEPTED]
    assert counts(ready) == 2


def ready_work(ready, pack, earlier):
    work = ready.work(pack)
    work.revision, work.previous = earlier.revision, earlier.previous
    return work


def test_a_draft_after_a_final_one_leaves_the_final_one(ready, pack):
    work = ready.work(pack)
    assert statuses(ready, ready.ballot(pack, work)) == [S.ACCEPTED]
    assert statuses(ready, ready.ballot(pack, work, final=False)) == [S.DRAFT]
    assert counts(ready) == 1


def test_an_older_one_is_kept_aside(ready, pack):
    work = ready.work(pack)
    first, second = ready.ballot(pack, work), ready.ballot(pack, work)
    found = ready.collect(second, first)
    assert [each.status for each in found] == [S.ACCEPTED, S.OLDER]
    assert "Revision 1 did not arrive" in str(found[0].reasons[0])
    assert counts(ready) == 2


def test_a_late_one_waits_for_the_chair(ready, pack):
    path = ready.ballot(pack)
    change_settings(ready.workspace, SECRETARIAT, {"scoring_deadline": "2021-04-10T12:00"})
    assert statuses(ready, path) == [S.LATE]
    assert counts(ready) is None
    with pytest.raises(WrongStage, match="reason"):
        admit_ballot(ready.workspace, SECRETARIAT, 1, " ")
    admit_ballot(ready.workspace, SECRETARIAT, 1, "the network was down")
    assert counts(ready) == 1
    with pytest.raises(WrongStage, match="waits"):
        admit_ballot(ready.workspace, SECRETARIAT, 2, "why not")


def test_a_late_revision_leaves_the_one_in_time(ready, pack):
    work = ready.work(pack)
    assert statuses(ready, ready.ballot(pack, work)) == [S.ACCEPTED]
    change_settings(ready.workspace, SECRETARIAT, {"scoring_deadline": "2021-04-10T12:00"})
    assert statuses(ready, ready.ballot(pack, work)) == [S.LATE]
    assert counts(ready) == 1


def test_a_stranger_and_another_key(ready, pack):
    stranger = replace(pack, header=replace(pack.header, member="M9"))
    assert statuses(ready, ready.ballot(stranger, key=SigningKey.new())) == [S.WRONG_MEMBER]
    assert statuses(ready, ready.ballot(pack)) == [S.ACCEPTED]
    forged = ready.ballot(pack, ready_work(ready, pack, Work("", 1, 1, revision=1)), key=SigningKey.new())
    (found,) = ready.collect(forged)
    assert found.status is S.WRONG_MEMBER
    assert "Not signed with M1's key" in str(found.reasons[0])
    assert counts(ready) == 1


def test_what_another_key_signed_is_kept_and_disturbs_nothing(ready, pack):
    work = ready.work(pack)
    first = ready.ballot(pack, work)
    forged = ready.ballot(pack, ready_work(ready, pack, work), key=SigningKey.new())
    assert statuses(ready, first, forged) == [S.ACCEPTED, S.WRONG_MEMBER]
    assert statuses(ready, forged) == [S.UNCHANGED]
    with ready.workspace.reading() as reader:
        kept = reader.need(Ballot, 2)
        assert (kept.status, kept.data) == (S.WRONG_MEMBER, forged.read_bytes())
        assert progress_json(reader)["members"][0]["status"] == "accepted"
    with pytest.raises(WrongStage, match="waits"):
        admit_ballot(ready.workspace, SECRETARIAT, 1, "it came by post")
    assert statuses(ready, ready.ballot(pack, work)) == [S.ACCEPTED], "its number 2 is not taken by the forged one"
    assert counts(ready) == 2
    assert verify(ready.workspace).ok


def test_a_late_draft_cannot_be_admitted(ready, pack):
    path = ready.ballot(pack, final=False)
    change_settings(ready.workspace, SECRETARIAT, {"scoring_deadline": "2021-04-10T12:00"})
    assert statuses(ready, path) == [S.LATE]
    with pytest.raises(WrongStage, match="waits"):
        admit_ballot(ready.workspace, SECRETARIAT, 1, "it came by post")
    assert counts(ready) is None


def test_another_selection(ready, pack):
    other = replace(pack, header=replace(pack.header, selection="11111111-2222-3333-4444-555555555555"))
    assert statuses(ready, ready.ballot(other)) == [S.WRONG_SELECTION]


def test_another_version_of_the_criteria_is_kept_and_flagged(ready, pack):
    path = ready.ballot(pack)
    load_criteria(ready.workspace, SECRETARIAT, replace(ready.rubric, criteria=ready.rubric.criteria[:2]))
    freeze(ready.workspace, SECRETARIAT, "a test")
    assert statuses(ready, path) == [S.WRONG_RUBRIC]
    assert counts(ready) is None
    with ready.workspace.reading() as reader:
        assert reader.count(Ballot) == 1


def test_two_files_with_one_revision_count_neither(ready, pack):
    one = ready.ballot(pack, ready.work(pack, "4"))
    other = ready.ballot(pack, ready.work(pack, "3"))
    assert statuses(ready, one, other) == [S.ACCEPTED, S.PARTED]
    assert counts(ready) is None
    later = ready.ballot(pack, ready_work(ready, pack, Work("", 1, 1, revision=1)))
    assert statuses(ready, later) == [S.ACCEPTED]
    assert counts(ready) == 2


def test_after_the_opening_nothing_is_collected(ready, pack):
    first, second = ready.ballot(pack), ready.ballot(ready.packs(2)[0])
    assert statuses(ready, first) == [S.ACCEPTED]
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    assert statuses(ready, second) == [S.NOT_OPEN]
    with pytest.raises(WrongStage, match="open"):
        admit_ballot(ready.workspace, SECRETARIAT, 1, "too late")


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_changed_byte(ready, pack, place):
    path = ready.ballot(pack)
    data = bytearray(path.read_bytes())
    data[int(len(data) * place)] ^= 1
    path.write_bytes(data)
    assert statuses(ready, path)[0] in (S.TAMPERED, S.UNREADABLE)
    with ready.workspace.reading() as reader:
        assert reader.count(Ballot) == 0


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04nothing", bytes(1000)])
def test_what_is_no_ballot(ready, tmp_path, data):
    (tmp_path / "x.ballot").write_bytes(data)
    (found,) = ready.collect(tmp_path / "x.ballot")
    assert (found.status, found.taken) == (S.UNREADABLE, False)
    assert len(found.reasons) == 1


def test_a_missing_file_and_a_workbook_of_another_kind(ready, tmp_path):
    from openpyxl import Workbook as NewWorkbook

    NewWorkbook().save(tmp_path / "budget.xlsx")
    assert statuses(ready, tmp_path / "gone.ballot", tmp_path / "budget.xlsx") == [S.UNREADABLE] * 2


def test_each_file_is_a_unit_of_its_own(ready, pack, tmp_path):
    (tmp_path / "x.ballot").write_bytes(b"hello")
    good = ready.ballot(pack)
    assert statuses(ready, tmp_path / "x.ballot", good) == [S.UNREADABLE, S.ACCEPTED]


def test_a_conflict_found_while_scoring_is_declared(ready, pack):
    work = ready.work(pack)
    work.conflicts[2] = "my cousin"
    (found,) = ready.collect(ready.ballot(pack, work))
    assert any("C2" in str(reason) for reason in found.reasons)
    with ready.workspace.reading() as reader:
        row = reader.first(Declaration, member_id=1, candidate_id=2)
        assert (row.interest, row.reason) == (Interest.CONFLICT, "my cousin")


def test_who_is_where_shows_no_scores(ready, pack):
    ready.collect(ready.ballot(pack))
    with ready.workspace.reading() as reader:
        found = progress_json(reader)
    rosa, ali, mei = found["members"]
    assert (rosa["returned"], rosa["scored"], rosa["due"], rosa["status"]) == (True, 9, 9, "accepted")
    assert (ali["pack"], ali["returned"], mei["pack"]) == (1, False, None)
    assert "value" not in str(found)


def test_the_file_verifies_after_all_that(ready, pack):
    ready.collect(ready.ballot(pack, ready.work(pack, "4")), ready.ballot(pack, ready.work(pack, "3")))
    path = ready.workspace.path
    ready.workspace.close()
    with Workspace.open(path, write=False) as again:
        assert verify(again).ok


def test_once_ballots_came_in_candidates_are_not_merged(ready, pack):
    ready.collect(ready.ballot(pack))
    with pytest.raises(WrongStage, match="Packs went out"):
        merge(ready.workspace, SECRETARIAT, [1, 2])


def test_many_at_once_are_judged_as_if_they_came_one_by_one(ready, monkeypatch):
    monkeypatch.setattr("rapporteur_app.scoring.collecting.GROUP", 4)
    first, second, third = ready.packs()
    work = ready.work(first)
    mine = [ready.ballot(first, work) for _ in range(3)]
    theirs = [ready.ballot(second), ready.ballot(third)]
    broken = ready.folder / "broken.ballot"
    broken.write_bytes(b"nothing")
    asked = []
    found = collect_ballots(
        ready.workspace, SECRETARIAT, [mine[2], broken, mine[0], theirs[0], mine[2], mine[1], theirs[1]], ready.store,
        SimpleNamespace(start=lambda *_: None, advance=asked.append),
    )  # fmt: skip
    assert [each.status for each in found] == [
        S.ACCEPTED, S.UNREADABLE, S.OLDER, S.ACCEPTED, S.UNCHANGED, S.OLDER, S.ACCEPTED,
    ]  # fmt: skip
    assert asked == [4, 3]
    with ready.workspace.reading() as reader:
        assert sorted(row.revision for row in reader.all(Ballot, member_id=1)) == [1, 2, 3]
        said = [str(act.action) for act in acts(reader)][-2:]
    assert said[0] == "Ballots collected, with their revisions: M1 (3), M1 (1), M2 (1)"


def test_large_ballots_are_kept_before_the_group_is_full(ready, monkeypatch):
    files = [ready.ballot(pack) for pack in ready.packs()]
    monkeypatch.setattr("rapporteur_app.scoring.collecting.MOST_HELD", files[0].stat().st_size + 1)
    asked = []
    progress = SimpleNamespace(start=lambda *_: None, advance=asked.append)
    found = collect_ballots(ready.workspace, SECRETARIAT, files, ready.store, progress)
    assert [each.status for each in found] == [S.ACCEPTED] * 3
    assert asked == [2, 1]
