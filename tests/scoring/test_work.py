"""The work of a member: what it remembers, whole or not at all, and what leaves the computer of it."""

import json
import os

import pytest

from rapporteur_app.errors import RapporteurError, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.model import Nomination, ScoreState
from rapporteur_app.scoring.answers import Answer
from rapporteur_app.scoring.ballots import KeyLocked, gaps, member_key_kept, new_member_key, submit
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.work import (
    Work,
    changes,
    keys_of,
    load_work,
    newest_edition,
    note_edition,
    save_work,
    work_to_json,
)
from rapporteur_app.trust.ballots import open_ballot, read_ballot
from rapporteur_app.trust.keyrings import KeyringSilent
from rapporteur_app.trust.keys import SigningKey, unlock_opening
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.workspace import SECRETARIAT
from tests.scoring.conftest import CHAIR, CHEAP, WITNESS


def test_work_comes_back_as_it_was_saved(ready, tmp_path) -> None:
    (pack,) = ready.packs(1)
    work = ready.work(pack)
    work.notes[2], work.conflicts[3], work.compared = "ask Mei", "my cousin", keys_of(pack)
    note_edition(pack, work)
    save_work(tmp_path / "work.json", work)

    assert load_work(tmp_path / "work.json", work.selection, 1, 1) == work
    if os.name == "posix":
        assert (tmp_path / "work.json").stat().st_mode & 0o077 == 0


def test_work_of_before_the_words_were_compared_still_loads(ready, tmp_path) -> None:
    (pack,) = ready.packs(1)
    old = work_to_json(ready.work(pack))
    del old["compared"], old["seen"]
    (tmp_path / "work.json").write_text(json.dumps(old), "utf-8")

    work = load_work(tmp_path / "work.json", old["selection"], 1, 1)

    assert (work.compared, work.seen) == ("", ())
    assert len(work.answers) == 9


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"answers": [[1]]}', "\x00\x01"])
def test_a_damaged_work_file_is_refused_in_words(tmp_path, text) -> None:
    (tmp_path / "work.json").write_text(text, "utf-8")
    with pytest.raises(UnreadableFile, match="saved scoring work"):
        load_work(tmp_path / "work.json", "s", 1, 1)


def test_a_save_that_fails_leaves_the_work_of_before_whole(tmp_path, monkeypatch) -> None:
    place, work = tmp_path / "work.json", Work("s", 1, 1)
    work.notes[1] = "first"
    save_work(place, work)
    work.notes[1] = "second"

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rapporteur_app.workspace.atomic.os.fsync", full)
    with pytest.raises(RapporteurError):
        save_work(place, work)

    assert load_work(place, "s", 1, 1).notes == {1: "first"}
    assert [path.name for path in tmp_path.iterdir()] == ["work.json"]


def test_a_new_edition_says_what_it_changes(ready, tmp_path) -> None:
    (first,) = ready.packs(1)
    work = ready.work(first)
    note_edition(first, work)
    assert changes(first, work).before == 0
    with ready.workspace.transaction(SECRETARIAT, message("withdrawn")) as tx:
        tx.need(Nomination, 2).withdrawn_at = "2026-01-01T00:00:00+00:00"
        tx.session.add(tx.need(Nomination, 2))
    (made,) = make_packs(
        ready.workspace, SECRETARIAT, tmp_path / "again", ready.store, members=[1], reissue="one withdrew"
    )
    second = open_pack(made.pack)

    found = changes(second, work)

    assert (found.before, found.new, found.gone, found.other_criteria) == (1, (), (2,), False)
    assert note_edition(second, work)
    assert not note_edition(second, work)
    assert newest_edition(work) == 2
    assert changes(second, work) == found  # also when it is opened again
    assert work.answers[2, "KNOW"].value == 4  # kept aside


