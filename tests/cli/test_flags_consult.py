"""`consult`: what each flag changes or shows, and refusals that leave the file as it was."""

from email import message_from_bytes, policy

import pytest

from rapporteur_app.consultation.report import reply_items
from rapporteur_app.workspace import Workspace
from tests.cli.doing import actors, misused, refused, run, typed, write_csv

SPAN = ("--from", "2021-04-17T08:00", "--until", "2021-04-18T18:00")
LOG = ("--round", "1", "--stakeholder", "S1", "--candidate", "C1", "--reply", "concern")
ANSWER = ("--disposition", "noted", "--answer", "We asked her.", "--effect", "None.")


@pytest.fixture
def given(further, at, tmp_path):
    """A selection after a step, and `consult` typed on it."""

    class Given:
        def __init__(self, step):
            self.ws = at(step)
            self.question = further.file("question.txt")

        def consult(self, *arguments):
            return run("consult", self.ws, *arguments)

        def refused(self, *arguments):
            return refused(self.ws, "consult", self.ws, *arguments)

        def misused(self, *arguments):
            return misused(self.ws, "consult", self.ws, *arguments)

        def open(self, *arguments):
            return self.consult("round", "--open", "--question", self.question, *SPAN, *arguments)

        def replies(self, number=1):
            with Workspace.open(self.ws, write=False) as workspace, workspace.reading() as reader:
                return reply_items(reader, number, include_confidential=True)

        def rounds(self):
            from rapporteur_app.model import ConsultationRound

            with Workspace.open(self.ws, write=False) as workspace, workspace.reading() as reader:
                return reader.all(ConsultationRound)

        def table(self, *rows):
            return write_csv(tmp_path / "table.csv", rows[0], rows[1:])

    return Given


@pytest.fixture
def concerned(given):
    """Round 1 is open, and S1 has a concern on C1: K1."""
    made = given("asked")
    made.consult("log", *LOG)
    return made


# --- stakeholders


def test_stakeholders_load_adds_and_brings_up_to_date(given):
    made = given("registered")
    table = made.table(("organisation", "contact"), ("Caminantes", "Yolanda"), ("Mesa Norte", ""))
    assert made.consult("stakeholders", "--load", table).startswith("Stakeholders: 1 added, 1 updated, 0 unchanged.")
    shown = made.consult("stakeholders", "--json")["stakeholders"]
    assert [row["organisation"] for row in shown] == ["Caminantes", "Islands", "Paroisses", "Mesa Norte"]
    assert shown[0]["contact"] == "Yolanda"


def test_stakeholders_json_is_one_object_with_and_without_load(given):
    made = given("shortlisted")
    loaded = made.consult("stakeholders", "--load", made.table(("organisation",), ("Islands",)), "--json")
    assert (loaded["added"], loaded["updated"], loaded["unchanged"], loaded["warnings"]) == (1, 0, 0, [])
    assert [row["id"] for row in loaded["stakeholders"]] == ["S1"]
    assert made.consult("stakeholders", "--json")["stakeholders"] == loaded["stakeholders"]


def test_stakeholders_as_is_written_into_the_log(given):
    made = given("shortlisted")
    made.consult("stakeholders", "--load", made.table(("organisation",), ("Islands",)), "--as", "M1")
    assert actors(made.ws)[-1] == "M1"


def test_stakeholders_that_cannot_be_read_change_nothing(given, tmp_path):
    made = given("registered")
    assert "There is no file" in made.refused("stakeholders", "--load", tmp_path / "none.csv")
    assert "organisation" in made.refused("stakeholders", "--load", made.table(("name",), ("Islands",)))


# --- round


def test_round_open_takes_question_from_and_until(given):
    made = given("registered")
    assert made.open() == "Round 1 is open: 2 stakeholders are asked.\n"
    (found,) = made.rounds()
    assert (found.number, found.question, found.closed_at) == (1, "Whom do you support?", None)
    assert (found.starts[:16], found.ends[:16]) == ("2021-04-17T08:00", "2021-04-18T18:00")


def test_round_only_asks_those_who_are_named(given):
    assert given("registered").open("--only", "S2", "--json")["asked"] == 1
    assert given("registered").open("--only", "S1", "--only", "s2", "--json")["asked"] == 2


def test_round_invitations_are_drafts_in_a_folder(given, tmp_path):
    made = given("registered")
    found = made.open("--invitations", tmp_path / "drafts", "--json")
    assert found == {
        "round": 1,
        "asked": 2,
        "invitations": [str(tmp_path / "drafts" / f"round-1-S{number}.eml") for number in (1, 2)],
    }
    mail = message_from_bytes((tmp_path / "drafts" / "round-1-S1.eml").read_bytes(), policy=policy.default)
    assert (mail["To"], mail["X-Unsent"], mail["Content-Language"]) == ("Ignacia <i@caminantes.org>", "1", "es")
    assert "Whom do you support?" in mail.get_content()


