"""The language of a form by its headers; one in several languages is in none."""

import openpyxl
import pytest

from rapporteur_app.intake.form_language import form_language
from rapporteur_app.paths import resources_dir


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        (["Timestamp", "Name of the nominee", "Country", "Your name"], "en"),
        (["Marca temporal", "Nombre y apellidos", "País", "Correo electrónico"], "es"),
        (["Carimbo de data/hora", "Nome da pessoa indicada", "Telefone", "Seu nome"], "pt"),
        (["Horodateur", "Nom et prénom", "Pays", "Courriel"], "fr"),
        (["Name / Nombre / Nom", "Country / País / Pays", "E-mail / Correo / Courriel"], None),
        (["Name", "Nombre", "Country", "País"], None),
        (["A", "B", "Q1"], None),
        (["Country"], None),
        ([], None),
    ],
)
def test_most_headers_decide(headers, language):
    assert form_language(headers) == language


def test_the_samples_form_is_in_spanish():
    book = openpyxl.load_workbook(resources_dir() / "sample" / "nominaciones.xlsx", read_only=True)
    rows = [[str(cell or "") for cell in row] for row in book.worksheets[0].iter_rows(max_row=6, values_only=True)]
    assert form_language(max(rows, key=lambda row: sum(bool(cell) for cell in row))) == "es"
