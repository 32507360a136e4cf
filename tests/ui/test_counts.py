"""Counts are told in the singular where there is one."""

from pathlib import Path

import pytest

from rapporteur_app.i18n import catalogue, plural
from rapporteur_app.overview.stages import stage_states
from rapporteur_app.setup.members import add_members
from rapporteur_app.workspace import SECRETARIAT, Workspace


def test_one_member_is_told_in_the_singular(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "one.rapporteur", SECRETARIAT, {"title": "One"}) as workspace:
        add_members(workspace, SECRETARIAT, [{"name": "Rosa", "roles": "member;chair"}])
        told = {state.stage.value: state.summary for state in stage_states(workspace)}
    assert str(told["setup"]) == "1 member"
    assert str(told["deliberation"]) == "0 meetings"


COUNTED = [("es", "0 integrantes", "1 integrante"), ("fr", "0 membre", "1 membre")]


@pytest.mark.parametrize(("language", "none", "one"), COUNTED)
def test_each_language_counts_in_its_own_way(language: str, none: str, one: str) -> None:
    told = [catalogue(language).render(plural("{count} member", "{count} members", count)) for count in (0, 1)]
    assert told == [none, one]
