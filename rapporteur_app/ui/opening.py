"""Opening, making and copying selection files, as background work."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur_app.errors import FileInUse
from rapporteur_app.ui.overview import Overview, read_overview

if TYPE_CHECKING:
    from rapporteur_app.progress import Progress
    from rapporteur_app.workspace import Workspace

SELECTION_SUFFIX = ".rapporteur"
PACK_SUFFIX = ".pack"
BALLOT_SUFFIX = ".ballot"
SHEET_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})
PATIENCE = 0.3
"""Seconds to wait for another process to let go, before the file is opened for reading only."""
SAMPLE_MODULE = "rapporteur_app.rehearsal.demo"


@dataclass(frozen=True)
class Opened:
    """An opened selection with what the window's frame shows of it."""

    workspace: "Workspace"
    overview: Overview


def open_selection(path: Path) -> Opened:
    """Open a selection file; for reading only while another process has it."""
    from rapporteur_app.workspace import Workspace

    try:
        workspace = Workspace.open(path, patience=PATIENCE)
    except FileInUse:
        workspace = Workspace.open(path, write=False)
    return _with_overview(workspace)


def make_selection(path: Path, template: str, title: str, language: str) -> Opened:
    """Make a selection file from a template and open it."""
    from rapporteur_app.setup.selection import new_selection
    from rapporteur_app.workspace import SECRETARIAT

    return _with_overview(new_selection(path, template, title, SECRETARIAT, language))


def has_sample() -> bool:
    """Whether this program can make the sample selection."""
    return find_spec(SAMPLE_MODULE) is not None


def make_sample(folder: Path, progress: "Progress") -> Opened:
    """Make the sample selection in a folder and open it."""
    path: Path = import_module(SAMPLE_MODULE).make_sample(folder, progress)
    return open_selection(path)


def _with_overview(workspace: "Workspace") -> Opened:
    try:
        return Opened(workspace, read_overview(workspace))
    except BaseException:
        workspace.close()
        raise


@dataclass(frozen=True)
class Template:
    """A template that a selection can be made from, with its name by language."""

    code: str
    titles: Mapping[str, str]

    def title(self, language: str) -> str:
        """The name in this language, else in English, else in any."""
        return self.titles.get(language) or self.titles.get("en") or next(iter(self.titles.values()), self.code)


def list_templates() -> list[Template]:
    """The templates that ship with the program, the blank one first."""
    from rapporteur_app.setup.template import list_templates as shipped

    return [Template(found.code, found.name) for found in shipped()]
