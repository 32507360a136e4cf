"""The envelope: what was signed comes back; whatever else comes is refused, for the right reason."""

import hashlib
import json
import pickle
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur_app.errors import BadInput, RapporteurError
from rapporteur_app.trust.envelope import (
    MAGIC,
    ORDINARY,
    PACK,
    Envelope,
    largest_file,
    limits,
    read_envelope,
    write_envelope,
)
from rapporteur_app.trust.errors import NewerFormat, Tampered, TooLarge, Unreadable, WrongKey
from rapporteur_app.trust.keys import SigningKey

KEY = SigningKey.new()
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
DOCUMENTS = st.dictionaries(
    TEXTS.map(lambda text: f"x{text}"), st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.lists(TEXTS))
)


def small() -> bytes:
    return write_envelope("ballot", {"member": "M3", "key": KEY.public}, b"sealed bytes", KEY)


def forged(header: bytes, body: bytes = b"", kind: bytes = b"ballot", version: int = 1) -> bytes:
    """An envelope with any header at all, properly signed."""
    fixed = struct.pack(">8sHHI", MAGIC, version, len(kind), len(header))
    return fixed + kind + header + KEY.sign(b"rapporteur/" + kind + b"/1\0" + header) + body


def vouching(body: bytes = b"") -> str:
    return f'"body_length":{len(body)},"body_sha256":"{hashlib.sha256(body).hexdigest()}"'


def read_and_verify(data: bytes) -> Envelope:
    envelope = read_envelope(data, "ballot")
    envelope.verify(KEY.public)
    return envelope


@settings(max_examples=60, deadline=None)
@given(header=DOCUMENTS, body=st.binary(max_size=500))
def test_what_was_signed_comes_back(header, body) -> None:
    data = write_envelope("receipt", header, body, KEY)

    envelope = read_envelope(data, "receipt")
    envelope.verify(KEY.public)

    assert {name: envelope.header[name] for name in header} == header
    assert envelope.body == body
    assert envelope.digest == hashlib.sha256(data).hexdigest()


def test_the_bytes_lie_where_the_protocol_says() -> None:
    data = small()

    magic, version, kind_length, header_length = struct.unpack(">8sHHI", data[:16])
    header = data[22 : 22 + header_length]

    assert (magic, version, kind_length, data[16:22]) == (b"\x89RPT\r\n\x1a\n", 1, 6, b"ballot")
    assert json.loads(header) == {
        "member": "M3",
        "key": KEY.public,
        "body_length": 12,
        "body_sha256": hashlib.sha256(b"sealed bytes").hexdigest(),
    }
    assert data[-12 - 64 : -12] == KEY.sign(b"rapporteur/ballot/1\0" + header)
    assert data.endswith(b"sealed bytes")


@pytest.mark.parametrize("flip", [1, 0x20, 0x80, 0xFF])
def test_every_flipped_byte_is_found(flip) -> None:
    data = small()
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= flip
        with pytest.raises(RapporteurError):
            read_and_verify(bytes(changed))


def test_a_flipped_byte_of_signature_or_body_says_changed_after_signing() -> None:
    data = small()
    for place in range(len(data) - 12 - 64, len(data)):
        changed = bytearray(data)
        changed[place] ^= 4
        with pytest.raises(Tampered, match=r"^Changed after signing\.$"):
            read_and_verify(bytes(changed))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 100_000 - 1), st.integers(1, 255))
def test_sampled_bytes_of_a_long_body(place, flip) -> None:
    data = bytearray(LONG)
    data[len(data) - 100_000 + place] ^= flip
    with pytest.raises(Tampered):
        read_and_verify(bytes(data))


LONG = write_envelope("ballot", {}, bytes(100_000), KEY)


def test_another_key_did_not_sign_it() -> None:
    envelope = read_envelope(small())
    with pytest.raises(Tampered):
        envelope.verify(SigningKey.new().public)


@pytest.mark.parametrize("key", ["", "00", "zz" * 32, "00" * 32, "é" * 64])
def test_what_is_no_key_verifies_nothing(key) -> None:
    with pytest.raises(Tampered):
        read_envelope(small()).verify(key)


def test_a_signature_for_one_kind_is_none_for_another() -> None:
    data = small().replace(b"ballot", b"packet", 1)
    with pytest.raises(Tampered):
        read_envelope(data).verify(KEY.public)


