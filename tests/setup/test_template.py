"""Templates: those that ship are whole in four languages, and a file of the user's own is refused with file and key."""

import tomllib
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.i18n import LANGUAGES
from rapporteur_app.model import Candidate, Nomination, Stage
from rapporteur_app.setup import template_reading, template_settings
from rapporteur_app.setup.rubric_file import (
    parse_rubric,
    rubric_from_rows,
    rubric_hash,
    rubric_to_rows,
    rubric_to_toml,
)
from rapporteur_app.setup.settings import BLINDABLE, KINDS, PUBLISHABLE, checked
from rapporteur_app.setup.template import RuleKind, list_templates, load_template, localized, parse_template

SAME_WORD_AS_IN_ENGLISH = {("es", "No")}
"""Where another language says it as English does."""

STATES_OF_CARICOM = {"AG", "BS", "BB", "BZ", "DM", "GD", "GY", "HT", "JM", "KN", "LC", "VC", "SR", "TT"}


@pytest.fixture(scope="module")
def template():
    return load_template("gcm-lac-2021")


@pytest.fixture
def write(tmp_path):
    """Writes a template file: the blank one with a line of it replaced, or lines put behind its head."""

    def file(old="", new="", *, more=""):
        source = load_template("blank").source
        assert old in source
        path = tmp_path / "ours.toml"
        path.write_text(source.replace(old, new, 1) + more, encoding="utf-8")
        return path

    return file


# --- what ships


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


# --- a template and the rest of the program


@pytest.mark.parametrize("code", ["blank", "gcm-lac-2021"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_settings_of_a_template_are_settings_of_a_selection(code, language):
    for key, value in load_template(code).settings_in(language).items():
        assert checked(key, value) == value


def test_settings_in_a_language_that_the_program_does_not_speak_are_in_english(template):
    assert template.settings_in("ht") == template.settings_in("en")


def test_the_blank_template_changes_no_default():
    settings = load_template("blank").settings
    assert settings == {key: KINDS[key].default for key in settings}
    assert set(settings) == {key for key in KINDS if key.startswith(("policy.", "blind.", "publish."))}


def test_the_names_that_a_template_may_use_are_those_of_the_model():
    assert set(template_reading.FIELDS_OF_CANDIDATES) <= set(Candidate.model_fields)
    assert set(template_reading.FIELDS_OF_NOMINATIONS) <= set(Nomination.model_fields)
    assert (template_settings.BLIND, template_settings.PUBLISH) == (BLINDABLE, PUBLISHABLE)


@pytest.mark.parametrize(
    ("texts", "language", "seen"),
    [
        ({"en": "a", "es": "b"}, "es", "b"),
        ({"en": "a", "es": "b"}, "fr", "a"),
        ({"pt": "c", "es": "b"}, "fr", "b"),
        ({"ht": "d"}, "fr", "d"),
        ({"fr": "", "ht": "d"}, "fr", "d"),
        ({}, "fr", ""),
    ],
)
def test_a_text_falls_back_to_english_then_to_any(texts, language, seen):
    assert localized(texts, language) == seen


# --- files of the user's own


def test_a_file_is_a_template_too_and_its_text_is_kept_as_it_is(write):
    path = write('code = "blank"', 'code = "ours"')
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    found = load_template(path)
    assert found.code == "ours"
    assert found.source.encode() == path.read_bytes()[3:]
    assert load_template(str(path)) == found


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("format = 1", "format = 2", "“format”: is 2, and this program reads up to 1; a newer program is needed."),
        ("format = 1", "", "“format”: is missing."),
        ('code = "blank"', 'code = "Ours!"', "“code”: must be a short word in small letters, not “Ours!”."),
        ('zone = "UTC"', 'zone = "Mars/Base"', "“zone”: must be a time zone such as America/Lima, not “Mars/Base”."),
        ('zone = "UTC"', 'zone = "../UTC"', "“zone”: must be a time zone"),
        ('zone = "UTC"', 'zone = "UTC"\nregin = {}', "“regin”: is not known here"),
        ('zone = "UTC"', 'zone = "UTC"\nproposed = ["rules"]', "“proposed”: names “rules”, which is not known."),
        ('zone = "UTC"', 'zone = "UTC"\nrequired_fields = ["shoe"]', "“required_fields”: names “shoe”"),
        ('zone = "UTC"', 'zone = "UTC"\nsources = [1]', "“sources”: must be a list of texts."),
        ("posts = 1", "posts = 0", "“position.posts”: must be a whole number from 1 on."),
        ('[position.title]\nen = "Rapporteur"', '[position.title]\nen = ""', "“position.title.en”: must be a text."),
        ("version = 1", "version = 1\nweights = 1", "“rubric.weights”: is not known here"),
        ("criteria = []", 'criteria = [{code = "A", title.en = "x"}]', ": criterion A, “weight”: is missing."),
        ("max = 5\n", "max = 2\n", "“shortlist.max”: must not be less than the fewest names."),
        ("max = 5\n", "max = 5\nmost = 6\n", "“shortlist.most”: is not known here"),
        (
            'aggregate = "mean"',
            'aggregate = "mode"',
            "“policy.aggregate”: must be one of mean, median, trimmed, not “mode”.",
        ),
        ("tie_break = []", 'tie_break = ["KNOW"]', "“policy.tie_break”: names “KNOW”, which is no scored criterion."),
        ("trim = 0", "trim = -1", "“policy.trim”: must be a whole number from 0 on."),
        ('late = "admitted"', 'lates = "admitted"', "“policy.lates”: is not known here"),
    ],
)
def test_a_broken_rule_is_refused_with_file_and_key(write, old, new, refusal):
    with pytest.raises(BadInput) as error:
        load_template(write(old, new))
    assert str(error.value).startswith("ours.toml")
    assert refusal in str(error.value)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        (
            '[dates.deadline]\nvalue = "5 April 2021"',
            "“dates.deadline.value”: must be written as 2021-04-05T23:59, not",
        ),
        ('[dates.deadline]\nvalue = "2021-04-05T23:59-04:00"', "“dates.deadline.value”: must be written as"),
        ('[dates.event_start]\nvalue = "2021-02-30"', "“dates.event_start.value”: must be written as 2021-04-05, not"),
        ('[dates.event]\nvalue = "2021-02-20"', "“dates.event”: is not known here"),
        (
            '[dates.event_start]\nvalue = "2021-04-26"\n[dates.event_end]\nvalue = "2021-04-25"',
            "“dates.event_end”: lies before event_start.",
        ),
        ('[[rules]]\ncode = "a"\nsubject = "person"', "“rules[1].subject”: must be one of nomination, candidate"),
        (
            '[[rules]]\ncode = "a"\nkind = "deadline"\nsubject = "candidate"',
            "“rules[1].subject”: must be nomination for a rule of this kind.",
        ),
        ('[[rules]]\ncode = "a"\nkind = "luck"\nsubject = "candidate"', "“rules[1].kind”: must be one of deadline,"),
        ('[[rules]]\ncode = "a"\n[[rules]]\ncode = "a"', "“rules[2].code”: stands twice: a."),
        ('[[rules]]\ncode = "a"\nsubject = "candidate"', "“rules[1].text”: is missing"),
        ("[[areas]]\nnumber = 1\nobjectives = [7]", "“areas[1].objectives”: names objective 7, which has no text."),
        ('[[areas]]\nnumber = 1\nobjectives = ["7"]', "“areas[1].objectives”: must be a list of whole numbers."),
        ("[[areas]]\nnumber = 1\nobjectives = [7, 7]", "“areas[1].objectives”: names something twice."),
        ('[objectives.first]\nen = "x"', "“objectives.first”: must be a number from 1 on."),
        ('[region]\nsense = ["birth"]', "“region.sense”: names “birth”, which is not known."),
        ('[region]\ncountries = ["BRA"]', "“region.countries”: must hold country codes such as BR, not “BRA”."),
        ('[region]\ncountries = ["BR", "BR"]', "“region.countries”: names something twice."),
        (
            '[region]\ncountries = ["PR"]\nassociates = ["PR"]',
            "“region.associates”: PR stands among the countries as well.",
        ),
        ('[[constituencies]]\ncode = "a"\nname.en = "A"\nwords = ["A"]', "“constituencies[1].words”: needs a language"),
        ('[[balance]]\ncode = "a"\nfield = "height"', "“balance[1].field”: must be one of name,"),
        (
            '[[timetable]]\ncode = "a"\nstage = "setup"\ndays_before = -1',
            "“timetable[1].days_before”: must be a whole number",
        ),
        ("[consultation]\ncountries = true", "“consultation.countries”: must be a number."),
        ('[blind]\nname = "yes"', "“blind.name”: must be true or false."),
        ("[publish]\nnames = true", "“publish.names”: is not known here"),
        ("[[quorum]]\nmembers = 1", "“quorum”: must be a table."),
        ("[terms]\ntext.en = 'x'", "“terms”: must be a list of tables."),
    ],
)
def test_a_broken_part_is_refused_with_file_and_key(write, more, refusal):
    with pytest.raises(BadInput) as error:
        load_template(write(more="\n" + more + "\n"))
    assert str(error.value).startswith("ours.toml, ")
    assert refusal in str(error.value)


