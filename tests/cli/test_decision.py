"""`decide`, `endorse`, `sign`, `respond` as a person types them."""

import pytest
import typer
from typer.testing import CliRunner

from rapporteur_app.cli import decision
from rapporteur_app.decision.sign import signature_holds
from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Decision, Endorsement, Member, MemberRole, Role, ShortlistEntry
from rapporteur_app.workspace import SECRETARIAT, Workspace
from rapporteur_app.workspace.undo import acts


@pytest.fixture
def selection(workspace):
    """The path of a closed selection: C1 and C2 on the shortlist, M1 chairs, M2 is a member."""
    with workspace.transaction(SECRETARIAT, message("Prepared")) as tx:
        for place, name in enumerate(("Ana", "Bruno"), start=1):
            person = tx.add(Candidate(name=name, spelling=name.casefold()))
            tx.add(ShortlistEntry(candidate_id=person.id, position=place, chosen=True, reason="because"))
        for name, role in (("Beatriz", Role.CHAIR), ("Luiz", Role.MEMBER)):
            member = tx.add(Member(name=name))
            tx.add(MemberRole(member_id=member.id, role=role))
    workspace.close()
    return workspace.path


@pytest.fixture
def run(selection):
    """Type a command."""
    app = typer.Typer(pretty_exceptions_enable=False)
    decision.register(app)

    def call(command, *arguments, **options):
        return CliRunner().invoke(app, [command, str(selection), *map(str, arguments)], **options)

    return call


@pytest.fixture
def reason(tmp_path):
    (tmp_path / "why.md").write_text("The clearest voice.", "utf-8")
    return tmp_path / "why.md"


@pytest.fixture
def decided(run, reason):
    given = (
        "--select",
        "C1",
        "--alternate",
        "c2",
        "--justification",
        f"en={reason}",
        "--justification",
        f"es={reason}",
    )
    result = run("decide", *given)
    assert result.stdout == "Selected: C1. Alternates: C2.\n"
    return run


def look(path, act):
    with Workspace.open(path, write=False) as workspace, workspace.reading() as reader:
        return act(reader)


def test_a_decision_is_taken_endorsed_signed_and_accepted(decided, selection, tmp_path):
    (tmp_path / "dissent.txt").write_text("I ask for turns.", "utf-8")
    assert decided("endorse", "M1", "--endorse").stdout == "M1 endorses the decision.\n"
    dissent = decided("endorse", "M2", "--dissent", "--statement", tmp_path / "dissent.txt")
    assert dissent.stdout == "M2 dissents from the decision.\n"
    signed = decided("sign")
    assert signed.exit_code == 0
    assert "The decision is signed by M1 with the key " in signed.stdout
    assert "The signing key lies" in signed.stdout, "it was made, so where it lies is said"
    assert decided("respond", "C1", "--accepts").stdout == "C1 accepts.\n"

    found = look(selection, lambda reader: reader.first(Decision))
    assert found.justification == {"en": "The clearest voice.", "es": "The clearest voice."}
    assert look(selection, signature_holds) is True
    stances = look(selection, lambda reader: [(row.member_id, row.statement) for row in reader.all(Endorsement)])
    assert stances == [(1, ""), (2, "I ask for turns.")]


def test_declines_move_the_alternates_up(decided):
    assert decided("respond", "C1", "--declines", "--reason", "Ill.").stdout == "C1 declines. Selected now: C2.\n"
    assert decided("respond", "C2", "--declines").stdout == "C2 declines. No alternate is left: decide anew.\n"


def test_the_chair_signs_with_a_key_file_that_a_passphrase_locks(decided, selection, tmp_path):
    from rapporteur_app.trust.keys import Cost, SigningKey
    from rapporteur_app.trust.keystore import save_key_file

    key = SigningKey.new()
    save_key_file(tmp_path / "chair.key", key, "correct horse battery staple", cost=Cost(1, 8192))
    signed = decided(
        "sign", "--key-file", tmp_path / "chair.key", "--passphrase-file", "-", input="correct horse battery staple\n"
    )
    assert signed.stdout == f"The decision is signed by M1 with the key {key.public}.\n"


def test_the_log_says_who_acted(decided, selection):
    decided("endorse", "M2", "--endorse", "--as", "M2")
    decided("sign", "--as", "M1")
    assert look(selection, lambda reader: [act.actor for act in acts(reader)][-3:]) == ["secretariat", "M2", "M1"]


def test_a_signed_decision_is_refused_a_change(decided, reason):
    decided("sign")
    for words in (
        ("decide", "--select", "C2", "--justification", f"en={reason}"),
        ("endorse", "M1", "--endorse"),
        ("sign",),
    ):
        result = decided(*words)
        assert (result.exit_code, type(result.exception)) == (1, WrongStage)


def test_what_cannot_be_read_is_a_sentence(run, tmp_path):
    given = ("decide", "--select", "C1", "--justification")
    assert "There is no file" in str(run(*given, f"en={tmp_path / 'none.md'}").exception)
    assert isinstance(run(*given, "why").exception, BadInput)
    assert isinstance(run("respond", "Ana", "--accepts").exception, BadInput)


@pytest.mark.parametrize(
    "words",
    [("decide", "--select", "C1"), ("decide",), ("endorse", "M1"), ("endorse",), ("respond", "C1"), ("respond",)],
)
def test_wrong_usage_ends_2(run, words):
    assert run(*words).exit_code == 2


def test_help_answers(run):
    for command in ("decide", "endorse", "sign", "respond"):
        assert run(command, "--help").exit_code == 0
