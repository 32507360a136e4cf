"""The settings of a selection: which there are, what each may hold, and how they are read and changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import LANGUAGES, Message, message
from rapporteur_app.model import DecisionSignature, Member, RubricVersion, Setting, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rapporteur_app.workspace import Actor, Reader, Workspace

Check = "Callable[[str], str]"

BLINDABLE = (
    "name",
    "gender",
    "age_group",
    "country",
    "nationality",
    "organisation",
    "contact",
    "nominator",
    "statement",
)
"""The fields of a dossier that a selection may hide from the members who score."""

SIGNED = ("title", "position", "language", "zone", "terms", "chair")
"""What the signed decision was taken under: its language and zone, the position, who chairs."""

PUBLISHABLE = ("scores", "members", "comments", "candidates", "replies")
"""What a public report may show; without a setting, each stays inside the taskforce."""


@dataclass(frozen=True)
class Kind:
    """One setting: what it means, what it holds when nothing was said, and how a text is checked."""

    about: Message
    default: str
    check: Callable[[str], str]


def _text(value: str) -> str:
    return value.strip()


def _one_of(*allowed: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value.strip() not in allowed:
            raise BadInput(message("must be one of: {allowed}", allowed=", ".join(allowed)))
        return value.strip()

    return check


def _count(least: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not re.fullmatch(r"[0-9]{1,6}", value.strip()) or int(value) < least:
            raise BadInput(message("must be a whole number from {least} on", least=least))
        return str(int(value))

    return check


def _zone(value: str) -> str:
    if not is_zone(value.strip()):
        raise BadInput(message("must be a time zone such as America/Santiago or UTC"))
    return value.strip()


def _moment(value: str) -> str:
    if value.strip() == "":
        return ""
    try:
        return datetime.fromisoformat(value.strip()).isoformat(timespec="minutes")
    except ValueError as error:
        raise BadInput(message("must be a date and time such as 2021-04-05T23:59")) from error


def _day(value: str) -> str:
    if value.strip() == "":
        return ""
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError as error:
        raise BadInput(message("must be a date such as 2021-04-05")) from error


def _member(value: str) -> str:
    if value.strip() and not re.fullmatch(r"[Mm]?[0-9]{1,9}", value.strip()):
        raise BadInput(message("must be a member such as M1"))
    return value.strip().upper()


YES_NO = _one_of("yes", "no")

KINDS: dict[str, Kind] = {
    "title": Kind(message("Title of the selection"), "", _text),
    "position": Kind(message("The position to be filled"), "", _text),
    "language": Kind(message("Language of the selection's own texts"), "en", _one_of(*LANGUAGES)),
    "zone": Kind(message("Time zone of the selection"), "UTC", _zone),
    "deadline": Kind(message("Deadline for nominations (in the selection's zone)"), "", _moment),
    "scoring_deadline": Kind(message("Deadline for ballots (in the selection's zone)"), "", _moment),
    "pack_documents": Kind(message("Megabytes of documents in a pack, at most"), "100", _count(0)),
    "consultation_start": Kind(message("First day of the consultation"), "", _day),
    "consultation_end": Kind(message("Last day of the consultation"), "", _day),
    "event_start": Kind(message("First day of the event"), "", _day),
    "event_end": Kind(message("Last day of the event"), "", _day),
    "terms": Kind(message("Terms of reference of the rapporteur"), "", _text),
    "chair": Kind(message("The member who chairs"), "", _member),
    "quorum": Kind(message("How many members make a quorum"), "0", _count(0)),
    "shortlist_min": Kind(message("Fewest names on the shortlist"), "3", _count(1)),
    "shortlist_max": Kind(message("Most names on the shortlist"), "5", _count(1)),
    "policy.aggregate": Kind(
        message("How members' scores on a criterion become one value"), "mean", _one_of("mean", "median", "trimmed")
    ),
    "policy.trim": Kind(message("How many highest and lowest scores a trimmed mean drops"), "0", _count(0)),
    "policy.incomplete": Kind(
        message("A candidate without a value on some criterion"), "exclude", _one_of("exclude", "renormalise")
    ),
    "policy.tie_break": Kind(message("Criteria that order equal ranks, or none"), "none", _text),
    "policy.below_threshold": Kind(
        message("A candidate below a threshold on the shortlist"), "reason", _one_of("reason", "exclude")
    ),
    "policy.affinity": Kind(message("A declared affinity"), "allow", _one_of("allow", "recuse")),
    "policy.score_sheets": Kind(message("Members who score on a spreadsheet, or none"), "none", _text),
    "policy.opening": Kind(message("Who opens the ballots"), "two", _one_of("one", "two")),
    "policy.objection_hours": Kind(message("Hours to object before the opening"), "24", _count(0)),
    "policy.late": Kind(message("Late ballots count"), "admitted", _one_of("admitted")),
    **{
        f"blind.{name}": Kind(message("Hide this field of the dossiers: {field}", field=name), "no", YES_NO)
        for name in BLINDABLE
    },
    **{
        f"publish.{name}": Kind(
            message("Publish: {field}; without effect until there are public exports", field=name), "no", YES_NO
        )
        for name in PUBLISHABLE
    },
}
"""Every setting, by its key."""


def is_zone(name: str) -> bool:
    """Whether this names a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return bool(name)


