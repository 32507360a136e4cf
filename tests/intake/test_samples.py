"""Real nominations, and the sample's form, read without a mapping."""

from pathlib import Path

import pytest

from rapporteur_app.intake.building import build_records
from rapporteur_app.intake.guessing import guess_mapping
from rapporteur_app.intake.vocabulary import Vocabulary
from rapporteur_app.paths import resources_dir
from rapporteur_app.sheets.reading import read_workbook
from tests.intake.sheet_forms import ZONE, region

SHARED = Path(__file__).parents[3] / "shared" / "samples"
SAMPLE = resources_dir() / "sample" / "nominaciones.xlsx"


def read_file(path, vocabulary):
    book = read_workbook(path)
    found = guess_mapping(book, ZONE)
    return found, build_records(book, found.mapping, vocabulary)


@pytest.mark.needs_shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the samples are not beside the project")
@pytest.mark.parametrize(
    ("name", "header_row", "rows", "joint", "mentions", "persons"),
    [
        ("nobel-literature-1901-1966.xlsx", 3, 3104, 56, 3169, 680),
        ("nobel-physics-1901-1966.csv", 1, 2776, 933, 4063, 500),
    ],
)
def test_the_nobel_archive(name, header_row, rows, joint, mentions, persons):
    found, records = read_file(SHARED / name, Vocabulary())

    assert found.mapping.header_row == header_row
    assert found.mapping.columns == {
        "ID": "response_id", "Year": "submitted_at", "Number": None,
        "Nominee(s)": "nominee_name", "Nominator(s)": "nominator_name",
    }  # fmt: skip
    assert records.rows_read == len(records.nominations) == rows
    assert len(records.joint) == joint
    assert records.mentions == mentions
    assert len({person.spelling for one in records.nominations for person in one.nominees}) == persons
    assert all(one.submitted_at is None and one.raw["Year"].isdigit() for one in records.nominations)
    assert all(" - " in one.raw["Number"] for one in records.nominations)


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample is not made")
def test_every_column_of_the_sample_is_known_without_a_mapping():
    found, records = read_file(SAMPLE, region())

    assert None not in found.mapping.columns.values()
    assert records.rows_read == 60
    assert records.mentions == 61
    assert [one.row for one in records.joint] == [39]
    assert [one.row for one in records.nominations if one.self_nomination] == [25, 31, 37, 48]
    assert [one.row for one in records.nominations if one.consent is False] == [30]
    assert {one.row for one in records.nominations for person in one.nominees if person.available is False} == {23, 46}
    assert all(one.submitted_at and not one.offset_assumed for one in records.nominations)
    assert all(person.constituency for one in records.nominations for person in one.nominees)
    assert {flag.field for flag in records.flagged} == {"languages", "available", "consent"}
