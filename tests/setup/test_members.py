"""Members: a list is loaded whole or not at all; the same person again is brought up to date."""

import pytest

from rapporteur_app.errors import BadInput, NotFound
from rapporteur_app.model import Role
from rapporteur_app.setup.members import (
    add_members,
    change_member,
    members_json,
    members_with,
    parse_roles,
    require_role,
    roles_of,
    scoring_members,
)
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import undo

ROSA = {"name": "Rosa Luz", "email": "rosa@example.org", "roles": "chair;member", "language": "es",
        "zone": "America/Lima", "organisation": "Red", "constituency": "ngo", "country": "PE"}  # fmt: skip
ALI = {"name": "Ali", "email": "", "roles": "", "language": "", "zone": ""}


def load(workspace, *rows):
    return add_members(workspace, SECRETARIAT, list(rows))


def listed(workspace):
    with workspace.reading() as reader:
        return members_json(reader)


def test_a_list_is_loaded(workspace):
    load(workspace, ROSA, ALI)
    rosa, ali = listed(workspace)
    assert rosa == {**ROSA, "id": "M1", "roles": ["chair", "member"]}
    assert ali["roles"] == ["member"]
    assert (ali["language"], ali["zone"]) == ("en", "UTC")


def test_who_scores(workspace):
    load(workspace, {**ROSA, "roles": "chair; witness"}, ALI)
    with workspace.reading() as reader:
        assert [member.name for member in scoring_members(reader)] == ["Ali"]
        assert [member.name for member in members_with(reader, Role.CHAIR, Role.WITNESS)] == ["Rosa Luz"]


def test_the_same_email_again_updates(workspace):
    load(workspace, ROSA)
    load(workspace, {"name": "Rosa L. Paz", "email": "rosa@example.org", "roles": "secretariat", "country": ""})
    (rosa,) = listed(workspace)
    assert (rosa["id"], rosa["name"], rosa["roles"]) == ("M1", "Rosa L. Paz", ["secretariat"])
    assert (rosa["language"], rosa["zone"], rosa["country"]) == ("es", "America/Lima", "PE")


def test_the_same_email_in_other_letters_is_the_same_person(workspace):
    load(workspace, ROSA)
    load(workspace, {**ROSA, "email": "Rosa@Example.org"})
    assert len(listed(workspace)) == 1


def test_the_same_name_without_an_email_updates(workspace):
    load(workspace, ALI)
    load(workspace, {"name": "Ali", "roles": "co-chair"})
    (ali,) = listed(workspace)
    assert ali["roles"] == ["co-chair"]


def test_loading_is_one_act_that_can_be_undone(workspace):
    load(workspace, ROSA, ALI)
    undo(workspace, SECRETARIAT)
    assert listed(workspace) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "the name is missing"),
        ({"roles": "queen"}, "“queen” is not a role"),
        ({"zone": "Lima"}, "“Lima” is not a time zone"),
        ({"email": "rosa"}, "not an e-mail"),
        ({"language": "Spanish"}, "not a language code"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_kept(workspace, change, said):
    with pytest.raises(BadInput) as caught:
        load(workspace, ALI, {**ROSA, **change})
    assert said in str(caught.value)
    assert "2" in str(caught.value)
    assert listed(workspace) == []


def test_an_empty_list(workspace):
    with pytest.raises(BadInput):
        load(workspace)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("member", [Role.MEMBER]),
        (" Chair , MEMBER;", [Role.CHAIR, Role.MEMBER]),
        ("co_chair", [Role.CO_CHAIR]),
        ("cochair", [Role.CO_CHAIR]),
    ],
)
def test_roles_in_a_cell(text, roles):
    assert parse_roles(text, 1) == roles


def test_a_role_is_required(workspace):
    load(workspace, ROSA)
    with workspace.reading() as reader:
        assert require_role(reader, 1, Role.CHAIR, Role.CO_CHAIR).name == "Rosa Luz"
        assert roles_of(reader, 1) == [Role.CHAIR, Role.MEMBER]
        with pytest.raises(BadInput, match="M1 does not have the role witness"):
            require_role(reader, 1, Role.WITNESS)
        with pytest.raises(NotFound):
            require_role(reader, 9, Role.CHAIR)


def test_a_member_is_changed_by_number_name_and_email_too(workspace):
    load(workspace, ROSA, ALI)
    change_member(workspace, SECRETARIAT, 1, {"name": "Rosa Díaz", "email": "rosa@un.example.org", "organisation": ""})
    rosa = listed(workspace)[0]
    assert (rosa["name"], rosa["email"], rosa["organisation"]) == ("Rosa Díaz", "rosa@un.example.org", "")
    assert (rosa["roles"], rosa["zone"], rosa["country"]) == (["chair", "member"], "America/Lima", "PE")
    undo(workspace, SECRETARIAT)
    assert listed(workspace)[0]["email"] == "rosa@example.org"


@pytest.mark.parametrize(
    ("number", "row", "refusal"),
    [
        (2, {"name": "Ali", "email": "Rosa@example.org"}, "M1 Rosa Luz has this e-mail address"),
        (2, {"name": " "}, "the name is missing"),
        (2, {"name": "Ali", "zone": "Mars/Phobos"}, "not a time zone"),
    ],
)
def test_a_change_of_a_member_that_cannot_be_is_refused(workspace, number, row, refusal):
    load(workspace, ROSA, ALI)
    with pytest.raises(BadInput, match=refusal):
        change_member(workspace, SECRETARIAT, number, row)
    with pytest.raises(NotFound):
        change_member(workspace, SECRETARIAT, 9, row)
    assert [member["name"] for member in listed(workspace)] == ["Rosa Luz", "Ali"]
