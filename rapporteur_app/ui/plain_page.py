"""A stage that has no page of its own yet: what it is for, and where it stands."""

from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.overview import StageLine, stage_lines
from rapporteur_app.ui.page import Page

if TYPE_CHECKING:
    from rapporteur_app.workspace import Workspace


class PlainPage(Page[StageLine]):
    """A stage's name, where it stands, and its next step."""

    def __init__(self, desk: Desk, stage: str) -> None:
        self.stage = stage
        super().__init__(desk)

    def build(self) -> None:
        """Start with the empty state; `refresh` fills it."""
        self.set_empty(message("This stage is done with commands for now."), message("rapporteur --help lists them."))
        self.show_empty()

    def read(self, workspace: "Workspace") -> StageLine:
        """Where this stage stands."""
        return next(line for line in stage_lines(workspace) if line.stage == self.stage)

    def refresh(self, snapshot: StageLine) -> None:
        """Show the stage's name and state."""
        self.word(self.heading.setText, snapshot.name)
        self.word(self.subheading.setText, snapshot.summary)
        self.subheading.setVisible(bool(snapshot.summary.msgid))