def test_round_close_ends_it(given):
    made = given("asked")
    found = made.consult("round", "--close", "1", "--json")
    assert (found["round"], found["despite_open"]) == (1, "")
    assert made.rounds()[0].closed_at == found["closed_at"]


def test_round_despite_open_is_the_reason_that_stands_beside_it(concerned):
    assert "K1" in concerned.refused("round", "--close", "1")
    concerned.consult("round", "--close", "1", "--despite-open", "No time was left.")
    assert concerned.rounds()[0].despite_open == "No time was left."


def test_round_as_is_written_into_the_log(given):
    made = given("registered")
    made.open("--as", "M1")
    made.consult("round", "--close", "1", "--as", "M2")
    assert actors(made.ws)[-2:] == ["M1", "M2"]


def test_round_refusals_change_nothing(given, tmp_path):
    made = given("registered")
    opening = ("round", "--open", "--question")
    assert "none.txt" in made.refused(*opening, tmp_path / "none.txt", *SPAN)
    made.refused(*opening, made.question, "--from", "some day", "--until", "2021-04-18")
    made.refused(*opening, made.question, "--from", "2021-04-18", "--until", "2021-04-17")
    assert "S9" in made.refused(*opening, made.question, *SPAN, "--only", "S9")
    assert "no consultation round yet" in made.refused("round", "--close", "4")


def test_round_whose_drafts_cannot_be_written_is_not_opened(given, tmp_path):
    made = given("registered")
    (tmp_path / "drafts").write_text("a file, not a folder")
    made.refused("round", "--open", "--question", made.question, *SPAN, "--invitations", tmp_path / "drafts")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "round-1-S1.eml").write_text("an earlier draft")
    made.refused("round", "--open", "--question", made.question, *SPAN, "--invitations", tmp_path / "there")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["round-1-S1.eml"]


# --- log


def test_log_writes_down_who_said_what_on_whom(given):
    made = given("asked")
    words = ("--text", "Sí, la conocemos.", "--lang", "es", "--translation", "en=Yes", "--translation", "fr=Oui")
    assert made.consult("log", *LOG, *words, "--channel", "meeting", "--at", "2021-04-14T10:00") == (
        "The reply is logged.\n"
    )
    (reply,) = made.replies()
    assert (reply.organisation, reply.candidate, reply.kind.value) == ("Caminantes", 1, "concern")
    assert (reply.text, reply.language, reply.translations) == (
        "Sí, la conocemos.",
        "es",
        {"en": "Yes", "fr": "Oui"},
    )
    assert (reply.channel, reply.at[:16], reply.confidential) == ("meeting", "2021-04-14T10:00", False)


def test_log_round_says_in_which_round(given):
    made = given("asked")
    made.consult("round", "--close", "1")
    made.open()
    made.consult("log", "--round", "2", *LOG[2:])
    assert (len(made.replies(1)), len(made.replies(2))) == (0, 1)


def test_log_confidential_hides_the_words(given):
    made = given("asked")
    made.consult("log", *LOG, "--text", "SECRETWORDS", "--confidential")
    (reply,) = made.replies()
    assert (reply.confidential, reply.text) == (True, "SECRETWORDS")
    assert "SECRETWORDS" not in made.consult("report") + str(made.consult("report", "--json"))


def test_log_as_is_written_into_the_log(given):
    made = given("asked")
    made.consult("log", *LOG, "--as", "M3")
    assert actors(made.ws)[-1] == "M3"


@pytest.mark.parametrize(
    ("place", "value"), [(1, "7"), (3, "S9"), (5, "C4"), (5, "Nobody"), (7, "hurrah")], ids=lambda value: str(value)
)
def test_log_refusals_change_nothing(given, place, value):
    said = [*LOG]
    said[place] = value
    given("asked").refused("log", *said)


def test_log_refuses_a_time_that_is_none_and_a_translation_without_a_language(given):
    made = given("asked")
    made.refused("log", *LOG, "--at", "some day")
    made.refused("log", *LOG, "--text", "Sí", "--translation", "Yes")


# --- import

REPLIES = (("stakeholder", "candidate", "reply"), ("S1", "C1", "support"), ("Islands", "Mo Birch", "objection"))


def test_import_writes_replies_down_in_a_round(given):
    made = given("asked")
    found = made.consult("import", made.table(*REPLIES), "--round", "1", "--json")
    assert (found["rows_read"], found["imported"], found["rejected"], found["dry_run"]) == (2, 2, [], False)
    assert {(reply.organisation, reply.candidate, reply.kind.value) for reply in made.replies()} == {
        ("Caminantes", 1, "support"),
        ("Islands", 2, "objection"),
    }


def test_import_dry_run_says_the_same_and_writes_nothing(given):
    made = given("asked")
    before, table = made.ws.read_bytes(), made.table(*REPLIES)
    dry = made.consult("import", table, "--round", "1", "--dry-run", "--json")
    assert made.ws.read_bytes() == before
    assert {**made.consult("import", table, "--round", "1", "--json"), "dry_run": True} == dry


