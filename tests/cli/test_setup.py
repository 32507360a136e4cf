"""`templates`, `new`, `info`, `set`, `stage`, `members`, `criteria` as a person types them."""

import pytest

from rapporteur_app.paths import resources_dir
from tests.cli.doing import RUBRIC, actors, misused, refused, run, typed, write_csv

INFO = {"title", "id", "stage", "counts", "criteria", "audit_head"}
COUNTS = {"nominations", "mentions", "candidates", "eligible", "members", "criteria", "ballots", "shortlist", "replies"}


@pytest.fixture
def made(at):
    return at("made")


@pytest.fixture
def staffed(at):
    return at("staffed")


@pytest.fixture
def rubric(tmp_path):
    path = tmp_path / "rubric.toml"
    path.write_text(RUBRIC, "utf-8")
    return path


def test_templates_are_listed():
    assert "blank  Blank selection" in run("templates").splitlines()
    found = run("templates", "--json")
    assert set(found) == {"templates"}
    assert {"blank", "gcm-lac-2021"} <= {each["code"] for each in found["templates"]}


def test_templates_take_no_file(made):
    misused(made, "templates", made)


def test_new_makes_a_blank_selection_with_a_title(tmp_path):
    ws = tmp_path / "new.rapporteur"
    made, hint = run("new", ws, "--title", "Chair 2030").splitlines()
    assert (made, "`set` changes them" in hint) == (f"Made {ws}.", True)
    assert run("info", ws, "--json")["title"] == "Chair 2030"
    assert run("criteria", ws, "--json")["criteria"] == []
    assert actors(ws)[0] == "secretariat"


@pytest.mark.parametrize("template", ["gcm-lac-2021", resources_dir() / "templates" / "gcm-lac-2021.toml"])
def test_new_takes_a_template_by_name_or_file(tmp_path, template):
    ws = tmp_path / "new.rapporteur"
    run("new", ws, "--template", template)
    assert len(run("criteria", ws, "--json")["criteria"]) > 3


def test_new_takes_a_language_and_a_zone(tmp_path):
    ws = tmp_path / "new.rapporteur"
    said = run("new", ws, "--template", "gcm-lac-2021", "--language", "pt", "--zone", "America/Lima")
    assert "Its language is pt, its time zone America/Lima;" in said
    settings = run("set", ws, "--list", "--json")["settings"]
    assert (settings["language"], settings["zone"]) == ("pt", "America/Lima")
    for flags in (("--language", "xx"), ("--zone", "Mars/Crater")):
        other = tmp_path / "other.rapporteur"
        refused(other, "new", other, *flags)
        assert not other.exists()


def test_new_refuses_a_name_that_is_taken_and_a_template_that_is_not_there(made, tmp_path):
    assert "is there already" in refused(made, "new", made)
    ws = tmp_path / "other.rapporteur"
    assert "nothing-like-it" in refused(ws, "new", ws, "--template", "nothing-like-it")
    assert not ws.exists()


def test_info_counts(at):
    ws = at("opened")
    found = run("info", ws, "--json")
    assert set(found) >= INFO
    assert set(found["counts"]) >= COUNTS
    assert set(found["criteria"]) == {"version", "hash", "frozen"}
    assert (found["counts"]["members"], found["counts"]["candidates"], found["counts"]["ballots"]) == (3, 4, 3)
    assert "Nominations: 4. Candidates: 4, eligible: 4. Members: 3." in run("info", ws)


def test_info_of_no_selection_is_refused(tmp_path):
    assert "There is no file" in refused(tmp_path / "none.rapporteur", "info", tmp_path / "none.rapporteur")
    other = tmp_path / "text.rapporteur"
    other.write_text("no selection", "utf-8")
    refused(other, "info", other, "--json")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "Other"), ("deadline", "2021-04-08T18:00"), ("zone", "America/Lima"), ("chair", "M2"),
        ("quorum", "2"), ("policy.aggregate", "median"), ("blind.gender", "yes"), ("publish.scores", "yes"),
    ],
)  # fmt: skip
def test_set_changes_a_setting_and_lists_it(staffed, key, value):
    run("set", staffed, f"{key}={value}", "--as", "M1")
    assert f"{key} = {value}    (" in run("set", staffed, "--list")
    assert actors(staffed)[-1] == "M1"


