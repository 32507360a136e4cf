"""A ballot on the member's machine: the scores of a file or of the scoring page, checked, sealed and signed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, RapporteurError
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.names import one_called
from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import Answer, Answers, count_given, missing, parse_answer, to_score
from rapporteur_app.scoring.sealed import sealed
from rapporteur_app.scoring.work import Work, default_path, free_name, hold, keys_of, load_work, save_work
from rapporteur_app.trust.ballots import BallotClear, Conflict, make_ballot
from rapporteur_app.trust.envelope import read_envelope
from rapporteur_app.trust.errors import Locked, NoKey
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.keystore import Kept, KeyStore, Place, load_key_file, save_key_file
from rapporteur_app.trust.keystore import key_file as key_file_kept
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.storage import plain_file_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.setup.rubric import Criterion, Scale

SUFFIX = ".ballot"
GAPS_SHOWN = 5


@dataclass(frozen=True)
class MadeBallot:
    """A ballot that was written."""

    path: Path
    revision: int
    answered: int
    due: int
    final: bool


def member_key_name(selection: str, member: str) -> str:
    """The name under which a member's signing key for a selection is kept."""
    return f"member-{selection}-{member}"


def member_key(pack: OpenPack, store: KeyStore, key_file: Path | None = None) -> SigningKey:
    """The member's key for this selection, made where there is none: see `member_key_kept`."""
    return member_key_kept(pack, store, key_file)[0]


def member_key_kept(
    pack: OpenPack, store: KeyStore, key_file: Path | None = None, passphrase: str | None = None
) -> tuple[SigningKey, Kept | None]:
    """The member's key for this selection, made where there is none: in the keyring, or in the named file.

    Returns:
        The key, and where it was laid if it had to be made: the person is told.

    Raises:
        KeyLocked: it is there, and cannot be opened now.
        WrongPassphrase: the passphrase does not fit.
    """
    name = member_key_name(pack.header.selection, pack.header.member)
    try:
        return (store.load(name, passphrase) if key_file is None else load_key_file(key_file, passphrase)), None
    except NoKey:
        key = SigningKey.new()
        return key, store.save(name, key) if key_file is None else save_key_file(key_file, key)
    except Locked as locked:
        raise KeyLocked(store.find(name) if key_file is None else key_file_kept(key_file), locked.detail) from locked


def work_key_name(selection: str, member: str) -> str:
    """The name under which the key is kept that seals a member's work on their computer."""
    return f"work-{selection}-{member}"


def work_key(pack: OpenPack, store: KeyStore, passphrase: str | None = None) -> SigningKey:
    """The key that seals the work on a pack, made where there is none; it lies as the signing key does.

    It signs nothing and never leaves the computer: a signing key may be replaced, and the scores stay.

    Raises:
        WorkLocked: it is there, and cannot be opened now.
        WrongPassphrase: the passphrase does not fit.
    """
    name = work_key_name(pack.header.selection, pack.header.member)
    try:
        return store.load(name, passphrase)
    except NoKey:
        signing = store.find(_signing_name(pack))
        is_locked = signing is not None and signing.place is Place.LOCKED_FILE
        if is_locked and passphrase is None:
            raise WorkLocked(signing) from None
        if is_locked:
            store.load(_signing_name(pack), passphrase)  # the same passphrase locks both
        key = SigningKey.new()
        store.save(name, key, passphrase if is_locked else None)
        return key
    except Locked as locked:
        raise WorkLocked(store.find(name), locked.detail) from locked


def _signing_name(pack: OpenPack) -> str:
    return member_key_name(pack.header.selection, pack.header.member)


def start_afresh(pack: OpenPack, store: KeyStore) -> Path | None:
    """New keys for a member who lost theirs; the old ones, and the work that they seal, are laid aside.

    Whoever remembers the passphrase later can bring them back.

    Returns:
        Where the sealed work lies now; None if there is none, or its key is to be had again, so that nothing was done.

    Raises:
        FileInUse: another window scores this pack.
        RapporteurError: a key or the file cannot be written.
    """
    header = pack.header
    place = default_path(header.selection, header.round, pack.member)
    name = work_key_name(header.selection, header.member)
    with hold(place):
        with suppress(RapporteurError):
            store.load(name)
            return None
        aside = _lay_aside(place)
        for path in (store.path(name), store.path(_signing_name(pack))):
            _lay_aside(path)
        store.save(name, SigningKey.new(), replace=True)
        new_member_key(pack, store)
    return aside


def _lay_aside(path: Path) -> Path | None:
    """Give a file another name in its folder, which nothing has yet; the new one, or None where there is no file."""
    if not path.exists():
        return None
    with plain_file_errors(path):
        return path.rename(free_name(path))


def new_member_key(pack: OpenPack, store: KeyStore) -> tuple[SigningKey, Kept]:
    """Another key in place of the member's: its words are read out anew, and what it signs counts only after that.

    Raises:
        UnreadableFile: it can be kept nowhere.
    """
    key = SigningKey.new()
    return key, store.save(member_key_name(pack.header.selection, pack.header.member), key, replace=True)


class KeyLocked(Locked):
    """The member's key is on this computer and cannot be opened now; says where it lies and what to do.

    Attributes:
        needs_passphrase: whether a passphrase opens it.
    """

    def __init__(self, kept: Kept | None, detail: str = "") -> None:
        super().__init__(detail)
        self.needs_passphrase = kept is not None and kept.place is Place.LOCKED_FILE
        if kept is not None and self.needs_passphrase:
            self.message = message("Your signing key in {file} is locked by your passphrase.", file=kept.path)
        else:
            self.message = message(
                "Your signing key lies in this system's keyring, which does not give it now. Unlock the keyring (log "
                "in again, with your password) and try once more. If the key is lost, make a new one on the scoring "
                "page and read its words to the secretariat; your scores stay."
            )


