"""Writes the rehearsal selection from the hand-written texts in source/. Everything in it is fictional.

Run `python resources/sample/build_sample.py`; the same sources give the same bytes.
"""

import csv
import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

SAMPLE = Path(__file__).parent
MARK = "Rehearsal – fictional"
WRITTEN = datetime(2021, 4, 8, 15, 0, tzinfo=UTC)
FIRST_ROW = 2
CRITERIA = ("KNOW", "REPR", "SYNT", "COMM", "FACI", "REGI")
GATES = ("INTE", "INDE", "IMPA")
# Google writes "p. m." with one of these between the two letters, by its version.
SPACES = ("\u00a0", "\u202f", " ")


@cache
def source(name: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLE / "source" / f"{name}.toml").read_text(encoding="utf-8"))


def members() -> dict[str, dict[str, str]]:
    """Scoring members by the key that source/ uses for them."""
    with (SAMPLE / "members.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "member" in row["roles"].split(";")]
    return dict(zip(source("scoring")["bias"], rows, strict=True))


def nominees(nomination: dict[str, Any]) -> list[str]:
    return nomination.get("persons") or [nomination["person"]]


def eligible() -> list[str]:
    """Keys of the persons to score, in the order in which they were first nominated."""
    order = dict.fromkeys(key for row in source("nominations")["nomination"] for key in nominees(row))
    return [key for key in order if key in source("scoring")["ability"]]


def name_of(person: str) -> str:
    return source("persons")[person]["name"]


# --- nominaciones.xlsx


def nominator_cells(nomination: dict[str, Any], person: dict[str, Any]) -> dict[str, str]:
    if nomination["by"] == "self":
        name, organisation, email = person["name"], "", person["email"]
    else:
        name, organisation, email = source("nominations")["nominators"][nomination["by"]]
    if nomination.get("self_named"):
        name, email = person["name"], person["email"]
    return {"nominator": name, "nominating_organisation": organisation, "nominator_email": email}


def response(nomination: dict[str, Any], number: int) -> dict[str, str]:
    """The cells of one row, by the keys of the form's headers."""
    form = source("form")
    person = source("persons")[nominees(nomination)[0]]
    cells = person | form["defaults"] | nominator_cells(nomination, person) | nomination
    cells["name"] = nomination.get("spelling", person["name"])
    cells["at"] = re.sub(r"([ap])\. m\.", rf"\1.{SPACES[number % 3]}m.", nomination["at"])
    cells["constituency"] = form["constituencies"][person["constituency"]]
    cells["areas"] = ", ".join(form["areas"][str(area)] for area in person["areas"])
    cells["why"] = nomination["why"].strip()
    return {header: cells[key] for key, header in form["headers"].items()}


def put_text(cell: Cell, text: str) -> None:
    """Write what was typed as text, also where it starts with '=' or '+'."""
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text="\n" in text)
    cell.quotePrefix = text.startswith(("=", "+"))


def fill_responses(sheet: Worksheet) -> None:
    headers = list(source("form")["headers"].values())
    nominations = source("nominations")["nomination"]
    rows = [dict(zip(headers, headers, strict=True)), *map(response, nominations, count(FIRST_ROW))]
    for line, row in enumerate(rows, start=1):
        for column, header in enumerate(headers, start=1):
            if row[header]:
                put_text(sheet.cell(line, column), row[header])
    sheet.freeze_panes = "A2"


def fill_notes(sheet: Worksheet) -> None:
    lines = (SAMPLE / "source" / "notes.txt").read_text(encoding="utf-8").splitlines()
    for line, text in enumerate(lines, start=1):
        if text:
            put_text(sheet.cell(line, 1), text)
    sheet.column_dimensions["A"].width = 110


def workbook() -> Workbook:
    form = source("form")
    book = Workbook()
    responses = book.active
    responses.title = form["sheet"]
    fill_responses(responses)
    fill_notes(book.create_sheet(form["notes_sheet"]))
    book.properties.title = form["title"]
    book.properties.creator = "Secretaría (ficticia)"
    book.properties.created = WRITTEN.replace(tzinfo=None)
    return book


