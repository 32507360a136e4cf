"""Commands of nominations and screening."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur_app.cli.common import (
    As,
    Json,
    Selection,
    actor,
    id_number,
    misuse,
    opened,
    pairs,
    print_json,
    say,
)
from rapporteur_app.cli.merging import merge
from rapporteur_app.cli.screening_lists import remind, show_lists
from rapporteur_app.i18n import Message, message

if TYPE_CHECKING:
    from rapporteur_app.intake.screening import Proposal, Subject
    from rapporteur_app.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("import")(import_)
    app.command("nominate")(nominate)
    app.command("attach")(attach)
    app.command("candidates")(candidates)
    app.command("merge")(merge)
    app.command("screen")(screen)
    app.command("remind")(remind)
    app.command("withdraw")(withdraw)


def import_(
    selection: Selection,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="xlsx, xlsm, xls, xlsb, ods, csv, tsv.")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="S")] = None,
    header_row: Annotated[int | None, typer.Option("--header-row", metavar="N")] = None,
    map_: Annotated[Path | None, typer.Option("--map", metavar="MAP.toml", help="Which column is which field.")] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", metavar="Z", help="For times without a zone.")] = None,
    split: Annotated[
        str | None, typer.Option("--split", metavar="auto|never|SEP", help="How a cell names several persons.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    undo: Annotated[str | None, typer.Option("--undo", metavar="IMPORT", help="Reverse a whole import.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="The imports that stand in the selection.")] = False,
    save_map: Annotated[
        Path | None, typer.Option("--save-map", metavar="OUT.toml", help="Write how the columns were read.")
    ] = None,
    json: Json = False,
    who: As = None,
) -> None:
    """Import nominations from a spreadsheet, or reverse an import."""
    if (file is not None) + (undo is not None) + list_ != 1:
        raise misuse(message("Name the file to import, or the import to undo (--undo I1), or use --list."))

    from rapporteur_app.cli.imported import list_imports, look_ahead, save_mapping, tell_import
    from rapporteur_app.intake.importing import plan_import, run_import, undo_import
    from rapporteur_app.intake.mapping import Wishes, read_map

    if list_:
        with opened(selection, write=False) as workspace:
            list_imports(workspace, json=json)
        return

    if undo is not None:
        with opened(selection) as workspace:
            undo_import(workspace, actor(who), id_number(undo, "I"))
        say(message("Import {id} undone.", id=undo))
        return
    assert file is not None
    given = (read_map(map_) if map_ else Wishes()).with_options(sheet, header_row, timezone, split)
    with opened(selection, write=not dry_run) as workspace:
        plan = plan_import(workspace, file, given)
        found = look_ahead(workspace, plan) if dry_run else run_import(workspace, actor(who), plan)
    if save_map is not None:
        save_mapping(plan, save_map)
    if json:
        print_json(found)
        return
    tell_import(plan, found, dry=dry_run)


def nominate(
    selection: Selection,
    set_: Annotated[
        list[str], typer.Option("--set", metavar="FIELD=VALUE", help="A field (repeat); see docs/fields.md.")
    ],
    received: Annotated[str | None, typer.Option("--received", metavar="T", help="When it came.")] = None,
    attach_: Annotated[
        list[Path] | None, typer.Option("--attach", metavar="FILE", help="A document that came with it (repeat).")
    ] = None,
    who: As = None,
) -> None:
    """Type in one nomination."""
    from rapporteur_app.intake.attachments import read_document
    from rapporteur_app.intake.importing import nominate as use_case

    documents = [read_document(path) for path in attach_ or []]
    with opened(selection) as workspace:
        made = use_case(workspace, actor(who), pairs(set_), received, documents)
    say(message("Nomination {id} taken.", id=made.short_id))


def attach(
    selection: Selection,
    candidate: Annotated[str, typer.Argument(metavar="ID", help="A candidate C12.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="pdf, docx, odt, png, jpg, gif, tif, webp.")],
    json: Json = False,
    who: As = None,
) -> None:
    """Keep CVs and letters with a candidate."""
    from rapporteur_app.intake.attachments import attach as use_case

    with opened(selection) as workspace:
        made = use_case(workspace, actor(who), id_number(candidate, "C"), files)
    if json:
        print_json({"attached": [{"id": row.short_id, "name": row.name, "size": row.size, "sha256": row.sha256}
                                 for row in made]})  # fmt: skip
        return
    for row in made:
        say(message("{id}  {name}  {size} bytes", id=row.short_id, name=row.name, size=row.size))
    if len(made) < len(files):
        say(message("There already: {count}", count=len(files) - len(made)))


def candidates(selection: Selection, json: Json = False) -> None:
    """Persons, their nominations and screening."""
    from rapporteur_app.intake.candidates_json import candidates_json

    with opened(selection, write=False) as workspace, workspace.reading() as reader:
        found = candidates_json(reader)
    if json:
        print_json(found)
        return
    for row in found["candidates"]:
        say(message("{id}  {name}  ({nominations})  eligible: {eligible}", id=row["id"], name=row["name"],
                    nominations=len(row["nominations"]), eligible=_eligible(row["eligible"])))  # fmt: skip
    say(
        message(
            "Nominations: {nominations}. Mentions: {mentions}. Candidates: {candidates}. Eligible: {eligible}.",
            **found["counts"],
        )
    )


def _eligible(state: bool | None) -> Message:
    if state is None:
        return message("not settled yet")
    return message("yes") if state else message("no")


def screen(
    selection: Selection,
    subject: Annotated[str | None, typer.Argument(metavar="[ID]", help="A candidate C12 or nomination N34.")] = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="R")] = None,
    met: Annotated[bool, typer.Option("--met")] = False,
    not_met: Annotated[bool, typer.Option("--not-met")] = False,
    clarify: Annotated[bool, typer.Option("--clarify")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="A second person agrees with what was found for --rule.")
    ] = False,
    admit_: Annotated[bool, typer.Option("--admit", help="Let a late or incomplete one in, with --note.")] = False,
    note: Annotated[str, typer.Option("--note", metavar="T")] = "",
    propose_: Annotated[bool, typer.Option("--propose", help="What the program can say.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="With --propose: record it.")] = False,
    load: Annotated[Path | None, typer.Option("--load", metavar="FILE", help="candidate, rule, state, note.")] = None,
    late: Annotated[bool, typer.Option("--late", help="Who came late, and what was done.")] = False,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Who lacks what, and what was done.")] = False,
    json: Json = False,
    who: As = None,
) -> None:
    """Eligibility: propose, record, check, admit; the late and the incomplete ones."""
    states = {"met": met, "not_met": not_met, "to_clarify": clarify}
    chosen = [state for state, flag in states.items() if flag]
    acts = len(chosen) + check + admit_
    one = subject is not None and acts == 1 and (admit_ or rule is not None)
    lists = (late or incomplete) and subject is None and acts == 0
    asked = (one, propose_, load is not None, late or incomplete)
    if sum(asked) != 1 or (accept and not propose_) or ((late or incomplete) and not lists):
        raise misuse(
            message(
                "Use ID --rule R --met|--not-met|--clarify|--check, ID --admit --note T, --propose, --load FILE, "
                "--late, or --incomplete."
            )
        )
    if lists:
        with opened(selection, write=False) as workspace:
            show_lists(workspace, late=late, incomplete=incomplete, json=json)
        return

    from rapporteur_app.intake import screening
    from rapporteur_app.model import FindingState
    from rapporteur_app.sheets.tables import read_table

    with opened(selection, write=not propose_ or accept) as workspace:
        if load is not None:
            say(
                message(
                    "Recorded: {count}",
                    count=screening.load_findings(workspace, actor(who), read_table(load, ["rule", "state"])),
                )
            )
        elif propose_:
            _show_proposals(
                screening.accept_proposals(workspace, actor(who)) if accept else _proposals(workspace),
                json=json,
                accepted=accept,
            )
        elif check:
            count = screening.check_finding(workspace, actor(who), _subject(subject or ""), rule or "")
            say(message("Checked: {count}", count=count))
        elif admit_:
            screening.admit(workspace, actor(who), _subject(subject or ""), note)
            say(message("Admitted: {id}", id=subject))
        else:
            screening.screen(workspace, actor(who), _subject(subject or ""), rule or "", FindingState(chosen[0]), note)
            say(message("{id}, {rule}: {state}", id=subject, rule=rule, state=chosen[0]))


def _proposals(workspace: Workspace) -> list[Proposal]:
    from rapporteur_app.intake.screening import propose

    with workspace.reading() as reader:
        return propose(reader)


def _show_proposals(proposals: list[Proposal], *, json: bool, accepted: bool) -> None:
    rows = [each.as_json() for each in proposals]
    if json:
        print_json({"proposals": rows})
        return
    for row in rows:
        say(message("{id}  {rule}: {state} ({note})", **row))
    if not rows:
        say(message("Nothing to propose: all that can be computed is recorded already."))
    elif accepted:
        say(message("Recorded: {count}", count=len(rows)))
    else:
        say(message("Proposed: {count}. To record them: `screen --propose --accept`.", count=len(rows)))


def _subject(text: str) -> Subject:
    from rapporteur_app.intake.screening import Subject

    if text[:1].upper() == "N":
        return Subject(nomination=id_number(text, "N"))
    return Subject(candidate=id_number(text, "C"))


def withdraw(
    selection: Selection,
    subject: Annotated[str, typer.Argument(metavar="ID", help="A candidate C12 or nomination N34.")],
    by: Annotated[str, typer.Option("--by", metavar="WHO")],
    reason: Annotated[str, typer.Option("--reason", metavar="T")],
    who: As = None,
) -> None:
    """Withdraw a candidate or a nomination."""
    from rapporteur_app.intake.screening import withdraw as use_case

    with opened(selection) as workspace:
        use_case(workspace, actor(who), _subject(subject), by, reason)
    _said: Message = message("Withdrawn: {id}", id=subject)
    say(_said)
