"""The templates that ship: whole in four languages, and true to the call."""

import tomllib
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from rapporteur_app.i18n import LANGUAGES
from rapporteur_app.model import Stage
from rapporteur_app.setup.rubric_file import (
    parse_rubric,
    rubric_from_rows,
    rubric_hash,
    rubric_to_rows,
    rubric_to_toml,
)
from rapporteur_app.setup.template import RuleKind, list_templates, load_template, parse_template

SAME_WORD_AS_IN_ENGLISH = {("es", "No")}
"""Where another language says it as English does."""

STATES_OF_CARICOM = {"AG", "BS", "BB", "BZ", "DM", "GD", "GY", "HT", "JM", "KN", "LC", "VC", "SR", "TT"}


@pytest.fixture(scope="module")
def template():
    return load_template("gcm-lac-2021")


def test_the_blank_template_comes_first():
    assert [found.code for found in list_templates()] == ["blank", "gcm-lac-2021"]


@pytest.mark.parametrize("code", ["blank", "gcm-lac-2021"])
def test_a_template_bears_the_name_of_its_file_and_keeps_its_text(code):
    found = load_template(code)
    assert found.code == code
    assert parse_template(found.source) == found


def texts_in(document, path=""):
    """Every table by language in a document, with its path; words to recognise are no texts to read."""
    for key, value in document.items():
        here = f"{path}.{key}"
        if isinstance(value, dict):
            if set(value) <= set(LANGUAGES):
                yield here, value
            else:
                yield from texts_in(value, here)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, dict):
                    yield from texts_in(item, f"{here}[{number}]")


@pytest.mark.parametrize("code", ["blank", "gcm-lac-2021"])
def test_every_text_is_there_in_four_languages_and_translated(code):
    found = list(texts_in(tomllib.loads(load_template(code).source)))
    assert len(found) >= {"blank": 5, "gcm-lac-2021": 150}[code]
    for path, texts in found:
        assert set(texts) == set(LANGUAGES), path
        if path.endswith(".words"):
            assert all(texts.values()), path
        elif ".anchors" in path:
            assert_translated(path, texts["en"], {language: texts[language] for language in LANGUAGES[1:]})
        else:
            assert_translated(path, {"": texts["en"]}, {language: {"": texts[language]} for language in LANGUAGES[1:]})


def assert_translated(path, source, others):
    for language, texts in others.items():
        assert set(texts) == set(source), (path, language)
        for key, text in texts.items():
            assert text.strip(), (path, language, key)
            if (language, text) not in SAME_WORD_AS_IN_ENGLISH:
                assert text != source[key], (path, language, key)


def test_no_translation_stands_twice_under_different_sources(template):
    """A text that was pasted into the wrong place would show up as one translation of two sources."""
    for language in LANGUAGES[1:]:
        sources = {}
        for _, texts in texts_in(tomllib.loads(template.source)):
            if isinstance(texts["en"], str):
                assert sources.setdefault(texts[language], texts["en"]) == texts["en"], (language, texts[language])


def test_the_official_names_of_the_compact_are_used(template):
    assert "Global Compact for Safe, Orderly and Regular Migration" in template.title["en"]
    assert "Pacto Mundial para la Migración Segura, Ordenada y Regular" in template.title["es"]
    assert "Pacto Global para uma Migração Segura, Ordenada e Regular" in template.title["pt"]
    assert "Pacte mondial pour des migrations sûres, ordonnées et régulières" in template.title["fr"]


def test_the_thirteen_constituencies_of_paragraph_44(template):
    assert [found.code for found in template.constituencies] == [
        "migrants", "civil", "diaspora", "faith", "local", "private", "unions", "parliament", "nhri", "red_cross",
        "academia", "media", "other",
    ]  # fmt: skip
    assert template.constituency("nhri").name["en"] == "National human rights institutions"
    assert template.constituency("none") is None


def test_no_word_names_two_constituencies_and_each_is_known_by_its_own_name(template):
    owners = {}
    for found in template.constituencies:
        for language in LANGUAGES:
            spoken = {word.casefold() for word in found.words[language]}
            assert found.name[language].casefold() in spoken
            for word in spoken:
                assert owners.setdefault(word, found.code) == found.code, word


def test_the_23_objectives_stand_in_five_areas_and_the_last_in_all(template):
    assert sorted(template.objectives) == list(range(1, 24))
    assert [area.number for area in template.areas] == [1, 2, 3, 4, 5]
    assert all(23 in area.objectives for area in template.areas)
    others = [number for area in template.areas for number in area.objectives if number != 23]
    assert sorted(others) == list(range(1, 23))


def test_the_dates_are_those_of_the_call_and_only_the_hour_and_zone_are_ours(template):
    values = {key: found.value for key, found in template.dates.items()}
    assert values == {
        "deadline": "2021-04-05T23:59",
        "consultation_start": "2021-04-13",
        "consultation_end": "2021-04-15",
        "event_start": "2021-04-26",
        "event_end": "2021-04-28",
    }
    assert [key for key, found in template.dates.items() if found.proposed] == ["deadline"]
    assert ZoneInfo(template.zone).key == "America/Santiago"
    assert set(template.dates["deadline"].note) == set(LANGUAGES)


