"""An import of 20,000 rows and 30 columns, against reading the file and storing its cells as they are."""

import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.rehearsal.demo import TEMPLATE
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.workspace import SECRETARIAT
from tests.benchmarks.measuring import Pair, in_turns

ROWS, COLUMNS, ROUNDS = 20_000, 30, 3
HEADERS = (
    "Marca temporal", "Correo de quien nomina", "Nombre de quien nomina", "Organización de quien nomina",
    "Nombre de la persona nominada", "Organización de la persona nominada", "País", "Correo de la persona nominada",
    "Teléfono", "Género", "Idiomas", "Áreas temáticas", "Grupo", "Motivación",
)  # fmt: skip
GIVEN = ("Ana", "José", "María", "Luis", "Rosa", "Pedro", "Marta", "Juan", "Lucía", "Diego")


def rows(count: int) -> Iterator[list[str]]:
    """Nominations as a form writes them; the same for every run."""
    chance = random.Random(1)
    for number in range(count):
        name = f"{chance.choice(GIVEN)} Ap{chance.randrange(400):03d}ez Ap{chance.randrange(400):03d}ez"
        yield [
            f"2021/03/{1 + number % 28:02d} {1 + number % 12}:{number % 60:02d}:{number % 59:02d} p. m. GMT-3",
            f"n{number}@x.org", f"Nomina {number % 500}", f"Org {number % 300}", name, f"Red {number % 900}",
            chance.choice(("Chile", "Perú", "Colombia", "Brasil", "México")), f"p{number}@y.org",
            f"+56 9 {number:08d}", chance.choice(("Mujer", "Hombre")), "Español, Inglés", "Datos, Protección",
            "Sociedad civil", f"Motivo largo número {number} " * 5,
            *(f"respuesta {number} {place}" for place in range(COLUMNS - len(HEADERS))),
        ]  # fmt: skip


def write_form(path: Path, count: int = ROWS) -> Path:
    """The spreadsheet."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Respuestas")
        sheet.write_row(0, 0, [*HEADERS, *(f"Pregunta {place}" for place in range(COLUMNS - len(HEADERS)))])
        for number, row in enumerate(rows(count), start=1):
            sheet.write_row(number, 0, row)
    return path


def measure_import(count: int = ROWS, rounds: int = ROUNDS) -> Pair:
    """Preview and import into a fresh selection, in turns with the baseline."""
    with tempfile.TemporaryDirectory() as folder:
        form = write_form(Path(folder) / "form.xlsx", count)
        fresh = iter(range(sys.maxsize))

        def ours() -> None:
            path = Path(folder) / f"{next(fresh)}.rapporteur"
            with new_selection(path, TEMPLATE, "Benchmark", SECRETARIAT, "es") as selection:
                run_import(selection, SECRETARIAT, plan_import(selection, form))

        def baseline() -> None:
            table = CalamineWorkbook.from_path(str(form)).get_sheet_by_index(0).to_python()
            with closing(sqlite3.connect(Path(folder) / f"{next(fresh)}.sqlite")) as store, store:
                store.execute(f"CREATE TABLE cells ({', '.join(f'c{place}' for place in range(COLUMNS))})")
                store.executemany(f"INSERT INTO cells VALUES ({', '.join('?' * COLUMNS)})", table)

        return in_turns(ours, baseline, rounds)