def checked(key: str, value: str) -> str:
    """The value in its kept form.

    Raises:
        BadInput: there is no such setting, or it cannot hold this.
    """
    kind = KINDS.get(key)
    if kind is None:
        raise BadInput(message("There is no setting “{key}”. `set --list` shows them all.", key=key))
    try:
        return kind.check(value)
    except BadInput as refusal:
        raise BadInput(
            message("“{key}” {requirement}, not “{value}”.", key=key, requirement=refusal.message, value=value)
        ) from refusal


def setting(reader: Reader, key: str) -> str:
    """The value of a setting, or its default."""
    stored = reader.get(Setting, key)
    return KINDS[key].default if stored is None else stored.value


def settings(reader: Reader) -> dict[str, str]:
    """Every setting with its value, in the order of KINDS."""
    stored = {row.key: row.value for row in reader.all(Setting)}
    return {key: stored.get(key, kind.default) for key, kind in KINDS.items()}


def policy_settings(reader: Reader) -> dict[str, str]:
    """The settings that are frozen with the rubric: policy, blinding, publishing."""
    return {key: value for key, value in settings(reader).items() if key.startswith(("policy.", "blind.", "publish."))}


def change_settings(workspace: Workspace, actor: Actor, values: Mapping[str, str]) -> None:
    """Change settings, all of them or none.

    Raises:
        BadInput: an unknown key, or a value that it cannot hold.
        WrongStage: a policy or blinding setting after the criteria were frozen with it; what the decision was taken
            under, after the chair signed it.
    """
    kept = {key: checked(key, value) for key, value in values.items()}
    action = message("Settings changed: {keys}", keys=", ".join(sorted(kept)))
    with workspace.transaction(actor, action, stage=Stage.SETUP) as tx:
        _refuse_frozen_policy(tx, kept)
        _refuse_signed(tx, kept)
        for key, value in kept.items():
            if key == "chair" and value:
                kept_id = value.removeprefix("M")
                tx.need(Member, int(kept_id))
                value = f"M{kept_id}"
            row = tx.get(Setting, key) or Setting(key=key, value=value)
            row.value = value
            tx.add(row)


def _refuse_frozen_policy(reader: Reader, values: Mapping[str, str]) -> None:
    """Refuse what a freeze holds, unless a newer version of the criteria is being drafted: its freeze takes it up."""
    held = [key for key in values if key.startswith(("policy.", "blind.")) and values[key] != setting(reader, key)]
    newest = reader.first(RubricVersion, col(RubricVersion.version).desc())
    if held and newest is not None and newest.frozen_at:
        raise WrongStage(
            message(
                "“{key}” was frozen together with the criteria. Load the criteria again as a new version to change it.",
                key=held[0],
            )
        )


def _refuse_signed(reader: Reader, values: Mapping[str, str]) -> None:
    held = [key for key in values if key in SIGNED and values[key] != setting(reader, key)]
    if held and reader.first(DecisionSignature):
        raise WrongStage(
            message(
                "“{key}” can no longer change: the decision is signed under it. To change it all the same, take the "
                "signature back first (`undo`, with the number of its entry) and let the chair sign again.",
                key=held[0],
            )
        )


def deadline_of(reader: Reader, key: str = "deadline") -> datetime | None:
    """A deadline of the selection with its zone, or None where none is set. It is met up to the end of its minute."""
    text = setting(reader, key)
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(setting(reader, "zone"))) if text else None
