"""`keys`: what seals and opens the ballots, and whose key is whose (trust.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur_app.cli.common import (
    As,
    Json,
    actor,
    id_number,
    misuse,
    opened,
    passphrase,
    print_json,
    read_bytes,
    read_text,
    say,
    texts,
    warn,
)
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from rapporteur_app.model import Holder

PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="F", help="The chair's passphrase ('-': standard input).")
]
WitnessFile = Annotated[
    Path | None, typer.Option("--witness-file", metavar="F", help="The witness's passphrase ('-': standard input).")
]

CHAIRS, WITNESSES = message("The chair's passphrase"), message("The witness's passphrase")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("keys")(keys)


def keys(
    selection: Annotated[
        Path | None, typer.Argument(metavar="[WS]", help="The selection file, NAME.rapporteur.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Make the keys that open the ballots: both here, or one at home with --out.")
    ] = False,
    witness: Annotated[
        bool,
        typer.Option(
            "--witness", help="The witness's key: too with --new WS, alone with --out, --recovery and --recover."
        ),
    ] = False,
    load: Annotated[
        Path | None, typer.Option("--load", metavar="F", help="Take in a key that was made at home.")
    ] = None,
    recovery: Annotated[
        Path | None,
        typer.Option(
            "--recovery", metavar="OUT.pdf", help="Print the chair's (or the witness's) key on a sheet of paper."
        ),
    ] = None,
    recover: Annotated[
        Path | None,
        typer.Option(
            "--recover", metavar="F", help="Give a key a new passphrase; F holds the lines typed from its sheet."
        ),
    ] = None,
    confirm: Annotated[
        str | None, typer.Option("--confirm", metavar="M", help="A member read out the words of their key.")
    ] = None,
    words: Annotated[str, typer.Option("--words", metavar="W", help="The four words, as read out.")] = "",
    part: Annotated[
        Path | None, typer.Option("--part", metavar="REQUEST", help="The witness's part of an opening at a distance.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="F", help="Where the key made at home, or the part, goes.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="T", help="Why new keys replace those in use.")] = "",
    passphrase_file: PassphraseFile = None,
    witness_file: WitnessFile = None,
    show: Annotated[
        bool, typer.Option("--show", help="The keys there are, and which members' words were read out.")
    ] = False,
    json: Json = False,
    who: As = None,
) -> None:
    """The keys that seal and open the ballots, and whose key is whose."""
    asked = [load, recovery, recover, confirm, part]
    if [new, show, *(each is not None for each in asked)].count(True) != 1:
        raise misuse(message("One thing at a time: --new, --load, --recovery, --recover, --confirm, --part or --show."))
    if part is not None or (new and out is not None):
        if out is None or selection is not None:
            raise misuse(message("At home: keys --new --out F, or keys --part REQUEST --out F, without a selection."))
        if part is not None:
            _part(part, out, witness_file)
        else:
            _at_home(out, witness, witness_file if witness else passphrase_file)
        return
    if selection is None:
        raise misuse(message("Name the selection file."))
    if new:
        _new(selection, who, passphrase_file, witness_file, reason, both=witness)
    elif load is not None:
        _load(selection, who, load, reason)
    elif recovery is not None:
        _recovery(selection, recovery, _holder(witness), witness_file if witness else passphrase_file)
    elif recover is not None:
        _recover(selection, who, recover, _holder(witness), witness_file if witness else passphrase_file)
    elif confirm is not None:
        _confirm(selection, who, confirm, words)
    else:
        _show(selection, json=json)


def _holder(witness: bool) -> Holder:
    from rapporteur_app.model import Holder

    return Holder.WITNESS if witness else Holder.CHAIR


def _propose(file: Path | None) -> None:
    from rapporteur_app.trust.keys import propose_passphrase

    if file is None:
        warn(message("A passphrase that nobody guesses: {words}", words=propose_passphrase(texts().language)))


def _new(
    selection: Path, who: str | None, chair_file: Path | None, witness_file: Path | None, reason: str, *, both: bool
) -> None:
    from rapporteur_app.scoring.opening_keys import make_opening_keys

    _propose(chair_file)
    chair = passphrase(CHAIRS, chair_file, confirm=True)
    second = passphrase(WITNESSES, witness_file, confirm=True) if both else None
    with opened(selection) as workspace:
        made = make_opening_keys(workspace, actor(who), chair, second, instead=reason)
    say(message("Opening keys made: {count}. Keep each passphrase apart.", count=len(made)))
    if reason.strip():
        say(message("What was sealed to the keys before no longer counts: make new packs (pack --reissue)."))


def _at_home(out: Path, witness: bool, file: Path | None) -> None:
    from rapporteur_app.scoring.opening_keys import key_at_home
    from rapporteur_app.workspace.storage import write_new

    _propose(file)
    words = passphrase(WITNESSES if witness else CHAIRS, file, confirm=True)
    write_new(out, key_at_home(_holder(witness), words))
    say(message("Wrote {file}. Send it to the secretariat; keep the passphrase to yourself.", file=str(out)))


def _load(selection: Path, who: str | None, file: Path, reason: str) -> None:
    from rapporteur_app.scoring.opening_keys import load_opening_key

    with opened(selection) as workspace:
        row = load_opening_key(workspace, actor(who), read_bytes(file), instead=reason)
    say(message("Opening key taken in: {holder}.", holder=row.holder.value))


def _recovery(selection: Path, out: Path, holder: Holder, file: Path | None) -> None:
    from rapporteur_app.outputs.recovery_sheet import recovery_sheet
    from rapporteur_app.workspace.storage import write_new

    words = passphrase(WITNESSES if holder.value == "witness" else CHAIRS, file)
    with opened(selection, write=False) as workspace, workspace.reading() as reader:
        write_new(out, recovery_sheet(reader, holder, words, texts()), private=True)
    say(message("Wrote {file}. Print it, seal it in an envelope, and delete the file.", file=str(out)))


def _recover(selection: Path, who: str | None, sheet: Path, holder: Holder, file: Path | None) -> None:
    from rapporteur_app.scoring.opening_keys import recover

    _propose(file)
    words = passphrase(message("The new passphrase"), file, confirm=True)
    with opened(selection) as workspace:
        recover(workspace, actor(who), holder, read_text(sheet), words)
    say(message("The key has its new passphrase."))


def _confirm(selection: Path, who: str | None, member: str, words: str) -> None:
    from rapporteur_app.scoring.member_keys import confirm_key

    with opened(selection) as workspace:
        row = confirm_key(workspace, actor(who), id_number(member, "M"), words)
    if row is None:
        say(message("Nothing of {member} came in yet; the key that has these words will be theirs.", member=member))
    else:
        say(message("The key of {member} is confirmed.", member=member))


def _part(request: Path, out: Path, file: Path | None) -> None:
    from rapporteur_app.trust.at_distance import make_part, read_request
    from rapporteur_app.workspace.storage import write_new

    asked = read_request(read_bytes(request))
    count, digest = len(asked.ballots), asked.list_digest
    say(message("Ballots to open: {count}. Digest of the list: {digest}", count=count, digest=digest))
    say(message("Compare the digest with your receipt before you go on."))
    write_new(out, make_part(asked, passphrase(WITNESSES, file)))
    say(message("Wrote {file}. Send it to the chair; it shows no score.", file=str(out)))


def _show(selection: Path, *, json: bool) -> None:
    from rapporteur_app.scoring.member_keys import keys_json

    with opened(selection, write=False) as workspace, workspace.reading() as reader:
        found = keys_json(reader, workspace.id)
    if json:
        print_json(found)
        return
    say(message("The selection's words: {words}", words=found["selection_words"] or "–"))
    for row in found["openers"]:
        say(message("Opening key of {holder}: {public}", holder=row["holder"], public=row["public"]))
    for row in found["members"]:
        confirmed = row["confirmed_at"] or "–"
        say(message("{member} {name}: read out {at}", member=row["member"], name=row["name"], at=confirmed))
