"""Packs: what the secretariat signed comes back; a zip that means harm does not get far."""

import hashlib
import io
import json
import zipfile

import pytest

from rapporteur_app.errors import BadInput, RapporteurError
from rapporteur_app.trust import pack_file
from rapporteur_app.trust.envelope import read_envelope, write_envelope
from rapporteur_app.trust.errors import Tampered, TooLarge, Unreadable
from rapporteur_app.trust.pack_file import PackHeader, make_pack, pack_parts, read_pack
from rapporteur_app.trust.sealing import Openers, block_size

CONTENT = {"candidates": [{"id": "C12", "name": "Ana Pérez", "dossier": "‮نص 漢字"}], "scale": {"min": 1, "step": 0.5}}


@pytest.fixture
def header(openers) -> PackHeader:
    return PackHeader(
        selection="sel-1",
        title="Rapporteur on water — «2026»",
        round=1,
        member="M3",
        edition=2,
        rubric="ab" * 32,
        openers=openers,
        block=block_size(40, 8),
        audit_head="41:" + "0" * 64,
        deadline="2026-12-01T12:00:00+01:00",
    )


def zipped(*files, method=zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return target.getvalue()


@pytest.fixture
def with_body(header, people):
    def make(body: bytes, **changes) -> bytes:
        envelope = read_envelope(make_pack(header, CONTENT, people.file))
        fields = {name: value for name, value in envelope.header.items() if not name.startswith("body_")}
        return write_envelope("pack", {**fields, **changes}, body, people.file)

    return make


GOOD = ("pack.json", json.dumps(CONTENT))


def test_a_pack_comes_back(header, people) -> None:
    data = make_pack(header, CONTENT, people.file)
    pack = read_pack(data)

    assert pack.content == CONTENT
    assert pack.header.file_key == people.file.public
    assert (pack.header.title, pack.header.openers, pack.header.block) == (header.title, header.openers, header.block)
    assert pack.digest == read_envelope(data).digest
    assert not pack.header.one_keyholder


def test_the_same_content_gives_the_same_bytes(header, people) -> None:
    assert make_pack(header, CONTENT, people.file) == make_pack(header, CONTENT, people.file)


def test_one_keyholder_is_said(header, people) -> None:
    from dataclasses import replace

    alone = replace(header, openers=Openers(people.chair.public))
    data = make_pack(alone, CONTENT, people.file)
    assert read_pack(data).header.one_keyholder
    assert read_envelope(data).header["one_keyholder"] is True


def test_every_flipped_byte_is_found(header, people) -> None:
    data = make_pack(header, CONTENT, people.file)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(RapporteurError):
            read_pack(bytes(changed))


def test_another_file_key_does_not_verify(with_body, people) -> None:
    with pytest.raises(Tampered):
        read_pack(with_body(zipped(GOOD), file_key=people.rosa.public))
    with pytest.raises(Tampered):
        read_pack(with_body(zipped(GOOD), file_key="none"))


@pytest.mark.parametrize(
    "change",
    [
        {"one_keyholder": True},
        {"block": 1000},
        {"edition": 0},
        {"title": "x" * 1001},
        {"openers": {}},
        {"member": "../x"},
    ],
)
def test_a_header_that_is_none_is_refused(change, with_body) -> None:
    with pytest.raises(Unreadable, match="The file's field"):
        read_pack(with_body(zipped(GOOD), **change))


def test_attachments_may_lie_beside_the_document(with_body) -> None:
    body = zipped(GOOD, ("files/C12/cv.pdf", b"%PDF"), method=zipfile.ZIP_DEFLATED)
    assert read_pack(with_body(body)).content == CONTENT


@pytest.mark.parametrize(
    "name", ["../evil", "files/../../evil", "/etc/passwd", "C:/evil", "..\\evil", "files\\evil", "folder/", "PACK.JSON"]
)
def test_names_that_lead_out_are_refused(name, with_body) -> None:
    with pytest.raises(Unreadable, match="contents cannot be read"):
        read_pack(with_body(zipped(GOOD, (name, b"x"))))


def test_links_are_refused(with_body) -> None:
    link = zipfile.ZipInfo("files/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with pytest.raises(Unreadable):
        read_pack(with_body(zipped(GOOD, (link, "/etc/passwd"))))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method, with_body) -> None:
    with pytest.raises(Unreadable):
        read_pack(with_body(zipped(GOOD, method=method)))


def test_an_encrypted_entry_is_refused(with_body) -> None:
    body = bytearray(zipped(GOOD))
    body[body.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable):
        read_pack(with_body(bytes(body)))


def test_a_bomb_is_not_unpacked(with_body, monkeypatch) -> None:
    monkeypatch.setattr(pack_file, "MOST_DOCUMENT", 1000)
    with pytest.raises(Unreadable):
        read_pack(with_body(zipped(("pack.json", b" " * 2000 + b"{}"), method=zipfile.ZIP_DEFLATED)))


def test_a_bomb_beside_the_document_is_not_unpacked(with_body, monkeypatch) -> None:
    monkeypatch.setattr(pack_file, "MOST_UNPACKED", 100_000)
    with pytest.raises(Unreadable):
        read_pack(with_body(zipped(GOOD, ("files/x", bytes(200_000)), method=zipfile.ZIP_DEFLATED)))


def test_a_document_that_lies_about_its_size_is_refused(with_body) -> None:
    body = bytearray(zipped(("pack.json", b"{}" + b" " * 5000), method=zipfile.ZIP_DEFLATED))
    at = body.index(b"PK\x01\x02") + 24
    body[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Unreadable):
        read_pack(with_body(bytes(body)))


def test_too_many_files_are_refused(with_body, monkeypatch) -> None:
    monkeypatch.setattr(pack_file, "MOST_FILES", 3)
    with pytest.raises(Unreadable):
        read_pack(with_body(zipped(GOOD, *((f"files/{n}", b"") for n in range(3)))))


def test_a_large_directory_is_refused_before_it_is_read(with_body, monkeypatch) -> None:
    data = with_body(zipped(GOOD, *((f"files/{n}", b"") for n in range(100))))
    assert read_pack(data).content == CONTENT
    monkeypatch.setattr(pack_file, "MOST_DIRECTORY", 1000)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(Unreadable, match="contents cannot be read") as refused:
        read_pack(data)
    assert refused.value.detail == "too many files"


def test_a_zip_that_ends_otherwise_is_refused(with_body) -> None:
    good, size = zipped(GOOD), (1000).to_bytes(2, "little")
    locator = b"PK\x06\x07" + bytes(16)
    for body in (good[:-2] + size + bytes(1000), good + bytes(22), good[:-22] + locator + good[-22:]):
        with pytest.raises(Unreadable) as refused:
            read_pack(with_body(body))
        assert "does not end" in refused.value.detail


def test_documents_are_read_out_of_the_pack_and_looked_at(header, people) -> None:
    document = b"%PDF-1.7 " + bytes(range(256)) * 9
    digest = hashlib.sha256(document).hexdigest()
    pack = read_pack(make_pack(header, CONTENT, people.file, {digest: document, "ab" * 32: b"another one"}))
    assert pack.document(digest) == document
    with pytest.raises(Unreadable):
        pack.document("ab" * 32)
    with pytest.raises(Unreadable):
        pack.document("cd" * 32)


def test_a_pack_in_parts_is_the_same_and_copies_no_document(header, people) -> None:
    document = bytes(1000)
    parts = pack_parts(header, CONTENT, people.file, {"ab" * 32: document})
    assert any(part is document for part in parts)
    assert b"".join(parts) == make_pack(header, CONTENT, people.file, {"ab" * 32: document})


@pytest.mark.parametrize("body", [b"", b"PK", b"no zip", zipped(("other.json", "{}")), zipped(("pack.json", "[]"))])
def test_a_body_that_is_no_pack_is_refused(body, with_body) -> None:
    with pytest.raises(Unreadable):
        read_pack(with_body(body))


def test_a_key_twice_in_the_document_is_refused(with_body) -> None:
    with pytest.raises(Unreadable):
        read_pack(with_body(zipped(("pack.json", '{"a":1,"a":2}'))))


def test_nothing_is_made_that_nobody_would_read(header, people, monkeypatch) -> None:
    with pytest.raises(BadInput):
        make_pack(header, {"score": float("inf")}, people.file)
    monkeypatch.setattr(pack_file, "MOST_DOCUMENT", 10)
    with pytest.raises(TooLarge, match="shorten the dossiers"):
        make_pack(header, CONTENT, people.file)


def test_a_ballot_is_no_pack(people) -> None:
    with pytest.raises(Unreadable, match="needed is one of the kind pack"):
        read_pack(write_envelope("ballot", {}, b"", people.rosa))
