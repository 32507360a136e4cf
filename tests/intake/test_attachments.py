"""Documents kept with a candidate: whole, once, under their digest, and named by nothing that came from outside."""

import hashlib
import sqlite3
import zipfile
from contextlib import closing

import pytest

from rapporteur_app.errors import BadInput, NotFound, UnreadableFile, WrongStage
from rapporteur_app.intake import attachments
from rapporteur_app.intake.attachments import (
    attach,
    attachment_bytes,
    attachments_of,
    detach,
    plain_name,
    read_document,
    save_attachment,
)
from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.merging import merge, undo_merge
from rapporteur_app.model import Attachment, Blob
from rapporteur_app.setup.stages import close_stage
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import undo

PDF = b"%PDF-1.4\n%CV of Ana\n"


@pytest.fixture
def filled(workspace):
    """Two candidates, C1 and C2."""
    for name in ("Ana Paz", "Anna Paz"):
        nominate(workspace, SECRETARIAT, {"nominee_name": name})
    return workspace


def saved(path, data=PDF):
    path.write_bytes(data)
    return path


def kept(workspace, candidate=1):
    with workspace.reading() as reader:
        return [(row.name, row.kind, row.size) for row in attachments_of(reader, candidate)]


def test_a_document_comes_back_byte_for_byte(filled, tmp_path):
    (row,) = attach(filled, SECRETARIAT, 1, [saved(tmp_path / "CV Ana.pdf")])
    assert kept(filled) == [("CV Ana.pdf", "pdf", len(PDF))]
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    with filled.reading() as reader:
        assert attachment_bytes(reader, row.id) == PDF
    assert verify(filled).ok


def docx(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return path.read_bytes()


def odt(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (docx, "docx"),
        (odt, "odt"),
        (b"\x89PNG\r\n\x1a\n..", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF89a", "gif"),
        (b"MM\x00*", "tif"),
        (b"RIFF1234WEBPVP8 ", "webp"),
    ],
)
def test_the_bytes_say_of_what_kind_it_is(tmp_path, data, kind):
    content = data(tmp_path / "made") if callable(data) else data
    assert read_document(saved(tmp_path / "letter.exe", content)).kind == kind


@pytest.mark.parametrize("data", [b"", b"MZ\x90", b"#!/bin/sh\n", b"<html>", b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_document_is_not_taken(filled, tmp_path, data):
    before = filled.head()
    with pytest.raises(UnreadableFile, match=r"cv\.pdf is none of these: pdf, docx"):
        attach(filled, SECRETARIAT, 1, [saved(tmp_path / "good.pdf"), saved(tmp_path / "cv.pdf", data)])
    assert filled.head() == before
    assert kept(filled) == []


def test_a_missing_and_a_large_file(filled, tmp_path, monkeypatch):
    with pytest.raises(UnreadableFile, match="There is no file"):
        attach(filled, SECRETARIAT, 1, [tmp_path / "nowhere.pdf"])
    monkeypatch.setattr(attachments, "LARGEST", 10)
    with pytest.raises(UnreadableFile, match="is larger than"):
        attach(filled, SECRETARIAT, 1, [saved(tmp_path / "a.pdf")])


def test_all_together_have_a_limit(filled, tmp_path, monkeypatch):
    attach(filled, SECRETARIAT, 1, [saved(tmp_path / "a.pdf")])
    monkeypatch.setattr(attachments, "MOST", 2 * len(PDF))
    with pytest.raises(BadInput, match="All documents together"):
        attach(filled, SECRETARIAT, 2, [saved(tmp_path / "b.pdf", PDF + b"more")])


def test_the_same_document_is_kept_once(filled, tmp_path):
    first, again = saved(tmp_path / "a.pdf"), saved(tmp_path / "b.pdf")
    assert len(attach(filled, SECRETARIAT, 1, [first, again])) == 1
    assert attach(filled, SECRETARIAT, 1, [again]) == []
    assert len(attach(filled, SECRETARIAT, 2, [again])) == 1, "another person's is a row of its own"
    with filled.reading() as reader:
        assert (reader.count(Attachment), reader.count(Blob)) == (2, 1)


def test_documents_follow_a_merge_and_go_back(filled, tmp_path):
    attach(filled, SECRETARIAT, 2, [saved(tmp_path / "a.pdf")])
    merge(filled, SECRETARIAT, [1, 2])
    assert kept(filled, 1) == [("a.pdf", "pdf", len(PDF))]
    with pytest.raises(NotFound, match="C2 was merged into C1"):
        attach(filled, SECRETARIAT, 2, [saved(tmp_path / "b.pdf", PDF + b"2")])
    undo_merge(filled, SECRETARIAT, 1)
    assert kept(filled, 1) == []
    assert kept(filled, 2) == [("a.pdf", "pdf", len(PDF))]


def test_taking_away_and_undo(filled, tmp_path):
    (row,) = attach(filled, SECRETARIAT, 1, [saved(tmp_path / "a.pdf")])
    detach(filled, SECRETARIAT, row.id)
    assert kept(filled) == []
    undo(filled, SECRETARIAT)
    assert kept(filled) == [("a.pdf", "pdf", len(PDF))]
    undo(filled, SECRETARIAT, filled_entry(filled, "Documents attached"))
    assert kept(filled) == []
    assert verify(filled).ok


def filled_entry(workspace, beginning):
    from rapporteur_app.workspace.undo import acts

    with workspace.reading() as reader:
        return next(act.n for act in acts(reader) if str(act.action).startswith(beginning))


def test_a_closed_stage_takes_none(filled, tmp_path):
    from rapporteur_app.model import Stage

    close_stage(filled, SECRETARIAT, Stage.NOMINATIONS)
    with pytest.raises(WrongStage, match="is closed"):
        attach(filled, SECRETARIAT, 1, [saved(tmp_path / "a.pdf")])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\cv.pdf", "cv.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("a\nb\x00.pdf", "ab.pdf"),
        ("\u200b", "-"),
        ("x" * 300, "x" * 120),
        ("Currículo José ✍.pdf", "Currículo José ✍.pdf"),
    ],
)
def test_a_name_is_shown_without_folders_and_tricks(name, shown):
    assert plain_name(name) == shown


def test_it_is_written_for_the_viewer_under_no_name_from_outside(filled, tmp_path):
    (row,) = attach(filled, SECRETARIAT, 1, [saved(tmp_path / "run me.desktop")])
    with filled.reading() as reader:
        path = save_attachment(reader, row.id, tmp_path)
    assert path.name == "A1.pdf"
    assert path.read_bytes() == PDF


def test_changed_bytes_are_found_and_not_opened(filled, tmp_path):
    (row,) = attach(filled, SECRETARIAT, 1, [saved(tmp_path / "a.pdf")])
    with closing(sqlite3.connect(filled.path)) as connection, connection:
        connection.execute("UPDATE blob SET data = ?", (PDF[:-1] + b"!",))
    with filled.reading() as reader, pytest.raises(UnreadableFile, match="A1 are not those that were attached"):
        attachment_bytes(reader, row.id)
    check = next(check for check in verify(filled).checks if check.name == "attachments")
    assert not check.ok
    assert "A1" in str(check.detail)


def test_a_typed_nomination_brings_its_documents_to_each_person(workspace, tmp_path):
    document = read_document(saved(tmp_path / "letter.pdf"))
    nominate(workspace, SECRETARIAT, {"nominee_name": "Ana Paz; Beto Ruiz"}, attached=[document])
    assert kept(workspace, 1) == kept(workspace, 2) == [("letter.pdf", "pdf", len(PDF))]
