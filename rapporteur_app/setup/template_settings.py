"""A template's policy, blinding and publishing, as the settings of a selection hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from rapporteur_app.setup.document import Table
    from rapporteur_app.setup.rubric import Rubric

CHOICES = {
    "aggregate": ("mean", "median", "trimmed"),
    "incomplete": ("exclude", "renormalise"),
    "below_threshold": ("reason", "exclude"),
    "affinity": ("allow", "recuse"),
    "opening": ("two", "one"),
    "late": ("admitted",),
}
"""What each policy may be; the first is what holds where a template says nothing."""

BLIND = ("name", "gender", "age_group", "country", "nationality", "organisation", "contact", "nominator", "statement")
PUBLISH = ("scores", "members", "comments", "candidates", "replies")
OBJECTION_HOURS = 24


def read_settings(template: Table, rubric: Rubric) -> dict[str, str]:
    """The settings by the keys of `set`, every one of them.

    Raises:
        BadInput: a value that is not known, or a tie-break by a criterion that is not scored.
    """
    return {
        **_read_policy(template.table("policy"), rubric),
        **_read_flags(template.table("blind"), "blind", BLIND),
        **_read_flags(template.table("publish"), "publish", PUBLISH),
    }


def _read_policy(table: Table, rubric: Rubric) -> dict[str, str]:
    policy = {key: table.one_of(key, allowed, default=allowed[0]) for key, allowed in CHOICES.items()}
    policy["trim"] = str(table.whole("trim", least=0, default=0))
    policy["objection_hours"] = str(table.whole("objection_hours", least=0, default=OBJECTION_HOURS))
    tie_break, sheets = table.strings("tie_break"), table.strings("score_sheets")
    for code in tie_break:
        if code not in {criterion.code for criterion in rubric.scored}:
            raise table.refusal("tie_break", message("names “{code}”, which is no scored criterion", code=code))
    policy["tie_break"] = ", ".join(tie_break) or "none"
    policy["score_sheets"] = ", ".join(sheets) or "none"
    _read_keys(table, policy)
    return {f"policy.{key}": value for key, value in policy.items()}


def _read_flags(table: Table, group: str, names: tuple[str, ...]) -> dict[str, str]:
    flags = {f"{group}.{name}": "yes" if table.flag(name) else "no" for name in names}
    _read_keys(table, names)
    return flags


def _read_keys(table: Table, names: dict[str, str] | tuple[str, ...]) -> None:
    """A default that was not looked up counts as read, so that only strangers are refused."""
    table.read.update(names)
    table.finish()
