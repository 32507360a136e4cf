"""`consult`: the register, rounds, replies, concerns and their answers, and what the consultation says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from rapporteur_app.cli.common import (
    As,
    Json,
    Selection,
    actor,
    id_number,
    opened,
    pairs,
    print_json,
    read_text,
    say,
    texts,
    warn,
)
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message

if TYPE_CHECKING:
    from rapporteur_app.consultation.report import ConsultationReport

Round = Annotated[int, typer.Option("--round", metavar="N", help="The number of the round.")]


class _Group(TyperGroup):
    """The group's commands come after the selection; their help needs none."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] in self.commands and "--help" in args:
            args = ["-", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    consult = typer.Typer(cls=_Group, rich_markup_mode=None, pretty_exceptions_enable=False)
    consult.callback()(chosen)
    consult.command("stakeholders")(stakeholders)
    consult.command("round")(round_)
    consult.command("log")(log)
    consult.command("import")(import_)
    consult.command("answer")(answer)
    consult.command("report")(report)
    app.add_typer(consult, name="consult")


def chosen(context: typer.Context, selection: Selection) -> None:
    """Consult stakeholders on the shortlist."""
    context.obj = selection


def stakeholders(
    context: typer.Context,
    load: Annotated[Path | None, typer.Option("--load", metavar="FILE", help="A table of stakeholders.")] = None,
    *,
    as_json: Json = False,
    who: As = None,
) -> None:
    """Show the register of stakeholders; --load adds to it, or brings it up to date by organisation."""
    from rapporteur_app.consultation.stakeholders import stakeholders_json

    found: dict[str, Any] = {} if load is None else _load(context.obj, load, who, quiet=as_json)
    with opened(context.obj, write=False) as workspace, workspace.reading() as reader:
        found = {"stakeholders": stakeholders_json(reader), **found}
    if as_json:
        print_json(found)
    elif load is None:
        for row in found["stakeholders"]:
            say(message("{id}  {name} ({place})", id=row["id"], name=_shown(row["organisation"]), place=_place(row)))


def _load(path: Path, table: Path, who: str | None, *, quiet: bool) -> dict[str, Any]:
    from rapporteur_app.consultation.stakeholders import load_stakeholders
    from rapporteur_app.consultation.template import vocabulary_of
    from rapporteur_app.sheets.tables import read_table

    rows = read_table(table)
    with opened(path) as workspace:
        with workspace.reading() as reader:
            vocabulary = vocabulary_of(reader)
        loaded = load_stakeholders(workspace, actor(who), rows, vocabulary)
    counts = {"added": len(loaded.added), "updated": len(loaded.updated), "unchanged": len(loaded.unchanged)}
    if not quiet:
        say(message("Stakeholders: {added} added, {updated} updated, {unchanged} unchanged.", **counts))
        for warning in loaded.warnings:
            warn(warning)
    return {**counts, "warnings": loaded.warnings}


def round_(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="Open a round.")] = False,
    close: Annotated[int | None, typer.Option("--close", metavar="N", help="Close this round.")] = None,
    question: Annotated[Path | None, typer.Option("--question", metavar="FILE", help="What is asked.")] = None,
    starts: Annotated[str | None, typer.Option("--from", metavar="T", help="From when.")] = None,
    ends: Annotated[str | None, typer.Option("--until", metavar="T", help="Until when.")] = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="S", help="Ask only these (repeat).")] = None,
    invitations: Annotated[
        Path | None, typer.Option("--invitations", metavar="DIR", help="Write drafts of the invitations here.")
    ] = None,
    despite: Annotated[
        str, typer.Option("--despite-open", metavar="REASON", help="Why it closes with concerns that are open.")
    ] = "",
    *,
    as_json: Json = False,
    who: As = None,
) -> None:
    """Open a round with a question, or close one."""
    if open_ == (close is not None):
        raise typer.BadParameter(texts().text("Say either --open or --close N."))
    if close is not None:
        _close(context.obj, close, despite, who, as_json=as_json)
        return
    if question is None or starts is None or ends is None:
        raise typer.BadParameter(texts().text("--open needs --question, --from and --until."))
    _open(context.obj, question, (starts, ends), only, invitations, who, as_json=as_json)


