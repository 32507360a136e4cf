"""The roll: candidates and nominations with the little that lists and counts tell of them, however many there are.

The pool holds every word of every nomination, and takes ten seconds and a gigabyte for 100,000 of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from rapporteur_app.intake.pool import Counts, Found, nominator_key
from rapporteur_app.model import Candidate, Mention, Nomination

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.workspace import Reader

CANDIDATE_COLUMNS = (
    Candidate.id, Candidate.name, Candidate.email, Candidate.organisation, Candidate.country, Candidate.constituency,
    Candidate.merged_into,
)  # fmt: skip
NOMINATION_COLUMNS = (
    Nomination.id, Nomination.import_id, Nomination.file, Nomination.row, Nomination.submitted_at,
    Nomination.nominator, Nomination.nominator_email, Nomination.self_nomination, Nomination.withdrawn_at,
)  # fmt: skip


class Entry(NamedTuple):
    """One candidate."""

    id: int
    name: str
    email: str | None
    organisation: str | None
    country: str | None
    constituency: str | None
    nominations: Sequence[int]
    withdrawn: bool
    eligible: bool | None


class Received(NamedTuple):
    """One nomination, and the candidates whom it names."""

    id: int
    import_id: int | None
    file: str
    row: int | None
    submitted_at: str | None
    nominator: str
    nominator_email: str
    self_nomination: bool
    withdrawn_at: str | None
    named: Sequence[int]


@dataclass(frozen=True)
class Roll:
    """All candidates who were not merged into another, and all nominations, by id."""

    entries: list[Entry]
    received: list[Received]

    @property
    def counts(self) -> Counts:
        """The counts that every screen and report shows."""
        nominators = {nominator_key(row.nominator, row.nominator_email) for row in self.received} - {""}
        return Counts(
            nominations=len(self.received),
            mentions=sum(len(row.named) for row in self.received),
            nominators=len(nominators),
            candidates=len(self.entries),
            eligible=len(self.eligible()),
        )

    def eligible(self) -> list[Entry]:
        """The candidates who are eligible."""
        return [entry for entry in self.entries if entry.eligible is True]


def read_roll(reader: Reader) -> Roll:
    """Read every candidate and every nomination; what each candidate may go on to is decided as in the pool."""
    found = Found(reader)
    named: dict[int, list[int]] = defaultdict(list)
    naming: dict[int, list[int]] = defaultdict(list)
    for _id, nomination, candidate in reader.values(Mention.id, Mention.nomination_id, Mention.candidate_id):
        named[nomination].append(candidate)
        naming[candidate].append(nomination)
    received = [Received._make((*row, named.get(row[0], ()))) for row in reader.values(*NOMINATION_COLUMNS)]
    gone = {row.id for row in received if row.withdrawn_at is not None}
    entries = [
        _entry(found, row, naming[row[0]], gone)
        for *row, merged_into in reader.values(*CANDIDATE_COLUMNS)
        if merged_into is None and row[0] in naming
    ]
    return Roll(entries, received)


def _entry(found: Found, row: list[Any], nominations: list[int], gone: set[int]) -> Entry:
    number = row[0]
    live = [nomination for nomination in nominations if nomination not in gone] if gone else nominations
    withdrawn = found.is_withdrawn(number, nominations, live)
    eligible = found.eligible(number, live, withdrawn=withdrawn)
    return Entry._make((*row, nominations, withdrawn, eligible))
