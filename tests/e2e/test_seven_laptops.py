"""Seven members on seven laptops, each a home folder and a keyring of its own, and every command a process of its own.

Four have the program, three fill in a score sheet. M2 is recused on C3, M6 is late, M3 and M7 send twice, and M4's
first ballot is changed on its way. Chair and witness make their keys at home and open at a distance.
"""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.doing import RUBRIC, words_in

SCORING, OVER = "2027-05-04T12:00:00+00:00", "2027-05-07T12:00:00+00:00"
"""Before and after the deadline of 5 May 2027."""

KEYRING = '''
"""A keyring that lies in its owner's home."""
import json, os, pathlib
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 1
    path = pathlib.Path(os.environ["HOME"]) / "keyring.json"

    def _all(self):
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def get_password(self, service, name):
        return self._all().get(service + "/" + name)

    def set_password(self, service, name, text):
        self.path.write_text(json.dumps({**self._all(), service + "/" + name: text}))

Keyring.__module__ = "keyring.backends.macOS"
'''

Given = Mapping[str, tuple[object, object]]
SCORES: dict[str, Given] = {
    "M1": {"C1": (5, 4), "C2": (3, 3), "C3": (4, 2), "C4": (1, 2)},
    "M2": {"C1": (4, 4), "C2": (2, 3), "C4": (2, 2)},
    "M3": {"C1": (5, 5), "C2": (4, 2), "C3": (3, 3), "C4": (2, 1)},
    "M4": {"C1": (3, 4), "C2": (5, 5), "C3": (4, 4), "C4": ("IE", 2)},
    "M5": {"C1": (4, 5), "C2": (4, 4), "C3": (2, 3), "C4": (3, 3)},
    "M6": {"C1": (1, 1), "C2": (1, 1), "C3": (1, 1), "C4": (5, 5)},
    "M7": {"C1": ("5 - Strong", "3,0"), "C2": (3, 4), "C3": (5, 4), "C4": (2, 2)},
}
"""What each member scores: the work (weight 60) and the idea (40)."""

BY_HAND = [
    # candidate, how many scored the work; work, idea: their means; 0.6 x work + 0.4 x idea
    ("C1", 6, 26 / 6, 25 / 6, 4.2666667),  # 5 4 5 3 4 5 and 4 4 5 4 5 3
    ("C2", 6, 21 / 6, 21 / 6, 3.5),  # 3 2 4 5 4 3 and 3 3 2 5 4 4
    ("C3", 5, 18 / 5, 16 / 5, 3.44),  # 4 3 4 2 5 and 2 3 4 3 4; M2 is recused
    ("C4", 5, 10 / 5, 12 / 6, 2.0),  # 1 2 2 3 2 (M4: IE) and 2 2 1 2 3 2
]
"""The results without M6, who was late and whom the chair did not admit."""


