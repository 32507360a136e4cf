"""Collecting that is killed at any moment, or runs into a full disk: what was said to be taken is there."""

import importlib.util
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from pathlib import Path

import pytest

from rapporteur_app.model import Ballot
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import Workspace

KILLS, REVISIONS = 40, 11

SOURCE = Path(__file__).parents[1] / "scoring" / "conftest.py"
SPEC = importlib.util.spec_from_file_location("ready_to_collect", SOURCE)
scoring = importlib.util.module_from_spec(SPEC)
sys.modules["ready_to_collect"] = scoring
SPEC.loader.exec_module(scoring)

COLLECTOR = """
import json, os, resource, signal, sys
from pathlib import Path
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.workspace import SECRETARIAT, Workspace
import rapporteur_app.setup.criteria, rapporteur_app.scoring.judging, rapporteur_app.trust.ballots

signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed ones


def collect(job):
    said = os.open(job["said"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Workspace.open(Path(job["selection"]), patience=5) as workspace:
        if job["room"]:
            size = Path(job["selection"]).stat().st_size + job["room"]
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        os.write(said, b"ready\\n")
        for file in job["files"]:
            try:
                (found,) = collect_ballots(workspace, SECRETARIAT, [Path(file)], KeyStore(use_keyring=False))
            except Exception as error:
                os.write(said, f"{type(error).__name__}: {error}\\n".encode())
                return
            os.write(said, f"{found.status.value} {Path(file).name}\\n".encode())


for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            collect(json.loads(line))
        finally:
            os._exit(0)
    print(child, flush=True)
"""


class Collector:
    """A process that begins to collect in a child of its own as often as it is asked: the child is what is killed."""

    def __init__(self, folder):
        self.folder, self.asked = folder, 0
        code = [sys.executable, "-c", textwrap.dedent(COLLECTOR)]
        self.process = subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def begin(self, selection, files, room=0):
        self.asked += 1
        said = self.folder / f"said-{self.asked}.txt"
        said.touch()
        job = {"selection": str(selection), "files": [str(file) for file in files], "said": str(said), "room": room}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        child = int(self.process.stdout.readline())
        _until(lambda: said.read_text().startswith("ready\n"))
        return child, said


def _until(condition):
    ends = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.002)


@pytest.fixture
def collector(tmp_path):
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    made = Collector(tmp_path)
    yield made
    made.process.kill()
    made.process.communicate()


@pytest.fixture
def thirty(workspace, tmp_path):
    """The closed selection with three members' first ballots, and ten more revisions of each as they were made."""
    ready = scoring.prepare(workspace, tmp_path)
    ready.declare_all()
    packs = ready.packs()
    works = [ready.work(pack) for pack in packs]
    files = [ready.ballot(pack, work) for _ in range(REVISIONS) for pack, work in zip(packs, works, strict=True)]
    ready.collect(*files[:3])
    workspace.close()
    return workspace.path, files[3:]


def taken_and_sound(selection, lines):
    """What lies in the file after all, once it was seen that it holds and that nothing said to be taken is missing."""
    with Workspace.open(selection, patience=5) as workspace, workspace.reading() as reader:
        found = verify(workspace)
        assert found.ok, [str(check.detail) for check in found.checks if not check.ok]
        there = {ballot.file for ballot in reader.all(Ballot) if ballot.revision > 1}
    said = {line.split()[1] for line in lines if line.startswith(("accepted ", "unchanged "))}
    assert said <= there
    return there


def test_what_was_said_to_be_taken_survives_a_kill(thirty, collector, tmp_path):
    source, files = thirty
    chance, selection, stopped = random.Random(20210505), tmp_path / "killed.rapporteur", 0
    shutil.copy(source, selection)
    begun = time.monotonic()
    child, _said = collector.begin(selection, files)
    _until(lambda: not _lives(child))
    whole = time.monotonic() - begun
    shutil.copy(source, selection)
    for _ in range(KILLS):
        child, said = collector.begin(selection, files)
        taken = chance.randrange(len(files) - 1)
        _until(lambda child=child, said=said, taken=taken: _told(said) > taken or not _lives(child))
        time.sleep(chance.uniform(0, whole / len(files)))  # somewhere within the next one
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(child, signal.SIGKILL)
        _until(lambda child=child: not _lives(child))
        lines = said.read_text().splitlines()[1:]
        there = taken_and_sound(selection, lines)
        stopped += len(lines) < len(files)
        if len(there) > len(files) // 2:  # what is there already takes no time
            shutil.copy(source, selection)
    assert stopped > KILLS // 2, "hardly a kill came while ballots were being taken"


def _told(said):
    """How many files the child has said something of."""
    return len(said.read_text().splitlines()) - 1 if said.exists() else 0


def _lives(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_disk_that_is_full_while_collecting_keeps_what_was_taken(thirty, collector, tmp_path):
    selection, files = thirty
    child, said = collector.begin(selection, files, room=1_000_000)
    _until(lambda: not _lives(child))
    *taken, last = said.read_text().splitlines()[1:]

    assert last.startswith("RapporteurError: rapporteur.rapporteur could not be written, and nothing was changed: ")
    assert 1 < len(taken) < len(files)
    assert all(line.startswith("accepted ") for line in taken)
    assert len(taken_and_sound(selection, taken)) == len(taken)

    child, said = collector.begin(selection, files)  # the disk has room again
    _until(lambda: not _lives(child))
    assert len(taken_and_sound(selection, said.read_text().splitlines())) == len(files)
