"""The register: what a load adds, changes, leaves alone, and refuses."""

import pytest

from rapporteur_app.consultation.stakeholders import Vocabulary, load_stakeholders, registered, stakeholders_json
from rapporteur_app.consultation.template import vocabulary_of
from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import TemplateCopy
from rapporteur_app.setup.template import load_template
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import acts, undo

CODES = Vocabulary(["civil", "local", "faith"], ["CO", "CL", "HT", "TT"], ["es", "fr", "en"], {"fe y culto": "faith"})


def register(workspace):
    with workspace.reading() as reader:
        return {row["organisation"]: row for row in stakeholders_json(reader)}


def load(workspace, *rows, vocabulary=None):
    return load_stakeholders(workspace, SECRETARIAT, rows, vocabulary)


def test_a_register_is_loaded_with_ids_and_codes_in_their_own_case(selection):
    rows = register(selection)
    assert [row["id"] for row in rows.values()] == ["S1", "S2", "S3", "S4"]
    assert (rows["Caminantes"]["country"], rows["Caminantes"]["language"]) == ("CO", "es")
    assert [name for name, row in rows.items() if row["opt_out"]] == ["Paroisses"]
    assert all(row["registered"] for row in rows.values())


def test_a_second_load_updates_by_organisation_and_adds_what_is_new(selection):
    loaded = load(
        selection,
        {"organisation": " caminantes ", "contact": "Rosalba", "email": ""},
        {"organisation": "Islands", "country": "TT"},
        {"organisation": "New one"},
    )
    assert (loaded.updated, loaded.unchanged, loaded.added) == ([1], [4], [5])
    rows = register(selection)
    assert rows["Caminantes"]["contact"] == "Rosalba"
    assert rows["Caminantes"]["email"] == "a@caminantes.org", "a blank cell leaves what is known"


def test_an_opt_out_is_ended_by_a_no_and_by_nothing_else(selection):
    load(selection, {"organisation": "Paroisses", "opt_out": "", "contact": "Marie"})
    assert register(selection)["Paroisses"]["opt_out"] is True
    load(selection, {"organisation": "Paroisses", "opt_out": "No"})
    assert register(selection)["Paroisses"]["opt_out"] is False


def test_the_same_list_again_writes_nothing(selection):
    head = selection.head()
    loaded = load(selection, {"organisation": "Islands", "language": "en"})
    assert loaded.unchanged == [4]
    assert selection.head() == head


def test_an_organisation_that_stands_twice_is_one_and_said_so(workspace):
    loaded = load(workspace, {"organisation": "A", "country": "CL"}, {"organisation": "a", "country": "CO"})
    assert loaded.added == [1]
    assert register(workspace)["a"]["country"] == "CO"
    assert "Row 3: a stands twice; the later row counts." in map(str, loaded.warnings)


def test_codes_are_checked_against_the_template_and_put_into_its_case(workspace):
    loaded = load(workspace, {"organisation": "A", "constituency": "Civil", "country": "co"}, vocabulary=CODES)
    assert loaded.warnings == []
    assert register(workspace)["A"]["constituency"] == "civil"


def test_the_name_of_a_constituency_stands_for_its_code(workspace):
    load(workspace, {"organisation": "A", "constituency": "Fe y  culto"}, vocabulary=CODES)
    assert register(workspace)["A"]["constituency"] == "faith"


def test_without_a_vocabulary_codes_are_kept_with_a_warning(workspace):
    loaded = load(workspace, {"organisation": "A", "constituency": "whatever", "country": "CL"})
    assert register(workspace)["A"]["constituency"] == "whatever"
    assert "The values of constituency were kept unchecked: whatever." in map(str, loaded.warnings)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"organisation": "", "country": "CL"}, "Row 3: the organisation is missing."),
        ({"organisation": "B", "constituency": "army"}, "Row 3: “army” is not a constituency of this selection."),
        ({"organisation": "B", "country": "XX"}, "Row 3: “XX” is not a country:"),
        ({"organisation": "B", "language": "tlh"}, "Row 3: “tlh” is not a language:"),
        ({"organisation": "B", "opt_out": "perhaps"}, "Row 3: opt_out must be yes or no, not “perhaps”."),
    ],
)
def test_a_bad_row_is_named_and_nothing_of_the_list_is_loaded(workspace, refused, row, words):
    refused(workspace, BadInput, words, lambda: load(workspace, {"organisation": "A"}, row, vocabulary=CODES))
    assert register(workspace) == {}


@pytest.mark.parametrize(
    ("country", "language", "constituency"),
    [("Perú", "español", "Sociedad civil"), ("Peru", "Spanish", "Civil society"), ("PE", "ES", "CIVIL"),
     ("Pérou", "espagnol", "Société civile"), ("peru", "castellano", "sociedade  civil")],
)  # fmt: skip
def test_names_in_any_language_stand_for_codes(workspace, country, language, constituency):
    row = {"organisation": "A", "country": country, "language": language, "constituency": constituency}
    load(workspace, row, vocabulary=of_the_call(workspace))
    found = register(workspace)["A"]
    assert (found["country"], found["language"], found["constituency"]) == ("PE", "es", "civil")


def test_a_refusal_names_every_bad_row_and_all_constituencies_in_full(workspace):
    rows = ({"organisation": "A", "country": "Perü2"}, {"organisation": "B"}, {"organisation": "C", "language": "elfo"},
            {"organisation": "D", "constituency": "ejército"})  # fmt: skip
    vocabulary = of_the_call(workspace)
    with pytest.raises(BadInput) as caught:
        load(workspace, *rows, vocabulary=vocabulary)
    text = str(caught.value)
    assert all(part in text for part in ("Row 2: “Perü2”", "Row 4: “elfo”", "Row 5: “ejército”"))
    assert "Row 3" not in text
    assert text.count("Constituencies, by code or name:") == 1
    assert all(f"{code} ({vocabulary.names[code]})" in text for code in vocabulary.constituencies)
    assert register(workspace) == {}


def of_the_call(workspace):
    with workspace.transaction(SECRETARIAT, message("Template")) as tx:
        tx.add(TemplateCopy(code="gcm-lac-2021", source=load_template("gcm-lac-2021").source))
    with workspace.reading() as reader:
        return vocabulary_of(reader)


def test_an_empty_list_is_refused(workspace, refused):
    refused(workspace, BadInput, "empty", lambda: load(workspace))


def test_a_closed_stage_takes_no_register(selection, refused, close_stage):
    close_stage(selection)
    refused(selection, WrongStage, "closed", lambda: load(selection, {"organisation": "New"}))


def test_an_address_that_is_none_is_kept_and_warned_of(workspace):
    loaded = load(workspace, {"organisation": "A", "email": "by telephone"})
    assert "Row 2: “by telephone” is not an e-mail address." in map(str, loaded.warnings)
    assert register(workspace)["A"]["email"] == "by telephone"


def test_an_organisation_that_only_replied_is_registered_once_a_register_names_it(asked, take):
    take(("Stranger", "C1", "support"))
    assert register(asked)["Stranger"]["registered"] is False
    load(asked, {"organisation": "Stranger", "constituency": "civil", "source": "unregistered reply"})
    assert register(asked)["Stranger"]["registered"] is True
    with asked.reading() as reader:
        assert "Stranger" in [stakeholder.organisation for stakeholder in registered(reader)]


def test_the_log_names_nobody_and_a_load_can_be_undone(selection):
    with selection.reading() as reader:
        assert str(acts(reader)[-1].action) == "Stakeholders loaded: 4"
    undo(selection, SECRETARIAT)
    assert register(selection) == {}