class Laptop:
    """A machine: a home folder, perhaps with a keyring, and the program."""

    def __init__(self, folder: Path, *, keyring: bool) -> None:
        self.home = folder
        (self.home / "lib").mkdir(parents=True)
        (self.home / "lib" / "laptop_keyring.py").write_text(KEYRING)
        hidden = ("RAPPORTEUR_DATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        self.environment = {name: value for name, value in os.environ.items() if name not in hidden}
        backend = "laptop_keyring.Keyring" if keyring else "keyring.backends.null.Keyring"
        root = Path(__file__).parents[2]
        self.environment |= {
            "HOME": str(self.home), "PYTHONPATH": f"{root}{os.pathsep}{self.home / 'lib'}",
            "PYTHON_KEYRING_BACKEND": backend, "RAPPORTEUR_NOW": SCORING, "LC_ALL": "C.UTF-8",
        }  # fmt: skip

    def run(self, *arguments: object, code: int = 0, at: str = SCORING) -> str:
        """What a command prints."""
        done = subprocess.run(
            [sys.executable, "-m", "rapporteur_app", *map(str, arguments)], cwd=self.home,
            env={**self.environment, "RAPPORTEUR_NOW": at}, capture_output=True, text=True, timeout=120,
            encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == code, (arguments, done.stdout, done.stderr)
        return done.stdout

    def told(self, *arguments: object, at: str = SCORING, code: int = 0) -> Any:
        """What a command says as JSON."""
        return json.loads(self.run(*arguments, "--json", at=at, code=code))

    def secret(self, words: str) -> Path:
        """A passphrase in a file."""
        path = self.home / "passphrase.txt"
        path.write_text(words, "utf-8")
        return path


def write_table(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def scores_file(folder: Path, given: Given) -> Path:
    """What a member with the program scored, as a table."""
    codes = ("WORK", "IDEA")
    rows: list[list[object]] = [["candidate", "criterion", "score", "comment"]]
    rows += [[who, code, value, ""] for who, both in given.items() for code, value in zip(codes, both, strict=True)]
    return write_table(folder / "scores.csv", rows)


def filled_in(sheet: Path, given: Given, *, sort: bool = False) -> Path:
    """The score sheet as a member sends it back."""
    book = load_workbook(sheet)
    scores = book.worksheets[1]
    for row in range(6, scores.max_row + 1):
        both = given.get(str(scores.cell(row, 1).value))
        if both is not None:
            scores.cell(row, 5, both[("WORK", "IDEA").index(str(scores.cell(row, 3).value))])
    if sort:
        rows = [[cell.value for cell in row] for row in scores.iter_rows(min_row=6)]
        for number, row in enumerate(sorted(rows, key=lambda cells: str(cells[3])), start=6):
            for column, value in enumerate(row, start=1):
                scores.cell(number, column, value)
        scores.title = "Mis notas"
    book.save(sheet)
    return sheet


@pytest.fixture
def laptops(tmp_path: Path) -> dict[str, Laptop]:
    """The secretariat's, the witness's, and one for each member; those with the program have a keyring or none."""
    names = ("S", "W", *SCORES)
    return {name: Laptop(tmp_path / name, keyring=name in ("S", "M1", "M2", "M5", "M6")) for name in names}


@pytest.fixture
def ws(laptops: dict[str, Laptop], tmp_path: Path) -> Path:
    """A selection with seven members, four candidates, frozen criteria and declarations."""
    office, path = laptops["S"], laptops["S"].home / "round.rapporteur"
    office.run("new", path, "--template", "blank", "--title", "Seven laptops")
    office.run("set", path, "zone=UTC", "scoring_deadline=2027-05-05T23:59", "policy.score_sheets=M5, M6, M7")
    members: list[list[object]] = [["name", "email", "roles"]]
    members += [[f"Member {m}", f"{m}@example.org", "chair;member" if m == "M1" else "member"] for m in SCORES]
    office.run("members", path, "--load", write_table(tmp_path / "members.csv", members))
    (tmp_path / "rubric.toml").write_text(RUBRIC, "utf-8")
    office.run("criteria", path, "--load", tmp_path / "rubric.toml")
    office.run("criteria", path, *(word for m in SCORES for word in ("--agree", m)), "--freeze")
    nominated: list[list[object]] = [["Nominee name", "Nominator name"]]
    nominated += [[name, f"Forum {name}"] for name in ("Ana Paz", "Beto Ruiz", "Cleo Sol", "Dora Mar")]
    office.run("import", path, write_table(tmp_path / "nominations.csv", nominated))
    declared: list[list[object]] = [["member", "candidate", "state", "reason"]]
    declared += [
        [m, f"C{n}", "conflict" if (m, n) == ("M2", 3) else "none", "his translator"]
        for m in SCORES
        for n in (1, 2, 3, 4)
    ]
    office.run("conflicts", path, "--load", write_table(tmp_path / "declared.csv", declared))
    office.run("conflicts", path, "--confirm", "M2", "C3", "--as", "M1")
    return path


def make_keys_at_home(laptops: dict[str, Laptop], ws: Path) -> tuple[Path, Path]:
    """Chair and witness make their keys at home; the secretariat loads them and knows neither passphrase."""
    chair, witness = laptops["M1"], laptops["W"]
    first, second = chair.secret("the chair's six words for this"), witness.secret("the witness's six words for this")
    chair.run("keys", "--new", "--out", chair.home / "chair.key", "--passphrase-file", first)
    witness.run("keys", "--new", "--witness", "--out", witness.home / "witness.key", "--witness-file", second)
    for path in (chair.home / "chair.key", witness.home / "witness.key"):
        laptops["S"].run("keys", ws, "--load", path)
    return first, second


def test_seven_laptops(laptops: dict[str, Laptop], ws: Path) -> None:
    office = laptops["S"]
    chair_words, witness_words = make_keys_at_home(laptops, ws)
    packs = {each["member"]: each for each in office.told("pack", ws, "--out", office.home / "packs")["packs"]}
    assert [member for member, each in packs.items() if each["sheet"]] == ["M5", "M6", "M7"]

    def sealed(member: str, given: Given, name: str = "") -> Path:
        """A member with the program scores, and reads their words out at the first time."""
        laptop = laptops[member]
        out = laptop.home / f"{member}{name}.ballot"
        told = laptop.run("ballot", packs[member]["pack"], "--scores", scores_file(laptop.home, given), "--out", out)
        if not name:
            office.run("keys", ws, "--confirm", member, "--words", words_in(told))
        return out

    def collect(*files: Path, at: str = SCORING, code: int = 0) -> list[tuple[str, str, int | None]]:
        found = office.told("collect", ws, *files, at=at, code=code)["files"]
        return [(each["status"], each["member"], each["revision"]) for each in found]

    # -- those with the program
    low = dict.fromkeys(SCORES["M3"], (1, 1))
    assert collect(sealed("M1", SCORES["M1"]), sealed("M2", SCORES["M2"]), sealed("M3", low)) == [
        ("accepted", "M1", 1), ("accepted", "M2", 1), ("accepted", "M3", 1),
    ]  # fmt: skip
    assert collect(sealed("M3", SCORES["M3"], "-again")) == [("accepted", "M3", 2)]
    assert collect(laptops["M3"].home / "M3.ballot")[0][0] in ("unchanged", "superseded")
    whole = sealed("M4", SCORES["M4"])
    data = bytearray(whole.read_bytes())
    data[-2000] ^= 1
    (office.home / "mail.ballot").write_bytes(data)
    assert [found[0] for found in collect(office.home / "mail.ballot", code=1)] == ["tampered"]
    assert collect(whole) == [("accepted", "M4", 1)]
    forged = laptops["M7"].home / "forged.ballot"
    laptops["M7"].run("ballot", packs["M1"]["pack"], "--scores", scores_file(laptops["M7"].home, low), "--out", forged)
    assert [found[0] for found in collect(forged, code=1)] == ["wrong_member"]

    assert (laptops["M1"].home / "keyring.json").exists()
    assert list(laptops["M3"].home.rglob("*.key"))

    # -- those with a sheet
    assert collect(filled_in(Path(packs["M5"]["sheet"]), SCORES["M5"])) == [("accepted", "M5", 1)]
    some = {"C1": SCORES["M7"]["C1"]}
    assert collect(filled_in(Path(packs["M7"]["sheet"]), some)) == [("draft", "M7", 1)]
    assert collect(filled_in(Path(packs["M7"]["sheet"]), SCORES["M7"], sort=True)) == [("accepted", "M7", 2)]
    assert collect(filled_in(Path(packs["M6"]["sheet"]), SCORES["M6"]), at=OVER) == [("late", "M6", 1)]

    # -- nobody sees anything before; then all at once
    assert "4.2" not in json.dumps(office.told("progress", ws, at=OVER))
    office.run("receipts", ws, "--out", office.home / "all.receipt", at=OVER)
    for member in ("M1", "M2", "M3", "M4"):
        laptops[member].run("verify", packs[member]["pack"], "--receipt", office.home / "all.receipt", at=OVER)
    office.run("results", ws, "--open", "--passphrase-file", chair_words, code=1, at=OVER)
    request, part = office.home / "to-witness", laptops["W"].home / "part"
    office.run("results", ws, "--open", "--request", request, at=OVER)
    laptops["W"].run("keys", "--part", request, "--out", part, "--witness-file", witness_words, at=OVER)
    results = office.told(
        "results", ws, "--open", "--part", part, "--passphrase-file", chair_words, at=OVER
    )  # fmt: skip

    found = results["candidates"]
    assert [row["id"] for row in found] == [row[0] for row in BY_HAND]
    assert [row["rank"] for row in found] == [1, 2, 3, 4]
    for row, (_, scores, work, idea, total) in zip(found, BY_HAND, strict=True):
        assert row["total"] == pytest.approx(total, abs=1e-7)
        by_code = row["criteria"]
        assert (by_code["WORK"]["mean"], by_code["IDEA"]["mean"]) == pytest.approx((work, idea))
        assert by_code["WORK"]["n"] == scores
    assert office.told("verify", ws, at=OVER)["ok"] is True
