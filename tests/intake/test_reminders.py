"""Reminders: who is asked for what, in which language, as drafts that are all written or none."""

from email import message_from_bytes
from email.policy import default

import pytest

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import LANGUAGES, catalogue, message
from rapporteur_app.intake.letters import Addressee, language_for
from rapporteur_app.intake.pool import Person
from rapporteur_app.intake.reminders import remind
from rapporteur_app.intake.screening import Subject, accept_proposals, admit, withdraw
from rapporteur_app.model import Candidate, DecisionSignature, Nomination, Reminder, Stage
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.setup.stages import close_stage
from rapporteur_app.workspace import SECRETARIAT, Actor
from rapporteur_app.workspace.undo import acts, undo
from tests.intake.screened import nominated


@pytest.fixture
def selection(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", "Relatoría 2021", SECRETARIAT, "es") as workspace:
        yield workspace


@pytest.fixture
def drafted(selection, tmp_path):
    """Draft reminders; the e-mails by what they were drafted for."""

    def call(folder=tmp_path / "drafts", **options):
        made = remind(selection, SECRETARIAT, folder, **options)
        return {one.reference: (one, message_from_bytes(one.path.read_bytes(), policy=default)) for one in made}

    return call


def test_nominee_and_nominator_are_each_asked_for_what_they_can_give(selection, drafted):
    nominated(selection, SECRETARIAT, consent="", available="", nominator_organisation="")
    found = drafted()
    assert {reference: one.asked for reference, (one, _mail) in found.items()} == {
        "C1": ("consent", "available"),
        "N1": ("consent", "endorsement"),
    }
    assert [str(mail["To"]) for _one, mail in found.values()] == ["Ana Sol <ana@sol.org>", "Red <red@red.org>"]
    nominee, nominator = (mail.get_content() for _one, mail in found.values())
    assert "“Doy mi consentimiento" in nominee
    assert "Ana Sol" in nominator
    assert "Doy mi consentimiento" not in nominator


def test_without_an_address_of_the_nominee_the_nominator_is_asked_for_all(selection, drafted):
    nominated(selection, SECRETARIAT, nominee_email="", consent="")
    found = drafted()
    assert {reference: one.asked for reference, (one, _mail) in found.items()} == {"N1": ("email", "consent")}


def test_without_an_address_of_the_nominator_the_nominee_is_asked_for_all(selection, drafted):
    nominated(selection, SECRETARIAT, nominator_email="", consent="", nominator_organisation="")
    assert {reference: one.asked for reference, (one, _m) in drafted().items()} == {"C1": ("consent", "endorsement")}


def test_without_any_address_a_draft_without_a_recipient_is_written(selection, drafted):
    nominated(selection, SECRETARIAT, nominee_email="", nominator_email="")
    ((one, mail),) = drafted().values()
    assert (one.reference, one.addressed, mail["To"]) == ("C1", False, None)


def test_the_templates_own_title_is_said_in_the_language_of_the_letter(tmp_path):
    with new_selection(tmp_path / "t", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        nominated(workspace, SECRETARIAT, consent="", languages="pt", nominator_email="")
        (made,) = remind(workspace, SECRETARIAT, tmp_path / "drafts")
    body = message_from_bytes(made.path.read_bytes(), policy=default).get_content()
    assert "Seleção da relatoria das partes interessadas" in body
    assert "Representante das partes interessadas" in body


def test_whoever_nominated_themselves_gets_one_letter(selection, drafted):
    nominated(selection, SECRETARIAT, self_nomination="yes", nominator_email="ana@sol.org", available="")
    assert list(drafted()) == ["C1"]


def test_one_who_nominated_twice_gets_one_letter(selection, drafted):
    for at in ("2021-04-01T09:00:00-04:00", "2021-04-02T09:00:00-04:00"):
        nominated(selection, SECRETARIAT, at, consent="")
    assert list(drafted()) == ["C1", "N1"]


def test_only_those_who_are_not_decided_and_not_asked_yet_are_reminded(selection, drafted, tmp_path):
    nominated(selection, SECRETARIAT, consent="")
    nominated(selection, SECRETARIAT, nominee_name="Bo Mar", nominee_email="bo@mar.org", available="")
    nominated(selection, SECRETARIAT, nominee_name="Cira Luz", nominee_email="cira@luz.org", available="")
    nominated(selection, SECRETARIAT, nominee_name="Dora Paz", nominee_email="dora@paz.org")
    admit(selection, SECRETARIAT, Subject(candidate=2), "enough")
    withdraw(selection, SECRETARIAT, Subject(candidate=3), "Cira Luz", "ill")
    assert list(drafted()) == ["C1", "N1"]
    with pytest.raises(NotFound, match="Nobody is left to remind"):
        drafted()
    assert list(drafted(only=[1])) == ["C1", "N1"], "who is named is reminded again"
    with pytest.raises(BadInput, match="Nothing is missing of C4"):
        drafted(only=[4])
    with pytest.raises(BadInput, match="C3 is withdrawn already"):
        drafted(only=[3])
    with pytest.raises(NotFound, match="no candidate C9"):
        drafted(only=[1, 9])
    assert len(list((tmp_path / "drafts").iterdir())) == 4


def test_that_a_reminder_was_drafted_is_recorded_without_personal_data(selection, tmp_path):
    nominated(selection, SECRETARIAT, consent="")
    remind(selection, Actor(7), tmp_path / "drafts")
    with selection.reading() as reader:
        rows = [(row.candidate_id, row.nomination_id, row.asked, row.language, row.by) for row in reader.all(Reminder)]
        last = acts(reader)[-1]
    assert rows == [(1, None, ["consent"], "es", "M7"), (1, 1, ["consent"], "es", "M7")]
    assert str(last.action) == "Reminders drafted: 2"


def test_undo_takes_the_record_back_and_a_file_name_is_never_used_twice(selection, drafted, tmp_path):
    nominated(selection, SECRETARIAT, consent="", nominator_email="")
    drafted()
    undo(selection, SECRETARIAT)
    drafted()
    assert sorted(path.name for path in (tmp_path / "drafts").iterdir()) == ["reminder-1-C1.eml", "reminder-2-C1.eml"]


def test_a_folder_that_cannot_be_written_records_nothing(selection, drafted, tmp_path):
    nominated(selection, SECRETARIAT, consent="")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BadInput, match="cannot be written"):
        drafted(folder=tmp_path / "file")
    with selection.reading() as reader:
        assert reader.count(Reminder) == 0


def test_a_save_that_fails_leaves_no_drafts(selection, drafted, tmp_path, monkeypatch):
    nominated(selection, SECRETARIAT, consent="")
    monkeypatch.setattr("rapporteur_app.workspace.transaction.Transaction.finish", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        drafted()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_what_others_wrote_becomes_no_header(selection, drafted):
    evil = "Eve\r\nBcc: all@world.org"
    nominated(selection, SECRETARIAT, nominator_name=evil, consent="")
    with selection.transaction(SECRETARIAT, message("Changed")) as tx:
        candidate, nomination = tx.need(Candidate, 1), tx.need(Nomination, 1)
        candidate.name, nomination.nominator = evil, evil
        candidate.email = "eve@y.org\r\nBcc: all@world.org"
        tx.add_all([candidate, nomination])
    for _one, mail in drafted().values():
        assert mail["Bcc"] is None
        assert set(mail.keys()) <= {"Subject", "To", "X-Unsent", "MIME-Version", "Content-Type",
                                    "Content-Transfer-Encoding", "Content-Language"}  # fmt: skip


def test_a_day_to_reply_by_stands_in_the_letter(selection, drafted):
    nominated(selection, SECRETARIAT, consent="")
    with pytest.raises(BadInput, match="is not a day"):
        drafted(reply_by="soon")
    assert all("2021-04-09" in mail.get_content() for _one, mail in drafted(reply_by="2021-04-09").values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_wholly_in_its_language(selection, drafted, language):
    nominated(selection, SECRETARIAT, consent="", languages=language, nominee_country="DE", nominee_nationality="PE")
    _one, mail = drafted()["C1"]
    words = catalogue(language)
    assert mail["Content-Language"] == language
    body = mail.get_content()
    for text in ("To examine the nomination, we still need:", "consent to the nomination"):
        assert words.text(text) in body
        assert language == "en" or text not in body


def person(**fields):
    return Person(
        Candidate(name="A", spelling="a", **fields), [], [], {}, {}, withdrawn=False, admitted=None, eligible=None
    )


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"languages": ["fr"], "country": "PE"}, "fr"),
        ({"languages": ["en", "es"], "country": "PE"}, "es"),
        ({"languages": ["en", "pt"], "country": "PE"}, "en"),
        ({"languages": ["ht"], "country": "HT"}, "fr"),
        ({"languages": [], "country": "BR"}, "pt"),
        ({"languages": [], "country": "JM"}, "en"),
        ({"languages": [], "nationality": "HT"}, "fr"),
        ({"languages": [], "country": "PR"}, "es"),
        ({"languages": [], "country": "SR"}, "es"),
        ({"languages": []}, "es"),
    ],
)
def test_the_language_is_the_nominees_else_their_countrys_else_the_selections(fields, wanted):
    assert language_for(Addressee(person(**fields), None, ()), "es") == wanted


def test_a_nominator_is_not_written_to_in_the_nominees_own_language():
    nomination = Nomination(raw={}, row_hash="", nominator="Red")
    assert language_for(Addressee(person(languages=["fr"], country="BR"), nomination, ()), "es") == "pt"


def test_a_nominator_is_written_to_in_the_language_of_the_form_that_they_filled_in():
    headers = {"Nom de la personne proposée": "A", "Courriel": "a@b.org", "Votre nom": "Red"}
    nomination = Nomination(raw=headers, row_hash="", nominator="Red", file="formulaire.xlsx")
    assert language_for(Addressee(person(country="BR"), nomination, ()), "es") == "fr"


def test_after_the_signature_or_the_stages_end_nobody_is_asked(selection, drafted, monkeypatch):
    nominated(selection, SECRETARIAT, consent="")
    accept_proposals(selection, SECRETARIAT)
    close_stage(selection, SECRETARIAT, Stage.SCREENING)
    with pytest.raises(WrongStage, match="closed"):
        drafted()
    monkeypatch.setattr(
        "rapporteur_app.workspace.reader.Reader.first", lambda _self, noun, *_o, **_e: noun is DecisionSignature
    )
    with pytest.raises(WrongStage, match="signed"):
        drafted()
