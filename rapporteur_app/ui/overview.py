"""What the window's frame shows of a selection: title, where each stage stands, what can be undone."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.setup.names import NO_NAMING, Naming, naming_of
from rapporteur_app.ui.garbage import UNCOLLECTED
from rapporteur_app.ui.history import next_redo, next_undo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.workspace import Reader, Workspace
    from rapporteur_app.workspace.chain import Act

DONE, CURRENT, WAITING = "done", "current", "waiting"


@dataclass(frozen=True)
class StageLine:
    """One stage in the sidebar."""

    stage: str
    name: Message
    state: str
    summary: Message
    next_step: Message


@dataclass(frozen=True)
class Overview:
    """The frame of a selection, read at one moment."""

    title: str
    path: Path
    read_only: Message | None
    stages: "Sequence[StageLine]" = field(default_factory=tuple)
    undo: "Act | None" = None
    redo: "Act | None" = None
    last: "Act | None" = None
    naming: Naming = NO_NAMING
    members: "Sequence[tuple[int, str, Message | None]]" = ()
    """Number, name, and the role that is no ordinary member's, of each who may act."""

    @property
    def current(self) -> StageLine | None:
        """The stage that is to be done now."""
        return next((line for line in self.stages if line.state == CURRENT), None)


def read_overview(workspace: "Workspace") -> Overview:
    """Read what the frame shows. Runs in the background."""
    from rapporteur_app.model import Setting
    from rapporteur_app.workspace.undo import acts

    with workspace.reading() as reader:
        title = reader.get(Setting, "title")
        log, naming, members = acts(reader), naming_of(reader), _members(reader)
    return Overview(
        title=title.value if title is not None and title.value else workspace.path.stem,
        path=workspace.path,
        read_only=read_only_notice(workspace),
        stages=stage_lines(workspace),
        undo=next_undo(log),
        redo=next_redo(log),
        last=log[-1] if log else None,
        naming=naming,
        members=members,
    )


def _members(reader: "Reader") -> "list[tuple[int, str, Message | None]]":
    from rapporteur_app.model import Member, Role
    from rapporteur_app.outputs.vocabulary import ROLES
    from rapporteur_app.setup.members import roles_of

    found: list[tuple[int, str, Message | None]] = []
    for member in reader.all(Member):
        roles = [role for role in roles_of(reader, member.id or 0) if role is not Role.MEMBER]
        found.append((member.id or 0, member.name, ROLES[roles[0]] if roles else None))
    return found


def read_only_notice(workspace: "Workspace") -> Message | None:
    """Why the selection can only be read: who has it; None if it can be written."""
    if workspace.writable:
        return None
    return workspace.reading_only_because() or message("{file} is open for reading only.", file=workspace.path.name)


def stage_lines(workspace: "Workspace") -> "Sequence[StageLine]":
    """Where each stage stands, in order."""
    from rapporteur_app.model.names import STAGE_NAMES
    from rapporteur_app.overview.stages import stage_states

    with UNCOLLECTED:
        return tuple(
            StageLine(found.stage.value, STAGE_NAMES[found.stage], found.state, found.summary, found.next_step)
            for found in stage_states(workspace)
        )