def test_set_takes_several_at_once(made):
    run("set", made, "quorum=2", "title=Both")
    shown = run("set", made, "--list", "--json")["settings"]
    assert (shown["quorum"], shown["title"]) == ("2", "Both")


def test_set_says_what_it_set(made):
    assert run("set", made, "quorum=5", "zone=America/Lima") == "quorum = 5\nzone = America/Lima\n"


def test_set_says_that_publishing_has_no_effect_yet(made):
    lines = [line for line in run("set", made, "--list").splitlines() if line.startswith("publish.")]
    assert len(lines) == 5
    assert all("without effect until there are public exports" in line for line in lines)


def test_criteria_that_are_not_there_are_named_so(made, tmp_path):
    for name in ("none.toml", "none.csv"):
        assert "There is no file" in refused(made, "criteria", made, "--load", tmp_path / name)


def test_set_refuses_all_when_one_is_wrong(made):
    assert "nonsense" in refused(made, "set", made, "title=New", "policy.aggregate=nonsense")
    assert "colour" in refused(made, "set", made, "colour=blue")
    refused(made, "set", made, "title")
    misused(made, "set", made)


def test_stage_is_closed_and_reopened(staffed):
    assert "setup: done" in run("stage", staffed)
    found = run("stage", staffed, "--json")
    assert set(found) == {"stage", "stages"}
    assert found["stage"] == "criteria"
    assert set(found["stages"][0]) == {"stage", "state", "summary", "next"}

    run("stage", staffed, "--close", "criteria", "--as", "M1")
    assert actors(staffed)[-1] == "M1"
    assert "closed" in refused(staffed, "stage", staffed, "--close", "criteria")
    run("stage", staffed, "--reopen", "criteria", "--reason", "an error was found")
    assert "an error was found" in run("audit", staffed)
    run("stage", staffed, "--close", "criteria")


def test_stage_refuses(staffed):
    assert "not a stage" in refused(staffed, "stage", staffed, "--close", "lunch")
    assert "reason" in refused(staffed, "stage", staffed, "--reopen", "criteria")
    assert "not closed" in refused(staffed, "stage", staffed, "--reopen", "criteria", "--reason", "none")
    misused(staffed, "stage", staffed, "--close", "setup", "--reopen", "setup", "--reason", "both")


def test_members_are_loaded(made, tmp_path):
    table = write_csv(tmp_path / "m.csv", ("name", "email", "roles"), [("Ana", "a@example.org", "chair;member")])
    run("members", made, "--load", table)
    found = run("members", made, "--json")
    assert set(found) == {"members"}
    assert {"id", "name", "email", "roles", "language", "zone"} <= set(found["members"][0])
    assert (found["members"][0]["id"], found["members"][0]["roles"]) == ("M1", ["chair", "member"])
    assert "M1  Ana  a@example.org  (chair, member)" in run("members", made)


def test_a_member_is_added_with_everything_about_them(made):
    run("members", made, "--add", "Dov", "--email", "d@example.org", "--role", "witness;secretariat", "--lang", "es",
        "--zone", "America/Lima")  # fmt: skip
    (dov,) = run("members", made, "--json")["members"]
    assert (dov["name"], dov["email"], set(dov["roles"]), dov["language"], dov["zone"]) == (
        "Dov", "d@example.org", {"witness", "secretariat"}, "es", "America/Lima",
    )  # fmt: skip
    run("members", made, "--add", "Eva", "--as", "M1")
    assert run("members", made, "--json")["members"][1]["roles"] == ["member"]
    assert actors(made)[-1] == "M1"


def test_members_refuses_all_of_a_table_with_a_wrong_row(made, tmp_path):
    table = write_csv(tmp_path / "m.csv", ("name", "roles"), [("Ana", "member"), ("Bo", "king")])
    assert "king" in refused(made, "members", made, "--load", table)
    right = write_csv(tmp_path / "r.csv", ("name", "roles"), [("Ana", "member")])
    refused(made, "members", made, "--load", right, "--add", "Bo", "--role", "king")
    refused(made, "members", made, "--load", tmp_path / "none.csv")
    refused(made, "members", made, "--add", "Bo", "--zone", "Nowhere/City")
    misused(made, "members", made, "--add")
    misused(made, "members", made, "Bo")


