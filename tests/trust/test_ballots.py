"""Ballots: what a member sealed comes out for chair and witness together, and nothing else does."""

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur_app.errors import BadInput, NotOpened, RapporteurError
from rapporteur_app.trust.ballots import (
    LONGEST_COMMENT,
    WORDS,
    Answer,
    Conflict,
    make_ballot,
    open_ballot,
    open_ballot_inner,
    read_ballot,
    read_content,
    require_key,
)
from rapporteur_app.trust.envelope import read_envelope, write_envelope
from rapporteur_app.trust.errors import (
    ContentDiffers,
    SealedForAnother,
    Tampered,
    TooLarge,
    Unreadable,
    WitnessPartMissing,
    WrongKey,
    WrongOpener,
)
from rapporteur_app.trust.keys import SigningKey
from rapporteur_app.trust.sealing import SMALLEST_BLOCK, Openers, open_inner, open_outer, pad, seal

IDS = st.from_regex(r"[A-Z]{1,2}[0-9]{1,4}", fullmatch=True)
VALUES = st.one_of(
    st.none(), st.sampled_from(sorted(WORDS)), st.integers(-100, 100), st.floats(allow_nan=False, allow_infinity=False)
)
COMMENTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
ANSWERS = st.lists(st.builds(Answer, IDS, IDS, VALUES, COMMENTS), unique_by=lambda a: (a.candidate, a.criterion))


def resigned(data: bytes, key: SigningKey, body: bytes | None = None, /, **changes) -> bytes:
    """A ballot whose header or body the holder of a key changed, and signed again."""
    envelope = read_envelope(data, "ballot")
    header = {name: value for name, value in envelope.header.items() if not name.startswith("body_")}
    return write_envelope("ballot", {**header, **changes}, envelope.body if body is None else body, key)


def resealed(document: dict, people, clear) -> bytes:
    """A ballot of Rosa's, properly signed and sealed, around any document at all."""
    made = make_ballot(clear(), [], people.rosa)
    padded = pad(json.dumps(document).encode(), SMALLEST_BLOCK)
    body = seal(padded, clear().openers)
    return resigned(made, people.rosa, body, content=hashlib.sha256(padded).hexdigest())


def sealed_document(data: bytes, people) -> dict:
    padded = open_inner(open_outer(read_envelope(data).body, people.witness), people.chair)
    return json.loads(padded.rstrip(b"\0")[:-1])


def test_chair_and_witness_read_what_the_member_sealed(people, clear, answers) -> None:
    conflicts = (Conflict("C15", "same employer, since May"),)
    given_clear = clear(conflicts=conflicts, words_compared=True, final=False)

    read, envelope = read_ballot(make_ballot(given_clear, answers, people.rosa))
    content = open_ballot(read, envelope, people.chair, people.witness)

    assert read == replace(given_clear, key=people.rosa.public, content=read.content)
    assert list(content.answers) == answers
    assert (content.member, content.revision, content.key) == ("M7", 2, people.rosa.public)


@settings(max_examples=30, deadline=None)
@given(any_answers=ANSWERS)
def test_any_answers_come_back(any_answers, people, clear) -> None:
    read, envelope = read_ballot(make_ballot(clear(), any_answers, people.rosa))
    assert list(open_ballot(read, envelope, people.chair, people.witness).answers) == any_answers


def test_one_keyholder_opens_alone(people, clear, answers) -> None:
    read, envelope = read_ballot(make_ballot(clear(openers=Openers(people.chair.public)), answers, people.rosa))
    assert list(open_ballot(read, envelope, people.chair).answers) == answers


def test_the_clear_part_tells_no_answer(people, clear, answers) -> None:
    data = make_ballot(clear(), answers, people.rosa)
    header = read_envelope(data).header
    assert b"hidden-remark" not in data
    assert "C12" not in json.dumps(header)
    assert "value" not in json.dumps(header)


def test_the_same_answers_are_never_sealed_alike(people, clear, answers) -> None:
    first, second = (read_ballot(make_ballot(clear(), answers, people.rosa)) for _ in range(2))
    assert first[0].content != second[0].content
    assert first[1].body != second[1].body


def test_equal_lengths_for_unequal_ballots(people, clear, answers) -> None:
    much = [Answer("C1", f"K{n}", 5, "x" * 1000) for n in range(50)]
    lengths = {len(read_ballot(make_ballot(clear(), some, people.rosa))[1].body) for some in ([], answers, much)}
    assert len(lengths) == 1
    drafts = {len(read_ballot(make_ballot(clear(final=False), some, people.rosa))[1].body) for some in ([], answers)}
    assert drafts == lengths


