"""Scoring at the secretariat's: opening keys, packs out, ballots in, and who is where; never a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.scoring.board import progress_json
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.keys import FIRST_ROUND, opening_keys
from rapporteur_app.scoring.packs import MadePack, make_packs
from rapporteur_app.setup.criteria import frozen_policy, frozen_version
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.admit_dialog import AdmitDialog, Waiting, waiting_by_member
from rapporteur_app.ui.scoring.board_menu import BoardMenu
from rapporteur_app.ui.scoring.board_table import board_columns, board_rows
from rapporteur_app.ui.scoring.collected_dialog import CollectedDialog
from rapporteur_app.ui.scoring.keys_dialog import KeysDialog
from rapporteur_app.ui.scoring.words_dialog import WordsDialog
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.workspace import Workspace

SUFFIXES = (".ballot", ".xlsx")


@dataclass(frozen=True)
class Scoring:
    """Who is where, and what there is to begin with."""

    members: list[dict[str, Any]]
    waiting: dict[int, list[Waiting]]
    has_keys: bool
    two: bool
    frozen: bool

    @property
    def has_packs(self) -> bool:
        """Whether a pack was made for anybody."""
        return any(row["pack"] for row in self.members)

    @property
    def has_ballots(self) -> bool:
        """Whether anything came back."""
        return any(row["status"] for row in self.members)


class ScoringPage(Page[Scoring]):
    """Keys, packs, ballots."""

    title = message("Scoring")
    intro = message("Packs go out, ballots come back. Scores stay sealed until chair and witness open them together.")

    def build(self) -> None:
        """A table of the members; the steps at the foot."""
        self.setAcceptDrops(True)
        self.table = Table(self.desk.catalogue, board_columns(self.desk), name="scoring", memory=self.desk.memory)
        self.table.name_it(message("Progress of each member"))
        self.table.current_changed.connect(lambda _key: self._allow_admit())
        self.table.selection_changed.connect(lambda: self.more.allow())
        self.body.addWidget(self.table, 1)
        self.set_empty(
            message("No members score yet."), message("Load the members and freeze the criteria first."), icon="people"
        )
        self.keys = self.add_action(message("Opening &keys…"), self.ask_keys, icon="lock")
        self.packs = self.add_action(message("Make &packs…"), self._ask_packs, icon="pack")
        self.confirm = self.add_action(message("&Words read out…"), self._ask_words)
        self.admit = self.add_action(message("&Admit…"), self._ask_admit)
        self.more: BoardMenu = BoardMenu(self)
        self.collect = self.add_action(message("&Collect ballots…"), self._ask_files, icon="import", primary=True)

    def read(self, workspace: "Workspace") -> Scoring:
        """Progress, without scores."""
        with workspace.reading() as reader:
            frozen = frozen_version(reader) is not None
            two = not frozen or frozen_policy(reader)["policy.opening"] == "two"
            members = progress_json(reader)["members"]
            return Scoring(members, waiting_by_member(reader), bool(opening_keys(reader, FIRST_ROUND)), two, frozen)

    def refresh(self, snapshot: Scoring) -> None:
        """Fill the table; say what comes first."""
        rows = board_rows(snapshot.members)
        self.table.set_rows(rows, [int(row["member"][1:]) for row in snapshot.members])
        self.show_body() if rows else self.show_empty()
        self.tell(self._advice(snapshot))
        self._allow()
        self._allow_admit()

    def retranslate(self) -> None:
        """The table's heads."""
        self.table.speak(self.desk.catalogue)

    def chosen(self) -> list[int]:
        """The numbers of the members that are chosen in the table."""
        return list(self.table.selected_keys())

    def has_chosen(self) -> bool:
        """Whether any member is chosen in the table."""
        return self.table.chosen_count() > 0

    # -- acting

    def ask_keys(self) -> None:
        """Ask for the passphrases of the opening keys."""
        if self.snapshot is not None:
            KeysDialog(self, two=self.snapshot.two).open()

    def make_packs(self, folder: Path) -> None:
        """Write a pack for each member into a folder."""
        self.act(make_packs, folder, KeyStore(), said=self._packs_said, done=self.tell_packs)

    def take_ballots(self, files: Sequence[Path]) -> None:
        """Take in what came back, and tell what became of each file."""
        self.act(collect_ballots, list(files), KeyStore(), done=lambda found: CollectedDialog(self, found).open())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Ballots and filled score sheets may be dropped here."""
        if self.desk.writable and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Collect what was dropped."""
        event.acceptProposedAction()
        self.take_ballots(_files(event))

    # -- asking

    def _ask_packs(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.text("A folder for the packs"))
        if chosen:
            self.make_packs(Path(chosen))

    def _ask_files(self) -> None:
        kind = self.text("Ballots and score sheets")
        pattern = f"{kind} (*.ballot *.xlsx)"
        chosen, _ = QFileDialog.getOpenFileNames(self, self.text("Collect ballots"), "", pattern)
        if chosen:
            self.take_ballots([Path(name) for name in chosen])

    def _ask_words(self) -> None:
        member = self.table.current_key()
        if member is not None:
            WordsDialog(self, member).open()

    def _ask_admit(self) -> None:
        member = self.table.current_key()
        if member is None:
            return
        AdmitDialog(self, member, self._waiting(member)).open()

    # -- words

    def _advice(self, snapshot: Scoring) -> Message | None:
        if not snapshot.frozen:
            return message("The criteria are not frozen yet. Freeze them before packs are made.")
        if not snapshot.has_keys:
            return message("First chair and witness make the keys that open the ballots.")
        if not snapshot.has_packs:
            return message("The keys are made. Now make the packs and send each member theirs.")
        return None

    def _packs_said(self, made: list[MadePack]) -> Message:
        return message("Packs made: {count}", count=len(made))

    def tell_packs(self, made: list[MadePack]) -> None:
        """Say where the packs lie that were made."""
        folder = str(made[0].pack.parent) if made else ""
        self.tell(
            plural("{count} pack lies in {folder}.", "{count} packs lie in {folder}.", len(made), folder=folder),
            kind="good",
        )

    def _allow(self) -> None:
        super()._allow()
        snapshot = self.snapshot
        if snapshot is not None:
            self.keys.setEnabled(self.desk.writable and snapshot.frozen and not snapshot.has_keys)
            self.packs.setEnabled(self.desk.writable and snapshot.has_keys)
            self._allow_admit()
            self.more.allow()

    def _allow_admit(self) -> None:
        member = self.table.current_key()
        self.confirm.setEnabled(self.desk.writable and member is not None)
        self.admit.setEnabled(self.desk.writable and bool(self._waiting(member)))

    def _waiting(self, member: int | None) -> list[Waiting]:
        return [] if self.snapshot is None or member is None else self.snapshot.waiting.get(member, [])


def _files(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]
