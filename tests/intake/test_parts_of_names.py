"""Names that forms ask for in parts: none of them is lost, as persons are told apart by them."""

import pytest

from tests.intake.sheet_forms import guessed, read


def named(header, *rows):
    return [one.nominees[0] for one in read([*header, "E-mail"], *[[*row, ""] for row in rows]).nominations]


@pytest.mark.parametrize(
    ("header", "row", "whole"),
    [
        (["Nombres", "Primer apellido", "Segundo apellido"], ["Ana María", "Paz", "Ríos"], "Ana María Paz Ríos"),
        (["Apellido paterno", "Apellido materno", "Nombre(s)"], ["Paz", "Ríos", "Ana"], "Ana Paz Ríos"),
        (["Primer nombre", "Segundo nombre", "Primer apellido", "Segundo apellido"], ["Ana", "Luz", "Paz", "Ríos"],
         "Ana Luz Paz Ríos"),
        (["First name", "Middle name", "Last name"], ["Ana", "M.", "Paz"], "Ana M. Paz"),
        (["Primeiro nome", "Nome do meio", "Sobrenome"], ["Ana", "Luz", "Sá"], "Ana Luz Sá"),
        (["Nom", "Prénom"], ["Dupont", "Jean"], "Jean Dupont"),
        (["NOM", "PRÉNOM(S)"], ["Dupont", "Jean"], "Jean Dupont"),
        (["Nom de famille", "Prénom", "Autres prénoms"], ["Dupont", "Jean", "Luc"], "Jean Luc Dupont"),
        (["Name", "First name"], ["Clarke", "Winston"], "Winston Clarke"),
    ],
)  # fmt: skip
def test_the_parts_make_the_whole_name(header, row, whole):
    (found,) = named(header, row)
    assert found.name == whole
    assert f"{found.given_name} {found.family_name}" == whole


def test_two_persons_who_differ_in_the_second_family_name_only_are_two():
    found = named(["Nombre", "Apellido", "Segundo apellido"], ["Ana", "Paz", "Ríos"], ["Ana", "Paz", "Soto"])
    assert found[0].spelling != found[1].spelling


def test_a_part_that_is_blank_leaves_no_gap():
    found = named(["First name", "Middle name", "Last name"], ["Ana", "", "Paz"])
    assert found[0].name == "Ana Paz"


def test_who_nominates_has_two_family_names_too():
    header = ["Nombre de la persona nominada", "Su nombre", "Su primer apellido", "Su segundo apellido"]
    (found,) = read(header, ["Ana Paz", "Rosa", "Vela", "Cruz"]).nominations
    assert found.nominator == "Rosa Vela Cruz"


def test_a_name_beside_whole_names_stays_the_whole_name():
    columns = guessed(["Nom", "Courriel", "Pays"], ["Jean Dupont", "j@d.example", "Haïti"]).columns
    assert columns[0].field == "nominee_name"


@pytest.mark.parametrize(
    "header",
    ["Main objective of the nominee's work", "Objetivo profesional de la persona nominada", "Objectif de la personne"],
)
def test_an_aim_of_somebodys_work_is_no_objective_of_the_compact(header):
    columns = guessed(["Nominee", header], ["Ana", "To help"]).columns
    assert columns[1].field is None
