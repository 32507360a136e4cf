"""Replies: logged and imported, replaced and never lost, about the shortlist only."""

import pytest

from rapporteur_app.consultation.replies import log_reply
from rapporteur_app.consultation.reply_rows import NewReply
from rapporteur_app.consultation.report import reply_items
from rapporteur_app.consultation.rounds import close_round
from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Mention, Nomination, ReplyKind
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import acts, undo


def stored(workspace, number=1):
    with workspace.reading() as reader:
        return reply_items(reader, number, include_confidential=True)


def said(workspace):
    return {(item.organisation, item.candidate): item.kind.value for item in stored(workspace)}


def log(workspace, *, number=1, **fields):
    given = {"stakeholder": "S1", "candidate": "C1", "reply": "support", **fields}
    return log_reply(workspace, SECRETARIAT, number, NewReply(**given))


def test_one_reply_is_logged_in_its_language_beside_a_translation(asked):
    logged = log(
        asked,
        candidate="bruno  lima",
        reply="No objection",
        text="Lo conocemos.",
        translations={"en": "We know him."},
        channel="Meeting",
        at="2021-04-14T10:00",
    )
    assert (logged.replaced, logged.registered, logged.warnings) == (False, True, ())
    (reply,) = stored(asked)
    assert (reply.candidate, reply.kind, reply.text) == (2, ReplyKind.NO_OBJECTION, "Lo conocemos.")
    assert (reply.language, reply.translations) == ("es", {"en": "We know him."})
    assert (reply.channel, reply.at) == ("meeting", "2021-04-14T10:00:00+00:00")


def test_a_second_reply_replaces_the_first_and_undo_brings_it_back(asked):
    log(asked, text="first")
    assert log(asked, stakeholder="caminantes", reply="abstain", text="second").replaced
    assert [item.text for item in stored(asked)] == ["second"]
    undo(asked, SECRETARIAT)
    assert [(item.text, item.kind) for item in stored(asked)] == [("first", ReplyKind.SUPPORT)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"candidate": "C4"}, "“C4” is not on the shortlist. On it are C1, C2, C3."),
        ({"candidate": "Dora Off"}, "“Dora Off” is not on the shortlist."),
        ({"stakeholder": "S9"}, "There is no stakeholder S9 in the register."),
        ({"stakeholder": " "}, "The stakeholder is missing."),
        ({"reply": "maybe"}, "“maybe” is not a reply. Replies: support, no_objection, concern, objection, abstain."),
        ({"language": "Spanish"}, "“Spanish” is not a language code"),
        ({"at": "yesterday"}, "“yesterday” is not a date or moment"),
    ],
)
def test_a_reply_that_cannot_be_understood_is_refused(asked, refused, fields, words):
    refused(asked, BadInput, words, lambda: log(asked, **fields))


def test_no_reply_is_taken_in_a_closed_or_unknown_round(asked, refused):
    close_round(asked, SECRETARIAT, 1)
    refused(asked, WrongStage, "Consultation round 1 is closed. Open another one", lambda: log(asked))
    refused(asked, NotFound, "There is no consultation round 2.", lambda: log(asked, number=2))


def test_an_organisation_that_is_not_registered_is_kept_and_said_so(asked):
    assert log(asked, stakeholder="Stranger").registered is False
    assert log(asked, stakeholder="stranger", candidate="C2").registered is False
    assert [(item.organisation, item.registered) for item in stored(asked)] == [("Stranger", False)] * 2


def test_an_import_tells_what_it_did(take, asked):
    found = take(
        ("S1", "Ana Pérez", "support"),
        ("Islands", "C2", "concern", {"text": "Too far.", "confidential": "x"}),
        ("Islands", "C3", ""),
        ("S1", "Dora Off", "support"),
        ("Stranger", "C1", "objection"),
        ("", "", ""),
    )
    assert (found.rows_read, found.imported, found.no_reply) == (5, 3, 1)
    assert [(row["row"], str(row["reason"])) for row in found.rejected] == [
        (5, "“Dora Off” is not on the shortlist. On it are C1, C2, C3.")
    ]
    assert [(row["row"], row["organisation"]) for row in found.unregistered] == [(6, "Stranger")]
    assert "Stranger is not in the register; the reply is kept" in str(found.unregistered[0]["reason"])
    assert said(asked) == {("Caminantes", 1): "support", ("Islands", 2): "concern", ("Stranger", 1): "objection"}
    assert [item.confidential for item in stored(asked)] == [False, True, False]


def test_a_dry_run_says_the_same_and_writes_nothing(take, asked):
    rows = [("S1", "C1", "support"), ("Stranger", "C1", "concern"), ("S2", "C1", "nonsense")]
    head = asked.head()
    planned = take(*rows, dry_run=True)
    assert asked.head() == head
    assert take(*rows) == planned


def test_the_same_table_again_changes_nothing(take, asked):
    rows = [("S1", "C1", "support", {"at": "2021-04-14T10:00"}), ("Stranger", "C2", "concern")]
    take(*rows)
    head = asked.head()
    again = take(*rows)
    assert (again.imported, again.updated, again.unchanged) == (0, 0, 2)
    assert asked.head() == head


