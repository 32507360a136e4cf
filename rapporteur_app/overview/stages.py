"""Where each of the twelve stages stands, and the next thing to do in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.intake.folding import folded
from rapporteur_app.intake.roll import Roll, read_roll
from rapporteur_app.model import (
    Ballot,
    BallotStatus,
    Concern,
    ConsultationRound,
    Decision,
    DecisionSignature,
    Declaration,
    KeptApart,
    Meeting,
    Member,
    Nomination,
    Opening,
    PackEdition,
    Reply,
    Stage,
    Stakeholder,
)
from rapporteur_app.results.shortlist import shortlisted
from rapporteur_app.scoring.board import in_no_pack, not_asked
from rapporteur_app.scoring.declarations import undeclared, unsettled
from rapporteur_app.scoring.judging import counting_ballot
from rapporteur_app.scoring.keys import FIRST_ROUND, opening_keys
from rapporteur_app.setup.criteria import latest_version, missing_agreements
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.selection import chair_of
from rapporteur_app.setup.stages import closed_stages
from rapporteur_app.workspace import Reader

if TYPE_CHECKING:
    from rapporteur_app.workspace import Workspace

DONE, CURRENT, WAITING = "done", "current", "waiting"
FEW = 20
"""An e-mail that more candidates bear than this is an office's, and tells of nobody."""
NOTHING = message("Nothing left to do here.")


@dataclass(frozen=True)
class StageState:
    """One stage: done, current or waiting; what there is, and what is next."""

    stage: Stage
    state: str
    summary: Message
    next_step: Message


Finding = tuple[bool, Message, Message]
"""Whether a stage is complete, what there is in it, what is next."""


def stage_states(workspace: Workspace) -> list[StageState]:
    """All stages in order; the current one is the first that is not complete."""
    with workspace.reading() as reader:
        roll, closed = read_roll(reader), closed_stages(reader)
        found = {stage: look(reader, roll) for stage, look in LOOKS.items()}
    states, current_seen = [], False
    for stage, (complete, summary, next_step) in found.items():
        done = complete or stage in closed
        state = DONE if done else WAITING if current_seen else CURRENT
        current_seen = current_seen or not done
        states.append(StageState(stage, state, summary, NOTHING if done else next_step))
    return states


def current_stage(workspace: Workspace) -> Stage:
    """The first stage that is not complete; the last one when all are."""
    states = stage_states(workspace)
    return next((state.stage for state in states if state.state == CURRENT), Stage.OUTPUTS)


def _setup(reader: Reader, _roll: Roll) -> Finding:
    members = reader.count(Member)
    summary = plural("{count} member", "{count} members", members)
    if not scoring_members(reader):
        return False, summary, message("Add the members of the taskforce.")
    if chair_of(reader) is None:
        return False, summary, message("Say who chairs.")
    return True, summary, NOTHING


def _criteria(reader: Reader, _roll: Roll) -> Finding:
    version = latest_version(reader)
    if version is None:
        return False, message("none yet"), message("Load the criteria.")
    summary = message("version {version}", version=version.version)
    if version.frozen_at:
        return True, message("version {version}, frozen", version=version.version), NOTHING
    missing = len(missing_agreements(reader, version))
    if missing:
        return (
            False,
            summary,
            plural("{count} member has not agreed yet.", "{count} members have not agreed yet.", missing),
        )
    return False, summary, message("Freeze the criteria.")


def _nominations(reader: Reader, roll: Roll) -> Finding:
    counts = roll.counts
    nominations = plural("{count} nomination", "{count} nominations", counts.nominations)
    candidates = plural("{count} candidate", "{count} candidates", counts.candidates)
    summary = message("{nominations}, {candidates}", nominations=nominations, candidates=candidates)
    return reader.first(Nomination) is not None, summary, message("Import the nominations.")


def _screening(reader: Reader, roll: Roll) -> Finding:
    # Once packs are out, whoever is still to be clarified is not scored: the stage is over.
    open_ = sum(person.eligible is None for person in roll.entries)
    summary = plural("{count} eligible candidate", "{count} eligible candidates", roll.counts.eligible)
    if not roll.entries:
        return False, summary, message("Import the nominations first.")
    complete = open_ == 0 or reader.first(PackEdition) is not None
    waiting = plural("{count} candidate is not screened yet.", "{count} candidates are not screened yet.", open_)
    if not complete and (pairs := _alike(reader, roll)):
        same = plural(
            "{count} pair of candidates bears one name or e-mail: look at the possible duplicates first.",
            "{count} pairs of candidates bear one name or e-mail: look at the possible duplicates first.",
            pairs,
        )
        waiting = message("{first} {then}", first=same, then=waiting)
    return complete, summary, waiting


def _alike(reader: Reader, roll: Roll) -> int:
    """Pairs of candidates with one name or e-mail whom nobody has told apart: the plainest duplicates."""
    bearers: dict[str, list[int]] = {}
    for person in roll.entries:
        email = str(person.email or "").strip().casefold()
        for mark in {folded(person.name), email} - {""}:
            bearers.setdefault(mark, []).append(person.id)
    pairs = {pair for ids in bearers.values() if len(ids) <= FEW for pair in combinations(sorted(ids), 2)}
    return len(pairs - {(row.first_id, row.second_id) for row in reader.all(KeptApart)}) if pairs else 0


