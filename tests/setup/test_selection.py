"""A new selection from each template that ships."""

import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.model import RubricVersion
from rapporteur_app.setup.criteria import latest_version, rubric_of
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.selection import chair_of, new_selection, template_of, terms_of_reference
from rapporteur_app.setup.settings import KINDS, change_settings, checked, settings
from rapporteur_app.setup.template import list_templates, load_template
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT

CODES = [template.code for template in list_templates()]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_a_selection_from_each_template(tmp_path, code, language):
    with new_selection(tmp_path / "s", code, None, SECRETARIAT, language) as workspace, workspace.reading() as reader:
        assert workspace.path.name == "s.rapporteur"
        found = settings(reader)
        assert found["title"]
        assert found["language"] == language
        assert all(checked(key, found[key]) == found[key] for key in KINDS)
        template = template_of(reader)
        assert template == load_template(code)
        version = latest_version(reader)
        assert (rubric_of(version) if version else None) == (template.rubric if template.rubric.criteria else None)
        assert verify(workspace).ok


def test_the_blank_template_binds_nobody(tmp_path):
    with new_selection(tmp_path / "s.rapporteur", "blank", "Mine", SECRETARIAT) as workspace:
        with workspace.reading() as reader:
            found = settings(reader)
            assert template_of(reader).rules == ()
        assert (found["title"], found["zone"]) == ("Mine", "UTC")


def test_the_call_of_2021(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        with workspace.reading() as reader:
            found, template = settings(reader), template_of(reader)
            assert reader.count(RubricVersion) == 1
        assert found["deadline"] == "2021-04-05T23:59"
        assert {rule.kind.value for rule in template.rules} >= {"deadline", "consent", "region"}


def test_the_terms_are_read_in_each_language_as_long_as_they_are_the_templates(tmp_path):
    with new_selection(tmp_path / "s", "gcm-lac-2021", None, SECRETARIAT, "es") as workspace:
        with workspace.reading() as reader:
            template, terms = template_of(reader), settings(reader)["terms"]
            french = [term.text["fr"] for term in template.terms]
            assert terms_of_reference(reader, "es") == terms
            assert terms_of_reference(reader, "fr").splitlines() == french
        own = f"{terms.splitlines()[1]} \nNuestra propia condición."
        change_settings(workspace, SECRETARIAT, {"terms": own})
        with workspace.reading() as reader:
            assert terms_of_reference(reader, "fr").splitlines() == [french[1], "Nuestra propia condición."]
            assert terms_of_reference(reader, "es").splitlines() == [terms.splitlines()[1], "Nuestra propia condición."]


def test_a_file_that_is_there_stays(tmp_path):
    new_selection(tmp_path / "s", "blank", None, SECRETARIAT).close()
    before = (tmp_path / "s.rapporteur").read_bytes()
    with pytest.raises(BadInput, match="is there already"):
        new_selection(tmp_path / "s", "blank", None, SECRETARIAT)
    assert (tmp_path / "s.rapporteur").read_bytes() == before


def test_an_unknown_template_makes_no_file(tmp_path):
    with pytest.raises(BadInput, match="blank"):
        new_selection(tmp_path / "s", "mars", None, SECRETARIAT)
    assert list(tmp_path.iterdir()) == []


def test_who_chairs(workspace):
    add_members(workspace, SECRETARIAT, [{"name": "Rosa", "roles": "co-chair"}, {"name": "Ali", "roles": "member"}])
    with workspace.reading() as reader:
        assert chair_of(reader).name == "Rosa"
    change_settings(workspace, SECRETARIAT, {"chair": "M2"})
    with workspace.reading() as reader:
        assert chair_of(reader).name == "Ali"
