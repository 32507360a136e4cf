"""What the commands share: opening the selection, ids, who acts, how results and refusals are printed.

Nothing at the top of this file, or of any command file, may import the database layer: `rapporteur --help` and wrong
usage answer without it.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from rapporteur_app.errors import BadInput, RapporteurError
from rapporteur_app.i18n import Catalogue, Message, catalogue, message, system_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rapporteur_app.workspace import Actor, Workspace

Selection = Annotated[Path, typer.Argument(metavar="WS", help="The selection file, NAME.rapporteur.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
As = Annotated[str | None, typer.Option("--as", metavar="MEMBER", help="Who acts (recorded, not authenticated).")]


@cache
def texts() -> Catalogue:
    """The catalogue of the language that the terminal speaks."""
    return catalogue(system_language())


def say(text: Message) -> None:
    """Print a sentence on standard output."""
    typer.echo(texts().render(text))


def warn(text: Message) -> None:
    """Print a sentence on standard error, where it does not disturb what a program reads."""
    typer.echo(texts().render(text), err=True)


def printable(text: Message) -> str:
    """A sentence in the terminal's language, without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in texts().render(text))


def print_json(value: Any) -> None:
    """Print the one JSON object; a message inside it becomes a sentence."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_sentence))


def _sentence(value: object) -> str:
    return texts().render(value) if isinstance(value, Message) else str(value)


def fail(error: RapporteurError) -> NoReturn:
    """Print the sentence of a refusal on standard error and end with 1."""
    typer.echo(texts().render(error.message), err=True)
    sys.exit(1)


@contextmanager
def opened(path: Path, *, write: bool = True) -> Iterator[Workspace]:
    """Open a selection file for one command."""
    from rapporteur_app.workspace import Workspace

    with Workspace.open(path, write=write) as workspace:
        yield workspace


def all_or_none(path: Path, acts: Sequence[Callable[[Workspace], object]]) -> None:
    """Do the acts that one command asks for. More than one are tried on a copy first: a refusal changes nothing."""
    if len(acts) > 1 and path.is_file():
        import shutil
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            with opened(copy) as workspace:
                for act in acts:
                    act(workspace)
    with opened(path, write=bool(acts)) as workspace:
        for act in acts:
            act(workspace)


def misuse(text: Message) -> typer.BadParameter:
    """The refusal of flags that do not go together; the program ends 2."""
    return typer.BadParameter(texts().render(text))


def id_number(text: str, prefix: str) -> int:
    """The number in a short id: 12 in C12 (the letter may be left out, and be small).

    Raises:
        BadInput: it is no such id.
    """
    digits = text.strip().upper().removeprefix(prefix)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        raise BadInput(message("“{text}” is not an id like {example}.", text=text, example=f"{prefix}1"))
    return int(digits)


def actor(who: str | None) -> Actor:
    """Who acts: a member by id, else the secretariat."""
    from rapporteur_app.workspace import SECRETARIAT, Actor

    if who is None or who.strip().lower() == "secretariat":
        return SECRETARIAT
    return Actor(id_number(who, "M"))


def pairs(values: list[str] | None) -> dict[str, str]:
    """The KEY=VALUE arguments of a repeated flag.

    Raises:
        BadInput: one of them has no '='.
    """
    found = {}
    for value in values or []:
        key, sign, text = value.partition("=")
        if not sign:
            raise BadInput(message("“{text}” is not of the form KEY=VALUE.", text=value))
        found[key.strip()] = text
    return found


def read_text(path: Path) -> str:
    """A text file of the user's, in UTF-8.

    Raises:
        BadInput: it is not there, cannot be read, or is not text.
    """
    if not path.exists():
        raise BadInput(message("There is no file {file}.", file=str(path)))
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(message("{file} cannot be read as a text file.", file=str(path)), str(error)) from error


def read_bytes(path: Path) -> bytes:
    """A file of the user's as it is.

    Raises:
        BadInput: it is not there, cannot be read, or is larger than anything that travels.
    """
    from rapporteur_app.trust.envelope import PACK

    if not path.exists():
        raise BadInput(message("There is no file {file}.", file=str(path)))
    try:
        if path.stat().st_size > PACK.header + PACK.body:
            raise BadInput(message("{file} is too large to be read.", file=str(path)))
        return path.read_bytes()
    except OSError as error:
        raise BadInput(message("{file} cannot be read.", file=str(path)), str(error)) from error


def passphrase(prompt: Message, file: Path | None, *, confirm: bool = False) -> str:
    """A passphrase from a prompt, or the first line of a file ('-' is standard input). Never from an argument."""
    if file is None:
        return str(typer.prompt(texts().render(prompt), hide_input=True, confirmation_prompt=confirm, err=True))
    if str(file) == "-":
        return sys.stdin.readline().rstrip("\r\n")
    return read_text(file).split("\n", 1)[0].rstrip("\r")
