"""The checks of the decision: the chair's signature, and the ranking that it stands on, worked out once more."""

from __future__ import annotations

from math import isnan

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Decision, DecisionSignature, Opening, Withdrawal
from rapporteur_app.scoring.member_keys import signing_keys
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.verification.recomputed import Place, recomputed
from rapporteur_app.workspace import Reader

EQUAL_WITHIN = 1e-9


def check_signature(reader: Reader) -> Check:
    """Whether the chair's signature fits the decision as it stands, and is made with the chair's key."""
    from rapporteur_app.decision.sign import signature_holds

    found = reader.first(DecisionSignature)
    if found is None:
        return verdict("signature", [], message("The decision is not signed yet."))
    problems, member = [], f"M{found.member_id}"
    if not signature_holds(reader):
        problems.append(message("The decision is not the one that {member} signed.", member=member))
    known = signing_keys(reader, found.member_id)
    if known and found.key not in known:
        problems.append(message("The decision is signed with another key than the ballots of {member}.", member=member))
    well = message("The decision is the one that {member} signed, with the key {key}.", member=member, key=found.key)
    return verdict("signature", problems, well)


def check_ranking(reader: Reader) -> Check:
    """Whether the ranking on the screen and in the report follows from the opened scores, and the decision from it."""
    from rapporteur_app.results.ranking import read_ranking

    if reader.first(Opening) is None:
        return verdict("ranking", [], message("Nothing is opened yet."))
    ranking = read_ranking(reader, draws=0)
    own, problems = recomputed(reader, ranking), list[Message]()
    ranks, totals = ranking.analysis.rank.tolist(), ranking.analysis.total.tolist()
    for person, rank, total in zip(ranking.persons, ranks, totals, strict=True):
        place = own[person.id]
        if place.rank != (rank or None) or not _same(place.total, total):
            problems.append(_differs(person.candidate.short_id, rank, place))
    problems += _deviates(reader, own)
    well = message("Worked out once more from the scores of {count} ballots: the same ranks and totals.",
                   count=len(ranking.members))  # fmt: skip
    return verdict("ranking", problems, well)


def _same(own: float | None, shown: float) -> bool:
    return isnan(shown) if own is None else abs(own - shown) <= EQUAL_WITHIN


def _differs(candidate: str, rank: int, place: Place) -> Message:
    return message(
        "The ranking gives {candidate} the rank {rank}; its scores give {own}.",
        candidate=candidate,
        rank=rank or "–",
        own=place.rank or "–",
    )


def _deviates(reader: Reader, own: dict[int, Place]) -> list[Message]:
    """A decision for somebody who is not first needs its reason; who withdrew since then has no rank to compare."""
    decision = reader.first(Decision)
    if decision is None or decision.deviation or reader.first(Withdrawal, candidate_id=decision.selected_id):
        return []
    first = [number for number, place in own.items() if place.rank == 1]
    if not first or decision.selected_id in first:
        return []
    return [
        message(
            "{selected} was selected without a reason for deviating, and the scores put {first} first.",
            selected=f"C{decision.selected_id}",
            first=", ".join(f"C{number}" for number in first),
        )
    ]
