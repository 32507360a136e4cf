"""The nominations as they came, and the candidates whom they name."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QSplitter, QTabWidget

from rapporteur_app.errors import NotFound
from rapporteur_app.i18n import message
from rapporteur_app.setup.names import Names
from rapporteur_app.ui.intake.field_names import field_titles
from rapporteur_app.ui.intake.nomination_lists import (
    NominationsShown,
    Wording,
    candidate_columns,
    candidate_detail,
    nomination_columns,
    nomination_detail,
    read_lists,
)
from rapporteur_app.ui.intake.nomination_lists import eligibility as eligibility
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.setup.ask_dialog import AskDialog, Asked
from rapporteur_app.ui.setup.plain_detail import PlainDetail
from rapporteur_app.ui.setup.words import ask_open
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.ui.setup.plain_detail import Part
    from rapporteur_app.workspace import Workspace

LONG = ("statement", "comments", "endorsement")
"""Fields that are typed on several lines."""
PAIR = 2
"""So many candidates are compared at a time."""
NOT_TYPED = (
    "response_id", "nominee_given_name", "nominee_middle_name", "nominee_family_name", "nominee_second_family_name",
    "nominator_given_name", "nominator_middle_name", "nominator_family_name", "nominator_second_family_name",
    "self_nomination",
)  # fmt: skip
"""What only a spreadsheet has."""


class NominationsPage(Page[NominationsShown]):
    """Candidates and nominations in two tables, and beside them everything that was received."""

    title = message("Nominations")
    intro = message("What came in stays as it came. One person may have many nominations.")

    def build(self) -> None:
        """Make the tables, the dossier, the buttons."""
        self._wanted = 0
        self.counts = PlainLabel()
        self.counts.setObjectName("subtitle")
        self._make_tables()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.candidates, "")
        self.tabs.addTab(self.nominations, "")
        self.word(lambda text: self.tabs.setTabText(0, text), message("Candidates"))
        self.word(lambda text: self.tabs.setTabText(1, text), message("Nominations"))
        self.word(self.tabs.tabBar().setAccessibleName, message("Candidates or nominations"))
        self.tabs.currentChanged.connect(lambda _tab: self._show_detail())
        self.detail = PlainDetail()
        self.word(self.detail.setAccessibleName, message("What was received"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.tabs)
        splitter.addWidget(self.detail)
        splitter.setSizes([680, 320])
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(self.counts)
        self.body.addWidget(splitter, 1)
        self.withdraw_button = self.add_action(message("&Withdraw…"), self._ask_withdraw, icon="remove", with_body=True)
        self.documents_button = self.add_action(
            message("&Documents…"), self.show_documents, icon="copy", writes=False, with_body=True
        )
        self.add_action(message("I&mports and merges…"), self.show_decided, icon="undo", writes=False, with_body=True)
        self.add_action(
            message("&Possible duplicates…"), self.show_duplicates, icon="people", writes=False, with_body=True
        )
        self.add_action(message("&Type one in…"), self.ask_nominate, icon="edit")
        self.add_action(message("&Import…"), self.ask_import, icon="import", primary=True)
        begin = QPushButton()
        self.word(begin.setText, message("Import a spreadsheet…"))
        begin.clicked.connect(lambda _checked: self.ask_import())
        self.set_empty(
            message("No nominations yet."),
            message(
                "Import a spreadsheet, drop it here, or paste copied cells (Ctrl+V); type in what came by e-mail or "
                "telephone."
            ),
            begin,
            icon="sheet",
        )

    def _make_tables(self) -> None:
        desk = self.desk
        self.wording = Wording(desk.catalogue, desk.names)
        self.candidates = Table(desk.catalogue, candidate_columns(self.wording), name="candidates", memory=desk.memory)
        self.nominations = Table(
            desk.catalogue, nomination_columns(self.wording), name="nominations", memory=desk.memory
        )
        self.candidates.name_it(message("Candidates"))
        self.nominations.name_it(message("Nominations"))
        self.merge_button = QPushButton()
        self.word(self.merge_button.setText, message("Mer&ge the two…"))
        self.merge_button.clicked.connect(lambda _checked: self.ask_merge())
        self.merge_button.hide()
        self.candidates.bar.insertWidget(self.candidates.bar.count() - 1, self.merge_button)
        self.candidates.selection_changed.connect(self._allow_merge)
        for table in (self.candidates, self.nominations):
            table.current_changed.connect(lambda _key: self._show_detail())
            table.opened.connect(lambda _key: self.detail.setFocus())

    def read(self, workspace: "Workspace") -> NominationsShown:
        """Both lists, made ready for sorting and searching: the window does not wait for that."""
        with workspace.reading() as reader:
            return read_lists(reader, self.desk.catalogue, self.snapshot)

    def retranslate(self) -> None:
        """Read again: what is searched and sorted by is in words."""
        self.reload()

    def refresh(self, snapshot: NominationsShown) -> None:
        """Show them."""
        if not snapshot.nominations.rows:
            self.show_empty()
            return
        self.show_body()
        self.wording.speak(self.desk.catalogue, Names(self.desk.catalogue, snapshot.words[1]))
        counts = snapshot.counts
        nominations = self.plural("{count} nomination", "{count} nominations", counts.nominations)
        candidates = self.plural("{count} candidate", "{count} candidates", counts.candidates)
        nominators = self.plural("{count} nominator", "{count} nominators", counts.nominators)
        self.counts.setText(
            self.text("{nominations} of {candidates}, from {nominators}", nominations=nominations,
                      candidates=candidates, nominators=nominators)
        )  # fmt: skip
        for table, rows in ((self.candidates, snapshot.candidates), (self.nominations, snapshot.nominations)):
            table.speak(self.desk.catalogue)
            table.set_listing(rows)
            if table.current_key() is None and table.model.rowCount():
                table.select(table.model.key(0))
        self._show_detail()

    def _show_detail(self) -> None:
        """Read all about the row that the person is on, and show it when it is there."""
        if self.snapshot is None or not self.desk.is_open:
            return
        of_candidates = self.tabs.currentWidget() is self.candidates
        key = (self.candidates if of_candidates else self.nominations).current_key()
        self.withdraw_button.setEnabled(self.desk.writable and key is not None)
        self.documents_button.setEnabled(key is not None and of_candidates)
        self._wanted += 1
        if key is None:
            self.detail.show_parts([])
            return
        wanted, workspace, catalogue = self._wanted, self.desk.workspace, self.desk.catalogue
        detail = candidate_detail if of_candidates else nomination_detail

        def read(_progress: object) -> "list[Part]":
            if wanted != self._wanted:
                return []  # the person went on meanwhile
            with workspace.reading() as reader:
                return detail(reader, catalogue, key)

        def show(parts: "list[Part]") -> None:
            if wanted == self._wanted:
                self.detail.show_parts(parts)

        self.desk.run_in_background(self, read, show, lambda error: self._not_there(wanted, error), quiet=True)

    def _not_there(self, wanted: int, error: Exception) -> None:
        if wanted == self._wanted and not isinstance(error, NotFound):  # who is gone is about to go from the list
            self.desk.tasks.tell(self, error)

    def find_here(self) -> None:
        """Into the filter of the table that is seen."""
        table = self.tabs.currentWidget()
        if isinstance(table, Table):
            table.filter.setFocus()

    # -- acting

    def ask_import(self) -> None:
        """Ask for a spreadsheet and show what importing it would do."""
        path = ask_open(self, self.desk.catalogue, message("Import nominations"), message("Spreadsheets"))
        if path is not None:
            self.open_import(path)

    def open_import(self, path: Path, closed: Callable[[], object] | None = None) -> None:
        """Show what importing this spreadsheet would do; `closed` is called once the dialog is gone."""
        from rapporteur_app.ui.intake.import_dialog import ImportDialog

        dialog = ImportDialog(self, self.desk, path)
        if closed is not None:
            dialog.finished.connect(lambda _code: closed())
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Take pasted cells, where no field took the key."""
        if self.desk.writable and event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Show what importing the cells on the clipboard would do. They lie in a file until the dialog is closed."""
        text = QGuiApplication.clipboard().text()
        if "\n" not in text.strip():
            self.tell(message("The clipboard holds no table. Copy cells with their headers in a spreadsheet program."))
            return
        self.tell(None)
        folder = Path(tempfile.mkdtemp(prefix="rapporteur-"))
        path = folder / "clipboard.tsv"
        path.write_text(text, "utf-8", "replace", newline="")
        self.open_import(path, lambda: shutil.rmtree(folder, ignore_errors=True))

    def ask_nominate(self) -> None:
        """Ask for the fields of one nomination."""
        from rapporteur_app.intake.importing import nominate

        asked = [
            Asked(name, title, lines=3 if name in LONG else 1, needed=name == "nominee_name")
            for name, title in field_titles().items()
            if name not in NOT_TYPED
        ]
        asked.sort(key=lambda each: not each.needed)

        def act(dialog: AskDialog, answers: dict[str, str]) -> None:
            fields = {code: text for code, text in answers.items() if text and code != "submitted_at"}
            received = answers["submitted_at"] or None
            self.act(nominate, fields, received, done=lambda _made: dialog.finish(), failed=dialog.refuse)

        AskDialog(self, self.desk.catalogue, message("A nomination that came otherwise"), asked, message("&Add it"),
                  act).open()  # fmt: skip

    def _ask_withdraw(self) -> None:
        from rapporteur_app.intake.screening import Subject, withdraw

        table = self.tabs.currentWidget()
        key = table.current_key() if isinstance(table, Table) else None
        if key is None:
            return
        subject = Subject(candidate=key) if table is self.candidates else Subject(nomination=key)
        asked = [
            Asked("by", message("Withdrawn &by"), needed=True, hint=message("The nominee, or the nominator.")),
            Asked("reason", message("&Reason"), lines=3, needed=True),
        ]
        AskDialog(
            self, self.desk.catalogue, message("Withdraw {id}", id=subject.short_id), asked, message("&Withdraw"),
            lambda dialog, answers: self.act(withdraw, subject, answers["by"], answers["reason"],
                                             done=lambda _none: dialog.finish(), failed=dialog.refuse),
            about=message("What was done before stays on record."),
        ).open()  # fmt: skip

    def show_documents(self) -> None:
        """Show the documents of the candidate who is looked at."""
        from rapporteur_app.ui.intake.documents_dialog import DocumentsDialog

        key = self.candidates.current_key()
        if key is not None and self.snapshot is not None:
            DocumentsDialog(self, self.desk, key, self.snapshot.name_of(key)).open()

    def _allow_merge(self) -> None:
        self.merge_button.setVisible(self.desk.writable and self.candidates.chosen_count() == PAIR)

    def ask_merge(self) -> None:
        """Show the two chosen candidates side by side, to merge them or keep them apart."""
        from rapporteur_app.ui.intake.duplicates_dialog import MergeDialog

        chosen = self.candidates.selected_keys()
        if len(chosen) == PAIR:
            MergeDialog(self, self.desk, *chosen).open()

    def show_decided(self) -> None:
        """Show what was imported, merged and kept apart, each with the way back."""
        from rapporteur_app.ui.intake.decided_dialog import DecidedDialog

        DecidedDialog(self, self.desk).open()

    def show_duplicates(self) -> None:
        """Show candidates who may be one person."""
        from rapporteur_app.ui.intake.duplicates_dialog import DuplicatesDialog

        DuplicatesDialog(self, self.desk).open()