def test_the_timetable_counts_back_from_the_event_to_the_deadline(template):
    days = {step.code: step.day(date(2021, 4, 26)).isoformat() for step in template.timetable}
    assert days["nominations"] == template.dates["deadline"].value[:10]
    assert days["consultation_opens"] == template.dates["consultation_start"].value
    assert days["event"] == template.dates["event_start"].value
    assert list(days.values()) == sorted(days.values())
    order = [list(Stage).index(Stage(step.stage)) for step in template.timetable]
    assert order == sorted(order)


def test_the_terms_are_marked_where_the_call_is_silent(template):
    lines = template.terms_in("es").splitlines()
    assert len(lines) == len(template.terms) >= 4
    assert [line.endswith(" [propuesto]") for line in lines] == [term.proposed for term in template.terms]
    assert not template.terms[0].proposed


def test_what_the_call_does_not_settle_is_named_as_proposed(template):
    assert {"zone", "timetable", "region", "rules", "rubric", "balance", "policy"} <= set(template.proposed)
    assert not {"constituencies", "areas", "objectives", "dates"} & set(template.proposed)


def test_the_region_has_33_states_and_the_associates_of_eclac(template):
    assert len(template.region.countries) == 33
    assert set(template.region.countries) >= STATES_OF_CARICOM
    assert len(template.region.associates) == 14
    assert template.region_countries == {*template.region.countries, *template.region.associates}
    assert set(template.region_sense) == {"residence", "nationality", "organisation"}


def test_every_place_of_the_region_lies_in_one_sub_region(template):
    attribute = template.attribute("sub_region")
    held = [country for value in attribute.values for country in value.countries]
    assert sorted(held) == sorted(template.region_countries)
    assert [template.sub_region_of(code) for code in ("HT", "MX", "GY", "ES", "")] == [
        "caribbean", "central_america", "south_america", "elsewhere", "",
    ]  # fmt: skip


def test_the_rules_say_what_belongs_to_a_nomination(template):
    subjects = {rule.code: rule.subject for rule in template.rules}
    assert subjects == {
        "deadline": "nomination", "consent": "nomination", "complete": "candidate", "endorsed": "candidate",
        "region": "candidate", "available": "candidate", "not_taskforce": "candidate",
    }  # fmt: skip
    assert {rule.kind for rule in template.rules} == set(RuleKind) - {RuleKind.ASKED}


def test_six_criteria_are_scored_and_three_are_gates(template):
    rubric = template.rubric
    assert [criterion.code for criterion in rubric.scored] == ["KNOW", "REPR", "SYNT", "COMM", "FACI", "REGI"]
    assert [c.code for c in rubric.criteria if c.kind == "gate"] == ["INTE", "INDE", "IMPA"]
    assert sum(criterion.weight for criterion in rubric.scored) == 100
    assert [criterion.code for criterion in rubric.scored if criterion.threshold] == ["REPR", "SYNT"]
    assert rubric.scale.values() == (1, 2, 3, 4, 5)


def test_each_level_of_each_scored_criterion_has_an_anchor_in_each_language(template):
    anchors = {
        (criterion.code, language, level)
        for criterion in template.rubric.scored
        for language, levels in criterion.anchors.items()
        for level in levels
    }
    assert len(anchors) == 6 * 5 * 4


def test_the_rubric_of_a_template_is_one_that_files_can_hold(template):
    rubric = template.rubric
    assert parse_rubric(rubric_to_toml(rubric)) == rubric
    assert rubric_hash(rubric_from_rows(*rubric_to_rows(rubric))) == rubric_hash(rubric)


def test_the_balance_attributes(template):
    assert [found.code for found in template.balance] == [
        "gender", "sub_region", "constituency", "age_group", "migrant_experience",
    ]  # fmt: skip
    assert [value.code for value in template.attribute("gender").values] == [
        "female", "male", "non_binary", "other", "undisclosed",
    ]  # fmt: skip
    assert template.attribute("colour") is None


def test_a_broad_consultation_the_quorum_and_the_shortlist(template):
    assert (template.consultation.constituencies, template.consultation.countries) == (8, 10)
    assert (template.quorum, template.shortlist_min, template.shortlist_max) == (3, 3, 5)


def test_the_blank_template_asks_nothing():
    blank = load_template("blank")
    assert (blank.zone, blank.rules, blank.constituencies, blank.required_fields) == ("UTC", (), (), ())
    assert (blank.consultation.constituencies, blank.consultation.countries, blank.quorum) == (0, 0, 0)
    assert blank.rubric.criteria == ()
    assert blank.rubric.scale.values() == (1, 2, 3, 4, 5)
    assert blank.sub_region_of("BR") == ""
    assert blank.terms_in("en") == ""
