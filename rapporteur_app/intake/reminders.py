"""Reminders: drafts of e-mails that ask nominees and nominators for what is missing. Nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.letters import Addressee, Occasion, letter
from rapporteur_app.intake.missing import OF_BOTH, OF_NOMINATOR
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.intake.screening_lists import Incomplete, read_lists
from rapporteur_app.mail import ADDRESS, write_drafts
from rapporteur_app.model import DecisionSignature, Reminder, Stage
from rapporteur_app.setup.selection import template_of
from rapporteur_app.setup.settings import setting
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.storage import removed_on_failure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rapporteur_app.intake.pool import Person
    from rapporteur_app.mail import Draft
    from rapporteur_app.model import Nomination
    from rapporteur_app.workspace import Actor, Reader, Workspace


@dataclass(frozen=True)
class Drafted:
    """One reminder that was drafted: the file, about whom, to whom, in which language, for what."""

    path: Path
    candidate: str
    reference: str
    to: str
    language: str
    addressed: bool
    asked: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The draft as other programs read it."""
        return {
            "file": str(self.path),
            "candidate": self.candidate,
            "reference": self.reference,
            "to": self.to,
            "language": self.language,
            "addressed": self.addressed,
            "asked": list(self.asked),
        }


def remind(
    workspace: Workspace, actor: Actor, folder: Path, *, only: Sequence[int] | None = None, reply_by: str = ""
) -> list[Drafted]:
    """Draft what asks for the missing items, one .eml for each who can give some: all drafts, or none.

    That a reminder was drafted is kept, and shown as what was done. The names of the files come from ids.

    Args:
        workspace: the selection.
        actor: who drafts.
        folder: where the drafts go; it is made.
        only: the numbers of the candidates; without, all of `waiting`.
        reply_by: the day by which an answer is asked for, such as 2021-04-09; '' names none.

    Raises:
        BadInput: a candidate lacks nothing or has withdrawn, the day is none, or the folder cannot be written.
        NotFound: there is no such candidate, or nobody is left to remind.
        WrongStage: the decision is signed, or the stage is closed.
    """
    with workspace.reading() as reader:
        if reader.first(DecisionSignature):
            raise WrongStage(message("The decision is signed: nobody is asked for anything any more."))
        occasion = _occasion(reader, reply_by)
        addressees = [one for row in _chosen(reader, only) for one in addressees_of(row)]
    action = message("Reminders drafted: {count}", count=len(addressees))
    written: list[Path] = []
    with removed_on_failure(written), workspace.transaction(actor, action, stage=Stage.SCREENING) as tx:
        letters = [letter(one, occasion) for one in addressees]
        rows = tx.add_all([_row(*pair, actor) for pair in zip(addressees, letters, strict=True)])
        names = [f"reminder-{row.id}-{one.reference}.eml" for row, one in zip(rows, addressees, strict=True)]
        written += write_drafts(dict(zip(names, letters, strict=True)), folder)
    return [_drafted(*each) for each in zip(written, addressees, letters, strict=True)]


def waiting(rows: Sequence[Incomplete]) -> list[Incomplete]:
    """The incomplete ones who are not decided yet and were not asked for all that is missing."""
    return [row for row in rows if row.person.eligible is None and not set(row.missing) <= _asked_before(row)]


def addressees_of(row: Incomplete) -> list[Addressee]:
    """Who is asked for what. What one side alone can say goes there; where its address is unknown, to the other."""
    person, missing = row.person, row.missing
    nominators = _nominators(person)
    of_nominee = [code for code in missing if code not in OF_NOMINATOR]
    of_nominators = [code for code in missing if code in OF_NOMINATOR | OF_BOTH]
    reached = _can_be_written_to(person.candidate.email or "")
    reachable = [one for one in nominators if _can_be_written_to(one.nominator_email)]
    if not reachable:
        return [Addressee(person, None, missing)]
    if not reached:
        return [Addressee(person, nomination, missing) for nomination in reachable]
    found = [Addressee(person, None, tuple(of_nominee))] if of_nominee else []
    return found + [Addressee(person, one, tuple(of_nominators)) for one in reachable if of_nominators]


def _nominators(person: Person) -> list[Nomination]:
    """The first standing nomination of each other person who nominated."""
    own = (person.candidate.email or "").strip().casefold()
    found: dict[str, Nomination] = {}
    for nomination in person.nominations:
        address = nomination.nominator_email.strip().casefold()
        if nomination.withdrawn_at is None and not nomination.self_nomination and not (own and address == own):
            found.setdefault(address or nomination.nominator.strip().casefold(), nomination)
    return list(found.values())


def _can_be_written_to(address: str) -> bool:
    return ADDRESS.fullmatch(address) is not None


def _chosen(reader: Reader, only: Sequence[int] | None) -> list[Incomplete]:
    pool = read_pool(reader)
    rows = read_lists(reader, pool).incomplete
    if only is None:
        found = waiting(rows)
        if not found:
            raise NotFound(
                message("Nobody is left to remind: whoever lacks something was asked for it, or is decided.")
            )
        return found
    return [_of(rows, pool.person(number)) for number in dict.fromkeys(only)]


def _of(rows: Sequence[Incomplete], person: Person) -> Incomplete:
    row = next((row for row in rows if row.person.id == person.id), None)
    if person.withdrawn:
        raise BadInput(message("{id} is withdrawn already.", id=person.candidate.short_id))
    if row is None:
        raise BadInput(message("Nothing is missing of {id}.", id=person.candidate.short_id))
    return row


def _asked_before(row: Incomplete) -> set[str]:
    return {code for action in row.actions for code in action.asked}


def _occasion(reader: Reader, reply_by: str) -> Occasion:
    try:
        day = date.fromisoformat(reply_by.strip()).isoformat() if reply_by.strip() else ""
    except ValueError as error:
        raise BadInput(message("“{text}” is not a day such as 2021-04-09.", text=reply_by)) from error
    template = template_of(reader)
    title, position = setting(reader, "title"), setting(reader, "position")
    return Occasion(
        _in_languages(title, template.title),
        _in_languages(position, template.position.title),
        setting(reader, "language"),
        day,
    )


def _in_languages(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """A text of the selection: in every language where it still is the template's, else as it was written."""
    return {**known, "": text} if text in known.values() else {"": text}


def _row(addressee: Addressee, draft: Draft, actor: Actor) -> Reminder:
    return Reminder(
        candidate_id=addressee.person.id,
        nomination_id=addressee.nomination.id if addressee.nomination else None,
        asked=list(addressee.asked),
        language=draft.language,
        by=str(actor),
        at=now(),
    )


def _drafted(path: Path, addressee: Addressee, draft: Draft) -> Drafted:
    return Drafted(
        path,
        addressee.person.candidate.short_id,
        addressee.reference,
        "nominator" if addressee.nomination else "nominee",
        draft.language,
        _can_be_written_to(draft.address),
        addressee.asked,
    )