class WorkLocked(KeyLocked):
    """What the member scored is on this computer, sealed under a key that is not to be had now."""

    def __init__(self, kept: Kept | None, detail: str = "") -> None:
        super().__init__(kept, detail)
        self.message = message("Locked: needs the keyring or passphrase.")


def read_scores(pack: OpenPack, rows: Sequence[Mapping[str, str]]) -> Answers:
    """The answers in a table of candidate, criterion, score, comment.

    Raises:
        BadInput: a row names no candidate of the pack (or several) or no criterion, stands twice, or holds no score;
            the sentence says which row.
    """
    names, criteria = pack.by_name(), {c.code.casefold(): c for c in to_score(pack.rubric)}
    recused = {text.casefold() for text in pack.recused}
    answers: Answers = {}
    for number, row in enumerate(rows, start=2):
        name, code = row.get("candidate", "").strip(), row.get("criterion", "").strip()
        if name.casefold() in recused:
            raise BadInput(message("Row {row}: you are recused on {name}; leave them out.", row=number, name=name))
        found, criterion = one_called(names, name, number), criteria.get(code.casefold())
        if found is None:
            raise BadInput(message("Row {row}: the pack has no candidate “{name}”.", row=number, name=name))
        candidate = int(found.removeprefix("C"))
        if criterion is None:
            raise BadInput(message("Row {row}: there is no criterion “{code}” to score.", row=number, code=code))
        if (candidate, criterion.code) in answers:
            raise BadInput(
                message("Row {row}: {name} has a score on {code} already.", row=number, name=name, code=code)
            )
        try:
            answer = parse_answer(candidate, criterion, pack.rubric.scale, row.get("score", ""), row.get("comment", ""))
        except BadInput as refusal:
            raise BadInput(message("Row {row}: {reason}.", row=number, reason=refusal.message)) from refusal
        answers[candidate, criterion.code] = answer
    return answers


def gaps(pack: OpenPack, work: Work) -> list[Message]:
    """What is missing for a final ballot; a candidate with a conflict found while scoring is not asked for."""
    return missing(pack.rubric, _to_be_scored(pack, work), asked_answers(pack, work))


def asked_answers(pack: OpenPack, work: Work) -> Answers:
    """The answers for which this edition asks; what an earlier one asked for stays in the work and is not sent."""
    candidates, criteria = set(_to_be_scored(pack, work)), {each.code: each for each in to_score(pack.rubric)}
    return {
        (number, code): answer
        for (number, code), answer in work.answers.items()
        if number in candidates and code in criteria and fits(pack.rubric.scale, criteria[code], answer)
    }


def _to_be_scored(pack: OpenPack, work: Work) -> list[int]:
    return [number for number in pack.candidate_ids if number not in work.conflicts]


def submit(
    pack: OpenPack,
    work: Work,
    work_path: Path,
    out: Path,
    key: SigningKey,
    *,
    final: bool = True,
) -> MadeBallot:
    """Write the ballot of this work as the next revision; the work remembers it.

    Raises:
        BadInput: it should be final and something is missing; the sentence names the first gaps.
    """
    found = gaps(pack, work) if final else []
    if found:
        shown = "; ".join(str(gap) for gap in found[:GAPS_SHOWN])
        raise BadInput(
            message(
                "Not final: {count} things are missing ({first}). Complete them, or send a draft (--draft).",
                count=len(found),
                first=shown if len(found) <= GAPS_SHOWN else f"{shown}; …",
            )
        )
    candidates, asked = _to_be_scored(pack, work), asked_answers(pack, work)
    due = len(candidates) * len(to_score(pack.rubric))
    answered = count_given(candidates, asked)
    clear = _clear(pack, work, final=final, answered=answered, due=due)
    kept = [asked[place] for place in sorted(asked)]
    data = make_ballot(clear, [sealed(answer) for answer in kept if answer.given or answer.comment], key)
    with plain_file_errors(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, data)
    work.revision, work.previous = clear.revision, read_envelope(data).digest
    save_work(work_path, work)
    return MadeBallot(out, clear.revision, answered, due, final)


def fits(scale: Scale, criterion: Criterion, answer: Answer) -> bool:
    """Whether an answer is one that the criterion takes, as it may have been given under another version of it."""
    if answer.state in (ScoreState.PASS, ScoreState.CONCERN):
        return criterion.kind == "gate"
    if answer.state is ScoreState.SCORED:
        return criterion.kind == "scored" and answer.value is not None and scale.holds(answer.value)
    return True


def _clear(pack: OpenPack, work: Work, *, final: bool, answered: int, due: int) -> BallotClear:
    header = pack.header
    return BallotClear(
        selection=header.selection,
        round=header.round,
        member=header.member,
        revision=work.revision + 1,
        previous=work.previous,
        pack_edition=header.edition,
        pack_digest=pack.digest,
        audit_head=header.audit_head,
        rubric=header.rubric,
        openers=header.openers,
        block=header.block,
        final=final,
        answered=answered,
        due=due,
        conflicts=tuple(Conflict(f"C{number}", reason) for number, reason in sorted(work.conflicts.items())),
        words_compared=work.compared == keys_of(pack),
        claimed_at=now(),
    )


def open_work(
    pack: OpenPack, path: Path | None = None, key: SigningKey | None = None, *, sent_only: bool = False
) -> tuple[Work, Path]:
    """The saved work on a pack and where it lies; see `load_work`."""
    header = pack.header
    place = path or default_path(header.selection, header.round, pack.member)
    return load_work(place, header.selection, header.round, pack.member, key, sent_only=sent_only), place
