"""`hand-over`, and `verify --against`: one selection in two files, and which of them goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur_app.cli.common import (
    As,
    Selection,
    actor,
    misuse,
    opened,
    passphrase,
    print_json,
    printable,
    say,
    warn,
)
from rapporteur_app.i18n import Message, message

if TYPE_CHECKING:
    from rapporteur_app.verification.forks import Comparison, TailEntry


PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="F", help="The passphrase that locks the key ('-': stdin).")
]
LOCKS = message("The passphrase that locks the signing key")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("hand-over")(hand_over)
    app.command("take-over")(take_over)


def hand_over(
    selection: Selection,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="Who takes over: a name or an office.")],
    out: Annotated[Path, typer.Option("--out", metavar="COPY", help="The copy that goes on; it is not there yet.")],
    key: Annotated[
        Path | None, typer.Option("--key", metavar="F", help="Hand the key over that signs packs and receipts, locked.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    who: As = None,
) -> None:
    """Hand the selection over: COPY goes on, and WS is for reading only from now on."""
    from rapporteur_app.scoring.file_key_transfer import hand_over_with_key, needs_file_key
    from rapporteur_app.trust.keystore import KeyStore

    if passphrase_file is not None and key is None:
        raise misuse(message("--passphrase-file goes with --key."))
    with opened(selection) as workspace:
        stays = key is None and needs_file_key(workspace)
        if key is None:
            workspace.hand_over(actor(who), to, out)
        else:
            words = passphrase(LOCKS, passphrase_file, confirm=True)
            hand_over_with_key(workspace, actor(who), to, out, key, words, KeyStore())
    say(message("Wrote {file}. Give it to {name}; this file is for reading only from now on.", file=str(out), name=to))
    if key is not None:
        say(message("Wrote {file}. Give its passphrase to {name} by another way.", file=str(key), name=to))
    if stays:
        warn(message("The key that signs packs and receipts stays on this machine (--key F hands it over too)."))


def take_over(
    selection: Selection,
    key: Annotated[Path, typer.Option("--key", metavar="F", help="The file with the signing key, from the giver.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Keep the signing key of a selection that was handed to you on this machine."""
    from rapporteur_app.scoring.file_key_transfer import take_in_key
    from rapporteur_app.trust.keystore import KeyStore

    with opened(selection) as workspace:
        take_in_key(workspace, key, passphrase(LOCKS, passphrase_file), KeyStore())
    say(message("The signing key is kept on this machine. Delete {file}.", file=str(key)))


def compare_copies(selection: Path, other: Path, ballots: Path | None, *, as_json: bool) -> None:
    """Compare two copies; end 1 if they have parted, or the log of one does not hold.

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
    if found.is_parted or found.faults():
        raise typer.Exit(1)


def _tell(found: Comparison) -> None:
    for line in (found.sentence, *found.told_hand_overs(), *found.faults()):
        typer.echo(printable(line))
    _tell_tail(message("Only in {file}:", file=found.mine.file), found.mine.tail)
    _tell_tail(message("Only in {file}:", file=found.other.file), found.other.tail)
    for line in found.advice():
        typer.echo(printable(line))


def _tell_tail(head: Message, tail: tuple[TailEntry, ...]) -> None:
    if not tail:
        return
    typer.echo(printable(head))
    for entry in tail:
        who = Message("{who}", {"who": f"{entry.time}  {entry.actor}  {entry.installation}"})
        typer.echo(f"  {entry.n}  {printable(who)}  {printable(entry.action)}")