def test_import_map_reads_another_forms_words(given, tmp_path):
    made = given("asked")
    (tmp_path / "map.toml").write_text(
        '[columns]\n"Quién" = "stakeholder"\n"Persona" = "candidate"\n"Opinión" = "reply"\n'
        '[values.reply]\n"A favor" = "support"\n',
        "utf-8",
    )
    table = made.table(("Quién", "Persona", "Opinión"), ("S1", "C1", "A favor"))
    assert made.consult("import", table, "--round", "1", "--map", tmp_path / "map.toml", "--json")["imported"] == 1


def test_import_as_is_written_into_the_log(given):
    made = given("asked")
    made.consult("import", made.table(*REPLIES), "--round", "1", "--as", "M2")
    assert actors(made.ws)[-1] == "M2"


def test_import_refusals_change_nothing(given, tmp_path):
    made = given("asked")
    table = made.table(*REPLIES)
    assert "There is no file" in made.refused("import", tmp_path / "none.csv", "--round", "1")
    assert "round 7" in made.refused("import", table, "--round", "7").lower()
    (tmp_path / "map.toml").write_text("columns = 3", "utf-8")
    made.refused("import", table, "--round", "1", "--map", tmp_path / "map.toml")
    made.refused("import", made.table(("who", "whom"), ("S1", "C1")), "--round", "1")


# --- answer


def test_answer_writes_down_what_was_done(concerned):
    assert concerned.consult("answer", "K1", *ANSWER, "--owner", "M2") == "K1 is answered: noted.\n"
    from rapporteur_app.model import Concern

    with Workspace.open(concerned.ws, write=False) as workspace, workspace.reading() as reader:
        row = reader.need(Concern, 1)
    assert (row.disposition.value, row.answer, row.effect, row.owner_id) == ("noted", "We asked her.", "None.", 2)
    (shown,) = concerned.consult("report", "--json")["concerns"]
    assert (shown["id"], shown["disposition"], shown["owner"]) == ("K1", "noted", "M2")


@pytest.mark.parametrize("disposition", ["accepted", "noted", "not_accepted", "follow_up"])
def test_answer_disposition_is_one_of_four(concerned, disposition):
    concerned.consult("answer", "k1", "--disposition", disposition, *ANSWER[2:])
    assert concerned.consult("report", "--json")["concerns"][0]["disposition"] == disposition


def test_answer_as_is_written_into_the_log(concerned):
    concerned.consult("answer", "K1", *ANSWER, "--as", "M1")
    assert actors(concerned.ws)[-1] == "M1"


def test_answer_refusals_change_nothing(concerned):
    assert "K9" in concerned.refused("answer", "K9", *ANSWER)
    assert "M9" in concerned.refused("answer", "K1", *ANSWER, "--owner", "M9")
    concerned.refused("answer", "first", *ANSWER)
    concerned.refused("answer", "K1", "--disposition", "noted", "--answer", " ", "--effect", "None.")


# --- report


def test_report_round_chooses_the_round_and_without_it_the_newest(concerned):
    concerned.consult("round", "--close", "1", "--despite-open", "No time.")
    concerned.open("--only", "S2")
    assert [concerned.consult("report", "--json", *which)["round"] for which in ((), ("--round", "1"))] == [2, 1]
    assert concerned.consult("report", "--round", "1").startswith("Round 1: 2 asked, 1 of them replied.\n")
    assert concerned.consult("report").startswith("Round 2: 1 asked, 0 of them replied.\n")


def test_report_json_counts_each_kind_of_reply(concerned):
    found = concerned.consult("report", "--json")
    assert (found["round"], found["asked"], found["replied"], found["unregistered"]) == (1, 2, 1, 0)
    assert found["candidates"][0] == {
        **dict.fromkeys(("support", "no_objection", "objection", "abstain"), 0),
        "id": "C1",
        "name": "Lena Ash",
        "concern": 1,
    }
    assert {"constituency": "civil", "country": "CO", "language": "es", "asked": 1, "replied": 1} in found["coverage"]


def test_report_refusals_change_nothing(given):
    given("registered").refused("report")
    given("asked").refused("report", "--round", "3", "--json")


@pytest.mark.parametrize(
    "words",
    [
        ("stakeholders", "--load"),
        ("round",),
        ("round", "--open", "--from", "2021-04-17"),
        ("round", "--open", "--close", "1"),
        ("round", "--close", "first"),
        ("log", *LOG[2:]),
        ("log", *LOG[:6]),
        ("import", "--round", "1"),
        ("import", "replies.csv"),
        ("answer", "K1", "--disposition", "ignored", *ANSWER[2:]),
        ("answer", "K1", "--answer", "x"),
        ("report", "--round", "last"),
        ("praise",),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_2_and_changes_nothing(given, words):
    made = given("asked")
    before = made.ws.read_bytes()
    result = typed("consult", made.ws, *words)
    assert (result.code, result.out) == (2, "")
    assert "Error:" in result.err
    assert "Traceback" not in result.err
    assert made.ws.read_bytes() == before
