"""What the screening page shows, read at one moment, and the views of its queue: whom each holds."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.intake.rule_box import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.intake.pool import Person, Pool
    from rapporteur_app.intake.screening import Proposal
    from rapporteur_app.intake.screening_lists import Incomplete, Late, Lists
    from rapporteur_app.intake.second_check import Trace, Traces
    from rapporteur_app.setup.template_parts import EligibilityRule
    from rapporteur_app.workspace import Workspace


class View(StrEnum):
    """The candidates that the queue can be narrowed to."""

    ALL = "all"
    OPEN = "open"
    UNCHECKED = "unchecked"
    LATE = "late"
    INCOMPLETE = "incomplete"
    PROPOSED = "proposed"


TITLES: dict[View, Message] = {
    View.ALL: message("All candidates"),
    View.OPEN: message("Open ones"),
    View.UNCHECKED: message("Not yet checked by a second person"),
    View.LATE: message("Late ones"),
    View.INCOMPLETE: message("Incomplete ones"),
    View.PROPOSED: message("With a proposal of the program"),
}


@dataclass(frozen=True)
class ScreeningShown:
    """The pool, the rules, what the program proposes by candidate and rule, who found what, the lists."""

    pool: "Pool"
    rules: "tuple[EligibilityRule, ...]"
    proposals: "dict[tuple[int, str], list[Proposal]]"
    proposed: int
    traces: "Traces"
    lists: "Lists"

    @cached_property
    def late(self) -> "dict[int, list[Late]]":
        """The late nominations by candidate."""
        found: dict[int, list[Late]] = {}
        for row in self.lists.late:
            for person in row.persons:
                found.setdefault(person.id, []).append(row)
        return found

    @cached_property
    def incomplete(self) -> "dict[int, Incomplete]":
        """What is missing, by candidate."""
        return {row.person.id: row for row in self.lists.incomplete}

    def held_by(self, view: View) -> "list[Person]":
        """The candidates of a view."""
        from rapporteur_app.intake.second_check import is_unchecked

        holds: dict[View, Callable[[Person], bool]] = {
            View.ALL: lambda _person: True,
            View.OPEN: lambda person: person.eligible is None,
            View.UNCHECKED: lambda person: is_unchecked(self.traces, person),
            View.LATE: lambda person: person.id in self.late,
            View.INCOMPLETE: lambda person: person.id in self.incomplete,
            View.PROPOSED: lambda person: any((person.id, rule.code) in self.proposals for rule in self.rules),
        }
        return [person for person in self.pool.persons if holds[view](person)]

    def lack(self, person: "Person", *, briefly: bool = False) -> Message:
        """What is late and what is missing of a candidate, in one line; '' where nothing is."""
        from rapporteur_app.intake.missing import listed

        said = [row.late for row in self.late.get(person.id, ())]
        row = self.incomplete.get(person.id)
        if row is not None:
            missing = listed(row.missing)
            said.append(missing if briefly else message("missing: {fields}", fields=missing))
        return joined(said)

    def done(self, person: "Person", shown: Callable[[str], str], *, briefly: bool = False) -> Message:
        """What was done about who is late or incomplete, in one line, or the last of it; '' about all others."""
        from rapporteur_app.intake.actions_taken import phrase

        row = self.incomplete.get(person.id)
        rows = [*self.late.get(person.id, ()), *([row] if row is not None else [])]
        actions = tuple(dict.fromkeys(action for each in rows for action in each.actions))
        return phrase(actions[-1:] if briefly else actions, shown) if rows else joined([])


def read_screening(workspace: "Workspace") -> ScreeningShown:
    """Everything that the page shows, of one moment."""
    from rapporteur_app.intake.pool import read_pool
    from rapporteur_app.intake.screening import propose
    from rapporteur_app.intake.screening_lists import read_lists
    from rapporteur_app.intake.second_check import read_traces
    from rapporteur_app.setup.selection import template_of

    with workspace.reading() as reader:
        pool, proposals = read_pool(reader), propose(reader)
        rules, traces, lists = template_of(reader).rules, read_traces(reader, pool), read_lists(reader, pool)
    return ScreeningShown(pool, rules, by_candidate(pool, proposals), len(proposals), traces, lists)


def by_candidate(pool: "Pool", proposals: "Sequence[Proposal]") -> "dict[tuple[int, str], list[Proposal]]":
    """The proposals by candidate and rule: one, or one for each of the candidate's nominations."""
    named: dict[int, list[int]] = {}
    for person in pool.persons:
        for nomination in person.nominations:
            named.setdefault(nomination.id or 0, []).append(person.id)
    grouped: dict[tuple[int, str], list[Proposal]] = {}
    for each in proposals:
        subject = each.subject
        for owner in [subject.candidate] if subject.candidate else named.get(subject.nomination or 0, []):
            grouped.setdefault((owner, each.rule), []).append(each)
    return grouped


def proposal_words(proposals: "Sequence[Proposal]", country: Callable[[str], str]) -> Message | None:
    """What is proposed for one rule of a candidate, each with its nomination where they are several."""
    if not proposals:
        return None
    said = [_said(each, country, named=len(proposals) > 1) for each in proposals]
    return message("Proposed: {what}", what=joined(said))


def _said(proposal: "Proposal", country: Callable[[str], str], *, named: bool) -> Message:
    from rapporteur_app.intake.program_notes import as_message

    reason = as_message(str(proposal.reason), country) or proposal.reason
    words = message("{state} ({reason})", state=WORDS[proposal.state], reason=reason)
    return message("{id} {what}", id=proposal.subject.short_id, what=words) if named else words


def trace_words(trace: "Trace", who: Callable[[str], Message], shown: Callable[[str], str]) -> Message:
    """Who found it and when, and who checked it."""
    found = message("Found by {who}, {moment}.", who=joined([who(one) for one in trace.found_by]),
                    moment=shown(trace.found_at))  # fmt: skip
    if not trace.checked_by:
        return message("{found} Not yet checked by a second person.", found=found)
    names = joined([who(one) for one in trace.checked_by.split(", ")])
    return message("{found} Checked by {who}.", found=found, who=names)


def joined(said: "Sequence[Message]") -> Message:
    """Messages in one line; '' of none."""
    if not said:
        return Message("")
    whole = said[0]
    for words in said[1:]:
        whole = message("{first}; {second}", first=whole, second=words)
    return whole
