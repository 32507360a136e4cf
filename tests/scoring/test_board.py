"""The progress board: what went out, what came back, who is late; and the reminders to those who are awaited."""

from email import message_from_bytes
from email.policy import default

import pytest

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Interest, Member, Mention, Nomination, Sending, Sent, Stage
from rapporteur_app.overview.stages import stage_states
from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.ballots import new_member_key
from rapporteur_app.scoring.board import progress_json, record_sent
from rapporteur_app.scoring.declarations import confirm_recusal, declare
from rapporteur_app.scoring.member_keys import confirm_key, key_words
from rapporteur_app.scoring.member_letters import remind_members
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.workspace import SECRETARIAT


def board(ready):
    with ready.workspace.reading() as reader:
        return {row["member"]: row for row in progress_json(reader)["members"]}


def next_step(ready):
    return str(next(state.next_step for state in stage_states(ready.workspace) if state.stage is Stage.SCORING))


def mails(paths):
    return [message_from_bytes(path.read_bytes(), policy=default) for path in paths]


def test_the_form_goes_out_and_comes_back(prepared):
    made = prepared()
    assert (board(made)["M1"]["form_sent"], board(made)["M1"]["form_back"]) == (None, False)
    record_sent(made.workspace, SECRETARIAT, [1, 2, 3], Sent.FORM)
    made.declare_all(but=((2, 3),))

    assert all(row["form_sent"] for row in board(made).values())
    assert [row["form_back"] for row in board(made).values()] == [True, False, True]


def test_the_pack_is_sent_opened_and_answered(ready):
    with pytest.raises(BadInput, match="no pack yet"):
        record_sent(ready.workspace, SECRETARIAT, [1], Sent.PACK)
    (pack,) = ready.packs(1)
    record_sent(ready.workspace, SECRETARIAT, [1], Sent.PACK)
    record_sent(ready.workspace, SECRETARIAT, [1], Sent.OPENED)
    ready.collect(ready.ballot(pack, ready.work(pack, {(1, "KNOW"): ""}), final=False))
    row = board(ready)["M1"]

    assert row["pack_sent"]
    assert row["opened"]
    assert (row["status"], row["returned"], row["complete"]) == ("draft", False, False)
    ready.collect(ready.ballot(pack, ready.work(pack), final=True))
    assert board(ready)["M2"]["pack"] is None


def test_a_new_edition_was_not_sent_yet(ready, monkeypatch):
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-01T10:00:00+00:00")
    ready.packs(1)
    record_sent(ready.workspace, SECRETARIAT, [1], Sent.PACK)
    assert board(ready)["M1"]["pack_sent"]
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-02T10:00:00+00:00")
    ready.packs(1)
    assert board(ready)["M1"]["pack_sent"] is None


def nominate_another(ready):
    """A candidate more, on whom everybody declared."""
    with ready.workspace.transaction(SECRETARIAT, message("One more")) as tx:
        tx.add(Candidate(name="Dora Luz", spelling="dora luz"))
        tx.add(Nomination(raw={}, row_hash="4", nominator="Foro"))
        tx.session.flush()
        tx.add(Mention(nomination_id=4, candidate_id=4, position=1, name="Dora Luz", said={}))
    for member in (1, 2, 3):
        declare(ready.workspace, SECRETARIAT, member, 4, Interest.NONE)


def test_a_ballot_without_a_candidate_of_the_newest_edition_is_not_complete(ready, tmp_path):
    (pack,) = ready.packs(1)
    work = ready.work(pack)
    ready.collect(ready.ballot(pack, work))
    assert (board(ready)["M1"]["complete"], board(ready)["M1"]["not_asked"]) == (True, [])

    nominate_another(ready)
    assert next_step(ready) == "Issue packs again: C4 came after the packs."
    (pack,) = ready.packs(1)
    assert next_step(ready) == "Remind M1: their newest packs ask for further candidates."
    row = board(ready)["M1"]
    assert (row["returned"], row["complete"], row["not_asked"]) == (True, False, ["C4"])
    (mail,) = mails(remind_members(ready.workspace, SECRETARIAT, tmp_path / "drafts"))
    assert "edition 2 of your pack asks for C4 too" in " ".join(mail.get_content().split())

    ready.collect(ready.ballot(pack, work, final=False))
    assert (board(ready)["M1"]["status"], board(ready)["M1"]["not_asked"]) == ("draft", ["C4"])

    work.answers |= ready.work(pack).answers
    work.conflicts[3] = "a cousin"
    ready.collect(ready.ballot(pack, work))
    assert next_step(ready) == "Collect the ballots that come back."
    assert (board(ready)["M1"]["complete"], board(ready)["M1"]["not_asked"]) == (True, [])


