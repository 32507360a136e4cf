"""The nominations as they came, and the candidates whom they name."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QTabWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.intake.dossier import nomination_parts, person_parts
from rapporteur_app.ui.intake.field_names import field_titles
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.setup.ask_dialog import AskDialog, Asked
from rapporteur_app.ui.setup.plain_detail import PlainDetail
from rapporteur_app.ui.setup.words import ask_open
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person, Pool
    from rapporteur_app.model import Attachment, Nomination, NominationVersion
    from rapporteur_app.workspace import Workspace

LONG = ("statement", "comments", "endorsement")
"""Fields that are typed on several lines."""
PAIR = 2
"""So many candidates are compared at a time."""
NOT_TYPED = (
    "response_id", "nominee_given_name", "nominee_family_name", "nominator_given_name", "nominator_family_name",
    "self_nomination",
)  # fmt: skip
"""What only a spreadsheet has."""


@dataclass(frozen=True)
class NominationsShown:
    """The pool, and the nominations by number."""

    pool: "Pool"
    nominations: "dict[int, Nomination]"
    names: dict[int, list[str]]
    documents: "dict[int, list[Attachment]]"
    versions: "dict[int, list[NominationVersion]]"


class NominationsPage(Page[NominationsShown]):
    """Candidates and nominations in two tables, and beside them everything that was received."""

    title = message("Nominations")
    intro = message("What came in stays as it came. One person may have many nominations.")

    def build(self) -> None:
        """Make the tables, the dossier, the buttons."""
        self.counts = QLabel()
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
        splitter.setSizes([580, 380])
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
        self.candidates = Table(
            self.desk.catalogue,
            [
                Column("name", message("Name")),
                Column("id", message("No."), order=_number),
                Column("nominations", message("Nominations"), numeric=True),
                Column("eligible", message("Eligible")),
                Column("country", message("Country")),
                Column("organisation", message("Organisation"), hidden=True),
                Column("constituency", message("Constituency")),
                Column("email", message("E-mail"), hidden=True),
            ],
            name="candidates",
            memory=self.desk.memory,
        )
        self.nominations = Table(
            self.desk.catalogue,
            [
                Column("nominees", message("Nominee")),
                Column("id", message("No."), order=_number),
                Column("received", message("Received at"), shown=lambda iso: self.desk.names.moment(iso), whole=True),
                Column("nominator", message("Nominator")),
                Column("state", message("State")),
                Column("row", message("Row"), numeric=True),
                Column("file", message("File"), hidden=True),
            ],
            name="nominations",
            memory=self.desk.memory,
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
        """The pool and every nomination."""
        from rapporteur_app.intake.attachments import attachments_by_candidate
        from rapporteur_app.intake.pool import read_pool
        from rapporteur_app.model import Nomination, NominationVersion

        with workspace.reading() as reader:
            pool = read_pool(reader)
            nominations = {row.id or 0: row for row in reader.all(Nomination)}
            documents = attachments_by_candidate(reader)
            versions: dict[int, list[NominationVersion]] = {}
            for row in reader.all(NominationVersion):
                versions.setdefault(row.nomination_id, []).append(row)
        names: dict[int, list[str]] = {number: [] for number in nominations}
        for person in pool.persons:
            for mention in person.mentions:
                names[mention.nomination_id].append(person.name)
        return NominationsShown(pool, nominations, names, documents, versions)

    def refresh(self, snapshot: NominationsShown) -> None:
        """Show them."""
        if not snapshot.nominations:
            self.show_empty()
            return
        self.show_body()
        counts = snapshot.pool.counts
        nominations = self.plural("{count} nomination", "{count} nominations", counts.nominations)
        candidates = self.plural("{count} candidate", "{count} candidates", counts.candidates)
        nominators = self.plural("{count} nominator", "{count} nominators", counts.nominators)
        self.counts.setText(
            self.text("{nominations} of {candidates}, from {nominators}", nominations=nominations,
                      candidates=candidates, nominators=nominators)
        )  # fmt: skip
        for table in (self.candidates, self.nominations):
            table.speak(self.desk.catalogue)
        persons = snapshot.pool.persons
        self.candidates.set_rows([self._person_row(person) for person in persons], [person.id for person in persons])
        rows = [self._nomination_row(row, snapshot.names[number]) for number, row in snapshot.nominations.items()]
        self.nominations.set_rows(rows, list(snapshot.nominations))
        for table in (self.candidates, self.nominations):
            if table.current_key() is None and table.model.rowCount():
                table.select(table.model.key(0))
        self._show_detail()

    def _person_row(self, person: "Person") -> tuple[Any, ...]:
        candidate, named = person.candidate, self.desk.names
        return (
            person.name, candidate.short_id, len(person.nominations), self.say(eligibility(person)),
            named.of("country", candidate.country), candidate.organisation,
            named.of("constituency", candidate.constituency), candidate.email,
        )  # fmt: skip

    def _nomination_row(self, row: "Nomination", names: list[str]) -> tuple[Any, ...]:
        nominator = self.text("themselves") if row.self_nomination else row.nominator
        state = self.text("Withdrawn") if row.withdrawn_at else ""
        return ("; ".join(names), row.short_id, row.submitted_at, nominator, state, row.row, row.file)

    def _show_detail(self) -> None:
        shown = self.snapshot
        if shown is None:
            return
        table = self.tabs.currentWidget()
        key = table.current_key() if isinstance(table, Table) else None
        self.withdraw_button.setEnabled(self.desk.writable and key is not None)
        self.documents_button.setEnabled(key is not None and table is self.candidates)
        if key is None:
            self.detail.show_parts([])
        elif table is self.candidates:
            documents = shown.documents.get(key, [])
            person = shown.pool.person(key)
            self.detail.show_parts(person_parts(self.say, person, self.desk.names, documents, shown.versions))
        else:
            versions = shown.versions.get(key, [])
            self.detail.show_parts(nomination_parts(self.say, shown.nominations[key], self.desk.names, versions))

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
        path.write_text(text, "utf-8")
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
            DocumentsDialog(self, self.desk, key, self.snapshot.pool.person(key).name).open()

    def _allow_merge(self) -> None:
        ranges = self.candidates.view.selectionModel().selection()  # not the rows: there may be a great many
        two = sum(ranges.at(place).height() for place in range(ranges.count())) == PAIR
        self.merge_button.setVisible(self.desk.writable and two)

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


def eligibility(person: "Person") -> Message:
    """Whether a candidate is eligible, in words."""
    if person.withdrawn:
        return message("withdrawn")
    if person.eligible is None:
        return message("open")
    return message("eligible") if person.eligible else message("not eligible")


def _number(short_id: str) -> int:
    return int(short_id[1:])
