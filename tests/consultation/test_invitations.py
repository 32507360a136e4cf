"""Invitations: drafts that a mail program opens, in the stakeholder's language, named by ids alone."""

from email import message_from_bytes
from email.policy import default

import pytest

from rapporteur_app.consultation.rounds import open_round
from rapporteur_app.consultation.stakeholders import load_stakeholders
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.model import ConsultationRound, Stakeholder
from rapporteur_app.workspace import SECRETARIAT


@pytest.fixture
def write(selection, tmp_path):
    def call(folder=tmp_path / "drafts", **options):
        opened = open_round(
            selection, SECRETARIAT, "¿A quién apoya?", "2021-04-13", "2021-04-16", invitations=folder, **options
        )
        return {path.name: message_from_bytes(path.read_bytes(), policy=default) for path in opened.invitations}

    return call


def test_there_is_one_draft_for_each_who_is_asked(write, tmp_path):
    drafts = write()
    assert list(drafts) == ["round-1-S1.eml", "round-1-S2.eml", "round-1-S4.eml"]
    assert sorted(path.name for path in (tmp_path / "drafts").iterdir()) == sorted(drafts)


def test_a_draft_holds_the_question_the_names_and_the_end(write):
    body = write()["round-1-S1.eml"].get_content()
    for words in ("¿A quién apoya?", "- Ana Pérez", "- Céline Roy", "2021-04-16 23:59 (UTC)", "S1", "Caminantes"):
        assert words in body
    assert "Dora Off" not in body


def test_a_draft_is_plain_text_and_says_to_whom_it_goes(write):
    drafts = write()
    first = drafts["round-1-S1.eml"]
    assert first.get_content_type() == "text/plain"
    assert first["X-Unsent"] == "1"
    assert first["To"] == "Caminantes <a@caminantes.org>"
    assert first["Subject"] == "Consulta: Rapporteur"
    assert drafts["round-1-S2.eml"]["To"] is None, "no address is known"


def test_the_language_is_the_stakeholders_if_the_program_speaks_it(write, selection):
    load_stakeholders(selection, SECRETARIAT, [{"organisation": "Kreyòl", "language": "ht"}])
    drafts = write()
    assert drafts["round-1-S1.eml"]["Content-Language"] == "es"
    assert drafts["round-1-S5.eml"]["Content-Language"] == "en"


def test_what_others_wrote_becomes_neither_a_path_nor_a_header(write, selection, tmp_path):
    with selection.transaction(SECRETARIAT, message("Stakeholder added")) as tx:
        tx.add(Stakeholder(organisation="../../x\r\nBcc: all@world.org", email="x@y.org\r\nBcc: all@world.org"))
        tx.add(Stakeholder(organisation="Other", contact="Eve\r\nBcc: all@world.org", email="eve@y.org"))
    drafts = write(only=[5, 6])
    assert list(drafts) == ["round-1-S5.eml", "round-1-S6.eml"]
    assert all(draft["Bcc"] is None for draft in drafts.values())
    assert drafts["round-1-S5.eml"]["To"] is None
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["drafts"]


def test_a_draft_that_lies_there_is_not_written_over(write, selection, tmp_path, refused):
    (tmp_path / "drafts").mkdir()
    edited = tmp_path / "drafts" / "round-1-S2.eml"
    edited.write_text("edited by hand")
    refused(selection, BadInput, "round-1-S2.eml is there already", write)
    assert edited.read_text() == "edited by hand"
    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["round-1-S2.eml"]


def test_a_folder_that_cannot_be_written_opens_no_round(write, selection, tmp_path, refused):
    (tmp_path / "file").write_text("no folder")
    refused(selection, BadInput, "cannot be written", lambda: write(folder=tmp_path / "file"))
    with selection.reading() as reader:
        assert reader.count(ConsultationRound) == 0
