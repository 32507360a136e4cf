"""Commands of the first stages: templates, a new selection, its settings, stages, members, criteria."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rapporteur_app.cli.common import (
    As,
    Json,
    Selection,
    actor,
    all_or_none,
    id_number,
    misuse,
    opened,
    pairs,
    print_json,
    say,
    warn,
)
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapporteur_app.i18n import Message
    from rapporteur_app.workspace import Workspace

MemberIds = Annotated[list[str] | None, typer.Option("--agree", metavar="M", help="Members who agree (repeat).")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("templates")(templates)
    app.command("new")(new)
    app.command("info")(info)
    app.command("set")(set_)
    app.command("stage")(stage)
    app.command("members")(members)
    app.command("criteria")(criteria)


def templates(json: Json = False) -> None:
    """The templates that ship with the program."""
    from rapporteur_app.setup.template import list_templates
    from rapporteur_app.setup.template_parts import localized

    found = [{"code": template.code, "name": dict(template.name)} for template in list_templates()]
    if json:
        print_json({"templates": found})
        return
    for template in list_templates():
        say(message("{code}  {name}", code=template.code, name=localized(template.name, "en")))


def new(
    selection: Selection,
    template: Annotated[
        str, typer.Option("--template", metavar="NAME_OR_FILE", help="A template's name or file.")
    ] = "blank",
    title: Annotated[str | None, typer.Option("--title", help="The selection's title.")] = None,
    language: Annotated[str, typer.Option("--language", metavar="L", help="Language of its own texts.")] = "en",
    zone: Annotated[
        str | None, typer.Option("--zone", metavar="Z", help="Its time zone, if not the template's.")
    ] = None,
    who: As = None,
) -> None:
    """Make a new selection file from a template."""
    from rapporteur_app.setup.selection import new_selection
    from rapporteur_app.setup.settings import setting

    with new_selection(selection, template, title, actor(who), language, zone) as made:
        with made.reading() as reader:
            values = {key: setting(reader, key) for key in ("language", "zone")}
        say(message("Made {file}.", file=str(made.path)))
        say(message("Its language is {language}, its time zone {zone}; `set` changes them (`set --list`).", **values))


def info(selection: Selection, json: Json = False) -> None:
    """Title, stage and counts of a selection."""
    from rapporteur_app.overview.info import info_json

    with opened(selection, write=False) as workspace:
        found = info_json(workspace)
    if json:
        print_json(found)
        return
    counts = found["counts"]
    say(message("{title}", title=found["title"]))
    say(message("Stage: {stage}", stage=found["stage"]))
    say(
        message(
            "Nominations: {nominations}. Candidates: {candidates}, eligible: {eligible}. Members: {members}.", **counts
        )
    )
    say(message("Ballots: {ballots}. Shortlist: {shortlist}. Replies: {replies}.", **counts))


def set_(
    selection: Selection,
    values: Annotated[list[str] | None, typer.Argument(metavar="KEY=VALUE", help="Settings to change.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show every setting.")] = False,
    json: Json = False,
    who: As = None,
) -> None:
    """Change settings, or show them."""
    if not values and not list_:
        raise misuse(message("Name a setting as KEY=VALUE, or use --list."))

    from rapporteur_app.setup.settings import KINDS, change_settings, settings

    with opened(selection, write=bool(values)) as workspace:
        if values:
            change_settings(workspace, actor(who), pairs(values))
        with workspace.reading() as reader:
            found = settings(reader)
    if json:
        print_json({"settings": found})
        return
    for key in pairs(values):
        say(message("{key} = {value}", key=key, value=found[key]))
    if list_:
        for key, value in found.items():
            say(message("{key} = {value}    ({about})", key=key, value=value, about=KINDS[key].about))


def stage(
    selection: Selection,
    close: Annotated[str | None, typer.Option("--close", metavar="S", help="Close a stage.")] = None,
    reopen: Annotated[str | None, typer.Option("--reopen", metavar="S", help="Reopen a stage; needs --reason.")] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="T", help="Why it is reopened.")] = "",
    json: Json = False,
    who: As = None,
) -> None:
    """Where the selection stands; close or reopen a stage."""
    from rapporteur_app.overview.stages import stage_states
    from rapporteur_app.setup.stages import close_stage, reopen_stage, stage_named

    if close and reopen:
        raise misuse(message("Either close a stage or reopen one."))
    with opened(selection, write=bool(close or reopen)) as workspace:
        if close:
            close_stage(workspace, actor(who), stage_named(close))
        if reopen:
            reopen_stage(workspace, actor(who), stage_named(reopen), reason)
        states = stage_states(workspace)
    if json:
        rows = [{"stage": s.stage.value, "state": s.state, "summary": s.summary, "next": s.next_step} for s in states]
        current = next((s.stage.value for s in states if s.state == "current"), "outputs")
        print_json({"stage": current, "stages": rows})
        return
    for s in states:
        say(
            message(
                "{stage}: {state}; {summary}. {next}",
                stage=s.stage.value,
                state=s.state,
                summary=s.summary,
                next=s.next_step,
            )
        )


def members(
    selection: Selection,
    load: Annotated[Path | None, typer.Option("--load", metavar="FILE", help="A table of members (csv, xlsx).")] = None,
    add: Annotated[bool, typer.Option("--add", help="Add the member named after it: --add NAME --email E …")] = False,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="The member's name, with --add.")] = None,
    email: Annotated[str, typer.Option("--email", metavar="E")] = "",
    role: Annotated[
        str, typer.Option("--role", metavar="R", help="chair, member, secretariat, witness; joined with ';'.")
    ] = "member",
    lang: Annotated[str, typer.Option("--lang", metavar="L")] = "",
    zone: Annotated[str, typer.Option("--zone", metavar="Z")] = "",
    json: Json = False,
    who: As = None,
) -> None:
    """The taskforce: show, load, add."""
    if add != (name is not None):
        raise misuse(message("Name the member to add: --add NAME --email E --role R."))

    from rapporteur_app.setup.members import add_members, members_json
    from rapporteur_app.sheets.tables import read_table

    rows = [] if load is None else read_table(load, ["name"])
    if add and name is not None:
        rows.append({"name": name, "email": email, "roles": role, "language": lang, "zone": zone})
    with opened(selection, write=bool(load or add)) as workspace:
        if load or add:
            add_members(workspace, actor(who), rows)
        with workspace.reading() as reader:
            found = members_json(reader)
    if json:
        print_json({"members": found})
        return
    for member in found:
        roles = ", ".join(str(role) for role in member["roles"])  # type: ignore[attr-defined]
        say(message("{id}  {name}  {email}  ({roles})", **{**member, "roles": roles}))


def criteria(
    selection: Selection,
    load: Annotated[Path | None, typer.Option("--load", metavar="FILE", help="A rubric: TOML, xlsx, csv.")] = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Write the rubric: TOML, xlsx, csv.")
    ] = None,
    agree_: MemberIds = None,
    date: Annotated[str | None, typer.Option("--date", metavar="D", help="When they agreed (YYYY-MM-DD).")] = None,
    freeze_: Annotated[bool, typer.Option("--freeze", help="Freeze version and policy.")] = False,
    despite: Annotated[str, typer.Option("--despite", metavar="REASON", help="Freeze without some agreements.")] = "",
    json: Json = False,
    who: As = None,
) -> None:
    """The criteria: load, save, agree, freeze."""
    from rapporteur_app.setup.criteria import agree, criteria_json, freeze, load_criteria
    from rapporteur_app.setup.criteria_files import read_rubric, save_rubric

    acts: list[Callable[[Workspace], object]] = []
    if load is not None:
        rubric = read_rubric(load)
        acts.append(lambda workspace: load_criteria(workspace, actor(who), rubric))
    if agree_:
        members_who_agree = [id_number(text, "M") for text in agree_]
        acts.append(lambda workspace: agree(workspace, actor(who), members_who_agree, date))
    if freeze_:
        acts.append(lambda workspace: freeze(workspace, actor(who), despite))
    if save is not None and acts:
        acts.append(lambda workspace: save_rubric(workspace, save))
    all_or_none(selection, acts)
    with opened(selection, write=False) as workspace:
        if save is not None and not acts:
            save_rubric(workspace, save)
        with workspace.reading() as reader:
            found = criteria_json(reader)
    if json:
        print_json(found)
        return
    for row in found["criteria"]:  # type: ignore[attr-defined]
        say(_criterion_line(row))
    say(
        message(
            "Version {version}, frozen: {frozen}, hash {hash}",
            version=found["version"],
            frozen=message("yes") if found["frozen"] else message("no"),
            hash=found["hash"],
        )
    )
    for warning in found["warnings"]:  # type: ignore[attr-defined]
        warn(warning)


def _criterion_line(row: dict[str, Any]) -> Message:
    if row["share"] is None:
        return message("{code}  {kind}", code=row["code"], kind=row["kind"])
    values = {key: row[key] for key in ("code", "kind", "weight")} | {"share": f"{row['share']:.1f}"}
    if row["threshold"] is None:
        return message("{code}  {kind}  weight {weight} ({share} %)", **values)
    values["threshold"] = row["threshold"]
    return message("{code}  {kind}  weight {weight} ({share} %)  threshold {threshold}", **values)
