"""The selection of the scoring tests, in which all three members returned their ballots."""

import importlib.util
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "scoring" / "conftest.py"
SPEC = importlib.util.spec_from_file_location("ready_to_score", SOURCE)
scoring = importlib.util.module_from_spec(SPEC)
sys.modules["ready_to_score"] = scoring
SPEC.loader.exec_module(scoring)

SCORES = {
    1: {(1, "KNOW"): "5", (1, "REPR"): "3", (2, "KNOW"): "2", (2, "REPR"): "2", (3, "KNOW"): "4", (3, "REPR"): "IE"},
    2: {(1, "KNOW"): "4", (1, "REPR"): "4", (2, "KNOW"): "2", (2, "REPR"): "3", (3, "KNOW"): "4", (3, "REPR"): "IE",
        (2, "INTEG"): "concern"},
    3: {(1, "KNOW"): "AB", (1, "REPR"): "5", (2, "KNOW"): "3", (2, "REPR"): "4", (3, "KNOW"): "4", (3, "REPR"): "IE"},
}  # fmt: skip


@pytest.fixture
def prepared(workspace, tmp_path):
    return lambda **settings: scoring.prepare(workspace, tmp_path, **settings)


@pytest.fixture
def returned(prepared):
    """Make the selection with these settings, and collect everybody's ballot."""

    def make(**settings):
        made = prepared(**settings)
        made.declare_all()
        files = [made.ballot(pack, made.work(pack, SCORES[pack.member])) for pack in made.packs()]
        assert all(found.status == "accepted" for found in made.collect(*files))
        return made

    return make