def test_the_chair_alone_cannot_read(people, clear, answers) -> None:
    read, envelope = read_ballot(make_ballot(clear(), answers, people.rosa))
    with pytest.raises(WitnessPartMissing, match=r"^Not opened: the witness's part is missing\.$") as refusal:
        open_ballot(read, envelope, people.chair)
    assert isinstance(refusal.value, NotOpened)
    with pytest.raises(WrongOpener):
        open_ballot(read, envelope, people.chair, people.chair)


def test_the_witness_alone_cannot_read(people, clear, answers) -> None:
    read, envelope = read_ballot(make_ballot(clear(), answers, people.rosa))
    with pytest.raises(WrongOpener):
        open_ballot(read, envelope, people.witness, people.witness)
    with pytest.raises(ContentDiffers):
        read_content(read, open_outer(envelope.body, people.witness))


def test_the_boxes_may_come_off_at_two_places(people, clear, answers) -> None:
    read, envelope = read_ballot(make_ballot(clear(), answers, people.rosa))
    inner = open_outer(envelope.body, people.witness)
    assert list(open_ballot_inner(read, inner, people.chair).answers) == answers


def test_every_flipped_byte_of_header_and_signature_is_found(people, clear) -> None:
    data = make_ballot(clear(), [], people.rosa)
    end = len(data) - len(read_envelope(data).body)
    for place in range(end):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(RapporteurError):
            read_ballot(bytes(changed))


def test_sampled_bytes_of_the_sealed_part(people, clear) -> None:
    data = make_ballot(clear(), [], people.rosa)
    end = len(data) - len(read_envelope(data).body)
    for place in range(end, len(data), 997):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(Tampered, match=r"^Changed after signing\.$"):
            read_ballot(bytes(changed))


def test_a_number_in_the_clear_part_cannot_be_edited(people, clear) -> None:
    data = make_ballot(clear(revision=3), [], people.rosa)
    with pytest.raises(Tampered):
        read_ballot(data.replace(b'"revision":3', b'"revision":4', 1))


def test_a_forged_ballot_is_not_signed_with_the_member_s_key(people, clear) -> None:
    read, _envelope = read_ballot(make_ballot(clear(member="M3"), [], SigningKey.new()))
    with pytest.raises(WrongKey, match=r"^Not signed with M3's key\.$"):
        require_key(read, people.rosa.public)
    require_key(read, read.key)


def test_another_key_in_the_header_does_not_verify(people, clear) -> None:
    data = resigned(make_ballot(clear(), [], people.rosa), people.paul)
    with pytest.raises(Tampered):
        read_ballot(data)


@pytest.mark.parametrize("with_its_content", [True, False])
def test_a_copied_box_says_for_whom_it_was_made(with_its_content, people, clear, answers) -> None:
    theirs, box = read_ballot(make_ballot(clear(member="M3"), answers, people.paul))
    own = make_ballot(clear(member="M7"), [], people.rosa)
    changes = {"content": theirs.content} if with_its_content else {}

    read, envelope = read_ballot(resigned(own, people.rosa, box.body, **changes))

    with pytest.raises(SealedForAnother, match=r"^Sealed part made for M3\.$"):
        open_ballot(read, envelope, people.chair, people.witness)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"selection": "sel-2"}, "made for another selection."),
        ({"round": 2}, "made for round 1."),
        ({"revision": 9}, "made for revision 2."),
        ({"rubric": "0" * 64}, "made for another version of the criteria."),
    ],
)
def test_a_replayed_box_says_what_it_was_made_for(change, sentence, people, clear, answers) -> None:
    data = make_ballot(clear(), answers, people.rosa)
    read, envelope = read_ballot(resigned(data, people.rosa, **change))
    with pytest.raises(SealedForAnother, match=f"^Sealed part {sentence}$"):
        open_ballot(read, envelope, people.chair, people.witness)


def test_a_box_sealed_under_another_key_of_the_same_member(people, clear, answers) -> None:
    data = make_ballot(clear(), answers, people.rosa)
    read, envelope = read_ballot(resigned(data, people.paul, key=people.paul.public))
    with pytest.raises(SealedForAnother, match="another key"):
        open_ballot(read, envelope, people.chair, people.witness)


