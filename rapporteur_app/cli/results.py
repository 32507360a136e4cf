"""Commands of results, deliberation and shortlist, and the analysis of a bare table."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any

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
    passphrase,
    print_json,
    read_bytes,
    read_text,
    say,
)
from rapporteur_app.cli.keys import PassphraseFile, WitnessFile
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("results")(results)
    app.command("meeting")(meeting)
    app.command("shortlist")(shortlist)
    app.command("analyse")(analyse)


def results(
    selection: Selection,
    open_: Annotated[
        bool, typer.Option("--open", help="Close collecting and open the ballots, by chair and witness.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    witness_file: WitnessFile = None,
    request: Annotated[
        Path | None, typer.Option("--request", metavar="OUT", help="Write a request for a witness who is elsewhere.")
    ] = None,
    part: Annotated[
        Path | None, typer.Option("--part", metavar="F", help="What the witness made of the request.")
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            "--leave-out", metavar="M=T", help="With --open: leave out a ballot that cannot be opened (repeat)."
        ),
    ] = None,
    round_: Annotated[int | None, typer.Option("--round", metavar="N", help="Which scoring round.")] = None,
    json: Json = False,
    who: As = None,
) -> None:
    """The results of a round; --open opens it, once."""
    if (leave_out or request or part) and not open_:
        raise misuse(message("--leave-out, --request and --part go with --open."))
    if request is not None:
        _request(selection, who, request, round_ or 1)
        return

    from rapporteur_app.model import Holder
    from rapporteur_app.results.opening import open_results
    from rapporteur_app.results.ranking import results_json
    from rapporteur_app.scoring.keys import opening_keys
    from rapporteur_app.trust.at_distance import read_part

    with opened(selection, write=open_) as workspace:
        if open_:
            number = round_ or 1
            with workspace.reading() as reader:
                two = part is None and Holder.WITNESS in opening_keys(reader, number)
            made = None if part is None else read_part(read_bytes(part))
            chair = passphrase(message("The chair's passphrase"), passphrase_file)
            witness = passphrase(message("The witness's passphrase"), witness_file) if two else None
            without = {id_number(key, "M"): text for key, text in pairs(leave_out).items()}
            open_results(workspace, actor(who), chair, witness, round_number=number, leave_out=without, part=made)
        with workspace.reading() as reader:
            found = results_json(reader, round_)
    if json:
        print_json(found)
        return
    for row in found["candidates"]:
        total = "–" if row["total"] is None else f"{row['total']:.1f}"
        rank = "–" if row["rank"] is None else row["rank"]
        below = ", ".join(row["below"]) or "–"
        say(
            message(
                "{rank}.  {id} {name}  {total}  below: {below}",
                rank=rank,
                id=row["id"],
                name=row["name"],
                total=total,
                below=below,
            )
        )


def _request(selection: Path, who: str | None, out: Path, number: int) -> None:
    from rapporteur_app.results.opening import make_opening_request
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace.storage import write_new

    with opened(selection) as workspace:
        data = make_opening_request(workspace, actor(who), KeyStore(), number)
    write_new(out, data)
    say(message("Wrote {file}. Send it to the witness, who answers with keys --part.", file=str(out)))


def meeting(
    selection: Selection,
    date: Annotated[str | None, typer.Option("--date", metavar="T")] = None,
    present: Annotated[list[str] | None, typer.Option("--present", metavar="M", help="Who was there (repeat).")] = None,
    chair: Annotated[str | None, typer.Option("--chair", metavar="M")] = None,
    notes: Annotated[Path | None, typer.Option("--notes", metavar="FILE")] = None,
    json: Json = False,
    who: As = None,
) -> None:
    """Record a meeting, or show them."""
    recording = any(given is not None for given in (date, present, chair, notes))
    if recording and (date is None or not present or chair is None):
        raise misuse(message("Say who was present and who chaired: --date T --present M --chair M."))

    from rapporteur_app.results.meetings import meetings_json, record_meeting

    with opened(selection, write=date is not None) as workspace:
        if date is not None and chair is not None:
            people = [id_number(text, "M") for text in present or []]
            text = read_text(notes) if notes else ""
            record_meeting(workspace, actor(who), date, people, id_number(chair, "M"), text)
        with workspace.reading() as reader:
            found = meetings_json(reader)
    if json:
        print_json(found)
        return
    for row in found["meetings"]:
        say(
            message(
                "{date}  chair {chair}  quorum {quorum}: {quorate}",
                **{k: row[k] for k in ("date", "chair", "quorum", "quorate")},
            )
        )


def shortlist(
    selection: Selection,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="The shortlist, in order.")] = None,
    reason: Annotated[
        list[str] | None, typer.Option("--reason", metavar="ID=T", help="Why this one is in (repeat).")
    ] = None,
    left_out: Annotated[
        list[str] | None, typer.Option("--left-out", metavar="ID=T", help="Why this one is out (repeat).")
    ] = None,
    json: Json = False,
    who: As = None,
) -> None:
    """Make the shortlist, or show it."""
    if not ids and (reason or left_out):
        raise misuse(message("Name the candidates of the shortlist."))

    from rapporteur_app.results.shortlist import make_shortlist, shortlist_json

    with opened(selection, write=bool(ids)) as workspace:
        if ids:
            reasons = {id_number(key, "C"): text for key, text in pairs(reason).items()}
            left = {id_number(key, "C"): text for key, text in pairs(left_out).items()}
            make_shortlist(workspace, actor(who), [id_number(text, "C") for text in ids], reasons, left)
        with workspace.reading() as reader:
            found = shortlist_json(reader)
    if json:
        print_json(found)
        return
    for row in found["shortlist"]:
        say(message("{position}.  {id} {name}: {reason}", **row))


def analyse(
    scores: Annotated[Path, typer.Argument(metavar="SCORES.csv", help="candidate, assessor, criterion, score.")],
    weights: Annotated[Path | None, typer.Option("--weights", metavar="W.csv", help="criterion, weight.")] = None,
    aggregate: Annotated[str, typer.Option("--aggregate", metavar="mean|median|trimmed")] = "mean",
    trim: Annotated[
        int, typer.Option("--trim", metavar="K", help="How many highest and lowest scores a trimmed mean drops.")
    ] = 1,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Weight draws of each kind.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", metavar="S")] = 0,
    json: Json = False,
) -> None:
    """The same analysis on a bare table, no selection file."""
    from rapporteur_app.assessment import analysis, policy, report, table
    from rapporteur_app.sheets.tables import read_table

    if aggregate not in {kind.value for kind in policy.Aggregate}:
        raise BadInput(message("“{word}” is not a way to aggregate. Use mean, median or trimmed.", word=aggregate))
    how = policy.Policy(policy.Aggregate(aggregate), trim if aggregate == "trimmed" else 0)
    weight_rows = read_table(weights, ["criterion", "weight"]) if weights else None
    rows = read_table(scores, ["candidate", "assessor", "criterion", "score"])
    read = table.read_table(rows, weight_rows, policy=how, draws=draws, seed=seed)
    found = report.as_json(
        analysis.analyse(read.problem), report.Labels(read.candidates, read.candidates, read.criteria)
    )
    if json:
        print_json(found)
        return
    for row in sorted(found["candidates"], key=_place):  # type: ignore[call-overload]
        total = "–" if row["total"] is None else f"{row['total']:.2f}"
        rank = "–" if row["rank"] is None else row["rank"]
        say(message("{rank}  {name}  {total}", rank=rank, name=row["name"], total=total))


def _place(row: dict[str, Any]) -> float:
    """Where a row of an analysis stands; who cannot be ranked stands last."""
    return math.inf if row["order"] is None else float(row["order"])
