"""What was imported, merged and kept apart, each with the way back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QTabWidget, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.widgets.notice import Notice
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.intake.merges import Apart, Merged
    from rapporteur_app.model import Import

SIZE = (860, 520)
BACK = (message("&Undo this import"), message("&Undo this merge"), message("No longer keep &apart"))
"""What the button says on each tab."""


@dataclass(frozen=True)
class Decided:
    """The imports and merges of a selection, the newest first, and the pairs that were kept apart."""

    imports: "list[Import]" = field(default_factory=list)
    merges: "list[Merged]" = field(default_factory=list)
    apart: "list[Apart]" = field(default_factory=list)


class DecidedDialog(Dialog):
    """Three tables under tabs, and one button that takes back the chosen row. Undone imports are in the log alone."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.catalogue, message("Imports and merges"))
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width() - 24), min(SIZE[1], room.height() - 48))
        self._desk, self._decided = desk, Decided()
        self._make_tables()
        self.notice, self.tabs = Notice(), QTabWidget()
        self.tabs.setDocumentMode(True)
        for table, words in zip(self._tables, ("Imports", "Merges", "Kept apart"), strict=True):
            self.tabs.addTab(table, "")
            table.current_changed.connect(lambda _key: self._allow())
            table.selection_changed.connect(self._allow)
            self.tabs.setTabText(self.tabs.count() - 1, self.text(words))
        self.words.put(self.tabs.tabBar().setAccessibleName, message("Imports, merges, or pairs kept apart"))
        self.body.addWidget(self.notice)
        self.body.addWidget(self.tabs, 1)
        self.back = QPushButton()
        self.back.setAutoDefault(False)
        self.back.clicked.connect(lambda _checked: self._take_back())
        self.buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.tabs.currentChanged.connect(lambda _tab: self._allow())
        desk.changed.connect(self._load)
        self._allow()
        self._load()

    def _make_tables(self) -> None:
        def moment(iso: str | None) -> str:
            return self._desk.names.moment(iso)

        self.imports = self._table("imports", message("Imports"), [
            Column("file", message("File")),
            Column("id", message("No."), order=_number),
            Column("at", message("Imported"), shown=moment, whole=True),
            Column("sheet", message("Sheet")),
            Column("new", message("New"), numeric=True),
            Column("updated", message("Updated"), numeric=True),
            Column("unchanged", message("Unchanged"), numeric=True),
        ])  # fmt: skip
        self.merges = self._table("merges", message("Merges"), [
            Column("kept", message("Kept")),
            Column("joined", message("Joined")),
            Column("id", message("No."), order=_number),
            Column("nominations", message("Nominations")),
            Column("at", message("Merged"), shown=moment, whole=True),
            Column("undone", message("Undone"), shown=moment, whole=True),
        ])  # fmt: skip
        self.apart = self._table("apart", message("Kept apart"), [
            Column("first", message("Candidate")), Column("second", message("Is somebody else than"))
        ])  # fmt: skip
        self._tables = (self.imports, self.merges, self.apart)

    def _table(self, name: str, words: Message, columns: list[Column]) -> Table:
        table = Table(self._desk.catalogue, columns, name=name, memory=self._desk.memory)
        table.choose_one()
        table.name_it(words)
        return table

    # -- filling

    def _load(self) -> None:
        workspace = self._desk.workspace
        self._desk.run_in_background(self, lambda _progress: read_decided(workspace), self._take, quiet=True)

    def _take(self, decided: Decided) -> None:
        self._decided = decided
        self.imports.set_rows(
            [(row.file, row.short_id, row.at, row.sheet, row.counts.get("new"), row.counts.get("updated"),
              row.counts.get("unchanged")) for row in decided.imports],
            [row.id for row in decided.imports],
        )  # fmt: skip
        self.merges.set_rows(
            [(_name(each.kept), _name(each.joined), f"G{each.id}", ", ".join(f"N{n}" for n in each.nominations),
              each.at, each.undone_at) for each in decided.merges],
            [each.id for each in decided.merges],
        )  # fmt: skip
        self.apart.set_rows(
            [(_name(each.first), _name(each.second)) for each in decided.apart], [each.ids for each in decided.apart]
        )
        for table in self._tables:
            if table.current_key() is None and table.model.rowCount():
                table.select(table.model.key(0))
        self._allow()

    def _allow(self) -> None:
        place = self.tabs.currentIndex()
        key = self._tables[place].current_key()
        undone = {each.id for each in self._decided.merges if each.undone_at}
        there = key is not None and not (place == 1 and key in undone)
        self.words.put(self.back.setText, BACK[place])
        self.back.setEnabled(there and self._desk.writable)

    # -- acting

    def _take_back(self) -> None:
        from rapporteur_app.intake.importing import undo_import
        from rapporteur_app.intake.merging import no_longer_apart, undo_merge

        place = self.tabs.currentIndex()
        key: Any = self._tables[place].current_key()
        if key is None:
            return
        use_case: Callable[..., None] = (undo_import, undo_merge, no_longer_apart)[place]
        self.back.setEnabled(False)
        self.notice.tell(self.words, None)
        self._desk.act(self, use_case, *(key if place == 2 else (key,)), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        from rapporteur_app.errors import RapporteurError

        self._allow()
        if isinstance(error, RapporteurError):
            self.notice.tell(self.words, error.message, "warning")
        else:
            self._desk.tasks.tell(self, error)


def read_decided(workspace: Any) -> Decided:
    """Read what was imported, merged and kept apart. Runs in the background."""
    from rapporteur_app.intake.merges import kept_apart, merges
    from rapporteur_app.model import Import

    with workspace.reading() as reader:
        return Decided(reader.all(Import)[::-1], merges(reader), kept_apart(reader))


def _name(candidate: Any) -> str:
    return f"{candidate.name} ({candidate.short_id})"


def _number(short_id: str) -> int:
    return int(short_id[1:])
