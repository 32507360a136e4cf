"""What is shown of an import before it is done: joined persons, changed cells, rows that were perhaps sent twice."""

import pytest

from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.intake.preview import Changed, Near, preview_import
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.workspace import SECRETARIAT

HEADERS = "Response ID;Nominee;Nominator;Motivation"


@pytest.fixture
def selection(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "en") as workspace:
        yield workspace


@pytest.fixture
def previewed(selection, tmp_path):
    """Plan an import of these rows and look ahead; with `go`, carry it out."""

    def look(*rows, go=False):
        path = tmp_path / "form.csv"
        path.write_text("\n".join([HEADERS, *rows]) + "\n", "utf-8")
        plan = plan_import(selection, path)
        with selection.reading() as reader:
            found = preview_import(reader, plan)
        if go:
            run_import(selection, SECRETARIAT, plan)
        return found

    return look


def test_a_changed_row_shows_what_stood_in_each_cell(previewed):
    previewed("1;Ana Paz;A;good", "2;Beto Ruiz;B;better", go=True)
    found = previewed("1;Ana Paz;A;very good", "2;Beto Ruiz;B;")
    assert found.changed == [
        Changed(2, 1, "Motivation", "good", "very good"), Changed(3, 2, "Motivation", "better", "")
    ]  # fmt: skip
    assert found.as_json()["changed"][0]["nomination"] == "N1"


def test_many_changed_rows_are_all_shown(previewed, monkeypatch):
    monkeypatch.setattr("rapporteur_app.intake.preview.AT_ONCE", 3)
    previewed(*(f"{n};Ana {'abcdefgh'[n]};A;x" for n in range(8)), go=True)
    found = previewed(*(f"{n};Ana {'abcdefgh'[n]};A;y" for n in range(8)))
    assert [each.nomination for each in found.changed] == list(range(1, 9))


def test_a_nominator_who_names_the_same_person_again_is_pointed_out(previewed):
    previewed("1;Ana Paz;Foro;x", "2;Beto Ruiz;;y", go=True)
    found = previewed(
        "3;ana paz;FORO;other", "4;Beto Ruiz;;z", "5;Carla Sol;Red;", "6;Carla Sol;Red;again", "7;Ana Paz;Red;"
    )
    assert found.near == [Near(2, "ana paz", 1, None), Near(5, "Carla Sol", None, 4)]
    assert [each["nomination"] for each in found.as_json()["near_equal"]] == ["N1", None]


def test_who_is_there_already_is_named_beside_who_is_joined(previewed):
    previewed("1;Ana Paz;A;x", go=True)
    found = previewed("2;Ana Paz;B;", "3;Beto Ruiz;C;", "4;Beto Ruiz;D;")
    told = found.as_json()
    assert told["joined"] == [{"name": "Beto Ruiz", "rows": [3, 4]}]
    assert told["known"] == [{"id": "C1", "name": "Ana Paz", "rows": [2]}]
    assert found.persons == 2
