"""Deliberation: the meetings of the taskforce, who was there, and what was noted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidgetItem, QPlainTextEdit, QSplitter

from rapporteur_app.i18n import message
from rapporteur_app.model import Member
from rapporteur_app.results.meetings import meetings_json, record_meeting
from rapporteur_app.setup.selection import chair_of
from rapporteur_app.ui.dates import as_iso
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.widgets.list_box import ListBox
from rapporteur_app.ui.widgets.table import Table
from rapporteur_app.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from rapporteur_app.workspace import Workspace

LINE = 30
"""Pixels of a line of a list with boxes to tick."""

Names = dict[str, str]


@dataclass(frozen=True)
class Meetings:
    """The meetings, and the members' names by id."""

    meetings: Sequence[dict[str, Any]]
    members: Names
    chair: str = ""


class DeliberationPage(Page[Meetings]):
    """A table of meetings over the notes of the one that the person is on."""

    title = message("Deliberation")
    intro = message("Record each meeting. Scores stay as they were given; what is said stands beside them.")

    def build(self) -> None:
        """Meetings and their notes."""
        self.table = Table(self.desk.catalogue, self._columns(), name="meetings", memory=self.desk.memory)
        self.table.name_it(message("Meetings"))
        self.table.current_changed.connect(lambda _key: self._show_notes())
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.word(self.notes.setAccessibleName, message("Notes of the meeting"))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.table)
        splitter.addWidget(self.notes)
        self.body.addWidget(splitter, 1)
        self.set_empty(
            message("No meeting is recorded."),
            message("Deliberation may stay empty: go on to the shortlist if there was none."),
            icon="people",
        )
        self.add_action(message("&Record a meeting…"), self.ask_meeting, icon="add", primary=True)

    def read(self, workspace: "Workspace") -> Meetings:
        """The meetings."""
        with workspace.reading() as reader:
            names = {member.short_id: member.name for member in reader.all(Member)}
            chair = chair_of(reader)
            return Meetings(meetings_json(reader)["meetings"], names, chair.short_id if chair else "")

    def refresh(self, snapshot: Meetings) -> None:
        """Fill the table."""
        rows = [
            (
                row["date"], snapshot.members.get(row["chair"], row["chair"]),
                ", ".join(snapshot.members.get(member, member) for member in row["present"]),
                (len(row["present"]), row["quorum"], row["quorate"]),
            )
            for row in snapshot.meetings
        ]  # fmt: skip
        self.table.set_rows(rows, [row["id"] for row in snapshot.meetings])
        if not rows:
            self.show_empty()
            return
        self.show_body()
        if self.table.current_key() is None:
            self.table.select(snapshot.meetings[-1]["id"])
        self._show_notes()

    def retranslate(self) -> None:
        """The table's heads."""
        self.table.speak(self.desk.catalogue)

    def ask_meeting(self) -> None:
        """Ask for a meeting's date, people and notes."""
        if self.snapshot is not None:
            MeetingDialog(self, self.snapshot.members, self.snapshot.chair).open()

    def _show_notes(self) -> None:
        found = (
            [row["notes"] for row in self.snapshot.meetings if row["id"] == self.table.current_key()]
            if self.snapshot
            else []
        )
        self.notes.setPlainText(found[0] if found else "")

    def _columns(self) -> list[Column]:
        def quorum(value: tuple[int, int, bool]) -> str:
            there, needed, enough = value
            if enough:
                return self.text("yes, {count} present of {needed} needed", count=there, needed=needed)
            return self.text("no, {needed} needed", needed=needed)

        return [
            Column("date", message("Date"), shown=lambda iso: self.desk.names.moment(iso), whole=True),
            Column("chair", message("Chair")),
            Column("present", message("Present")),
            Column(
                "quorum",
                message("Quorum"),
                shown=quorum,
                icon=lambda value: "accent:done" if value[2] else "danger:warning",
            ),
        ]


class MeetingDialog(AskDialog):
    """Date, who was there, who chaired (at first the chair), what was noted."""

    def __init__(self, page: Page[Any], members: Names, chair: str = "") -> None:
        super().__init__(page, message("Record a meeting"), message("&Record it"))
        self.date, self.present, self.chair, self.notes = QLineEdit(), ListBox(), QComboBox(), TextArea(lines=6)
        self.date.setPlaceholderText("2021-04-08 15:00")
        for number, name in members.items():
            item = QListWidgetItem(seen(f"{name} ({number})"), self.present)
            item.setData(Qt.ItemDataRole.UserRole, int(number[1:]))
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, LINE))
            self.chair.addItem(seen(f"{name} ({number})"), int(number[1:]))
        self.chair.setCurrentIndex(self.chair.findData(int(chair[1:])) if chair else -1)
        self.form.add(
            message("&Date"), self.date, hint=message("Year-month-day, with the hour behind it if it matters")
        )
        self.form.add(message("&Present"), self.present)
        self.form.add(message("&Chair"), self.chair)
        self.form.add(message("&Notes"), self.notes)
        self.present.setMaximumHeight(150)
        self.present.setMinimumHeight(LINE * 4)
        self.present.setCurrentRow(0)
        self.answered.connect(self._record)
        self.date.setFocus()

    def _record(self) -> None:
        date = as_iso(self.date.text(), self.words.catalogue.language)
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?", date):
            self.refuse(message("“{date}” is not a date such as 2021-04-08.", date=self.date.text()))
        elif self.chair.currentData() is None:
            self.refuse(message("Say who chaired."))
        else:
            items = [self.present.item(row) for row in range(self.present.count())]
            people = [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked]
            notes = self.notes.toPlainText()
            self.act(record_meeting, date, people, self.chair.currentData(), notes)
