"""Results: sealed until chair and witness open them; then the ranking, the comments, and the balance."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QSplitter, QTabWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, Holder, Opening, ScoreState
from rapporteur_app.results.balance import balance
from rapporteur_app.results.opening import opened_rounds
from rapporteur_app.results.ranking import ranking_json, read_ranking
from rapporteur_app.scoring.keys import FIRST_ROUND, opening_keys
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.results.opening_dialog import OpeningDialog
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.results.ranking import Ranking
    from rapporteur_app.workspace import Workspace

ATTRIBUTES: dict[str, Message] = {
    "gender": message("Gender"),
    "sub_region": message("Sub-region"),
    "constituency": message("Constituency"),
    "age_group": message("Age group"),
    "migrant_experience": message("Migrant experience"),
}
SPREAD: dict[str, Message] = {
    "mean": message("{code}: mean"),
    "median": message("{code}: median"),
    "sd": message("{code}: spread"),
}
"""What `results --json` says of each criterion beside its value; the columns are asked for in the column chooser."""


@dataclass(frozen=True)
class Said:
    """What one member gave one candidate on one criterion."""

    member: str
    criterion: str
    shown: str
    comment: str
    recused: bool


@dataclass(frozen=True)
class Results:
    """The opened results, or only what there is to open."""

    opened: bool
    has_keys: bool = False
    two: bool = False
    ballots: int = 0
    criteria: Sequence[tuple[str, dict[str, str]]] = ()
    gates: Sequence[str] = ()
    rows: Sequence[dict[str, Any]] = ()
    said: dict[int, list[Said]] = field(default_factory=dict)
    balance: dict[str, dict[str, tuple[int, int, int]]] = field(default_factory=dict)


class ResultsPage(Page[Results]):
    """Sealed, then the ranking."""

    title = message("Results")
    intro = message("Ranks are computed on exact values and shown with one decimal. The ranking supports the reasons.")

    def build(self) -> None:
        """The ranking over two tabs: what members said of the candidate, and the balance."""
        self.table: Table | None = None
        self._criteria: tuple[str, ...] = ()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.tabs, self.comments = QTabWidget(), QPlainTextEdit()
        self.comments.setReadOnly(True)
        self.comments.setTabChangesFocus(True)
        self.word(self.comments.setAccessibleName, message("What the members said"))
        self.balance = Table(self.desk.catalogue, self._balance_columns(), name="balance", memory=self.desk.memory)
        self.balance.name_it(message("Balance"))
        self.tabs.addTab(self.comments, "")
        self.tabs.addTab(self.balance, "")
        self.splitter.addWidget(self.tabs)
        self.splitter.setChildrenCollapsible(False)
        self.body.addWidget(self.splitter, 1)
        self.open_button = QPushButton()
        self.open_button.setObjectName("primary")
        self.word(self.open_button.setText, message("&Open results…"))
        self.open_button.clicked.connect(self.ask_open)
        self.set_empty(
            message("The results are sealed."),
            message("Chair and witness open them together, once, when the ballots are in."),
            self.open_button,
            icon="lock",
        )
        self.show_empty()

    def read(self, workspace: "Workspace") -> Results:
        """The ranking, if it is open."""
        with workspace.reading() as reader:
            if not opened_rounds(reader):
                holders = opening_keys(reader, FIRST_ROUND)
                return Results(False, bool(holders), Holder.WITNESS in holders, reader.count(Ballot))  # noqa: FBT003
            ranking = read_ranking(reader)
            opening = reader.first(Opening, round=ranking.round)
            return Results(
                opened=True,
                ballots=len(opening.counted) if opening else 0,
                criteria=[(criterion.code, dict(criterion.title)) for criterion in ranking.criteria],
                gates=[gate.code for gate in ranking.gates],
                rows=list(ranking_json(ranking)["candidates"]),
                said=_said(ranking),
                balance=balance(reader),
            )

    def refresh(self, snapshot: Results) -> None:
        """Show the ranking, or that it is sealed."""
        self._allow()
        if not snapshot.opened:
            self.show_empty()
            return
        self._make_table(snapshot)
        assert self.table is not None
        rows = [self._row(row, snapshot) for row in snapshot.rows]
        self.table.set_rows(rows, [int(row["id"][1:]) for row in snapshot.rows])
        if self.table.current_key() is None and rows:
            self.table.select(int(snapshot.rows[0]["id"][1:]))
        self._show_comments()
        self._show_balance(snapshot)
        self.tabs.setTabText(0, self.text("What the members said"))
        self.tabs.setTabText(1, self.text("Balance"))
        self.show_body()

    def retranslate(self) -> None:
        """The tables' heads."""
        self._criteria = ()  # their titles are in the window's language
        self.balance.speak(self.desk.catalogue)

    def ask_open(self) -> None:
        """Ask for the two passphrases."""
        if self.snapshot is not None:
            OpeningDialog(self, two=self.snapshot.two).open()

    # -- showing

    def _make_table(self, snapshot: Results) -> None:
        codes = tuple(code for code, _title in snapshot.criteria)
        if self.table is not None and self._criteria == codes:
            return
        if self.table is not None:
            self.table.setParent(None)
            self.table.deleteLater()
        self._criteria = codes
        self.table = Table(self.desk.catalogue, self._columns(snapshot), name="results", memory=self.desk.memory)
        self.table.name_it(message("Ranking"))
        self.table.current_changed.connect(lambda _key: self._show_comments())
        self.splitter.insertWidget(0, self.table)
        self.splitter.setSizes([340, 220])

    def _columns(self, snapshot: Results) -> list[Column]:
        criteria = [
            Column(f"criterion.{code}", Message("{code}", {"code": code}), self._decimal, numeric=True)
            for code, _title in snapshot.criteria
        ]
        spread = [
            Column(f"{kind}.{code}", Message(title.msgid, {"code": code}), self._spread, numeric=True, hidden=True)
            for code, _title in snapshot.criteria
            for kind, title in SPREAD.items()
        ]
        gates = [
            Column(f"gate.{code}", message("{code}: pass / concern", code=code), self._counts, order=_concerns,
                   icon=lambda counts: "danger:warning" if counts[1] else "")
            for code in snapshot.gates
        ]  # fmt: skip
        return [
            Column("rank", message("Rank"), numeric=True),
            Column("id", message("No.")),
            Column("name", message("Name")),
            Column("total", message("Total"), self._decimal, numeric=True),
            Column("below", message("Below threshold"), icon=lambda text: "danger:warning" if text else ""),
            *criteria,
            Column("n", message("Scores"), numeric=True),
            Column("first", message("First in"), shown=lambda share: self.desk.names.share(share), numeric=True),
            *gates,
            *spread,
        ]

    def _row(self, row: dict[str, Any], snapshot: Results) -> tuple[Any, ...]:
        means = row["criteria"]
        values = [means[code]["value"] for code, _title in snapshot.criteria]
        counts = [means[code]["n"] for code, _title in snapshot.criteria]
        share = row["first_share"]
        return (
            row["rank"], row["id"], row["name"], row["total"], ", ".join(row["below"]), *values,
            min(counts, default=0), share,
            *((row["gates"][code]["pass"], row["gates"][code]["concern"]) for code in snapshot.gates),
            *(means[code][kind] for code, _title in snapshot.criteria for kind in SPREAD),
        )  # fmt: skip

    def _decimal(self, value: float | None) -> str:
        return self.desk.names.number(value)

    def _spread(self, value: float | None) -> str:
        return self.desk.names.number(value, 2)

    def _counts(self, counts: tuple[int, int]) -> str:
        return f"{counts[0]} / {counts[1]}"

    def _show_comments(self) -> None:
        if self.snapshot is None or self.table is None:
            return
        lines: list[str] = []
        for said in self.snapshot.said.get(self.table.current_key() or 0, []):
            recused = self.text(" (recused, not counted)") if said.recused else ""
            comment = f" – {said.comment}" if said.comment else ""
            lines.append(f"{said.criterion} · {said.member}: {said.shown}{recused}{comment}")
        self.comments.setPlainText("\n".join(lines))

    def _show_balance(self, snapshot: Results) -> None:
        named = self.desk.names
        rows = [
            (self.say(ATTRIBUTES[attribute]), named.of(attribute, value) or self.text("not stated"), *counts)
            for attribute, values in snapshot.balance.items()
            for value, counts in values.items()
        ]
        self.balance.set_rows(rows)

    def _balance_columns(self) -> list[Column]:
        return [
            Column("attribute", message("Attribute")),
            Column("value", message("Value")),
            Column("pool", message("Pool"), numeric=True),
            Column("eligible", message("Eligible"), numeric=True),
            Column("shortlist", message("Shortlist"), numeric=True),
        ]

    def _allow(self) -> None:
        super()._allow()
        ready = self.snapshot is not None and self.snapshot.has_keys and self.snapshot.ballots > 0
        self.open_button.setEnabled(self.desk.writable and ready)


def _said(ranking: "Ranking") -> dict[int, list[Said]]:
    names = {member.id: member.name for member in ranking.members}
    order = {criterion.code: place for place, criterion in enumerate(ranking.rubric.criteria)}
    found: dict[int, list[Said]] = {}
    for score in sorted(ranking.scores, key=lambda score: (order.get(score.criterion, 0), score.member_id)):
        if score.state is ScoreState.NOT_YET and not score.comment:
            continue
        shown = f"{score.value:g}" if score.value is not None else score.state.value
        recused = (score.member_id, score.candidate_id) in ranking.recused
        member = names.get(score.member_id, f"M{score.member_id}")
        found.setdefault(score.candidate_id, []).append(Said(member, score.criterion, shown, score.comment, recused))
    return found


def _concerns(counts: tuple[int, int]) -> tuple[int, int]:
    passes, concerns = counts
    return concerns, -passes
