import pytest

from rapporteur_app.errors import BadInput, Cancelled
from rapporteur_app.intake.building import build_records
from rapporteur_app.intake.mapping import Wishes
from rapporteur_app.intake.vocabulary import Vocabulary
from rapporteur_app.progress import Cancellable
from tests.intake.sheet_forms import guessed, read, region, workbook


def only(records):
    assert len(records.nominations) == 1
    return records.nominations[0]


def test_a_row_says_what_it_says():
    found = only(
        read(
            ["Timestamp", "Nominee", "Country", "Sector", "Languages", "Consent", "Nominated by", "Favourite colour"],
            ["2021-04-05 10:00", " Ana  Pérez ", "Perú", "ONG", "Español", "Sí", "Rosa", "red"],
            vocabulary=region(),
        )
    )
    assert found.row == 2
    assert found.submitted_at == "2021-04-05T10:00:00-04:00"
    assert found.offset_assumed
    assert found.consent is True
    assert found.nominator == "Rosa"
    assert found.raw["Nominee"] == " Ana  Pérez "
    assert found.raw["Favourite colour"] == "red"
    (ana,) = found.nominees
    assert (ana.name, ana.country, ana.constituency, ana.languages) == ("Ana Pérez", "PE", "civil", ["es"])
    assert ana.given_name is None


def test_blank_rows_totals_notes_and_repeated_headers_are_no_nominations():
    header = ["Nominee", "Country", "Nominator", "Extra"]
    records = read(
        ["Nominations"],
        header,
        ["Ana", "Chile", "Rosa"],
        [],
        ["", " "],
        header,
        ["Luis", "Perú", "Rosa"],
        ["Total", "", 2],
        ["Total general: 2"],
        ["", "", "", "Compiled by the secretariat"],
    )
    assert [one.row for one in records.nominations] == [3, 7]
    assert records.rows_read == 2
    assert records.rejected == ()
    assert "note" in " ".join(str(one) for one in records.warnings)


def test_a_row_that_names_nobody_is_rejected_and_counted():
    records = read(["Nominee", "Country", "Nominator"], ["", "Chile", "Rosa"], ["N/A", "Perú", "Rosa"], ["Ana", "Cuba"])
    assert [(one.row, one.cell) for one in records.rejected] == [(2, "A2"), (3, "A3")]
    assert records.rows_read == 3


def test_what_cannot_be_read_has_no_value_and_is_flagged_where_it_stands():
    found = only(read(["Nominee", "Country", "Nominator e-mail"], ["Ana", "Atlantis", "nobody"]))
    assert found.nominees[0].country is None
    assert found.nominator_email is None
    assert [(flag.row, flag.cell, flag.field, flag.value) for flag in found.flags] == [
        (2, "B2", "nominee_country", "Atlantis"),
        (2, "C2", "nominator_email", "nobody"),
    ]
    assert found.raw["Country"] == "Atlantis"


def test_contacts_of_a_joint_row_go_to_a_nominee_only_in_as_many_parts():
    records = read(
        ["Nominee", "E-mail", "Phone", "Organisation", "Position"],
        ["Ana\nLuis", "ana@x.org, luis@x.org", "+56 1", "Mesa Norte", "Directora / Asesor"],
    )
    ana, luis = only(records).nominees
    assert (ana.email, luis.email) == ("ana@x.org", "luis@x.org")
    assert (ana.phone, luis.phone) == (None, None)
    assert (ana.organisation, luis.organisation) == ("Mesa Norte", "Mesa Norte")
    assert (ana.job_title, luis.job_title) == ("Directora", "Asesor")
    assert records.joint[0].names == ("Ana", "Luis")
    assert records.joint[0].cell == "A2"
    assert records.mentions == 2
    assert records.nominations[0].raw["Phone"] == "+56 1"


def test_several_columns_of_nominees_each_with_their_own_contacts():
    records = read(
        ["Nominee 1", "Nominee 1 email", "Nominee 2", "Nominee 2 email", "Country"],
        ["Ana", "ana@x.org", "Luis", "luis@x.org", "Chile"],
        ["Eva", "eva@x.org", "", "", "Perú"],
    )
    first, second = records.nominations
    assert [(one.name, one.email, one.country) for one in first.nominees] == [
        ("Ana", "ana@x.org", "CL"), ("Luis", "luis@x.org", "CL"),
    ]  # fmt: skip
    assert [(one.name, one.email) for one in second.nominees] == [("Eva", "eva@x.org")]


