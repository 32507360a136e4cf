"""What may stand in the cell of an answer, in words: the scale's steps and their meaning, IE, AB, pass, concern."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapporteur_app.i18n import LANGUAGES, Catalogue, Message, catalogue, message
from rapporteur_app.scoring.answers import scale_values
from rapporteur_app.setup.template_parts import localized

if TYPE_CHECKING:
    from rapporteur_app.setup.rubric import Criterion, Scale

LONGEST_LABEL = 120
"""Characters of a choice: a drop-down is not wider, and a spreadsheet's search for a text ends at 255."""

VERDICTS: dict[str, Message] = {"pass": message("the candidate passes"), "concern": message("there is a concern")}
WITHOUT: dict[str, Message] = {"IE": message("insufficient evidence"), "AB": message("I abstain")}

CONCERN = message("A concern asks for a comment.")
COMMENT_RULES = {
    "always": message("Each score asks for a comment."),
    "extremes": message("The lowest and the highest score ask for a comment."),
}


class Choice(NamedTuple):
    """One thing that may stand in a cell: as a member reads it, and as a score file writes it."""

    label: str
    value: float | str


def choices(criterion: Criterion, scale: Scale, words: Catalogue) -> list[Choice]:
    """What a drop-down offers for a criterion, lowest score first, in the words of a language."""
    if criterion.kind == "gate":
        found = [Choice(_labelled(value, words.render(told)), value) for value, told in VERDICTS.items()]
    else:
        anchors = dict(levels(criterion, words.language))
        found = [_scored(value, anchors.get(value, "")) for value in scale_values(scale)]
    return [*found, *(Choice(_labelled(value, words.render(told)), value) for value, told in WITHOUT.items())]


def meanings(criterion: Criterion, scale: Scale) -> dict[str, str]:
    """What people write for a choice, by `plain` text: its label, or its meaning alone, in any language.

    The values are as a score file writes them. A text that may mean two of them is left out.
    """
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for label, value in _said(criterion, scale, catalogue(language)):
            found.setdefault(plain(label), set()).add(written(value))
    return {text: values.pop() for text, values in found.items() if len(values) == 1 and text}


def comment_asked(criterion: Criterion) -> Message | None:
    """When a criterion asks for a comment, in a sentence; None where it never does."""
    return CONCERN if criterion.kind == "gate" else COMMENT_RULES.get(str(criterion.comment_rule))


def written(value: float | str) -> str:
    """A choice's value as a score file writes it."""
    return value if isinstance(value, str) else f"{value:g}"


def plain(text: str) -> str:
    """A text without the differences of dashes, spaces and capitals."""
    return " ".join(text.replace("—", "–").replace(" - ", " – ").split()).casefold()


def _said(criterion: Criterion, scale: Scale, words: Catalogue) -> list[Choice]:
    """All labels of a language, and all meanings without what stands before them."""
    told: dict[str, Message] = {**WITHOUT, **(VERDICTS if criterion.kind == "gate" else {})}
    alone = [Choice(words.render(text), value) for value, text in told.items()]
    by_level = [] if criterion.kind == "gate" else levels(criterion, words.language)
    return [*choices(criterion, scale, words), *alone, *(Choice(text, value) for value, text in by_level)]


def levels(criterion: Criterion, language: str) -> list[tuple[float, str]]:
    """The levels of a criterion that have a meaning, lowest first, and the meaning in a language."""
    known = sorted({float(level) for texts in criterion.anchors.values() for level in texts})
    texts = {level: {each: told.get(level, "") for each, told in criterion.anchors.items()} for level in known}
    return [(level, " ".join(localized(texts[level], language).split())) for level in known]


def _scored(value: float, meaning: str) -> Choice:
    return Choice(_labelled(f"{value:g}", meaning), value)


def _labelled(value: str, meaning: str) -> str:
    label = f"{value} – {meaning}" if meaning else value
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
