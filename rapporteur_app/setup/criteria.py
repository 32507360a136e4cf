"""The criteria's life: drafted, agreed by the members, frozen under a version and a hash together with the policy."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date as Date  # noqa: N812 - agree() has a parameter `date`
from typing import TYPE_CHECKING

from sqlmodel import col

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Agreement, Member, Opening, RubricVersion, Stage
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.rubric import Rubric, plain_number, rubric_hash
from rapporteur_app.setup.rubric_file import parse_rubric, rubric_to_toml
from rapporteur_app.setup.settings import policy_settings
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace


LEAST, MOST = 1.0, 90.0
"""Shares of the total, in percent, outside of which a weight is taken for a slip."""


def latest_version(reader: Reader) -> RubricVersion | None:
    """The newest version of the criteria, drafted or frozen."""
    return reader.first(RubricVersion, col(RubricVersion.version).desc())


def frozen_version(reader: Reader) -> RubricVersion | None:
    """The newest frozen version: the one that packs carry and scores are given under."""
    for version in reader.all(RubricVersion, col(RubricVersion.version).desc()):
        if version.frozen_at:
            return version
    return None


def need_frozen(reader: Reader) -> RubricVersion:
    """The newest frozen version.

    Raises:
        WrongStage: the criteria are not frozen yet.
    """
    version = frozen_version(reader)
    if version is None:
        raise WrongStage(message("The criteria are not frozen yet. Freeze them first (`criteria --freeze`)."))
    return version


def rubric_of(version: RubricVersion) -> Rubric:
    """A version's scale and criteria."""
    return parse_rubric(version.source)


def load_criteria(workspace: Workspace, actor: Actor, rubric: Rubric, action: Message | None = None) -> RubricVersion:
    """Take a rubric as the draft: it replaces the draft that is there, or follows a frozen version as the next one.

    Agreements belong to a version's content: a changed draft asks for them again. `action` says in the log what was
    done, where it was more than a rubric loaded.

    Raises:
        WrongStage: the results are open.
    """
    source = rubric_to_toml(rubric)
    done = action or message("Criteria loaded: {count}", count=len(rubric.criteria))
    with workspace.transaction(actor, done, stage=Stage.CRITERIA) as tx:
        _refuse_when_open(tx)
        latest = latest_version(tx)
        draft = latest if latest and not latest.frozen_at else None
        if draft is None:
            number = 1 if latest is None else latest.version + 1
            return tx.add(RubricVersion(version=number, source=source, hash=rubric_hash(rubric)))
        if draft.hash != rubric_hash(rubric):
            _forget_agreements(tx, draft)
        draft.source, draft.hash = source, rubric_hash(rubric)
        return tx.add(draft)


def _refuse_when_open(reader: Reader) -> None:
    if reader.first(Opening):
        raise WrongStage(message("The results are open; the criteria can no longer change."))


def _forget_agreements(tx: Transaction, draft: RubricVersion) -> None:
    for agreement in tx.all(Agreement, rubric_id=draft.id):
        tx.delete(agreement)


def agree(workspace: Workspace, actor: Actor, members: Sequence[int], date: str | None = None) -> None:
    """Record that members agree to the latest version, on a date (YYYY-MM-DD; by default today).

    Raises:
        WrongStage: there are no criteria yet, or they were frozen on this agreement.
        NotFound: there is no such member.
        BadInput: the date is none.
    """
    day = date or now()[:10]
    if not _is_day(day):
        raise BadInput(message("“{date}” is not a date such as 2021-03-15.", date=day))
    action = message("Criteria agreed by {members}", members=", ".join(f"M{member}" for member in members))
    with workspace.transaction(actor, action, stage=Stage.CRITERIA) as tx:
        version = _need_criteria(tx)
        for number in members:
            tx.need(Member, number)
            known = tx.first(Agreement, rubric_id=version.id, member_id=number)
            if known is not None and version.frozen_at is not None:
                raise WrongStage(
                    message(
                        "M{member} agreed on {date}, before the freeze; that stays.", member=number, date=known.date
                    )
                )
            row = known or Agreement(rubric_id=version.id or 0, member_id=number, date=day)
            row.date = day
            tx.add(row)


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return Date.fromisoformat(text).isoformat() == text
    return False


def missing_agreements(reader: Reader, version: RubricVersion) -> list[Member]:
    """The scoring members who have not agreed to a version."""
    agreed = {row.member_id for row in reader.all(Agreement, rubric_id=version.id)}
    return [member for member in scoring_members(reader) if member.id not in agreed]


