"""Commands of a member at home, without the window: the ballot, words to read out, the move to another computer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from rapporteur_app.cli.common import Json, id_number, misuse, pairs, passphrase, print_json, read_bytes, say
from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.trust.keys import SigningKey
    from rapporteur_app.trust.keystore import Kept

T = TypeVar("T")
Pack = Annotated[Path, typer.Argument(metavar="PACK")]
KeyFile = Annotated[Path | None, typer.Option("--key-file", metavar="F", help="Where the signing key lies.")]
WorkFile = Annotated[Path | None, typer.Option("--work", metavar="F", help="Where the work is remembered.")]
Unlocking = Annotated[
    Path | None,
    typer.Option(
        "--key-passphrase-file", metavar="F", help="The passphrase of a locked signing key ('-': standard input)."
    ),
]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("ballot")(ballot)
    app.command("words")(words)
    app.command("move")(move)


def ballot(
    pack: Pack,
    scores: Annotated[
        Path, typer.Option("--scores", metavar="FILE", help="candidate, criterion, score, comment (csv, xlsx).")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The ballot to write.")],
    final: Annotated[bool, typer.Option("--final/--draft", help="A final ballot refuses blanks.")] = True,
    conflict: Annotated[
        list[str] | None,
        typer.Option("--conflict", metavar="ID=REASON", help="A conflict found while scoring (repeat)."),
    ] = None,
    key_file: KeyFile = None,
    key_passphrase_file: Unlocking = None,
    work: WorkFile = None,
) -> None:
    """Make a ballot from a table of scores, without the window."""
    from rapporteur_app.scoring.ballots import open_work, read_scores, submit
    from rapporteur_app.scoring.member_keys import key_words
    from rapporteur_app.scoring.pack_reading import open_pack
    from rapporteur_app.sheets.tables import read_table

    opened = open_pack(pack)
    keys = _OwnKeys(opened, key_file, key_passphrase_file)
    done, place = open_work(opened, work, keys.work())
    done.answers = read_scores(opened, read_table(scores, ["candidate", "criterion", "score"]))
    done.conflicts |= {id_number(key, "C"): reason for key, reason in pairs(conflict).items()}
    key, kept = keys.signing()
    if kept is not None:
        say(kept.sentence)
    made = submit(opened, done, place, out, key, final=final)
    own = key_words(opened.header.selection, key.public, opened.language)
    say(message("The words of your key, for the secretariat's call: {words}", words=own))
    say(
        message(
            "Wrote {file}: revision {revision}, {answered} of {due} scored.",
            file=str(made.path),
            revision=made.revision,
            answered=made.answered,
            due=made.due,
        )
    )


def words(
    pack: Pack,
    compared: Annotated[
        bool | None,
        typer.Option(
            "--compared/--not-compared", help="The selection's words are the chair's; the next ballot says it."
        ),
    ] = None,
    chair: Annotated[
        str | None,
        typer.Option("--chair", metavar="W", help="The words that the chair read out: are they this pack's?"),
    ] = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Another key in place of a lost one: its words are read out anew.")
    ] = False,
    key_file: KeyFile = None,
    key_passphrase_file: Unlocking = None,
    work: WorkFile = None,
    json: Json = False,
) -> None:
    """The words of a member's key, to read out, and those of the selection, to compare with the chair's."""
    from rapporteur_app.scoring.ballots import new_member_key, open_work
    from rapporteur_app.scoring.member_keys import key_words
    from rapporteur_app.scoring.pack_reading import open_pack
    from rapporteur_app.scoring.selection_words import number_of, require_chairs_words, words_of
    from rapporteur_app.scoring.work import hold, keys_of, save_work
    from rapporteur_app.trust.keystore import KeyStore

    if new_key and key_file is not None:
        raise misuse(message("--new-key makes the key where keys are kept; name no file."))
    opened = open_pack(pack)
    number = number_of(opened)
    if chair is not None:
        require_chairs_words(number, chair)
        compared = True
    keys = _OwnKeys(opened, key_file, key_passphrase_file)
    done, place = open_work(opened, work, keys.work())
    key, kept = new_member_key(opened, KeyStore()) if new_key else keys.signing()
    if compared is not None:
        with hold(place):
            done.compared = keys_of(opened) if compared else ""
            save_work(place, done)
    own, selection = key_words(opened.header.selection, key.public, opened.language), words_of(opened, number)
    is_compared = done.compared == keys_of(opened)
    if json:
        alone = opened.header.one_keyholder
        print_json({"own": own, "selection": selection, "compared": is_compared, "one_keyholder": alone})
        return
    if kept is not None:
        say(kept.sentence)
    say(message("The words of your key, for the secretariat's call: {words}", words=own))
    say(message("The selection's words, to compare with the chair's: {words}", words=selection))
    if opened.header.one_keyholder:
        say(message("One person alone holds the key to the ballots: that person could read scores early."))


def move(
    pack: Pack,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="F", help="Write key and work as one file that a passphrase locks.")
    ] = None,
    load: Annotated[
        Path | None, typer.Option("--load", metavar="F", help="Go on with the key and work in such a file.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Even if there is work here that the file does not go beyond.")
    ] = False,
    passphrase_file: Annotated[
        Path | None, typer.Option("--passphrase-file", metavar="F", help="The file's passphrase ('-': standard input).")
    ] = None,
    key_file: KeyFile = None,
    key_passphrase_file: Unlocking = None,
    work: WorkFile = None,
) -> None:
    """Take a member's key and work to another computer, and on from there."""
    if (out is None) == (load is None):
        raise misuse(message("Use --out F on the one computer, --load F on the other."))

    from rapporteur_app.scoring.ballots import open_work
    from rapporteur_app.scoring.pack_reading import open_pack
    from rapporteur_app.scoring.transfer import Newer, pack_up, take_in, unpack, which_is_newer
    from rapporteur_app.scoring.work import hold
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace.storage import write_new

    opened = open_pack(pack)
    keys = _OwnKeys(opened, key_file, key_passphrase_file)
    done, place = open_work(opened, work, keys.work())
    secret = passphrase(message("The file's passphrase"), passphrase_file, confirm=out is not None)
    if out is not None:
        key, _kept = keys.signing()
        write_new(out, pack_up(done, key, secret), private=True)
        say(message("Written: {file}. Without the passphrase nobody can use it, you neither.", file=str(out)))
    if load is not None:
        arrival = unpack(opened, read_bytes(load), secret)
        newer = which_is_newer(done, arrival.work)
        if newer not in (Newer.ARRIVED, Newer.SAME) and not replace:
            raise WrongStage(
                message(
                    "Here: revision {revision}, {given} answers. In the file: revision {other}, {theirs} answers. "
                    "Nothing was changed; --replace goes on with the file's and keeps the work of here beside it.",
                    revision=done.revision,
                    given=done.given,
                    other=arrival.work.revision,
                    theirs=arrival.work.given,
                )
            )
        with hold(place):
            _taken, kept = take_in(opened, done, arrival, place, KeyStore())
        say(kept.sentence)