def test_private_notes_are_in_no_byte_of_an_opened_ballot(ready, tmp_path) -> None:
    (pack,) = ready.packs(1)
    work = ready.work(pack)
    work.notes = dict.fromkeys(pack.candidate_ids, "PRIVATE: he once helped me")
    out = tmp_path / "mine.ballot"
    made = submit(pack, work, tmp_path / "work.json", out, SigningKey.new())

    clear, envelope = read_ballot(out.read_bytes())
    content = open_ballot(clear, envelope, *opening_keys(ready))

    assert made.answered == len(content.answers) == 9
    assert {answer.comment for answer in content.answers} == {"because"}
    assert b"PRIVATE" not in out.read_bytes()
    assert "PRIVATE" not in str([vars(answer) for answer in content.answers]) + str(clear)


def opening_keys(ready):
    from rapporteur_app.scoring.keys import opening_keys as of

    with ready.workspace.reading() as reader:
        rows = of(reader, 1)
        return [
            unlock_opening(rows[holder].locked, passphrase)
            for holder, passphrase in zip(sorted(rows), (CHAIR, WITNESS), strict=True)
        ]


def test_the_ballot_says_whether_the_words_were_compared_with_these_keys(ready, tmp_path) -> None:
    (pack,) = ready.packs(1)
    work, key = ready.work(pack), SigningKey.new()

    def said() -> bool:
        submit(pack, work, tmp_path / "work.json", tmp_path / "mine.ballot", key)
        return read_ballot((tmp_path / "mine.ballot").read_bytes())[0].words_compared

    assert not said()
    work.compared = keys_of(pack)
    assert said()
    work.compared = keys_of(pack).replace(pack.header.file_key, "0" * 64)  # compared with other keys
    assert not said()


def test_an_answer_that_the_criteria_do_not_take_any_more_is_a_gap(ready) -> None:
    (pack,) = ready.packs(1)
    work = ready.work(pack)
    assert gaps(pack, work) == []
    work.answers[1, "KNOW"] = Answer(1, "KNOW", ScoreState.SCORED, 9.0, "from a scale of ten")
    work.answers[2, "INTEG"] = Answer(2, "INTEG", ScoreState.SCORED, 4.0)

    assert [str(gap) for gap in gaps(pack, work)] == ["C1, KNOW: no score yet", "C2, INTEG: no score yet"]


class Keyring:
    """A keyring that can fall silent, or forget."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.silent = False

    def get(self, name: str) -> str | None:
        if self.silent:
            raise KeyringSilent("locked")
        return self.kept.get(name)

    def put(self, name: str, text: str) -> None:
        if self.silent:
            raise KeyringSilent("locked")
        self.kept[name] = text


@pytest.mark.parametrize("lost", ["silent", "forgotten"])
def test_a_key_that_the_keyring_does_not_give_is_told_in_plain_words_and_never_made_anew(ready, tmp_path, lost) -> None:
    (pack,) = ready.packs(1)
    ring = Keyring()
    store = KeyStore(tmp_path / "mine", keyring=ring, cost=CHEAP)
    before, kept = member_key_kept(pack, store)
    assert kept is not None
    ring.silent = lost == "silent"
    if lost == "forgotten":
        ring.kept.clear()

    with pytest.raises(KeyLocked, match="Unlock the keyring") as refused:
        member_key_kept(pack, store)
    assert not refused.value.needs_passphrase

    after, _kept = new_member_key(pack, store)  # only by choice
    assert after.public != before.public
    assert member_key_kept(pack, store)[0].public == after.public


def test_a_key_file_that_is_locked_asks_for_the_passphrase(ready, tmp_path) -> None:
    (pack,) = ready.packs(1)
    store = KeyStore(tmp_path / "mine", use_keyring=False, cost=CHEAP)
    key = SigningKey.new()
    store.save(f"member-{pack.header.selection}-M1", key, "correct horse battery")

    with pytest.raises(KeyLocked, match="locked by your passphrase") as refused:
        member_key_kept(pack, store)
    assert refused.value.needs_passphrase
    assert member_key_kept(pack, store, passphrase="correct horse battery")[0].public == key.public
