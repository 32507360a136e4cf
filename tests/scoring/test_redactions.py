"""What is taken out of a dossier stands nowhere in a pack: not in another spelling, not in the row as received."""

import json

import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import catalogue, message
from rapporteur_app.intake.attachments import attach
from rapporteur_app.intake.merging import merge
from rapporteur_app.model import Candidate, Nomination
from rapporteur_app.scoring.blackout import BLACK, FIELDS, without_words
from rapporteur_app.scoring.dossier_text import dossier_text
from rapporteur_app.scoring.redactions import redact
from rapporteur_app.setup.names import Names
from rapporteur_app.workspace import SECRETARIAT

STATEMENT = "MARIA  PEREZ led 12 reports of the Red Pérez; born in Panamá in 1912."
RAW = {"Motivo": STATEMENT, "Correo": "c1@x.org", "Año": "1912"}


@pytest.fixture
def told(ready):
    """A candidate of whom a nomination says more."""
    with ready.workspace.transaction(SECRETARIAT, message("Row filled")) as tx:
        nomination, candidate = tx.need(Nomination, 1), tx.need(Candidate, 1)
        nomination.statement, nomination.raw, nomination.nominator = STATEMENT, RAW, "Foro Pérez"
        nomination.links = "https://x.org/maria-perez"
        candidate.country, candidate.languages = "MX", ["es", "qu"]
        tx.add(nomination)
        tx.add(candidate)
    return ready


def dossier(ready, number=1):
    (pack,) = ready.packs(1)
    return next(each for each in pack.candidates if each["id"] == f"C{number}")


def take_out(ready, field, text="", number=1):
    redact(ready.workspace, SECRETARIAT, number, field, text, "a test")


def test_a_field_of_a_nomination_is_taken_out_whole(told):
    take_out(told, "statement")
    nomination = dossier(told)["nominations"][0]
    assert (nomination["statement"], nomination["nominator"]) == (BLACK, "Foro Pérez")


def test_words_of_a_field_of_a_nomination_are_taken_out(told):
    take_out(told, "statement", "María Pérez")
    nomination = dossier(told)["nominations"][0]
    assert nomination["statement"] == f"{BLACK} led 12 reports of the Red Pérez; born in Panamá in 1912."
    assert BLACK in nomination["raw"]["Motivo"]


def test_capitals_accents_and_line_breaks_make_no_difference(told):
    take_out(told, "*", "maria perez")
    take_out(told, "*", "Perez")
    found = dossier(told)["nominations"][0]
    assert found["statement"] == f"{BLACK} led 12 reports of the Red {BLACK}; born in Panamá in 1912."
    assert found["nominator"] == f"Foro {BLACK}"
    assert found["links"] == f"https://x.org/maria-{BLACK}"


def test_a_short_word_is_taken_out_where_it_stands_alone(told):
    take_out(told, "*", "12")
    take_out(told, "*", "ana")
    found = dossier(told)
    assert found["nominations"][0]["statement"] == STATEMENT.replace("12 reports", f"{BLACK} reports")
    assert found["name"] == f"{BLACK} Paz"


def test_a_field_that_is_taken_out_stands_in_no_row_as_received(told):
    take_out(told, "email")
    found = dossier(told)
    assert found["email"] == BLACK
    assert found["nominations"][0]["raw"] == {}
    assert "c1@x.org" not in json.dumps(found)


def test_a_name_is_taken_out_with_its_parts_and_a_list_without_its_length(told):
    with told.workspace.transaction(SECRETARIAT, message("Parts")) as tx:
        candidate = tx.need(Candidate, 1)
        candidate.given_name, candidate.family_name = "Ana", "Paz"
        tx.add(candidate)
    take_out(told, "name")
    take_out(told, "languages")
    found = dossier(told)
    assert [found[name] for name in ("name", "given_name", "family_name")] == [BLACK] * 3
    assert found["languages"] == [BLACK]
    assert "Ana" not in dossier_text(found, Names(catalogue("es")))


def test_every_field_may_be_taken_out_and_the_dossier_is_still_read(told):
    for field in FIELDS:
        take_out(told, field)
    text = dossier_text(dossier(told), Names(catalogue("fr")))
    assert all(word not in text for word in ("Paz", "Red", "Foro", "Motivo", "c1@", "Mexique", "x.org"))


def test_documents_are_named_without_the_words_and_can_still_be_opened(told, tmp_path):
    for place in range(12):
        data = f"%PDF-1.7 letter {place}".encode()
        (tmp_path / f"CV_AnaPaz_{place}.pdf").write_bytes(data)
        attach(told.workspace, SECRETARIAT, 1, [tmp_path / f"CV_AnaPaz_{place}.pdf"])
    for digit in "abc0123456789":
        take_out(told, "*", digit)
    take_out(told, "*", "AnaPaz")
    (pack,) = told.packs(1)
    documents = pack.candidates[0]["documents"]
    assert [pack.file.document(each["sha256"]) for each in documents] == [
        f"%PDF-1.7 letter {n}".encode() for n in range(12)
    ]
    assert documents[1]["name"] == f"CV_{BLACK}_{BLACK}.pdf"


def test_what_was_taken_out_stays_out_when_two_candidates_are_one(told):
    take_out(told, "statement", "Pérez")
    merge(told.workspace, SECRETARIAT, [2, 1])
    found = dossier(told, 2)
    assert "PEREZ" not in str(found)


def test_no_other_field_is_known(ready):
    with pytest.raises(BadInput, match="statement"):
        take_out(ready, "motivation")


@pytest.mark.parametrize(
    ("value", "text", "left"),
    [
        ("I\u0301n\u0303igo", "íñigo", BLACK),
        ("a+b (c) [d]", "(C) [D]", f"a+b {BLACK}"),
        ("İstanbul ß", "istanbul", f"{BLACK} ß"),
        ("Tel. +51 1", "+51 1", f"Tel. {BLACK}"),
        ("x", "  ", "x"),
        ("JO, Jo. jo2 joJo", "jo", f"{BLACK}, {BLACK}. {BLACK}2 joJo"),
        ("Dr.\n  Ana\tPaz", "ana paz", f"Dr.\n  {BLACK}"),
    ],
)
def test_words_are_found_however_they_are_written(value, text, left):
    assert without_words(value, text) == left
