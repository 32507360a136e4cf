"""Scores a pack without end and tells each change once the page would show it as saved, until it is killed.

`python -m tests.ui.scoring.scoring_child PACK ROUNDS SEED`: forks ROUNDS children one after the other, kills each at a
random moment, and prints as JSON what was told and what the disk holds afterwards.
"""

import json
import os
import random
import select
import signal
import sys
import threading
import time
from pathlib import Path

from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import Answer
from rapporteur_app.scoring.ballots import open_work, work_key
from rapporteur_app.scoring.pack_reading import OpenPack, open_pack
from rapporteur_app.scoring.work import hold
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.scoring.saver import Saver

LONGEST = 0.08
"""Seconds that a child scores at most; every other one from its first save on."""
PATIENCE = 20


def score_without_end(pack: OpenPack, told: int, seed: int) -> None:
    """Change the work at random from one thread and save it from another, as the page does."""
    dice = random.Random(seed)
    key = work_key(pack, KeyStore())
    _fresh, place = open_work(pack, key=key)
    lock = hold(place)
    work, place = open_work(pack, key=key)
    saver = Saver(pack, work, place, lock)
    number, tell, wake = int(work.notes.get(0, "0")), threading.Lock(), threading.Event()

    def save() -> None:
        while True:
            wake.wait()
            wake.clear()
            saver.save()
            with tell:  # the page shows "Saved" in the thread in which nothing changes meanwhile
                if saver.is_saved:
                    os.write(told, f"{number}\n".encode())

    threading.Thread(target=save, daemon=True).start()
    while True:
        candidate, code = dice.choice(pack.candidate_ids), dice.choice([each.code for each in pack.rubric.scored])
        with tell:
            number += 1
            score, comment = float(dice.randint(1, 5)), "x" * dice.randint(0, 400)
            work.answers[candidate, code] = Answer(candidate, code, ScoreState.SCORED, score, comment)
            work.notes[0] = str(number)
            saver.take(work)
        wake.set()
        time.sleep(dice.random() * 0.004)


def main() -> None:
    """Kill one child after the other."""
    pack, rounds, dice = open_pack(Path(sys.argv[1])), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    found, key = [], work_key(pack, KeyStore())
    for seed in range(rounds):
        mine, theirs = os.pipe()
        child = os.fork()
        if not child:
            os.close(mine)
            score_without_end(pack, theirs, seed)
        os.close(theirs)
        if seed % 2:  # a busy machine may kill all the others before they saved anything
            select.select([mine], [], [], PATIENCE)
        time.sleep(dice.random() * LONGEST)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(mine) as pipe:
            lines = pipe.read().split()
        work, _place = open_work(pack, key=key)  # refuses what is not whole
        found.append({"told": int(lines[-1]) if lines else 0, "kept": int(work.notes.get(0, "0")),
                      "answers": len(work.answers)})  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main()
