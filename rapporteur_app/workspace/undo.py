"""Named undo: an act is reversed by a new entry; nothing is erased from the log."""

from sqlmodel import col, select

from rapporteur_app.errors import NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import AuditEntry, Change, Noun
from rapporteur_app.workspace.actor import Actor
from rapporteur_app.workspace.chain import Act, act_of
from rapporteur_app.workspace.file import Workspace
from rapporteur_app.workspace.images import images
from rapporteur_app.workspace.reader import Reader
from rapporteur_app.workspace.transaction import Transaction


def acts(reader: Reader) -> list[Act]:
    """Every act in the log, oldest first."""
    return [act_of(entry) for entry in reader.all(AuditEntry)]


def last_reversible(reader: Reader) -> Act | None:
    """The newest act that was not itself an undo and was not undone, if it can be reversed, else None."""
    entries = acts(reader)
    undone = {act.reverses for act in entries if act.reverses is not None}
    for act in reversed(entries):
        if act.n not in undone and act.reverses is None:
            return act if act.reversible else None
    return None


def undo(workspace: Workspace, actor: Actor, entry: int | None = None) -> Act:
    """Reverse an act (by default the last one) through a new entry. Returns the act that was reversed.

    Undoing an undo does the act again.

    Raises:
        NotFound: there is no such entry, or nothing to undo.
        WrongStage: it cannot be undone: by its nature, or because a later act built on it.
    """
    act = _chosen(workspace, entry)
    action = message("Undone: entry {entry}, {action}", entry=act.n, action=act.action)
    with workspace.transaction(actor, action, reverses=act.n) as tx:
        changes = list(tx.session.exec(select(Change).where(Change.entry == act.n).order_by(col(Change.id).desc())))
        if not changes:
            raise WrongStage(message("Entry {entry} changed nothing that could be put back.", entry=act.n))
        for change in changes:
            _require_unchanged_since(tx, change, act)
        for change in changes:
            tx.restore(change.table, change.row, change.before)
    return act


def _chosen(workspace: Workspace, entry: int | None) -> Act:
    with workspace.reading() as reader:
        if entry is None:
            act = last_reversible(reader)
            if act is None:
                raise NotFound(message("There is nothing to undo."))
            return act
        found = reader.get(AuditEntry, entry)
        if found is None:
            raise NotFound(message("The log has no entry {entry}.", entry=entry))
        act = act_of(found)
        if not act.reversible:
            raise WrongStage(message("“{action}” cannot be undone.", action=act.action))
        _refuse_twice(reader, act)
        return act


def _refuse_twice(reader: Reader, act: Act) -> None:
    reversals = [other for other in acts(reader) if other.reverses == act.n]
    undone_again = {other.reverses for other in acts(reader)}
    for reversal in reversals:
        if reversal.n not in undone_again:
            text = message("Entry {entry} was undone already, by entry {by}.", entry=act.n, by=reversal.n)
            raise WrongStage(text)


def _require_unchanged_since(tx: Transaction, change: Change, act: Act) -> None:
    now = images(tx.connection, Noun.metadata.tables[change.table], [change.row]).get(change.row)
    if now == change.after:
        return
    text = "“{action}” cannot be undone: a later act changed what it made. Undo the later one first."
    raise WrongStage(message(text, action=act.action))
