"""A selection with something in every kind of row, and a hand that writes into its file past the program."""

import importlib.util
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Declaration, Member, MemberRole, Role, RubricVersion, Setting, Stakeholder
from rapporteur_app.verification.verify import Verification, verify
from rapporteur_app.workspace import SECRETARIAT, Workspace

SOURCE = Path(__file__).parents[1] / "scoring" / "conftest.py"
SPEC = importlib.util.spec_from_file_location("ready_for_verification", SOURCE)
assert SPEC is not None
assert SPEC.loader is not None
scoring = importlib.util.module_from_spec(SPEC)
sys.modules["ready_for_verification"] = scoring
SPEC.loader.exec_module(scoring)


@pytest.fixture
def ready(workspace: Workspace, tmp_path: Path) -> Any:
    """The selection of the scoring tests: three members who declared, frozen criteria, opening keys."""
    made = scoring.prepare(workspace, tmp_path)
    made.declare_all()
    return made


@pytest.fixture
def filled(workspace: Workspace) -> Path:
    """The path of a closed selection with members, candidates and a few acts; entries 1 to 6."""
    with workspace.transaction(SECRETARIAT, message("Members added")) as tx:
        tx.add_all([Member(name="Rosa"), Member(name="Ali"), Member(name="Mei")])
        tx.add(MemberRole(member_id=1, role=Role.CHAIR))
    with workspace.transaction(SECRETARIAT, message("Pool filled")) as tx:
        tx.add_all([Candidate(name=f"Person {n}", spelling=f"person {n}", languages=["es"]) for n in range(20)])
    with workspace.transaction(SECRETARIAT, message("Declared")) as tx:
        tx.add(Declaration(member_id=2, candidate_id=3, interest="conflict", reason="same employer", at=""))
    with workspace.transaction(SECRETARIAT, message("Member renamed")) as tx:
        member = tx.need(Member, 1)
        member.name = "Rosa María"
        tx.add(member)
        tx.add(Setting(key="quorum", value="3"))
    with workspace.transaction(SECRETARIAT, message("Member removed")) as tx:
        tx.delete(tx.need(Member, 3))
        tx.add(Stakeholder(organisation="Fishers"))
        tx.add(RubricVersion(version=1, source="", hash=""))
    workspace.close()
    return workspace.path


@pytest.fixture
def write(filled: Path) -> Callable[..., None]:
    """Write into the closed file with a plain database tool."""

    def run(*statements: str) -> None:
        with closing(sqlite3.connect(filled)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return run


@pytest.fixture
def verified(filled: Path) -> Callable[[], Verification]:
    """What verify says of the file as it lies on the disk now."""

    def run() -> Verification:
        with Workspace.open(filled, write=False) as workspace:
            return verify(workspace)

    return run


@pytest.fixture
def failing(verified: Callable[[], Verification]) -> Callable[[], dict[str, str]]:
    """The checks that fail, by name, with what they say."""

    def run() -> dict[str, str]:
        return {check.name: str(check.detail) for check in verified().checks if not check.ok}

    return run
