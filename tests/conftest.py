"""What every test starts from: a data folder of its own, and a selection file that has just been made."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapporteur_app.workspace import SECRETARIAT, Workspace


@pytest.fixture(autouse=True)
def data_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's data folder, empty, and no keyring of the person who runs the tests."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("RAPPORTEUR_DATA", str(folder))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return folder


@pytest.fixture(autouse=True)
def cheap_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words for keys without the cost that keeps strangers from guessing; `test_words` tests the real one."""
    monkeypatch.setattr("rapporteur_app.trust.words._MEMORY", 8192)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A selection that was just made, open for writing."""
    with Workspace.create(tmp_path / "rapporteur.rapporteur", SECRETARIAT, {"title": "Rapporteur"}) as made:
        yield made


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--must-run MARKER`: a skipped test with this marker is a failure (CI says so for the document tools)."""
    parser.addoption("--must-run", action="append", default=[], metavar="MARKER")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn a skip into a failure where the test must run."""
    report = yield
    wanted = [name for name in item.config.getoption("--must-run") if item.get_closest_marker(name)]
    if report.skipped and wanted and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"This test must run here ({', '.join(wanted)}), and was skipped: {report.longrepr}"
    return report