def test_given_and_family_name_in_columns_of_their_own():
    ana = only(read(["Nombres", "Apellidos", "País"], ["Ana María", "Pérez", "Chile"])).nominees[0]
    assert (ana.name, ana.given_name, ana.family_name) == ("Ana María Pérez", "Ana María", "Pérez")


def test_perhaps_several_persons_until_a_person_says_so():
    rows = (["Nominee", "Country"], ["Ana Pérez y Luis Gómez", "Chile"])
    doubtful = only(read(*rows))
    assert len(doubtful.nominees) == 1
    assert "Ana Pérez | Luis Gómez" in str(doubtful.flags[0].reason)

    assert len(only(read(*rows, wishes=Wishes(split="y"))).nominees) == 2


@pytest.mark.parametrize(
    "row",
    [
        ["Ana Pérez", "a@x.org", "ana pérez", "other@x.org", ""],
        ["Ana Pérez", "a@x.org", "A. Pérez", "A@x.org", ""],
        ["Ana Pérez", "a@x.org", "Autonominación", "", ""],
        ["Ana Pérez", "a@x.org", "Rosa", "r@x.org", "Sí"],
    ],
)
def test_who_nominates_themselves(row):
    header = ["Nominee", "Nominee e-mail", "Nominator", "Nominator e-mail", "Self-nomination"]
    assert only(read(header, row)).self_nomination
    assert not only(read(header, ["Ana", "a@x.org", "Rosa", "r@x.org", ""])).self_nomination
    assert not only(read(header, [*row[:4], "No"])).self_nomination


def test_rows_that_say_the_same_have_one_hash_whatever_the_columns():
    header, row = ["Nominee", "Country", "Year"], ["Ana", "Chile", 1901.0]
    first = only(read(header, row))
    again = only(read([*reversed(header), "New"], ["1901", "Chile ", "Ana", ""]))
    other = only(read(header, ["Ana", "Perú", 1901.0]))
    assert first.row_hash == again.row_hash != other.row_hash


def test_numbers_of_responses_that_repeat_are_said():
    records = read(["ID", "Nominee", "Nominator"], [1.0, "Ana", "R"], [1.0, "Luis", "R"])
    assert records.nominations[0].response_id == "1"
    assert "repeat" in " ".join(str(one) for one in records.warnings)


def test_values_that_a_person_settled():
    wishes = Wishes(values={"nominee_country": {"La isla": "Cuba"}})
    found = only(read(["Nominee", "Country"], ["Ana", "la isla"], wishes=wishes))
    assert found.nominees[0].country == "CU"
    assert found.flags == []


def test_no_column_with_a_name():
    book = workbook(["Colour", "Size"], ["red", 3])
    with pytest.raises(BadInput, match="nominee_name"):
        build_records(book, guessed(["Colour", "Size"], ["red", 3]).mapping, Vocabulary())


def test_it_stops_when_it_is_told_to():
    rows = (["Nominee", "Country"], *([["Ana", "Chile"]] * 600))
    progress = Cancellable()
    progress.cancel()
    with pytest.raises(Cancelled):
        build_records(workbook(*rows), guessed(*rows).mapping, Vocabulary(), progress)


def test_what_many_rows_say_stands_in_its_own_row():
    said = [
        ["Ana; Luis", "a@x.org; b@x.org", "Chile", "Rosa", "soon"],
        ["", "nobody@x.org", "Chile", "Rosa", "2021-04-05 10:00"],
        ["Eva", "e@", "Atlantis", "Rosa", "2021-04-05 10:00"],
        ["Max", "", "Perú", "Max", "2021-04-06 10:00"],
    ]
    header = ["Nominee", "Nominee email", "Country", "Nominator", "Timestamp"]
    records = read(header, *(said * 200))
    assert [one.row for one in records.nominations] == [row for row in range(2, 802) if row % 4 != 3]
    assert [one.row for one in records.rejected] == list(range(3, 802, 4))
    assert [one.row for one in records.joint] == list(range(2, 802, 4))
    for one in records.nominations:
        persons = [(person.name, person.email, person.country) for person in one.nominees]
        flags = [(flag.row, flag.cell[0], flag.value) for flag in one.flags]
        if one.row % 4 == 2:
            assert persons == [("Ana", "a@x.org", "CL"), ("Luis", "b@x.org", "CL")]
            assert flags == [(one.row, "E", "soon")]
        elif one.row % 4 == 0:
            assert persons == [("Eva", None, None)]
            assert flags == [(one.row, "B", "e@"), (one.row, "C", "Atlantis")]
        else:
            assert (persons, flags, one.self_nomination) == ([("Max", None, "PE")], [], True)
