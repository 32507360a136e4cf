"""Another form's table under the names of ours."""

import pytest

from rapporteur_app.consultation.mapping import mapped
from rapporteur_app.errors import BadInput

MAP = """
[columns]
"Su organización" = "stakeholder"
"Candidata" = "candidate"
"Respuesta" = "reply"

[values.reply]
"La apoyo" = "support"
"""


def test_headers_and_values_are_put_into_our_words():
    rows = [{"su organización": "Caminantes", "candidata": "Ana", "respuesta": "la  apoyo", "text": "sí"}]
    assert mapped(rows, MAP) == [{"stakeholder": "Caminantes", "candidate": "Ana", "reply": "support", "text": "sí"}]


def test_a_value_that_is_not_mapped_stays_and_a_later_check_names_it():
    rows = [{"su organización": "A", "candidata": "B", "respuesta": "quizás"}]
    assert mapped(rows, MAP)[0]["reply"] == "quizás"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("[columns", "The map cannot be read"),
        ('columns = "x"', "The map cannot be read"),
        ('[columns]\n"Nada" = "reply"', "a column “nada” that the table does not have"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(source, words):
    with pytest.raises(BadInput, match=words.split("(")[0]):
        mapped([{"a": "b"}], source)
