"""A reply as it was written down, and as it is understood: who says what about whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapporteur_app.consultation.moments import moment
from rapporteur_app.consultation.shortlist import ShortlistNames, plain
from rapporteur_app.consultation.stakeholders import NO, YES, by_organisation, is_registered
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import ReplyKind, Stakeholder, Texts
from rapporteur_app.setup.settings import setting

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader

NO_REPLY = frozenset({"", "no_reply", "none"})
"""What stands for a reply where none was given."""

TRANSLATION = re.compile(r"translation[._ -]([a-z]{2,3})")
"""A column that holds the text in another language: translation.en."""

LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class NewReply:
    """A reply as it was written down. `at` without an offset is meant in the selection's zone; blank is now."""

    stakeholder: str
    candidate: str
    reply: str
    text: str = ""
    language: str = ""
    translations: Texts = field(default_factory=dict)
    confidential: str = ""
    channel: str = ""
    at: str = ""

    @classmethod
    def of(cls, row: Mapping[str, str]) -> NewReply:
        """The reply in a row of a table; cells that are not a reply's are left out."""
        cells = {key: (value or "").strip() for key, value in row.items()}
        names = ("stakeholder", "candidate", "reply", "text", "language", "confidential", "channel", "at")
        found = {match[1]: cells[key] for key in cells if cells[key] and (match := TRANSLATION.fullmatch(key))}
        who = cells.get("stakeholder") or cells.get("organisation", "")
        return cls(**{**{name: cells.get(name, "") for name in names}, "stakeholder": who}, translations=found)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was replied."""
        return _word(self.reply) in NO_REPLY and not self.text


@dataclass(frozen=True)
class Understood:
    """A reply with its stakeholder, candidate and values found.

    `stakeholder` is None if it was never heard of; `usual_language` is the stakeholder's, where the reply names none.
    """

    organisation: str
    stakeholder: int | None
    registered: bool
    candidate: int
    kind: ReplyKind
    text: str
    language: str
    usual_language: str
    translations: Texts
    confidential: bool
    channel: str
    at: str | None
    warnings: tuple[Message, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """Who says it about whom: a second reply of the same key replaces the first."""
        return plain(self.organisation), self.candidate


class Understanding:
    """Finds what replies mean: the register, the shortlist and the zone, read once."""

    def __init__(self, reader: Reader) -> None:
        self._names = ShortlistNames(reader)
        self._by_name = by_organisation(reader)
        self._by_id = {stakeholder.short_id: stakeholder for stakeholder in self._by_name.values()}
        self._zone = setting(reader, "zone")

    def of(self, said: NewReply) -> Understood:
        """What a reply means.

        Raises:
            BadInput: no stakeholder, a candidate who is not on the shortlist, no such kind of reply, language or time.
        """
        stakeholder = self._stakeholder(said.stakeholder)
        confidential, warnings = _confidential(said.confidential)
        return Understood(
            organisation=stakeholder.organisation if stakeholder else " ".join(said.stakeholder.split()),
            stakeholder=stakeholder.id if stakeholder else None,
            registered=stakeholder is not None and is_registered(stakeholder),
            candidate=self._names.find(said.candidate),
            kind=_kind(said.reply),
            text=said.text.strip(),
            language=_language(said.language),
            usual_language=stakeholder.language if stakeholder else "",
            translations={_language(code): text for code, text in said.translations.items()},
            confidential=confidential,
            channel=_word(said.channel),
            at=moment(said.at, self._zone) if said.at.strip() else None,
            warnings=warnings,
        )

    def _stakeholder(self, text: str) -> Stakeholder | None:
        if not text.strip():
            raise BadInput(message("The stakeholder is missing. Say who replied, by id or organisation."))
        found = self._by_name.get(plain(text)) or self._by_id.get(text.strip().upper())
        if found is None and re.fullmatch(r"[Ss]?[0-9]+", text.strip()):
            raise BadInput(message("There is no stakeholder {id} in the register.", id=text.strip()))
        return found


def _word(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().casefold())


def _kind(text: str) -> ReplyKind:
    try:
        return ReplyKind(_word(text))
    except ValueError as error:
        known = ", ".join(kind.value for kind in ReplyKind)
        raise BadInput(message("“{text}” is not a reply. Replies: {known}.", text=text, known=known)) from error


def _language(text: str) -> str:
    code = text.strip().lower()
    if code and not LANGUAGE.fullmatch(code):
        raise BadInput(message("“{text}” is not a language code such as es.", text=text))
    return code


def _confidential(text: str) -> tuple[bool, tuple[Message, ...]]:
    """Whether a reply is confidential; a word that says neither is taken for a yes."""
    word = text.strip().casefold()
    if not word or word in NO:
        return False, ()
    if word in YES:
        return True, ()
    return True, (message("“{text}” is neither yes nor no; the reply is kept as confidential.", text=text),)
