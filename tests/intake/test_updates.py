"""The same response again, said differently: it changes what this row says, and never who another row named."""

import pytest

from rapporteur_app.intake.candidates_json import candidates_json
from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.model import Nomination
from rapporteur_app.workspace import SECRETARIAT

HEADER = "Response ID,Timestamp,Nominee name,Nominee email,Organisation,Nominator name\n"


@pytest.fixture
def take(workspace, tmp_path):
    """Import rows of (response, nominee, e-mail, organisation); what `import --json` says."""

    def call(*rows):
        path = tmp_path / "responses.csv"
        lines = [f"{n},2021-03-0{n} 10:00,{who},{email},{where},Foro {n}\n" for n, who, email, where in rows]
        path.write_text(HEADER + "".join(lines), "utf-8")
        found = run_import(workspace, SECRETARIAT, plan_import(workspace, path))
        return found["imported"], found["updated"], found["unchanged"]

    return call


def pool(workspace):
    """Name, e-mail, organisation and nominations of each candidate."""
    with workspace.reading() as reader:
        return [
            (each["name"], each["email"], each["organisation"], [one["id"] for one in each["nominations"]])
            for each in candidates_json(reader)["candidates"]
        ]


def test_another_name_in_a_row_leaves_the_person_whom_others_named(workspace, take):
    assert take((1, "Ana Paz", "ana@x.org", "Red"), (2, "Ana Paz", "ana@x.org", "Red")) == (2, 0, 0)
    assert take((1, "Beto Ruiz", "beto@x.org", "Mesa"), (2, "Ana Paz", "ana@x.org", "Red")) == (0, 1, 1)
    assert pool(workspace) == [("Ana Paz", "ana@x.org", "Red", ["N2"]), ("Beto Ruiz", "beto@x.org", "Mesa", ["N1"])]


def test_the_name_of_a_person_who_is_there_leads_to_that_person(workspace, take):
    take((1, "Ana Paz", "ana@x.org", "Red"), (2, "Beto Ruiz", "beto@x.org", "Mesa"))
    assert take((1, "Beto Ruiz", "beto@x.org", "Mesa")) == (0, 1, 0)
    assert pool(workspace) == [("Beto Ruiz", "beto@x.org", "Mesa", ["N1", "N2"])]


def test_the_same_person_may_say_more(workspace, take):
    take((1, "Ana Paz", "", ""), (2, "Beto Ruiz", "beto@x.org", "Mesa"))
    assert take((1, "ANA  PAZ", "ana@x.org", "Red")) == (0, 1, 0)
    assert pool(workspace) == [("Ana Paz", "ana@x.org", "Red", ["N1"]), ("Beto Ruiz", "beto@x.org", "Mesa", ["N2"])]


def test_two_rows_that_exchange_their_names_exchange_their_persons(workspace, take):
    take((1, "Ana Paz", "ana@x.org", "Red"), (2, "Beto Ruiz", "beto@x.org", "Mesa"))
    take((1, "Beto Ruiz", "beto@x.org", "Mesa"), (2, "Ana Paz", "ana@x.org", "Red"))
    assert pool(workspace) == [("Ana Paz", "ana@x.org", "Red", ["N2"]), ("Beto Ruiz", "beto@x.org", "Mesa", ["N1"])]


def test_a_number_that_another_response_has_too_takes_no_nomination_away(workspace, take):
    take((1, "Ana Paz", "ana@x.org", "Red"))
    assert take((1, "Ana Paz", "ana@x.org", "Red"), (1, "Beto Ruiz", "beto@x.org", "Mesa")) == (1, 0, 1)
    assert pool(workspace) == [("Ana Paz", "ana@x.org", "Red", ["N1"]), ("Beto Ruiz", "beto@x.org", "Mesa", ["N2"])]


def test_of_responses_with_one_number_the_one_that_changed_is_updated(workspace, take):
    take((1, "Ana Paz", "ana@x.org", "Red"), (1, "Beto Ruiz", "beto@x.org", "Mesa"))
    assert take((1, "Ana Paz", "paz@x.org", "Red"), (1, "Beto Ruiz", "beto@x.org", "Mesa")) == (0, 1, 1)
    assert pool(workspace) == [("Ana Paz", "paz@x.org", "Red", ["N1"]), ("Beto Ruiz", "beto@x.org", "Mesa", ["N2"])]


def test_two_rows_never_update_one_nomination(workspace, take):
    take((1, "Ana Paz", "", ""))
    rows = (1, "Ana Paz", "", "Red"), (1, "Ana Paz", "", "Mesa")
    assert take(*rows) == (1, 1, 0)
    assert take(*rows) == (0, 0, 2)
    assert take((1, "Ana Paz", "", "Foro"), (1, "Ana Paz", "", "Liga")) == (0, 2, 0)
    with workspace.reading() as reader:
        assert [row.raw["Organisation"] for row in reader.all(Nomination)] == ["Foro", "Liga"]
