"""What stands over the scoring: the deadline where the member is, the edition, and what it changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapporteur_app.i18n import Catalogue, Message, message, plural
from rapporteur_app.scoring.moments import moment_there
from rapporteur_app.scoring.pack_reading import OpenPack
from rapporteur_app.scoring.work import Changes, Work, changes, newest_edition
from rapporteur_app.ui.dialogs.asking import data

NEAR = timedelta(hours=48)
SHOWN = 5
"""Candidates that are named before the rest are counted."""


@dataclass(frozen=True)
class Due:
    """The deadline in words, and whether it is near or over."""

    told: Message
    urgent: bool


def due(pack: OpenPack, catalogue: Catalogue, now: datetime) -> Due:
    """The deadline in the member's own zone and the words of a language, with how long there is."""
    try:
        ends = datetime.fromisoformat(pack.header.deadline)
    except ValueError:
        return Due(message("No deadline is set."), urgent=False)
    when = moment_there(ends, pack.zone, catalogue.language)
    left = ends + timedelta(minutes=1) - now  # it is met up to the end of its minute
    if left <= timedelta():
        over = message(
            "The deadline is over: {when}. A ballot that comes now counts only if the chair admits it.", when=when
        )
        return Due(over, urgent=True)
    return Due(message("Deadline: {when} – {left}", when=when, left=_left(left)), urgent=left <= NEAR)


def _left(left: timedelta) -> Message:
    if left > NEAR:
        return plural("{count} day left", "{count} days left", left.days)
    if left >= timedelta(hours=1):
        return plural("{count} hour left", "{count} hours left", int(left.total_seconds() // 3600))
    return plural("{count} minute left", "{count} minutes left", max(int(left.total_seconds() // 60), 1))


def news(pack: OpenPack, work: Work) -> Message | None:
    """Why this edition was made, and what it changes against the work; None for a first one."""
    newest = newest_edition(work)
    if newest > pack.header.edition:
        return message(
            "This is edition {edition} of your pack; you opened edition {newest} before. Score in the newest one.",
            edition=pack.header.edition,
            newest=newest,
        )
    reason = str(pack.file.content.get("reason") or "")
    if pack.header.edition == 1 and not reason:
        return None
    told = message("Edition {edition} of your pack: “{reason}”.", edition=pack.header.edition, reason=reason or "–")
    for sentence in _sentences(pack, changes(pack, work)):
        told = message("{written} {key}", written=told, key=sentence)
    return told


def _sentences(pack: OpenPack, found: Changes) -> list[Message]:
    told = []
    if found.new:
        told.append(message("New to score: {names}.", names=_named(pack, found.new)))
    if found.gone:
        told.append(
            message(
                "No longer asked for: {names}; what you gave them is kept here and not sent.",
                names=_named(pack, found.gone),
            )
        )
    if found.other_criteria:
        told.append(message("The criteria changed: look at what you gave once more."))
    if found.before and not told:
        told.append(message("Nothing changes in what you score."))
    return told


def _named(pack: OpenPack, numbers: tuple[int, ...]) -> Message:
    names = dict(zip(pack.candidate_ids, (str(each["name"]) for each in pack.candidates), strict=True))
    shown = ", ".join(f"{names[n]} (C{n})" if n in names and names[n] != f"C{n}" else f"C{n}" for n in numbers[:SHOWN])
    more = len(numbers) - SHOWN
    return (
        data(shown) if more <= 0 else plural("{names} and {count} more", "{names} and {count} more", more, names=shown)
    )


def one_keyholder(pack: OpenPack) -> Message | None:
    """Said where one person holds the only key to the ballots."""
    if not pack.header.one_keyholder:
        return None
    return message("One person alone holds the key to the ballots: that person could read scores early.")
