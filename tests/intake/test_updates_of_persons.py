"""What a later export says of persons: each nomination speaks for itself, before merges, after them and when undone."""

import random

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.intake.importing import plan_import, run_import, undo_import
from rapporteur_app.intake.joining import no_longer_named, persons_joined
from rapporteur_app.intake.merging import merge, undo_merge
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.intake.screening import accept_proposals, propose
from rapporteur_app.model import Finding, FindingState, Mention, Nomination
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT

HEADERS = ("Response ID", "Timestamp", "Nominator name", "Nominee name", "Nominee email", "Phone", "Country",
           "Languages", "Consent of the nominee")  # fmt: skip


@pytest.fixture
def selection(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "en") as workspace:
        yield workspace


def row(number, name, email="", phone="", country="", languages="", consent="", at=None):
    return (str(number), at or f"2021-04-0{number} 10:00", f"Foro {number}", name, email, phone, country, languages,
            consent)  # fmt: skip


@pytest.fixture
def plan(selection, tmp_path):
    def call(*rows):
        path = tmp_path / "responses.csv"
        path.write_text("\n".join(",".join(cells) for cells in (HEADERS, *rows)) + "\n", "utf-8")
        return plan_import(selection, path)

    return call


@pytest.fixture
def take(selection, plan):
    def call(*rows):
        found = run_import(selection, SECRETARIAT, plan(*rows))
        return found["imported"], found["updated"], found["unchanged"]

    return call


def pool(workspace):
    with workspace.reading() as reader:
        return {
            each.id: (
                each.name, each.candidate.email, each.candidate.phone, each.candidate.country,
                each.candidate.languages, [one.id for one in each.nominations],
            )
            for each in read_pool(reader).persons
        }  # fmt: skip


def test_a_corrected_name_is_the_same_candidate_with_all_that_was_found(selection, take):
    take(row(1, "Juan Perez", country="Peru"), row(2, "Ana Paz"))
    accept_proposals(selection, SECRETARIAT)
    assert take(row(1, "Juan Pérez", country="Peru")) == (0, 1, 0)
    assert pool(selection)[1][0] == "Juan Pérez"
    with selection.reading() as reader:
        assert read_pool(reader).person(1).findings["region"] is FindingState.MET
    assert take(row(1, "Juan Pérez", country="Peru"), row(3, "juan pérez")) == (1, 0, 1)
    assert pool(selection)[1][5] == [1, 3]
    assert verify(selection).ok


def test_another_name_is_another_person_and_who_is_left_alone_is_said(selection, take, plan):
    take(row(1, "Juan Perez"), row(2, "Ana Paz"))
    planned = plan(row(1, "Rosa Quispe Mamani"), row(2, "Ana Paz"))
    assert "C1 Juan Perez is named by no nomination then, and leaves the list." in map(str, planned.warnings)
    run_import(selection, SECRETARIAT, planned)
    assert {number: found[0] for number, found in pool(selection).items()} == {2: "Ana Paz", 3: "Rosa Quispe Mamani"}


def test_a_name_corrected_to_that_of_another_candidate_goes_there(selection, take, plan):
    take(row(1, "Juan Perez"), row(2, "Juan Pérez"))
    planned = plan(row(1, "Juan Pérez"), row(2, "Juan Pérez"))
    assert any("C1 Juan Perez is named by no nomination" in str(each) for each in planned.warnings)
    run_import(selection, SECRETARIAT, planned)
    assert {number: found[5] for number, found in pool(selection).items()} == {2: [1, 2]}


def test_what_changes_in_one_nomination_leaves_what_another_says(selection, take):
    take(row(1, "Ana Paz", phone="+51 1", languages="Spanish"), row(2, "Ana Paz", country="Peru", languages="French"))
    take(row(2, "Ana Paz", country="Chile", languages="Portuguese"))
    assert pool(selection)[1][1:] == (None, "+51 1", "CL", ["es", "pt"], [1, 2])


def test_what_a_nomination_no_longer_says_is_taken_from_the_person(selection, take):
    take(row(1, "Ana Paz", email="a@x.org", phone="+51 1"), row(2, "Ana Paz", phone="+51 1"))
    take(row(1, "Ana Paz"))
    assert pool(selection)[1][1:3] == (None, "+51 1")
    take(row(2, "Ana Paz"))
    assert pool(selection)[1][1:3] == (None, None)


def test_a_joined_persons_later_export_does_not_overwrite_who_was_kept(selection, take):
    take(row(1, "Ana Paz", phone="+51 1", country="Mexico"), row(2, "Ana María Paz Rey", phone="+51 2", country="Peru"))
    merge(selection, SECRETARIAT, [1, 2])
    take(row(2, "Ana María Paz Rey", phone="+51 3", country="Peru", email="ana@x.org"))
    assert pool(selection) == {1: ("Ana Paz", "ana@x.org", "+51 1", "MX", [], [1, 2])}