@pytest.mark.parametrize(
    "header",
    [
        b'{"member":"M3","member":"M4",' + vouching().encode() + b"}",
        b'{"a":{"b":1,"b":2},' + vouching().encode() + b"}",
        b'{"a":NaN,' + vouching().encode() + b"}",
        b'{"a":1e999,' + vouching().encode() + b"}",
        b'{"a":"\\ud800",' + vouching().encode() + b"}",
        b'{"a":"\xff",' + vouching().encode() + b"}",
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"," + vouching().encode() + b"}",
        b'{"a":' + b"9" * 5_000 + b"," + vouching().encode() + b"}",
        b"\xef\xbb\xbf{" + vouching().encode() + b"}",
        b"[]",
        b"",
        b"{}",
        b'{"body_length":true,"body_sha256":"' + hashlib.sha256(b"").hexdigest().encode() + b'"}',
        b'{"body_length":0,"body_sha256":"' + hashlib.sha256(b"").hexdigest().upper().encode() + b'"}',
    ],
    ids=range(14),
)
def test_a_header_that_is_no_proper_document_is_refused(header) -> None:
    with pytest.raises(Tampered):
        read_envelope(forged(header))


def test_a_text_that_only_looks_like_half_a_character_is_taken() -> None:
    data = write_envelope("ballot", {"path": "C:\\ud800"}, b"", KEY)
    assert read_and_verify(data).header["path"] == "C:\\ud800"


def test_a_wrong_kind_is_named() -> None:
    with pytest.raises(Unreadable, match="of the kind ballot; needed is one of the kind pack"):
        read_envelope(small(), "pack")


@pytest.mark.parametrize("version", [0, 2, 17, 65_535])
def test_a_future_version_is_refused_by_its_number(version) -> None:
    with pytest.raises(NewerFormat, match=rf"format {version}\."):
        read_envelope(forged(b"{" + vouching().encode() + b"}", version=version))


@pytest.mark.parametrize("length", range(0, len(small()), 7))
def test_a_cut_off_file_is_incomplete(length) -> None:
    with pytest.raises((Unreadable, Tampered)):
        read_and_verify(small()[:length])


def test_a_cut_off_body_says_so() -> None:
    with pytest.raises(Unreadable, match="incomplete"):
        read_and_verify(small()[:-1])


def test_an_appended_byte_is_found() -> None:
    with pytest.raises(Tampered):
        read_and_verify(small() + b"\n")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n" + bytes(50), MAGIC.replace(b"\r\n", b"\n")])
def test_other_files_are_not_ours(data) -> None:
    with pytest.raises(Unreadable, match="no file of this program"):
        read_envelope(data)


def test_the_limits_hold_before_anything_is_parsed() -> None:
    header = b"{" + vouching().encode() + b" " * ORDINARY.header + b"}"
    with pytest.raises(Unreadable, match="larger than any"):
        read_envelope(forged(header))
    with pytest.raises(Unreadable, match="larger than any"):
        read_envelope(forged(b"not even json", bytes(ORDINARY.body + 1)))


def test_the_largest_is_still_taken() -> None:
    body = bytes(ORDINARY.body)
    data = write_envelope("ballot", {}, body, KEY)
    assert len(read_and_verify(data).body) == ORDINARY.body
    assert len(data) <= largest_file("ballot")


def test_packs_may_be_larger() -> None:
    assert limits("pack") == PACK
    data = write_envelope("pack", {"note": "x" * ORDINARY.header}, bytes(ORDINARY.body + 1), KEY)
    assert len(read_envelope(data, "pack").body) == ORDINARY.body + 1


def test_nothing_is_written_that_nobody_would_read() -> None:
    with pytest.raises(TooLarge, match="too large"):
        write_envelope("ballot", {"note": "x" * ORDINARY.header}, b"", KEY)
    with pytest.raises(TooLarge):
        write_envelope("ballot", {}, bytes(ORDINARY.body + 1), KEY)
    for value in (float("nan"), "\ud800", {1, 2}):
        with pytest.raises(BadInput):
            write_envelope("ballot", {"value": value}, b"", KEY)


def test_errors_cross_from_a_child_process() -> None:
    for error in (Tampered("why"), NewerFormat(3), WrongKey("M3")):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), copy.detail) == (type(error), str(error), error.detail)


def test_the_repr_shows_no_bytes() -> None:
    assert "sealed bytes" not in repr(read_envelope(small()))
