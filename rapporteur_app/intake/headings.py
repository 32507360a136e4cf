"""The header of a sheet: one row or two, the groups that columns stand in, and columns that are choices of a question.

SurveyMonkey writes a question in one row and its choices in the next; KoboToolbox puts groups before a name
('nominee/email') and gives each choice of a question a column ('areas/1') with 0 or 1; LimeSurvey puts the choice in
brackets ('area[1]'). People merge cells over several columns.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapporteur_app.intake.answers import NO, YES
from rapporteur_app.intake.cells import cell_name, displayed, is_blank
from rapporteur_app.intake.fields import FIELD, Kind
from rapporteur_app.intake.folding import folded
from rapporteur_app.intake.header_words import Sense, sense_of, sense_within
from rapporteur_app.intake.tongues import is_level, is_not_spoken, language_of, read_languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rapporteur_app.intake.cells import Cell

JOINT = " – "
"""What stands between the two lines of a header."""

LOOKED_AT = 400
"""Rows under a header that are looked at for marks."""

ANSWER_WORDS = frozenset(
    ("response", "open ended response", "respuesta", "respuesta abierta", "resposta", "resposta aberta", "reponse",
     "reponse libre", "reponse ouverte")
)  # fmt: skip
"""What stands under a question that has one answer only."""

OTHER_WORDS = frozenset(
    ("other", "others", "otro", "otra", "otros", "otras", "outro", "outra", "outros", "outras", "autre", "autres",
     "oth", "other please specify", "otro especifique", "otra especifique", "otro por favor especifique",
     "outro especifique", "outro por favor especifique", "autre veuillez preciser")
)  # fmt: skip
"""The choice beside which people write one of their own."""

SENT_AT = "_submission_time"
"""When a form reached KoboToolbox, in UTC."""

OF_THE_TOOL = frozenset(("_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags", "_index"))
OF_THE_DEVICE = frozenset(("start", "end", "today", "username", "deviceid", "phonenumber", "simserial", "audit"))
"""Columns that KoboToolbox adds, which resemble fields."""

NO_ANSWER = frozenset(("", "n a", "na"))
CODES = re.compile(r"[^\s/]+(?:/[^\s/]+)+")
PUNCTUATED = re.compile(r"(.*?\S)(?::|\s[-–—])\s+(\S.*)", re.DOTALL)
BEFORE_TEXT = re.compile(r"[A-Za-z]\w*(?:\[[^\]]*\])?\.\s+(?=\S)")
"""The code that LimeSurvey can put before a question's text."""