def test_a_merge_taken_back_after_a_later_export_gives_each_what_is_theirs(selection, take):
    take(row(1, "Ana Paz", country="Mexico"), row(2, "Ana María Paz Rey", phone="+51 2", country="Peru"))
    merge(selection, SECRETARIAT, [1, 2])
    take(row(2, "Ana María Paz Rey", phone="+51 3", country="Chile", languages="French"))
    undo_merge(selection, SECRETARIAT, 1)
    assert pool(selection) == {
        1: ("Ana Paz", None, None, "MX", [], [1]),
        2: ("Ana María Paz Rey", None, "+51 3", "CL", ["fr"], [2]),
    }


def test_dates_read_the_other_way_round_by_a_longer_export_are_put_right(selection, take, plan):
    take(row(1, "Ana Paz", at="3/4/2021 10:00"), row(2, "Beto Ruiz", at="3/4/2021 11:00"))
    rows = [row(1, "Ana Paz", at="3/4/2021 10:00"), row(2, "Beto Ruiz", at="3/4/2021 11:00"),
            row(3, "Carla Sol", at="3/15/2021 09:00")]  # fmt: skip
    said = "Rows whose cells are as before, but which are read otherwise now: 2, 3 (Received at)."
    assert said in map(str, plan(*rows).warnings)
    assert take(*rows) == (1, 2, 0)
    with selection.reading() as reader:
        assert [one.submitted_at[:10] for one in reader.all(Nomination)] == ["2021-03-04", "2021-03-04", "2021-03-15"]
    assert take(*rows) == (0, 0, 3)


def test_what_was_accepted_is_proposed_anew_where_a_later_export_says_otherwise(selection, take):
    take(row(1, "Ana Paz", country="Peru"), row(2, "Beto Ruiz", country="Spain"))
    accept_proposals(selection, SECRETARIAT)
    with selection.reading() as reader:
        assert propose(reader) == []
    take(row(1, "Ana Paz", country="Peru", consent="yes"), row(2, "Beto Ruiz", country="Peru", consent=""))
    with selection.reading() as reader:
        told = {(each.subject.short_id, each.rule): str(each.reason) for each in propose(reader)}
    assert told == {("N1", "consent"): "consent was given", ("C2", "region"): "in the region by residence"}
    accept_proposals(selection, SECRETARIAT)
    with selection.reading() as reader:
        assert propose(reader) == []


def test_what_a_person_found_is_not_proposed_anew(selection, take):
    take(row(1, "Ana Paz", country="Spain"))
    accept_proposals(selection, SECRETARIAT)
    with selection.transaction(SECRETARIAT, message("looked at")) as tx:
        finding = tx.first(Finding, candidate_id=1, rule="region")
        finding.note = "lives abroad for good"
        tx.add(finding)
    take(row(1, "Ana Paz", country="Peru"))
    with selection.reading() as reader:
        assert "region" not in {each.rule for each in propose(reader)}


def test_an_update_is_undone_with_the_name_that_it_corrected(selection, take):
    take(row(1, "Juan Perez", phone="+51 1"))
    before = pool(selection)
    take(row(1, "Juan Pérez", phone="+51 2"))
    undo_import(selection, SECRETARIAT, 2)
    assert pool(selection) == before
    assert verify(selection).ok


NAMES = ("Ana Paz", "Ana Páz", "Ana María Paz", "Beto Ruiz", "Beto Ruíz", "Carla Sol")


@pytest.mark.parametrize("seed", range(12))
def test_what_is_foreseen_is_what_is_done(selection, plan, seed):
    chance = random.Random(seed)

    def rows():
        return [
            row(number, chance.choice(NAMES), chance.choice(("", "a@x.org", "b@x.org")), chance.choice(("", "+51 1")),
                chance.choice(("", "Peru", "Chile")), chance.choice(("", "French", "Spanish")))
            for number in range(1, 10) if chance.random() < 0.8
        ]  # fmt: skip

    merged = []
    for _round in range(5):
        planned = plan(*rows())
        with selection.reading() as reader:
            joined = persons_joined(reader, planned.updated, planned.new)
            gone = {each.id for each in no_longer_named(reader, planned.updated, planned.new)}
            before = {mention.candidate_id for mention in reader.all(Mention)}
        done = run_import(selection, SECRETARIAT, planned)["joined"]
        assert [each.as_json() for each in joined if len(each.rows) > 1] == done
        with selection.reading() as reader:
            after = {mention.candidate_id for mention in reader.all(Mention)}
            _says_what_is_said(reader)
        assert before - after == gone
        if len(after) > 2 and chance.random() < 0.7:
            kept, other = chance.sample(sorted(after), 2)
            some = chance.choice((None, _one_of(selection, other)))
            merged.extend(each.id for each in merge(selection, SECRETARIAT, [kept, other], some))
        elif merged:
            undo_merge(selection, SECRETARIAT, merged.pop())
            with selection.reading() as reader:
                _says_what_is_said(reader)


def _one_of(workspace, candidate):
    with workspace.reading() as reader:
        return [reader.first(Mention, candidate_id=candidate).nomination_id]


def _says_what_is_said(reader):
    """Every value of a candidate is one that a nomination of theirs says; nothing that is said is left out."""
    for person in read_pool(reader).persons:
        said = [mention.said for mention in person.mentions]
        for name in ("email", "phone", "country"):
            assert getattr(person.candidate, name) in ([one[name] for one in said if one[name]] or [None])
        assert set(person.candidate.languages) == {code for one in said for code in one["languages"] or []}