def _open(
    path: Path,
    question: Path,
    span: tuple[str, str],
    only: list[str] | None,
    invitations: Path | None,
    who: str | None,
    *,
    as_json: bool,
) -> None:
    from rapporteur_app.consultation.rounds import open_round

    chosen_ones = [id_number(text, "S") for text in only] if only else None
    text = read_text(question)
    with opened(path) as workspace:
        found = open_round(workspace, actor(who), text, *span, only=chosen_ones, invitations=invitations)
    if as_json:
        drafts = [str(draft) for draft in found.invitations]
        print_json({"round": found.number, "asked": found.asked, "invitations": drafts})
        return
    say(message("Round {round} is open: {count} stakeholders are asked.", round=found.number, count=found.asked))
    if found.invitations:
        count = len(found.invitations)
        say(message("Drafts of invitations in {folder}: {count}", folder=str(invitations), count=count))


def _close(path: Path, number: int, despite: str, who: str | None, *, as_json: bool) -> None:
    from rapporteur_app.consultation.rounds import close_round

    with opened(path) as workspace:
        found = close_round(workspace, actor(who), number, despite)
    if as_json:
        print_json({"round": found.number, "closed_at": found.closed_at, "despite_open": found.despite_open})
    else:
        say(message("Round {round} is closed.", round=found.number))


