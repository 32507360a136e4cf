"""The progress board as a table: what went to each member and what came back; never a score."""

from collections.abc import Mapping, Sequence
from typing import Any

from rapporteur_app.i18n import message
from rapporteur_app.model import BallotStatus
from rapporteur_app.model.names import BALLOT_STATUS_NAMES
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.models.rows_model import Column


def board_columns(desk: Desk) -> list[Column]:
    """The board's columns; those that few look for are asked for in the column chooser."""

    def status(value: tuple[str | None, str, str]) -> str:
        code, admitted, not_asked = value
        if code is None:
            return ""
        words = desk.render(BALLOT_STATUS_NAMES.get(BallotStatus(code), message("{code}", code=code)))
        words = desk.text("{status}, admitted", status=words) if admitted else words
        return desk.text("{status}, without {candidates}", status=words, candidates=not_asked) if not_asked else words

    def answered(value: tuple[int, int] | None) -> str:
        return "" if value is None else desk.text("{scored} of {due}", scored=value[0], due=value[1])

    def yes_or_no(value: bool) -> str:
        return desk.text("yes") if value else desk.text("no")

    def day(moment: str | None) -> str:
        return desk.names.day(moment)

    def done(on: bool) -> str:
        return "accent:done" if on else ""

    return [
        Column("member", message("Member")),
        Column("name", message("Name")),
        Column("form_sent", message("Form sent"), shown=day, hidden=True),
        Column("form_back", message("Form back"), shown=yes_or_no),
        Column("pack", message("Pack"), numeric=True),
        Column("pack_sent", message("Pack sent"), shown=day),
        Column("opened", message("Opened, as they say"), shown=day, hidden=True),
        Column("status", message("Newest ballot"), shown=status, whole=True),
        Column("revision", message("Revision"), numeric=True),
        Column("answered", message("Answered"), shown=answered),
        Column("complete", message("Complete"), shown=yes_or_no, hidden=True),
        Column("key", message("Words read out"), shown=yes_or_no),
        Column("returned", message("Returned"), shown=yes_or_no, icon=done),
        Column("overdue", message("Overdue"), shown=yes_or_no, icon=lambda on: "danger:warning" if on else ""),
        Column("reminded", message("Reminded"), shown=day),
    ]


def board_rows(members: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The board's rows, from what `progress_json` says of each member."""
    return [
        (
            row["member"], row["name"], row["form_sent"], row["form_back"], row["pack"], row["pack_sent"],
            row["opened"], (row["status"], row["admitted"], ", ".join(row["not_asked"])), row["revision"],
            None if row["due"] is None else (row["scored"], row["due"]), row["complete"], row["key_confirmed"],
            row["returned"], row["overdue"], row["reminded"],
        )
        for row in members
    ]  # fmt: skip
