"""Replies: logged one by one or imported from a table, each about one candidate of the shortlist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.consultation.concerns import follow_replies
from rapporteur_app.consultation.moments import is_before
from rapporteur_app.consultation.reply_rows import NewReply, Understanding, Understood
from rapporteur_app.consultation.rounds import need_open_round
from rapporteur_app.consultation.shortlist import plain
from rapporteur_app.consultation.stakeholders import FIRST_ROW, UNREGISTERED, by_organisation
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import ConsultationRound, Reply, ReplyKind, Stage, Stakeholder
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace


@dataclass(frozen=True)
class LoggedReply:
    """A reply that was stored, whether it replaced an earlier one, and whether its stakeholder is in the register."""

    reply: Reply
    replaced: bool
    registered: bool
    warnings: tuple[Message, ...]


@dataclass
class ImportedReplies:
    """What an import did, or would do. rows_read is the sum of the five counts and the rejected rows."""

    round: int
    rows_read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    superseded: int = 0
    no_reply: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    unregistered: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report as other programs read it."""
        return dict(vars(self))


def log_reply(workspace: Workspace, actor: Actor, round_number: int, said: NewReply) -> LoggedReply:
    """Write down one reply; a second one of the same stakeholder about the same candidate replaces the first.

    An organisation that is not registered is kept as such, with its reply, and stands apart in every report.

    Raises:
        BadInput: the reply cannot be understood, or its candidate is not on the shortlist.
        NotFound: there is no such round.
        WrongStage: the round is closed, or the stage.
    """
    with workspace.reading() as reader:
        asked_in = need_open_round(reader, round_number)
        understood = Understanding(reader).of(said)
        stored = _Stored(reader, asked_in)
        known = stored.find(understood) is not None
    warnings = (*understood.warnings, *_late(understood, asked_in))
    action = message("Reply logged in round {round}", round=round_number)
    with workspace.transaction(actor, action, stage=Stage.CONSULTATION) as tx:
        reply = _store(tx, asked_in, [understood])[0]
    return LoggedReply(reply, known, understood.registered, warnings)


def import_replies(
    workspace: Workspace,
    actor: Actor,
    round_number: int,
    rows: Sequence[Mapping[str, str]],
    *,
    dry_run: bool = False,
) -> ImportedReplies:
    """Write down the replies of a table in one act. A row that cannot be understood is rejected, with its reason.

    The same table again changes nothing. Of two rows about the same thing the later counts, and a row that is older
    than the stored reply changes nothing.

    Args:
        workspace: the selection.
        actor: who imports.
        round_number: the round that the replies belong to.
        rows: by column stakeholder (id or organisation), candidate (id or name), reply, text, language, confidential,
            channel, at, and translation.LANG for each translation.
        dry_run: only say what would be done.

    Raises:
        BadInput: the table is empty, or has no such columns.
        NotFound: there is no such round.
        WrongStage: the round is closed, or the stage.
    """
    _require_columns(rows)
    with workspace.reading() as reader:
        asked_in = need_open_round(reader, round_number)
        report, changes = _plan(reader, asked_in, rows)
    if changes and not dry_run:
        action = message(
            "Replies imported in round {round}: {new} new, {updated} updated",
            round=round_number,
            new=report.imported,
            updated=report.updated,
        )
        with workspace.transaction(actor, action, stage=Stage.CONSULTATION) as tx:
            _store(tx, asked_in, changes)
    return report


def _require_columns(rows: Sequence[Mapping[str, str]]) -> None:
    if not rows:
        raise BadInput(message("The table of replies is empty."))
    columns = set(rows[0])
    for wanted in ({"stakeholder", "organisation"}, {"candidate"}, {"reply"}):
        if not wanted & columns:
            name = " / ".join(sorted(wanted, reverse=True))
            text = message(
                "The table of replies has no column {column}. Name it so, or map it (--map). Its columns: {columns}.",
                column=name,
                columns=", ".join(sorted(columns)),
            )
            raise BadInput(text)


def _plan(
    reader: Reader, asked_in: ConsultationRound, rows: Sequence[Mapping[str, str]]
) -> tuple[ImportedReplies, list[Understood]]:
    report = ImportedReplies(asked_in.number)
    understood = _understood(Understanding(reader), asked_in, rows, report)
    stored = _Stored(reader, asked_in)
    changes = []
    for said in understood:
        known = stored.find(said)
        if known is None:
            report.imported += 1
        elif _same(known, said) or _older(said.at, known.at):
            report.unchanged += 1
            continue
        else:
            report.updated += 1
        changes.append(said)
    return report, changes


