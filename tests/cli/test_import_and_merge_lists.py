"""What `import` and `merge` say before they act, list afterwards, and take back, as a person types it."""

import pytest

from tests.cli.doing import misused, refused, run, write_csv

HEADER = ("Response ID", "Name of nominee", "Name of nominator", "Motivation")


@pytest.fixture
def made(tmp_path):
    ws = tmp_path / "made.rapporteur"
    run("new", ws)
    return ws


@pytest.fixture
def nominated(made):
    for name in ("Lena Ash", "Mo Birch"):
        run("nominate", made, "--set", f"nominee_name={name}")
    return made


@pytest.fixture
def form(tmp_path):
    def write(*rows):
        return write_csv(tmp_path / "form.csv", HEADER, rows)

    return write


def test_a_dry_import_says_whom_it_would_join_and_what_it_would_change(made, form):
    run("import", made, form(("1", "Lena Ash", "Kim", "good"), ("2", "Mo Birch", "Lou", "")))
    rows = ("1", "Lena Ash", "Kim", "better"), ("3", "lena ash", "Noor", ""), ("4", "Mo Birch", "Lou", "")
    later = form(*rows, ("5", "Ola Fir", "Pat", ""), ("6", "Ola Fir", "Sun", ""))
    found = run("import", made, later, "--dry-run", "--json")
    assert found["joined"] == [{"name": "Ola Fir", "rows": [5, 6]}]
    assert [(each["id"], each["rows"]) for each in found["known"]] == [("C1", [3]), ("C2", [4])]
    (cell,) = found["changed"]
    assert (cell["nomination"], cell["header"], cell["old"], cell["new"]) == ("N1", "Motivation", "good", "better")
    assert [(each["row"], each["nomination"]) for each in found["near_equal"]] == [(4, "N2")]
    said = run("import", made, later, "--dry-run").splitlines()
    assert "One candidate, spelled alike in rows 5, 6: Ola Fir." in said
    assert "There already as C1, named in rows 3: Lena Ash." in said
    assert "Row 2, N1, Motivation: “good” → “better”" in said
    assert "Row 4 has nominator and nominee of N2: Mo Birch. Perhaps it was sent twice." in said
    assert run("import", made, later, "--json")["joined"] == found["joined"]


def test_a_row_sent_twice_in_one_file_names_the_earlier_row(made, form):
    said = run("import", made, form(("1", "Lena Ash", "Kim", "a"), ("2", "Lena Ash", "Kim", "b")), "--dry-run")
    assert "Row 3 has nominator and nominee of row 2: Lena Ash." in said


def test_imports_are_listed_until_they_are_undone(made, form):
    assert run("import", made, "--list") == "Nothing was imported.\n"
    run("import", made, form(("1", "Lena Ash", "Kim", "")))
    assert run("import", made, "--list") == "I1  form.csv, form: 1 new, 0 updated, 0 unchanged\n"
    (one,) = run("import", made, "--list", "--json")["imports"]
    assert (one["id"], one["file"], one["new"]) == ("I1", "form.csv", 1)
    run("import", made, "--undo", "I1")
    assert run("import", made, "--list", "--json") == {"imports": []}
    misused(made, "import", made, "--list", "--undo", "I1")


def test_a_mapping_is_saved_to_be_used_again(made, form, tmp_path):
    table, out = form(("1", "Lena Ash", "Kim", "")), tmp_path / "map.toml"
    dry = run("import", made, table, "--dry-run", "--save-map", out, "--json")
    assert '"Name of nominee" = "nominee_name"' in out.read_text("utf-8")
    again = run("import", made, table, "--map", out, "--json")
    assert again["mapping"] == dry["mapping"]
    refused(made, "import", made, table, "--dry-run", "--save-map", tmp_path / "nowhere" / "map.toml")


def people(ws):
    return {
        each["id"]: [n["id"] for n in each["nominations"]] for each in run("candidates", ws, "--json")["candidates"]
    }


def test_single_nominations_are_merged_and_listed(made, form):
    run("import", made, form(("1", "Lena Ash", "Kim", ""), ("2", "L. Ash", "Lou", ""), ("3", "L. Ash", "Pat", "")))
    assert run("merge", made, "C1", "C2", "--only", "N3") == "Merged into C1: G1\n"
    assert people(made) == {"C1": ["N1", "N3"], "C2": ["N2"]}
    assert run("merge", made, "--list") == "G1  C2 L. Ash → C1 Lena Ash (N3)\n"
    run("merge", made, "--undo", "G1")
    assert run("merge", made, "--list") == "G1  C2 L. Ash → C1 Lena Ash (N3), undone\n"
    (one,) = run("merge", made, "--list", "--json")["merges"]
    assert (one["kept"], one["joined"], one["nominations"], one["whole"]) == ("C1", "C2", ["N3"], False)
    assert people(made) == {"C1": ["N1"], "C2": ["N2", "N3"]}


def test_two_are_no_longer_kept_apart(nominated):
    assert run("merge", nominated, "--list") == "Nobody was merged or kept apart.\n"
    run("merge", nominated, "--keep-apart", "C1", "C2")
    assert run("merge", nominated, "--list", "--json")["apart"] == [["C1", "C2"]]
    assert "Kept apart: C1 " in run("merge", nominated, "--list")
    assert run("merge", nominated, "--no-longer-apart", "C2", "C1") == "No longer kept apart: C2, C1\n"
    assert run("merge", nominated, "--list", "--json")["apart"] == []


def test_what_fits_no_merge_is_refused(nominated):
    refused(nominated, "merge", nominated, "C1", "C2", "--only", "N1")
    refused(nominated, "merge", nominated, "--no-longer-apart", "C1", "C2")
    misused(nominated, "merge", nominated, "--suggest", "--list")
    misused(nominated, "merge", nominated, "--suggest", "--only", "N1")
    misused(nominated, "merge", nominated, "C1", "C2", "--keep-apart", "--no-longer-apart")