class _OwnKeys:
    """The member's keys for a pack; the passphrase that locks them is asked for once, and only if they are locked."""

    def __init__(self, pack: OpenPack, key_file: Path | None, passphrase_file: Path | None) -> None:
        self._pack, self._key_file, self._file = pack, key_file, passphrase_file
        self._passphrase: str | None = None

    def work(self) -> SigningKey:
        """The key that seals the work; see `ballots.work_key`."""
        from rapporteur_app.scoring.ballots import work_key
        from rapporteur_app.trust.keystore import KeyStore

        return self._unlocked(lambda secret: work_key(self._pack, KeyStore(), secret))

    def signing(self) -> tuple[SigningKey, Kept | None]:
        """The key that signs; see `ballots.member_key_kept`."""
        from rapporteur_app.scoring.ballots import member_key_kept
        from rapporteur_app.trust.keystore import KeyStore

        return self._unlocked(lambda secret: member_key_kept(self._pack, KeyStore(), self._key_file, secret))

    def _unlocked(self, opened: Callable[[str | None], T]) -> T:
        from rapporteur_app.scoring.ballots import KeyLocked

        try:
            return opened(self._passphrase)
        except KeyLocked as locked:
            if not locked.needs_passphrase or (self._file is None and not sys.stdin.isatty()):
                raise
            self._passphrase = passphrase(message("The passphrase of your signing key"), self._file)
        return opened(self._passphrase)
