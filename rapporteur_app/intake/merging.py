"""One person, many nominations: joining candidates, keeping them apart, suggesting who may be one."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.joining import living_among
from rapporteur_app.intake.pool import Person, read_pool
from rapporteur_app.model import Ballot, Candidate, KeptApart, Mention, Merge, PackEdition, Stage
from rapporteur_app.progress import SILENT
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rapporteur_app.progress import Progress
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

THRESHOLD = 85.0
"""From this score (0-100) on, two candidates are suggested as one person; below it they are only listed."""

LISTED = 70.0
"""Below this score a pair is not worth a person's time."""

FIELDS = ("given_name", "family_name", "organisation", "country", "nationality", "organisation_country", "gender",
          "age_group", "migrant_experience", "email", "phone", "job_title", "constituency", "available")  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """Two candidates who may be one person: how alike they are, and what speaks for it, field by field."""

    first: Person
    second: Person
    score: float
    evidence: dict[str, str]

    @property
    def above(self) -> bool:
        """Whether the score reaches the threshold."""
        return self.score >= THRESHOLD

    def as_json(self) -> dict[str, Any]:
        """The suggestion as other programs read it."""
        ids = [self.first.candidate.short_id, self.second.candidate.short_id]
        return {"ids": ids, "score": round(self.score, 1), "above": self.above, "evidence": self.evidence}


def merge(workspace: Workspace, actor: Actor, candidates: Sequence[int]) -> list[Merge]:
    """Join candidates into the first of them, after a person confirmed; the nominations themselves do not change.

    Raises:
        BadInput: fewer than two different candidates.
        NotFound: one of them is not there, or was merged already.
        WrongStage: ballots came in or results are open: the candidates are what members scored.
    """
    kept, *others = dict.fromkeys(candidates)
    if not others:
        raise BadInput(message("Name at least two different candidates to merge."))
    ids = ", ".join(f"C{number}" for number in others)
    with workspace.transaction(
        actor, message("Merged {ids} into {kept}", ids=ids, kept=f"C{kept}"), stage=Stage.NOMINATIONS
    ) as tx:
        if tx.first(Ballot) or tx.first(PackEdition):
            raise WrongStage(
                message("Packs went out already; candidates who are being scored are not merged any more.")
            )
        target = live(tx, kept)
        return [_join(tx, target, live(tx, number)) for number in others]


def living_ids(reader: Reader) -> Callable[[int], int]:
    """Tells of each candidate's number as whom they go on after merges; their own where they were not merged."""
    return living_among(reader.all(Candidate))


def live(reader: Reader, number: int) -> Candidate:
    """A candidate who was not merged into another.

    Raises:
        NotFound: there is none; the sentence says into whom they were merged.
    """
    candidate = reader.need(Candidate, number)
    if candidate.merged_into is not None:
        into = f"C{candidate.merged_into}"
        raise NotFound(message("{id} was merged into {into}.", id=candidate.short_id, into=into))
    return candidate


def _join(tx: Transaction, kept: Candidate, other: Candidate) -> Merge:
    moved = tx.all(Mention, candidate_id=other.id)
    for mention in moved:
        mention.candidate_id = kept.id or 0
        tx.session.add(mention)
    other.merged_into = kept.id
    tx.session.add(other)
    fill(kept, other)
    tx.session.add(kept)
    ids = [mention.id or 0 for mention in moved]
    return tx.add(Merge(kept_id=kept.id or 0, joined_id=other.id or 0, mentions=ids, at=now()))


def fill(kept: Candidate | SimpleNamespace, other: Candidate | SimpleNamespace) -> None:
    """Take over what the kept candidate does not say yet; never change what it says."""
    for name in FIELDS:
        if getattr(kept, name) in (None, ""):
            setattr(kept, name, getattr(other, name))
    kept.thematic_areas = sorted({*kept.thematic_areas, *other.thematic_areas})
    kept.languages = list(dict.fromkeys([*kept.languages, *other.languages]))


def undo_merge(workspace: Workspace, actor: Actor, number: int) -> None:
    """Separate what a merge joined: its nominations go back to the candidate that they named.

    Raises:
        NotFound: there is no such merge.
        WrongStage: it was undone already.
    """
    with workspace.transaction(actor, message("Merge {id} undone", id=f"G{number}"), stage=Stage.NOMINATIONS) as tx:
        row = tx.need(Merge, number)
        if row.undone_at is not None:
            raise WrongStage(message("Merge {id} was undone already.", id=row.short_id))
        joined = tx.need(Candidate, row.joined_id)
        for mention_id in row.mentions:
            mention = tx.need(Mention, mention_id)
            mention.candidate_id = row.joined_id
            tx.session.add(mention)
        joined.merged_into, row.undone_at = None, now()
        tx.add_all([joined, row])


def keep_apart(workspace: Workspace, actor: Actor, first: int, second: int) -> None:
    """Remember that two candidates who look alike are different persons.

    Raises:
        BadInput: they are the same candidate.
        NotFound: one of them is not there.
    """
    if first == second:
        raise BadInput(message("Name two different candidates to keep apart."))
    low, high = sorted((first, second))
    action = message("Kept apart: {first} and {second}", first=f"C{low}", second=f"C{high}")
    with workspace.transaction(actor, action, stage=Stage.NOMINATIONS) as tx:
        live(tx, low), live(tx, high)
        if tx.first(KeptApart, first_id=low, second_id=high) is None:
            tx.add(KeptApart(first_id=low, second_id=high))


def suggest(reader: Reader, progress: Progress = SILENT) -> list[Suggestion]:
    """Pairs of candidates who may be one person, best first; pairs kept apart are left out.

    Raises:
        Cancelled: the person asked to stop.
    """
    from rapporteur_app.intake.blocking import candidate_pairs
    from rapporteur_app.intake.matching import FIELDS as EVIDENCE
    from rapporteur_app.intake.matching import compare, traits

    persons = sorted(read_pool(reader).persons, key=lambda person: person.id)
    known = [traits(person.name, {what: getattr(person.candidate, what) for what in EVIDENCE}) for person in persons]
    apart = {(row.first_id, row.second_id) for row in reader.all(KeptApart)}
    progress.start(message("Comparing candidates"), 2 * len(persons))
    pairs = candidate_pairs(known, progress)
    found, done = [], 0
    for compared, (at, other) in enumerate(pairs.tolist(), 1):
        likeness = compare(known[at], known[other], LISTED)
        if likeness is not None and (persons[at].id, persons[other].id) not in apart:
            found.append(Suggestion(persons[at], persons[other], *likeness))
        if (reached := len(persons) * compared // len(pairs)) > done:
            progress.advance(reached - done)
            done = reached
    progress.advance(len(persons) - done)
    return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.first.id, suggestion.second.id))
