"""What the template says about a consultation."""

from rapporteur_app.consultation.report import Thresholds
from rapporteur_app.consultation.template import thresholds_of, vocabulary_of
from rapporteur_app.i18n import message
from rapporteur_app.model import TemplateCopy
from rapporteur_app.setup.template import load_template
from rapporteur_app.workspace import SECRETARIAT


def test_the_template_names_thresholds_and_codes(workspace):
    with workspace.transaction(SECRETARIAT, message("Template")) as tx:
        tx.add(TemplateCopy(code="gcm-lac-2021", source=load_template("gcm-lac-2021").source))
    with workspace.reading() as reader:
        vocabulary, thresholds = vocabulary_of(reader), thresholds_of(reader)
    assert thresholds == Thresholds(constituencies=8, countries=10)
    assert {"civil", "diaspora"} <= set(vocabulary.constituencies)
    assert {"CL", "CH"} <= set(vocabulary.countries), "who is consulted may sit outside the region"
    assert {"es", "ht"} <= set(vocabulary.languages)
    assert set(vocabulary.spellings.values()) == set(vocabulary.constituencies)


def test_the_blank_template_asks_for_nothing(workspace):
    with workspace.reading() as reader:
        assert thresholds_of(reader) == Thresholds()
        assert vocabulary_of(reader).constituencies is None
