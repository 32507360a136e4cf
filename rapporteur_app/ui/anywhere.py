"""Where a dialog belongs that needs no selection: a witness or a keyholder at home has none."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from rapporteur_app.i18n import Message

if TYPE_CHECKING:
    from rapporteur_app.ui.frame import Frame
    from rapporteur_app.ui.page import Page


class Anywhere(QWidget):
    """Stands in for a page: it has a desk, says words and tells what was done, and acts on nothing."""

    def __init__(self, frame: "Frame") -> None:
        super().__init__(frame.window)
        self.desk = frame.desk
        self.hide()

    def say(self, words: Message) -> str:
        """Words in the window's language."""
        return self.desk.render(words)

    def tell(self, words: Message, *, kind: str = "info") -> None:  # noqa: ARG002  a page shows the kind by a colour
        """Tell what was done, in the line at the foot of the window."""
        self.desk.announce(words)


def anywhere(frame: "Frame") -> "Page[Any]":
    """What dialogs take for a page where no page is needed."""
    return cast("Page[Any]", Anywhere(frame))
