"""How long work tells how far it is, and hears that it is no longer wanted."""

from typing import Protocol

from rapporteur_app.errors import Cancelled
from rapporteur_app.i18n import Message, message


class Progress(Protocol):
    """What a use case is given to report to: a progress bar, a window, or nothing."""

    def start(self, what: Message, total: int | None = None) -> None:
        """Begin a step of `total` units (None where the end is not known)."""
        ...

    def advance(self, units: int = 1) -> None:
        """So many more units are done. Raises Cancelled once the person asked to stop."""
        ...


class Silent:
    """Progress that nobody watches."""

    def start(self, what: Message, total: int | None = None) -> None:
        """Begin a step; nobody is told."""

    def advance(self, units: int = 1) -> None:
        """Count on; nobody is told."""


class Cancellable(Silent):
    """Progress that can be cancelled: from the next `advance` on, the work stops."""

    def __init__(self) -> None:
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled = True

    def advance(self, units: int = 1) -> None:
        """Count on, unless the work was cancelled.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self._cancelled:
            raise Cancelled(message("Stopped. Nothing was changed."))


SILENT = Silent()
"""The default for work that nobody watches."""
