"""Who found what in the screening, and who looked at it a second time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.model import Finding

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person, Pool
    from rapporteur_app.workspace import Reader


@dataclass(frozen=True)
class Trace:
    """What was found for one rule of a candidate: by whom, when last, and who checked all of it ('' if nobody)."""

    found_by: tuple[str, ...]
    found_at: str
    checked_by: str


Traces = dict[tuple[int, str], Trace]
"""By candidate and rule, where anything was found."""


def read_traces(reader: Reader, pool: Pool) -> Traces:
    """Who found and checked what, for each candidate and rule of the pool."""
    rows: dict[tuple[int | None, int | None], list[Finding]] = defaultdict(list)
    for finding in reader.all(Finding):
        rows[finding.candidate_id, finding.nomination_id].append(finding)
    found: Traces = {}
    for person in pool.persons:
        for rule in person.findings:
            own = [row for row in _of(rows, person) if row.rule == rule]
            if own:
                who = tuple(dict.fromkeys(row.by for row in own))
                found[person.id, rule] = Trace(who, max(row.at for row in own), person.checked.get(rule, ""))
    return found


def _of(rows: dict[tuple[int | None, int | None], list[Finding]], person: Person) -> list[Finding]:
    live = [nomination.id for nomination in person.nominations if nomination.withdrawn_at is None]
    keys = [(person.id, None), *((None, number) for number in live)]
    return [row for key in keys for row in rows.get(key, ())]


def is_unchecked(traces: Traces, person: Person) -> bool:
    """Whether anything that was found of a candidate waits for a second person."""
    traced = (traces.get((person.id, rule)) for rule in person.findings)
    return not person.withdrawn and any(trace is not None and not trace.checked_by for trace in traced)
