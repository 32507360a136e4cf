"""`import`, `nominate`, `candidates`, `merge`, `screen`, `withdraw` as a person types them."""

import shutil

import openpyxl
import pytest

from tests.cli.doing import actors, misused, refused, run, write_csv

IMPORT = {
    "import_id", "file", "sheet", "header_row", "rows_read", "imported", "updated", "unchanged", "rejected", "flagged",
    "joint", "joined", "warnings", "mapping",
}  # fmt: skip
CANDIDATE = {
    "id", "name", "given_name", "family_name", "organisation", "country", "gender", "email", "phone", "constituency",
    "thematic_areas", "objectives", "languages", "eligible", "eligibility", "withdrawn", "nominations",
}  # fmt: skip
NOMINATION = {
    "id", "submitted_at", "offset_assumed", "nominator", "self", "joint_with", "file", "sheet", "row", "raw",
}  # fmt: skip
COUNTS = {"nominations", "mentions", "nominators", "candidates", "eligible"}
ROWS = [("2021-03-01 10:00", "Lena Ash", "Kim Poe"), ("2021-03-02 11:00", "Mo Birch; Noor Cedar", "Lou Ray")]
HEADER = ("Timestamp", "Name of nominee", "Name of nominator")


@pytest.fixture
def made(at):
    return at("made")


@pytest.fixture
def nominated(at):
    return at("nominated")


@pytest.fixture
def ruled(tmp_path):
    """A selection with eligibility rules, a nomination and two members."""
    ws = tmp_path / "ruled.rapporteur"
    run("new", ws, "--template", "gcm-lac-2021")
    run("members", ws, "--add", "Ana")
    run("set", ws, "deadline=2021-04-08T18:00")
    run("nominate", ws, "--set", "nominee_name=Lena Ash", "--set", "consent=yes", "--received", "2021-03-01T10:00")
    return ws


@pytest.fixture
def form(tmp_path):
    return write_csv(tmp_path / "form.csv", HEADER, ROWS)


