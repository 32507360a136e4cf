"""`consult` as a person types it, on the sample's register and replies."""

import csv
import json

import pytest
import typer
from typer.testing import CliRunner

from rapporteur_app.cli import consultation
from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Member, ShortlistEntry, TemplateCopy
from rapporteur_app.paths import resources_dir
from rapporteur_app.setup.template import load_template
from rapporteur_app.workspace import SECRETARIAT, Workspace

SAMPLE = resources_dir() / "sample"
NAMES = (
    "Yesenia Mosquera Valencia",
    "Marisol Ixcoy Batz",
    "Lúcia Helena Guimarães Conceição",
    "Shanelle O'Brien-Charles",
    "Pascale Mondésir",
)


@pytest.fixture
def selection(workspace):
    """The path of a closed selection with the sample's shortlist and one member."""
    with workspace.transaction(SECRETARIAT, message("Prepared")) as tx:
        tx.add(TemplateCopy(code="gcm-lac-2021", source=load_template("gcm-lac-2021").source))
        tx.add(Member(name="Rosa"))
        people = tx.add_all([Candidate(name=name, spelling=name.casefold()) for name in NAMES])
        tx.add_all(
            [
                ShortlistEntry(candidate_id=person.id, position=place, chosen=True, reason="because")
                for place, person in enumerate(people, start=1)
            ]
        )
    workspace.close()
    return workspace.path


@pytest.fixture
def run(selection):
    """Type a command of the group."""
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command("other")(lambda: None)
    consultation.register(app)

    def call(*arguments):
        return CliRunner().invoke(app, ["consult", str(selection), *map(str, arguments)])

    return call


@pytest.fixture
def asked(run):
    """The sample's register is loaded and round 1 is open."""
    assert run("stakeholders", "--load", SAMPLE / "stakeholders.csv").exit_code == 0
    question = SAMPLE / "question.md"
    opened = run("round", "--open", "--question", question, "--from", "2021-04-13T08:00", "--until", "2021-04-16T18:00")
    assert opened.exit_code == 0
    return run


def head(path):
    with Workspace.open(path, write=False) as workspace:
        return workspace.head()


