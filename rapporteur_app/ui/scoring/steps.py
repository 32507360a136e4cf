"""What a member changed on the scoring page, step by step: for undo and redo."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from rapporteur_app.scoring.answers import Answer

GIVEN = 1
"""Qt's kind of command: only those of one kind may become one step."""


class GivenStep(QUndoCommand):
    """An answer that was changed. What is typed into one comment without a break is one step."""

    def __init__(self, before: Answer, after: Answer, show: Callable[[Answer], object]) -> None:
        super().__init__()
        self.before, self.after, self._show = before, after, show
        self._is_new = True

    def id(self) -> int:
        """Qt's name for the kind of command."""
        return GIVEN

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802  Qt's name
        """Take in the step that follows, if both write on one comment."""
        if not isinstance(other, GivenStep) or not (self.is_writing and other.is_writing):
            return False
        if _place(other.after) != _place(self.after):
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)  # its own field took it back
        return True

    def undo(self) -> None:
        """Give the answer of before."""
        self._show(self.before)

    def redo(self) -> None:
        """Give the answer again; at first it was just given, as Qt calls this once by itself."""
        if not self._is_new:
            self._show(self.after)
        self._is_new = False

    @property
    def is_writing(self) -> bool:
        """Whether only the comment was changed."""
        return (self.before.state, self.before.value) == (self.after.state, self.after.value)


def _place(answer: Answer) -> tuple[int, str]:
    return answer.candidate, answer.criterion
