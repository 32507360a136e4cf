"""The rows that an import writes: nominations, the candidates whom they name, and who of them is there already."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticUndefined

from rapporteur_app.intake.joining import is_renamed, living_among, same_person
from rapporteur_app.intake.names import spelling_key
from rapporteur_app.intake.records import said_of
from rapporteur_app.intake.settling import fill, let_go, list_anew, say_anew
from rapporteur_app.model import Candidate, Mention, Nomination, NominationVersion, Noun
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.intake.records import NominationRecord, NomineeRecord
    from rapporteur_app.workspace import Transaction

BATCH = 2000
"""New nominations that are gathered before they are written."""

PERSON_FIELDS = (
    "given_name", "family_name", "email", "phone", "country", "nationality", "organisation", "organisation_country",
    "job_title", "constituency", "thematic_areas", "objectives", "languages", "gender", "age_group",
    "migrant_experience", "available",
)  # fmt: skip


class _Mentions:
    """Who is named by which nomination, read once where nominations are brought up to date."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.by_nomination: dict[int, list[Mention]] = defaultdict(list)
        self.by_person: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self.by_nomination[mention.nomination_id].append(mention)
            self.by_person[mention.candidate_id].append(mention)


class Writer:
    """Writes nominations and finds the candidates that they name.

    New rows are gathered as plain values and written at once: objects would take most of the time of an import.
    """

    def __init__(self, tx: Transaction, import_id: int | None, file: str = "", sheet: str = "") -> None:
        self.tx, self.import_id, self.file, self.sheet = tx, import_id, file, sheet
        self.by_spelling: dict[str, list[Candidate | SimpleNamespace]] = {}
        known = tx.all(Candidate)
        self.living = living_among(known)
        for candidate in known:
            self.by_spelling.setdefault(candidate.spelling, []).append(candidate)
        self.next_candidate = tx.next_id(Candidate)
        self.next_nomination = tx.next_id(Nomination)
        self.rows: dict[int, list[int]] = {}
        self.mentions: list[Mention] = []
        self.new_candidates: list[Any] = []
        self.new_nominations: list[dict[str, Any]] = []
        self.new_mentions: list[dict[str, Any]] = []
        self.next_mention = tx.next_id(Mention)
        self.blank_nomination, self.blank_candidate = blank_row(Nomination), blank_row(Candidate)
        # A hundred thousand persons wait here until all rows were read: without a dictionary each.
        self.fresh_candidate = type("FreshCandidate", (), {"__slots__": tuple(self.blank_candidate)})

    def add(self, record: NominationRecord) -> int:
        """A new nomination with its mentions. Returns its number; it is stored by `finish`."""
        number = self.next_nomination
        self.next_nomination += 1
        self.new_nominations.append(
            {
                **self.blank_nomination,
                "id": number,
                "raw": record.raw,
                "row_hash": record.row_hash,
                **self._said(record),
            }
        )
        self._mention(number, record)
        if len(self.new_nominations) == BATCH:
            self._store_nominations()
        return number

    def update(self, number: int, record: NominationRecord) -> None:
        """A nomination that a later file says differently: what it said before is kept beside it."""
        nomination = self.tx.need(Nomination, number)
        old = NominationVersion(
            nomination_id=number, import_id=nomination.import_id, replaced_at=now(), raw=nomination.raw
        )
        self.tx.session.add(old)
        nomination.raw, nomination.row_hash = record.raw, record.row_hash
        for name, value in self._said(record).items():
            setattr(nomination, name, value)
        self.tx.session.add(nomination)
        known = {mention.position: mention for mention in self._named.by_nomination[number]}
        for position, said in enumerate(record.nominees, start=1):
            self._update_mention(known.pop(position, None), number, position, said)
        for gone in known.values():
            self._leave(self.tx.need(Candidate, gone.candidate_id), gone)
            self.tx.session.delete(gone)

    @cached_property
    def _named(self) -> _Mentions:
        return _Mentions(self.tx.all(Mention))

    def _update_mention(self, known: Mention | None, number: int, position: int, said: NomineeRecord) -> None:
        """The same person says more, or another person is named now; what was said stays in the version kept."""
        if known is not None:
            candidate = self.tx.need(Candidate, known.candidate_id)
            spelled_anew = spelling_key(known.name) != said.spelling
            if not spelled_anew or self._is_renamed(candidate, known, said):
                self._say_anew(candidate, known, said)
                if spelled_anew:
                    self._respell(candidate, said.name)
                return
            self._leave(candidate, known)
        mention = known or Mention(nomination_id=number, candidate_id=0, position=position, name="", said={})
        mention.candidate_id = self.living(self._candidate(said).id or 0)
        mention.name, mention.said = said.name, said.as_json()
        self._named.by_person[mention.candidate_id].append(mention)
        self.mentions.append(mention)

    def _is_renamed(self, candidate: Candidate, known: Mention, said: NomineeRecord) -> bool:
        others = [mention for mention in self._named.by_person[known.candidate_id] if mention is not known]
        return is_renamed(candidate, said, others, self.by_spelling.get(said.spelling, ()))

    def _say_anew(self, candidate: Candidate, mention: Mention, said: NomineeRecord) -> None:
        before = mention.said
        mention.name, mention.said = said.name, said.as_json()
        everything = [each.said for each in self._named.by_person[mention.candidate_id]]
        say_anew(candidate, before, mention.said, everything)
        list_anew(candidate, before, everything)
        self.tx.session.add(candidate)
        self.mentions.append(mention)

    def _leave(self, candidate: Candidate, mention: Mention) -> None:
        """A nomination names this candidate no more: what it alone said of them goes with it."""
        rest = [each for each in self._named.by_person[mention.candidate_id] if each is not mention]
        self._named.by_person[mention.candidate_id] = rest
        before = candidate.spelling
        let_go(candidate, [mention], rest)
        self._index_anew(candidate, before)
        self.tx.session.add(candidate)

    def _respell(self, candidate: Candidate, name: str) -> None:
        before = candidate.spelling
        candidate.name, candidate.spelling = name, spelling_key(name)
        self._index_anew(candidate, before)

    def _index_anew(self, candidate: Candidate, before: str) -> None:
        if candidate.spelling != before:
            self.by_spelling[before].remove(candidate)
            self.by_spelling.setdefault(candidate.spelling, []).append(candidate)

    def finish(self) -> None:
        """Write what is left: the persons come last, as every row may have said more of one."""
        self._store_nominations()
        names = tuple(self.blank_candidate)
        for start in range(0, len(self.new_candidates), BATCH):
            batch = self.new_candidates[start : start + BATCH]
            self.tx.insert(Candidate, [{name: getattr(fresh, name) for name in names} for fresh in batch])
        self.new_candidates = []
        self.tx.add_all(self.mentions)

    def _store_nominations(self) -> None:
        self.tx.insert(Nomination, self.new_nominations)
        self.tx.insert(Mention, self.new_mentions)
        self.new_nominations, self.new_mentions = [], []

    def joined(self) -> list[dict[str, Any]]:
        """The candidates of this import who were named by more than one row."""
        names = {c.id: c.name for found in self.by_spelling.values() for c in found}
        return [{"name": names[number], "rows": rows} for number, rows in self.rows.items() if len(rows) > 1]

    def _said(self, record: NominationRecord) -> dict[str, Any]:
        """What a row says of the nomination, and where it stands."""
        said = said_of(record)
        said["import_id"] = self.import_id
        if self.import_id is not None:
            said |= {"file": self.file, "sheet": self.sheet, "row": record.row}
        said["flags"] = [
            {**vars(flag), "reason": flag.reason.msgid, "values": dict(flag.reason.values)} for flag in record.flags
        ]
        return said

    def _mention(self, nomination: int, record: NominationRecord) -> None:
        for position, said in enumerate(record.nominees, start=1):
            candidate = self._candidate(said)
            self.rows.setdefault(candidate.id or 0, []).append(record.row)
            self.new_mentions.append(
                {
                    "id": self.next_mention,
                    "nomination_id": nomination,
                    "candidate_id": self.living(candidate.id or 0),
                    "position": position,
                    "name": said.name,
                    "said": said.as_json(),
                }
            )
            self.next_mention += 1

    def _candidate(self, said: NomineeRecord) -> Any:
        """The candidate of the same spelling whom nothing tells apart, or a new one."""
        key = said.spelling
        known = same_person(self.by_spelling.get(key, ()), said)
        if known is not None:
            fresh = self._fresh(None, key, said)
            fill(known, fresh)
            if isinstance(known, Candidate):
                self.tx.session.add(known)
                if known.merged_into is not None:
                    goes_on = self.tx.need(Candidate, self.living(known.id or 0))
                    fill(goes_on, fresh)
                    self.tx.session.add(goes_on)
            return known
        made = self._fresh(self.next_candidate, key, said)
        self.next_candidate += 1
        self.by_spelling.setdefault(key, []).append(made)
        self.new_candidates.append(made)
        return made

    def _fresh(self, number: int | None, key: str, said: NomineeRecord) -> Any:
        made: Any = self.fresh_candidate()
        for name, value in self.blank_candidate.items():
            setattr(made, name, value)
        made.id, made.name, made.spelling = number, said.name, key
        _take_over(made, said)
        return made


def blank_row(noun: type[Noun]) -> dict[str, Any]:
    """A value for every column of a noun: its default, or None where a row must bring its own."""
    fields = {name: field.get_default(call_default_factory=True) for name, field in noun.model_fields.items()}
    return {name: None if value is PydanticUndefined else value for name, value in fields.items()}


def _take_over(candidate: Candidate | SimpleNamespace, said: NomineeRecord) -> None:
    """What a row says of a person, where it says something."""
    for name in PERSON_FIELDS:
        value = getattr(said, name)
        if value not in (None, "", []):
            setattr(candidate, name, value)