def test_criteria_are_loaded_agreed_and_frozen(staffed, rubric):
    run("criteria", staffed, "--load", rubric)
    assert "WORK  scored  weight 60.0 (60.0 %)  threshold 2.0" in run("criteria", staffed)
    run("criteria", staffed, "--agree", "M1", "--agree", "M2", "--date", "2021-03-02")
    found = run("criteria", staffed, "--json")
    assert {"version", "hash", "frozen", "scale", "criteria", "agreed", "missing"} <= set(found)
    assert "2021-03-02" in str(found["agreed"])
    assert found["missing"] == ["M3"]
    run("criteria", staffed, "--agree", "M3", "--freeze", "--as", "M1")
    assert run("info", staffed, "--json")["criteria"]["frozen"] is True
    assert actors(staffed)[-2:] == ["M1", "M1"]


def test_criteria_are_frozen_despite_a_missing_agreement_with_a_reason(staffed, rubric):
    run("criteria", staffed, "--load", rubric)
    refused(staffed, "criteria", staffed, "--freeze")
    run("criteria", staffed, "--freeze", "--despite", "two are travelling")
    assert run("criteria", staffed, "--json")["frozen"] is True


@pytest.mark.parametrize("ending", ["toml", "xlsx", "csv"])
def test_criteria_that_were_saved_are_loaded_again(at, tmp_path, ending):
    ws, file = at("frozen"), tmp_path / f"saved.{ending}"
    before = ws.read_bytes()
    run("criteria", ws, "--save", file)
    assert ws.read_bytes() == before
    other = tmp_path / "other.rapporteur"
    run("new", other)
    run("criteria", other, "--load", file)
    assert run("criteria", other, "--json")["hash"] == run("criteria", ws, "--json")["hash"]


def test_criteria_show_what_each_weighs_and_doubt_a_weight_on_another_scale(staffed, tmp_path):
    odd = tmp_path / "odd.toml"
    odd.write_text(RUBRIC.replace("weight = 60", "weight = 0.3"), "utf-8")
    run("criteria", staffed, "--load", odd)
    found = run("criteria", staffed, "--json")
    shares = {row["code"]: row["share"] for row in found["criteria"]}
    assert sum(share for share in shares.values() if share is not None) == pytest.approx(100)
    assert shares["WORK"] == pytest.approx(100 * 0.3 / 40.3)
    assert found["warnings"][0].startswith("WORK weighs 0.74 % of the total.")
    assert len(found["warnings"]) == 2


def test_criteria_are_not_frozen_while_nobody_could_agree(made, rubric):
    run("criteria", made, "--load", rubric)
    for flags in ((), ("--despite", "nobody is there yet")):
        assert "Add the members first" in refused(made, "criteria", made, "--freeze", *flags)


def test_criteria_that_are_refused_change_nothing_of_what_was_asked_with_them(staffed, rubric, tmp_path):
    refused(staffed, "criteria", staffed, "--load", rubric, "--agree", "M1", "--freeze")
    refused(staffed, "criteria", staffed, "--load", rubric, "--save", tmp_path / "saved.docx")
    assert refused(staffed, "criteria", staffed, "--load", rubric, "--agree", "M9")
    assert run("criteria", staffed, "--json")["version"] is None
    (tmp_path / "bad.toml").write_text("version = ", "utf-8")
    refused(staffed, "criteria", staffed, "--load", tmp_path / "bad.toml")
    refused(staffed, "criteria", staffed, "--save", tmp_path / "none.toml")


def test_an_id_that_is_none_is_a_sentence(staffed, rubric):
    run("criteria", staffed, "--load", rubric)
    assert "not an id like M1" in refused(staffed, "criteria", staffed, "--agree", "Ana")
    assert "not an id like M1" in refused(staffed, "set", staffed, "title=x", "--as", "Ana")
    assert typed("members", staffed, "--frobnicate").code == 2
