"""The decision: the selected candidate, the alternates in order, the justification, and why it deviates if it does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rapporteur_app.consultation.shortlist import need_shortlist
from rapporteur_app.decision.settled import require_settled
from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Answer, Decision, DecisionSignature, Endorsement, Stage, Texts, Withdrawal
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

LANGUAGE = re.compile(r"[a-z]{2,3}")


def decide(
    workspace: Workspace,
    actor: Actor,
    selected: int,
    alternates: Sequence[int],
    justification: Mapping[str, str],
    deviation: str = "",
) -> Decision:
    """Take the decision, or another one in its place as long as the chair has not signed.

    A new decision asks for the members' endorsements anew; who declined before stays declined.

    Args:
        workspace: the selection.
        actor: who writes it down.
        selected: the number of the selected candidate.
        alternates: the numbers of those who follow if the selected one declines, in order.
        justification: why, by language; one language at least.
        deviation: why it is none of those with rank 1, if it is none; and why concerns that nobody answered do not
            stop it.

    Raises:
        BadInput: a candidate who is not on the shortlist, withdrew, declined, or stands twice; no justification; the
            reason for deviating is missing.
        WrongStage: there is no shortlist, the consultation is not settled, the decision is signed, or the stage is
            closed.
    """
    texts = _texts(justification)
    action = message(
        "Decision taken: {selected}, alternates: {alternates}",
        selected=f"C{selected}",
        alternates=", ".join(f"C{number}" for number in alternates) or "0",
    )
    with workspace.transaction(actor, action, stage=Stage.DECISION) as tx:
        require_unsigned(tx)
        _require_names(tx, [selected, *alternates])
        require_settled(tx, deviation)
        require_reason(selected, first_ranked_now(tx), deviation)
        decision = tx.first(Decision) or Decision(selected_id=selected, alternates=[], justification={}, at="")
        _forget_what_it_replaces(tx, decision)
        decision.selected_id, decision.alternates = selected, list(alternates)
        decision.justification, decision.deviation = texts, deviation.strip()
        decision.at = now()
        return tx.add(decision)


def first_ranked_now(reader: Reader) -> list[int]:
    """The candidates with rank 1 in the newest opened round, several where they tie; none before the opening."""
    from rapporteur_app.results.ranking import first_ranked, read_ranking

    try:
        return first_ranked(read_ranking(reader, draws=0))
    except WrongStage:
        return []


def need_decision(reader: Reader) -> Decision:
    """The decision.

    Raises:
        WrongStage: there is none yet.
    """
    decision = reader.first(Decision)
    if decision is None:
        raise WrongStage(message("There is no decision yet. Take it first (`decide`)."))
    return decision


def require_unsigned(reader: Reader) -> None:
    """See that the chair has not signed yet.

    Raises:
        WrongStage: the decision is signed and stands.
    """
    if reader.first(DecisionSignature):
        raise WrongStage(
            message(
                "The decision is signed and can no longer be changed. If the selected person declines, record it "
                "(`respond`). To decide anew, take the signature back first (`undo`, with the number of its entry)."
            )
        )


def _texts(justification: Mapping[str, str]) -> Texts:
    found = {code.strip().lower(): text.strip() for code, text in justification.items() if text.strip()}
    if not found:
        raise BadInput(message("The justification is missing. Give it in one language at least."))
    for code in found:
        if not LANGUAGE.fullmatch(code):
            raise BadInput(message("“{text}” is not a language code such as es.", text=code))
    return found


def _require_names(reader: Reader, numbers: Sequence[int]) -> None:
    listed = {candidate.id for candidate in need_shortlist(reader)}
    withdrawn = {row.candidate_id for row in reader.all(Withdrawal)}
    declined = {row.candidate_id for row in reader.all(Answer, accepts=False)}
    for number in numbers:
        if number not in listed:
            raise BadInput(message("{id} is not on the shortlist, so cannot be selected.", id=f"C{number}"))
        if number in withdrawn:
            raise BadInput(message("{id} withdrew. Select another from the shortlist.", id=f"C{number}"))
        if number in declined:
            raise BadInput(message("{id} declined already. Select another from the shortlist.", id=f"C{number}"))
    if len(set(numbers)) < len(numbers):
        raise BadInput(message("The selected candidate and the alternates must be different persons."))


def require_reason(selected: int, first_ranked: Sequence[int], deviation: str) -> None:
    """See that whoever selects another than the first-ranked says why.

    Raises:
        BadInput: the reason is missing.
    """
    if first_ranked and selected not in first_ranked and not deviation.strip():
        raise BadInput(
            message(
                "{selected} is not the first-ranked candidate ({first}). Write the reason for deviating (--deviation).",
                selected=f"C{selected}",
                first=", ".join(f"C{number}" for number in first_ranked),
            )
        )


def _forget_what_it_replaces(tx: Transaction, decision: Decision) -> None:
    """Endorsements and an acceptance belong to the decision that was; the log keeps them."""
    if decision.id is None:
        return
    old = [*tx.all(Endorsement, decision_id=decision.id), *tx.all(Answer, decision_id=decision.id, accepts=True)]
    for noun in old:
        tx.delete(noun)
