"""Counts are told in the singular where there is one."""

from pathlib import Path

import pytest

from rapporteur_app.consultation.stakeholders import load_stakeholders
from rapporteur_app.i18n import catalogue, plural
from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.merging import keep_apart
from rapporteur_app.intake.screening import Proposal, accept_proposals, propose
from rapporteur_app.overview.stages import stage_states
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.selection import new_selection
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


def test_the_next_step_names_what_was_not_done_yet(tmp_path: Path) -> None:
    def step(workspace: Workspace, stage: str) -> str:
        return next(str(state.next_step) for state in stage_states(workspace) if state.stage.value == stage)

    with new_selection(tmp_path / "one.rapporteur", "gcm-lac-2021", "One", SECRETARIAT) as workspace:
        for name in ("Ana Pérez", "Bruno Lima", "ana perez"):
            nominate(workspace, SECRETARIAT, {"nominee_name": name, "statement": f"{name} has worked long."})
        assert step(workspace, "screening").startswith("1 pair of candidates bears one name or e-mail")
        keep_apart(workspace, SECRETARIAT, 1, 3)
        assert step(workspace, "screening") == "3 candidates are not screened yet."
        assert step(workspace, "consultation") == "Load the stakeholders and open a round."
        load_stakeholders(workspace, SECRETARIAT, [{"organisation": "Caminantes", "country": "CO"}])
        assert step(workspace, "consultation") == "Open a round."
        proposed = len(propose_of(workspace))
        assert len(accept_proposals(workspace, SECRETARIAT)) == proposed
        assert propose_of(workspace) == []


def propose_of(workspace: Workspace) -> list[Proposal]:
    with workspace.reading() as reader:
        return propose(reader)
