"""The rehearsal selection says of itself what is true, read without the importer."""

import csv
import re
import sys
import tomllib
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import chain
from pathlib import Path
from statistics import mean
from zoneinfo import ZoneInfo

import openpyxl
import pytest

RESOURCES = Path(__file__).parents[2] / "resources"
SAMPLE = RESOURCES / "sample"
MARKS = ("rehearsal – fictional", "ensayo – datos ficticios")
STAMP = re.compile(r"(\d+)/(\d+)/(\d+) (\d+):(\d+):(\d+) ([ap])\.\sm\. GMT([+-]\d+)")


@cache
def toml(name):
    return tomllib.loads((SAMPLE / name).read_text(encoding="utf-8"))


@cache
def template():
    return tomllib.loads((RESOURCES / "templates" / "gcm-lac-2021.toml").read_text(encoding="utf-8"))


@cache
def table(name):
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def book():
    return openpyxl.load_workbook(SAMPLE / "nominaciones.xlsx")


@cache
def rows():
    """Row number of the sheet -> {key of the form: text}, '' where the cell is empty."""
    keys = list(toml("source/form.toml")["headers"])
    cells = book().worksheets[0].iter_rows(min_row=2, values_only=True)
    return {number: dict(zip(keys, [c or "" for c in row], strict=True)) for number, row in enumerate(cells, start=2)}


def truth():
    return toml("truth.toml")


def persons():
    """Name as the import keeps it -> rows."""
    return {next(iter(p["spellings"])): sorted(chain(*p["spellings"].values())) for p in truth()["person"]}


def mentions():
    return [(row, name) for row, cells in rows().items() for name in cells["name"].split("\n")]


def plain(name):
    return " ".join(name.split()).casefold()


def not_eligible():
    return {name for names in truth()["not_eligible"].values() for name in names}


def eligible():
    return [name for name in persons() if name not in not_eligible()]


def scoring_members():
    return [row for row in table("members.csv") if "member" in row["roles"].split(";")]


def score_files():
    return sorted((SAMPLE / "scores").glob("*.csv"))


def shortlisted():
    return [entry["candidate"] for entry in toml("shortlist.toml")["shortlisted"]]


def submitted(row):
    year, month, day, hour, minute, second, half, offset = STAMP.fullmatch(rows()[row]["at"]).groups()
    hours = int(hour) % 12 + (12 if half == "p" else 0)
    zone = timezone(timedelta(hours=int(offset)))
    return datetime(int(year), int(month), int(day), hours, int(minute), int(second), tzinfo=zone)


# --- fiction


@pytest.mark.parametrize("path", sorted(p for p in SAMPLE.rglob("*") if p.suffix in {".csv", ".toml", ".md", ".txt"}))
def test_every_text_says_that_it_is_fictional(path):
    text = path.read_text(encoding="utf-8").casefold()
    assert any(mark in text for mark in MARKS)


def test_the_workbook_says_that_it_is_fictional():
    assert MARKS[1] in book().properties.title.casefold()
    assert MARKS[1] in book()["Notas"]["A1"].value.casefold()


def test_no_address_reaches_anybody():
    texts = [p.read_text(encoding="utf-8") for p in SAMPLE.rglob("*") if p.suffix in {".csv", ".toml", ".md"}]
    texts += [value for cells in rows().values() for value in cells.values()]
    hosts = {host for text in texts for host in re.findall(r"(?:@|https?://)([\w.-]+\w)", text)}
    assert hosts
    assert {host for host in hosts if not re.search(r"(^|\.)example\.(org|com)$", host)} == set()


# --- the workbook and its truth


def test_sixty_rows_name_forty_eight_persons():
    counts = truth()["counts"]
    assert len(rows()) == counts["rows"] == counts["nominations"] == 60
    assert len(mentions()) == counts["mentions"] == 61
    assert len(persons()) == counts["persons"] == 48
    assert len(eligible()) == counts["eligible"]


def test_every_cell_is_text():
    kinds = {cell.data_type for line in book().worksheets[0].iter_rows() for cell in line if cell.value is not None}
    assert kinds == {"s"}


def test_the_spellings_stand_in_their_rows():
    told = {(row, spelling) for p in truth()["person"] for spelling, at in p["spellings"].items() for row in at}
    assert told == set(mentions())


def test_a_person_is_named_by_the_spelling_of_the_first_row():
    for entry in truth()["person"]:
        first = next(iter(entry["spellings"].values()))[0]
        assert first == min(chain(*entry["spellings"].values()))


