"""`export` as a person types it."""

import json

import pytest

from tests.cli.doing import misused, refused, run


@pytest.fixture
def opened(at):
    return at("opened")


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_export_writes_everything_in_every_language(opened, tmp_path):
    before, out = opened.read_bytes(), tmp_path / "out"
    shown = run("export", opened, "--out", out)
    reports = {f"justification.{lang}.{kind}" for lang in ("en", "es", "pt", "fr") for kind in ("docx", "pdf")}
    made = names(out)
    assert made >= reports | {"selection.xlsx", "selection.json"}
    assert any(name.startswith("csv/") for name in made)
    assert {line.removeprefix(f"{out}/") for line in shown.splitlines()} == made
    assert opened.read_bytes() == before


@pytest.mark.parametrize(
    ("formats", "made"),
    [("xlsx", {"selection.xlsx"}), ("json", {"selection.json"}), ("docx", {"justification.fr.docx"}),
     ("pdf", {"justification.fr.pdf"}), ("json,docx", {"selection.json", "justification.fr.docx"})],
)  # fmt: skip
def test_export_writes_what_is_named(opened, tmp_path, formats, made):
    run("export", opened, "--out", tmp_path / "out", "--formats", formats, "--lang", "fr")
    assert names(tmp_path / "out") == made


def test_export_writes_tables_for_other_programs(opened, tmp_path):
    found = run("export", opened, "--out", tmp_path / "out", "--formats", "csv,json", "--json")
    assert set(found) == {"files"}
    made = names(tmp_path / "out")
    assert {"selection.json"} < made
    assert all(name.startswith("csv/") for name in made - {"selection.json"})
    assert json.loads((tmp_path / "out" / "selection.json").read_text("utf-8"))


def test_export_refuses(opened, tmp_path):
    out = tmp_path / "out"
    assert "odt" in refused(opened, "export", opened, "--out", out, "--formats", "odt")
    assert "tlh" in refused(opened, "export", opened, "--out", out, "--lang", "tlh", "--json")
    refused(opened, "export", opened, "--out", out, "--formats", ",")
    refused(tmp_path / "none.rapporteur", "export", tmp_path / "none.rapporteur", "--out", out)
    assert not out.exists()
    (tmp_path / "file").write_text("in the way", "utf-8")
    refused(opened, "export", opened, "--out", tmp_path / "file", "--formats", "json")
    misused(opened, "export", opened)
