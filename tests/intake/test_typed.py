import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.intake.typed import typed_record
from tests.intake.sheet_forms import ZONE, region


def typed(**values):
    return typed_record(values, region(), ZONE)


def test_a_nomination_by_telephone():
    found = typed(
        nominee_name="Ana Pérez",
        country="Perú",
        constituency="ONG",
        nominator_name="Rosa",
        submitted_at="2021-04-05 10:00",
    )
    assert (found.sheet, found.row) == ("", 0)
    assert found.nominees[0].country == "PE"
    assert found.nominees[0].constituency == "civil"
    assert found.nominator == "Rosa"
    assert found.submitted_at == "2021-04-05T10:00:00-04:00"
    assert found.raw["country"] == "Perú"


def test_two_persons_at_once():
    assert [one.name for one in typed(nominee_name="Ana; Luis").nominees] == ["Ana", "Luis"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"nominee_nmae": "Ana"}, "nominee_nmae"),
        ({"nominee_country": "Chile"}, "name is missing"),
        ({"nominee_name": " "}, "name is missing"),
        ({"nominee_name": "N/A"}, "names no nominee"),
        ({"nominee_name": "Ana", "nominee_country": "Atlantis"}, "nominee_country = Atlantis"),
    ],
)
def test_what_is_refused(values, words):
    with pytest.raises(BadInput, match=words):
        typed_record(values, region(), ZONE)
