"""Admitting a ballot: which of those that wait, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox

from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus
from rapporteur_app.model.names import BALLOT_STATUS_NAMES
from rapporteur_app.scoring.admitting import DIGITS, admissible_by_member, admit_ballot, meant_by_itself
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.widgets.text_area import TextArea
from rapporteur_app.workspace import Reader


@dataclass(frozen=True)
class Waiting:
    """A ballot that counts once it is admitted, as the dialog shows it."""

    file: str
    digest: str
    revision: int
    received_at: str
    status: BallotStatus
    meant: bool
    """Whether it is the one that is meant where the chair names none."""


def waiting_by_member(reader: Reader) -> dict[int, list[Waiting]]:
    """What waits to be admitted, by member; see `admissible_by_member`."""
    return {member: _waiting(ballots) for member, ballots in admissible_by_member(reader).items()}


def _waiting(ballots: Sequence[Ballot]) -> list[Waiting]:
    meant = meant_by_itself(ballots)
    return [Waiting(row.file, row.digest, row.revision, row.received_at, row.status, row is meant) for row in ballots]


class AdmitDialog(AskDialog):
    """Asks for the reason; and for the ballot, where several wait."""

    def __init__(self, page: Page[Any], member: int, waiting: Sequence[Waiting]) -> None:
        super().__init__(
            page,
            message("Admit the ballot of {member}", member=f"M{member}"),
            message("&Admit it"),
            hint=message(
                "A ballot that came late, in two versions, or with a key that nobody read out counts only if the chair "
                "admits it. The reason stands in the report."
            ),
        )
        self.which, self.reason = QComboBox(), TextArea(lines=3)
        for ballot in waiting:
            self.which.addItem(seen(self._line(ballot)), ballot.digest)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(50)  # a file's name may be as long as its sender likes
        if not any(ballot.meant for ballot in waiting):
            self.which.setCurrentIndex(-1)
            hint = message("Choose: ask the member which one is theirs")
            self.words.put(self.which.setPlaceholderText, hint)
        if len(waiting) > 1:
            self.form.add(message("&Ballot"), self.which)
        self.form.add(message("&Reason"), self.reason)
        self.answered.connect(lambda: self.act(admit_ballot, member, self.reason.toPlainText(), self._digest()))
        (self.which if len(waiting) > 1 else self.reason).setFocus()

    def _digest(self) -> str:
        return self.which.currentData() or ""

    def _line(self, ballot: Waiting) -> str:
        desk = self.page.desk
        return desk.text(
            "Revision {revision}, {status}: {file}, received {when} ({digest})",
            revision=ballot.revision,
            status=desk.render(BALLOT_STATUS_NAMES[ballot.status]),
            file=ballot.file,
            when=desk.names.moment(ballot.received_at),
            digest=ballot.digest[:DIGITS],
        )
