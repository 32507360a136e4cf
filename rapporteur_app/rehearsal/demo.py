"""The whole job on the sample selection in resources/sample, step by step, through the same use cases as always."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rapporteur_app.consultation.template import vocabulary_of
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.intake.merging import keep_apart, merge
from rapporteur_app.intake.pool import names_to_ids, plain, read_pool
from rapporteur_app.intake.screening import Subject, accept_proposals, admit, load_findings, withdraw
from rapporteur_app.model import Concern, Disposition, Interest, Member, Mention, Nomination, Reply, Stakeholder, Stance
from rapporteur_app.paths import resources_dir
from rapporteur_app.progress import SILENT, Progress
from rapporteur_app.results.meetings import record_meeting
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.shortlist import make_shortlist
from rapporteur_app.scoring.ballots import member_key, open_work, read_scores, submit
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.declarations import confirm_recusal, declare
from rapporteur_app.scoring.forms import load_forms, write_forms
from rapporteur_app.scoring.member_keys import confirm_key, key_words
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.setup.criteria import agree, freeze
from rapporteur_app.setup.members import add_members, scoring_members
from rapporteur_app.setup.selection import chair_of, new_selection
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.sheets.tables import read_table
from rapporteur_app.trust.keys import propose_passphrase
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.workspace import SECRETARIAT, Actor, Workspace
from rapporteur_app.workspace.clock import CLOCK_VARIABLE

Say = Callable[[Message], None]
TEMPLATE = "gcm-lac-2021"
TITLE = "Rehearsal – fictional: rapporteur for Latin America and the Caribbean, 2021"
SELECTION = "rehearsal.rapporteur"

DAYS = {
    "setup": "2021-03-10T15:00:00+00:00",
    "nominations": "2021-04-06T14:00:00+00:00",
    "conflicts": "2021-04-08T14:00:00+00:00",
    "scoring": "2021-04-11T14:00:00+00:00",
    "results": "2021-04-12T14:00:00+00:00",
    "consultation": "2021-04-16T23:00:00+00:00",
    "decision": "2021-04-19T19:00:00+00:00",
    "answer": "2021-04-20T16:00:00+00:00",
}
"""When each stage of the rehearsal happened; it plays in the spring of 2021."""


class Rehearsal:
    """One run of the rehearsal: the selection, the sample's files, and names turned into ids."""

    def __init__(self, out: Path, say: Say) -> None:
        self.out, self.say = out, say
        self.sample = resources_dir() / "sample"
        self.steps = self.toml("steps.toml")
        self.store = KeyStore(out / "keys", use_keyring=False)
        self.workspace = new_selection(out / SELECTION, TEMPLATE, TITLE, SECRETARIAT, "en")

    def toml(self, name: str) -> dict[str, Any]:
        """One of the sample's TOML files."""
        return tomllib.loads((self.sample / name).read_text("utf-8"))

    def candidate(self, name: str) -> int:
        """The candidate of this name."""
        with self.workspace.reading() as reader:
            (found,) = names_to_ids(read_pool(reader))[plain(name)]
            return int(found.removeprefix("C"))

    def member(self, name: str) -> int:
        """The member of this name."""
        with self.workspace.reading() as reader:
            return next(member.id or 0 for member in reader.all(Member) if member.name == name)

    @property
    def chair(self) -> Actor:
        """The chair, who acts where the chair acts."""
        with self.workspace.reading() as reader:
            member = chair_of(reader)
        return Actor(member.id if member else None)


def make_sample(folder: Path, progress: Progress) -> Path:
    """Play the whole selection into a folder, for a person who wants to look around. Returns the selection file.

    Raises:
        Cancelled: the person stopped it.
    """
    progress.start(message("Playing the rehearsal"), len(ACTS))
    return run_demo(folder, lambda _said: None, progress, export=False)