def log(
    context: typer.Context,
    number: Round,
    stakeholder: Annotated[str, typer.Option("--stakeholder", metavar="S", help="Who replied: id or organisation.")],
    candidate: Annotated[str, typer.Option("--candidate", metavar="ID", help="About whom, on the shortlist.")],
    reply: Annotated[
        str, typer.Option("--reply", metavar="R", help="support, no_objection, concern, objection or abstain.")
    ],
    text: Annotated[str, typer.Option("--text", metavar="T", help="In their own words.")] = "",
    language: Annotated[str, typer.Option("--lang", metavar="L", help="The language of the words.")] = "",
    translation: Annotated[
        list[str] | None, typer.Option("--translation", metavar="LANG=T", help="The words translated (repeat).")
    ] = None,
    confidential: Annotated[bool, typer.Option("--confidential", help="Never show the words.")] = False,
    channel: Annotated[str, typer.Option("--channel", metavar="C", help="email, form, meeting, ...")] = "",
    at: Annotated[str, typer.Option("--at", metavar="T", help="When they replied; by default now.")] = "",
    who: As = None,
) -> None:
    """Write down one reply."""
    from rapporteur_app.consultation.replies import log_reply
    from rapporteur_app.consultation.reply_rows import NewReply

    said = NewReply(
        stakeholder=stakeholder,
        candidate=candidate,
        reply=reply,
        text=text,
        language=language,
        translations=pairs(translation),
        confidential="yes" if confidential else "no",
        channel=channel,
        at=at,
    )
    with opened(context.obj) as workspace:
        logged = log_reply(workspace, actor(who), number, said)
    say(message("The reply replaces an earlier one.") if logged.replaced else message("The reply is logged."))
    if not logged.registered:
        warn(message("{name} is not in the register; the reply is kept, and stands apart.", name=_shown(stakeholder)))
    for warning in logged.warnings:
        warn(warning)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table of replies.")],
    number: Round,
    map_: Annotated[Path | None, typer.Option("--map", metavar="MAP.toml", help="From another form's words.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    *,
    as_json: Json = False,
    who: As = None,
) -> None:
    """Write down the replies of a table, in one act."""
    from rapporteur_app.consultation.mapping import mapped
    from rapporteur_app.consultation.replies import import_replies
    from rapporteur_app.sheets.tables import read_table

    rows: list[dict[str, str]] = read_table(file)
    if map_ is not None:
        rows = mapped(rows, read_text(map_))
    with opened(context.obj) as workspace:
        found = import_replies(workspace, actor(who), number, rows, dry_run=dry_run).as_json()
    if not dry_run and found["rejected"] and len(found["rejected"]) + found["no_reply"] == found["rows_read"]:
        raise BadInput(
            message(
                "No reply of {file} was taken: all {count} were rejected. The first, row {row}: {reason} "
                "With --dry-run every row is shown.",
                file=file.name,
                count=len(found["rejected"]),
                **found["rejected"][0],
            )
        )
    if as_json:
        print_json({**found, "dry_run": dry_run})
    else:
        _tell_of_import(found)


def _tell_of_import(found: dict[str, Any]) -> None:
    names = ("rows_read", "imported", "updated", "unchanged", "superseded", "no_reply")
    say(
        message(
            "Rows read: {rows_read}. New: {imported}, updated: {updated}, unchanged: {unchanged}, "
            "superseded by a later row: {superseded}, without a reply: {no_reply}, rejected: {rejected}.",
            **{name: found[name] for name in names},
            rejected=len(found["rejected"]),
        )
    )
    for row in [*found["rejected"], *found["unregistered"], *found["warnings"]]:
        warn(message("Row {row}: {reason}", row=row["row"], reason=row["reason"]))


def answer(
    context: typer.Context,
    concern: Annotated[str, typer.Argument(metavar="CONCERN", help="The concern, such as K1.")],
    disposition: Annotated[
        str, typer.Option("--disposition", metavar="D", help="accepted, noted, not_accepted or follow_up.")
    ],
    text: Annotated[str, typer.Option("--answer", metavar="T", help="How the taskforce answered.")],
    effect: Annotated[str, typer.Option("--effect", metavar="T", help="What came of it.")],
    owner: Annotated[str | None, typer.Option("--owner", metavar="M", help="The member who sees to it.")] = None,
    who: As = None,
) -> None:
    """Say what the taskforce did about a concern."""
    from rapporteur_app.consultation.concerns import answer_concern
    from rapporteur_app.model import Disposition

    known = ", ".join(kind.value for kind in Disposition)
    if disposition not in list(Disposition):
        raise typer.BadParameter(texts().text("--disposition must be one of: {known}.", known=known))
    number, member = id_number(concern, "K"), id_number(owner, "M") if owner else None
    with opened(context.obj) as workspace:
        answer_concern(workspace, actor(who), number, Disposition(disposition), text, effect, owner=member)
    say(message("{concern} is answered: {disposition}.", concern=f"K{number}", disposition=disposition))


def report(
    context: typer.Context,
    number: Annotated[int | None, typer.Option("--round", metavar="N", help="By default the newest.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show the support for each candidate, who was reached, and the concerns."""
    from rapporteur_app.consultation.report import consultation_report
    from rapporteur_app.consultation.template import thresholds_of

    with opened(context.obj, write=False) as workspace, workspace.reading() as reader:
        found = consultation_report(reader, number, thresholds_of(reader))
    if as_json:
        print_json(found.as_json())
    else:
        _print_report(found)


def _print_report(found: ConsultationReport) -> None:
    say(message("Round {round}: {asked} asked, {replied} of them replied.", **_of(found, "round", "asked", "replied")))
    for row in found.candidates:
        said = "  ".join(f"{kind.value}: {count}" for kind, count in row.counts.items())
        say(message("C{id} {name}  {said}", id=row.candidate, name=_shown(row.name), said=said))
    for place in found.coverage:
        say(
            message(
                "{place}: {replied} of {asked} replied", place=_place(vars(place)), **_of(place, "replied", "asked")
            )
        )
    for concern in found.concerns:
        state = message("open") if concern.disposition is None else concern.disposition.value
        about = {"id": f"K{concern.id}", "kind": concern.kind.value, "candidate": f"C{concern.reply.candidate}"}
        say(message("{id}: {kind} on {candidate}, {state}", **about, state=state))
    if found.unregistered:
        names = ", ".join(map(_shown, found.unregistered))
        say(message("Replied without being registered, and counted apart: {names}", names=names))
    if found.thresholds.given:
        say(message("The consultation was broad.") if found.broad else message("The consultation was not broad."))


def _of(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _place(row: dict[str, Any]) -> str:
    return " · ".join(str(row[key]) for key in ("constituency", "country", "language") if row[key]) or "–"


def _shown(text: str | Message) -> str:
    """A text that came from outside, without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(text))