def told_apart(one, other):
    """Whether an e-mail, a country or an organisation says that two rows spelled alike may be two persons."""
    values = [(rows()[one][key], rows()[other][key]) for key in ("email", "residence", "organisation")]
    return any(a and b and not set(a.split("\n")) & set(b.split("\n")) for a, b in values)


def test_what_is_joined_at_once_is_spelled_alike_and_not_told_apart():
    alike = defaultdict(list)
    for row, name in mentions():
        alike[plain(name)].append(row)
    pairs = [at for at in alike.values() if len(at) > 1 and not told_apart(*at)]
    assert sorted(pairs) == sorted(entry["rows"] for entry in truth()["joined_at_once"])
    assert sum(len(at) - 1 for at in pairs) == truth()["counts"]["joined_at_once"]


def test_what_a_person_merges_makes_the_persons():
    counts, merges = truth()["counts"], truth()["needs_merge"]
    assert len(merges) == counts["merges"]
    assert counts["mentions"] - counts["joined_at_once"] == counts["candidates_after_import"]
    assert counts["candidates_after_import"] - len(merges) == counts["candidates_after_merges"] == counts["persons"]
    for merge in merges:
        assert any(set(merge["rows"]) <= set(at) for at in persons().values())


def test_the_steps_do_what_is_true():
    steps = toml("steps.toml")
    assert [step["rows"] for step in steps["merge"]] == [merge["rows"] for merge in truth()["needs_merge"]]
    assert [step["rows"] for step in steps["keep_apart"]] == [entry["rows"] for entry in truth()["keep_apart"]]
    assert [step["person"] for step in steps["admit"]] == truth()["late"]["admitted"]
    assert [step["person"] for step in steps["withdraw"]] == truth()["withdrawn"]["persons"]


def test_one_row_names_two_persons():
    joint = {row: cells["name"].split("\n") for row, cells in rows().items() if "\n" in cells["name"]}
    assert joint == {entry["row"]: entry["persons"] for entry in truth()["joint"]}


def test_late_rows_turn_on_the_zone():
    late, deadline = truth()["late"], datetime.fromisoformat(template()["dates"]["deadline"]["value"])
    ends = deadline.replace(tzinfo=ZoneInfo(template()["zone"])) + timedelta(minutes=1)
    by_clock = {row for row in rows() if submitted(row).replace(tzinfo=None) >= deadline + timedelta(minutes=1)}
    assert [row for row in rows() if submitted(row) >= ends] == late["rows"]
    assert sorted(set(late["rows"]) - by_clock) == late["late_only_by_zone"]
    assert sorted(by_clock - set(late["rows"])) == late["in_time_only_by_zone"]
    always = {name for name, at in persons().items() if set(at) <= set(late["rows"])}
    assert always == set(late["late_in_every_nomination"])


def test_rows_stand_in_the_order_of_receipt():
    assert sorted(rows(), key=submitted) == list(rows())


def test_empty_cells_are_those_listed():
    empty = {str(row): [k for k, v in c.items() if not v and k not in ("cv", "comment")] for row, c in rows().items()}
    assert {row: keys for row, keys in empty.items() if keys} == truth()["incomplete"]


def test_who_said_no():
    said = truth()["said_no"]
    found = {key: [r for r, c in rows().items() if c[key] == "No"] for key in ("consent", "available")}
    assert found == {"consent": said["consent"], "available": said["available"]}
    assert [r for r, c in rows().items() if c["available"] == "Solo parcialmente"] == said["available_in_part"]
    assert [r for r, c in rows().items() if c["consent"].startswith("Todavía no")] == said["consent_not_asked"]


def test_who_nominated_themselves():
    self_nominated = [row for row, cells in rows().items() if cells["nominator"] == cells["name"]]
    assert self_nominated == truth()["self_nominated"]["rows"]


def test_texts_that_a_spreadsheet_would_spoil_are_kept():
    texts = truth()["text_cells"]
    assert [r for r, c in rows().items() if c["organisation"].startswith("=")] == [texts["organisation_like_a_formula"]]
    assert sum(cells["phone"].startswith("+") for cells in rows().values()) == texts["phones_with_plus"]


