"""Named undo: an act is reversed by a new entry; nothing is erased from the log."""

from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError

from rapporteur_app.errors import NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import (
    AuditEntry,
    Ballot,
    Change,
    ConsultationRound,
    Decision,
    DecisionSignature,
    Noun,
    Opening,
    PackEdition,
    RowSalt,
    RubricVersion,
    Stage,
)
from rapporteur_app.workspace.actor import Actor
from rapporteur_app.workspace.chain import Act, act_of
from rapporteur_app.workspace.file import Workspace
from rapporteur_app.workspace.images import Image, fits_digest, images, kept_image
from rapporteur_app.workspace.reader import Reader
from rapporteur_app.workspace.transaction import Transaction


def acts(reader: Reader) -> list[Act]:
    """Every act in the log, oldest first."""
    return [act_of(entry) for entry in reader.all(AuditEntry)]


def reversals(entries: Sequence[Act]) -> dict[int, int]:
    """By the number of each act that is undone now: the number of the entry that undid it.

    An undo that was itself undone reverses nothing any more.
    """
    undone: dict[int, int] = {}
    for act in sorted(entries, key=lambda entry: entry.n, reverse=True):
        if act.reverses is not None and act.n not in undone:
            undone[act.reverses] = act.n
    return undone


def newest_in_effect(entries: Sequence[Act]) -> Act | None:
    """The newest of these acts that is in effect and was not itself an undo; one undone and then redone counts."""
    undone = reversals(entries)
    standing = [act for act in entries if act.n not in undone and act.reverses is None]
    return max(standing, key=lambda act: act.n, default=None)


def last_act(reader: Reader) -> Act | None:
    """The newest act in effect, or None in a selection that was just made."""
    return newest_in_effect(acts(reader)[1:])


def last_reversible(reader: Reader) -> Act | None:
    """The act that an undo without a number would reverse, or None."""
    act = last_act(reader)
    return act if act is not None and act.reversible else None


GUARDS: dict[str, tuple[type[Noun], ...]] = {
    "shortlist_entry": (ConsultationRound, Decision),
    "recusal": (Opening, PackEdition),
    "declaration": (Opening,),
    "merge": (PackEdition, Ballot),
}
"""What an act may not be taken back after: the same as what refuses to do it anew.

A recusal that packs were made under is lifted with a reason (`conflicts --lift`), not undone.
"""


STAGES = {
    Stage.SETUP: ("setting", "member", "member_role"),
    Stage.CRITERIA: ("rubric_version", "agreement"),
    Stage.NOMINATIONS: (
        "import",
        "nomination",
        "nomination_version",
        "mention",
        "candidate",
        "merge",
        "kept_apart",
        "attachment",
    ),
    Stage.SCREENING: ("finding", "admission", "reminder"),
    Stage.CONFLICTS: ("declaration", "recusal"),
    Stage.DELIBERATION: ("meeting", "second_score"),
    Stage.SHORTLIST: ("shortlist_entry",),
    Stage.CONSULTATION: ("stakeholder", "consultation_round", "invitation", "reply", "concern"),
    Stage.DECISION: ("decision", "endorsement", "decision_signature", "answer"),
}
"""The tables that a closed stage holds still, for undo as for every other act."""


def undo(workspace: Workspace, actor: Actor, entry: int | None = None) -> Act:
    """Reverse an act (by default the last one) through a new entry. Returns the act that was reversed.

    Undoing an undo does the act again.

    Raises:
        NotFound: there is no such entry, or nothing to undo.
        WrongStage: it cannot be undone: by its nature, because a later act built on it, or its stage was closed.
    """
    with workspace.reading() as reader:
        act = _chosen(reader, entry)
    action = message("Undone: entry {entry}, {action}", entry=act.n, action=act.action)
    try:
        with workspace.transaction(actor, action, reverses=act.n) as tx:
            _put_back(tx, act)
    except IntegrityError as error:
        with workspace.reading() as reader:
            raise _built_upon(reader, act) from error
    return act


