"""Commands about the program itself: the window, the rehearsal, the self-test."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapporteur_app.cli.common import Json, print_json, say
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("open")(open_)
    app.command("demo")(demo)
    app.command("selftest")(selftest)


def open_(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A selection, a pack, or nothing.")] = None,
) -> None:
    """The window: a selection, a pack, or the start page."""
    from rapporteur_app.ui.app import run

    raise typer.Exit(run([str(file)] if file else []))


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the rehearsal's files go.")] = Path("demo"),
    window: Annotated[bool, typer.Option("--window", help="Open the window on it afterwards.")] = False,
) -> None:
    """The whole job on the fictional sample selection; prints what it made and where."""
    from rapporteur_app.rehearsal.demo import run_demo

    try:
        selection = run_demo(out, say)
    except OSError as error:
        text = message("The rehearsal cannot be written to {folder}. Name another folder.", folder=str(out))
        raise BadInput(text, str(error)) from error
    if window:
        from rapporteur_app.ui.app import run

        raise typer.Exit(run([str(selection)]))


def selftest(json: Json = False) -> None:
    """The parts that must work: Qt, database, sheets, documents, keys."""
    from rapporteur_app.cli.selftest import run_selftest

    checks = run_selftest()
    if json:
        print_json(
            {
                "ok": all(ok for _, ok, _ in checks),
                "checks": [{"name": n, "ok": ok, "detail": d} for n, ok, d in checks],
            }
        )
    else:
        for name, ok, detail in checks:
            say(message("{mark}  {name}  {detail}", mark="ok" if ok else "FAILED", name=name, detail=detail))
    if not all(ok for _, ok, _ in checks):
        raise typer.Exit(1)
