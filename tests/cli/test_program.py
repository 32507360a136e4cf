"""The program itself: the window, the rehearsal, the self-test, its help, and its process."""

import subprocess
import sys
from functools import partial

import pytest
from typer.main import get_group

from rapporteur_app.cli import selftest
from rapporteur_app.cli.app import make_app, make_command
from rapporteur_app.rehearsal import demo
from rapporteur_app.ui import app
from tests.cli.doing import CHAIR_WORDS, misused, refused, run, typed

COMMANDS = [info.name for info in make_app().registered_commands] + ["consult"]

LOADED = """
import sys
sys.argv = ["rapporteur", *sys.argv[1:]]
from rapporteur_app.__main__ import main
try:
    main()
except SystemExit as end:
    code = end.code
heavy = [name for name in ("sqlalchemy", "sqlmodel", "PySide6", "nacl", "openpyxl") if name in sys.modules]
print("LOADED", code, *heavy, file=sys.stderr)
"""


@pytest.fixture
def windows(monkeypatch):
    """What the window was asked to show; it does not open."""
    asked = []

    def show(arguments):
        asked.append(arguments)
        return 0

    monkeypatch.setattr(app, "run", show)
    return asked


def test_the_window_opens_on_the_start_page_or_a_file(windows, at):
    ws = at("made")
    run()
    run("open")
    run("open", ws)
    assert windows == [[], [], [str(ws)]]


def test_demo_plays_the_job_where_told_and_opens_the_window(windows, monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "run_demo", partial(demo.run_demo, export=False))
    out = tmp_path / "rehearsal"
    assert str(out) in run("demo", "--out", out, "--window")
    (ws,) = out.glob("*.rapporteur")
    assert windows == [[str(ws)]]
    assert run("verify", ws, "--json")["ok"] is True


def test_demo_refuses_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "taken").write_text("in the way", "utf-8")
    refused(tmp_path / "taken", "demo", "--out", tmp_path / "taken")


def test_selftest_tries_each_part():
    found = run("selftest", "--json")
    assert set(found) == {"ok", "checks"}
    assert all(set(check) == {"name", "ok", "detail"} for check in found["checks"])
    assert {"database", "sheets", "word", "pdf", "keys", "qt"} <= {check["name"] for check in found["checks"]}
    assert found["ok"] is True


def test_selftest_ends_1_and_names_the_part_that_does_not_work(monkeypatch):
    monkeypatch.setattr(selftest, "run_selftest", lambda: [("keys", True, ""), ("pdf", False, "no fonts")])
    result = typed("selftest")
    assert result.code == 1
    assert "FAILED  pdf  no fonts" in result.out.splitlines()


def test_help_names_every_command_and_each_has_its_own():
    shown = run("--help")
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    for name in COMMANDS:
        assert "Usage: " in run(name, "--help")


def test_wrong_usage_ends_2(at):
    ws = at("made")
    misused(ws, "frobnicate")
    misused(ws, "info")
    misused(ws, "info", ws, "--frobnicate")
    misused(ws, "sign", ws, "--passphrase", CHAIR_WORDS)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["consult", "log", "--help"], 0),
        (["frobnicate"], 2),
        (["info"], 2),
        (["set", "WS"], 2),
        (["merge", "WS"], 2),
        (["keys", "WS"], 2),
    ],
)
def test_help_and_wrong_usage_do_not_load_the_database(arguments, code):
    child = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=False)
    assert child.stderr.splitlines()[-1] == f"LOADED {code}"


def test_the_program_runs_as_a_process(at):
    ws = at("made")
    before = ws.read_bytes()

    def process(*arguments):
        command = [sys.executable, "-m", "rapporteur_app", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")

    well = process("info", ws)
    assert (well.returncode, well.stdout.splitlines()[0], well.stderr) == (0, "Small", "")
    no = process("set", ws, "colour=blue")
    assert (no.returncode, no.stdout, len(no.stderr.splitlines())) == (1, "", 1)
    assert "colour" in no.stderr
    wrong = process("set", ws)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert ws.read_bytes() == before


@pytest.mark.parametrize("asked", [["--help"], ["impot"], ["impot", "--help"], ["--nothing"]])
def test_the_quick_list_of_commands_is_the_whole_one(asked, capsys):
    def shown(command):
        with pytest.raises(SystemExit) as end:
            command(asked, prog_name="rapporteur")
        return end.value.code, *capsys.readouterr()

    assert shown(make_command(asked)) == shown(get_group(make_app()))
