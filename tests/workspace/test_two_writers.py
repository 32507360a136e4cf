"""Two processes that write one selection at once: the second waits or is told, and nothing is lost."""

import re

import pytest

from rapporteur_app.model import AuditEntry, Member
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import Workspace

ACTS = 15

WRITER = """
from rapporteur_app.errors import FileInUse
for number in range(ACTS):
    try:
        with Workspace.open(path, patience=PATIENCE) as workspace:
            with workspace.transaction(SECRETARIAT, message("Member added")) as tx:
                tx.add(Member(name="NAME" + str(number)))
        say("done", "NAME" + str(number))
    except FileInUse as refusal:
        say(refusal)
"""


def both(process, path, patience):
    """Let two processes add members at once; what each of them said."""
    codes = [WRITER.replace("NAME", name).replace("PATIENCE", str(patience)).replace("ACTS", str(ACTS))
             for name in ("a", "b")]  # fmt: skip
    writers = [process(code, path) for code in codes]
    return [writer.communicate(timeout=120)[0].splitlines() for writer in writers]


def names_in(path):
    with Workspace.open(path) as workspace, workspace.reading() as reader:
        found = verify(workspace)
        assert found.ok, [str(check.detail) for check in found.checks if not check.ok]
        assert reader.count(AuditEntry) == reader.count(Member) + 1
        return {member.name for member in reader.all(Member)}


def test_the_second_waits_and_both_get_through(workspace, process):
    workspace.close()
    said = both(process, workspace.path, patience=30)
    assert [len(lines) for lines in said] == [ACTS, ACTS]
    assert all(line.startswith("done ") for lines in said for line in lines)
    assert names_in(workspace.path) == {f"{name}{number}" for name in "ab" for number in range(ACTS)}


def test_who_does_not_wait_is_told_by_whom_it_is_open_and_nothing_said_done_is_lost(workspace, process):
    workspace.close()
    said = [line for lines in both(process, workspace.path, patience=0) for line in lines]
    refused = [line for line in said if not line.startswith("done ")]
    plain = (
        r"rapporteur\.rapporteur is open for writing in process \d+ on \S+ since \S+\. Close it there, or save a copy\."
        r"|rapporteur\.rapporteur is locked, and \.rapporteur\.rapporteur\.lock does not say by whom\. .*"
    )
    assert [line for line in refused if not re.fullmatch(plain, line)] == []
    assert names_in(workspace.path) == {line.split()[1] for line in said if line.startswith("done ")}


@pytest.mark.parametrize("patience", [0, 5])
def test_two_who_take_over_a_dead_processs_lock_do_not_both_write(workspace, process, patience):
    workspace.close()
    dead = process('workspace = Workspace.open(path); say("open"); __import__("os")._exit(1)', workspace.path)
    dead.communicate(timeout=30)
    said = [line for lines in both(process, workspace.path, patience) for line in lines]
    assert names_in(workspace.path) == {line.split()[1] for line in said if line.startswith("done ")}