def freeze(workspace: Workspace, actor: Actor, despite: str = "") -> RubricVersion:
    """Freeze the draft under its version and hash, with the policy as it stands.

    It cannot be undone, as packs may have gone out under it: a changed rubric becomes the next version.

    Raises:
        WrongStage: there is no draft, it has no scored criterion, nobody scores, or an agreement is missing and no
            reason is given.
    """
    with workspace.transaction(actor, message("Criteria frozen"), stage=Stage.CRITERIA, reversible=False) as tx:
        version = _need_criteria(tx)
        _refuse_when_open(tx)
        if version.frozen_at:
            raise WrongStage(message("Version {version} of the criteria is frozen already.", version=version.version))
        if not any(criterion.kind == "scored" for criterion in rubric_of(version).criteria):
            raise WrongStage(message("There is no scored criterion. Load the criteria first (`criteria --load`)."))
        _require_agreements(tx, version, despite)
        _check_policy(tx, version)
        version.policy = json.dumps(policy_settings(tx), sort_keys=True)
        version.frozen_at, version.frozen_despite = now(), despite.strip()
        return tx.add(version)


def _need_criteria(reader: Reader) -> RubricVersion:
    version = latest_version(reader)
    if version is None:
        raise WrongStage(message("There are no criteria yet. Load them first (`criteria --load`)."))
    return version


def _require_agreements(reader: Reader, version: RubricVersion, despite: str) -> None:
    if not scoring_members(reader):
        raise WrongStage(message("Nobody scores yet, so nobody can agree. Add the members first (`members --load`)."))
    missing = missing_agreements(reader, version)
    if missing and not despite.strip():
        names = ", ".join(f"{member.short_id} {member.name}" for member in missing)
        raise WrongStage(
            message(
                "Not yet agreed: {members}. Record their agreement, or freeze all the same with a reason.",
                members=names,
            )
        )


def _check_policy(reader: Reader, version: RubricVersion) -> None:
    """See that what the policy names is there: tie-break criteria, members on score sheets."""
    policy, codes = policy_settings(reader), {c.code for c in rubric_of(version).criteria if c.kind == "scored"}
    for code in names_in(policy["policy.tie_break"]):
        if code not in codes:
            raise BadInput(message("policy.tie_break names “{code}”, which is no scored criterion.", code=code))
    known = {member.short_id for member in reader.all(Member)}
    for member in names_in(policy["policy.score_sheets"]):
        if member not in known:
            raise BadInput(message("policy.score_sheets names “{member}”, who is no member.", member=member))


def names_in(value: str) -> list[str]:
    """The names in a setting such as 'KNOW, REPR' ('none' or nothing: no names)."""
    names = [name for name in re.split(r"[;,\s]+", value.strip()) if name]
    return [] if [name.lower() for name in names] in ([], ["none"]) else names


def frozen_policy(reader: Reader) -> dict[str, str]:
    """The policy as frozen with the criteria, or as it stands while nothing is frozen."""
    version = frozen_version(reader)
    current = policy_settings(reader)
    if version is None or not version.policy:
        return current
    frozen: dict[str, str] = json.loads(version.policy)
    return {**current, **{key: value for key, value in frozen.items() if key.startswith(("policy.", "blind."))}}


def criteria_json(reader: Reader) -> dict[str, object]:
    """The latest version of the criteria as other programs read it."""
    version = latest_version(reader)
    if version is None:
        return {
            "version": None,
            "hash": None,
            "frozen": False,
            "scale": None,
            "criteria": [],
            "agreed": [],
            "missing": [],
            "warnings": [],
        }
    rubric = rubric_of(version)
    shares = rubric.shares
    return {
        "version": version.version,
        "hash": version.hash,
        "frozen": version.frozen_at is not None,
        "scale": {"min": rubric.scale.min, "max": rubric.scale.max, "step": rubric.scale.step},
        "criteria": [
            {
                "code": criterion.code,
                "kind": criterion.kind,
                "weight": criterion.weight,
                "share": shares.get(criterion.code),
                "threshold": criterion.threshold,
                "comment_rule": criterion.comment_rule,
                "title": dict(criterion.title),
            }
            for criterion in rubric.criteria
        ],
        "agreed": [
            {"member": f"M{row.member_id}", "date": row.date} for row in reader.all(Agreement, rubric_id=version.id)
        ],
        "missing": [member.short_id for member in missing_agreements(reader, version)],
        "warnings": weight_warnings(rubric),
    }


def weight_warnings(rubric: Rubric) -> list[Message]:
    """A sentence for each scored criterion whose weight beside the others looks like a slip: 0.6 beside 40 and 60."""
    shares = rubric.shares
    odd = {code: share for code, share in shares.items() if len(shares) > 1 and not LEAST <= share <= MOST}
    return [
        message(
            "{code} weighs {share} % of the total. Weights count next to each other: see that they are on one scale.",
            code=code,
            share=plain_number(round(share, 2)),
        )
        for code, share in odd.items()
    ]