def test_persons_come_from_the_whole_region_and_every_constituency():
    labels = {label: code for code, label in toml("source/form.toml")["constituencies"].items()}
    assert set(labels.values()) == {c["code"] for c in template()["constituencies"]}
    firsts = [rows()[persons()[name][0]] for name in eligible()]
    assert {labels[cells["constituency"]] for cells in firsts} == set(labels.values())
    assert len({cells["residence"] for cells in firsts}) >= 20


def test_building_again_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(SAMPLE)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # resources/ is shipped as it lies
    import build_sample

    build_sample.write_sample(tmp_path)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(made) == 3 + len(score_files())
    assert [p.name for p in made if p.read_bytes() != (SAMPLE / p.relative_to(tmp_path)).read_bytes()] == []


# --- the other files


def test_seven_members_score_with_one_chair_and_one_witness():
    roles = Counter(role for row in table("members.csv") for role in row["roles"].split(";"))
    assert roles == {"member": 7, "chair": 1, "witness": 1, "secretariat": 1}
    assert {row["language"] for row in scoring_members()} == {"es", "en", "pt", "fr"}
    assert len({ZoneInfo(row["zone"]).key for row in scoring_members()}) == 7
    assert len(score_files()) == 7


def test_every_name_is_a_person_or_a_member():
    named = {row["candidate"] for name in ("screening.csv", "declarations.csv", "replies.csv") for row in table(name)}
    named |= {row["candidate"] for path in score_files() for row in table(f"scores/{path.name}")}
    named |= {entry["candidate"] for entry in toml("dispositions.toml")["disposition"]}
    named |= {*shortlisted(), *(entry["candidate"] for entry in toml("shortlist.toml")["left_out"])}
    named |= {
        toml("decision.toml")["selected"],
        *toml("decision.toml")["alternates"],
        *truth()["expected"]["first_six"],
    }
    named |= {step["person"] for kind in ("admit", "withdraw", "recuse", "settle") for step in toml("steps.toml")[kind]}
    assert named <= set(persons())


def test_every_member_named_is_a_member():
    names = {row["name"] for row in scoring_members()}
    assert set(toml("meeting.toml")["present"]) == names
    assert {entry["member"] for entry in toml("endorsements.toml")["endorsement"]} == names
    assert {entry["owner"] for entry in toml("dispositions.toml")["disposition"]} <= names
    assert {step["member"] for kind in ("recuse", "settle") for step in toml("steps.toml")[kind]} <= names


def test_screening_and_truth_agree_on_who_is_eligible():
    rules = {rule["code"] for rule in template()["rules"]} - {"deadline"}
    found = defaultdict(dict)
    for row in table("screening.csv"):
        found[row["candidate"]][row["rule"]] = row["state"]
    assert all(set(states) == rules for states in found.values())
    refused = {name for name, states in found.items() if set(states.values()) != {"met"}}
    late = set(truth()["late"]["late_in_every_nomination"]) - set(truth()["late"]["admitted"])
    assert refused | late | set(truth()["withdrawn"]["persons"]) == not_eligible()


def test_every_member_declares_on_every_eligible_person():
    emails = [row["email"] for row in scoring_members()]
    pairs = [(row["member"], row["candidate"]) for row in table("declarations.csv")]
    assert sorted(pairs) == sorted((email, name) for email in emails for name in eligible())
    assert all(row["reason"] for row in table("declarations.csv") if row["state"] != "none")
    states = Counter(row["state"] for row in table("declarations.csv"))
    assert (states["conflict"], states["unsure"]) == (4, 1)


def conflicts():
    names = {row["email"]: row["name"] for row in scoring_members()}
    return {(names[r["member"]], r["candidate"]) for r in table("declarations.csv") if r["state"] == "conflict"}


def test_the_chair_confirms_every_conflict_and_settles_the_unsure():
    assert {(step["member"], step["person"]) for step in toml("steps.toml")["recuse"]} == conflicts()
    assert len(toml("steps.toml")["settle"]) == 1


def test_scores_are_complete_and_leave_the_recused_out():
    criteria = [criterion["code"] for criterion in template()["rubric"]["criteria"]]
    for key, member in zip(toml("source/scoring.toml")["bias"], scoring_members(), strict=True):
        wanted = {name for name in eligible() if (member["name"], name) not in conflicts()}
        given = [(row["candidate"], row["criterion"]) for row in table(f"scores/{key}.csv")]
        assert sorted(given) == sorted((name, code) for name in wanted for code in criteria)


