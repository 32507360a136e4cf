"""Conflicts of interest: what members declare, and the recusals that the chair confirms."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import LANGUAGES, Message, catalogue, message
from rapporteur_app.intake.folding import folded
from rapporteur_app.intake.merging import living_ids
from rapporteur_app.intake.names import ids_by_name, one_called
from rapporteur_app.intake.pool import names_to_ids, read_pool
from rapporteur_app.model import Declaration, Interest, Member, Opening, Recusal, Role, Stage
from rapporteur_app.setup.criteria import frozen_policy
from rapporteur_app.setup.members import require_role, scoring_members
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace


INTERESTS: dict[Interest, Message] = {
    Interest.NONE: message("none"),
    Interest.AFFINITY: message("affinity"),
    Interest.CONFLICT: message("conflict"),
    Interest.UNSURE: message("unsure"),
}
"""What a member may declare, in words."""


def interest_named(text: str) -> Interest:
    """The declaration that a word names: none, affinity, conflict, unsure, or one of these in another language.

    Raises:
        BadInput: it is none of them.
    """
    found = _interests_by_word().get(folded(text))
    if found is None:
        known = ", ".join(interest.value for interest in Interest)
        raise BadInput(message("“{text}” is not a declaration. Use one of: {known}.", text=text, known=known))
    return found


@cache
def _interests_by_word() -> dict[str, Interest]:
    """The declarations by their words in every language; the English ones are what a file holds."""
    return {
        folded(catalogue(language).render(words)): interest
        for language in LANGUAGES
        for interest, words in INTERESTS.items()
    } | {interest.value: interest for interest in Interest}


def declare(
    workspace: Workspace, actor: Actor, member: int, candidate: int, interest: Interest, reason: str = ""
) -> None:
    """Record what a member declares about a candidate; it takes the place of what they declared before.

    A confirmed recusal stays, whatever is declared later: only the chair lifts it (`lift_recusal`).

    Raises:
        NotFound: there is no such member or candidate.
        BadInput: a reason is missing; the member does not score; the candidate is not eligible.
    """
    action = message("Declared by {member} on {candidate}", member=f"M{member}", candidate=f"C{candidate}")
    with workspace.transaction(actor, action, stage=Stage.CONFLICTS) as tx:
        _declare(tx, _scorer(tx, member), candidate, interest, reason, _eligible(tx))


def _declare(
    tx: Transaction, member: Member, candidate: int, interest: Interest, reason: str, eligible: set[int]
) -> None:
    if tx.first(Opening):
        raise WrongStage(message("The results are open; declarations can no longer change."))
    if candidate not in eligible:
        raise BadInput(message("C{number} is not an eligible candidate; only those are declared on.", number=candidate))
    if interest is not Interest.NONE and not reason.strip():
        raise BadInput(
            message(
                "Give a reason for “{interest}” ({member} on C{number}).",
                interest=interest.value,
                member=member.short_id,
                number=candidate,
            )
        )
    scorer = member.id or 0
    known = tx.first(Declaration, member_id=scorer, candidate_id=candidate)
    row = known or Declaration(member_id=scorer, candidate_id=candidate, interest=interest, at=now())
    row.interest, row.reason, row.at = interest, reason.strip(), now()
    tx.session.add(row)


def _scorer(reader: Reader, number: int) -> Member:
    member = reader.need(Member, number)
    if member.id not in {scorer.id for scorer in scoring_members(reader)}:
        raise BadInput(message("{member} does not score, so declares nothing.", member=member.short_id))
    return member


def _eligible(reader: Reader) -> set[int]:
    return {person.id for person in read_pool(reader).eligible()}


def load_declarations(workspace: Workspace, actor: Actor, rows: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """Record declarations from a table: member, candidate, state, reason. All rows or none.

    Members are named by id, e-mail or name; candidates by id or name. A blank state is not yet declared. Declarations
    on candidates who are not eligible are counted as skipped.

    Returns:
        {"declared", "blank", "skipped"}: how many rows of each.

    Raises:
        BadInput: a row names nobody or no state, or lacks a reason; the sentence says which row.
    """
    counts = {"declared": 0, "blank": 0, "skipped": 0}
    with workspace.transaction(
        actor, message("Declarations loaded: {count}", count=len(rows)), stage=Stage.CONFLICTS
    ) as tx:
        pool = read_pool(tx)
        names, eligible, scorers = names_to_ids(pool), {person.id for person in pool.eligible()}, _members(tx)
        for number, row in enumerate(rows, start=2):
            counts[_load_row(tx, row, number, names, eligible, scorers)] += 1
    return counts


def _members(reader: Reader) -> dict[str, set[str]]:
    return ids_by_name(
        (member.short_id, filter(None, (member.name, member.email))) for member in scoring_members(reader)
    )


def _load_row(
    tx: Transaction,
    row: Mapping[str, str],
    number: int,
    names: Mapping[str, set[str]],
    eligible: set[int],
    scorers: Mapping[str, set[str]],
) -> str:
    state = (row.get("state") or row.get("interest") or "").strip()
    if not state:
        return "blank"
    scorer, found = (
        one_called(known, row.get(column, ""), number) for known, column in ((scorers, "member"), (names, "candidate"))
    )
    if scorer is None:
        raise BadInput(
            message("Row {row}: there is no scoring member “{name}”.", row=number, name=row.get("member", ""))
        )
    if found is None:
        raise BadInput(message("Row {row}: there is no candidate “{name}”.", row=number, name=row.get("candidate", "")))
    candidate = int(found.removeprefix("C"))
    if candidate not in eligible:
        return "skipped"
    member = tx.need(Member, int(scorer.removeprefix("M")))
    _declare(tx, member, candidate, _interest_in_row(state, number), row.get("reason", ""), eligible)
    return "declared"


def _interest_in_row(text: str, number: int) -> Interest:
    try:
        return interest_named(text)
    except BadInput as refusal:
        raise BadInput(message("Row {row}: {reason}", row=number, reason=refusal.message)) from refusal


def confirm_recusal(workspace: Workspace, actor: Actor, member: int, candidate: int) -> Recusal:
    """Turn a member's declared interest into a recusal, so that no pack of theirs holds the candidate's dossier.

    A score given before stays stored and is left out of the results (product.md, stage 5).

    Raises:
        NotFound: the member has declared nothing about this candidate yet.
        BadInput: what was declared is 'none'; or a member acts who does not chair.
        WrongStage: the results of the round are already open.
    """
    action = message("Recusal confirmed: {member} on {candidate}", member=f"M{member}", candidate=f"C{candidate}")
    with workspace.transaction(actor, action, stage=Stage.CONFLICTS) as tx:
        _require_chair(tx, actor)
        if tx.first(Opening):
            raise WrongStage(message("The results are open: a recusal can no longer be confirmed for this round."))
        declaration = tx.first(Declaration, member_id=member, candidate_id=candidate)
        if declaration is None:
            raise NotFound(
                message("M{member} has declared nothing about C{candidate} yet.", member=member, candidate=candidate)
            )
        if declaration.interest is Interest.NONE:
            raise BadInput(
                message(
                    "M{member} declared no interest in C{candidate}; there is nothing to recuse.",
                    member=member,
                    candidate=candidate,
                )
            )
        known = tx.first(Recusal, member_id=member, candidate_id=candidate)
        return known or tx.add(Recusal(member_id=member, candidate_id=candidate, confirmed_at=now()))


def lift_recusal(workspace: Workspace, actor: Actor, member: int, candidate: int, reason: str) -> None:
    """Take back a confirmed recusal, for the chair to do; the reason stands in the log.

    What the member declared stays: a conflict or doubt then waits to be settled again, and no pack is made before.

    Raises:
        BadInput: no reason was given; or a member acts who does not chair.
        NotFound: there is no such recusal, or it is the policy's and not the chair's.
        WrongStage: the results of the round are already open.
    """
    if not reason.strip():
        raise BadInput(message("A recusal is lifted only with a reason."))
    action = message(
        "Recusal lifted: {member} on {candidate}. Reason: {reason}",
        member=f"M{member}",
        candidate=f"C{candidate}",
        reason=reason.strip(),
    )
    with workspace.transaction(actor, action, stage=Stage.CONFLICTS) as tx:
        if tx.first(Opening):
            raise WrongStage(message("The results are open: a recusal can no longer be lifted for this round."))
        _require_chair(tx, actor)
        living = living_ids(tx)
        found = [row for row in tx.all(Recusal, member_id=member) if living(row.candidate_id) == living(candidate)]
        if not found and (member, living(candidate)) in recused_pairs(tx):
            raise NotFound(
                message(
                    "M{member} is recused on C{candidate} by the policy on affinity, which was frozen.",
                    member=member,
                    candidate=candidate,
                )
            )
        if not found:
            raise NotFound(message("M{member} is not recused on C{candidate}.", member=member, candidate=candidate))
        for row in found:
            tx.delete(row)


def _require_chair(reader: Reader, actor: Actor) -> None:
    """See that it is the chair who acts, or the secretariat for the chair."""
    if actor.member is not None:
        require_role(reader, actor.member, Role.CHAIR, Role.CO_CHAIR)


def confirmed_recusals(reader: Reader) -> set[tuple[int, int]]:
    """Every (member, candidate) whose recusal the chair confirmed; candidates as they go on after merges."""
    living = living_ids(reader)
    return {(row.member_id, living(row.candidate_id)) for row in reader.all(Recusal)}


def recused_pairs(reader: Reader) -> set[tuple[int, int]]:
    """Every (member, candidate) that is recused: confirmed by the chair, or by the policy on affinity."""
    living, pairs = living_ids(reader), confirmed_recusals(reader)
    if frozen_policy(reader)["policy.affinity"] == "recuse":
        rows = reader.all(Declaration, interest=Interest.AFFINITY)
        pairs |= {(row.member_id, living(row.candidate_id)) for row in rows}
    return pairs


def undeclared(reader: Reader, member: int, eligible: Set[int] | None = None) -> list[int]:
    """The eligible candidates on whom a member has declared nothing, by id.

    Args:
        reader: the selection.
        member: whose declarations.
        eligible: the ids of the eligible candidates, where they are known already: finding them reads the whole pool.
    """
    declared = {row.candidate_id for row in reader.all(Declaration, member_id=member)}
    return sorted((_eligible(reader) if eligible is None else eligible) - declared)


def unsettled(reader: Reader, member: int) -> list[int]:
    """The candidates whom a member declared as conflict or unsure and the chair has not settled: no pack before that.

    An 'unsure' is settled by a confirmed recusal or by another declaration; a conflict by its confirmation.
    """
    settled = {row.candidate_id for row in reader.all(Recusal, member_id=member)}
    open_ = (Interest.UNSURE, Interest.CONFLICT)
    rows = [row for row in reader.all(Declaration, member_id=member) if row.interest in open_]
    return sorted(row.candidate_id for row in rows if row.candidate_id not in settled)


def conflicts_json(reader: Reader) -> dict[str, Any]:
    """The grid of members and eligible candidates as other programs read it."""
    pool, pairs = read_pool(reader), recused_pairs(reader)
    rows = {(row.member_id, row.candidate_id): row for row in reader.all(Declaration)}
    members = scoring_members(reader)
    eligible = {person.id for person in pool.eligible()}
    return {
        "members": [member.short_id for member in members],
        "candidates": [person.candidate.short_id for person in pool.eligible()],
        "declarations": [
            {
                "member": f"M{member}",
                "candidate": f"C{candidate}",
                "state": row.interest.value,
                "reason": row.reason,
                "recused": (member, candidate) in pairs,
            }
            for (member, candidate), row in sorted(rows.items())
        ],
        "undeclared": {
            member.short_id: [f"C{number}" for number in undeclared(reader, member.id or 0, eligible)]
            for member in members
        },
    }
