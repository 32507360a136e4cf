"""One person, many nominations: joining candidates, keeping them apart, suggesting who may be one."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.joining import THRESHOLD, living_in
from rapporteur_app.intake.pool import Person, read_pool
from rapporteur_app.intake.settling import FIELDS, LISTS, fill, let_go, settle
from rapporteur_app.model import Ballot, Candidate, KeptApart, Mention, Merge, PackEdition, Stage
from rapporteur_app.progress import SILENT
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from rapporteur_app.intake.matching import Traits
    from rapporteur_app.progress import Progress
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

LISTED = 70.0
"""Below this score a pair is not worth a person's time."""


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


def merge(
    workspace: Workspace, actor: Actor, candidates: Sequence[int], only: Collection[int] | None = None
) -> list[Merge]:
    """Join candidates into the first of them, after a person confirmed; the nominations themselves do not change.

    Args:
        workspace: the selection.
        actor: who confirmed it.
        candidates: their numbers, first the one who is kept.
        only: nominations of the others, by number: these alone come over, and who has more goes on with the rest.
            By default all come over, and the others go on as the one who is kept.

    Raises:
        BadInput: fewer than two different candidates, or none of the chosen nominations is one candidate's.
        NotFound: one of them is not there, or was merged already; or a chosen nomination names none of the others.
        WrongStage: ballots came in or results are open: the candidates are what members scored.
    """
    kept, *others = dict.fromkeys(candidates)
    if not others:
        raise BadInput(message("Name at least two different candidates to merge."))
    with workspace.transaction(actor, _told(kept, others, only), stage=Stage.NOMINATIONS) as tx:
        _require_unscored(tx)
        target = live(tx, kept)
        joined = [live(tx, number) for number in others]
        coming = {other.id or 0: tx.all(Mention, candidate_id=other.id) for other in joined}
        if only is not None:
            coming = _chosen(coming, set(only))
        return [_join(tx, target, other, coming[other.id or 0]) for other in joined]


def _told(kept: int, others: Sequence[int], only: Collection[int] | None) -> Message:
    ids, into = ", ".join(f"C{number}" for number in others), f"C{kept}"
    if only is None:
        return message("Merged {ids} into {kept}", ids=ids, kept=into)
    chosen = ", ".join(f"N{number}" for number in sorted(set(only)))
    return message("Moved {nominations} of {ids} to {kept}", nominations=chosen, ids=ids, kept=into)


def _require_unscored(reader: Reader) -> None:
    if reader.first(Ballot) or reader.first(PackEdition):
        raise WrongStage(message("Packs went out already; candidates who are being scored are not merged any more."))


def _chosen(mentions: dict[int, list[Mention]], only: set[int]) -> dict[int, list[Mention]]:
    """Of each candidate's mentions those in the chosen nominations."""
    named = {mention.nomination_id for found in mentions.values() for mention in found}
    ids = ", ".join(f"C{number}" for number in mentions)
    for number in sorted(only - named):
        raise NotFound(message("Nomination {id} names none of {ids}.", id=f"N{number}", ids=ids))
    chosen = {
        number: [mention for mention in found if mention.nomination_id in only] for number, found in mentions.items()
    }
    for number, found in chosen.items():
        if not found:
            raise BadInput(message("Choose at least one nomination of {id}.", id=f"C{number}"))
    return chosen


def living_ids(reader: Reader) -> Callable[[int], int]:
    """Tells of each candidate's number as whom they go on after merges; their own where they were not merged."""
    return living_in(dict(reader.values(Candidate.id, Candidate.merged_into)))


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


def _join(tx: Transaction, kept: Candidate, other: Candidate, moved: Sequence[Mention]) -> Merge:
    ids = {mention.id for mention in moved}
    rest = [mention for mention in tx.all(Mention, candidate_id=other.id) if mention.id not in ids]
    before = {"kept": _image(kept), "joined": _image(other)}
    if rest:
        for mention in moved:
            fill(kept, _spoken(mention))
        let_go(other, moved, rest)
    else:
        fill(kept, other)
        other.merged_into = kept.id
    for mention in moved:
        mention.candidate_id = kept.id or 0
    tx.add_all([*moved, kept, other])
    after = {"kept": _image(kept), "joined": _image(other)}
    changes = {
        who: {name: [value, after[who][name]] for name, value in image.items() if value != after[who][name]}
        for who, image in before.items()
    }
    return tx.add(
        Merge(kept_id=kept.id or 0, joined_id=other.id or 0, mentions=[mention.id or 0 for mention in moved],
              whole=not rest, changes=changes, at=now())
    )  # fmt: skip


def _image(candidate: Candidate) -> dict[str, Any]:
    """All of a candidate that a merge may change, but whose they go on as."""
    lists = {name: list(getattr(candidate, name)) for name in LISTS}
    return {name: getattr(candidate, name) for name in ("name", "spelling", *FIELDS)} | lists


