"""A process that is killed at any moment: every act that it reported done is there, and the log holds."""

import random
import signal
import time

import pytest

from rapporteur_app.model import Member
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import Workspace

KILLS = 15

WRITER = """
with Workspace.open(path) as workspace:
    say("ready")
    while True:
        with workspace.transaction(SECRETARIAT, message("Member added")) as tx:
            member = tx.add(Member(name="Rosa" * 50))
            for other in tx.all(Member)[-20:]:
                other.name += "."
                tx.add(other)
        say(member.id)
"""


@pytest.mark.parametrize("seed", range(3))
def test_every_act_reported_done_survives_a_kill(workspace, process, seed):
    workspace.close()
    chance, done = random.Random(seed), 0
    for _ in range(KILLS // 3):
        writer = process(WRITER, workspace.path)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.25))
        writer.send_signal(signal.SIGKILL)
        lines = writer.communicate()[0].split("\n")
        done = max([done, *(int(line) for line in lines[:-1])])

        with Workspace.open(workspace.path, patience=3) as again, again.reading() as reader:
            found = verify(again)
            assert found.ok, [str(check.detail) for check in found.checks if not check.ok]
            assert {member.id for member in reader.all(Member)} >= set(range(1, done + 1))
            assert reader.count(Member) in (done, done + 1)
            done = reader.count(Member)
