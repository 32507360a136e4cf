"""`verify`, `audit`, `undo`: whether the file holds, what was done, and taking it back."""

from typing import Annotated, Any

import typer

from rapporteur_app.cli.common import As, Json, Selection, actor, opened, print_json, say, texts
from rapporteur_app.i18n import Message, message

Entry = Annotated[int | None, typer.Argument(metavar="[ENTRY]", help="The entry of the log; by default the last act.")]

SHOWN_DIGITS = 32
"""How many hexadecimal digits of an entry's hash the table shows."""

COLUMNS = (message("entry"), message("time"), message("actor"), message("hash"), message("action"))
"""The heads of the table's columns; the action stands last, so that its length moves no other column."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("verify")(verify)
    app.command("audit")(audit)
    app.command("undo")(undo)


def verify(selection: Selection, *, as_json: Json = False) -> None:
    """Check the file, the log, every row, the ballots and the results; ends 1 if anything does not hold."""
    from rapporteur_app.verification.verify import verify as check_all

    with opened(selection, write=False) as workspace:
        found = check_all(workspace)
    if as_json:
        print_json(found.as_json())
    else:
        for check in found.checks:
            mark = message("holds") if check.ok else message("DOES NOT HOLD")
            say(message("{name}: {mark}. {detail}", name=check.name, mark=mark, detail=_printable(check.detail)))
        say(message("Entries in the log: {entries}. Its head: {head}", entries=found.entries, head=found.audit_head))
    if not found.ok:
        raise typer.Exit(1)


def audit(selection: Selection, *, as_json: Json = False) -> None:
    """Show the log: every act with its number, time, actor and hash."""
    from rapporteur_app.workspace.undo import acts

    with opened(selection, write=False) as workspace, workspace.reading() as reader:
        entries = [
            {"n": act.n, "time": act.time, "actor": act.actor, "action": act.action, "hash": act.hash}
            for act in acts(reader)
        ]
    if as_json:
        print_json({"entries": entries})
    else:
        _print_table(entries)


def undo(selection: Selection, entry: Entry = None, who: As = None) -> None:
    """Take back the last act, or a named one, by a new entry in the log."""
    from rapporteur_app.workspace.undo import undo as reverse

    with opened(selection) as workspace:
        act = reverse(workspace, actor(who), entry)
    say(message("Undone: entry {entry}, {action}", entry=act.n, action=_printable(act.action)))


def _print_table(entries: list[dict[str, Any]]) -> None:
    head = [texts().render(name) for name in COLUMNS]
    rows = [[str(e["n"]), e["time"], e["actor"], e["hash"][:SHOWN_DIGITS], _printable(e["action"])] for e in entries]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        typer.echo("  ".join(cells).rstrip())


def _printable(text: Message) -> str:
    """A sentence in the terminal's language, without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in texts().render(text))
