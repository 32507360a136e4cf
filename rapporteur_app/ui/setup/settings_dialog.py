"""Every setting of the selection in one dialog, grouped by kind; what was changed is saved as one act."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import LANGUAGE_NAMES, Message, message
from rapporteur_app.ui.dates import as_iso, shown
from rapporteur_app.ui.setup.ask_dialog import AskDialog, Asked, Group
from rapporteur_app.ui.setup.words import zones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.ui.page import Page
    from rapporteur_app.workspace import Reader

DATES = ("deadline", "scoring_deadline", "consultation_start", "consultation_end", "event_start", "event_end")
COUNTS = ("quorum", "shortlist_min", "shortlist_max")
CHOICES: dict[str, tuple[tuple[str, Message], ...]] = {
    "policy.aggregate": (
        ("mean", message("by their mean")),
        ("median", message("by their median")),
        ("trimmed", message("by their mean without the highest and lowest")),
    ),
    "policy.incomplete": (
        ("exclude", message("is not ranked")),
        ("renormalise", message("is ranked by the other criteria")),
    ),
    "policy.below_threshold": (
        ("reason", message("needs a reason of its own")),
        ("exclude", message("cannot stand on it")),
    ),
    "policy.affinity": (("allow", message("the member scores")), ("recuse", message("the member does not score"))),
    "policy.opening": (("two", message("chair and witness together")), ("one", message("the chair alone"))),
    "policy.late": (("admitted", message("if the chair admits them")),),
}
HIDDEN = (("no", message("shown to who scores")), ("yes", message("hidden from who scores")))
PUBLISHED = (("no", message("not published")), ("yes", message("published")))
FIELDS: dict[str, Message] = {
    "blind.name": message("Name"),
    "blind.gender": message("Gender"),
    "blind.age_group": message("Age group"),
    "blind.country": message("Country"),
    "blind.nationality": message("Nationality"),
    "blind.organisation": message("Organisation"),
    "blind.contact": message("E-mail and telephone"),
    "blind.nominator": message("Who nominated"),
    "blind.statement": message("Statement"),
    "publish.scores": message("Scores"),
    "publish.members": message("Names of the members"),
    "publish.comments": message("Comments"),
    "publish.candidates": message("Names of the candidates"),
    "publish.replies": message("Replies"),
}
HINTS: dict[str, Message] = {
    "policy.tie_break": message("Codes of criteria, the first one first: EXP, NET"),
    "policy.score_sheets": message("Members by their number: M2, M5"),
}
FROZEN = message(
    "These rules were frozen together with the criteria. Load the criteria again as a new version to change them."
)
SIGNED_UNDER = message(
    "What the decision was signed under can no longer change. To change it, take the signature back first."
)


@dataclass(frozen=True)
class Held:
    """What can no longer change: the rules after the freeze, what the decision stands under after the signature."""

    frozen: bool = False
    signed: bool = False

    def holds(self, key: str) -> bool:
        """Whether a setting stays as it is."""
        from rapporteur_app.setup.settings import SIGNED

        return (self.frozen and key.startswith(("policy.", "blind."))) or (self.signed and key in SIGNED)


def held(reader: "Reader") -> Held:
    """What can no longer change in this selection."""
    from sqlmodel import col

    from rapporteur_app.model import DecisionSignature, RubricVersion

    newest = reader.first(RubricVersion, col(RubricVersion.version).desc())
    return Held(
        frozen=newest is not None and bool(newest.frozen_at), signed=reader.first(DecisionSignature) is not None
    )


def settings_dialog(
    page: "Page[Any]", values: dict[str, str], members: "Sequence[tuple[str, Message | str]]", fixed: Held
) -> AskDialog:
    """The dialog with every setting; it saves those that were changed."""
    from rapporteur_app.setup.settings import KINDS, change_settings

    language = page.desk.catalogue.language

    def save(dialog: AskDialog, answers: dict[str, str]) -> None:
        typed = {key: as_iso(text, language) if key in DATES else text for key, text in answers.items()}
        changed = {key: text for key, text in typed.items() if text != values[key] and not fixed.holds(key)}
        if changed:
            page.act(change_settings, changed, done=lambda _none: dialog.finish(), failed=dialog.refuse)
        else:
            dialog.finish()

    asked = [_asked(key, values[key], kind.about, members, fixed) for key, kind in KINDS.items()]
    return AskDialog(
        page, page.desk.catalogue, message("Settings"), asked, message("&Save"), save, groups=_groups(fixed)
    )


def _groups(fixed: Held) -> dict[str, Group]:
    frozen = FROZEN if fixed.frozen else None
    unblind = message("What the members who score do not get to see of a dossier. It holds from the freeze on.")
    return {
        "selection": Group(message("Selection"), SIGNED_UNDER if fixed.signed else None),
        "dates": Group(
            message("Dates"),
            message("A date as 2026-11-25, a moment as 2026-11-25 23:59, in the selection's time zone."),
        ),
        "policy": Group(message("Rules"), frozen or message("They are frozen together with the criteria.")),
        "blind": Group(message("Hidden"), frozen or unblind),
        "publish": Group(message("Published"), message("Without effect until there are public exports.")),
    }


def _asked(key: str, value: str, about: Message, members: "Sequence[tuple[str, Message | str]]", fixed: Held) -> Asked:
    kind = key.partition(".")[0]
    group = (
        "dates" if key in DATES else "policy" if key.startswith("shortlist") else kind if "." in key else "selection"
    )
    made = Asked(key, FIELDS.get(key, about), value, fixed=fixed.holds(key), group=group, hint=HINTS.get(key))
    if key in CHOICES:
        return replace(made, choices=CHOICES[key])
    if kind in ("blind", "publish"):
        return replace(made, choices=HIDDEN if kind == "blind" else PUBLISHED)
    if key == "language":
        return replace(made, choices=list(LANGUAGE_NAMES.items()))
    if key == "zone":
        return replace(made, choices=[(zone, zone) for zone in zones()], editable=True)
    if key == "chair":
        return replace(made, choices=members)
    if key in DATES:
        return replace(made, value=shown(value))
    return replace(made, lines=5) if key == "terms" else made