def save_with_fixed_times(book: Workbook, path: Path) -> None:
    """Save so that two runs give the same bytes: openpyxl stamps the time of saving into the file and the archive."""
    raw = io.BytesIO()
    book.save(raw)
    stamp = f"{WRITTEN:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, old.read(name))
            new.writestr(zipfile.ZipInfo(name, WRITTEN.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)


# --- tables


def write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def screening_rows() -> Iterator[tuple[str, str, str, str]]:
    """Every rule for every person: met with the rule's usual note, but for the exceptions that are listed."""
    screening = source("screening")
    for person in source("persons"):
        exceptions = screening["person"].get(person, {})
        for rule, usual in screening["usual"].items():
            state, note = exceptions.get(rule, ("met", usual))
            yield name_of(person), rule, state, note


def declaration_rows() -> Iterator[tuple[str, str, str, str]]:
    scoring = source("scoring")
    stated = {(row["member"], row["person"]): (row["state"], row["reason"]) for row in scoring["declaration"]}
    for key, member in members().items():
        for person in eligible():
            alike = source("persons")[person]["constituency"] == member["constituency"]
            usual = ("affinity", scoring["affinity"][key]) if alike else ("none", "")
            yield member["email"], name_of(person), *stated.get((key, person), usual)


# --- scores


def noise(*parts: str) -> float:
    """A number that looks drawn, from -1 to 1 and mostly near 0, the same for the same words on every machine."""
    words = "/".join((str(source("scoring")["seed"]), *parts))
    digest = hashlib.sha256(words.encode()).digest()
    return sum(digest[:4]) / 510 - 1


def score(member: str, person: str, criterion: str) -> str:
    """A value of the scale 1-5, or the state that stands in its place."""
    scoring = source("scoring")
    unscored = scoring["unscored"].get(member, {}).get(person, {})
    if criterion in unscored:
        return unscored[criterion]
    seen = scoring["ability"][person][CRITERIA.index(criterion)] + scoring["bias"][member]
    return str(min(5, max(1, round(seen + 1.9 * noise(member, person, criterion)))))


class Comments:
    """What a member has to say, in their language: each text of a list in turn."""

    def __init__(self, member: str, language: str) -> None:
        self.language = language
        self.used = count(sum(member.encode()) % 7)
        self.turns: dict[tuple[str, str], Iterator[int]] = {}

    def on(self, criterion: str, value: str) -> str:
        end = {"1": "low", "2": "low", "5": "high"}.get(value)
        if end is None:
            return source("comments")[self.language][value] if value in ("IE", "AB") else ""
        texts = source("comments")[self.language][criterion][end]
        turn = self.turns.setdefault((criterion, end), count(next(self.used)))
        return texts[next(turn) % len(texts)]


def gate(member: str, person: str, code: str) -> tuple[str, str]:
    for concern in source("scoring")["concern"]:
        if (concern["member"], concern["person"], concern["gate"]) == (member, person, code):
            return "concern", concern["comment"]
    return "pass", ""


def score_rows(member: str, language: str) -> Iterator[tuple[str, str, str, str]]:
    stated = source("scoring")["declaration"]
    recused = {row["person"] for row in stated if row["member"] == member and row["state"] == "conflict"}
    comments = Comments(member, language)
    for person in eligible():
        if person in recused:
            continue
        for criterion in CRITERIA:
            value = score(member, person, criterion)
            yield name_of(person), criterion, value, comments.on(criterion, value)
        for code in GATES:
            yield name_of(person), code, *gate(member, person, code)


def marked(rows: Iterable[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """The first remark of a table says what the table is."""
    said = False
    for name, key, value, remark in rows:
        mark = not said and bool(remark)
        yield name, key, value, f"{MARK}. {remark}" if mark else remark
        said = said or mark


def write_sample(folder: Path) -> None:
    save_with_fixed_times(workbook(), folder / "nominaciones.xlsx")
    write_table(folder / "screening.csv", ("candidate", "rule", "state", "note"), marked(screening_rows()))
    write_table(folder / "declarations.csv", ("member", "candidate", "state", "reason"), marked(declaration_rows()))
    for key, member in members().items():
        rows = marked(score_rows(key, member["language"]))
        write_table(folder / "scores" / f"{key}.csv", ("candidate", "criterion", "score", "comment"), rows)


if __name__ == "__main__":
    write_sample(SAMPLE)
