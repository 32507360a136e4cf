"""`screen --late`, `screen --incomplete` and `remind`: who is late, who lacks what, and drafts that ask for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur_app.cli.common import As, Json, Selection, actor, id_number, opened, print_json, say
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from rapporteur_app.intake.screening_lists import Lists
    from rapporteur_app.workspace import Workspace


def show_lists(workspace: Workspace, *, late: bool, incomplete: bool, json: bool) -> None:
    """Print the lists that are asked for, each row with what was done."""
    from rapporteur_app.intake.screening_lists import read_lists

    with workspace.reading() as reader:
        lists = read_lists(reader)
    if json:
        found = {"deadline": lists.deadline.isoformat() if lists.deadline else None}
        rows = {"late": lists.late if late else None, "incomplete": lists.incomplete if incomplete else None}
        print_json(found | {name: [row.as_json() for row in each] for name, each in rows.items() if each is not None})
        return
    if late:
        _say_late(lists)
    if incomplete:
        _say_incomplete(lists)


def _say_late(lists: Lists) -> None:
    from rapporteur_app.intake.actions_taken import phrase

    if lists.deadline is not None:
        at = f"{lists.deadline:%Y-%m-%d %H:%M} ({lists.deadline.tzinfo})"
        say(message("Late: {count}. Deadline: {moment}", count=len(lists.late), moment=at))
    else:
        say(message("Late: {count}. No deadline is set.", count=len(lists.late)))
    for row in lists.late:
        who = ", ".join(f"{person.name} ({person.candidate.short_id})" for person in row.persons)
        said = {"id": row.nomination.short_id, "who": who, "late": row.late, "done": phrase(row.actions, _minute)}
        say(message("{id}  {who}  {late}. Done: {done}", **said))


def _say_incomplete(lists: Lists) -> None:
    from rapporteur_app.intake.actions_taken import phrase
    from rapporteur_app.intake.missing import listed

    say(message("Incomplete: {count}", count=len(lists.incomplete)))
    for row in lists.incomplete:
        said = {"id": row.person.candidate.short_id, "name": row.person.name, "done": phrase(row.actions, _minute)}
        say(message("{id}  {name}  missing: {missing}. Done: {done}", missing=listed(row.missing), **said))


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")


def remind(
    selection: Selection,
    drafts: Annotated[Path, typer.Option("--drafts", metavar="DIR", help="The folder for the drafts (.eml).")],
    candidates: Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Candidates C12; else all.")] = None,
    by: Annotated[str, typer.Option("--by", metavar="DAY", help="Until when an answer is asked for.")] = "",
    json: Json = False,
    who: As = None,
) -> None:
    """Draft e-mails that ask nominees and nominators for what is missing; nothing is sent."""
    from rapporteur_app.intake.reminders import remind as use_case

    only = [id_number(text, "C") for text in candidates] if candidates else None
    with opened(selection) as workspace:
        made = use_case(workspace, actor(who), drafts, only=only, reply_by=by)
    if json:
        print_json({"drafts": [one.as_json() for one in made]})
        return
    for one in made:
        said = {"file": one.path.name, "candidate": one.candidate, "language": one.language}
        text = (
            message("{file}  {candidate}  to the nominee  [{language}]", **said)
            if one.to == "nominee"
            else message("{file}  {candidate}  to the nominator  [{language}]", **said)
        )
        say(text if one.addressed else message("{text}  no address is known", text=text))
    say(message("Drafts in {folder}: {count}. Nothing was sent.", folder=str(drafts), count=len(made)))
