"""Words read out loud: the same on both ends, different for different keys, forgiving of how they are typed."""

import hashlib

import pytest
from nacl.pwhash import argon2id

from rapporteur_app.errors import BadInput
from rapporteur_app.trust import words
from rapporteur_app.trust.keys import WORD_LISTS
from rapporteur_app.trust.sealing import Openers
from rapporteur_app.trust.words import are_words_of, key_number, selection_number, spoken

REAL = 64 * 1024 * 1024

KEY, OTHER = "11" * 32, "12" + "11" * 31


@pytest.fixture(autouse=True)
def real_cost(cheap_words, monkeypatch):
    monkeypatch.setattr(words, "_MEMORY", REAL)
    words._number.cache_clear()


def test_the_number_is_the_top_of_what_the_protocol_says() -> None:
    salt = hashlib.sha256(b"sel-1").digest()[:16]
    derived = argon2id.kdf(16, b"rapporteur/words/1\0sel-1\0" + bytes.fromhex(KEY), salt, opslimit=2, memlimit=2**26)

    assert key_number("sel-1", KEY) == int.from_bytes(derived[:6], "big") >> 4


def test_four_words_of_the_list_say_the_whole_number() -> None:
    number = key_number("sel-1", KEY)
    english = words._list("english")

    read = spoken(number, "en").split()
    back = 0
    for word in read:
        back = back << 11 | english.index(word)

    assert len(read) == 4
    assert back == number


def test_another_key_and_another_selection_have_other_words() -> None:
    assert len({key_number("sel-1", KEY), key_number("sel-1", OTHER), key_number("sel-2", KEY)}) == 3


def test_a_changed_opening_key_changes_the_words_of_the_selection() -> None:
    honest = selection_number("sel-1", 1, KEY, Openers("aa" * 32, "bb" * 32))

    assert honest != selection_number("sel-1", 1, KEY, Openers("ac" * 32, "bb" * 32))
    assert honest != selection_number("sel-1", 1, KEY, Openers("aa" * 32))
    assert honest != selection_number("sel-1", 2, KEY, Openers("aa" * 32, "bb" * 32))
    assert honest != selection_number("sel-1", 1, OTHER, Openers("aa" * 32, "bb" * 32))


@pytest.mark.parametrize("language", WORD_LISTS)
def test_each_language_is_understood_however_it_is_typed(language: str) -> None:
    number = key_number("sel-1", KEY)
    read = spoken(number, language)

    assert are_words_of(read, number)
    assert are_words_of(read.upper().replace(" ", "  "), number)
    assert are_words_of(" ".join(word[:4] for word in read.split()), number)
    assert not are_words_of(spoken(key_number("sel-1", OTHER), language), number)


@pytest.mark.parametrize("language", WORD_LISTS)
def test_four_letters_tell_every_word_of_a_list_apart(language: str) -> None:
    listed = words._list(WORD_LISTS[language])

    assert len(listed) == len({words._head(word) for word in listed}) == 2048


def test_words_in_another_order_are_other_words() -> None:
    number = key_number("sel-1", KEY)
    turned = " ".join(reversed(spoken(number, "es").split()))

    assert not are_words_of(turned, number)


def test_three_words_are_asked_for_again() -> None:
    with pytest.raises(BadInput, match="4 words"):
        are_words_of("one two three", 0)