def test_a_box_that_is_not_the_signed_one(people, clear, answers) -> None:
    first, second = (make_ballot(clear(), answers, people.rosa) for _ in range(2))
    swapped = resigned(first, people.rosa, read_envelope(second).body)
    read, envelope = read_ballot(swapped)
    with pytest.raises(ContentDiffers, match=r"not the one that M7 signed for\."):
        open_ballot(read, envelope, people.chair, people.witness)


@pytest.mark.parametrize(
    "change",
    [
        {"value": True},
        {"value": "5"},
        {"value": [5]},
        {"value": "maybe"},
        {"comment": "x" * (LONGEST_COMMENT + 1)},
        {"comment": None},
        {"candidate": "../C1"},
        {"candidate": ""},
        {"criterion": 5},
    ],
)
def test_a_sealed_answer_that_is_none_is_refused(change, people, clear, answers) -> None:
    document = sealed_document(make_ballot(clear(), answers, people.rosa), people)
    document["answers"][0] |= change
    read, envelope = read_ballot(resealed(document, people, clear))
    with pytest.raises(Unreadable) as refusal:
        open_ballot(read, envelope, people.chair, people.witness)
    assert "maybe" not in f"{refusal.value}{refusal.value.detail}"


def test_a_sealed_answer_cannot_stand_twice(people, clear, answers) -> None:
    document = sealed_document(make_ballot(clear(), answers, people.rosa), people)
    document["answers"].append(document["answers"][0])
    read, envelope = read_ballot(resealed(document, people, clear))
    with pytest.raises(Unreadable):
        open_ballot(read, envelope, people.chair, people.witness)


@pytest.mark.parametrize("missing", ["random", "member", "answers", "rubric"])
def test_a_sealed_part_with_a_field_missing(missing, people, clear, answers) -> None:
    document = sealed_document(make_ballot(clear(), answers, people.rosa), people)
    del document[missing]
    read, envelope = read_ballot(resealed(document, people, clear))
    with pytest.raises(Unreadable, match=missing):
        open_ballot(read, envelope, people.chair, people.witness)


@pytest.mark.parametrize(
    "change",
    [
        {"block": 65_537},
        {"block": 16},
        {"revision": 0},
        {"revision": True},
        {"round": "1"},
        {"member": "M 7"},
        {"final": 1},
        {"previous": ""},
        {"openers": {"chair": "x", "witness": None}},
        {"openers": None},
        {"conflicts": [{"candidate": "C1", "reason": 1}]},
        {"conflicts": {}},
        {"due": -1},
        {"content": None},
    ],
)
def test_a_clear_part_that_is_none_is_refused_by_its_field(change, people, clear) -> None:
    data = resigned(make_ballot(clear(), [], people.rosa), people.rosa, **change)
    with pytest.raises(Unreadable, match="The file's field"):
        read_ballot(data)


@pytest.mark.parametrize("key", [None, "x", 5])
def test_a_ballot_without_a_key_was_changed(key, people, clear) -> None:
    data = resigned(make_ballot(clear(), [], people.rosa), people.rosa, key=key)
    with pytest.raises(Tampered):
        read_ballot(data)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer("C1", "EXP", float("nan")), "score of C1 on EXP"),
        (Answer("C1", "EXP", "good"), "score of C1 on EXP"),
        (Answer("C1", "EXP", value=True), "score of C1 on EXP"),
        (Answer("C1", "EXP", 1, "x" * (LONGEST_COMMENT + 1)), "comment on C1, EXP"),
    ],
)
def test_a_wrong_answer_is_not_sealed(answer, sentence, people, clear) -> None:
    with pytest.raises(BadInput, match=sentence):
        make_ballot(clear(), [answer], people.rosa)


def test_two_answers_for_one_cell_are_not_sealed(people, clear) -> None:
    with pytest.raises(BadInput, match="stand twice"):
        make_ballot(clear(), [Answer("C1", "EXP", 1), Answer("C1", "EXP", 2)], people.rosa)


def test_too_many_reasons_are_not_sent(people, clear) -> None:
    conflicts = tuple(Conflict(f"C{n}", "x" * 2000) for n in range(200))
    with pytest.raises(TooLarge, match="Shorten"):
        make_ballot(clear(conflicts=conflicts), [], people.rosa)


def test_no_answer_shows_in_a_repr(people, clear, answers) -> None:
    read, envelope = read_ballot(make_ballot(clear(), answers, people.rosa))
    content = open_ballot(read, envelope, people.chair, people.witness)
    shown = repr(content) + repr(content.answers) + repr(read) + repr(envelope)
    assert "hidden-remark" not in shown
    assert "concern" not in shown