def _conflicts(reader: Reader, roll: Roll) -> Finding:
    members = scoring_members(reader)
    summary = plural("{count} declaration", "{count} declarations", reader.count(Declaration))
    eligible = {person.id for person in roll.eligible()}
    if not members or not eligible:
        return False, summary, message("Finish the screening first.")
    missing = [member for member in members if undeclared(reader, member.id or 0, eligible)]
    if missing:
        return (
            False,
            summary,
            plural(
                "{count} member has not declared on all candidates.",
                "{count} members have not declared on all candidates.",
                len(missing),
            ),
        )
    waiting = sum(len(unsettled(reader, member.id or 0)) for member in members)
    settles = plural("The chair settles {count} conflict.", "The chair settles {count} conflicts.", waiting)
    return waiting == 0, summary, settles


def _scoring(reader: Reader, roll: Roll) -> Finding:
    members = scoring_members(reader)
    returned = [member for member in members if counting_ballot(reader, member.id or 0, FIRST_ROUND)]
    summary = plural(
        "{returned} of {count} ballot", "{returned} of {count} ballots", len(members), returned=len(returned)
    )
    if reader.first(Opening):
        return True, summary, NOTHING
    if not opening_keys(reader, FIRST_ROUND):
        return False, summary, message("Make the keys that open the ballots.")
    if not reader.first(PackEdition):
        return False, summary, message("Make the packs and send them to the members.")
    unread = {
        row.member_id
        for row in reader.all(Ballot, without=Ballot.data, status=BallotStatus.UNCONFIRMED)
        if not row.admitted_reason
    }
    if unread - {member.id for member in returned}:
        ids = ", ".join(f"M{number}" for number in sorted(filter(None, unread)))
        return False, summary, message("Call {members} and have the words of their keys read out.", members=ids)
    late = in_no_pack(reader, [person.id for person in roll.eligible()])
    if late:
        ids = ", ".join(f"C{number}" for number in late)
        return False, summary, message("Issue packs again: {candidates} came after the packs.", candidates=ids)
    behind = [member.short_id for member in returned if not_asked(reader, member.id or 0)]
    if behind:
        ids = ", ".join(behind)
        return False, summary, message("Remind {members}: their newest packs ask for further candidates.", members=ids)
    complete = bool(members) and len(returned) == len(members)
    return complete, summary, message("Collect the ballots that come back.")


def _results(reader: Reader, _roll: Roll) -> Finding:
    opening = reader.first(Opening)
    if opening is None:
        return False, message("sealed"), message("Chair and witness open the results.")
    counted = len(opening.counted)
    return True, plural("opened with {count} ballot", "opened with {count} ballots", counted), NOTHING


def _deliberation(reader: Reader, _roll: Roll) -> Finding:
    # Deliberation may stay empty: it never holds up the next stage once there is a shortlist or a meeting.
    meetings = reader.count(Meeting)
    complete = meetings > 0 or bool(shortlisted(reader))
    return (
        complete,
        plural("{count} meeting", "{count} meetings", meetings),
        message("Record the meeting, or go on to the shortlist."),
    )


def _shortlist(reader: Reader, _roll: Roll) -> Finding:
    names = len(shortlisted(reader))
    return (
        names > 0,
        plural("{count} name", "{count} names", names),
        message("Choose the shortlist, with a reason for each name."),
    )


def _consultation(reader: Reader, _roll: Roll) -> Finding:
    rounds = reader.all(ConsultationRound)
    summary = plural("{count} reply", "{count} replies", reader.count(Reply))
    if not rounds:
        known = reader.first(Stakeholder) is not None
        return False, summary, message("Open a round.") if known else message("Load the stakeholders and open a round.")
    waiting = sum(concern.disposition is None for concern in reader.all(Concern))
    if waiting:
        return (
            False,
            summary,
            plural("{count} concern waits for an answer.", "{count} concerns wait for an answer.", waiting),
        )
    return rounds[-1].closed_at is not None, summary, message("Log the replies, then close the round.")


def _decision(reader: Reader, _roll: Roll) -> Finding:
    if not reader.first(Decision):
        return False, message("open"), message("Decide, with the justification.")
    if not reader.first(DecisionSignature):
        return False, message("taken"), message("Members endorse; then the chair signs.")
    return True, message("signed"), NOTHING


def _outputs(reader: Reader, _roll: Roll) -> Finding:
    ready = reader.first(DecisionSignature) is not None
    return False, message("ready") if ready else message("drafts"), message("Export the report whenever it is needed.")


LOOKS: dict[Stage, Callable[[Reader, Roll], Finding]] = {
    Stage.SETUP: _setup,
    Stage.CRITERIA: _criteria,
    Stage.NOMINATIONS: _nominations,
    Stage.SCREENING: _screening,
    Stage.CONFLICTS: _conflicts,
    Stage.SCORING: _scoring,
    Stage.RESULTS: _results,
    Stage.DELIBERATION: _deliberation,
    Stage.SHORTLIST: _shortlist,
    Stage.CONSULTATION: _consultation,
    Stage.DECISION: _decision,
    Stage.OUTPUTS: _outputs,
}
