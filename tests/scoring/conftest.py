"""A selection that is ready to score: three members, three eligible candidates, frozen criteria, cheap keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Interest, Mention, Nomination
from rapporteur_app.scoring.answers import parse_answer, to_score
from rapporteur_app.scoring.ballots import member_key, submit
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.declarations import declare
from rapporteur_app.scoring.incoming import Collected
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.scoring.pack_reading import OpenPack, open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.work import Work
from rapporteur_app.setup.criteria import freeze, load_criteria
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.rubric import CommentRule, Criterion, CriterionKind, Rubric, Scale
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keys import Cost
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.reading_out import read_out

CHAIR, WITNESS = "six words of the chair here", "six words of the witness here"
CHEAP = Cost(1, 8192)
RUBRIC = Rubric(
    scale=Scale(1, 5, 1),
    criteria=(
        Criterion("KNOW", {"en": "Knowledge"}, weight=60, threshold=2.5),
        Criterion("REPR", {"en": "Representation"}, weight=40, comment_rule=CommentRule.EXTREMES),
        Criterion("INTEG", {"en": "Integrity"}, kind=CriterionKind.GATE),
        Criterion("BAL", {"en": "Balance"}, kind=CriterionKind.CONSIDERED),
    ),
)
NAMES = ("Ana Paz", "Beto Ruiz", "=Cleo Díaz")


class Ready:
    """The selection and what a test does with it."""

    passphrases = SimpleNamespace(chair=CHAIR, witness=WITNESS)
    rubric = RUBRIC

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.folder = workspace, folder
        self.store = KeyStore(folder / "keys", use_keyring=False, cost=CHEAP)
        self.made = 0
        self.called: set[int] = set()
        self.calls = True
        """Whether members' keys are read out as soon as they make a ballot with their own."""

    def declare_all(self, *, but: tuple[tuple[int, int], ...] = ()) -> None:
        for member in (1, 2, 3):
            for candidate in (1, 2, 3):
                if (member, candidate) not in but:
                    declare(self.workspace, SECRETARIAT, member, candidate, Interest.NONE)

    def packs(self, *members: int) -> list[OpenPack]:
        out = self.folder / "packs"
        return [
            open_pack(made.pack) for made in make_packs(self.workspace, SECRETARIAT, out, self.store, members=members)
        ]

    def work(self, pack: OpenPack, scores: str | dict[tuple[int, str], str] = "4") -> Work:
        """A member's work in which every cell holds `scores`, or what stands under (candidate, criterion)."""
        work = Work(pack.header.selection, pack.header.round, pack.member)
        for candidate in pack.candidate_ids:
            for criterion in to_score(pack.rubric):
                plain = "pass" if criterion.kind == "gate" else "4"
                text = scores if isinstance(scores, str) and plain != "pass" else plain
                if isinstance(scores, dict):
                    text = scores.get((candidate, criterion.code), plain)
                answer = parse_answer(candidate, criterion, pack.rubric.scale, text, "because")
                work.answers[candidate, criterion.code] = answer
        return work

    def ballot(self, pack: OpenPack, work: Work | None = None, *, key=None, final: bool = True) -> Path:
        """The next revision of a member's ballot, as a file."""
        self.made += 1
        out = self.folder / f"ballot-{self.made}.ballot"
        work = work or self.work(pack)
        if key is None and self.calls and pack.member not in self.called:
            self.called.add(pack.member)
            read_out(self.workspace, pack, self.store)
        key = key or member_key(pack, self.store)
        submit(pack, work, self.folder / f"work-{pack.member}.json", out, key, final=final)
        return out

    def collect(self, *files: Path) -> list[Collected]:
        return collect_ballots(self.workspace, SECRETARIAT, files, self.store)


def prepare(workspace: Workspace, folder: Path, **settings: str) -> Ready:
    """Members, candidates, frozen criteria and opening keys; no declarations yet."""
    rows = [{"name": "Rosa", "roles": "chair;member"}, {"name": "Ali"}, {"name": "Mei", "language": "es"}]
    add_members(workspace, SECRETARIAT, rows)
    if settings:
        change_settings(workspace, SECRETARIAT, settings)
    load_criteria(workspace, SECRETARIAT, RUBRIC)
    freeze(workspace, SECRETARIAT, "a test")
    with workspace.transaction(SECRETARIAT, message("Pool filled")) as tx:
        for number, name in enumerate(NAMES, start=1):
            tx.add(
                Candidate(name=name, spelling=name.casefold(), organisation=f"Red {number}", email=f"c{number}@x.org")
            )
            tx.add(Nomination(raw={"Nombre": name}, row_hash=str(number), nominator="Foro"))
        tx.session.flush()
        tx.add_all(
            [Mention(nomination_id=n, candidate_id=n, position=1, name=NAMES[n - 1], said={}) for n in (1, 2, 3)]
        )
    witness = None if settings.get("policy.opening") == "one" else WITNESS
    make_opening_keys(workspace, SECRETARIAT, CHAIR, witness, cost=CHEAP)
    return Ready(workspace, folder)


@pytest.fixture
def prepared(workspace: Workspace, tmp_path: Path) -> Callable[..., Ready]:
    """Make the selection ready up to the declarations, with these settings."""
    return lambda **settings: prepare(workspace, tmp_path, **settings)


@pytest.fixture
def ready(prepared: Callable[..., Ready]) -> Iterator[Ready]:
    """Ready to score: everybody declared no interest."""
    made = prepared()
    made.declare_all()
    return made
