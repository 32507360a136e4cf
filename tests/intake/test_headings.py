"""Headers of one line and of two, groups, and columns that are choices of one question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.intake.headings import chosen, heading_of, sense_at, summaries
from tests.intake.sheet_forms import guessed, read, region


def test_one_line():
    found = heading_of([["Name", "E-mail"], ["Ana", "a@example.org"]], 1)
    assert (found.texts, found.depth, found.options) == (("Name", "E-mail"), 1, {})


def test_a_title_over_several_columns_says_of_whom_they_speak():
    rows = [
        ["No.", "Nominee", "", "", "Nominator", ""],
        ["", "Name", "E-mail", "Country", "Name", "E-mail"],
        [1, "Ana", "a@example.org", "Peru", "Rosa", "r@example.org"],
    ]
    found = guessed(*rows)
    assert found.mapping.header_row == 1
    assert list(found.mapping.columns.items())[1:] == [
        ("Nominee – Name", "nominee_name"), ("Nominee – E-mail", "nominee_email"),
        ("Nominee – Country", "nominee_country"), ("Nominator – Name", "nominator_name"),
        ("Nominator – E-mail", "nominator_email"),
    ]  # fmt: skip
    records = read(*rows)
    assert [one.row for one in records.nominations] == [3]
    assert records.nominations[0].raw["Nominee – Country"] == "Peru"


def test_a_title_is_no_upper_line():
    found = guessed(["Nominations 2021"], ["Nominee", "E-mail", "Nominator"], ["Ana", "a@example.org", "Rosa"])
    assert found.mapping.header_row == 2


def test_questions_over_their_choices():
    rows = [
        ["Respondent ID", "Name of the nominee", "Thematic areas", "", ""],
        [
            "",
            "Open-Ended Response",
            "Irregular migration",
            "Social inclusion and integration",
            "Other (please specify)",
        ],
        [118, "Ana", "Irregular migration", "", ""],
        [119, "Rosa", "Irregular migration", "Social inclusion and integration", "the sea"],
    ]
    found = heading_of(rows, 1)
    assert found.texts[1:3] == ("Name of the nominee", "Thematic areas – Irregular migration")
    assert found.options[2] == (2, 3, 4)
    records = read(*rows, vocabulary=region())
    assert [one.nominees[0].thematic_areas for one in records.nominations] == [[3], [3, 5]]
    assert [flag.cell for flag in records.flagged] == ["C4"]
    assert records.nominations[1].raw["Thematic areas – Other (please specify)"] == "the sea"


def test_choices_with_0_and_1_are_joined_and_their_summary_is_left():
    rows = [
        ["nominee/name", "nominee/areas", "nominee/areas/1", "nominee/areas/4", "nominee/consent"],
        ["Ana", "1 4", 1, 1, "yes"],
        ["Rosa", "4", 0, 1, "no"],
    ]
    found = heading_of(rows, 1)
    assert found.options == {2: (2, 3), 3: (2, 3)}
    assert summaries(found) == {1}
    assert chosen(found, (2, 3), rows[2]) == "4"
    records = read(*rows, vocabulary=region())
    assert records.mapping.columns == {
        "nominee/name": "nominee_name", "nominee/areas": None, "nominee/areas/1": "thematic_areas",
        "nominee/areas/4": "thematic_areas", "nominee/consent": "consent",
    }  # fmt: skip
    assert [one.nominees[0].thematic_areas for one in records.nominations] == [[1, 4], [4]]
    assert [one.consent for one in records.nominations] == [True, False]


def test_questions_of_yes_and_no_in_one_group_are_no_choices():
    rows = [["nominee/name", "nominee/consent", "nominee/available"], ["Ana", 1, 0]]
    assert heading_of(rows, 1).options == {}


def test_choices_in_brackets():
    rows = [["Nominee", "Which languages? [English]", "Which languages? [Español]"], ["Ana", "Yes", "No"]]
    assert read(*rows).nominations[0].nominees[0].languages == ["en"]


def test_tags_under_the_headers_are_no_row():
    rows = [["nominee", "country"], ["#name", "#country+code"], ["Ana", "PE"]]
    assert [one.row for one in read(*rows).nominations] == [3]


def test_the_group_says_of_whom():
    heading = heading_of([["nominator/email", "nominator/name"], ["a@example.org", "Ana"]], 1)
    sense = sense_at(heading, 0)
    assert sense is not None
    assert (sense.attribute, sense.role) == ("email", "nominator")


def test_choices_after_a_code_and_a_question():
    asked = "Which languages does the nominee speak?"
    rows = [["Nominee", f"lang[1]. {asked} [English]", f"lang[2]. {asked} [French]"], ["Ana", "Yes", "Yes"]]
    assert read(*rows).nominations[0].nominees[0].languages == ["en", "fr"]


def test_choices_after_a_colon_or_a_dash():
    for mark in (": ", " - "):
        rows = [["Nominee", f"Languages{mark}English", f"Languages{mark}French"], ["Ana", "x", ""], ["Bea", "x", "x"]]
        assert [one.nominees[0].languages for one in read(*rows).nominations] == [["en"], ["en", "fr"]]


def test_one_question_of_yes_and_no_for_each_day():
    asked = ["Nominee", "Is the nominee available? [13 April]", "Is the nominee available? [14 April]"]
    records = read(asked, ["Ana", "Yes", "Yes"], ["Bea", "No", "No"], ["Eva", "Yes", "No"], ["Ida", "", ""])
    assert [one.nominees[0].available for one in records.nominations] == [True, False, None, None]
    assert [(flag.cell, flag.value) for flag in records.flagged] == [("B4", "13 April")]


WORDS = [
    "x",
    "Response",
    "a/1",
    "a/2",
    "Nominee",
    "Name",
    "E-mail",
    "#name",
    "A[1]",
    "A[2]",
    "A:1",
    "1",
    "0",
    "nominee/email",
]
CELLS = st.one_of(st.none(), st.floats(), st.booleans(), st.sampled_from(["", *WORDS]), st.text(max_size=8))


@given(st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=5), st.integers(1, 5))
def test_no_header_breaks_it(rows, header_row):
    found = heading_of(rows, min(header_row, len(rows)))
    assert len(set(found.texts)) == len(found.texts)
    assert all(place in places for place, places in found.options.items())
    for place in range(len(found.texts)):
        sense_at(found, place)
    for row in rows:
        for places in found.options.values():
            chosen(found, places, row)


@pytest.mark.parametrize(
    "header",
    [
        "Objetivos", "¿En qué objetivos del Pacto Mundial trabaja?", "Which objectives of the Global Compact?",
        "Objetivos do Pacto Global", "Objectifs du Pacte mondial", "10. Objectives (choose up to five)",
    ],
)  # fmt: skip
def test_objectives_are_read_as_numbers_of_the_template(header):
    rows = [
        ["Nominee name", "Thematic areas", header],
        ["Ana Paz", "2", "Objective 7, Objective 12"],
        ["Luz Paz", "", ""],
    ]
    found = read(*rows, vocabulary=region())
    assert [(one.nominees[0].thematic_areas, one.nominees[0].objectives) for one in found.nominations] == [
        ([2], [7, 12]), (None, None),
    ]  # fmt: skip
    assert not found.flagged


def test_objectives_of_a_template_that_has_none_are_kept_as_written():
    found = read(["Nominee name", "Objectives"], ["Ana Paz", "Ours, 7"])
    assert (found.nominations[0].nominees[0].objectives, found.flagged) == (None, [])
    assert found.nominations[0].raw["Objectives"] == "Ours, 7"


def test_a_column_for_each_objective():
    found = read(["name", "objectives/2", "objectives/7"], ["Ana Paz", 1, 1], ["Luz Paz", 0, 1], vocabulary=region())
    assert [one.nominees[0].objectives for one in found.nominations] == [[2, 7], [7]]


def test_a_grid_of_languages_with_how_well_each_is_spoken():
    found = read(
        ["Nombre de la persona nominada", "Idiomas [Español]", "Idiomas [Inglés]", "Idiomas [Francés]"],
        ["Ana Paz", "Nativo", "Avanzado", ""],
        ["Luz Paz", "Lengua materna", "No hablo", "Básico (A2)"],
    )
    assert [one.nominees[0].languages for one in found.nominations] == [["es", "en"], ["es", "fr"]]
    assert found.nominations[0].raw["Idiomas [Inglés]"] == "Avanzado"
    assert not found.flagged


def test_a_grid_of_levels_with_the_languages_that_are_spoken_so_well():
    found = read(
        ["Nominee name", "Which languages? [Fluent]", "Which languages? [Basic]"],
        ["Ana Paz", "Spanish, English", "French"],
        ["Luz Paz", "Portuguese", ""],
    )
    assert [one.nominees[0].languages for one in found.nominations] == [["es", "en", "fr"], ["pt"]]
    heading = heading_of([["Idiomas [Alto]", "Idiomas [Bajo]"], ["Español", "Inglés"]], 1)
    assert chosen(heading, (0, 1), ["Español", "Inglés"]) == "Español (Alto); Inglés (Bajo)"
