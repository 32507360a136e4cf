"""All commands of `rapporteur`, gathered from the files of their groups."""

from importlib import import_module

import typer

GROUPS = ("setup", "intake", "scoring", "results", "consultation", "decision", "outputs", "verification", "program")
"""The files of this folder that hold commands; each has `register(app)`."""


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