def test_an_import_replaces_what_is_newer_and_keeps_what_is_older(take, asked):
    take(("S1", "C1", "support", {"at": "2021-04-14T10:00"}), ("S2", "C1", "support", {"at": "2021-04-14T10:00"}))
    found = take(
        ("S1", "C1", "abstain", {"at": "2021-04-15T10:00"}), ("S2", "C1", "abstain", {"at": "2021-04-13T10:00"})
    )
    assert (found.updated, found.unchanged) == (1, 1)
    assert said(asked) == {("Caminantes", 1): "abstain", ("Mesa Norte", 1): "support"}


def test_of_two_rows_about_the_same_the_later_counts(take, asked):
    rows = [("S1", "C1", "support"), ("Caminantes", "ana pérez", "abstain")]
    found = take(*rows)
    assert (found.rows_read, found.imported, found.superseded) == (2, 1, 1)
    assert said(asked) == {("Caminantes", 1): "abstain"}
    found = take(("S2", "C1", "support", {"at": "2021-04-15"}), ("S2", "C1", "objection", {"at": "2021-04-14"}))
    assert said(asked)["Mesa Norte", 1] == "support", "the time decides where both have one"


def test_the_counts_add_up_to_the_rows(take):
    found = take(
        ("S1", "C1", "support"),
        ("S1", "C1", "abstain"),
        ("S2", "C1", ""),
        ("S9", "C1", "support"),
        ("S2", "C2", "support"),
    )
    counted = found.imported + found.updated + found.unchanged + found.superseded + found.no_reply
    assert counted + len(found.rejected) == found.rows_read == 5


def test_translations_stay_until_the_text_changes(take, asked):
    log(asked, text="Hola", translations={"en": "Hello"})
    take(("S1", "C1", "abstain", {"text": "Hola", "language": "es"}))
    assert stored(asked)[0].translations == {"en": "Hello"}
    take(("S1", "C1", "abstain", {"text": "Adiós", "language": "es", "translation.fr": "Adieu"}))
    assert stored(asked)[0].translations == {"fr": "Adieu"}


def test_a_late_reply_is_kept_with_a_warning(take, asked):
    found = take(("S1", "C1", "support", {"at": "2021-04-17T08:00"}))
    assert [row["row"] for row in found.warnings] == [2]
    assert "after the end of the round" in str(found.warnings[0]["reason"])
    assert said(asked) == {("Caminantes", 1): "support"}


def test_a_word_that_is_neither_yes_nor_no_is_taken_for_confidential(take, asked):
    found = take(("S1", "C1", "support", {"confidential": "please"}), ("S2", "C1", "support", {"confidential": "no"}))
    assert "kept as confidential" in str(found.warnings[0]["reason"])
    assert [item.confidential for item in stored(asked)] == [True, False]


def test_a_candidate_is_found_by_every_spelling_and_by_a_merged_id(take, asked):
    with asked.transaction(SECRETARIAT, message("Merged")) as tx:
        tx.add(Candidate(name="Ana Perez G.", spelling="ana perez g.", merged_into=1))
        nomination = tx.add(Nomination(raw={}, row_hash="x"))
        tx.add(Mention(nomination_id=nomination.id, candidate_id=1, position=1, name="PÉREZ Ana", said={}))
    assert take(("S1", "C5", "support"), ("S2", "Pérez  ana", "support")).imported == 2
    assert set(said(asked)) == {("Caminantes", 1), ("Mesa Norte", 1)}


def test_a_name_that_two_bear_is_refused_until_the_id_is_said(asked, refused):
    with asked.transaction(SECRETARIAT, message("Renamed")) as tx:
        other = tx.need(Candidate, 2)
        other.name = "ana pérez"
        tx.add(other)
    refused(asked, BadInput, "names several on the shortlist (C1, C2)", lambda: log(asked, candidate="Ana Pérez"))


@pytest.mark.parametrize(
    ("rows", "words"), [([], "The table of replies is empty."), ([{"who": "S1"}], "no column stakeholder")]
)
def test_a_table_that_holds_no_replies_is_refused(asked, refused, rows, words):
    from rapporteur_app.consultation.replies import import_replies

    refused(asked, BadInput, words, lambda: import_replies(asked, SECRETARIAT, 1, rows))


def test_an_import_with_nothing_to_take_writes_nothing(take, asked):
    head = asked.head()
    assert len(take(("S9", "C1", "support")).rejected) == 1
    assert asked.head() == head


def test_a_closed_stage_takes_no_reply(asked, take, refused, close_stage):
    close_stage(asked)
    refused(asked, WrongStage, "is closed", lambda: log(asked))
    refused(asked, WrongStage, "is closed", lambda: take(("S1", "C1", "support")))


def test_the_log_holds_counts_and_no_words(take, asked):
    take(("S1", "C1", "concern", {"text": "secret"}), ("Stranger", "C2", "support"))
    with asked.reading() as reader:
        assert str(acts(reader)[-1].action) == "Replies imported in round 1: 2 new, 0 updated"
