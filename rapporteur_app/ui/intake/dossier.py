"""What is known of a candidate or a nomination, as parts to read: the fields, and each row as it was received."""

from collections.abc import Callable, Mapping, Sequence

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.fields import FIELDS, Scope
from rapporteur_app.intake.pool import Person
from rapporteur_app.model import Attachment, Nomination, NominationVersion
from rapporteur_app.setup.names import Names
from rapporteur_app.ui.setup.plain_detail import Part

Say = Callable[[Message], str]
Versions = Mapping[int, Sequence[NominationVersion]]
"""By the number of a nomination: what it said before later imports changed it, the oldest first."""

OF_NOMINATION = (
    ("submitted_at", message("Received at")),
    ("nominator", message("Nominator")),
    ("nominator_email", message("Nominator: e-mail")),
    ("nominator_organisation", message("Nominator: organisation")),
    ("consent", message("Consent of the nominee")),
    ("endorsement", message("Endorsement")),
    ("statement", message("Motivation")),
    ("links", message("Link to the CV")),
)


def person_parts(
    say: Say, person: Person, named: Names, documents: Sequence[Attachment] = (), versions: Versions | None = None
) -> list[Part]:
    """A candidate: what is known, the documents, then each nomination as received."""
    candidate = person.candidate
    lines = [
        (say(field.title), named.of(field.attribute, getattr(candidate, field.attribute, None)))
        for field in FIELDS
        if field.scope is Scope.NOMINEE and field.attribute != "name"
    ]
    head: list[tuple[str, str]] = []
    if person.withdrawn:
        head.append(("", say(message("Withdrawn"))))
    if person.admitted:
        head.append((say(message("Admitted, because")), person.admitted))
    parts: list[Part] = [(f"{person.name} ({candidate.short_id})", [*head, *lines])]
    if documents:
        sizes = [(row.name, say(message("{size} kB", size=-(-row.size // 1024)))) for row in documents]
        parts.append((say(message("Documents")), sizes))
    for nomination in person.nominations:
        parts += nomination_parts(say, nomination, named, (versions or {}).get(nomination.id or 0, ()))
    return parts


def nomination_parts(
    say: Say, nomination: Nomination, named: Names, versions: Sequence[NominationVersion] = ()
) -> list[Part]:
    """A nomination: where it came from, what it says, the row as received, and what later exports changed of it."""
    parts: list[Part] = [
        (_heading(say, nomination), _said(say, nomination, named)), (say(message("As received")), _raw(nomination.raw))
    ]  # fmt: skip
    later = nomination.raw
    for version in reversed(versions):
        when = message("Before {moment}", moment=named.moment(version.replaced_at))
        changed = {header: text for header, text in version.raw.items() if text != later.get(header, "")}
        if changed:
            parts.append((say(when), _raw(changed)))
        later = version.raw
    return parts


def _heading(say: Say, nomination: Nomination) -> str:
    if not nomination.file:
        return say(message("Nomination {id}, typed in", id=nomination.short_id))
    place = message("{file}, {sheet}, row {row}", file=nomination.file, sheet=nomination.sheet, row=nomination.row)
    return say(message("Nomination {id} ({place})", id=nomination.short_id, place=place))


def _said(say: Say, nomination: Nomination, named: Names) -> Sequence[tuple[str, str]]:
    lines = []
    if nomination.withdrawn_at:
        by = message("{by}: {reason}", by=nomination.withdrawn_by, reason=nomination.withdrawn_reason)
        lines.append((say(message("Withdrawn")), say(by)))
    if nomination.self_nomination:
        lines.append(("", say(message("Self-nomination"))))
    for code, title in OF_NOMINATION:
        lines.append((say(title), named.of(code, getattr(nomination, code))))
    return lines


def _raw(raw: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(header, str(value)) for header, value in raw.items()]
