"""What must be settled before a decision: no consultation runs on, and every concern was answered or is spoken to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Concern, ConsultationRound

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader


def unanswered(reader: Reader) -> list[str]:
    """The concerns and objections that have no disposition, by their short ids."""
    return [concern.short_id for concern in reader.all(Concern, Concern.id, disposition=None)]


def require_settled(reader: Reader, deviation: str = "") -> None:
    """See that the consultation is over and that no concern was left without a disposition.

    A round may close despite open concerns, with a reason; the decision then asks for its own.

    Args:
        reader: the selection.
        deviation: the decision's reason for deviating; it must say why concerns without a disposition do not stop it.

    Raises:
        WrongStage: a round is open, or a concern has no disposition and no reason was given.
    """
    for asked in reader.all(ConsultationRound, ConsultationRound.number, closed_at=None):
        raise WrongStage(
            message("Consultation round {round} is still open. Close it first (`consult round`).", round=asked.number)
        )
    waiting = unanswered(reader)
    if waiting and not deviation.strip():
        raise WrongStage(
            message(
                "Not yet answered: {concerns}. Answer them first (`consult answer`), or write as the reason for "
                "deviating why the decision does not wait for them (`decide --deviation`).",
                concerns=", ".join(waiting),
            )
        )
