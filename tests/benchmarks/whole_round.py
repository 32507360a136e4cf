"""A round of scoring: a large pack made and its first candidate shown; many ballots collected and opened.

`python -m tests.benchmarks.whole_round` measures it in a process of its own and tells the figures as JSON.
"""

import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.figures import Figure, of_pair
from tests.benchmarks.measuring import Pair, run, seconds, told_in_turns

if TYPE_CHECKING:
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Workspace

CANDIDATES, CRITERIA, BALLOTS = 500, 8, int(os.environ.get("BENCH_BALLOTS", "200"))
DOCUMENTS, DOCUMENT = 50, 1024 * 1024
ROUNDS = 3
CHAIR, WITNESS = "six words of the chair here", "six words of the witness here"
COMMENT = "What is said here is as long as comments mostly are, some hundred characters, and not always the same: "
PDF = b"%PDF-1.7\n"


class Told(NamedTuple):
    """The four pairs."""

    pack: Pair
    shown: Pair
    collected: Pair
    opened: Pair


def figures() -> Iterator[Figure]:
    """The figures of `make bench`."""
    said = json.loads(run([sys.executable, "-m", "tests.benchmarks.whole_round"]).splitlines()[-1])
    told = Told(*(Pair(**pair) for pair in said))
    size = DOCUMENTS * DOCUMENT // 1024 // 1024
    pack = f"of {CANDIDATES} candidates with {size} MB of documents"
    ballots = f"{BALLOTS} ballots of {CANDIDATES} candidates × {CRITERIA} criteria"
    yield of_pair(f"A pack {pack} made", "writing (to the disk) and hashing the same bytes", told.pack, 4.0)
    yield of_pair("Its first candidate shown, after the first paint", "hashing the same bytes", told.shown, 2.0)
    each = "checking their signatures and writing their bytes, each to the disk"
    yield of_pair(f"{ballots} collected", each, told.collected, 3.0)
    yield of_pair("These opened", "unsealing and parsing them", told.opened, 3.0)


def prepare(path: Path, members: int, folder: Path) -> "tuple[Workspace, KeyStore]":
    """A selection in which everybody declared; the store with its keys."""
    from rapporteur_app.i18n import message
    from rapporteur_app.model import Candidate, Declaration, Interest, Mention, Nomination
    from rapporteur_app.scoring.opening_keys import make_opening_keys
    from rapporteur_app.setup.criteria import freeze, load_criteria
    from rapporteur_app.setup.members import add_members
    from rapporteur_app.setup.rubric import Criterion, Rubric
    from rapporteur_app.trust.keys import Cost
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import SECRETARIAT, Workspace

    cheap = Cost(1, 8192)
    workspace = Workspace.create(path, SECRETARIAT, {"title": "Benchmark"})
    people = [{"name": f"Member {number}", "roles": "chair;member" if number == 1 else "member"}
              for number in range(1, members + 1)]  # fmt: skip
    add_members(workspace, SECRETARIAT, people)
    criteria = tuple(Criterion(f"K{number}", {"en": f"Criterion {number}"}, weight=12.5) for number in range(CRITERIA))
    load_criteria(workspace, SECRETARIAT, Rubric(criteria=criteria))
    freeze(workspace, SECRETARIAT, "a benchmark")
    numbers = range(1, CANDIDATES + 1)
    with workspace.transaction(SECRETARIAT, message("Pool filled")) as tx:
        tx.add_all([Candidate(name=f"Person {n}", spelling=f"person {n}", organisation=f"Red {n}") for n in numbers])
        statement = "Long at work for migrants. " * 60
        tx.add_all([Nomination(raw={"Why?": statement}, row_hash=str(n), statement=statement) for n in numbers])
        tx.session.flush()
        tx.add_all([Mention(nomination_id=n, candidate_id=n, position=1, name=f"Person {n}", said={}) for n in numbers])
    declared = [
        {"id": member * 1000 + number, "member_id": member, "candidate_id": number, "interest": Interest.NONE,
         "reason": "", "at": ""}
        for member in range(1, members + 1) for number in numbers
    ]  # fmt: skip
    with workspace.transaction(SECRETARIAT, message("Declared")) as tx:
        tx.insert(Declaration, declared)
    make_opening_keys(workspace, SECRETARIAT, CHAIR, WITNESS, cost=cheap)
    return workspace, KeyStore(folder / "keys", use_keyring=False, cost=cheap)