def _understood(
    understanding: Understanding,
    asked_in: ConsultationRound,
    rows: Sequence[Mapping[str, str]],
    report: ImportedReplies,
) -> list[Understood]:
    """What the rows mean, one for each stakeholder and candidate; the report hears of all others."""
    latest: dict[tuple[str, int], Understood] = {}
    for number, row in enumerate(rows, start=FIRST_ROW):
        said = NewReply.of(row)
        if not any((value or "").strip() for value in row.values()):
            continue
        report.rows_read += 1
        if said.is_blank:
            report.no_reply += 1
            continue
        try:
            found = understanding.of(said)
        except BadInput as refusal:
            report.rejected.append({"row": number, "reason": refusal.message})
            continue
        _tell(report, number, found, asked_in)
        earlier = latest.get(found.key)
        report.superseded += earlier is not None
        if earlier is None or not (earlier.at and _older(found.at, earlier.at)):
            latest[found.key] = found
    return list(latest.values())


def _tell(report: ImportedReplies, number: int, said: Understood, asked_in: ConsultationRound) -> None:
    if not said.registered:
        reason = message("{name} is not in the register; the reply is kept, and stands apart.", name=said.organisation)
        report.unregistered.append({"row": number, "organisation": said.organisation, "reason": reason})
    for warning in (*said.warnings, *_late(said, asked_in)):
        report.warnings.append({"row": number, "reason": warning})


def _late(said: Understood, asked_in: ConsultationRound) -> tuple[Message, ...]:
    if said.at is None or not is_before(asked_in.ends, said.at):
        return ()
    return (message("The reply came after the end of the round ({end}); it is kept.", end=asked_in.ends),)


def _older(at: str | None, stored: str) -> bool:
    return at is not None and is_before(at, stored)


class _Stored:
    """The replies of a round as they are stored, by stakeholder and candidate."""

    def __init__(self, reader: Reader, asked_in: ConsultationRound) -> None:
        rows = reader.all(Reply, round_id=asked_in.id)
        self._replies = {(reply.stakeholder_id, reply.candidate_id): reply for reply in rows}

    def find(self, said: Understood) -> Reply | None:
        return None if said.stakeholder is None else self._replies.get((said.stakeholder, said.candidate))


def _values(reply: Reply, said: Understood) -> dict[str, Any]:
    """What a stored reply will say; translations stay as long as the text that they translate does."""
    values = {name: getattr(said, name) for name in ("kind", "text", "confidential", "channel")}
    values["language"] = said.language or reply.language or said.usual_language
    kept = dict(reply.translations) if reply.text == said.text else {}
    return {**values, "translations": said.translations or kept}


def _same(reply: Reply, said: Understood) -> bool:
    """Whether a stored reply says it already; a time that was not given does not tell them apart."""
    same = all(getattr(reply, name) == value for name, value in _values(reply, said).items())
    return same and said.at in (None, reply.at)


def _store(tx: Transaction, asked_in: ConsultationRound, changes: Sequence[Understood]) -> list[Reply]:
    stored, strangers = _Stored(tx, asked_in), _strangers(tx, changes)
    replies: list[Reply] = []
    before: dict[int, ReplyKind] = {}
    for said in changes:
        reply = stored.find(said)
        if reply is None:
            reply = _blank(asked_in, said.stakeholder or strangers[plain(said.organisation)], said)
        elif reply.id is not None:
            before[reply.id] = reply.kind
        for name, value in _values(reply, said).items():
            setattr(reply, name, value)
        reply.at = said.at or now()
        replies.append(reply)
    tx.add_all(replies)
    follow_replies(tx, replies, before)
    return replies


def _blank(asked_in: ConsultationRound, stakeholder: int, said: Understood) -> Reply:
    return Reply(
        round_id=asked_in.id or 0,
        stakeholder_id=stakeholder,
        candidate_id=said.candidate,
        kind=said.kind,
        at=said.at or now(),
    )


def _strangers(tx: Transaction, changes: Sequence[Understood]) -> dict[str, int]:
    """Keep the organisations that were never heard of, marked as not registered. Their numbers by name."""
    fresh = {plain(said.organisation): said for said in changes if said.stakeholder is None}
    tx.add_all(
        [
            Stakeholder(organisation=said.organisation, language=said.language, source=UNREGISTERED)
            for said in fresh.values()
        ]
    )
    known = by_organisation(tx)
    return {name: known[name].id or 0 for name in fresh}
