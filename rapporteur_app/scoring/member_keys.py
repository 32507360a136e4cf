"""Whose key is whose: a member reads four words out loud, and the key that has them is theirs (trust.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Holder, Member, MemberKey, Opening, ReadWords, Setting
from rapporteur_app.scoring.judging import judge_anew
from rapporteur_app.scoring.keys import FILE_KEY, FIRST_ROUND, openers, opening_keys
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.trust.words import COUNT, are_words_of, key_number, selection_number, spoken
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace


def key_words(selection: str, public: str, language: str) -> str:
    """The four words of a member's key in a language, as they are read out."""
    return spoken(key_number(selection, public), language)


def note_key(tx: Transaction, selection: str, member: int, public: str) -> None:
    """Keep a key that signed something in a member's name; it is confirmed at once if its words were read out before.

    The words stay with the first key that has them: who wants another key read out calls again.
    """
    if tx.first(MemberKey, member_id=member, public=public):
        return
    row = MemberKey(member_id=member, public=public, first_seen=now())
    for read in tx.all(ReadWords, member_id=member):
        if are_words_of(read.words, key_number(selection, public)):
            _confirm(tx, row, read.by)
            tx.delete(read)
            return
    tx.add(row)


def confirm_key(workspace: Workspace, actor: Actor, member: int, words: str) -> MemberKey | None:
    """Confirm the key whose words a member read out, on a number that was known before.

    What it signed counts from now on as it would have counted when it came; an earlier key of theirs ends, and what
    any other key signed in their name is set aside.

    Returns:
        The key; None where nothing signed with it came in yet: the words are kept until something does.

    Raises:
        BadInput: not four words, or those of no key that signed in this member's name.
        NotFound: there is no such member.
        WrongStage: the results are open.
    """
    with workspace.transaction(
        actor, message("Words read out by {member}", member=f"M{member}"), reversible=False
    ) as tx:
        _require_open(tx, member)
        seen = tx.all(MemberKey, member_id=member)
        found = next((row for row in seen if are_words_of(words, key_number(workspace.id, row.public))), None)
        if found is None and not any(row.confirmed_at is None for row in seen):
            _await(tx, actor, member, words)
            return None
        if found is None:
            raise BadInput(
                message(
                    "These are not the words of any key that signed in the name of {member}. Have them read again; if "
                    "they are right, somebody else signed.",
                    member=f"M{member}",
                )
            )
        if found.confirmed_at is None:
            _confirm(tx, found, str(actor))
        tx.session.flush()
        judge_anew(tx, member, FIRST_ROUND)
        return found


def _require_open(reader: Reader, member: int) -> None:
    reader.need(Member, member)
    if member not in {row.id for row in scoring_members(reader)}:
        raise BadInput(message("{member} is not a member who scores.", member=f"M{member}"))
    if reader.first(Opening, round=FIRST_ROUND):
        raise WrongStage(message("The results of this round are open: no key can be confirmed any more."))


def _await(tx: Transaction, actor: Actor, member: int, words: str) -> None:
    if len(words.split()) != COUNT:
        raise BadInput(message("Type the {count} words that were read out, with spaces between.", count=COUNT))
    for earlier in tx.all(ReadWords, member_id=member):
        tx.delete(earlier)
    tx.add(ReadWords(member_id=member, words=" ".join(words.split()), at=now(), by=str(actor)))


def _confirm(tx: Transaction, row: MemberKey, by: str) -> None:
    moment = now()
    for other in tx.all(MemberKey, member_id=row.member_id):
        if other.id != row.id and other.confirmed_at and not other.ended_at:
            other.ended_at = moment
            tx.session.add(other)
    row.confirmed_at, row.confirmed_by = moment, by
    tx.session.add(row)


def current_key(reader: Reader, member: int) -> MemberKey | None:
    """The key that is a member's now: read out loud, and not ended; None where there is none."""
    rows = [row for row in reader.all(MemberKey, member_id=member) if row.confirmed_at and not row.ended_at]
    return rows[-1] if rows else None


def selection_words(reader: Reader, selection: str, language: str) -> str:
    """The four words of a selection's keys (trust.md, 'Selection words'); '' while keys are missing."""
    known = reader.get(Setting, FILE_KEY)
    keys = opening_keys(reader, FIRST_ROUND)
    if known is None or Holder.CHAIR not in keys:
        return ""
    return spoken(selection_number(selection, FIRST_ROUND, str(known.value), openers(reader)), language)


def keys_json(reader: Reader, selection: str, language: str = "en") -> dict[str, Any]:
    """Which keys there are, and whose is whose; the words of members' keys are not told: members read them out."""
    return {
        "selection_words": selection_words(reader, selection, language),
        "openers": [
            {"holder": holder.value, "public": row.public, "at": row.at}
            for holder, row in opening_keys(reader, FIRST_ROUND).items()
        ],
        "members": [_member_json(reader, member) for member in scoring_members(reader)],
    }


def _member_json(reader: Reader, member: Member) -> dict[str, Any]:
    key = current_key(reader, member.id or 0)
    seen = reader.all(MemberKey, member_id=member.id)
    return {
        "member": member.short_id,
        "name": member.name,
        "key": key.public if key else None,
        "confirmed_at": key.confirmed_at if key else None,
        "unconfirmed": [row.public for row in seen if not row.confirmed_at],
        "words_read": reader.first(ReadWords, member_id=member.id) is not None,
    }


def signing_keys(reader: Reader, member: int) -> set[str]:
    """The keys with which a member may have signed: those read out loud, else all that signed in their name."""
    rows = reader.all(MemberKey, member_id=member)
    return {row.public for row in rows if row.confirmed_at} or {row.public for row in rows}
