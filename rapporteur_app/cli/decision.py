"""`decide`, `endorse`, `sign`, `respond`: the decision, who stands behind it, the signature, the person's answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapporteur_app.cli.common import As, Selection, actor, id_number, opened, pairs, passphrase, read_text, say, texts
from rapporteur_app.i18n import message


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("decide")(decide)
    app.command("endorse")(endorse)
    app.command("sign")(sign)
    app.command("respond")(respond)


def decide(
    selection: Selection,
    select: Annotated[str, typer.Option("--select", metavar="ID", help="The selected candidate.")],
    justification: Annotated[
        list[str], typer.Option("--justification", metavar="LANG=FILE", help="Why, as a text file (repeat).")
    ],
    alternate: Annotated[
        list[str] | None, typer.Option("--alternate", metavar="ID", help="Who follows, in order (repeat).")
    ] = None,
    deviation: Annotated[
        str, typer.Option("--deviation", metavar="TEXT", help="Why it is not the first-ranked candidate.")
    ] = "",
    who: As = None,
) -> None:
    """Take the decision; until the signature, another one replaces it."""
    from rapporteur_app.decision.decide import decide as take

    selected, others = id_number(select, "C"), [id_number(text, "C") for text in alternate or []]
    reasons = {code: read_text(Path(file)) for code, file in pairs(justification).items()}
    with opened(selection) as workspace:
        take(workspace, actor(who), selected, others, reasons, deviation)
    shown = ", ".join(f"C{number}" for number in others) or "–"
    say(message("Selected: {selected}. Alternates: {alternates}.", selected=f"C{selected}", alternates=shown))


def endorse(
    selection: Selection,
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="Whose stance it is.")],
    endorses: Annotated[bool | None, typer.Option("--endorse/--dissent", help="The stance.")] = None,
    statement: Annotated[
        Path | None, typer.Option("--statement", metavar="FILE", help="What stands beside it, as a text file.")
    ] = None,
    who: As = None,
) -> None:
    """Write down that a member endorses the decision, or dissents."""
    from rapporteur_app.decision.endorse import endorse as stand
    from rapporteur_app.model import Stance

    if endorses is None:
        raise typer.BadParameter(texts().text("Say either --endorse or --dissent."))
    number, stance = id_number(member, "M"), Stance.ENDORSE if endorses else Stance.DISSENT
    text = read_text(statement) if statement else ""
    with opened(selection) as workspace:
        stand(workspace, actor(who), number, stance, text)
    if endorses:
        say(message("{member} endorses the decision.", member=f"M{number}"))
    else:
        say(message("{member} dissents from the decision.", member=f"M{number}"))


def sign(
    selection: Selection,
    key_file: Annotated[
        Path | None, typer.Option("--key-file", metavar="F", help="The file that holds the chair's key.")
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option("--passphrase-file", metavar="F", help="The passphrase of that file; - reads it.")
    ] = None,
    who: As = None,
) -> None:
    """Sign the decision as the chair; after that it stands."""
    from rapporteur_app.decision.chair_key import chair_key
    from rapporteur_app.decision.sign import sign_decision, signer
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Actor

    with opened(selection) as workspace:
        with workspace.reading() as reader:
            member = signer(reader, actor(who).member).id or 0
        key, made = chair_key(
            workspace, member, KeyStore(), key_file, lambda: passphrase(message("Passphrase"), passphrase_file)
        )
        signed = sign_decision(workspace, Actor(member), member, key)
    say(message("The decision is signed by {member} with the key {key}.", member=f"M{member}", key=signed.key))
    if made is not None:
        say(made.sentence)


def respond(
    selection: Selection,
    candidate: Annotated[str, typer.Argument(metavar="ID", help="The person who answered.")],
    accepts: Annotated[bool | None, typer.Option("--accepts/--declines", help="The answer.")] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="T", help="The reason that they gave.")] = "",
    who: As = None,
) -> None:
    """Write down whether the person takes the role; a decline moves the next alternate up."""
    from rapporteur_app.decision.answer import respond as reply
    from rapporteur_app.decision.answer import standing

    if accepts is None:
        raise typer.BadParameter(texts().text("Say either --accepts or --declines."))
    number = id_number(candidate, "C")
    with opened(selection) as workspace:
        reply(workspace, actor(who), number, accepts=accepts, reason=reason)
        with workspace.reading() as reader:
            selected = standing(reader)
    if accepts:
        say(message("{candidate} accepts.", candidate=f"C{number}"))
    elif selected is None:
        say(message("{candidate} declines. No alternate is left: decide anew.", candidate=f"C{number}"))
    else:
        say(message("{candidate} declines. Selected now: {selected}.", candidate=f"C{number}", selected=f"C{selected}"))