def to_disk(path: Path, data: bytes) -> None:
    """Write bytes so that they survive a power cut."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def measure_pack(folder: Path) -> tuple[Pair, Path]:
    """Make the pack of one member, in turns with the baseline; the pack's path."""
    from rapporteur_app.i18n import message
    from rapporteur_app.intake.attachments import Document, attach_documents
    from rapporteur_app.scoring.packs import make_packs
    from rapporteur_app.workspace import SECRETARIAT

    workspace, store = prepare(folder / "pack.rapporteur", 1, folder)
    chance = random.Random(1)
    documents = [Document(f"cv{n}.pdf", "pdf", PDF + chance.randbytes(DOCUMENT - len(PDF))) for n in range(DOCUMENTS)]
    with workspace.transaction(SECRETARIAT, message("Documents")) as tx:
        for number, document in enumerate(documents, start=1):
            attach_documents(tx, SECRETARIAT, number, [document])
    with workspace:
        made = [make_packs(workspace, SECRETARIAT, folder / "packs", store)[0].pack]
        data, place = made[0].read_bytes(), folder / "bytes"

        # Each writes where as much was just deleted: on a machine whose memory grows as it is used, whoever comes first
        # would else pay for the page cache, and the one who overwrites would not.
        def ours() -> float:
            made[0].unlink()
            begun = time.perf_counter()
            made[0] = make_packs(workspace, SECRETARIAT, folder / "packs", store)[0].pack
            return time.perf_counter() - begun

        def baseline() -> float:
            place.unlink(missing_ok=True)
            begun = time.perf_counter()
            to_disk(place, data)
            hashlib.sha256(data).hexdigest()
            return time.perf_counter() - begun

        return told_in_turns(ours, baseline, ROUNDS), made[0]


def measure_shown(pack: Path) -> Pair:
    """From the first paint of the window to the first candidate's dossier on it, in turns with the baseline."""

    def ours() -> float:
        return float(run([sys.executable, "-m", "tests.benchmarks.whole_round", "--show", str(pack)]).split()[-1])

    return told_in_turns(ours, lambda: seconds(lambda: hashlib.sha256(pack.read_bytes()).hexdigest()), 5)


