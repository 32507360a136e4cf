import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import RubricVersion
from rapporteur_app.verification.rubric import check_rubric
from rapporteur_app.workspace import SECRETARIAT

RUBRIC = """
version = 1

[scale]
min = 1
max = 5
step = 1

[[criteria]]
code = "KNOW"
kind = "scored"
weight = 1.0

[criteria.title]
en = "Knowledge"
"""


@pytest.fixture
def told(workspace):
    """What the check says once a version of the criteria is in the file."""

    def check(*versions):
        with workspace.transaction(SECRETARIAT, message("Frozen")) as tx:
            tx.add_all(list(versions))
        with workspace.reading() as reader:
            found = check_rubric(reader)
            return found.ok, str(found.detail)

    return check


def test_a_draft_may_still_change(told):
    draft = RubricVersion(version=1, source="anything", hash="")
    assert told(draft) == (True, "No criteria are frozen yet.")


def frozen(source, change=lambda text: text):
    rubric_file = pytest.importorskip("rapporteur_app.setup.rubric_file")
    digest = rubric_file.rubric_hash(rubric_file.parse_rubric(source))
    return RubricVersion(version=1, source=change(source), hash=digest, frozen_at="2021-03-15T10:00:00+00:00")


def test_frozen_criteria_that_are_as_they_were_hold(told):
    version = frozen(RUBRIC)
    digest = version.hash
    assert told(version) == (True, f"The frozen criteria are as they were: {digest}")


def test_a_weight_changed_after_the_freeze_is_named(told):
    version = frozen(RUBRIC, lambda text: text.replace("max = 5", "max = 10"))
    assert told(version) == (False, "Version 1 of the criteria was changed after it was frozen.")
