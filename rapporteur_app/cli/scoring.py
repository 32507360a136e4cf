"""Commands of the conflicts and scoring stages: declarations, keys, packs, what came back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    print_json,
    say,
    texts,
)
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapporteur_app.model import Sent
    from rapporteur_app.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("conflicts")(conflicts)
    app.command("redact")(redact)
    app.command("pack")(pack)
    app.command("collect")(collect)
    app.command("progress")(progress)
    app.command("receipts")(receipts)
    app.command("admit")(admit)


def conflicts(
    selection: Selection,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[M ID [STATE]]",
            help="For --set: member, candidate, state. For --confirm and --lift: member, candidate.",
        ),
    ] = None,
    forms: Annotated[
        Path | None, typer.Option("--forms", metavar="DIR", help="Write a declaration form for each member.")
    ] = None,
    load: Annotated[
        list[Path] | None, typer.Option("--load", metavar="FILE", help="Read declarations (repeat).")
    ] = None,
    set_: Annotated[
        bool, typer.Option("--set", help="Declare: --set M ID none|affinity|conflict|unsure --reason T.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="T")] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="The chair confirms a recusal: --confirm M ID.")] = False,
    lift: Annotated[
        bool, typer.Option("--lift", help="The chair takes a recusal back: --lift M ID --reason T.")
    ] = False,
    json: Json = False,
    who: As = None,
) -> None:
    """Declarations of interest, and the recusals that the chair confirms."""
    given = list(words or [])
    expected = 3 if set_ else 2 if confirm or lift else 0
    if len(given) != expected or [set_, confirm, lift].count(True) > 1:
        raise misuse(message("Use --set M ID STATE, --confirm M ID, or --lift M ID."))

    from rapporteur_app.scoring.declarations import (
        confirm_recusal,
        conflicts_json,
        declare,
        interest_named,
        lift_recusal,
    )
    from rapporteur_app.scoring.forms import write_forms

    pair = (id_number(given[0], "M"), id_number(given[1], "C")) if given else (0, 0)
    acts: list[Callable[[Workspace], object]] = [partial(_load_form, who=who, form=form) for form in load or []]
    if set_:
        state = interest_named(given[2])
        acts.append(lambda workspace: declare(workspace, actor(who), *pair, state, reason))
    if confirm:
        acts.append(lambda workspace: confirm_recusal(workspace, actor(who), *pair))
    if lift:
        acts.append(lambda workspace: lift_recusal(workspace, actor(who), *pair, reason))
    all_or_none(selection, acts)
    with opened(selection, write=False) as workspace:
        written = [] if forms is None else write_forms(workspace, forms)
        with workspace.reading() as reader:
            found = conflicts_json(reader)
    if json:
        print_json(found)
        return
    for path in written:
        say(message("Wrote {file}.", file=str(path)))
    for row in found["declarations"]:
        if row["state"] != "none":
            say(message("{member} {candidate}: {state} ({reason}), recused: {recused}", **row))
    missing = sum(len(ids) for ids in found["undeclared"].values())
    say(message("Not declared yet: {count}", count=missing))


def _load_form(workspace: Workspace, *, who: str | None, form: Path) -> None:
    from rapporteur_app.scoring.forms import load_forms

    load_forms(workspace, actor(who), form)


def redact(
    selection: Selection,
    candidate: Annotated[str | None, typer.Argument(metavar="[ID]")] = None,
    field: Annotated[
        str, typer.Option("--field", metavar="F", help="A field of the dossier, '*' for all, or 'attachments'.")
    ] = "*",
    text: Annotated[str, typer.Option("--text", metavar="T", help="The words to take out; none: the field.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="R", help="Why; the log keeps it, packs do not.")] = "",
    undo: Annotated[int | None, typer.Option("--undo", metavar="N", help="Take redaction N back.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="The redactions there are.")] = False,
    json: Json = False,
    who: As = None,
) -> None:
    """Take something out of a candidate's dossier in the packs that are made from now on."""
    if [candidate is not None, undo is not None, list_].count(True) != 1:
        raise misuse(message("Name a candidate, a redaction to --undo, or use --list."))

    from rapporteur_app.scoring.redactions import lift_redaction, redact, redactions_json

    with opened(selection, write=not list_) as workspace:
        if candidate is not None:
            redact(workspace, actor(who), id_number(candidate, "C"), field, text, reason)
        if undo is not None:
            lift_redaction(workspace, actor(who), undo)
        with workspace.reading() as reader:
            found = redactions_json(reader)
    if json:
        print_json(found)
        return
    for row in found["redactions"]:
        say(message("{number}: {candidate}, {field}: “{text}” ({reason})", **row))


