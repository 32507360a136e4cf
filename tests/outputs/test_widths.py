"""Columns fill the page, and no word of a header is broken."""

import pytest

from rapporteur_app.i18n import LANGUAGES, catalogue
from rapporteur_app.outputs.content import build_report
from rapporteur_app.outputs.widths import GAP, SIDE, TEXT_WIDTH, fitted, follows_number, small, word_width
from rapporteur_app.outputs.wording import worded


def test_widths_are_as_asked_where_all_words_fit():
    assert fitted([3, 1], [["Name", "Ana"], ["No"]], [False, True]) == pytest.approx([12.3, 4.1])


def test_a_column_is_never_narrower_than_its_longest_word():
    found = fitted([10, 1], [["Candidate"], ["Ponderación"]], [False, True])
    assert found[1] == pytest.approx(word_width("Ponderación", 9) + 2 * SIDE)
    assert sum(found) == pytest.approx(TEXT_WIDTH)


def test_a_word_breaks_after_its_hyphens():
    found = fitted([10, 1], [["Candidate"], ["Trinité-et-Tobago"]], [False, False])
    assert found[1] == pytest.approx(word_width("Trinité-", 9) + 2 * SIDE)


def test_a_word_that_may_be_broken_takes_no_room():
    assert fitted([1, 1], [["a" * 64], ["b"]], [False, False]) == pytest.approx([TEXT_WIDTH / 2] * 2)


def test_more_than_the_page_holds_is_shared():
    found = fitted([1] * 12, [["x" * 20]] * 12, [True] * 12)
    assert found == pytest.approx([TEXT_WIDTH / 12] * 12)


def test_text_gives_way_to_numbers_where_the_page_is_too_narrow():
    columns = [["m" * 16], *[["KNOW"]] * 10]
    found = fitted([1] * 11, columns, [False, *[True] * 10])
    assert sum(found) == pytest.approx(TEXT_WIDTH)
    assert found[1:] == pytest.approx([word_width("KNOW", 7.5) + 2 * SIDE] * 10)


def test_text_keeps_a_distance_from_the_numbers_left_of_it():
    assert follows_number([True, False, True, True, False, False]) == [False, True, False, False, True, False]
    alone, beside = (fitted([99, 1], [["a"], ["eligible"]], [number, False])[1] for number in (False, True))
    assert beside == pytest.approx(alone + GAP)
    assert GAP >= 0.2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_header_of_the_report_is_broken_in_any_language(decided, language):
    tables = [
        block
        for section in worded(build_report(decided), catalogue(language))["sections"]
        for block in section["blocks"]
        if block["kind"] == "table"
    ]
    assert len(tables) >= 8
    for block in tables:
        assert sum(block["widths"]) == pytest.approx(TEXT_WIDTH)
        for width, header in zip(block["widths"], block["header"], strict=True):
            words = [word for run in header for word in run["text"].split()]
            assert width >= max(word_width(word, small(len(block["header"]))) for word in words)
