"""What `import` prints: how the sheet was read, what changes, and what a person should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.cli.common import print_json, say, warn
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from pathlib import Path

    from rapporteur_app.intake.importing import Plan
    from rapporteur_app.workspace import Workspace


def look_ahead(workspace: Workspace, plan: Plan) -> dict[str, Any]:
    """What `import --dry-run --json` prints: the plan, whom it would join, and what it would change cell by cell."""
    from rapporteur_app.intake.preview import preview_import

    with workspace.reading() as reader:
        return {**plan.as_json(None, []), **preview_import(reader, plan).as_json()}


def save_mapping(plan: Plan, path: Path) -> None:
    """Write how a plan reads the columns as a MAP.toml, for `--map`."""
    from rapporteur_app.intake.mapping import save_map

    save_map(path, plan.mapping)


def list_imports(workspace: Workspace, *, json: bool) -> None:
    """Print the imports that stand in the selection; those undone are in the log alone."""
    from rapporteur_app.model import Import

    with workspace.reading() as reader:
        rows = reader.all(Import)
    found = [{"id": row.short_id, "file": row.file, "sheet": row.sheet, "at": row.at, **row.counts} for row in rows]
    if json:
        print_json({"imports": found})
        return
    if not found:
        say(message("Nothing was imported."))
    for each in found:
        say(message("{id}  {file}, {sheet}: {new} new, {updated} updated, {unchanged} unchanged", **each))


def tell_import(plan: Plan, found: dict[str, Any], *, dry: bool) -> None:
    """Print all that the JSON holds: the mapping, counts, what changes, and every row that a person should look at."""
    _tell_mapping(found)
    for warning in found["warnings"]:
        warn(warning)
    counts = {key: found[key] for key in ("rows_read", "imported", "updated", "unchanged")}
    counts["rejected"] = len(found["rejected"])
    if dry:
        say(message("{rows_read} rows read. The import would make {imported} new and {updated} updated nominations; "
                    "{unchanged} unchanged, {rejected} rejected. Nothing was written.", **counts))  # fmt: skip
    else:
        say(message("{rows_read} rows read: {imported} new, {updated} updated, {unchanged} unchanged, "
                    "{rejected} rejected.", **counts))  # fmt: skip
    for number, record in plan.updated:
        say(message("Row {row} brings {nomination} up to date.", row=record.row, nomination=f"N{number}"))
    _tell_names(found)
    for row in found["flagged"]:
        say(
            message(
                "Look at row {row}, cell {cell}, {field}: “{value}” – {reason}", **{**row, "value": _line(row["value"])}
            )
        )
    for row in found["rejected"]:
        say(message("Row {row}, cell {cell}: {reason}", **row))
    if found["import_id"] and not dry:
        say(message("This is import {id}. To take it back: `import --undo {id}`.", id=found["import_id"]))


def _tell_mapping(found: dict[str, Any]) -> None:
    say(message("Sheet {sheet}, headers in row {row}:", sheet=found["sheet"], row=found["header_row"]))
    for header, field in ((_line(text), field) for text, field in found["mapping"].items()):
        if field is None:
            say(message("  {header}  → no field; kept as received", header=header))
        else:
            say(message("  {header}  → {field}", header=header, field=field))


def _line(text: str) -> str:
    """A cell's text on one line, without what a terminal would obey."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _tell_names(found: dict[str, Any]) -> None:
    for row in found["joint"]:
        say(message("Row {row}, cell {cell} names several persons: {names}.", row=row["row"], cell=row["cell"],
                    names="; ".join(map(_line, row["names"]))))  # fmt: skip
    for row in found["joined"]:
        rows = ", ".join(str(number) for number in row["rows"])
        say(message("One candidate, spelled alike in rows {rows}: {name}.", rows=rows, name=_line(row["name"])))
    for row in found.get("known", []):
        rows = ", ".join(str(number) for number in row["rows"])
        say(message("There already as {id}, named in rows {rows}: {name}.", id=row["id"], rows=rows,
                    name=_line(row["name"])))  # fmt: skip
    for row in found.get("near_equal", []):
        earlier = row["nomination"] or message("row {row}", row=row["earlier_row"])
        say(message("Row {row} has nominator and nominee of {earlier}: {name}. Perhaps it was sent twice.",
                    row=row["row"], earlier=earlier, name=_line(row["name"])))  # fmt: skip
    for row in found.get("changed", []):
        say(message("Row {row}, {nomination}, {header}: “{old}” → “{new}”", row=row["row"],
                    nomination=row["nomination"], header=_line(row["header"]), old=_line(row["old"]),
                    new=_line(row["new"])))  # fmt: skip
