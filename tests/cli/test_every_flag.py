"""A cheap guard: no command and no flag of the program without a test that types it."""

from pathlib import Path

import pytest
import typer

from rapporteur_app.cli.app import make_app

TESTS = [path.read_text("utf-8") for path in sorted(Path(__file__).parents[1].rglob("test_*.py"))]


def commands(command, words=()):
    """Every command with the words that lead to it."""
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, (*words, name))
    if words and not hasattr(command, "commands"):
        yield words, command


COMMANDS = dict(commands(typer.main.get_command(make_app())))


def flags(command):
    found = [flag for param in command.params for flag in [*param.opts, *param.secondary_opts]]
    return sorted(flag for flag in found if flag.startswith("--") and flag != "--help")


def test_the_walk_finds_the_commands():
    assert {("new",), ("import",), ("consult", "answer"), ("analyse",), ("verify",)} <= set(COMMANDS)
    assert "--dissent" in flags(COMMANDS["endorse",])


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_test_types_each_flag_of_the_command(words):
    """It stands in a test file that names the command."""
    typing = [text for text in TESTS if all(f'"{word}"' in text for word in words)]
    assert typing, "no test types this command"
    assert [flag for flag in flags(COMMANDS[words]) if not any(f'"{flag}"' in text for text in typing)] == []