@pytest.fixture
def book(tmp_path):
    """Two sheets; on the second, the headers stand in row 3."""
    book = openpyxl.Workbook()
    book.active.title = "First"
    for row in (HEADER, *ROWS):
        book.active.append(row)
    late = book.create_sheet("Late")
    for row in (("Nominations",), ("that came late",), HEADER, ("2021-04-01 10:00", "Ola Fir", "Pat Sun")):
        late.append(row)
    book.save(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx"


def people(ws):
    return {row["name"]: row for row in run("candidates", ws, "--json")["candidates"]}


def test_import_reports_and_comes_again_unchanged(made, form):
    found = run("import", made, form, "--json")
    assert set(found) >= IMPORT
    assert (found["rows_read"], found["imported"], len(found["joint"])) == (2, 2, 1)
    assert set(people(made)) == {"Lena Ash", "Mo Birch", "Noor Cedar"}
    assert "2 rows read: 0 new, 0 updated, 2 unchanged, 0 rejected." in run("import", made, form)


def test_import_of_a_sheet_and_a_header_row(made, book):
    found = run("import", made, book, "--sheet", "Late", "--header-row", "3", "--json")
    assert (found["sheet"], found["header_row"], found["imported"]) == ("Late", 3, 1)
    assert set(people(made)) == {"Ola Fir"}


def test_import_by_a_map(made, tmp_path):
    table = write_csv(tmp_path / "odd.csv", ("When", "Quux"), [("2021-03-01 10:00", "Lena Ash")])
    (tmp_path / "map.toml").write_text('[columns]\n"When" = "submitted_at"\n"Quux" = "nominee_name"\n', "utf-8")
    found = run("import", made, table, "--map", tmp_path / "map.toml", "--json")
    assert found["mapping"] == {"When": "submitted_at", "Quux": "nominee_name"}
    assert set(people(made)) == {"Lena Ash"}


def test_import_in_a_time_zone(made, form):
    run("import", made, form, "--timezone", "America/Lima")
    (nomination,) = people(made)["Lena Ash"]["nominations"]
    assert nomination["submitted_at"] == "2021-03-01T10:00:00-05:00"


@pytest.mark.parametrize(
    ("names", "split", "count"),
    [("Mo Birch; Noor Cedar", "auto", 2), ("Mo Birch; Noor Cedar", "never", 1), ("Mo Birch & Noor Cedar", "&", 2)],
)
def test_import_splits_as_told(made, tmp_path, names, split, count):
    table = write_csv(tmp_path / "joint.csv", HEADER, [("2021-03-01 10:00", names, "Kim Poe")])
    run("import", made, table, "--split", split)
    assert len(people(made)) == count


@pytest.mark.parametrize("flags", [(), ("--dry-run",)])
def test_import_tells_how_it_read_the_sheet_and_what_to_look_at(made, tmp_path, flags):
    header = (*HEADER, "Consent", "Shoe\nsize")
    rows = [
        ("2021-03-01 10:00", "Lena Ash", "Kim Poe", "yes", "39"),
        ("2021-03-02 11:00", "Mo Birch; Noor Cedar", "Lou Ray", "we will see", ""),
        ("2021-03-03 11:00", "", "Lou Ray", "yes", ""),
    ]
    said = run("import", made, write_csv(tmp_path / "odd.csv", header, rows), *flags)
    for line in ("  Name of nominee  → nominee_name", "  Shoe size  → no field; kept as received",
                 "Row 3, cell B3 names several persons: Mo Birch; Noor Cedar."):  # fmt: skip
        assert line in said.splitlines()
    assert "Look at row 3, cell D3, consent: “we will see” – " in said
    assert "Row 4, cell B4: " in said
    assert ("Nothing was written." in said) == bool(flags)
    assert ("`import --undo I1`" in said) != bool(flags)


def test_import_names_the_nominations_that_it_would_bring_up_to_date(made, form, tmp_path):
    run("import", made, form)
    again = write_csv(tmp_path / "again.csv", (*HEADER, "Organisation"), [(*ROWS[0], "Red Andina")])
    said = run("import", made, again, "--dry-run")
    assert "The import would make 0 new and 1 updated nominations" in said
    assert "Row 2 brings N1 up to date." in said.splitlines()


def test_import_dry_writes_nothing(made, form):
    before = made.read_bytes()
    found = run("import", made, form, "--dry-run", "--json")
    assert set(found) >= IMPORT
    assert (found["imported"], made.read_bytes()) == (2, before)


def test_import_is_undone_in_a_members_name(at, form):
    ws = at("staffed")
    run("import", ws, form, "--as", "M2")
    assert run("import", ws, "--undo", "I1", "--as", "M1") == "Import I1 undone.\n"
    assert people(ws) == {}
    assert actors(ws)[-2:] == ["M2", "M1"]


def test_import_refuses(made, form, book, tmp_path):
    refused(made, "import", made, tmp_path / "none.csv")
    assert "Nowhere" in refused(made, "import", made, book, "--sheet", "Nowhere")
    refused(made, "import", made, form, "--timezone", "Nowhere/City")
    refused(made, "import", made, "--undo", "I7")
    (tmp_path / "bad.toml").write_text("columns = ", "utf-8")
    refused(made, "import", made, form, "--map", tmp_path / "bad.toml")
    misused(made, "import", made)
    misused(made, "import", made, form, "--undo", "I1")


def test_nominate_takes_one(at):
    ws = at("staffed")
    said = run("nominate", ws, "--set", "nominee_name=Lena Ash", "--set", "nominee_email=lena@example.org",
               "--received", "2021-03-01T10:00", "--as", "M2")  # fmt: skip
    assert said == "Nomination N1 taken.\n"
    lena = people(ws)["Lena Ash"]
    assert lena["email"] == "lena@example.org"
    assert lena["nominations"][0]["submitted_at"].startswith("2021-03-01T10:00")
    assert actors(ws)[-1] == "M2"


def test_nominate_knows_the_other_names_of_a_field(made):
    run("nominate", made, "--set", "name=Lena Ash")
    assert set(people(made)) == {"Lena Ash"}


def test_nominate_refuses(made):
    assert "colour" in refused(made, "nominate", made, "--set", "colour=blue")
    refused(made, "nominate", made, "--set", "nominee_email=x@example.org")
    refused(made, "nominate", made, "--set", "nominee_name=Lena", "--received", "soon")
    refused(made, "nominate", made, "--set", "nominee_name")
    misused(made, "nominate", made)


def test_candidates_in_full(nominated):
    found = run("candidates", nominated, "--json")
    assert set(found) == {"candidates", "counts"}
    assert set(found["candidates"][0]) >= CANDIDATE
    assert set(found["candidates"][0]["nominations"][0]) >= NOMINATION
    assert set(found["counts"]) == COUNTS
    assert "C1  Lena Ash  (1)" in run("candidates", nominated)


def test_candidates_of_no_selection_is_refused(tmp_path):
    refused(tmp_path / "none.rapporteur", "candidates", tmp_path / "none.rapporteur", "--json")


def test_candidates_are_merged_and_parted_again(nominated):
    assert "Merged into C1" in run("merge", nominated, "C1", "C2", "C3", "--as", "M1")
    assert run("candidates", nominated, "--json")["counts"]["candidates"] == 2
    assert actors(nominated)[-1] == "M1"
    run("merge", nominated, "--undo", "G1")
    assert run("candidates", nominated, "--json")["counts"]["candidates"] > 2


def test_merges_are_suggested_until_two_are_kept_apart(nominated):
    run("nominate", nominated, "--set", "nominee_name=Lena Asch", "--set", "nominee_email=other@example.org")
    found = run("merge", nominated, "--suggest", "--json")
    assert set(found) == {"threshold", "suggestions"}
    first = found["suggestions"][0]
    assert set(first) == {"ids", "score", "above", "evidence"}
    assert first["ids"] == ["C1", "C5"]
    assert "Lena Asch" in run("merge", nominated, "--suggest")
    run("merge", nominated, "--keep-apart", "C1", "C5")
    assert ["C1", "C5"] not in [each["ids"] for each in run("merge", nominated, "--suggest", "--json")["suggestions"]]


def test_merge_says_what_it_did_or_that_there_is_nothing(made, tmp_path, shelf):
    assert run("merge", made, "--suggest") == "Nobody looks like one person with somebody else.\n"
    nominated = shutil.copyfile(shelf.file("nominated.rapporteur"), tmp_path / "nominated.rapporteur")
    assert run("merge", nominated, "--keep-apart", "C3", "C4") == "Kept apart: C3, C4\n"
    run("merge", nominated, "C1", "C2")
    assert run("merge", nominated, "--undo", "G1") == "Merge G1 taken back.\n"


def test_merge_refuses(nominated):
    refused(nominated, "merge", nominated, "C1", "C9")
    refused(nominated, "merge", nominated, "C1", "C1")
    refused(nominated, "merge", nominated, "--undo", "G9")
    refused(nominated, "merge", nominated, "--keep-apart", "C1", "C1")
    misused(nominated, "merge", nominated)
    misused(nominated, "merge", nominated, "--keep-apart", "C1")
    misused(nominated, "merge", nominated, "--suggest", "--undo", "G1")


@pytest.mark.parametrize(("flag", "state"), [("--met", "met"), ("--not-met", "not_met"), ("--clarify", "to_clarify")])
def test_screen_records_a_finding(ruled, flag, state):
    run("screen", ruled, "C1", "--rule", "region", flag, "--note", "by letter", "--as", "M1")
    assert people(ruled)["Lena Ash"]["eligibility"]["region"] == state
    assert actors(ruled)[-1] == "M1"


def test_screen_proposes_and_accepts(ruled):
    before = ruled.read_bytes()
    found = run("screen", ruled, "--propose", "--json")
    assert set(found) == {"proposals"}
    assert set(found["proposals"][0]) == {"id", "rule", "state", "note"}
    assert ruled.read_bytes() == before
    assert "N1  deadline: met" in run("screen", ruled, "--propose")
    assert "To record them: `screen --propose --accept`." in run("screen", ruled, "--propose")
    said = run("screen", ruled, "--propose", "--accept").splitlines()
    assert said[-1] == f"Recorded: {len(found['proposals'])}"
    assert people(ruled)["Lena Ash"]["eligibility"]["deadline"] == "met"
    assert run("screen", ruled, "--propose").startswith("Nothing to propose")


def test_screen_admits_a_late_one(ruled):
    run("nominate", ruled, "--set", "nominee_name=Mo Birch", "--received", "2021-05-01T10:00")
    run("screen", ruled, "--propose", "--accept")
    assert people(ruled)["Mo Birch"]["eligible"] is not True
    run("screen", ruled, "N2", "--admit", "--note", "the post was slow")
    run("screen", ruled, "C2", "--admit", "--note", "complete enough")
    assert "Admitted N2" in run("audit", ruled)
    assert "Admitted C2" in run("audit", ruled)


def test_screen_loads_findings(ruled, tmp_path):
    rows = [("C1", "region", "met", ""), ("C1", "available", "not_met", "away")]
    table = write_csv(tmp_path / "f.csv", ("candidate", "rule", "state", "note"), rows)
    assert run("screen", ruled, "--load", table) == "Recorded: 2\n"
    found = people(ruled)["Lena Ash"]["eligibility"]
    assert (found["region"], found["available"]) == ("met", "not_met")


def test_screen_refuses(ruled, tmp_path):
    assert "nothing" in refused(ruled, "screen", ruled, "C1", "--rule", "nothing", "--met")
    refused(ruled, "screen", ruled, "C9", "--rule", "region", "--met")
    assert "note" in refused(ruled, "screen", ruled, "C1", "--rule", "region", "--not-met")
    assert "reason" in refused(ruled, "screen", ruled, "N1", "--admit")
    rows = [("C1", "region", "met"), ("C1", "region", "perhaps")]
    table = write_csv(tmp_path / "f.csv", ("candidate", "rule", "state"), rows)
    assert "Row 3" in refused(ruled, "screen", ruled, "--load", table)
    misused(ruled, "screen", ruled)
    misused(ruled, "screen", ruled, "C1", "--rule", "region", "--met", "--not-met")
    misused(ruled, "screen", ruled, "--accept")


def test_withdraw_takes_a_candidate_or_a_nomination_back(nominated):
    run("withdraw", nominated, "C1", "--by", "herself", "--reason", "no time", "--as", "M1")
    assert people(nominated)["Lena Ash"]["withdrawn"] is True
    assert actors(nominated)[-1] == "M1"
    assert run("withdraw", nominated, "N2", "--by", "the nominator", "--reason", "in error") == "Withdrawn: N2\n"


def test_withdraw_refuses(nominated):
    refused(nominated, "withdraw", nominated, "C9", "--by", "x", "--reason", "y")
    refused(nominated, "withdraw", nominated, "C1", "--by", "", "--reason", "y")
    misused(nominated, "withdraw", nominated, "C1", "--by", "x")


def test_a_second_person_checks_what_was_found(ruled):
    def checked():
        return run("candidates", ruled, "--json")["candidates"][0]["checked"]

    assert "Nothing was found yet" in refused(ruled, "screen", ruled, "C1", "--rule", "region", "--check")
    run("screen", ruled, "C1", "--rule", "region", "--not-met", "--note", "by letter", "--as", "M1")
    said = refused(ruled, "screen", ruled, "C1", "--rule", "region", "--check", "--as", "M1")
    assert "M1 found this; another person checks it" in said
    assert run("screen", ruled, "C1", "--rule", "region", "--check", "--as", "M2") == "Checked: 1\n"
    assert checked() == {"region": "M2"}
    run("screen", ruled, "C1", "--rule", "region", "--met", "--as", "M1")
    assert checked() == {}, "what was checked was the finding before"
    misused(ruled, "screen", ruled, "C1", "--rule", "region", "--met", "--check")
    misused(ruled, "screen", ruled, "C1", "--check")


def test_late_and_incomplete_ones_are_listed_with_what_was_done(ruled):
    run("nominate", ruled, "--set", "nominee_name=Mo Birch", "--received", "2021-04-08T20:14")
    run("screen", ruled, "N2", "--admit", "--note", "the post was slow", "--as", "M1")
    before = ruled.read_bytes()
    found = run("screen", ruled, "--late", "--json")
    assert set(found) == {"deadline", "late"}
    assert found["deadline"] == "2021-04-08T18:00:00-04:00"
    (late,) = found["late"]
    assert set(late) == {"id", "candidates", "submitted_at", "late", "actions"}
    assert (late["id"], late["late"]) == ("N2", "late by 2 h 14 min")
    assert [(one["action"], one["by"], one["note"]) for one in late["actions"]] == [
        ("admitted", "M1", "the post was slow")
    ]
    lacking = run("screen", ruled, "--incomplete", "--json")["incomplete"]
    assert [each["id"] for each in lacking] == ["C1", "C2"]
    assert "email" in lacking[0]["missing"]
    said = run("screen", ruled, "--late", "--incomplete").splitlines()
    assert said[0] == "Late: 1. Deadline: 2021-04-08 18:00 (America/Santiago)"
    assert said[1].startswith("N2  Mo Birch (C2)  late by 2 h 14 min. Done: admitted with a reason, ")
    assert said[1].endswith(": the post was slow")
    assert said[2] == "Incomplete: 2"
    assert said[3].endswith("Done: nothing yet")
    assert ruled.read_bytes() == before
    misused(ruled, "screen", ruled, "--late", "--propose")
    misused(ruled, "screen", ruled, "C1", "--late")


def test_reminders_are_drafted_and_shown_as_done(ruled, tmp_path):
    run("nominate", ruled, "--set", "nominee_name=Mo Birch", "--set", "nominee_email=mo@birch.org",
        "--set", "nominee_country=BR", "--received", "2021-03-01T10:00")  # fmt: skip
    assert "is not a day" in refused(ruled, "remind", ruled, "--drafts", tmp_path / "d", "--by", "soon")
    found = run("remind", ruled, "C2", "--drafts", tmp_path / "d", "--by", "2021-04-12", "--json", "--as", "M1")
    (draft,) = found["drafts"]
    assert set(draft) == {"file", "candidate", "reference", "to", "language", "addressed", "asked"}
    assert draft["file"] == str(tmp_path / "d" / "reminder-1-C2.eml")
    assert (draft["to"], draft["language"], draft["addressed"]) == ("nominee", "pt", True)
    assert "consent" in draft["asked"]
    assert actors(ruled)[-1] == "M1"
    said = run("remind", ruled, "--drafts", tmp_path / "d").splitlines()
    assert said[0] == "reminder-2-C1.eml  C1  to the nominee  [en]  no address is known"
    assert said[-1] == f"Drafts in {tmp_path / 'd'}: 1. Nothing was sent."
    assert "reminder drafted, " in run("screen", ruled, "--incomplete")
    assert "Nobody is left to remind" in refused(ruled, "remind", ruled, "--drafts", tmp_path / "d")
    misused(ruled, "remind", ruled)


def test_documents_are_attached_and_listed(at, tmp_path):
    ws, cv = at("nominated"), tmp_path / "cv.pdf"
    cv.write_bytes(b"%PDF-1.4 the life of Lena")
    (made,) = run("attach", ws, "C1", cv, "--as", "M1", "--json")["attached"]
    assert (made["id"], made["name"], made["size"]) == ("A1", "cv.pdf", 25)
    assert "There already: 1" in run("attach", ws, "C1", cv)
    first = run("candidates", ws, "--json")["candidates"][0]
    assert [each["sha256"] for each in first["attachments"]] == [made["sha256"]]
    assert actors(ws)[-2:] == ["M1", "secretariat"]

    cv.write_bytes(b"MZ")
    assert "none of these" in refused(ws, "attach", ws, "C1", cv)
    cv.write_bytes(b"%PDF-1.4")
    assert "There is no C99" in refused(ws, "attach", ws, "C99", cv)
    misused(ws, "attach", ws, "C1")


def test_a_nomination_is_typed_in_with_its_letter(at, tmp_path):
    ws, letter = at("nominated"), tmp_path / "letter.png"
    letter.write_bytes(b"\x89PNG\r\n\x1a\n..")
    run("nominate", ws, "--set", "nominee_name=Pia Elm", "--attach", letter)
    found = {each["name"]: each["attachments"] for each in run("candidates", ws, "--json")["candidates"]}
    assert [each["kind"] for each in found["Pia Elm"]] == ["png"]
    assert "There is no" in refused(ws, "nominate", ws, "--set", "nominee_name=Q", "--attach", tmp_path / "nowhere.pdf")


def test_a_name_from_a_sheet_commands_no_terminal(at, tmp_path):
    ws, bell = at("made"), "Bo\x1b]0;x\x07 Li"
    source = tmp_path / "names.csv"
    source.write_text(f'Nominee,Country\n"1. {bell}\n2. Cy Ng",Chile\nA\x1b[31mna,Peru\nA\x1b[31mna,Peru\n', "utf-8")
    shown = run("import", ws, source)
    assert "Cy Ng" in shown
    assert not [sign for sign in shown if ord(sign) < 32 and sign != "\n"]