def show(path: Path) -> float:
    """Open the window on a pack as the system does; seconds from the first paint to the first candidate."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from rapporteur_app.ui import theme
    from rapporteur_app.ui.after_paint import AfterPaint
    from rapporteur_app.ui.main_window import MainWindow
    from rapporteur_app.ui.memory import Memory
    from rapporteur_app.ui.scoring.pack_page import PackPage

    app = QApplication(["show"])
    theme.set_up(app)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORTEUR_DATA"] = folder
        window = MainWindow(Memory(), "en")
        window.resize(1280, 800)
        window.show()
        AfterPaint(app, window)
        app.processEvents()
        QTimer.singleShot(60_000, lambda: app.exit(1))  # wakes the wait below
        begun = time.perf_counter()
        window.frame.take_file(path)
        while True:
            page = window.frame.stack.currentWidget()
            if isinstance(page, PackPage) and page.candidate is not None and page.about.dossier.toPlainText():
                app.processEvents()
                break
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # as the program waits: without a turn
            if time.perf_counter() - begun > 60:
                raise TimeoutError
        taken = time.perf_counter() - begun
        window.close()
    return taken


def make_ballots(folder: Path) -> "tuple[Path, KeyStore, list[Path]]":
    """A selection with packs for all members, whose keys were read out, and their ballots as files."""
    from rapporteur_app.model import ScoreState
    from rapporteur_app.scoring.answers import Answer, to_score
    from rapporteur_app.scoring.ballots import member_key, submit
    from rapporteur_app.scoring.member_keys import confirm_key, key_words
    from rapporteur_app.scoring.pack_reading import open_pack
    from rapporteur_app.scoring.packs import make_packs
    from rapporteur_app.scoring.work import Work
    from rapporteur_app.workspace import SECRETARIAT

    workspace, store = prepare(folder / "round.rapporteur", BALLOTS, folder)
    chance, files = random.Random(2), []
    with workspace:
        for made in make_packs(workspace, SECRETARIAT, folder / "packs", store):
            pack = open_pack(made.pack)
            work = Work(pack.header.selection, 1, pack.member)
            for number in pack.candidate_ids:
                for criterion in to_score(pack.rubric):
                    comment = f"{COMMENT}{chance.randrange(1000)}"
                    score = float(chance.randint(1, 5))
                    work.answers[number, criterion.code] = Answer(
                        number, criterion.code, ScoreState.SCORED, score, comment
                    )
            key = member_key(pack, store)
            confirm_key(workspace, SECRETARIAT, pack.member, key_words(workspace.id, key.public, "en"))
            out = folder / "ballots" / f"{pack.header.member}.ballot"
            submit(pack, work, folder / "work.json", out, key)
            made.pack.unlink()
            files.append(out)
    return workspace.path, store, files


def measure_ballots(folder: Path) -> tuple[Pair, Pair]:
    """Collect all ballots into a fresh copy, and open them; each in turns with its baseline."""
    from rapporteur_app.model import Holder
    from rapporteur_app.results.opening import open_results
    from rapporteur_app.scoring.collecting import collect_ballots
    from rapporteur_app.scoring.opening_keys import unlocked_key
    from rapporteur_app.trust.ballots import open_ballot, read_ballot
    from rapporteur_app.workspace import SECRETARIAT, Workspace

    path, store, files = make_ballots(folder)
    copy, full = folder / "copy.rapporteur", folder / "full.rapporteur"
    loose = folder / "loose"
    loose.mkdir()

    def collecting() -> float:
        shutil.copyfile(path, copy)
        with Workspace.open(copy) as workspace:
            begun = time.perf_counter()
            found = collect_ballots(workspace, SECRETARIAT, files, store)
            taken = time.perf_counter() - begun
        assert {each.status.value for each in found} == {"accepted"}, found[0]
        shutil.copyfile(copy, full)
        return taken

    def checking() -> None:
        for file in files:
            data = file.read_bytes()
            read_ballot(data)
            to_disk(loose / file.name, data)

    def opening() -> float:
        shutil.copyfile(full, copy)
        with Workspace.open(copy) as workspace:
            begun = time.perf_counter()
            open_results(workspace, SECRETARIAT, CHAIR, WITNESS)
            return time.perf_counter() - begun

    with Workspace.open(path, write=False) as workspace, workspace.reading() as reader:
        chair, witness = unlocked_key(reader, Holder.CHAIR, CHAIR), unlocked_key(reader, Holder.WITNESS, WITNESS)

    def unsealing() -> None:
        for file in files:
            clear, envelope = read_ballot(file.read_bytes())
            open_ballot(clear, envelope, chair, witness)

    collected = told_in_turns(collecting, lambda: seconds(checking), ROUNDS)
    return collected, told_in_turns(opening, lambda: seconds(unsealing), ROUNDS)


def main() -> None:
    """Measure everything, or show one pack."""
    from rapporteur_app.trust import words

    if sys.argv[1:2] == ["--show"]:
        print(show(Path(sys.argv[2])))
        return
    words._MEMORY = 8192  # calls of 200 members are not what is measured
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["RAPPORTEUR_DATA"] = str(folder / "data")
        pack, path = measure_pack(folder)
        shown = measure_shown(path)
        collected, opened = measure_ballots(folder)
    print(json.dumps([asdict(pair) for pair in (pack, shown, collected, opened)]))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    sys.setswitchinterval(0.001)  # as the program does
    main()