def run_demo(out: Path, say: Say, progress: Progress = SILENT, *, export: bool = True) -> Path:
    """Play the whole selection and export it into a folder, whose earlier rehearsal is replaced.

    Args:
        out: the folder; it is made.
        say: is told what was done.
        progress: told of each stage.
        export: whether the reports are written too.

    Returns:
        The selection file.
    """
    _clear(out)
    rehearsal = Rehearsal(out, say)
    with rehearsal.workspace:
        for day, act in ACTS:
            with _clock(DAYS[day]):
                act(rehearsal)
            progress.advance()
        if export:
            _export(rehearsal)
        _verify(rehearsal)
    return out / SELECTION


def _clear(out: Path) -> None:
    """Make the folder ready: what an earlier rehearsal left is taken away, nothing else."""
    out.mkdir(parents=True, exist_ok=True)
    (out / SELECTION).unlink(missing_ok=True)
    for name in ("packs", "ballots", "forms", "keys", "work", "report", "invitations"):
        if (out / SELECTION).parent == out and (out / name).is_dir():
            shutil.rmtree(out / name)


@contextmanager
def _clock(moment: str) -> Iterator[None]:
    before = os.environ.get(CLOCK_VARIABLE)
    os.environ[CLOCK_VARIABLE] = moment
    try:
        yield
    finally:
        if before is None:
            del os.environ[CLOCK_VARIABLE]
        else:
            os.environ[CLOCK_VARIABLE] = before


def _set_up(r: Rehearsal) -> None:
    add_members(r.workspace, SECRETARIAT, read_table(r.sample / "members.csv"))
    with r.workspace.reading() as reader:
        members = [member.id or 0 for member in scoring_members(reader)]
    change_settings(r.workspace, SECRETARIAT, {"quorum": "5", "scoring_deadline": "2021-04-11T18:00"})
    agree(r.workspace, SECRETARIAT, members, "2021-03-12")
    version = freeze(r.workspace, r.chair)
    r.say(
        message(
            "Set up: {count} members agreed; criteria frozen as version {version}.",
            count=len(members),
            version=version.version,
        )
    )


def _nominate(r: Rehearsal) -> None:
    plan = plan_import(r.workspace, r.sample / "nominaciones.xlsx")
    found = run_import(r.workspace, SECRETARIAT, plan)
    for step in r.steps["merge"]:
        merge(r.workspace, SECRETARIAT, _of_rows(r.workspace, step["rows"]))
    for step in r.steps["keep_apart"]:
        keep_apart(r.workspace, SECRETARIAT, *_of_rows(r.workspace, step["rows"]))
    with r.workspace.reading() as reader:
        counts = read_pool(reader).counts
    text = message(
        "Nominations: {rows} rows read; {nominations} nominations of {candidates} persons, {merged} merged by hand.",
        rows=found["rows_read"],
        nominations=counts.nominations,
        candidates=counts.candidates,
        merged=len(r.steps["merge"]),
    )
    r.say(text)


def _of_rows(workspace: Workspace, rows: list[int]) -> list[int]:
    with workspace.reading() as reader:
        found = []
        for row in rows:
            nomination = reader.first(Nomination, row=row)
            assert nomination is not None
            mention = reader.first(Mention, nomination_id=nomination.id)
            assert mention is not None
            found.append(mention.candidate_id)
    return found


def _screen(r: Rehearsal) -> None:
    load_findings(r.workspace, SECRETARIAT, read_table(r.sample / "screening.csv"))
    accept_proposals(r.workspace, SECRETARIAT)
    for step in r.steps["admit"]:
        admit(r.workspace, r.chair, Subject(candidate=r.candidate(step["person"])), step["why"])
    for step in r.steps["withdraw"]:
        withdraw(r.workspace, SECRETARIAT, Subject(candidate=r.candidate(step["person"])), step["by"], step["why"])
    with r.workspace.reading() as reader:
        eligible = read_pool(reader).counts.eligible
    r.say(message("Screening: {count} candidates are eligible.", count=eligible))