def found(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def table(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_register_is_loaded_and_shown(run):
    loaded = found(run("stakeholders", "--load", SAMPLE / "stakeholders.csv", "--json"))
    assert (loaded["added"], loaded["updated"], loaded["warnings"]) == (75, 0, [])
    shown = found(run("stakeholders", "--json"))["stakeholders"]
    assert shown[0]["id"] == "S1"
    assert shown[0]["organisation"] == "Fundación Caminantes"
    assert run("stakeholders").stdout.splitlines()[0] == "S1  Fundación Caminantes (civil · CO · es)"
    assert "0 added, 0 updated, 75 unchanged" in run("stakeholders", "--load", SAMPLE / "stakeholders.csv").stdout


def test_a_round_opens_with_drafts_of_invitations(asked, tmp_path):
    question, span = SAMPLE / "question.md", ("--from", "2021-04-17", "--until", "2021-04-18")
    opened = asked(
        "round",
        "--open",
        "--question",
        question,
        *span,
        "--only",
        "S1",
        "--only",
        "s2",
        "--invitations",
        tmp_path / "d",
        "--json",
    )
    assert found(opened) == {
        "round": 2,
        "asked": 2,
        "invitations": [str(tmp_path / "d" / "round-2-S1.eml"), str(tmp_path / "d" / "round-2-S2.eml")],
    }


def test_the_sample_replies_are_imported_answered_and_reported(asked):
    rows = len((SAMPLE / "replies.csv").read_text("utf-8").splitlines()) - 1
    imported = found(asked("import", SAMPLE / "replies.csv", "--round", "1", "--json"))
    assert imported["rows_read"] == imported["imported"] == rows
    assert (imported["rejected"], imported["unregistered"], imported["dry_run"]) == ([], [], False)

    report = found(asked("report", "--json"))
    assert (report["round"], report["asked"], report["unregistered"], report["broad"]) == (1, 74, 0, True)
    assert report["replied"] == sum(row["replied"] for row in report["coverage"])
    kinds = ("support", "no_objection", "concern", "objection", "abstain")
    assert sum(row[kind] for row in report["candidates"] for kind in kinds) == rows
    assert [concern["id"] for concern in report["concerns"]] == [f"K{number}" for number in range(1, 8)]

    close = ("round", "--close", "1")
    refused = asked(*close)
    assert isinstance(refused.exception, WrongStage)
    for concern in report["concerns"]:
        words = ("--disposition", "noted", "--answer", "Heard.", "--effect", "None.", "--owner", "M1")
        assert asked("answer", concern["id"], *words).exit_code == 0
    assert asked(*close).stdout == "Round 1 is closed.\n"
    after = found(asked("report", "--round", "1", "--json"))["concerns"]
    assert {(concern["disposition"], concern["owner"]) for concern in after} == {("noted", "M1")}


def test_a_dry_run_writes_nothing(asked, selection):
    before = head(selection)
    assert found(asked("import", SAMPLE / "replies.csv", "--round", "1", "--dry-run", "--json"))["imported"] == 80
    assert head(selection) == before


def test_an_import_names_every_row_that_is_not_taken_or_stands_apart(asked, tmp_path):
    replies = table(
        tmp_path / "r.csv",
        ["Stakeholder", "Candidate", "Reply"],
        ["Unheard Of", "C1", "support"],
        ["S1", "C9", "support"],
        ["S1", "C1", "support"],
    )
    result = asked("import", replies, "--round", "1")
    assert result.exit_code == 0
    assert "New: 2" in result.stdout
    assert "Row 2: Unheard Of is not in the register; the reply is kept, and stands apart." in result.stderr
    assert "Row 3: “C9” is not on the shortlist. On it are C1, C2, C3, C4, C5." in result.stderr
    report = found(asked("report", "--json"))
    assert (report["unregistered"], report["unregistered_organisations"]) == (1, ["Unheard Of"])
    assert "Replied without being registered, and counted apart: Unheard Of" in asked("report").stdout


def test_an_import_that_takes_nothing_fails_and_says_why(asked, selection, tmp_path):
    before = head(selection)
    replies = table(tmp_path / "r.csv", ["stakeholder", "candidate", "reply"], ["S1", "Nobody", "support"])
    result = asked("import", replies, "--round", "1")
    assert (result.exit_code, type(result.exception)) == (1, BadInput)
    assert str(result.exception).startswith(
        "No reply of r.csv was taken: all 1 were rejected. The first, row 2: “Nobody”"
    )
    assert (result.stdout, result.stderr) == ("", ""), "the refusal is all that is said"
    assert head(selection) == before
    shown = asked("import", replies, "--round", "1", "--dry-run")
    assert (shown.exit_code, "rejected: 1." in shown.stdout, "Row 2: “Nobody”" in shown.stderr) == (0, True, True)


def test_another_form_is_mapped(asked, tmp_path):
    replies = table(
        tmp_path / "r.csv", ["Organización", "Persona", "Opinión"], ["Fundación Caminantes", "C1", "A favor"]
    )
    (tmp_path / "map.toml").write_text(
        '[columns]\n"Organización" = "stakeholder"\n"Persona" = "candidate"\n"Opinión" = "reply"\n'
        '[values.reply]\n"A favor" = "support"\n',
        "utf-8",
    )
    assert found(asked("import", replies, "--round", "1", "--map", tmp_path / "map.toml", "--json"))["imported"] == 1


def test_one_reply_is_logged_and_replaced(asked):
    given = ("log", "--round", "1", "--stakeholder", "S1", "--candidate", "C1", "--reply")
    words = ("--text", "Sí", "--lang", "es", "--translation", "en=Yes", "--translation", "fr=Oui", "--channel", "form")
    assert asked(*given, "support", *words).stdout == "The reply is logged.\n"
    assert (
        asked(*given, "objection", "--confidential", "--at", "2021-04-14").stdout
        == "The reply replaces an earlier one.\n"
    )
    assert "K1: objection on C1, open" in asked("report").stdout


def test_a_logged_stranger_is_warned_of(asked):
    result = asked("log", "--round", "1", "--stakeholder", "Unheard Of", "--candidate", "C1", "--reply", "support")
    assert "Unheard Of is not in the register" in result.stderr


def test_the_report_says_whom_it_reached_and_shows_nothing_that_a_terminal_would_obey(asked):
    asked("log", "--round", "1", "--stakeholder", "Evil\x1b[2J", "--candidate", "C1", "--reply", "support")
    shown = asked("report").stdout
    assert shown.startswith("Round 1: 74 asked, 0 of them replied.\n")
    assert "The consultation was not broad." in shown
    assert "\x1b" not in shown


def test_a_round_closes_with_a_reason_in_spite_of_concerns(asked):
    asked("log", "--round", "1", "--stakeholder", "S1", "--candidate", "C1", "--reply", "concern")
    closed = found(asked("round", "--close", "1", "--despite-open", "No time.", "--json"))
    assert (closed["round"], closed["despite_open"]) == (1, "No time.")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("round",),
        ("round", "--open", "--close", "1"),
        ("round", "--open", "--from", "2021-04-13"),
        ("answer", "K1", "--disposition", "ignored", "--answer", "x", "--effect", "x"),
        ("import", "replies.csv"),
        ("log", "--round", "one"),
        ("nothing",),
    ],
)
def test_wrong_usage_ends_2(run, arguments):
    assert run(*arguments).exit_code == 2


def test_refusals_are_sentences_and_change_nothing(run, selection):
    before = head(selection)
    assert isinstance(run("report").exception, NotFound)
    assert isinstance(run("round", "--close", "1").exception, NotFound)
    words = ("--disposition", "noted", "--answer", "x", "--effect", "x")
    assert isinstance(run("answer", "K1", *words).exception, NotFound)
    assert isinstance(run("answer", "first", *words).exception, BadInput)
    assert head(selection) == before


@pytest.mark.parametrize("command", ["stakeholders", "round", "log", "import", "answer", "report"])
def test_help_needs_no_selection(command):
    app = typer.Typer()
    app.command("other")(lambda: None)
    consultation.register(app)
    for arguments in (["consult", command, "--help"], ["consult", "x.rapporteur", command, "--help"]):
        assert CliRunner().invoke(app, arguments).exit_code == 0
