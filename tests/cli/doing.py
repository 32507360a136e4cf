"""Commands as a person types them, through the program's own entry, and what they are given."""

import csv
import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from rapporteur_app.__main__ import main

CHAIR_WORDS, WITNESS_WORDS = "chair passphrase of six words", "witness passphrase of six words"

RUBRIC = """
version = 1
scale = { min = 1, max = 5, step = 1 }
[[criteria]]
code = "WORK"
title.en = "The work"
kind = "scored"
weight = 60
threshold = 2
comment_rule = "never"
[[criteria]]
code = "IDEA"
title.en = "The idea"
kind = "scored"
weight = 40
comment_rule = "never"
"""

SCORES = {
    "M1": {"C1": (5, 5), "C2": (3, 4), "C3": (2, 2), "C4": (1, 1)},
    "M2": {"C1": (5, 4), "C2": (4, 4), "C3": (2, 3), "C4": (1, 2)},
    "M3": {"C1": (4, 5), "C2": (4, 3), "C3": (3, 2), "C4": (1, 1)},
}


@dataclass
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str


def typed(*arguments, stdin=""):
    """Type a command; how it ended."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["rapporteur", *map(str, arguments)])
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Result(code, out.getvalue(), err.getvalue())


def run(*arguments, stdin=""):
    """Type a command that goes well; what it printed, read where `--json` was asked for."""
    result = typed(*arguments, stdin=stdin)
    assert result.code == 0, result
    return json.loads(result.out) if "--json" in arguments else result.out


def words_in(told):
    """The words of a member's key, out of what `ballot` printed."""
    (line,) = [line for line in told.splitlines() if "words of your key" in line]
    return line.rpartition(": ")[2]


def refused(ws, *arguments, stdin=""):
    """Type a command that cannot be done: 1, one sentence, and a file that is byte for byte as it was."""
    before = ws.read_bytes() if ws.exists() else None
    result = typed(*arguments, stdin=stdin)
    assert (result.code, result.out) == (1, ""), result
    assert len(result.err.splitlines()) == 1, result.err
    assert result.err.strip()
    assert "Traceback" not in result.err
    assert (ws.read_bytes() if ws.exists() else None) == before
    return result.err.strip()


def misused(ws, *arguments):
    """Type a command wrongly: 2, and a file that is as it was."""
    before = ws.read_bytes()
    result = typed(*arguments)
    assert result.code == 2, result
    assert "Usage:" in result.err
    assert "Traceback" not in result.err
    assert ws.read_bytes() == before
    return result.err


def write_csv(path, header, rows):
    """A table that a person would bring."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def actors(ws):
    """Who did each act, oldest first."""
    return [entry["actor"] for entry in run("audit", ws, "--json")["entries"]]


def scores_csv(path, member, drop=0):
    """A member's scores as a table; `drop` of them left out."""
    rows = [
        (c, code, value, "")
        for c, both in SCORES[member].items()
        for code, value in zip(("WORK", "IDEA"), both, strict=True)
    ]
    return write_csv(path, ("candidate", "criterion", "score", "comment"), rows[: len(rows) - drop])