def _declare(r: Rehearsal) -> None:
    write_forms(r.workspace, r.out / "forms")
    load_forms(r.workspace, SECRETARIAT, r.sample / "declarations.csv")
    for step in r.steps["recuse"]:
        confirm_recusal(r.workspace, r.chair, r.member(step["member"]), r.candidate(step["person"]))
    for step in r.steps["settle"]:
        member, candidate = r.member(step["member"]), r.candidate(step["person"])
        declare(r.workspace, r.chair, member, candidate, Interest(step["state"]), step["reason"])
    r.say(message("Conflicts: {count} recusals confirmed by the chair.", count=len(r.steps["recuse"])))


def _score(r: Rehearsal) -> None:
    secrets = {who: propose_passphrase("en") for who in ("chair", "witness")}
    (r.out / "keys").mkdir(exist_ok=True)
    for who, words in secrets.items():
        (r.out / "keys" / f"{who}-passphrase.txt").write_text(f"{words}\n", "utf-8")
    make_opening_keys(r.workspace, r.chair, secrets["chair"], secrets["witness"])
    packs = make_packs(r.workspace, SECRETARIAT, r.out / "packs", r.store)
    ballots = [_ballot(r, made.pack) for made in packs]
    for pack in map(open_pack, (made.pack for made in packs)):  # the secretariat calls, each member reads four words
        words = key_words(pack.header.selection, member_key(pack, r.store).public, pack.language)
        confirm_key(r.workspace, SECRETARIAT, pack.member, words)
    found = collect_ballots(r.workspace, SECRETARIAT, ballots, r.store)
    counted = sum(each.status.value == "accepted" for each in found)
    r.say(message("Scoring: {packs} packs out, {ballots} sealed ballots back.", packs=len(packs), ballots=counted))


def _ballot(r: Rehearsal, path: Path) -> Path:
    """One member at home: the pack, a table of scores, the ballot."""
    pack = open_pack(path)
    surnames = {file.stem: file for file in (r.sample / "scores").glob("*.csv")}
    scores = next(file for stem, file in surnames.items() if stem in plain_ascii(pack.member_name))
    work, place = open_work(pack, r.out / "work" / f"{pack.header.member}.json")
    work.answers = read_scores(pack, read_table(scores))
    (r.out / "ballots").mkdir(exist_ok=True)
    target = r.out / "ballots" / f"{pack.header.member}.ballot"
    return submit(pack, work, place, target, member_key(pack, r.store)).path


def plain_ascii(name: str) -> str:
    """A name in small letters without accents."""
    import unicodedata

    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))


def _open(r: Rehearsal) -> None:
    words = {who: (r.out / "keys" / f"{who}-passphrase.txt").read_text("utf-8").strip() for who in ("chair", "witness")}
    opening = open_results(r.workspace, r.chair, words["chair"], words["witness"])
    r.say(message("Results: opened by chair and witness, {count} ballots counted.", count=len(opening.counted)))


def _shortlist(r: Rehearsal) -> None:
    meeting, chosen = r.toml("meeting.toml"), r.toml("shortlist.toml")
    present = [r.member(name) for name in meeting["present"]]
    notes = (r.sample / meeting["notes"]).read_text("utf-8")
    record_meeting(r.workspace, SECRETARIAT, meeting["at"][:10], present, r.member(meeting["chair"]), notes)
    reasons = {r.candidate(row["candidate"]): row["reason"] for row in chosen["shortlisted"]}
    left = {r.candidate(row["candidate"]): row["reason"] for row in chosen["left_out"]}
    make_shortlist(r.workspace, r.chair, list(reasons), reasons, left)
    r.say(message("Shortlist: {count} names, each with its reason.", count=len(reasons)))


