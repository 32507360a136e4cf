import re

import pytest

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.intake.mapping import Mapping, Wishes, map_toml, parse_map, read_map


def write(tmp_path, text):
    path = tmp_path / "MAP.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_file(tmp_path):
    path = write(
        tmp_path,
        'sheet = "Hoja 1"\nheader_row = 3\ntimezone = "America/Lima"\nsplit = "Y"\n'
        '[columns]\n"Quién" = "nominee_name"\n"Correo" = "email"\n"Notas" = ""\n'
        '[values.constituency]\n"Vecinos" = "local"\n[values.available]\n"Casi" = false\n',
    )

    wishes = read_map(path)

    assert (wishes.sheet, wishes.header_row, wishes.timezone, wishes.split) == ("Hoja 1", 3, "America/Lima", "Y")
    assert wishes.columns == {"Quién": "nominee_name", "Correo": "nominee_email", "Notas": None}
    assert wishes.values == {"constituency": {"Vecinos": "local"}, "available": {"Casi": "no"}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sheet = ", "no TOML"),
        ("sheets = 'x'", "sheets"),
        ("header_row = 'one'", "header_row"),
        ("header_row = true", "header_row"),
        ("header_row = 0", "counted from 1"),
        ("split = ','", "comma"),
        ("[columns]\n'A' = 'nominee_nmae'", "nominee_nmae"),
        ("[columns]\n'A' = 3", "3"),
        ("[values]\ngender = 'x'", "values.gender"),
        ("[values.genders]\nx = 'y'", "genders"),
    ],
)
def test_what_a_mapping_cannot_say(tmp_path, text, words):
    with pytest.raises(BadInput, match=re.escape(words)):
        read_map(write(tmp_path, text))


def test_a_mapping_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableFile, match="none"):
        read_map(tmp_path / "none.toml")


def test_options_go_before_the_file():
    wishes = Wishes(sheet="A", split="never", timezone="UTC").with_options(sheet="B", header_row=2, split=None)
    assert wishes == Wishes(sheet="B", header_row=2, split="never", timezone="UTC")


def test_a_mapping_is_written_to_be_used_again(tmp_path):
    mapping = Mapping(
        'Hoja "1"', 2, {"¿Quién?\n(uno)": "nominee_name", "Notas": None}, "UTC", "auto", {"gender": {"la": "female"}}
    )

    wishes = read_map(write(tmp_path, map_toml(mapping)))

    assert parse_map(mapping.document() | {"columns": {"¿Quién?\n(uno)": "nominee_name", "Notas": ""}}, "m") == wishes
    assert wishes.columns == mapping.columns
    assert wishes.sheet == mapping.sheet
