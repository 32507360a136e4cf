"""Meetings of the taskforce: who was there, whether it was a quorum, the notes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.model import Meeting, Member, Role, Stage
from rapporteur_app.setup.members import members_with, require_role
from rapporteur_app.setup.settings import setting
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.workspace import Actor, Reader, Workspace


def record_meeting(
    workspace: Workspace, actor: Actor, date: str, present: Sequence[int], chair: int, notes: str = ""
) -> Meeting:
    """Record a meeting; whether the quorum was there is computed from the members present.

    `date` is a day, with the hour behind a T or a space if it matters.

    Raises:
        BadInput: the date is none or lies after today, nobody was present, or the chair was not among them.
        NotFound: there is no such member.
    """
    date = _date(date)
    people = list(dict.fromkeys(present))
    if not people:
        raise BadInput(message("Say who was present."))
    if chair not in people:
        raise BadInput(message("M{chair} chaired the meeting, so is to be among those present.", chair=chair))
    with workspace.reading() as reader:
        _require_past(date, ZoneInfo(setting(reader, "zone")))
    with workspace.transaction(actor, message("Meeting recorded of {date}", date=date), stage=Stage.DELIBERATION) as tx:
        for number in people:
            tx.need(Member, number)
        require_role(tx, chair, *Role)
        quorum = int(setting(tx, "quorum"))
        voting = {member.id for member in members_with(tx, Role.MEMBER, Role.CHAIR, Role.CO_CHAIR)}
        quorate = len(voting & set(people)) >= quorum
        return tx.add(Meeting(date=date, chair_id=chair, present=people, quorum=quorum, quorate=quorate, notes=notes))


def _date(text: str) -> str:
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2}))?", text.strip())
    try:
        if found:
            date = "T".join(filter(None, found.groups()))
            datetime.fromisoformat(date)
            return date
    except ValueError:
        pass
    raise BadInput(message("“{date}” is not a date such as 2021-04-08.", date=text))


def _require_past(date: str, zone: ZoneInfo) -> None:
    """See that a meeting was held: its day is today, where the selection is, or before."""
    today = datetime.fromisoformat(now()).astimezone(zone).date().isoformat()
    if date[:10] > today:
        raise BadInput(
            message("{date} lies after today, {today}. A meeting is recorded once it was held.", date=date, today=today)
        )


def meetings_json(reader: Reader) -> dict[str, Any]:
    """The meetings as other programs read them."""
    return {
        "meetings": [
            {
                "id": meeting.id,
                "date": meeting.date,
                "chair": f"M{meeting.chair_id}",
                "present": [f"M{number}" for number in meeting.present],
                "quorum": meeting.quorum,
                "quorate": meeting.quorate,
                "notes": meeting.notes,
            }
            for meeting in reader.all(Meeting)
        ]
    }