def test_scores_are_of_the_scale_and_extremes_have_a_comment():
    gates = {c["code"] for c in template()["rubric"]["criteria"] if c["kind"] == "gate"}
    for path in score_files():
        for row in table(f"scores/{path.name}"):
            values = {"pass", "concern"} if row["criterion"] in gates else {"1", "2", "3", "4", "5", "IE", "AB"}
            assert row["score"] in values
            assert row["comment"] or row["score"] not in {"1", "5", "concern", "IE", "AB"}


def totals():
    """Weighted means on the scale, the best first, with the criteria under their threshold."""
    scored = [c for c in template()["rubric"]["criteria"] if c["kind"] == "scored"]
    given = defaultdict(list)
    for path in score_files():
        for row in table(f"scores/{path.name}"):
            if row["score"].isdigit():
                given[row["candidate"], row["criterion"]].append(int(row["score"]))
    means = {key: mean(values) for key, values in given.items()}
    total = {n: sum(c["weight"] * means[n, c["code"]] for c in scored) / 100 for n in eligible()}
    below = {n: [c["code"] for c in scored if means[n, c["code"]] < c.get("threshold", 0)] for n in eligible()}
    return {name: (total[name], below[name]) for name in sorted(eligible(), key=lambda n: -total[n])}


def test_the_expected_person_wins_clearly():
    ranking = totals()
    first, second = list(ranking)[:2]
    assert first == truth()["expected"]["first"] == toml("decision.toml")["selected"]
    assert ranking[first][0] - ranking[second][0] > 0.2
    assert set(list(ranking)[:6]) == set(truth()["expected"]["first_six"])


def test_the_shortlist_explains_itself():
    short = toml("shortlist.toml")
    names, limits, order = shortlisted(), template()["shortlist"], list(totals())
    assert limits["min"] <= len(names) <= limits["max"]
    last = max(order.index(name) for name in names)
    above = {name for name in order[:last] if name not in names}
    assert above == {entry["candidate"] for entry in short["left_out"]}
    assert all(entry["reason"] for entry in short["shortlisted"] + short["left_out"])
    assert not any(totals()[name][1] for name in names)


def test_the_register_is_wide():
    register = table("stakeholders.csv")
    assert 60 <= len(register) <= 90
    assert {row["constituency"] for row in register} <= {c["code"] for c in template()["constituencies"]}
    assert len({row["organisation"] for row in register}) == len(register)
    assert {row["language"] for row in register} == {"es", "en", "pt", "fr"}
    assert sum(bool(row["opt_out"]) for row in register) == 1


def test_eighty_replies_make_the_consultation_broad():
    register = {row["organisation"]: row for row in table("stakeholders.csv") if not row["opt_out"]}
    replies = table("replies.csv")
    assert len(replies) == len({(row["stakeholder"], row["candidate"]) for row in replies}) == 80
    repliers = [register[row["stakeholder"]] for row in replies]
    wanted = template()["consultation"]
    assert len({row["constituency"] for row in repliers}) >= wanted["constituencies"]
    assert len({row["country"] for row in repliers}) >= wanted["countries"]
    assert {row["candidate"] for row in replies} == set(shortlisted())


def test_replies_came_while_the_round_was_open():
    zone, round_ = ZoneInfo(template()["zone"]), toml("steps.toml")["consultation"]
    start, end = (datetime.fromisoformat(round_[key]).replace(tzinfo=zone) for key in ("from", "until"))
    assert all(start <= datetime.fromisoformat(row["at"]) <= end for row in table("replies.csv"))


def test_every_concern_has_an_answer():
    raised = {
        (r["stakeholder"], r["candidate"]) for r in table("replies.csv") if r["reply"] in ("concern", "objection")
    }
    answers = toml("dispositions.toml")["disposition"]
    assert {(entry["stakeholder"], entry["candidate"]) for entry in answers} == raised
    assert all(row["text"] for row in table("replies.csv") if row["reply"] in ("concern", "objection"))


def test_the_decision_stands_in_four_languages_with_one_dissent():
    decision = toml("decision.toml")
    assert set(decision["justification"]) == {"en", "es", "pt", "fr"}
    for name in decision["justification"].values():
        assert decision["selected"] in (SAMPLE / name).read_text(encoding="utf-8")
    assert set(decision["alternates"]) <= set(shortlisted()) - {decision["selected"]}
    stances = Counter(entry["stance"] for entry in toml("endorsements.toml")["endorsement"])
    assert stances == {"endorse": 6, "dissent": 1}