def pack(
    selection: Selection,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the packs go.")],
    member: Annotated[
        list[str] | None, typer.Option("--member", metavar="M", help="Only this member (repeat).")
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="L", help="The packs' language; by default each member's.")
    ] = None,
    reissue: Annotated[
        bool, typer.Option("--reissue", help="The next edition for those who had a pack: new candidate, new keys.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="T", help="Why; the packs say it.")] = "",
    json: Json = False,
    who: As = None,
) -> None:
    """Make a pack for each member who scores."""
    if reissue != bool(reason.strip()):
        raise misuse(message("A new edition needs a reason: --reissue --reason T."))

    from rapporteur_app.scoring.packs import make_packs
    from rapporteur_app.trust.keystore import KeyStore

    with opened(selection) as workspace:
        ids = [id_number(text, "M") for text in member or []]
        made = make_packs(workspace, actor(who), out, KeyStore(), members=ids, language=lang, reissue=reason)
    if json:
        print_json({"packs": [each.as_json() for each in made]})
        return
    for each in made:
        say(message("{member}: {file}", member=each.member, file=str(each.pack)))


def collect(
    selection: Selection,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Ballots and filled score sheets.")],
    receipts_to: Annotated[
        Path | None, typer.Option("--receipts", metavar="DIR", help="Write a signed receipt for each member here.")
    ] = None,
    json: Json = False,
    who: As = None,
) -> None:
    """Take in ballots and filled score sheets; nothing is overwritten."""
    from rapporteur_app.scoring.collecting import collect_ballots
    from rapporteur_app.scoring.receipts import write_receipts
    from rapporteur_app.trust.keystore import KeyStore

    with opened(selection) as workspace:
        found = collect_ballots(workspace, actor(who), files, KeyStore())
        members = {each.member for each in found if each.member and each.taken}
        if receipts_to is not None:
            write_receipts(workspace, actor(who), KeyStore(), receipts_to, [id_number(m, "M") for m in sorted(members)])
    if json:
        print_json({"files": [each.as_json() for each in found]})
    else:
        for each in found:
            reasons = " ".join(texts().render(reason) for reason in each.reasons)
            say(message("{file}: {status} {reasons}", file=each.file, status=each.status.value, reasons=reasons))
    if not all(each.taken for each in found):
        raise typer.Exit(1)


def progress(
    selection: Selection,
    sent: Annotated[
        str | None, typer.Option("--sent", metavar="WHAT", help="Note that form, pack or reminder went out, or opened.")
    ] = None,
    remind: Annotated[
        Path | None,
        typer.Option("--remind", metavar="DIR", help="Draft reminders (.eml) for whom something is awaited."),
    ] = None,
    member: Annotated[
        list[str] | None, typer.Option("--member", metavar="M", help="Only this member (repeat).")
    ] = None,
    json: Json = False,
    who: As = None,
) -> None:
    """Who is where; no scores."""
    if sent is not None and (remind is not None or not member):
        raise misuse(message("--sent needs --member, and does not go with --remind."))

    from rapporteur_app.scoring.board import progress_json, record_sent
    from rapporteur_app.scoring.member_letters import remind_members

    ids = [id_number(text, "M") for text in member or []]
    written: list[Path] = []
    with opened(selection, write=sent is not None or remind is not None) as workspace:
        if sent is not None:
            record_sent(workspace, actor(who), ids, _sent_named(sent))
        if remind is not None:
            written = remind_members(workspace, actor(who), remind, ids)
        with workspace.reading() as reader:
            found = progress_json(reader)
    if json:
        print_json({**found, "drafts": [str(path) for path in written]} if remind is not None else found)
        return
    for path in written:
        say(message("Wrote {file}.", file=str(path)))
    for row in found["members"]:
        say(message("{member} {name}: pack {pack}, {status}, {scored}/{due}, returned: {returned}", **row))
        if row["not_asked"]:
            say(message("{member}: the ballot is without {candidates}, for whom the newest pack asks.",
                        member=row["member"], candidates=", ".join(row["not_asked"])))  # fmt: skip


def _sent_named(text: str) -> Sent:
    from rapporteur_app.errors import BadInput
    from rapporteur_app.model import Sent

    try:
        return Sent(text)
    except ValueError as error:
        known = ", ".join(Sent)
        raise BadInput(message("“{text}” is none of these: {known}.", text=text, known=known)) from error


def receipts(
    selection: Selection,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The signed list of all that arrived.")],
    member: Annotated[str | None, typer.Option("--member", metavar="M", help="Only this member's.")] = None,
    who: As = None,
) -> None:
    """Receipts before the opening: what arrived, signed, for everybody."""
    from rapporteur_app.scoring.receipts import make_receipt_list, member_receipt
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.trust.receipts import read_receipt
    from rapporteur_app.workspace.storage import write_new

    with opened(selection) as workspace:
        if member is None:
            data = make_receipt_list(workspace, actor(who), KeyStore())
        else:
            data = member_receipt(workspace, actor(who), KeyStore(), id_number(member, "M"))
    write_new(out, data)
    made = read_receipt(data)
    say(message("Wrote {file}. Digest of the list: {digest}", file=str(out), digest=made.list_digest))
    if made.objections:
        say(message("Send it to every member. Objections until {moment}.", moment=made.objections))


def admit(
    selection: Selection,
    member: Annotated[str, typer.Argument(metavar="MEMBER")],
    reason: Annotated[str, typer.Option("--reason", metavar="T")],
    ballot: Annotated[
        str, typer.Option("--ballot", metavar="FILE", help="Of several that wait: its name, or its digest's beginning.")
    ] = "",
    who: As = None,
) -> None:
    """Let a member's late ballot count, before the opening."""
    from rapporteur_app.scoring.admitting import admit_ballot

    with opened(selection) as workspace:
        row = admit_ballot(workspace, actor(who), id_number(member, "M"), reason, ballot)
    say(message("Revision {revision} of {member} counts.", revision=row.revision, member=member))