BRACKETED = re.compile(r"(.*?\S)\s*\[([^\[\]]+)\]\s*", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """A header taken apart: the question or group that it belongs to, and what it is there."""

    group: str
    label: str


@dataclass(frozen=True)
class Heading:
    """What stands over the columns of a sheet.

    `texts` names each column once; `depth` counts the rows; `parts` are those of headers that belong together with
    others; `options` gives each column that is a choice of a question the places of all of that question's choices.
    """

    texts: tuple[str, ...]
    depth: int = 1
    parts: Mapping[int, Part] = field(default_factory=dict)
    options: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def unique_headers(cells: Sequence[Cell], width: int) -> list[str]:
    """The headers of a sheet's columns, each once: a second 'E-mail' is 'E-mail (2)', one without text 'Column C'."""
    texts = [displayed(cell) for cell in cells] + [""] * (width - len(cells))
    found: list[str] = []
    used: set[str] = set()
    counts: Counter[str] = Counter()
    for place, text in enumerate(texts):
        name = text if text.strip() else f"Column {cell_name(1, place)[:-1]}"
        counts[name] += 1
        fresh = name if name not in used else f"{name} ({counts[name]})"
        while fresh in used:
            counts[name] += 1
            fresh = f"{name} ({counts[name]})"
        used.add(fresh)
        found.append(fresh)
    return found


def heading_of(rows: Sequence[Sequence[Cell]], header_row: int) -> Heading:
    """What stands over the columns of a sheet whose header starts in a row (counted from 1)."""
    width = max((len(row) for row in rows[header_row - 1 :]), default=0)
    first = _texts(rows, header_row - 1, width)
    second = _texts(rows, header_row, width)
    depth, joined = 1, {}
    if _is_tagged(second):
        depth = 2
    elif _is_answered(second) or _is_grouped(rows, header_row, first, second):
        depth, joined = 2, dict(_joined(first, second))
    texts = [f"{part.group}{JOINT}{part.label}" if part.label else part.group for part in joined.values()] or first
    below = rows[header_row - 1 + depth :][:LOOKED_AT]
    parts = joined if joined else _parts(first)
    options = _options(parts, below)
    if depth == 1:
        punctuated = {place: part for place, part in _punctuated(first) if place not in parts}
        more = _options(punctuated, below)
        options, parts = options | more, parts | {place: punctuated[place] for place in more}
    return Heading(tuple(unique_headers(texts, width)), depth, parts, options)


def is_upper_line(rows: Sequence[Sequence[Cell]], row: int) -> bool:
    """Whether a row (counted from 1) is the upper line of a header, and no title above one.

    It is if the lower one says what the answers are, or the same of several groups, or if it names a person.
    """
    if heading_of(rows, row).depth == 1:
        return False
    width = max((len(cells) for cells in rows[row - 1 :]), default=0)
    first, second = _texts(rows, row - 1, width), _texts(rows, row, width)
    if _is_answered(second) or _is_tagged(second):
        return True
    titles = [text for text in first if text.strip()]
    if len(titles) == 1 and first[0].strip():
        return False
    labels = [folded(text) for text in second if text.strip()]
    return len(set(labels)) < len(labels) or any((sense := sense_of(text)) and sense.role for text in titles)


def sense_at(heading: Heading, place: int) -> Sense | None:
    """What a column's header seems to ask, with the group or the question that it stands in."""
    text, part = heading.texts[place].strip(), heading.parts.get(place)
    if text in OF_THE_TOOL or (text in OF_THE_DEVICE and SENT_AT in heading.texts):
        return None
    if part is None:
        return sense_of(heading.texts[place])
    if place in heading.options or not part.label:
        group, slash, label = part.group.rpartition("/")
        coded = slash and CODES.fullmatch(part.group.strip())
        return sense_within(group, label) if coded else sense_of(part.group)
    return sense_within(part.group, part.label)


def summaries(heading: Heading) -> frozenset[int]:
    """The columns that sum up a question whose choices have columns of their own."""
    asked = {heading.parts[place].group.strip() for place in heading.options}
    return frozenset(place for place, text in enumerate(heading.texts) if text.strip() in asked)


def _texts(rows: Sequence[Sequence[Cell]], index: int, width: int) -> list[str]:
    row = rows[index] if index < len(rows) else []
    texts = [displayed(cell) for cell in row]
    return texts + [""] * (width - len(texts))


def _is_tagged(second: Sequence[str]) -> bool:
    """Whether a row holds tags of the humanitarian exchange language, which KoboToolbox can write under its headers."""
    filled = [text for text in second if text.strip()]
    return bool(filled) and all(re.fullmatch(r"#\w+(?:\s*\+\w+)*", text.strip()) for text in filled)


def _is_answered(second: Sequence[str]) -> bool:
    """Whether a row says of each question what its answers are: 'Response', 'Open-Ended Response', choices."""
    words = [folded(text) for text in second]
    return bool(words) and (not words[0] or words[0] in ANSWER_WORDS) and any(one in ANSWER_WORDS for one in words)


def _is_grouped(
    rows: Sequence[Sequence[Cell]], header_row: int, first: Sequence[str], second: Sequence[str]
) -> bool:  # fmt: skip
    """Whether a row is the lower line of a header: under a group's title several columns say which field they hold."""
    cells = rows[header_row] if header_row < len(rows) else []
    if any(not isinstance(cell, str) for cell in cells if not is_blank(cell)) or any("@" in text for text in second):
        return False
    gaps = [place for place, text in enumerate(first) if not text.strip() and second[place].strip()]
    titled = [place for place in gaps if any(text.strip() for text in first[:place])]
    known = {folded(text) for text in second if _is_known(text)}
    return bool(titled) and len(known) >= 2


def _is_known(text: str) -> bool:
    sense = sense_of(text, fuzzy=False) if 0 < len(text) <= 80 else None
    return sense is not None and sense.confidence >= 0.9


def _joined(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, Part]]:
    """Both lines of each column's header: a title holds for the columns after it that have only a lower line."""
    title = ""
    for place, (above, below) in enumerate(zip(first, second, strict=True)):
        title = above if above.strip() else title if below.strip() else ""
        below = "" if folded(below) in ANSWER_WORDS else below
        yield place, Part(title, below) if title.strip() else Part(below, "")


