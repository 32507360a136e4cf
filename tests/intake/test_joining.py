"""Whom an import would join, said before it is done: the same persons as the import then joins."""

import pytest

from rapporteur_app.intake.importing import nominate, plan_import, run_import
from rapporteur_app.intake.joining import persons_joined
from rapporteur_app.intake.merging import merge
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.model import Mention
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.workspace import SECRETARIAT
from tests.intake.test_importing import SAMPLE, TRUTH

HEADERS = "Response ID;Nominee;Nominee e-mail;Nominee organisation;Nominator"


@pytest.fixture
def selection(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "en") as workspace:
        yield workspace


def planned(workspace, folder, *rows):
    path = folder / "form.csv"
    path.write_text("\n".join([HEADERS, *rows]) + "\n", "utf-8")
    return plan_import(workspace, path)


def foreseen(workspace, plan):
    with workspace.reading() as reader:
        return persons_joined(reader, plan.updated, plan.new)


def done(workspace, plan):
    return run_import(workspace, SECRETARIAT, plan)["joined"]


def within(joined):
    return [each.as_json() for each in joined if len(each.rows) > 1]


def test_what_is_foreseen_of_the_sample_is_what_is_done(selection):
    plan = plan_import(selection, SAMPLE)
    before = selection.path.read_bytes()
    joined = foreseen(selection, plan)
    assert selection.path.read_bytes() == before
    assert within(joined) == done(selection, plan)
    assert {each.name: list(each.rows) for each in joined} == {
        each["person"]: each["rows"] for each in TRUTH["joined_at_once"]
    }


def test_an_address_learnt_on_the_way_tells_later_rows_apart(selection, tmp_path):
    plan = planned(
        selection, tmp_path, "1;Ana Paz;;;A", "2;ana  paz;ana@example.org;;B", "3;Ana Paz;other@example.org;;C",
        "4;Ana Paz;other@example.org;;D",
    )  # fmt: skip
    joined = foreseen(selection, plan)
    assert [each.rows for each in joined] == [(2, 3), (4, 5)]
    assert within(joined) == done(selection, plan)


def test_who_was_there_before_is_named_with_their_number(selection, tmp_path):
    nominate(selection, SECRETARIAT, {"nominee_name": "Ana Paz", "nominee_email": "ana@example.org"})
    nominate(selection, SECRETARIAT, {"nominee_name": "Ana Paz", "nominee_email": "two@example.org"})
    plan = planned(selection, tmp_path, "1;ANA PAZ;two@example.org;;A", "2;Beto Ruiz;;;B")
    (known,) = foreseen(selection, plan)
    assert (known.name, known.rows, known.known) == ("Ana Paz", (2,), 2)
    done(selection, plan)
    with selection.reading() as reader:
        assert [mention.candidate_id for mention in reader.all(Mention)] == [1, 2, 2, 3]


def test_a_row_brought_up_to_date_tells_persons_apart_too(selection, tmp_path):
    done(selection, planned(selection, tmp_path, "1;Ana Paz;;;A"))
    plan = planned(selection, tmp_path, "1;Ana Paz;new@example.org;;A", "2;Ana Paz;other@example.org;;B",
                   "3;Ana Paz;new@example.org;;C")  # fmt: skip
    (known,) = foreseen(selection, plan)
    assert (known.known, known.rows) == (1, (4,))
    done(selection, plan)
    with selection.reading() as reader:
        assert [mention.candidate_id for mention in reader.all(Mention)] == [1, 2, 1]


def test_a_row_brought_up_to_date_names_somebody_else(selection, tmp_path):
    done(selection, planned(selection, tmp_path, "1;Ana Paz;;;A"))
    plan = planned(selection, tmp_path, "1;Beto Ruiz;;;A", "2;Beto Ruiz;;;B", "3;Beto Ruiz;;;C")
    joined = foreseen(selection, plan)
    assert [(each.known, each.rows) for each in joined] == [(None, (3, 4))]
    assert within(joined) == done(selection, plan)


def test_a_new_row_goes_to_the_person_into_whom_two_merges_led(selection, tmp_path):
    for name in ("Ana Paz", "Ana María Paz", "Ana M. Paz"):
        nominate(selection, SECRETARIAT, {"nominee_name": name})
    merge(selection, SECRETARIAT, [2, 1])
    merge(selection, SECRETARIAT, [3, 2])
    done(selection, planned(selection, tmp_path, "1;Ana Paz;;;A"))
    with selection.reading() as reader:
        (person,) = read_pool(reader).persons
    assert (person.id, len(person.nominations)) == (3, 4)


def test_what_a_new_row_says_reaches_the_person_into_whom_its_name_was_merged(selection, tmp_path):
    for name in ("Ana Paz", "Ana María Paz"):
        nominate(selection, SECRETARIAT, {"nominee_name": name})
    merge(selection, SECRETARIAT, [2, 1])
    plan = planned(selection, tmp_path, "1;Ana Paz;ana@example.org;;A", "2;Ana María Paz;other@example.org;;B")
    joined = foreseen(selection, plan)
    done(selection, plan)
    with selection.reading() as reader:
        emails = {person.id: person.candidate.email for person in read_pool(reader).persons}
    assert emails == {2: "ana@example.org", 3: "other@example.org"}
    assert [(each.known, each.rows) for each in joined] == [(2, (2,))]