def _consult(r: Rehearsal) -> None:
    from rapporteur_app.consultation.concerns import answer_concern
    from rapporteur_app.consultation.replies import import_replies
    from rapporteur_app.consultation.rounds import close_round, open_round
    from rapporteur_app.consultation.stakeholders import load_stakeholders

    with r.workspace.reading() as reader:
        vocabulary = vocabulary_of(reader)
    load_stakeholders(r.workspace, SECRETARIAT, read_table(r.sample / "stakeholders.csv"), vocabulary)
    step = r.steps["consultation"]
    question = (r.sample / step["question"]).read_text("utf-8")
    opened = open_round(
        r.workspace, SECRETARIAT, question, step["from"], step["until"], invitations=r.out / "invitations"
    )
    found = import_replies(r.workspace, SECRETARIAT, opened.number, read_table(r.sample / "replies.csv"))
    answered = 0
    for row in r.toml("dispositions.toml")["disposition"]:
        number = _concern(r, row["stakeholder"], row["candidate"])
        owner = r.member(row["owner"]) if row.get("owner") else None
        answer_concern(
            r.workspace, r.chair, number, Disposition(row["disposition"]), row["answer"], row["effect"], owner=owner
        )
        answered += 1
    close_round(r.workspace, SECRETARIAT, opened.number)
    text = message(
        "Consultation: {asked} stakeholders asked, {replies} replies, {concerns} concerns answered.",
        asked=opened.asked,
        replies=found.imported,
        concerns=answered,
    )
    r.say(text)


def _concern(r: Rehearsal, organisation: str, candidate: str) -> int:
    with r.workspace.reading() as reader:
        stakeholder = reader.first(Stakeholder, organisation=organisation)
        assert stakeholder is not None
        reply = reader.first(Reply, stakeholder_id=stakeholder.id, candidate_id=r.candidate(candidate))
        assert reply is not None
        concern = reader.first(Concern, reply_id=reply.id)
        assert concern is not None
        return concern.id or 0


def _decide(r: Rehearsal) -> None:
    from rapporteur_app.decision.chair_key import chair_key
    from rapporteur_app.decision.decide import decide
    from rapporteur_app.decision.endorse import endorse
    from rapporteur_app.decision.sign import sign_decision

    chosen = r.toml("decision.toml")
    texts = {lang: (r.sample / file).read_text("utf-8") for lang, file in chosen["justification"].items()}
    selected, alternates = r.candidate(chosen["selected"]), [r.candidate(name) for name in chosen["alternates"]]
    decide(r.workspace, r.chair, selected, alternates, texts, chosen["deviation"])
    for row in r.toml("endorsements.toml")["endorsement"]:
        endorse(
            r.workspace, SECRETARIAT, r.member(row["member"]), Stance(row["stance"]), row.get("statement", "").strip()
        )
    chair = r.chair.member or 0
    key, _ = chair_key(r.workspace, chair, r.store, None, lambda: "")
    sign_decision(r.workspace, r.chair, chair, key)
    r.say(message("Decision: {name}, signed by the chair.", name=chosen["selected"]))


def _answer(r: Rehearsal) -> None:
    from rapporteur_app.decision.answer import respond

    step = r.steps["answer"]
    respond(r.workspace, SECRETARIAT, r.candidate(step["person"]), accepts=step["accepts"])


def _export(r: Rehearsal) -> None:
    from rapporteur_app.i18n import LANGUAGES
    from rapporteur_app.outputs.export import FORMATS, export

    files = export(r.workspace, r.out / "report", FORMATS, LANGUAGES)
    for file in files:
        r.say(message("Wrote {file}", file=str(file)))


def _verify(r: Rehearsal) -> None:
    from rapporteur_app.verification.verify import verify

    found = verify(r.workspace)
    r.say(
        message(
            "Verified: {ok}, {entries} entries in the log.", ok="ok" if found.ok else "FAILED", entries=found.entries
        )
    )
    for check in found.checks:
        if not check.ok:
            r.say(check.detail)
    r.say(message("The selection: {file}", file=str(r.out / SELECTION)))


ACTS: tuple[tuple[str, Callable[[Rehearsal], None]], ...] = (
    ("setup", _set_up),
    ("nominations", _nominate),
    ("nominations", _screen),
    ("conflicts", _declare),
    ("scoring", _score),
    ("results", _open),
    ("results", _shortlist),
    ("consultation", _consult),
    ("decision", _decide),
    ("answer", _answer),
)
"""The stages of the rehearsal, in order, each with the day on which it plays."""
