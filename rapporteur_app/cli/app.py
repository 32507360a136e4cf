"""All commands of `rapporteur`, gathered from the files of their groups."""

from collections.abc import Callable, Sequence
from importlib import import_module

import typer

GROUPS = (
    "setup", "intake", "scoring", "member", "keys", "results", "consultation", "decision", "outputs", "verification",
    "copies", "program",
)  # fmt: skip
"""The files of this folder that hold commands; each has `register(app)`."""


def make_command(arguments: Sequence[str]) -> Callable[[], object]:
    """The command line, ready to be called with these arguments.

    Typer builds every parameter of every command before it looks at what was typed, which takes longer than all else
    that `--help` does. So the command that is named is built alone; where none is, the others stand there by name.
    """
    app = make_app()
    name = arguments[0] if arguments else ""
    commands = [info for info in app.registered_commands if info.name == name]
    groups = [info for info in app.registered_groups if info.name == name]
    if commands or groups:
        app.registered_commands, app.registered_groups = commands, groups
    else:
        for command in app.registered_commands:
            command.callback = _named_like(command.callback)
    return typer.main.get_group(app)


def _named_like(command: Callable[..., object] | None) -> Callable[[], None]:
    """What stands for a command in the list of commands: its words without its parameters."""

    def stand_in() -> None:
        """Never called: whoever names a command gets the command."""

    stand_in.__doc__ = command.__doc__ if command is not None else None
    return stand_in


def make_app() -> typer.Typer:
    """The command line with every command."""
    app = typer.Typer(
        name="rapporteur",
        help="Select one rapporteur out of nominations, in consultation with stakeholders.",
        no_args_is_help=False,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for group in GROUPS:
        import_module(f"rapporteur_app.cli.{group}").register(app)
    return app
