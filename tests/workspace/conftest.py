"""Other processes that use the same selection file."""

import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

START = """
import sys
from pathlib import Path
from rapporteur_app.i18n import message
from rapporteur_app.model import Member
from rapporteur_app.workspace import SECRETARIAT, Workspace

path = Path(sys.argv[1])

def say(*words):
    print(*words, flush=True)
"""

Process = subprocess.Popen[str]


@pytest.fixture
def process() -> Iterator[Callable[[str, Path], Process]]:
    """Start Python code in a process of its own, with `path` and `say` at hand; it is killed when the test ends."""
    started: list[Process] = []

    def start(code: str, path: Path) -> Process:
        command = [sys.executable, "-c", START + textwrap.dedent(code), str(path)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        if one.stdout and not one.stdout.closed:
            one.communicate()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where the system lets us make one."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    folder = tmp_path / "stick"
    folder.mkdir()
    if not mount or not umount:
        pytest.skip("no mount here")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run([umount, folder], check=True)
