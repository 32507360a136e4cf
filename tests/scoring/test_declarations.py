"""Declarations before scoring: reasons, recusals, and no pack without them."""

import pytest

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.merging import merge
from rapporteur_app.model import Declaration, Interest, Member
from rapporteur_app.scoring.declarations import (
    confirm_recusal,
    conflicts_json,
    declare,
    interest_named,
    lift_recusal,
    load_declarations,
    recused_pairs,
    undeclared,
    unsettled,
)
from rapporteur_app.scoring.forms import load_forms, write_forms
from rapporteur_app.workspace import SECRETARIAT, Actor

OTHERS = [Interest.AFFINITY, Interest.CONFLICT, Interest.UNSURE]


@pytest.mark.parametrize("interest", OTHERS)
def test_all_but_none_ask_for_a_reason(prepared, interest):
    made = prepared()
    with pytest.raises(BadInput, match="Give a reason"):
        declare(made.workspace, SECRETARIAT, 1, 1, interest, "  ")
    declare(made.workspace, SECRETARIAT, 1, 1, interest, "same network")
    declare(made.workspace, SECRETARIAT, 1, 2, Interest.NONE)


def test_only_members_who_score_declare_on_eligible_candidates(prepared):
    made = prepared()
    with pytest.raises(NotFound):
        declare(made.workspace, SECRETARIAT, 9, 1, Interest.NONE)
    with pytest.raises(BadInput, match="C9"):
        declare(made.workspace, SECRETARIAT, 1, 9, Interest.NONE)


@pytest.mark.parametrize("interest", [Interest.CONFLICT, Interest.UNSURE])
def test_what_is_not_settled_stops_the_pack(prepared, interest):
    made = prepared()
    made.declare_all()
    declare(made.workspace, SECRETARIAT, 1, 2, interest, "same employer")
    with made.workspace.reading() as reader:
        assert unsettled(reader, 1) == [2]
    with pytest.raises(BadInput, match="M1 Rosa declared a conflict or doubt on C2"):
        made.packs()
    assert len(made.packs(2, 3)) == 2


@pytest.fixture
def recused(prepared):
    """M1 is recused on C2."""
    made = prepared()
    made.declare_all()
    declare(made.workspace, SECRETARIAT, 1, 2, Interest.CONFLICT, "same employer")
    confirm_recusal(made.workspace, SECRETARIAT, 1, 2)
    return made


def pairs(made):
    with made.workspace.reading() as reader:
        return recused_pairs(reader)


def test_a_confirmed_recusal_settles_the_conflict(recused):
    assert pairs(recused) == {(1, 2)}
    with recused.workspace.reading() as reader:
        assert unsettled(reader, 1) == []


def test_a_recusal_outlives_what_the_member_declares_later(recused):
    declare(recused.workspace, SECRETARIAT, 1, 2, Interest.NONE)
    assert pairs(recused) == {(1, 2)}


def test_the_chair_lifts_a_recusal_with_a_reason(recused):
    with pytest.raises(BadInput, match="only with a reason"):
        lift_recusal(recused.workspace, SECRETARIAT, 1, 2, " ")
    lift_recusal(recused.workspace, SECRETARIAT, 1, 2, "another company of that name")
    assert pairs(recused) == set()
    with recused.workspace.reading() as reader:
        assert unsettled(reader, 1) == [2], "the declared conflict waits again"
    with pytest.raises(NotFound, match="M1 is not recused on C2"):
        lift_recusal(recused.workspace, SECRETARIAT, 1, 2, "again")


def test_there_must_be_something_to_confirm(prepared):
    made = prepared()
    with pytest.raises(NotFound):
        confirm_recusal(made.workspace, SECRETARIAT, 1, 2)
    declare(made.workspace, SECRETARIAT, 1, 2, Interest.NONE)
    with pytest.raises(BadInput, match="nothing to recuse"):
        confirm_recusal(made.workspace, SECRETARIAT, 1, 2)


@pytest.mark.parametrize(("policy", "pairs"), [("allow", set()), ("recuse", {(1, 2)})])
def test_affinity_follows_the_policy(prepared, policy, pairs):
    made = prepared(**{"policy.affinity": policy})
    declare(made.workspace, SECRETARIAT, 1, 2, Interest.AFFINITY, "same network")
    with made.workspace.reading() as reader:
        assert recused_pairs(reader) == pairs
        assert unsettled(reader, 1) == []


def test_a_table_is_taken_whole_or_not_at_all(prepared):
    made = prepared()
    rows = [
        {"member": "Rosa", "candidate": "ana  PAZ", "state": "none", "reason": ""},
        {"member": "M2", "candidate": "C2", "state": "Affinity", "reason": "same city"},
        {"member": "M2", "candidate": "C3", "state": "", "reason": ""},
    ]
    assert load_declarations(made.workspace, SECRETARIAT, rows) == {"declared": 2, "blank": 1, "skipped": 0}
    for bad in ({"member": "Zoe"}, {"candidate": "Zoe"}, {"state": "maybe"}, {"state": "conflict", "reason": ""}):
        with pytest.raises(BadInput, match=r"3|C1"):
            load_declarations(made.workspace, SECRETARIAT, [{**rows[0], "member": "M3"}, {**rows[0], **bad}])
    with made.workspace.reading() as reader:
        assert undeclared(reader, 3) == [1, 2, 3]
        assert undeclared(reader, 1) == [2, 3]
        assert len(conflicts_json(reader)["declarations"]) == 2


