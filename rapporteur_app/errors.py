"""The errors that a person can act on: each says what is wrong, where, and what to do."""

from rapporteur_app.i18n import Message


class RapporteurError(Exception):
    """Something could not be done, and nothing was changed.

    `message` is one sentence or two for the person, in any of the program's languages; `detail` is for the fold
    below it (a technician's words, never translated).
    """

    def __init__(self, message: Message, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail

    def __str__(self) -> str:
        return str(self.message)


class NotFound(RapporteurError):
    """The named thing is not in the selection."""


class WrongStage(RapporteurError):
    """The selection does not stand where this can be done."""


class BadInput(RapporteurError):
    """What was typed or read is not what is needed here."""


class UnreadableFile(RapporteurError):
    """A file from outside cannot be read, or must not be."""


class NotOpened(RapporteurError):
    """A sealed or locked thing stays closed."""


class FileInUse(RapporteurError):
    """Another process holds the selection file."""


class HandedOver(FileInUse):
    """The selection was handed over: this file is for reading only, and somebody else's copy goes on."""


class Cancelled(RapporteurError):
    """The person stopped the work; nothing was changed."""
