"""The baseline of the command line: a Typer program of one command."""

import typer

app = typer.Typer(rich_markup_mode=None)  # plain help, as ours is


@app.command()
def hello(name: str) -> None:
    """Greet somebody."""
    typer.echo(name)


app()
