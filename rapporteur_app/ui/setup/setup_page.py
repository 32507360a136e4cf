"""Set up: title, position, dates and zone, who chairs, and the members of the taskforce."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import LANGUAGE_NAMES, message
from rapporteur_app.ui.dates import as_iso
from rapporteur_app.ui.dates import shown as shown_date
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.setup.ask_dialog import AskDialog, Asked
from rapporteur_app.ui.setup.settings_dialog import DATES, Held, held, settings_dialog
from rapporteur_app.ui.setup.words import ROLES, ROLES_SHORT, ask_open, zones
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.form import Form
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace

MOST_MEMBERS = 99


@dataclass(frozen=True)
class SetupShown:
    """What the page shows: the settings by key, the members, and who chairs as things stand."""

    settings: dict[str, str]
    members: list[dict[str, Any]]
    chair: str
    held: Held


class SetupPage(Page[SetupShown]):
    """The settings, each kept when its field is left; below them the members."""

    title = message("Set up")
    intro = message("What is to be filled, by when, and who selects. Each field is saved when you leave it.")

    def build(self) -> None:
        """Make the form and the table of members."""
        self._lines: dict[str, QLineEdit] = {}
        self._make_fields()
        left, right = Form(self.words), Form(self.words)
        left.add(message("&Title"), self._line("title"))
        left.add(message("&Position"), self._line("position"))
        left.add(message("&Chair"), self.chair)
        left.add(message("&Quorum"), self.quorum)
        right.add(message("&Deadline"), self._line("deadline", "2021-04-05 23:59"))
        right.add(message("Time &zone"), self.zone)
        right.add(message("First day of the &event"), self._line("event_start", "2021-04-26"))
        right.add(message("&Last day of the event"), self._line("event_end", "2021-04-28"))
        columns = QHBoxLayout()
        columns.setSpacing(SPACING * 3)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        self.body.addLayout(columns)
        self.body.addSpacing(SPACING)
        heading = PlainLabel()
        heading.setObjectName("title")
        self.word(heading.setText, message("Members of the taskforce"))
        self.body.addWidget(heading)
        self._make_table()
        self.body.addWidget(self.table, 1)
        self.add_action(message("&Settings…"), self.ask_settings, icon="columns")
        self.add_action(message("Terms of &reference…"), self._edit_terms, icon="edit")
        self.add_action(message("L&oad members…"), self.ask_load, icon="import")
        self.edit_button = self.add_action(message("Ed&it member…"), self._edit_current, icon="edit")
        self.add_action(message("&Add a member…"), self.add_member, icon="add", primary=True)

    def read(self, workspace: "Workspace") -> SetupShown:
        """The settings and the members."""
        from rapporteur_app.setup.members import members_json
        from rapporteur_app.setup.selection import chair_of
        from rapporteur_app.setup.settings import settings

        with workspace.reading() as reader:
            chair = chair_of(reader)
            return SetupShown(settings(reader), members_json(reader), chair.name if chair else "", held(reader))

    def refresh(self, snapshot: SetupShown) -> None:
        """Show them; a field in which someone is typing keeps what was typed."""
        for key, line in self._lines.items():
            if not (line.isModified() and line.hasFocus()):
                line.setText(_shown(key, snapshot.settings[key]))
                line.setCursorPosition(0)  # a long text shows its beginning
        if not self.zone.hasFocus():
            self.zone.setEditText(snapshot.settings["zone"])
        self.quorum.setValue(int(snapshot.settings["quorum"]))
        self._fill_chair(snapshot)
        self.table.speak(self.desk.catalogue)
        self.table.set_rows([self._row(member) for member in snapshot.members], [m["id"] for m in snapshot.members])
        self._allow()

    # -- the settings

    def _make_fields(self) -> None:
        self.zone, self.chair, self.quorum = QComboBox(), QComboBox(), QSpinBox()
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.addItems(zones())
        self.zone.setMinimumContentsLength(18)
        self.chair.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.quorum.setRange(0, MOST_MEMBERS)
        self.quorum.setMaximumWidth(120)
        self.quorum.lineEdit().setTextMargins(8, 0, 0, 0)
        self.zone.activated.connect(lambda _index: self._keep("zone", self.zone.currentText()))
        typed = self.zone.lineEdit()
        if typed is not None:
            typed.editingFinished.connect(lambda: self._keep("zone", self.zone.currentText()))
        self.quorum.editingFinished.connect(lambda: self._keep("quorum", str(self.quorum.value())))
        self.chair.activated.connect(lambda _index: self._keep("chair", str(self.chair.currentData() or "")))

    def _line(self, key: str, example: str = "") -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(example)
        line.editingFinished.connect(lambda: self._keep(key, line.text()))
        self._lines[key] = line
        return line

    def _keep(self, key: str, value: str) -> None:
        """Save one setting if it is another than before."""
        from rapporteur_app.setup.settings import change_settings

        shown = self.snapshot
        if key in DATES:
            value = as_iso(value, self.desk.catalogue.language)
        if shown is None or not self.desk.writable or value.strip() == shown.settings[key]:
            return
        self.act(change_settings, {key: value}, failed=self._refused, done=lambda _none: self.tell(None))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RapporteurError):
            self.tell(error.message, kind="warning")
        else:
            self.desk.tasks.tell(self, error)

    def _fill_chair(self, shown: SetupShown) -> None:
        self.chair.clear()
        named = shown.settings["chair"]
        by_role = self.text("By role: {name}", name=shown.chair) if shown.chair and not named else ""
        self.chair.addItem(seen(by_role) or self.text("Whoever has the role chair"), "")
        for member in shown.members:
            self.chair.addItem(seen(f"{member['name']} ({member['id']})"), member["id"])
        self.chair.setCurrentIndex(max(self.chair.findData(named), 0))

    def ask_settings(self) -> None:
        """Show every setting, to be changed in one act."""
        shown = self.snapshot
        if shown is not None:
            by_role = self.text("Whoever has the role chair")
            members = [("", by_role), *((m["id"], f"{m['name']} ({m['id']})") for m in shown.members)]
            settings_dialog(self, shown.settings, members, shown.held).open()

    def _edit_terms(self) -> None:
        from rapporteur_app.setup.settings import change_settings

        if self.snapshot is None:
            return
        asked = [Asked("terms", message("&Terms of reference"), self.snapshot.settings["terms"], lines=14)]
        AskDialog(
            self, self.desk.catalogue, message("Terms of reference of the rapporteur"), asked, message("&Save"),
            lambda dialog, answers: self.act(change_settings, answers, done=lambda _n: dialog.finish(),
                                             failed=dialog.refuse),
        ).open()  # fmt: skip

    # -- the members

    def _make_table(self) -> None:
        self.table = Table(
            self.desk.catalogue,
            [
                Column("name", message("Name")),
                Column("id", message("No.")),
                Column("roles", message("Roles")),
                Column("language", message("Language")),
                Column("zone", message("Time zone")),
                Column("email", message("E-mail")),
                Column("organisation", message("Organisation")),
            ],
            name="members",
            memory=self.desk.memory,
        )
        self.table.name_it(message("Members of the taskforce"))
        self.table.opened.connect(lambda _key: self._edit_current())
        self.table.current_changed.connect(lambda _key: self._allow())

    def _row(self, member: dict[str, Any]) -> tuple[str, ...]:
        roles = ", ".join(self.say(ROLES_SHORT[role]) for role in member["roles"])
        language = LANGUAGE_NAMES.get(member["language"], member["language"])
        return (
            member["name"], member["id"], roles, language, member["zone"], member["email"], member["organisation"],
        )  # fmt: skip

    def _allow(self) -> None:
        super()._allow()
        writable = self.desk.writable
        fields: list[QWidget] = [*self._lines.values(), self.zone, self.chair, self.quorum]
        for field in fields:
            field.setEnabled(writable)
        if isinstance(getattr(self, "edit_button", None), QPushButton):
            self.edit_button.setEnabled(writable and self.table.current_key() is not None)

    def add_member(self) -> None:
        """Ask for a new member."""
        zone = self.snapshot.settings["zone"] if self.snapshot else "UTC"
        self._ask_member(None, {"roles": ["member"], "language": "en", "zone": zone})

    def _edit_current(self) -> None:
        members = self.snapshot.members if self.snapshot else []
        found = next((member for member in members if member["id"] == self.table.current_key()), None)
        if found is not None and self.desk.writable:
            self._ask_member(found["id"], found)

    def _ask_member(self, known: str | None, member: dict[str, Any]) -> None:
        asked = [
            Asked("name", message("&Name"), str(member.get("name", "")), needed=True),
            Asked("email", message("&E-mail"), str(member.get("email", ""))),
            Asked("roles", message("&Roles"), ";".join(member["roles"]), choices=list(ROLES.items()), several=True,
                  needed=True),
            Asked("language", message("&Language"), member["language"], choices=list(LANGUAGE_NAMES.items())),
            Asked("zone", message("Time &zone"), member["zone"], choices=[(z, z) for z in zones()], editable=True),
            Asked("organisation", message("&Organisation"), str(member.get("organisation", ""))),
        ]  # fmt: skip
        title = message("A new member") if known is None else message("Member {id}", id=known)

        def save(dialog: AskDialog, answers: dict[str, str]) -> None:
            self._save_member(dialog, known, answers)

        AskDialog(self, self.desk.catalogue, title, asked, message("&Save"), save).open()

    def _save_member(self, dialog: AskDialog, known: str | None, answers: dict[str, str]) -> None:
        from rapporteur_app.setup.members import add_members, change_member

        def done(_made: object) -> None:
            dialog.finish()

        if known is None:
            self.act(add_members, [answers], done=done, failed=dialog.refuse)
        else:
            self.act(change_member, int(known[1:]), answers, done=done, failed=dialog.refuse)

    def ask_load(self) -> None:
        """Ask for a table of members and load it."""
        path = ask_open(self, self.desk.catalogue, message("Load members"), message("Tables"))
        if path is not None:
            self.act(load_members, path)


def load_members(workspace: "Workspace", actor: "Actor", path: Path) -> None:
    """Read a table of members and add them."""
    from rapporteur_app.setup.members import add_members
    from rapporteur_app.sheets.tables import read_table

    add_members(workspace, actor, read_table(path, ["name"]))


def _shown(key: str, value: str) -> str:
    return shown_date(value) if key in DATES else value
