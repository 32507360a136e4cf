"""A small selection made through the use cases: three members, four candidates, at the stage that a test asks for."""

from pathlib import Path

from rapporteur_app.consultation.rounds import close_round, open_round
from rapporteur_app.consultation.stakeholders import load_stakeholders
from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.model import Interest
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.shortlist import make_shortlist
from rapporteur_app.scoring.answers import parse_answer, to_score
from rapporteur_app.scoring.ballots import member_key, open_work, submit
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.declarations import declare
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.setup.criteria import freeze, load_criteria
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.rubric import CommentRule, Criterion, CriterionKind, Rubric
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.trust.keys import Cost
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.reading_out import read_out

CHAIR, WITNESS = "correct horse battery staple", "river stone candle window"
NAMES = ("Ana Pérez", "Bruno Lima", "<b>Céline</b> Roy", "Dora Gil")
SCORES = {1: ("5", "4"), 2: ("4", "4"), 3: ("3", "2"), 4: ("2", "3")}
RUBRIC = Rubric(
    criteria=(
        Criterion(
            "EXP", {"en": "Experience"}, weight=60, description={"en": "Work on migration."},
            anchors={"en": {1.0: "none to speak of", 3.0: "some years, in one country", 5.0: "in several countries"}},
            threshold=2.5,
        ),
        Criterion(
            "NET", {"en": "Reach"}, weight=40, comment_rule=CommentRule.EXTREMES,
            anchors={"en": {1.0: "local", 5.0: "regional"}},
        ),
        Criterion("INT", {"en": "Integrity"}, kind=CriterionKind.GATE),
    )
)  # fmt: skip
STAGES = ("frozen", "keys", "packs", "returned", "collected", "opened", "shortlisted", "asked", "consulted")


def make(folder: Path, stage: str) -> Path:
    """The path of a closed selection that has come as far as `stage`; packs and ballots lie beside it."""
    path = folder / "Regional.rapporteur"
    with new_selection(path, "blank", "Regional rapporteur 2027", SECRETARIAT) as workspace:
        for step in STAGES[: STAGES.index(stage) + 1]:
            STEPS[step](workspace, folder)
    return path


def _freeze(workspace: Workspace, _folder: Path) -> None:
    roles = ("member;chair", "member;witness", "member")
    rows = [{"name": name, "roles": role} for name, role in zip(("Rosa", "Ali", "Mei"), roles, strict=True)]
    add_members(workspace, SECRETARIAT, rows)
    load_criteria(workspace, SECRETARIAT, RUBRIC)
    for name in NAMES:
        nominate(workspace, SECRETARIAT, {"nominee_name": name, "statement": f"{name} has worked long for migrants."})
    freeze(workspace, SECRETARIAT, "agreed by telephone")
    with workspace.reading() as reader:
        eligible = [person.id for person in read_pool(reader).eligible()]
    for member in (1, 2, 3):
        for candidate in eligible:
            declare(workspace, SECRETARIAT, member, candidate, Interest.NONE)


def _make_keys(workspace: Workspace, _folder: Path) -> None:
    make_opening_keys(workspace, SECRETARIAT, CHAIR, WITNESS, cost=Cost(1, 8192))


def _make_packs(workspace: Workspace, folder: Path) -> None:
    make_packs(workspace, SECRETARIAT, folder / "packs", KeyStore())


def _return(workspace: Workspace, folder: Path) -> None:
    for member in (1, 2, 3):
        pack = open_pack(folder / "packs" / f"M{member}-edition-1.pack")
        work, place = open_work(pack, folder / f"work-{member}.json")
        for number in pack.candidate_ids:
            for criterion, text in zip(to_score(pack.rubric), (*SCORES[number], "pass"), strict=True):
                answer = parse_answer(number, criterion, pack.rubric.scale, text, f"M{member} on C{number}")
                work.answers[number, criterion.code] = answer
        submit(pack, work, place, folder / f"M{member}.ballot", member_key(pack, KeyStore()))
        read_out(workspace, pack, KeyStore())


def _collect(workspace: Workspace, folder: Path) -> None:
    collect_ballots(workspace, SECRETARIAT, [folder / f"M{member}.ballot" for member in (1, 2, 3)], KeyStore())


def _open(workspace: Workspace, _folder: Path) -> None:
    open_results(workspace, SECRETARIAT, CHAIR, WITNESS)


def _shortlist(workspace: Workspace, _folder: Path) -> None:
    make_shortlist(workspace, SECRETARIAT, [1, 2, 3], {1: "first", 2: "second", 3: "third"}, {4: "fourth"})


def _ask(workspace: Workspace, _folder: Path) -> None:
    rows = [{"organisation": "Caminantes", "country": "CO"}, {"organisation": "Mesa Norte", "country": "CL"}]
    load_stakeholders(workspace, SECRETARIAT, rows)
    open_round(workspace, SECRETARIAT, "Whom do you support?", "2021-04-13T08:00", "2021-04-16")


def _consult(workspace: Workspace, _folder: Path) -> None:
    close_round(workspace, SECRETARIAT, 1)


STEPS = {
    "frozen": _freeze,
    "keys": _make_keys,
    "packs": _make_packs,
    "returned": _return,
    "collected": _collect,
    "opened": _open,
    "shortlisted": _shortlist,
    "asked": _ask,
    "consulted": _consult,
}
