"""What the consultation says: support for each candidate, who was reached and who not, concerns and their answers.

Organisations that are not in the register stand apart: they are named, their concerns are answered, and they count
neither as support nor as coverage.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rapporteur_app.consultation.concerns import TROUBLED
from rapporteur_app.consultation.rounds import need_round
from rapporteur_app.consultation.shortlist import shortlisted
from rapporteur_app.consultation.stakeholders import is_registered
from rapporteur_app.model import (
    Concern,
    ConsultationRound,
    Disposition,
    Invitation,
    Reply,
    ReplyKind,
    Stakeholder,
    Texts,
)

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader


@dataclass(frozen=True)
class Thresholds:
    """From how many constituencies and countries a reply must have come for a consultation to be called broad."""

    constituencies: int = 0
    countries: int = 0

    @property
    def given(self) -> bool:
        """Whether the template says at all what broad means."""
        return self.constituencies > 0 or self.countries > 0


@dataclass(frozen=True)
class Support:
    """What was said about one candidate: how many registered stakeholders gave each kind of reply."""

    candidate: int
    name: str
    counts: dict[ReplyKind, int]


@dataclass(frozen=True)
class Coverage:
    """How many were asked, and how many of them replied, in one constituency, country and language."""

    constituency: str
    country: str
    language: str
    asked: int
    replied: int


@dataclass(frozen=True)
class ReplyItem:
    """One reply for a report. Of a confidential one, who said it and its words are blank unless they are asked for."""

    stakeholder: int
    organisation: str
    registered: bool
    candidate: int
    kind: ReplyKind
    text: str
    language: str
    translations: Texts
    confidential: bool
    channel: str
    at: str


@dataclass(frozen=True)
class ConcernItem:
    """One concern with its answer. `kind` is what it was raised as; `taken_back` that the reply has changed since.

    Where the reply is confidential, the answer and its effect are blank too unless they are asked for: they tell of it.
    """

    id: int
    reply: ReplyItem
    kind: ReplyKind
    taken_back: bool
    disposition: Disposition | None
    answer: str
    effect: str
    owner: int | None


@dataclass(frozen=True)
class ConsultationReport:
    """All that a round of the consultation says; counts are of stakeholders.

    `broad` is never true where the template has no thresholds; what is shown then says nothing of it (`thresholds`).
    """

    round: int
    asked: int
    replied: int
    unasked: int
    candidates: list[Support]
    coverage: list[Coverage]
    concerns: list[ConcernItem]
    unregistered: list[str]
    broad: bool
    thresholds: Thresholds

    def as_json(self) -> dict[str, Any]:
        """The report as other programs read it (cli.md, `consult report`); it holds no words of any reply."""
        return {
            "round": self.round,
            "asked": self.asked,
            "replied": self.replied,
            "candidates": [_support_json(support) for support in self.candidates],
            "coverage": [asdict(row) for row in self.coverage],
            "concerns": [_concern_json(concern) for concern in self.concerns],
            "unregistered": len(self.unregistered),
            "unregistered_organisations": self.unregistered,
            "unasked": self.unasked,
            "broad": self.broad,
            "thresholds": asdict(self.thresholds) if self.thresholds.given else None,
        }


def _support_json(support: Support) -> dict[str, Any]:
    counts = {kind.value: count for kind, count in support.counts.items()}
    return {"id": f"C{support.candidate}", "name": support.name, **counts}


def _concern_json(concern: ConcernItem) -> dict[str, Any]:
    return {
        "id": f"K{concern.id}",
        "stakeholder": f"S{concern.reply.stakeholder}",
        "candidate": f"C{concern.reply.candidate}",
        "kind": concern.kind.value,
        "disposition": concern.disposition.value if concern.disposition else None,
        "owner": None if concern.owner is None else f"M{concern.owner}",
        "taken_back": concern.taken_back,
    }


def consultation_report(
    reader: Reader,
    number: int | None = None,
    thresholds: Thresholds | None = None,
    *,
    include_confidential: bool = False,
) -> ConsultationReport:
    """What a round says.

    Args:
        reader: the selection.
        number: the round's number; by default the newest.
        thresholds: from when on it is broad; without them, it is not said.
        include_confidential: whether the words of confidential replies, and of their answers, are in it.

    Raises:
        NotFound: there is no such round.
    """
    rows = _Rows(reader, need_round(reader, number))
    reached = {reply.stakeholder_id for reply in rows.replies}
    replied = reached & rows.asked
    registered = {one for one in reached if is_registered(rows.stakeholders[one])}
    strangers = sorted(reached - registered)
    return ConsultationReport(
        round=rows.asked_in.number,
        asked=len(rows.asked),
        replied=len(replied),
        unasked=len(registered - rows.asked),
        candidates=_support(reader, [reply for reply in rows.replies if reply.stakeholder_id in registered]),
        coverage=_coverage(rows, replied),
        concerns=_concerns(reader, rows, include_confidential=include_confidential),
        unregistered=[rows.stakeholders[one].organisation for one in strangers],
        broad=_broad([rows.stakeholders[one] for one in registered], thresholds or Thresholds()),
        thresholds=thresholds or Thresholds(),
    )


def reply_items(reader: Reader, number: int | None = None, *, include_confidential: bool = False) -> list[ReplyItem]:
    """Every reply of a round, for a report or an export.

    Raises:
        NotFound: there is no such round.
    """
    rows = _Rows(reader, need_round(reader, number))
    return [rows.item(reply, include_confidential=include_confidential) for reply in rows.replies]


class _Rows:
    """The rows that a report of one round is made of, read once."""

    def __init__(self, reader: Reader, asked_in: ConsultationRound) -> None:
        self.asked_in = asked_in
        self.stakeholders = {row.id or 0: row for row in reader.all(Stakeholder)}
        self.asked = {row.stakeholder_id for row in reader.all(Invitation, round_id=asked_in.id)}
        self.replies = reader.all(Reply, round_id=asked_in.id)

    def item(self, reply: Reply, *, include_confidential: bool) -> ReplyItem:
        stakeholder = self.stakeholders[reply.stakeholder_id]
        hidden = reply.confidential and not include_confidential
        return ReplyItem(
            stakeholder=reply.stakeholder_id,
            organisation="" if hidden else stakeholder.organisation,
            registered=is_registered(stakeholder),
            candidate=reply.candidate_id,
            kind=reply.kind,
            text="" if hidden else reply.text,
            language=reply.language,
            translations={} if hidden else dict(reply.translations),
            confidential=reply.confidential,
            channel=reply.channel,
            at=reply.at,
        )


def _support(reader: Reader, replies: list[Reply]) -> list[Support]:
    counts = Counter((reply.candidate_id, reply.kind) for reply in replies)
    return [
        Support(candidate.id or 0, candidate.name, {kind: counts[candidate.id or 0, kind] for kind in ReplyKind})
        for candidate in shortlisted(reader)
    ]


def _coverage(rows: _Rows, replied: set[int]) -> list[Coverage]:
    def place(number: int) -> tuple[str, str, str]:
        stakeholder = rows.stakeholders[number]
        return stakeholder.constituency, stakeholder.country, stakeholder.language

    asked, heard = Counter(map(place, rows.asked)), Counter(map(place, replied))
    return [Coverage(*where, asked[where], heard[where]) for where in sorted(asked)]


def _concerns(reader: Reader, rows: _Rows, *, include_confidential: bool) -> list[ConcernItem]:
    replies = {reply.id: rows.item(reply, include_confidential=include_confidential) for reply in rows.replies}
    return [
        _concern(concern, replies[concern.reply_id], include_confidential=include_confidential)
        for concern in reader.all(Concern)
        if concern.reply_id in replies
    ]


def _concern(concern: Concern, reply: ReplyItem, *, include_confidential: bool) -> ConcernItem:
    hidden = reply.confidential and not include_confidential
    taken_back = reply.kind not in TROUBLED
    return ConcernItem(
        id=concern.id or 0,
        reply=reply,
        kind=ReplyKind.CONCERN if taken_back else reply.kind,
        taken_back=taken_back,
        disposition=concern.disposition,
        answer="" if hidden else concern.answer,
        effect="" if hidden else concern.effect,
        owner=concern.owner_id,
    )


def _broad(heard: list[Stakeholder], thresholds: Thresholds) -> bool:
    """Whether enough constituencies and countries were heard; never without a reply, or without thresholds."""
    constituencies = {stakeholder.constituency for stakeholder in heard} - {""}
    countries = {stakeholder.country for stakeholder in heard} - {""}
    enough = len(constituencies) >= thresholds.constituencies and len(countries) >= thresholds.countries
    return bool(heard) and thresholds.given and enough
