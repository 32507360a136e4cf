"""The program's entry: the window, a command, or (in a child process) the reading of one spreadsheet."""

import sys

READ_SHEETS = "--read-sheets"
"""First argument of the child process that reads a spreadsheet (sheets/)."""

DOUBLE_CLICKED = (".rapporteur", ".pack")
"""What a file that the system hands over alone, without a command, ends with."""


def main() -> None:
    """Start what the arguments ask for. Without arguments, and for `open`, only the window's code is loaded."""
    arguments = sys.argv[1:]
    if arguments[:1] == [READ_SHEETS]:
        from rapporteur_app.sheets.child import main as read

        sys.exit(read(arguments[1:]))
    if not arguments or (arguments[0] == "open" and "--help" not in arguments):
        from rapporteur_app.ui.app import run

        sys.exit(run(arguments[1:]))
    if len(arguments) == 1 and arguments[0].lower().endswith(DOUBLE_CLICKED):
        from rapporteur_app.ui.app import run

        sys.exit(run(arguments))
    from rapporteur_app.errors import RapporteurError
    from rapporteur_app.garbage import collector_off

    with collector_off():  # what is loaded here stays; the list of commands answers sooner
        from rapporteur_app.cli.app import make_command
        from rapporteur_app.cli.common import fail

        command = make_command(arguments)
    try:
        command()
    except RapporteurError as error:
        fail(error)


if __name__ == "__main__":
    main()