def test_a_candidate_on_whom_all_are_recused_needs_no_pack(ready):
    ready.packs()
    nominate_another(ready)
    for member in (1, 2, 3):
        declare(ready.workspace, SECRETARIAT, member, 4, Interest.CONFLICT, "a cousin")
        confirm_recusal(ready.workspace, SECRETARIAT, member, 4)

    assert next_step(ready) == "Collect the ballots that come back."


def test_the_newest_ballot_is_that_of_the_newest_key(ready):
    (pack,) = ready.packs(1)
    work = ready.work(pack)
    for _ in range(3):
        ready.collect(ready.ballot(pack, work))
    key, _ = new_member_key(pack, ready.store)
    confirm_key(ready.workspace, SECRETARIAT, 1, key_words(ready.workspace.id, key.public, "en"))
    draft = ready.work(pack, {(1, "KNOW"): ""})
    ready.collect(ready.ballot(pack, draft, key=key, final=False))

    assert (board(ready)["M1"]["status"], board(ready)["M1"]["revision"]) == ("draft", 1)


def test_who_opened_an_earlier_edition_has_not_opened_the_newest(ready, monkeypatch):
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-01T10:00:00+00:00")
    ready.packs(1)
    record_sent(ready.workspace, SECRETARIAT, [1], Sent.OPENED)
    assert board(ready)["M1"]["opened"]
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-02T10:00:00+00:00")
    ready.packs(1)
    assert board(ready)["M1"]["opened"] is None


def test_who_did_not_answer_in_time_is_overdue(ready):
    pack, _ = ready.packs(1, 2)
    ready.collect(ready.ballot(pack))
    assert not any(row["overdue"] for row in board(ready).values())
    change_settings(ready.workspace, SECRETARIAT, {"scoring_deadline": "2021-04-10T12:00"})
    assert [row["overdue"] for row in board(ready).values()] == [False, True, True]


def test_reminders_ask_each_for_what_is_awaited_in_their_language(prepared, tmp_path):
    made = prepared()
    made.declare_all(but=((3, 1),))
    change_settings(made.workspace, SECRETARIAT, {"scoring_deadline": "2121-04-10T12:00", "zone": "UTC"})
    with made.workspace.transaction(SECRETARIAT, message("Addresses")) as tx:
        for number, address, zone in ((1, "rosa@example.org", "America/Bogota"), (3, "mei@example.org", "UTC")):
            member = tx.need(Member, number)
            member.email, member.zone = address, zone
            tx.add(member)
    made.packs(1, 2)
    paths = remind_members(made.workspace, SECRETARIAT, tmp_path / "drafts")
    first, second, third = mails(paths)

    assert [path.name for path in paths] == ["M1-reminder.eml", "M2-reminder.eml", "M3-reminder.eml"]
    assert (first["To"], first["X-Unsent"], second["To"]) == ("Rosa <rosa@example.org>", "1", None)
    assert "pack edition 1" in first.get_content()
    assert "Deadline: Thursday 10 April 2121, 07:00 (Bogota)" in first.get_content()
    assert third["Content-Language"] == "es"
    assert "declaraci\u00f3n" in third.get_content()
    assert all(row["reminded"] for row in board(made).values())


def test_who_was_only_not_called_yet_is_asked_for_the_words(ready, tmp_path):
    ready.calls = False
    (pack,) = ready.packs(1)
    ready.collect(ready.ballot(pack))

    (mail,) = mails(remind_members(ready.workspace, SECRETARIAT, tmp_path / "drafts", [1]))
    assert "four words" in mail.get_content()


def test_who_answered_is_not_reminded(ready, tmp_path):
    (pack,) = ready.packs(1)
    ready.collect(ready.ballot(pack))

    with pytest.raises(NotFound, match="Nothing is awaited of any"):
        remind_members(ready.workspace, SECRETARIAT, tmp_path / "drafts")
    with pytest.raises(NotFound, match="awaited of M1"):
        remind_members(ready.workspace, SECRETARIAT, tmp_path / "drafts", [1])
    assert not (tmp_path / "drafts").exists()
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    with pytest.raises(WrongStage, match="nothing more goes"):
        record_sent(ready.workspace, SECRETARIAT, [1], Sent.REMINDER)


def test_a_draft_that_is_there_stops_all(ready, tmp_path):
    ready.packs(1, 2)
    (tmp_path / "M2-reminder.eml").write_text("mine")

    with pytest.raises(BadInput, match="already"):
        remind_members(ready.workspace, SECRETARIAT, tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.eml")) == ["M2-reminder.eml"]
    with ready.workspace.reading() as reader:
        assert reader.count(Sending) == 0