def _put_back(tx: Transaction, act: Act) -> None:
    changes: dict[str, dict[str, Change]] = {}
    for change in tx.all(Change, entry=act.n):
        changes.setdefault(change.table, {})[change.row] = change
    made = _inserted(tx, act, changes)
    if not changes and not made:
        raise WrongStage(message("Entry {entry} changed nothing that could be put back.", entry=act.n))
    if any(_is_frozen(tx, change) for change in changes.get("agreement", {}).values()):
        raise _built_upon(tx, act)
    for table in changes:
        if any(tx.first(noun) is not None for noun in GUARDS.get(table, ())):
            raise _built_upon(tx, act)
    for stage, tables in STAGES.items():
        if (changes.keys() | made.keys()) & set(tables):
            tx.require_open(stage)
    for table, rows in changes.items():
        now = images(tx.connection, Noun.metadata.tables[table], rows)
        if any(now.get(key) != kept_image(change.after) for key, change in rows.items()):
            raise _built_upon(tx, act)
    _require_as_inserted(tx, act, made)
    wanted: dict[str, dict[str, Image | None]] = {
        table: {key: kept_image(change.before) for key, change in rows.items()} for table, rows in changes.items()
    }
    for table, digests in made.items():
        wanted.setdefault(table, {}).update(dict.fromkeys(digests))
    for table, images_wanted in wanted.items():
        tx.restore(table, images_wanted)


def _inserted(tx: Transaction, act: Act, changes: Mapping[str, Mapping[str, Change]]) -> dict[str, dict[str, str]]:
    """The digests of the rows that an act inserted among many, by table and key: no image of them is kept."""
    query = 'SELECT "table", "row", digest FROM row_log WHERE entry = ?'
    made: dict[str, dict[str, str]] = {}
    for table, key, text in tx.connection.exec_driver_sql(query, (act.n,)):
        if key not in changes.get(table, {}):
            made.setdefault(table, {})[key] = text
    return made


def _require_as_inserted(tx: Transaction, act: Act, made: Mapping[str, Mapping[str, str]]) -> None:
    """See that the rows which an act inserted are still what it made of them."""
    salt = tx.get(RowSalt, act.n)
    for table, digests in made.items():
        now = images(tx.connection, Noun.metadata.tables[table], digests)
        if salt is None or not all(
            fits_digest(text, salt.salt, table, key, now.get(key)) for key, text in digests.items()
        ):
            raise _built_upon(tx, act)


def _is_frozen(reader: Reader, agreement: Change) -> bool:
    """Whether an agreement is to criteria that were frozen since."""
    row = agreement.after or agreement.before or {}
    version = reader.get(RubricVersion, row.get("rubric_id"))
    return version is not None and version.frozen_at is not None


def _chosen(reader: Reader, number: int | None) -> Act:
    if number is None:
        act = last_act(reader)
        if act is None:
            raise NotFound(message("There is nothing to undo."))
    else:
        entry = reader.get(AuditEntry, number)
        if entry is None:
            raise NotFound(message("The log has no entry {entry}.", entry=number))
        act = act_of(entry)
    _require_reversible(reader, act)
    _require_unsigned(reader, act)
    return act


def _require_reversible(reader: Reader, act: Act) -> None:
    if not act.reversible:
        raise WrongStage(message("“{action}” cannot be undone.", action=act.action))
    by = reversals(acts(reader)).get(act.n)
    if by is not None:
        raise WrongStage(message("Entry {entry} was undone already, by entry {by}.", entry=act.n, by=by))


def _require_unsigned(reader: Reader, act: Act) -> None:
    """What was done before the chair signed stands under the signature: that is undone first, and nothing else."""
    if reader.first(DecisionSignature) is None:
        return
    signings = reader.all(Change, table="decision_signature")
    signed = max((change.entry for change in signings if change.after is not None), default=0)
    if act.n < signed:
        raise WrongStage(
            message(
                "“{action}” cannot be undone: the decision is signed, and stands on what was done before. Undo entry "
                "{entry}, the signature, first.",
                action=act.action,
                entry=signed,
            )
        )


def _built_upon(reader: Reader, act: Act) -> WrongStage:
    said = message(
        "“{action}” cannot be undone: a later act changed or uses what it made. Undo the later one first.",
        action=act.action,
    )
    last = last_act(reader)
    if last is None or last.n <= act.n:
        return WrongStage(said)
    return WrongStage(
        message("{said} The last act is entry {entry}, “{last}”.", said=said, entry=last.n, last=last.action)
    )
