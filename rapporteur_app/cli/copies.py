"""`hand-over`, and `verify --against`: one selection in two files, and which of them goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur_app.cli.common import As, Selection, actor, opened, print_json, printable, say
from rapporteur_app.i18n import Message, message

if TYPE_CHECKING:
    from rapporteur_app.verification.forks import Comparison, TailEntry


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("hand-over")(hand_over)


def hand_over(
    selection: Selection,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="Who takes over: a name or an office.")],
    out: Annotated[Path, typer.Option("--out", metavar="COPY", help="The copy that goes on; it is not there yet.")],
    who: As = None,
) -> None:
    """Hand the selection over: COPY goes on, and WS is for reading only from now on."""
    with opened(selection) as workspace:
        workspace.hand_over(actor(who), to, out)
    say(message("Wrote {file}. Give it to {name}; this file is for reading only from now on.", file=str(out), name=to))


def compare_copies(selection: Path, other: Path, ballots: Path | None, *, as_json: bool) -> None:
    """Compare two copies; end 1 if they have parted.

    Args:
        selection: the one that is asked about.
        other: the other one.
        ballots: a folder for the ballots that only the other one has.
        as_json: whether to print one JSON object.
    """
    from rapporteur_app.verification.forks import compare, save_ballots

    with opened(selection, write=False) as workspace, opened(other, write=False) as there:
        found = compare(workspace, there)
    saved = save_ballots(found, ballots) if ballots is not None else []
    if as_json:
        print_json({**found.as_json(), **({"ballots": saved} if ballots is not None else {})})
    else:
        _tell(found)
        for path in saved:
            say(message("Wrote {file}.", file=path))
    if found.is_parted:
        raise typer.Exit(1)


def _tell(found: Comparison) -> None:
    say(found.sentence)
    for line in (*found.told_hand_overs(), *found.faults()):
        say(line)
    _tell_tail(message("Only in {file}:", file=found.mine.file), found.mine.tail)
    _tell_tail(message("Only in {file}:", file=found.other.file), found.other.tail)
    for line in found.advice():
        say(line)


def _tell_tail(head: Message, tail: tuple[TailEntry, ...]) -> None:
    if not tail:
        return
    say(head)
    for entry in tail:
        typer.echo(f"  {entry.n}  {entry.time}  {entry.actor}  {entry.installation}  {printable(entry.action)}")
