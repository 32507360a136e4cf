"""`verify`, `audit`, `undo`: whether the file holds, what was done, and taking it back."""

from pathlib import Path
from typing import Annotated, Any

import typer

from rapporteur_app.cli.common import (
    As,
    Json,
    Selection,
    actor,
    misuse,
    opened,
    print_json,
    printable,
    read_bytes,
    say,
    texts,
)
from rapporteur_app.i18n import message

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


def verify(
    selection: Annotated[Path, typer.Argument(metavar="WS|PACK", help="The selection file; or a member's own pack.")],
    receipt: Annotated[
        list[Path] | None,
        typer.Option("--receipt", metavar="F", help="With a pack: does this receipt say what I sent? (Repeat.)"),
    ] = None,
    work: Annotated[
        Path | None, typer.Option("--work", metavar="F", help="With a pack: where the work is remembered.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="OTHER", help="Another copy: same, ahead, behind, or parted?")
    ] = None,
    ballots: Annotated[
        Path | None,
        typer.Option("--ballots", metavar="DIR", help="With --against: write the ballots that only OTHER has."),
    ] = None,
    anchors: Annotated[
        list[Path] | None,
        typer.Option("--anchor", metavar="F", help="A pack, ballot or receipt: is its head in this log? (Repeat.)"),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Check the file, the log, every row, the ballots and the results; ends 1 if anything does not hold."""
    if ballots is not None and against is None:
        raise misuse(message("--ballots goes with --against."))
    if sum(map(bool, (receipt, against, anchors))) > 1:
        raise misuse(message("--receipt, --against and --anchor are three questions: ask them one by one."))
    if against is not None:
        from rapporteur_app.cli.copies import compare_copies

        compare_copies(selection, against, ballots, as_json=as_json)
        return
    if receipt:
        _verify_receipt(selection, receipt, work, as_json=as_json)
        return

    from rapporteur_app.verification.verify import verify as check_all

    with opened(selection, write=False) as workspace:
        found = check_all(workspace, outside=[(file.name, read_bytes(file)) for file in anchors or ()])
    if as_json:
        print_json(found.as_json())
    else:
        for check in found.checks:
            mark = message("holds") if check.ok else message("DOES NOT HOLD")
            say(message("{name}: {mark}. {detail}", name=check.name, mark=mark, detail=printable(check.detail)))
        say(message("Entries in the log: {entries}. Its head: {head}", entries=found.entries, head=found.audit_head))
    if not found.ok:
        raise typer.Exit(1)


def _verify_receipt(pack: Path, files: list[Path], place: Path | None, *, as_json: bool) -> None:
    from rapporteur_app.scoring.ballots import open_work
    from rapporteur_app.scoring.pack_reading import open_pack
    from rapporteur_app.scoring.receipts import objections
    from rapporteur_app.trust.receipts import read_receipt

    opened_pack = open_pack(pack)
    work, _place = open_work(opened_pack, place, sent_only=True)
    *earlier, newest = sorted((read_receipt(read_bytes(file)) for file in files), key=lambda each: each.made_at)
    found = objections(newest, opened_pack, work, earlier[-1] if earlier else None)
    if as_json:
        print_json({"ok": not found, "objections": found, "list_digest": newest.list_digest})
    else:
        for objection in found or [message("The receipt says what you sent.")]:
            say(objection)
        say(message("Digest of the list: {digest}", digest=newest.list_digest))
    if found:
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
    say(message("Undone: entry {entry}, {action}", entry=act.n, action=printable(act.action)))


def _print_table(entries: list[dict[str, Any]]) -> None:
    head = [texts().render(name) for name in COLUMNS]
    rows = [[str(e["n"]), e["time"], e["actor"], e["hash"][:SHOWN_DIGITS], printable(e["action"])] for e in entries]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        typer.echo("  ".join(cells).rstrip())
