"""The shortlist: a few names, a reason for each one in and for each one left out above the cut line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.assessment.policy import BelowThreshold
from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.model import ConsultationRound, Decision, ShortlistEntry, Stage
from rapporteur_app.setup.settings import setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.results.ranking import Ranking
    from rapporteur_app.workspace import Actor, Reader, Workspace


def make_shortlist(
    workspace: Workspace,
    actor: Actor,
    candidates: Sequence[int],
    reasons: Mapping[int, str],
    left_out: Mapping[int, str] | None = None,
) -> list[ShortlistEntry]:
    """Put candidates on the shortlist, in order, in place of the one that was there.

    Above the cut line stands every ranked candidate who is at least as well placed as the last one chosen.

    Raises:
        BadInput: too few or too many names, a name twice, one who is not eligible, or a reason missing.
        WrongStage: the results are not open, or a consultation on the shortlist has begun.
    """
    from rapporteur_app.results.ranking import read_ranking  # late: reading a shortlist needs no arithmetic

    left = dict(left_out or {})
    with workspace.transaction(
        actor, message("Shortlist made: {count}", count=len(candidates)), stage=Stage.SHORTLIST
    ) as tx:
        _require_free(tx)
        ranking = read_ranking(tx, draws=0)
        _check_names(tx, candidates, left)
        _check_reasons(ranking, candidates, reasons, left)
        for old in tx.all(ShortlistEntry):
            tx.delete(old)
        entries = [
            ShortlistEntry(candidate_id=number, position=place, chosen=True, reason=reasons[number].strip())
            for place, number in enumerate(candidates, start=1)
        ]
        entries += [ShortlistEntry(candidate_id=n, chosen=False, reason=why.strip()) for n, why in left.items()]
        return tx.add_all(entries)


def _require_free(reader: Reader) -> None:
    if reader.first(Decision):
        raise WrongStage(message("The decision was taken; the shortlist can no longer change."))
    if reader.first(ConsultationRound):
        raise WrongStage(
            message(
                "The consultation on this shortlist has begun. Undo its opening first, or go on with this shortlist."
            )
        )


def _check_names(reader: Reader, candidates: Sequence[int], left_out: Mapping[int, str]) -> None:
    least, most = int(setting(reader, "shortlist_min")), int(setting(reader, "shortlist_max"))
    if not least <= len(candidates) <= most:
        raise BadInput(
            message(
                "A shortlist has {least} to {most} names, not {count} (settings shortlist_min and shortlist_max).",
                least=least,
                most=most,
                count=len(candidates),
            )
        )
    names = [*candidates, *left_out]
    if len(set(names)) < len(names):
        raise BadInput(message("A candidate stands twice."))
    pool = read_pool(reader)
    for number in names:
        if pool.person(number).eligible is not True:
            raise BadInput(message("C{number} is not eligible, so cannot be shortlisted.", number=number))


def _check_reasons(
    ranking: Ranking, candidates: Sequence[int], reasons: Mapping[int, str], left_out: Mapping[int, str]
) -> None:
    for number in candidates:
        if not reasons.get(number, "").strip():
            raise BadInput(message("Give a reason for C{number} on the shortlist (--reason).", number=number))
    for number in required_reasons(ranking, candidates):
        if not left_out.get(number, "").strip():
            raise BadInput(
                message(
                    "C{number} is ranked above the cut line and left out: give the reason (--left-out).", number=number
                )
            )
    if ranking.analysis.problem.policy.below_threshold is BelowThreshold.EXCLUDE:
        for number in candidates:
            if number in below_threshold(ranking):
                raise BadInput(
                    message(
                        "C{number} is below a threshold; the policy keeps such candidates off the shortlist.",
                        number=number,
                    )
                )


def required_reasons(ranking: Ranking, candidates: Sequence[int]) -> list[int]:
    """The candidates above the cut line who are not chosen: each needs a reason."""
    ranks = dict(zip([person.id for person in ranking.persons], ranking.analysis.rank.tolist(), strict=True))
    cut = max((ranks.get(number, 0) for number in candidates), default=0)
    return [number for number, rank in ranks.items() if 0 < rank <= cut and number not in candidates]


def below_threshold(ranking: Ranking) -> set[int]:
    """The candidates with a value under some criterion's threshold."""
    return {person.id for person, below in zip(ranking.persons, ranking.analysis.below, strict=True) if below.any()}


def shortlisted(reader: Reader) -> list[ShortlistEntry]:
    """The shortlist in its order."""
    return sorted(reader.all(ShortlistEntry, chosen=True), key=lambda entry: entry.position or 0)


def shortlist_json(reader: Reader) -> dict[str, Any]:
    """The shortlist as other programs read it."""
    names = {person.id: person.name for person in read_pool(reader).persons}

    def row(entry: ShortlistEntry) -> dict[str, Any]:
        number = entry.candidate_id
        return {"id": f"C{number}", "name": names.get(number), "position": entry.position, "reason": entry.reason}

    left = reader.all(ShortlistEntry, chosen=False)
    return {"shortlist": [row(entry) for entry in shortlisted(reader)], "left_out": [row(entry) for entry in left]}