def test_a_value_of_balance_holds_no_country_twice(write):
    value = '[[balance.values]]\ncode = "{}"\ntitle.en = "x"\ncountries = ["BR"]\n'
    more = (
        '\n[[balance]]\ncode = "sub_region"\nfield = "country"\ntitle.en = "x"\n'
        + value.format("a")
        + value.format("b")
    )
    with pytest.raises(BadInput, match="names something twice"):
        load_template(write(more=more))


def test_a_rule_may_leave_the_finding_to_a_person(write):
    more = '\n[[rules]]\ncode = "letter"\nsubject = "nomination"\ntext.en = "A letter came with it."\n'
    (rule,) = load_template(write(more=more)).rules
    assert (rule.code, rule.subject, rule.kind) == ("letter", "nomination", RuleKind.ASKED)


def test_what_is_no_toml_is_refused_with_the_file(write):
    with pytest.raises(BadInput, match=r"ours\.toml is not a TOML document: .*line"):
        load_template(write("format = 1", "format ="))


def test_a_template_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    with pytest.raises(BadInput, match=r"There is no template “gcm”.*blank, gcm-lac-2021"):
        load_template("gcm")
    with pytest.raises(BadInput, match=r"There is no template “.*none\.toml”"):
        load_template(tmp_path / "none.toml")


def test_a_file_that_cannot_be_a_text_is_refused(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_bytes(b"name = '\xff'")
    with pytest.raises(UnreadableFile, match=r"ours\.toml is not a text in UTF-8"):
        load_template(path)
    path.write_bytes(b"#" * 3_000_000)
    with pytest.raises(UnreadableFile, match="too large"):
        load_template(path)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        load_template(tmp_path)
