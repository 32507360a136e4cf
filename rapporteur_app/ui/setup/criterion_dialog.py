"""One criterion asked for in full: its kind and weight, and its words in the four languages."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import LANGUAGES, Message, message
from rapporteur_app.setup.criteria_editing import edited, names_of, row_of
from rapporteur_app.setup.names import Names
from rapporteur_app.setup.rubric import Rubric
from rapporteur_app.ui.dialogs.asking import data
from rapporteur_app.ui.setup.ask_dialog import AskDialog, Asked, Group
from rapporteur_app.ui.setup.words import COMMENT_RULES, KINDS

if TYPE_CHECKING:
    from rapporteur_app.ui.page import Page

ABOUT = "about"
FIELDS: dict[str, Message] = {
    "code": message("&Code"),
    "kind": message("&Kind"),
    "weight": message("&Weight"),
    "threshold": message("&Threshold"),
    "comment_rule": message("C&omment"),
}
HINTS: dict[str, Message] = {
    "code": message("A short word such as KNOW, by which score files name it."),
    "weight": message("Weights count next to each other."),
    "threshold": message("A value under it is marked in the results. Blank: none."),
}
CHOICES: Mapping[str, Mapping[str, Message]] = {"kind": KINDS, "comment_rule": COMMENT_RULES}


class CriterionDialog(AskDialog):
    """Asks for one criterion. The rubric with it goes to `save`, and the dialog closes when that worked."""

    def __init__(
        self,
        page: "Page[Any]",
        rubric: Rubric,
        code: str | None,
        save: Callable[[AskDialog, Rubric], object],
        *,
        about: Message | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            page: the page of the criteria.
            rubric: the criteria as they are.
            code: the one to say anew; None for a new one.
            save: takes the dialog and the changed rubric.
            about: a paragraph over the fields.
        """
        known = rubric.criterion(code) if code else None
        row = row_of(rubric, code) if code else {"kind": "scored", "comment_rule": "never"}
        names = names_of(rubric.scale, known)

        def act(dialog: AskDialog, answers: dict[str, str]) -> None:
            try:
                changed = edited(rubric, code, answers)
            except RapporteurError as refusal:
                dialog.refuse(refusal)
                return
            save(dialog, changed)

        title = message("Criterion {code}", code=code) if code else message("A new criterion")
        fields = [asked(name, row.get(name, "")) for name in names]
        words = page.desk.catalogue
        super().__init__(
            page, words, title, fields, message("&Save"), act, about=about, groups=groups(row, page.desk.names)
        )
        for name, field in self.fields.items():
            if name.startswith(("anchors", "description")):
                field.setMaximumHeight(field.minimumHeight())


def groups(row: Mapping[str, str], names: Names) -> dict[str, Group]:
    """The tabs: the criterion itself, and its words by language; a language without words says so."""
    found = {ABOUT: Group(message("Criterion"))}
    for language in LANGUAGES:
        empty = not any(f".{language}" in name and text for name, text in row.items())
        told = data(tongue(names, language))
        found[language] = Group(message("{language} (nothing yet)", language=told) if empty else told)
    return found


def tongue(names: Names, language: str) -> str:
    """The name of a language, as a heading."""
    name = names.language(language)
    return name[:1].upper() + name[1:]


def asked(name: str, value: str) -> Asked:
    """The field for one name of the rubric table."""
    if name in FIELDS:
        choices = tuple(CHOICES.get(name, {}).items())
        return Asked(name, FIELDS[name], value, HINTS.get(name), choices, group=ABOUT, needed=name == "code")
    kind, language, *level = name.split(".", 2)
    labels = {"title": message("&Title"), "description": message("&Description")}
    label = labels.get(kind) or message("What {score} means", score=level[0])
    return Asked(name, label, value, lines=1 if kind == "title" else 4 if kind == "description" else 2, group=language)
