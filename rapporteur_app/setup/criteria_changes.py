"""What a change of frozen criteria means for the scores that were given under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, RubricVersion
from rapporteur_app.setup.criteria import frozen_version, latest_version, rubric_of

if TYPE_CHECKING:
    from rapporteur_app.setup.rubric import Criterion, Rubric
    from rapporteur_app.workspace import Reader

MEANING = ("kind", "title", "description", "anchors")
"""What a member judged by; another weight, threshold or comment rule leaves a score what it was."""


SHOWN = 4
"""Decimals of a share, in percent, to which two are the same."""


def touched_scores(reader: Reader) -> list[Message]:
    """What the draft that follows frozen criteria does to the scores; nothing where there is no such draft."""
    frozen, latest = frozen_version(reader), latest_version(reader)
    if frozen is None or latest is None or latest.frozen_at:
        return []
    return [*differences(rubric_of(frozen), rubric_of(latest)), *_ballots(reader, frozen)]


def differences(before: Rubric, after: Rubric) -> list[Message]:
    """What each criterion that differs means for the scores that were given on it."""
    if before.scale != after.scale:
        return [message("The scale is another one: every score is given anew.")]
    said = [_gone(before, after, each) for each in before.criteria]
    new = [
        message("{code} is new: nobody has scored it yet.", code=each.code)
        for each in after.criteria
        if before.criterion(each.code) is None
    ]
    return [*(each for each in said if each is not None), *new]


def _gone(before: Rubric, after: Rubric, old: Criterion) -> Message | None:
    new = after.criterion(old.code)
    if new is None:
        return message("{code} is gone: what was scored on it is kept, and no longer counts.", code=old.code)
    if any(getattr(old, name) != getattr(new, name) for name in MEANING):
        return message("{code} asks for something else: look at each score of it once more.", code=old.code)
    shares = [rubric.shares.get(old.code, 0.0) for rubric in (before, after)]
    if round(shares[0], SHOWN) != round(shares[1], SHOWN):
        return message("{code} has another share of the total: its scores stay what they are.", code=old.code)
    same = (old.threshold, old.comment_rule) == (new.threshold, new.comment_rule)
    return None if same else message("{code}: its scores stay what they are.", code=old.code)


def _ballots(reader: Reader, frozen: RubricVersion) -> list[Message]:
    members = sorted({row.member_id or 0 for row in reader.all(Ballot, without=Ballot.data, rubric_hash=frozen.hash)})
    if not members:
        return []
    return [
        message(
            "Ballots of {members} came under version {version}. Once this draft is frozen they are kept, marked, and "
            "do not count: the members get new packs, their scores are carried over, and they submit again.",
            members=", ".join(f"M{number}" for number in members),
            version=frozen.version,
        )
    ]
