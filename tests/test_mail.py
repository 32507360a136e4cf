"""Drafts of e-mails: what others wrote becomes no header, and all are written or none."""

from email import message_from_bytes
from email.policy import default

import pytest

from rapporteur_app import mail
from rapporteur_app.errors import BadInput
from rapporteur_app.mail import Draft, write_drafts


def draft(**given):
    return Draft(
        **{"language": "es", "name": "Ana", "address": "ana@sol.org", "subject": "Falta", "body": "x\n", **given}
    )


def read(path):
    return message_from_bytes(path.read_bytes(), policy=default)


def test_a_draft_is_unsent_plain_text_in_its_language(tmp_path):
    (path,) = write_drafts({"a.eml": draft(body="¿Quién?\n")}, tmp_path / "out")
    found = read(path)
    assert (found["X-Unsent"], found["To"], found["Subject"]) == ("1", "Ana <ana@sol.org>", "Falta")
    assert (found["Content-Language"], found.get_content_type()) == ("es", "text/plain")
    assert found.get_content().splitlines() == ["¿Quién?"]


@pytest.mark.parametrize("evil", ["Ana\r\nBcc: all@world.org", "Ana\nBcc: all@world.org", "Ana\x0bBcc: all@world.org"])
def test_no_field_becomes_a_header(tmp_path, evil):
    found = read(*write_drafts({"a.eml": draft(name=evil, subject=evil)}, tmp_path))
    assert found["Bcc"] is None
    assert found["Subject"] == "Ana Bcc: all@world.org"


@pytest.mark.parametrize(
    "address", ["", "ana", "ana@sol.org\r\nBcc: all@world.org", "ana@sol.org, b@c.org", "añá@sol.org"]
)
def test_what_is_no_address_is_nobody(tmp_path, address):
    found = read(*write_drafts({"a.eml": draft(address=address)}, tmp_path))
    assert (found["To"], found["Bcc"]) == (None, None)


def test_a_draft_that_lies_there_stops_all(tmp_path):
    (tmp_path / "b.eml").write_text("mine")
    with pytest.raises(BadInput, match=r"b\.eml is there already"):
        write_drafts({"a.eml": draft(), "b.eml": draft()}, tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("b.eml", "mine")]


def test_a_disk_that_fills_up_leaves_none(tmp_path, monkeypatch):
    real = mail.write_whole

    def full(path, data):
        if path.name == "b.eml":
            raise OSError(28, "No space left on device")
        real(path, data)

    monkeypatch.setattr(mail, "write_whole", full)
    with pytest.raises(BadInput, match="cannot be written"):
        write_drafts({"a.eml": draft(), "b.eml": draft()}, tmp_path)
    assert list(tmp_path.iterdir()) == []