def test_an_unknown_word():
    with pytest.raises(BadInput, match="none, affinity, conflict, unsure"):
        interest_named("perhaps")


def test_the_form_goes_out_and_comes_back(prepared, tmp_path):
    from openpyxl import load_workbook

    made = prepared()
    paths = write_forms(made.workspace, tmp_path / "forms")
    assert [path.name for path in paths] == [f"declaration-M{n}.xlsx" for n in (1, 2, 3)]
    book = load_workbook(paths[2])
    sheet = book["declaration"]
    assert [cell.value for cell in sheet[1]] == ["member", "candidate", "name", "organisation", "state", "reason"]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    for row, state in enumerate(("none", "conflict", "none"), start=2):
        sheet.cell(row, 5, state)
    sheet.cell(3, 6, "my cousin")
    book.save(paths[2])
    assert load_forms(made.workspace, SECRETARIAT, paths[2])["declared"] == 3
    with made.workspace.reading() as reader:
        assert unsettled(reader, 3) == [2]
        assert undeclared(reader, 3) == []


@pytest.mark.parametrize(
    ("language", "header", "words"),
    [
        ("es", "Declaración", ("ninguno", "Conflicto", "DUDA")),
        ("pt", "Declaração", ("nenhum", "conflito", "em duvida")),
        ("fr", "Déclaration", ("aucun", "conflit", "incertain")),
    ],
)
def test_a_form_speaks_the_language_of_its_member(prepared, tmp_path, language, header, words):
    from openpyxl import load_workbook

    made = prepared()
    with made.workspace.transaction(SECRETARIAT, message("language")) as tx:
        member = tx.need(Member, 3)
        member.language = language
        tx.add(member)
    path = write_forms(made.workspace, tmp_path / "forms")[2]
    book = load_workbook(path)
    sheet = book["declaration"]
    assert (sheet["E1"].value, sheet["E1"].number_format) == ("state", f';;;"{header}"')
    (choices,) = sheet.data_validations.dataValidation
    assert choices.formula1.strip('"').split(",")[1] == INTERESTS_OF[language]
    for row, word in enumerate(words, start=2):
        sheet.cell(row, 5, word)
        sheet.cell(row, 6, "x")
    book.save(path)
    assert load_forms(made.workspace, SECRETARIAT, path)["declared"] == 3
    with made.workspace.reading() as reader:
        rows = reader.all(Declaration, member_id=3)
    assert [row.interest for row in rows] == [Interest.NONE, Interest.CONFLICT, Interest.UNSURE]
    lines = [("Integrante", "Candidatura", header, "Motif"), ("M2", "C1", words[0], "")]
    (tmp_path / "saved.csv").write_text("\n".join(map(";".join, lines)), "utf-8")
    assert load_forms(made.workspace, SECRETARIAT, tmp_path / "saved.csv")["declared"] == 1


INTERESTS_OF = {"es": "afinidad", "pt": "afinidade", "fr": "affinité"}


def test_no_form_without_candidates(workspace, tmp_path):
    with pytest.raises(WrongStage, match="No candidate is eligible"):
        write_forms(workspace, tmp_path / "forms")
    assert not (tmp_path / "forms").exists()


def test_a_member_who_does_not_chair_settles_no_recusal(recused):
    with pytest.raises(BadInput, match="M2 does not have the role"):
        lift_recusal(recused.workspace, Actor(2), 1, 2, "we are friends")
    declare(recused.workspace, SECRETARIAT, 2, 1, Interest.CONFLICT, "same employer")
    with pytest.raises(BadInput, match="M2 does not have the role"):
        confirm_recusal(recused.workspace, Actor(2), 2, 1)
    lift_recusal(recused.workspace, Actor(1), 1, 2, "another company of that name")
    assert pairs(recused) == set()


def test_a_recusal_is_lifted_by_the_name_that_a_merge_left(recused):
    merge(recused.workspace, SECRETARIAT, [1, 2])
    assert pairs(recused) == {(1, 1)}
    lift_recusal(recused.workspace, SECRETARIAT, 1, 1, "another company of that name")
    assert pairs(recused) == set()


def test_what_the_policy_recuses_is_not_lifted(prepared):
    made = prepared(**{"policy.affinity": "recuse"})
    declare(made.workspace, SECRETARIAT, 1, 2, Interest.AFFINITY, "same network")
    with pytest.raises(NotFound, match="by the policy on affinity"):
        lift_recusal(made.workspace, SECRETARIAT, 1, 2, "why not")


def test_a_form_that_came_back_into_the_folder_is_not_written_over(prepared, tmp_path):
    made = prepared()
    sent = write_forms(made.workspace, tmp_path / "forms")[0]
    sent.write_bytes(b"filled in")

    again = write_forms(made.workspace, tmp_path / "forms")

    assert [path.name for path in again] == [f"declaration-M{number}-2.xlsx" for number in (1, 2, 3)]
    assert sent.read_bytes() == b"filled in"
