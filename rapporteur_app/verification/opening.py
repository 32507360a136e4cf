"""The check of the opening: which ballots counted, and that no score comes from anywhere else."""

import hashlib

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, Opening, Score
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.workspace import Reader
from rapporteur_app.workspace.images import compact


def check_opening(reader: Reader) -> Check:
    """Whether the ballots that counted are there, one a member, and every opened score comes from one of them."""
    openings = {opening.round: opening for opening in reader.all(Opening)}
    ballots = {ballot.id or 0: ballot for ballot in reader.all(Ballot, without=Ballot.data)}
    problems = [problem for opening in openings.values() for problem in _counted(opening, ballots)]
    foreign = [score for score in reader.all(Score) if not _comes_from(score, openings.get(score.round), ballots)]
    problems += [message("Score {score} comes from no ballot that counted.", score=score.id) for score in foreign]
    if not openings:
        return verdict("opening", problems, message("Nothing is opened yet."))
    count = sum(len(opening.counted) for opening in openings.values())
    well = message("All scores come from the {count} ballots that counted.", count=count)
    if any(opening.at_distance for opening in openings.values()):
        well = message("{text} The witness took off the outer seals at a distance.", text=well)
    return verdict("opening", problems, well)


def _counted(opening: Opening, ballots: dict[int, Ballot]) -> list[Message]:
    problems, members = [], set[int | None]()
    for number in opening.counted:
        ballot = ballots.get(number)
        if ballot is None or ballot.round != opening.round:
            problems.append(
                message(
                    "Ballot B{ballot} counted in round {round}, and is not there.", ballot=number, round=opening.round
                )
            )
        elif ballot.member_id in members:
            problems.append(message("Two ballots of {member} counted.", member=f"M{ballot.member_id}"))
        else:
            members.add(ballot.member_id)
    if not problems and _list_digest([ballots[number] for number in opening.counted]) != opening.list_digest:
        problems.append(
            message("The ballots that counted in round {round} are not those of its list.", round=opening.round)
        )
    return problems


def _list_digest(ballots: list[Ballot]) -> str:
    """What the receipts name: SHA-256 of compact JSON [[member, revision, digest], ...]. Not the opening's own code."""
    rows = [[f"M{ballot.member_id}", ballot.revision, ballot.digest] for ballot in ballots]
    return hashlib.sha256(compact(rows)).hexdigest()


def _comes_from(score: Score, opening: Opening | None, ballots: dict[int, Ballot]) -> bool:
    if opening is None or score.ballot_id not in opening.counted:
        return False
    ballot = ballots.get(score.ballot_id)
    return ballot is not None and ballot.member_id == score.member_id
