"""Templates and the rest of the program, and files of the user's own, refused with file and key."""

import pytest

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.i18n import LANGUAGES
from rapporteur_app.model import Candidate, Nomination
from rapporteur_app.setup import template_reading, template_settings
from rapporteur_app.setup.settings import BLINDABLE, KINDS, PUBLISHABLE, checked
from rapporteur_app.setup.template import RuleKind, load_template, localized


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
