"""One small selection, kept after each step.

It is built once for all tests (keys are slow to make); each test works on a copy of the step it names.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.doing import CHAIR_WORDS, RUBRIC, SCORES, WITNESS_WORDS, run, scores_csv, words_in, write_csv


@dataclass
class Shelf:
    """The steps of one selection, and what lies beside them."""

    folder: Path

    def file(self, name):
        """One of the files: a step, a pack, a ballot, a passphrase."""
        return self.folder / name


def _keep(ws, step):
    shutil.copyfile(ws, ws.with_name(f"{step}.rapporteur"))


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """The selection after each step: made, staffed, frozen, nominated, declared, keyed, packed, collected, opened."""
    folder = tmp_path_factory.mktemp("shelf")
    ws, rubric = folder / "selection.rapporteur", folder / "rubric.toml"
    (folder / "chair.txt").write_text(CHAIR_WORDS + "\n", "utf-8")
    (folder / "witness.txt").write_text(WITNESS_WORDS + "\n", "utf-8")
    secrets = ("--passphrase-file", folder / "chair.txt", "--witness-file", folder / "witness.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORTEUR_DATA", str(folder / "data"))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        run("new", ws, "--title", "Small")
        _keep(ws, "made")
        rows = [("Ana", "a@example.org", "chair;member"), ("Bo", "b@example.org", "member"), ("Che", "", "member")]
        run("members", ws, "--load", write_csv(folder / "members.csv", ("name", "email", "roles"), rows))
        _keep(ws, "staffed")
        rubric.write_text(RUBRIC, "utf-8")
        run("criteria", ws, "--load", rubric, "--agree", "M1", "--agree", "M2", "--agree", "M3", "--freeze")
        _keep(ws, "frozen")
        for name in ("Lena Ash", "Mo Birch", "Noor Cedar", "Ola Fir"):
            run("nominate", ws, "--set", f"nominee_name={name}", "--received", "2021-03-01T10:00")
        _keep(ws, "nominated")
        pairs = [(member, candidate, "none") for member in SCORES for candidate in SCORES["M1"]]
        run("conflicts", ws, "--load", write_csv(folder / "said.csv", ("member", "candidate", "state"), pairs))
        _keep(ws, "declared")
        run("keys", ws, "--new", "--witness", *secrets)
        _keep(ws, "keyed")
        packs = run("pack", ws, "--out", folder / "packs", "--json")["packs"]
        for pack in packs:
            member = pack["member"]
            shutil.copyfile(pack["pack"], folder / f"{member}.pack")
            told = run("ballot", folder / f"{member}.pack", "--scores", scores_csv(folder / f"{member}.csv", member),
                       "--out", folder / f"{member}.ballot")  # fmt: skip
            run("keys", ws, "--confirm", member, "--words", words_in(told))
        _keep(ws, "packed")
        run("collect", ws, *(folder / f"{member}.ballot" for member in SCORES))
        _keep(ws, "collected")
        run("results", ws, "--open", *secrets)
        _keep(ws, "opened")
    return Shelf(folder)


@pytest.fixture
def at(shelf, tmp_path, data_home):
    """A copy of the selection after a step, with the keys of that data folder."""

    def take(step):
        shutil.copytree(shelf.folder / "data", data_home, dirs_exist_ok=True)
        return Path(shutil.copyfile(shelf.file(f"{step}.rapporteur"), tmp_path / "ws.rapporteur"))

    return take


@pytest.fixture
def secrets(shelf):
    """The flags that give both passphrases from files."""
    return ("--passphrase-file", shelf.file("chair.txt"), "--witness-file", shelf.file("witness.txt"))


REGISTER = [
    ("organisation", "constituency", "country", "language", "contact", "email", "source", "opt_out"),
    ("Caminantes", "civil", "CO", "es", "Ignacia", "i@caminantes.org", "call", ""),
    ("Islands", "local", "TT", "en", "", "", "call", ""),
    ("Paroisses", "faith", "HT", "fr", "", "", "call", "yes"),
]


@pytest.fixture(scope="session")
def further(shelf):
    """The shelf with the steps after the opening: shortlisted, registered, asked, decided."""
    folder, ws = shelf.folder, shelf.folder / "further.rapporteur"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORTEUR_DATA", str(folder / "data"))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        shutil.copyfile(shelf.file("opened.rapporteur"), ws)
        reasons = [word for each in ("C1", "C2", "C3") for word in ("--reason", f"{each}=because")]
        run("shortlist", ws, "C1", "C2", "C3", *reasons)
        _keep(ws, "shortlisted")
        (folder / "why.txt").write_text("The clearest voice.", "utf-8")
        shutil.copyfile(ws, folder / "decided.rapporteur")
        run("decide", folder / "decided.rapporteur", "--select", "C1", "--alternate", "C2", "--justification",
            f"en={folder / 'why.txt'}")  # fmt: skip
        run("consult", ws, "stakeholders", "--load", write_csv(folder / "register.csv", REGISTER[0], REGISTER[1:]))
        _keep(ws, "registered")
        (folder / "question.txt").write_text("Whom do you support?", "utf-8")
        run("consult", ws, "round", "--open", "--question", folder / "question.txt", "--from", "2021-04-13T08:00",
            "--until", "2021-04-16T18:00")  # fmt: skip
        _keep(ws, "asked")
    return shelf
