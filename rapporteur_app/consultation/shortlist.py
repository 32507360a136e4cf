"""The shortlist as the consultation and the decision see it, and how its candidates are named in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.names import ids_by_name, spelling_key
from rapporteur_app.model import Candidate, Mention, ShortlistEntry

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader

plain = spelling_key
"""A name without differences of case, spaces and the way its accents are written."""


def shortlisted(reader: Reader) -> list[Candidate]:
    """The candidates on the shortlist, in its order."""
    return [
        reader.need(Candidate, entry.candidate_id)
        for entry in reader.all(ShortlistEntry, ShortlistEntry.position, ShortlistEntry.id, chosen=True)
    ]


def need_shortlist(reader: Reader) -> list[Candidate]:
    """The candidates on the shortlist.

    Raises:
        WrongStage: there is none yet.
    """
    found = shortlisted(reader)
    if not found:
        raise WrongStage(message("There is no shortlist yet. Make it first (`shortlist`)."))
    return found


class ShortlistNames:
    """Finds the candidates of the shortlist by id, by name, and by every spelling that a nomination used."""

    def __init__(self, reader: Reader) -> None:
        self.candidates = {candidate.id or 0: candidate for candidate in need_shortlist(reader)}
        self._ids = ids_by_name(
            (candidate.short_id, [candidate.name, *_also_called(reader, number)])
            for number, candidate in self.candidates.items()
        )

    def find(self, text: str) -> int:
        """The number of the candidate that a text names.

        Raises:
            BadInput: nobody on the shortlist is called so, or more than one is.
        """
        found = self._ids.get(plain(text), set())
        if not found:
            known = ", ".join(candidate.short_id for candidate in self.candidates.values())
            raise BadInput(message("“{text}” is not on the shortlist. On it are {known}.", text=text, known=known))
        if len(found) > 1:
            known = ", ".join(sorted(found))
            raise BadInput(
                message("“{text}” names several on the shortlist ({known}): say the id.", text=text, known=known)
            )
        return int(next(iter(found)).removeprefix("C"))


def _also_called(reader: Reader, number: int) -> list[str]:
    """The spellings that nominations used of a candidate, and the ids of those who were merged into them."""
    spellings = [row.name for row in reader.all(Mention, candidate_id=number)]
    return spellings + [joined.short_id for joined in reader.all(Candidate, merged_into=number)]
