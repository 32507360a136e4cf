"""A report in one language: messages rendered, dates and numbers in the language's form, foreign texts marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from rapporteur_app.i18n import Message, message
from rapporteur_app.outputs.blocks import (
    Block,
    Country,
    Day,
    Figure,
    LanguageName,
    Paragraph,
    Piece,
    Report,
    Said,
    Table,
    Translated,
)
from rapporteur_app.outputs.widths import fitted, follows_number

if TYPE_CHECKING:
    from rapporteur_app.i18n import Catalogue

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class Run(TypedDict):
    """Text in one language; '' where it is nobody's language."""

    text: str
    lang: str


class WordedBlock(TypedDict, total=False):
    """A paragraph (`runs`, `style`) or a table (`header`, `rows`, `widths`, `numbers`, `gaps`)."""

    kind: str
    style: str
    runs: list[Run]
    header: list[list[Run]]
    rows: list[list[list[Run]]]
    widths: list[float]
    numbers: list[bool]
    gaps: list[bool]


class WordedSection(TypedDict):
    """A section with its heading."""

    title: str
    annex: bool
    blocks: list[WordedBlock]


class Document(TypedDict):
    """A report in one language: plain data that every writer takes as it is."""

    lang: str
    kind: str
    annex: str
    contents: str
    made: str
    page: str
    title: list[Run]
    subtitle: list[Run]
    facts: list[list[list[Run]]]
    sections: list[WordedSection]


def clean(text: str) -> str:
    """A text without the control characters that no document can hold."""
    return CONTROL.sub("", text)


def unmarked(runs: list[Run]) -> list[Run]:
    """Runs without the code of their language before them, as on the title page; the language itself stays known."""
    return [{"text": run["text"].removeprefix(f"[{run['lang']}] "), "lang": run["lang"]} for run in runs]


@dataclass(frozen=True)
class Wording:
    """Puts pieces into the language of a catalogue."""

    catalogue: Catalogue

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.catalogue.language

    @property
    def _locale(self) -> Locale:
        return Locale.parse(self.language)

    def runs(self, piece: Piece) -> list[Run]:
        """A piece as runs; a text in another language begins with its code in brackets."""
        if isinstance(piece, Message):
            return [{"text": clean(self.sentence(piece)), "lang": self.language}]
        if isinstance(piece, Said):
            return [self._said(piece.text, piece.language)]
        if isinstance(piece, Translated):
            return self._translated(piece)
        return [{"text": self._plain(piece), "lang": self.language}]

    def sentence(self, waiting: Message) -> str:
        """A message, with dates, numbers and texts inside it in this language."""
        return self.catalogue.text(waiting.msgid, **{name: self._value(v) for name, v in waiting.values.items()})

    def _value(self, value: object) -> object:
        if isinstance(value, Message):
            return self.sentence(value)
        if isinstance(value, Said | Translated):
            return " ".join(run["text"] for run in self.runs(value))
        if isinstance(value, Figure | Day | Country | LanguageName):
            return self._plain(value)
        return value

    def _said(self, text: str, language: str) -> Run:
        foreign = language and language != self.language
        return {"text": clean(f"[{language}] {text}" if foreign else text), "lang": language or self.language}

    def _translated(self, piece: Translated) -> list[Run]:
        texts = {language: text for language, text in piece.texts.items() if text}
        if not texts:
            return [self._said("–", "")]
        order = [self.language, piece.original, "en", *texts]
        shown = next(language for language in order if language in texts)
        found = [self._said(texts[shown], shown)]
        if piece.both and piece.original in texts and piece.original != shown:
            found.append(self._said(texts[piece.original], piece.original))
        return found

    def _plain(self, piece: Figure | Day | Country | LanguageName) -> str:
        if isinstance(piece, Figure):
            return self._figure(piece)
        if isinstance(piece, Day):
            return self._day(piece)
        names = self._locale.territories if isinstance(piece, Country) else self._locale.languages
        return str(names.get(piece.code, piece.code)) if piece.code else "–"

    def _figure(self, piece: Figure) -> str:
        if piece.value is None:
            return "–"
        decimals = "." + "0" * piece.decimals if piece.decimals else ""
        if piece.percent:
            pattern = self._locale.percent_formats[None].pattern.replace("##0", f"##0{decimals}")
            return format_percent(piece.value, pattern, self._locale)
        whole = not piece.decimals and not float(piece.value).is_integer()
        return format_decimal(piece.value, "#,##0.###" if whole else f"#,##0{decimals}", self._locale)

    def _day(self, piece: Day) -> str:
        try:
            moment = datetime.fromisoformat(piece.iso)
        except ValueError:
            return piece.iso
        if moment.tzinfo is not None:
            moment = moment.astimezone(ZoneInfo(piece.zone))
        day = format_date(date(moment.year, moment.month, moment.day), "long", self._locale)
        if not piece.hour:
            return day
        hour = f"{day}, {format_time(moment.time(), 'short', locale=self._locale)}"
        return f"{hour} ({piece.zone})" if piece.named else hour

    def block(self, block: Block) -> WordedBlock:
        """A paragraph or a table as plain data."""
        if isinstance(block, Paragraph):
            return {
                "kind": "paragraph",
                "style": block.style,
                "runs": [run for piece in block.pieces for run in self.runs(piece)],
            }
        return self._table(block)

    def _table(self, table: Table) -> WordedBlock:
        header = [self.runs(column.title) for column in table.columns]
        rows = [[self.runs(cell) for cell in row] for row in table.rows]
        texts = [[run["text"] for cell in column for run in cell] for column in zip(header, *rows, strict=True)]
        numbers = [column.number for column in table.columns]
        return {
            "kind": "table",
            "header": header,
            "rows": rows,
            "widths": fitted([column.width for column in table.columns], texts, numbers),
            "numbers": numbers,
            "gaps": follows_number(numbers),
        }


def worded(report: Report, catalogue: Catalogue) -> Document:
    """A report in the language of a catalogue; tables without rows are left out."""
    words = Wording(catalogue)
    say = words.sentence
    return {
        "lang": catalogue.language,
        "kind": say(message("Justification of the selection")),
        "annex": say(message("Annex")),
        "contents": say(message("Contents")),
        "made": say(message("Made with Rapporteur from the selection file.")),
        "page": say(message("Page")),
        "title": unmarked(words.runs(report.title)),
        "subtitle": unmarked(words.runs(report.subtitle)),
        "facts": [[words.runs(label), words.runs(value)] for label, value in report.facts],
        "sections": [
            {
                "title": say(section.title),
                "annex": section.annex,
                "blocks": [words.block(b) for b in section.blocks if not isinstance(b, Table) or b.rows],
            }
            for section in report.sections
        ],
    }
