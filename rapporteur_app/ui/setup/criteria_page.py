"""The criteria: drafted, weighted, agreed by the members, and frozen."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from rapporteur_app.i18n import Message, message
from rapporteur_app.setup.rubric import Criterion, Rubric, plain_number
from rapporteur_app.setup.template_parts import localized
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.setup.ask_dialog import AskDialog, Asked
from rapporteur_app.ui.setup.criteria_editor import Editing, together
from rapporteur_app.ui.setup.plain_detail import PlainDetail
from rapporteur_app.ui.setup.words import COMMENT_RULES, KINDS, ask_open, ask_save
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.list_box import ListBox
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace

RUBRICS = "*.toml *.xlsx *.csv"
CODE = Qt.ItemDataRole.UserRole
LEAST, LEAST_TABLE = 56, 150
"""Pixels of height that the members, and the table of criteria, keep in a low window."""


@dataclass(frozen=True)
class CriteriaShown:
    """The latest version of the criteria and who has agreed to it."""

    rubric: Rubric | None
    version: int
    digest: str
    frozen_at: str
    frozen_despite: str
    members: list[tuple[int, str]]
    agreed: dict[int, str]
    touched: tuple[Message, ...] = ()
    """What a draft that follows frozen criteria does to the scores that were given."""
    opened: bool = False
    """Whether the results are open: from then on the criteria stay as they are."""

    @property
    def missing(self) -> list[str]:
        """The names of those who have not agreed."""
        return [name for number, name in self.members if number not in self.agreed]


class CriteriaPage(Page[CriteriaShown]):
    """The table of criteria, one criterion in full beside it, and the members' agreement."""

    title = message("Criteria")
    intro = message("By what the candidates are scored. Every member agrees, then the criteria are frozen.")

    def build(self) -> None:
        """Make the table, the detail, the list of agreements."""
        self._wanted = ""
        self.table = Table(
            self.desk.catalogue,
            [
                Column("code", message("Code")),
                Column("title", message("Criterion")),
                Column("weight", message("Weight"), self._figure, numeric=True),
                Column("threshold", message("Threshold"), self._figure, numeric=True),
                Column("kind", message("Kind")),
                Column("comment", message("Comment"), hidden=True),
            ],
            name="criteria",
            memory=self.desk.memory,
        )
        self.table.name_it(message("Criteria"))
        self.table.setMinimumHeight(LEAST_TABLE)
        self.table.current_changed.connect(lambda _key: self._show_detail())
        self.sum = PlainLabel()
        self.sum.setObjectName("muted")
        self.detail = PlainDetail()
        self.word(self.detail.setAccessibleName, message("The criterion in full"))
        top, whole = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
        left, column = QWidget(), QVBoxLayout()
        left.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        self.editing = Editing(self)
        column.addWidget(self.editing)
        column.addWidget(self.sum)
        top.addWidget(left)
        top.addWidget(self.detail)
        top.setSizes([560, 380])
        whole.addWidget(top)
        whole.addWidget(self._agreement())
        whole.setStretchFactor(0, 3)
        whole.setStretchFactor(1, 1)
        for splitter in (top, whole):
            splitter.setChildrenCollapsible(False)
        self.body.addWidget(whole, 1)
        self.add_action(message("&Save criteria…"), self._ask_save, icon="save", writes=False, with_body=True)
        self.load_button = self.add_action(message("&Load criteria…"), self._ask_load, icon="import")
        self.freeze_button = self.add_action(
            message("&Freeze"), self._freeze, icon="lock", primary=True, with_body=True
        )
        begin = QPushButton()
        self.word(begin.setText, message("Add a criterion…"))
        begin.clicked.connect(lambda _checked: self.editing.add())
        self.set_empty(
            message("There are no criteria yet."),
            message("Write the first one here, or load them from a file (TOML, xlsx or csv)."),
            begin,
            icon="chart",
        )

    def _agreement(self) -> QWidget:
        self.members, self.day, self.agree_button = ListBox(), QDateEdit(), QPushButton()
        self.members.setAlternatingRowColors(True)
        self.members.setMinimumHeight(LEAST)
        self.members.itemChanged.connect(lambda _item: self._allow())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setDate(self._today())
        self.agree_button.clicked.connect(lambda _checked: self._agree())
        self.word(self.agree_button.setText, message("&Record agreement"))
        heading, on = PlainLabel(), PlainLabel()
        heading.setObjectName("title")
        heading.setBuddy(self.members)
        on.setBuddy(self.day)
        self.word(heading.setText, message("Agreed by"))
        self.word(self.members.setAccessibleName, message("Members who agree: mark them, then record"))
        self.word(on.setText, message("&Date"))
        self.word(self.day.setAccessibleName, message("Date of the agreement"))
        holder = QWidget()
        column, row = QVBoxLayout(holder), QHBoxLayout()
        column.setContentsMargins(0, SPACING, 0, 0)
        for widget in (on, self.day, self.agree_button):
            row.addWidget(widget)
        row.insertWidget(0, heading, 1)
        column.addLayout(row)
        column.addWidget(self.members, 1)
        self._needs_writing.append(self.agree_button)
        return holder

    def _today(self) -> QDate:
        """The day by the program's clock, in the zone of the selection."""
        from rapporteur_app.workspace.clock import now

        moment = datetime.fromisoformat(now())
        zone = self.desk.names.naming.zone
        day = (moment.astimezone(ZoneInfo(zone)) if zone else moment).date()
        return QDate(day.year, day.month, day.day)

    def read(self, workspace: "Workspace") -> CriteriaShown:
        """The latest version and its agreements."""
        from rapporteur_app.model import Agreement, Opening
        from rapporteur_app.setup.criteria import latest_version, rubric_of
        from rapporteur_app.setup.criteria_changes import touched_scores
        from rapporteur_app.setup.members import scoring_members

        with workspace.reading() as reader:
            version = latest_version(reader)
            members = [(member.id or 0, member.name) for member in scoring_members(reader)]
            if version is None:
                return CriteriaShown(None, 0, "", "", "", members, {})
            agreed = {row.member_id: row.date for row in reader.all(Agreement, rubric_id=version.id)}
            return CriteriaShown(
                rubric_of(version), version.version, version.hash, version.frozen_at or "", version.frozen_despite,
                members, agreed, tuple(touched_scores(reader)), reader.first(Opening) is not None,
            )  # fmt: skip

    def refresh(self, snapshot: CriteriaShown) -> None:
        """Show them."""
        rubric = snapshot.rubric
        if rubric is None:
            self.show_empty()
            self._allow()
            return
        self.show_body()
        self.table.speak(self.desk.catalogue)
        self.table.set_rows([self._row(c) for c in rubric.criteria], [c.code for c in rubric.criteria])
        if self._wanted and rubric.criterion(self._wanted):
            self.table.select(self._wanted)
        elif self.table.current_key() is None and rubric.criteria:
            self.table.select(rubric.criteria[0].code)
        self._wanted = ""
        total = plain_number(round(sum(criterion.weight for criterion in rubric.scored), 6))
        low, high = plain_number(rubric.scale.min), plain_number(rubric.scale.max)
        self.sum.setText(
            self.text("Weights together: {total}. Scale from {low} to {high}.", total=total, low=low, high=high)
        )
        self._tell_version(snapshot)
        self._fill_members(snapshot)
        self._show_detail()
        self._allow()

    def choose(self, code: str) -> None:
        """Show the criterion of this code, as soon as it is there."""
        self._wanted = code
        self.table.select(code)

    @property
    def chosen(self) -> str | None:
        """The code of the criterion that is shown."""
        key = self.table.current_key()
        return None if key is None else str(key)

    def _row(self, criterion: Criterion) -> tuple[Any, ...]:
        scored = criterion.kind.value == "scored"
        return (
            criterion.code,
            localized(criterion.title, self.desk.catalogue.language),
            criterion.weight if scored else None,
            criterion.threshold,
            self.say(KINDS[criterion.kind.value]),
            self.say(COMMENT_RULES[criterion.comment_rule.value]),
        )

    def _figure(self, value: float | None) -> str:
        return self.desk.names.figure(value)

    def _tell_version(self, shown: CriteriaShown) -> None:
        if not shown.frozen_at:
            agreed = len(shown.members) - len(shown.missing)
            told = message(
                "Version {version} is a draft. {agreed} of {members} members have agreed.",
                version=shown.version,
                agreed=agreed,
                members=len(shown.members),
            )
            self.tell(together([told, *shown.touched]))
            return
        digest, day = shown.digest[:16], self.desk.names.day(shown.frozen_at)
        if shown.frozen_despite:
            told = message(
                "Version {version} was frozen on {day} ({digest}…) although agreements were missing: {reason}",
                version=shown.version,
                day=day,
                digest=digest,
                reason=shown.frozen_despite,
            )
        else:
            told = message(
                "Version {version} was frozen on {day} ({digest}…).", version=shown.version, day=day, digest=digest
            )
        self.tell(told, kind="good")

    def _show_detail(self) -> None:
        self.editing.allow()
        rubric = self.snapshot.rubric if self.snapshot else None
        criterion = rubric.criterion(str(self.table.current_key())) if rubric else None
        if criterion is None:
            self.detail.show_parts([])
            return
        language = self.desk.catalogue.language
        levels = criterion.anchors.get(language) or next(iter(criterion.anchors.values()), {})
        anchors = [(str(plain_number(level)), levels[level]) for level in sorted(levels, reverse=True)]
        parts = [
            (f"{criterion.code}  {localized(criterion.title, language)}",
             [("", localized(criterion.description, language))]),
        ]  # fmt: skip
        if anchors:
            parts.append((self.text("What each score means"), anchors))
        self.detail.show_parts(parts)

    def _fill_members(self, shown: CriteriaShown) -> None:
        marked = set(self.marked())
        self.members.clear()
        for number, name in shown.members:
            item, day = QListWidgetItem(), shown.agreed.get(number)
            item.setData(CODE, number)
            told = self.text("{name}: agreed on {day}", name=name, day=self.desk.names.day(day)) if day else name
            item.setText(seen(told))
            if day or shown.frozen_at:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            else:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = day or number in marked
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.members.addItem(item)

    def marked(self) -> list[int]:
        """The members who are marked and whose agreement is not recorded yet."""
        agreed = self.snapshot.agreed if self.snapshot else {}
        items = [self.members.item(row) for row in range(self.members.count())]
        numbers = [int(item.data(CODE)) for item in items if item.checkState() == Qt.CheckState.Checked]
        return [number for number in numbers if number not in agreed]

    def _allow(self) -> None:
        super()._allow()
        if self.snapshot is not None:
            free = self.desk.writable and not self.snapshot.opened
            draft = self.snapshot.rubric is not None and not self.snapshot.frozen_at
            self.load_button.setEnabled(free)
            self.freeze_button.setEnabled(free and draft)
            self.agree_button.setEnabled(self.desk.writable and draft and bool(self.marked()))
            self.editing.allow()

    def _agree(self) -> None:
        from rapporteur_app.setup.criteria import agree

        self.act(agree, self.marked(), self.day.date().toString(Qt.DateFormat.ISODate))

    def _freeze(self) -> None:
        from rapporteur_app.setup.criteria import freeze

        missing = self.snapshot.missing if self.snapshot else []
        if not missing:
            self.act(freeze)
            return
        AskDialog(
            self,
            self.desk.catalogue,
            message("Freeze without every agreement"),
            [Asked("despite", message("&Reason"), lines=3, needed=True)],
            message("&Freeze"),
            lambda dialog, answers: self.act(
                freeze, answers["despite"], done=lambda _made: dialog.finish(), failed=dialog.refuse
            ),
            about=message("Not yet agreed: {members}.", members=", ".join(missing)),
        ).open()

    def _ask_load(self) -> None:
        path = ask_open(self, self.desk.catalogue, message("Load criteria"), message("Criteria"), RUBRICS)
        if path is not None:
            self.act(load_rubric, path)

    def _ask_save(self) -> None:
        from rapporteur_app.setup.criteria_files import save_rubric

        path = ask_save(
            self,
            self.desk.catalogue,
            message("Save criteria"),
            "criteria.toml",
            "TOML (*.toml);;Excel (*.xlsx);;CSV (*.csv)",
        )
        if path is not None:
            workspace, said = self.desk.workspace, message("Saved: {file}", file=str(path))
            self.desk.run_in_background(
                self, lambda _progress: save_rubric(workspace, path), lambda _none: self.desk.announce(said)
            )


def load_rubric(workspace: "Workspace", actor: "Actor", path: Path) -> None:
    """Read a rubric file and take it as the draft."""
    from rapporteur_app.setup.criteria import load_criteria
    from rapporteur_app.setup.criteria_files import read_rubric

    load_criteria(workspace, actor, read_rubric(path))