def _spoken(mention: Mention) -> SimpleNamespace:
    """What one nomination says of the person whom it names."""
    lists = {name: mention.said.get(name) or [] for name in LISTS}
    return SimpleNamespace(**{name: mention.said.get(name) for name in FIELDS}, **lists)


def undo_merge(workspace: Workspace, actor: Actor, number: int) -> None:
    """Separate what a merge joined: its nominations go back to the candidate that they named.

    What it filled in is taken back where it still stands so.

    Raises:
        NotFound: there is no such merge.
        WrongStage: it was undone already, a later merge goes on from it, or packs went out.
    """
    with workspace.transaction(actor, message("Merge {id} undone", id=f"G{number}"), stage=Stage.NOMINATIONS) as tx:
        row = tx.need(Merge, number)
        _require_unscored(tx)
        if row.undone_at is not None:
            raise WrongStage(message("Merge {id} was undone already.", id=row.short_id))
        _require_last(tx, row)
        kept, joined = tx.need(Candidate, row.kept_id), tx.need(Candidate, row.joined_id)
        # A later export may have named somebody else in one of these rows: that stays as it says.
        back = [found for each in row.mentions if (found := tx.get(Mention, each)) and found.candidate_id == kept.id]
        for mention in back:
            mention.candidate_id = row.joined_id
        for who, candidate in (("kept", kept), ("joined", joined)):
            _put_back(candidate, row.changes.get(who, {}))
        # A later export may have said more of either since they were joined.
        rest, theirs = _others(tx, kept, back), [*back, *_others(tx, joined, back)]
        let_go(kept, back, rest)
        for mention in rest:
            fill(kept, _spoken(mention))
        settle(joined, theirs)
        if row.whole:
            joined.merged_into = None
        row.undone_at = now()
        tx.add_all([*back, kept, joined, row])


def _others(tx: Transaction, candidate: Candidate, moved: Sequence[Mention]) -> list[Mention]:
    ids = {mention.id for mention in moved}
    return [mention for mention in tx.all(Mention, candidate_id=candidate.id) if mention.id not in ids]


def _require_last(reader: Reader, row: Merge) -> None:
    """Refuse where a later merge moved the same nominations on, or the rest of the same candidate away."""
    for later in reader.all(Merge, undone_at=None):
        onward = later.whole and later.joined_id in (row.kept_id, row.joined_id)
        if (later.id or 0) > (row.id or 0) and (onward or set(later.mentions) & set(row.mentions)):
            raise WrongStage(
                message("Merge {later} goes on from merge {id}: undo it first.", later=later.short_id, id=row.short_id)
            )


def _put_back(candidate: Candidate, changes: dict[str, list[Any]]) -> None:
    for name, (before, after) in changes.items():
        if getattr(candidate, name) == after:
            setattr(candidate, name, before)


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


def no_longer_apart(workspace: Workspace, actor: Actor, first: int, second: int) -> None:
    """Forget that two candidates were kept apart: they may be suggested as one person again.

    Raises:
        NotFound: they were not kept apart.
    """
    low, high = sorted((first, second))
    ids = {"first": f"C{low}", "second": f"C{high}"}
    action = message("No longer kept apart: {first} and {second}", **ids)
    with workspace.transaction(actor, action, stage=Stage.NOMINATIONS) as tx:
        row = tx.first(KeptApart, first_id=low, second_id=high)
        if row is None:
            raise NotFound(message("{first} and {second} were not kept apart.", **ids))
        tx.delete(row)


def suggest(reader: Reader, progress: Progress = SILENT) -> list[Suggestion]:
    """Pairs of candidates who may be one person, best first; pairs kept apart are left out.

    Raises:
        Cancelled: the person asked to stop.
    """
    from rapporteur_app.intake.blocking import candidate_pairs
    from rapporteur_app.intake.matching import compare

    persons = sorted(read_pool(reader).persons, key=lambda person: person.id)
    known = [_traits(person) for person in persons]
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


def compared(reader: Reader, first: int, second: int) -> Suggestion:
    """Two candidates of one's own choice side by side, however unlike they are.

    Raises:
        NotFound: one of them is not there, or was merged into another.
    """
    from rapporteur_app.intake.matching import compare

    pool = read_pool(reader)
    one, two = pool.person(first), pool.person(second)
    points, evidence = compare(_traits(one), _traits(two)) or (0.0, {})
    return Suggestion(one, two, points, evidence)


def _traits(person: Person) -> Traits:
    from rapporteur_app.intake.matching import FIELDS as EVIDENCE
    from rapporteur_app.intake.matching import traits

    return traits(person.name, {what: getattr(person.candidate, what) for what in EVIDENCE})
