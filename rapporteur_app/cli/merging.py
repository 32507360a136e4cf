"""The command of who is who: merge, move single nominations, keep apart, and take each back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rapporteur_app.cli.common import As, Json, Selection, actor, id_number, misuse, opened, print_json, say
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader


def merge(
    selection: Selection,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID ID...]", help="Candidates who are one person.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NOMINATION", help="Only this nomination comes over to the first (repeat)."),
    ] = None,
    suggest_: Annotated[bool, typer.Option("--suggest", help="Who may be one person.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="What was merged and kept apart.")] = False,
    apart: Annotated[bool, typer.Option("--keep-apart", help="The two candidates are different persons.")] = False,
    together: Annotated[
        bool, typer.Option("--no-longer-apart", help="The two may be one person after all; suggest them again.")
    ] = False,
    undo: Annotated[str | None, typer.Option("--undo", metavar="MERGE")] = None,
    json: Json = False,
    who: As = None,
) -> None:
    """One person, many nominations."""
    numbers = [id_number(text, "C") for text in ids or []]
    chosen = [id_number(text, "N") for text in only or []]
    if sum((bool(numbers), suggest_, list_, undo is not None)) != 1 or ((apart or together) and len(numbers) != 2):
        raise misuse(
            message("Name candidates to merge, two to --keep-apart, a merge to --undo, or use --suggest or --list.")
        )
    if (apart and together) or (chosen and (apart or together or not numbers)):
        raise misuse(message("--only chooses among the nominations of candidates who are merged."))
    if suggest_ or list_:
        with opened(selection, write=False) as workspace, workspace.reading() as reader:
            (_suggest if suggest_ else _list)(reader, json=json)
        return

    from rapporteur_app.intake.merging import keep_apart, no_longer_apart, undo_merge
    from rapporteur_app.intake.merging import merge as use_case

    told = ", ".join(f"C{number}" for number in numbers)
    with opened(selection) as workspace:
        if undo is not None:
            undo_merge(workspace, actor(who), id_number(undo, "G"))
            say(message("Merge {id} taken back.", id=f"G{id_number(undo, 'G')}"))
        elif apart:
            keep_apart(workspace, actor(who), *numbers)
            say(message("Kept apart: {ids}", ids=told))
        elif together:
            no_longer_apart(workspace, actor(who), *numbers)
            say(message("No longer kept apart: {ids}", ids=told))
        else:
            made = use_case(workspace, actor(who), numbers, chosen or None)
            rows = ", ".join(row.short_id for row in made)
            say(message("Merged into {id}: {merges}", id=f"C{numbers[0]}", merges=rows))


def _suggest(reader: Reader, *, json: bool) -> None:
    from rapporteur_app.intake.joining import THRESHOLD
    from rapporteur_app.intake.merging import suggest

    found = suggest(reader)
    if json:
        print_json({"threshold": THRESHOLD, "suggestions": [each.as_json() for each in found]})
        return
    if not found:
        say(message("Nobody looks like one person with somebody else."))
    for each in found:
        words: dict[str, Any] = {"first": f"C{each.first.id}", "name": each.first.name}
        words |= {"second": f"C{each.second.id}", "other": each.second.name}
        say(message("{score}  {first} {name}  /  {second} {other}", score=round(each.score, 1), **words))


def _list(reader: Reader, *, json: bool) -> None:
    from rapporteur_app.intake.merges import kept_apart, merges

    done, apart = merges(reader), kept_apart(reader)
    if json:
        print_json({"merges": [each.as_json() for each in done], "apart": [each.as_json() for each in apart]})
        return
    if not done and not apart:
        say(message("Nobody was merged or kept apart."))
    for each in done:
        words: dict[str, Any] = {"id": f"G{each.id}", "joined": each.joined.short_id, "other": each.joined.name}
        words |= {"kept": each.kept.short_id, "name": each.kept.name}
        words["nominations"] = ", ".join(f"N{number}" for number in each.nominations)
        line = message("{id}  {joined} {other} → {kept} {name} ({nominations})", **words)
        say(line if each.undone_at is None else message("{line}, undone", line=line))
    for pair in apart:
        first, second = pair.first, pair.second
        say(message("Kept apart: {first} {name} and {second} {other}", first=first.short_id, name=first.name,
                    second=second.short_id, other=second.name))  # fmt: skip