def _parts(texts: Sequence[str]) -> dict[int, Part]:
    """The headers that are made of a group and a label: 'nominee/email', 'area[1]', 'Which areas? [Borders]'."""
    found: dict[int, Part] = {}
    shared: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        bracketed = BRACKETED.fullmatch(BEFORE_TEXT.sub("", text, count=1))
        group, slash, label = text.rpartition("/")
        if bracketed:
            found[place] = Part(bracketed[1], bracketed[2])
        elif slash and group.strip() and label.strip():
            found[place] = Part(group, label)
        if place in found:
            shared[found[place].group].append(place)
    plain = {text.strip() for text in texts}
    return {
        place: part
        for place, part in found.items()
        if len(shared[part.group]) > 1 or part.group.strip() in plain or CODES.fullmatch(texts[place].strip())
    }


def _punctuated(texts: Sequence[str]) -> Iterator[tuple[int, Part]]:
    """The headers that may be a question and a choice: 'Areas: Borders', 'Areas - Borders'."""
    for place, text in enumerate(texts):
        found = PUNCTUATED.fullmatch(text.strip())
        if found:
            yield place, Part(found[1], found[2])


def _options(parts: Mapping[int, Part], rows: Sequence[Sequence[Cell]]) -> dict[int, tuple[int, ...]]:
    """The columns that are choices of one question: of one group, and holding nothing but marks."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, part in parts.items():
        if part.label:
            groups[part.group].append(place)
    found: dict[int, tuple[int, ...]] = {}
    for places in groups.values():
        if _are_options(places, parts, rows):
            found.update(dict.fromkeys(places, tuple(places)))
    return found


def _are_options(places: Sequence[int], parts: Mapping[int, Part], rows: Sequence[Sequence[Cell]]) -> bool:
    labels = {place: parts[place].label for place in places}
    if len(places) < 2 or any(_is_question(label) for label in labels.values()):
        return False
    marked = False
    for row in rows:
        for place in places:
            text = folded(displayed(row[place])) if place < len(row) else ""
            if text in NO_ANSWER or folded(labels[place]) in OTHER_WORDS:
                continue
            marks = text in YES or text in NO or text == folded(labels[place])
            if not marks and not _is_of_languages(labels[place], displayed(row[place])):
                return False
            marked = True
    return marked


def _is_of_languages(label: str, text: str) -> bool:
    """Whether a cell is one of a grid of languages: how well the column's is spoken, or which are spoken so well."""
    if language_of(label):
        return is_level(text)
    return is_level(label) and read_languages(text).value is not None and read_languages(text).problem is None


def _is_question(label: str) -> bool:
    """Whether a label asks for a yes or a no itself: it is no choice then."""
    sense = sense_of(label, fuzzy=False)
    known = FIELD.get(sense.attribute) if sense else None
    return known is not None and known.kind is Kind.YES_NO


def chosen(heading: Heading, places: Sequence[int], row: Sequence[Cell]) -> str:
    """The choices that a row marks among the options at these places, joined as other forms join them."""
    found = []
    for place in places:
        text = displayed(row[place]).strip() if place < len(row) else ""
        words, label = folded(text), heading.parts[place].label
        if words in NO_ANSWER or words in NO:
            continue
        if words not in YES and words != folded(label) and _is_of_languages(label, text):
            found += [] if is_not_spoken(text) else [_with_level(label.strip(), text)]
            continue
        found.append(text if folded(label) in OTHER_WORDS and words not in YES else label.strip())
    return "; ".join(found)


def _with_level(label: str, text: str) -> str:
    """A language of a grid, or several, with how well it is spoken: 'Español (Avanzado)'."""
    return f"{text} ({label})" if is_level(label) else f"{label} ({text})"


def agreed(heading: Heading, places: Sequence[int], row: Sequence[Cell]) -> str:
    """One yes or no for several columns that ask for one each, such as the days of an event: yes if all say so.

    Where they differ, the labels of those that say yes are given, for a person to judge.
    """
    words = [folded(displayed(row[place])) for place in places if place < len(row)]
    said = [word for word in words if word not in NO_ANSWER]
    if said and all(word in NO for word in said):
        return "no"
    return "yes" if len(said) == len(places) and all(word in YES for word in said) else chosen(heading, places, row)
