"""What a header says: whom it speaks of, and what it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.fields import Scope
from rapporteur_app.intake.folding import folded, unnumbered, without_endings, words_in
from rapporteur_app.intake.synonyms import (
    IGNORED,
    NOMINATOR_WORDS,
    NOMINEE_WORDS,
    OWN_WORDS,
    SMALL_WORDS,
    SYNONYMS,
    THIRD_PERSON,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Words = tuple[str, ...]

LONGEST_PHRASE = 7
LONGEST_HEADER = 60
"""Words of a header that are looked at."""

ALIKE = 87
"""From this likeness on (0 to 100) a misspelled header is taken for a known one."""

SELF_CONTAINED = words_in(
    "name nombre nome nom names nombres nomes noms date data fecha year ano annee end group grupo groupe category "
    "categoria categorie role title number link url why person persona pessoa personne notes reason motivo "
    "support apoyo apoio appui id mail company employer entity sector setor secteur age sex tel migrant position "
    "function cargo country pais pays rol post website declaration statement resume reference start received "
    "submitted structure area areas temas themes topics lien enlace enlaces "
    "objective objectives objetivo objetivos objectif objectifs"
)
"""Words that mean a field when they stand alone; within a longer header they may speak of anything."""

OF_ANYBODY = words_in("objective objetivo objectif")
"""Words that may speak of anything within a longer header even where it names a person: everybody has some aim."""

BARRED = words_in("birth nacimiento nascimento naissance event evento evenement relationship relacion relacao")
"""Words that turn a header into something that no field holds."""

ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st primer primera primero primeiro primeira premier premiere",
         "second 2nd segundo segunda deuxieme seconde",
         "third 3rd tercer tercera tercero terceiro terceira troisieme",
         "fourth 4th cuarto cuarta quarto quarta quatrieme",
         "fifth 5th quinto quinta cinquieme"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip


WHY = ("por", "que")
"""'Why do you nominate' is no 'who nominates', although it ends like 'persona que nomina'."""

NUMBERED_NAMES = words_in("name names nombre nombres nome nomes apellido apellidos surname sobrenome nom prenom")
"""After 'first' or 'second', a name of one person and no second person."""


@dataclass(frozen=True)
class Sense:
    """What a header seems to ask.

    `role` is whom it names (None where it names nobody), `own` whether it addresses whoever fills in the form, `third`
    whether its words for that may also speak of a third person,
    `slot` the number of the nominee ('Nominee 2'), `confidence` is from 0 to 1.
    """

    attribute: str
    role: Scope | None
    own: bool
    slot: int | None
    confidence: float
    reason: Message
    third: bool = False


@lru_cache(maxsize=4096)
def sense_of(header: str, *, fuzzy: bool = True) -> Sense | None:
    """What a header asks; None if that is no field, or not known."""
    variants = [_Variant(text) for text in _variants(_apart(header))]
    if not variants or any(set(v.words) & BARRED or " ".join(v.bare) in _ignored() for v in variants[:1]):
        return None
    for find in (_exact, _phrase, _near) if fuzzy else (_exact, _phrase):
        for variant in variants:
            found = find(variant)
            if found is not None:
                return found
    return None


def sense_within(group: str, label: str) -> Sense | None:
    """What a header asks that stands in a group, such as 'E-mail' under 'Nominee': the group may say of whom."""
    sense = sense_of(label)
    if sense is None:
        return sense_of(f"{group} {label}")
    around = _Variant(group)
    found = replace(sense, role=sense.role or around.role, slot=sense.slot or around.slot)
    return found if sense.own or not around.own else replace(found, own=True, third=around.third)


class _Variant:
    """One way of looking at a header: its words, the role they name, and what remains without it."""

    def __init__(self, text: str) -> None:
        self.words: Words = tuple(folded(text).split()[:LONGEST_HEADER])
        self.bare = _without_small(self.words)
        self.role, rest = _role_of(self.words)
        own = set(rest) & _own_words()
        self.own, self.third = bool(own), bool(own) and own <= _third_person()
        self.slot = _slot(self.words)
        numbers = {str(self.slot)} | set(ORDINALS) if self.slot else set()
        self.rest = tuple(w for w in _without_small(rest) if w not in _own_words() and w not in numbers)

    def sense(self, attribute: str, confidence: float, reason: Message) -> Sense:
        """The sense of the header if it asks this."""
        return Sense(attribute, self.role, self.own, self.slot, confidence, reason, self.third)


def _apart(header: str) -> str:
    """A code such as 'nomineeEmail' or 'nomineeemail' as words: some tools allow neither spaces nor underscores."""
    code = header.strip()
    if not code.isalnum() or not code.isascii():
        return header
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", code)
    if " " in words or (words.lower(),) in _attributes() or (words.lower(),) in _roles():
        return words
    for (role, *more), length in ((role, len(role[0])) for role in _roles()):
        if not more and words.lower().startswith(role) and (words[length:].lower(),) in _attributes():
            return f"{role} {words[length:]}"
    return words


def _variants(header: str) -> list[str]:
    """The header whole, without brackets, and line by line."""
    whole = without_endings(unnumbered(header))
    lines = [re.sub(r"\(.*?\)|\[.*?\]|\(.*$", " ", line) for line in whole.splitlines() if line.strip()]
    return list(dict.fromkeys(text for text in [whole, " ".join(lines), *lines] if folded(text)))


def _exact(variant: _Variant) -> Sense | None:
    for words in (variant.bare, variant.rest):
        attribute = _attributes().get(words)
        if attribute is not None:
            said = message("the header says “{words}”", words=" ".join(words))
            return variant.sense(attribute, 1.0, said)
    if variant.role is not None and not variant.rest:
        return variant.sense("name", 1.0, message("the header names the person"))
    return None


def _phrase(variant: _Variant) -> Sense | None:
    """The longest known phrase inside the header; the more of the header it is, the surer."""
    best: Words = ()
    for phrase in _phrases(variant.rest):
        unbound = variant.role is None or phrase[0] in OF_ANYBODY
        alone = len(phrase) == 1 and phrase[0] in SELF_CONTAINED and unbound
        if not alone and phrase in _attributes() and _length(phrase) > _length(best):
            best = phrase
    if not best:
        return None
    share = _length(best) / max(_length(variant.rest), 1)
    said = message("the header holds “{words}”", words=" ".join(best))
    return variant.sense(_attributes()[best], round(0.55 + 0.4 * share, 2), said)


def _near(variant: _Variant) -> Sense | None:
    from rapidfuzz import fuzz, process

    text = " ".join(variant.rest)
    known = {" ".join(words): attribute for words, attribute in _attributes().items() if _length(words) > 4}
    best = process.extractOne(text, known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is None:
        return None
    said = message("the header resembles “{words}”", words=best[0])
    return variant.sense(known[best[0]], round(best[1] / 100 - 0.05, 2), said)


def _role_of(words: Words) -> tuple[Scope | None, Words]:
    """Whom the words name first, and the words without that; at one place the longest phrase counts."""
    for start in range(len(words)):
        if words[start - 1 : start + 1] == WHY:
            continue
        for length in range(min(LONGEST_PHRASE, len(words) - start), 0, -1):
            role = _roles().get(words[start : start + length])
            if role is not None:
                return role, words[:start] + words[start + length :]
    return None, words


def _slot(words: Words) -> int | None:
    for place, word in enumerate(words if len(words) > 1 else ()):
        if word in ORDINALS and words[place + 1 : place + 2] and words[place + 1] in NUMBERED_NAMES:
            continue
        if len(word) == 1 and word in "123456789":
            return int(word)
        if word in ORDINALS:
            return ORDINALS[word]
    return None


def _phrases(words: Words) -> Iterator[Words]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1):
            yield words[start:end]


def _length(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _without_small(words: Words) -> Words:
    small = _small_words()
    return tuple(word for word in words if word not in small)


def _listed(text: str) -> list[Words]:
    """The entries of a list: separated by commas or lines."""
    return [tuple(entry.split()) for line in text.splitlines() for entry in line.split(",") if entry.strip()]


@cache
def _roles() -> dict[Words, Scope]:
    found = dict.fromkeys(_listed(NOMINATOR_WORDS), Scope.NOMINATOR)
    return found | dict.fromkeys(_listed(NOMINEE_WORDS), Scope.NOMINEE)


@cache
def _attributes() -> dict[Words, str]:
    """What each phrase asks, also without its small words; where two claim a phrase, the first attribute has it."""
    found: dict[Words, str] = {}
    for attribute, text in SYNONYMS.items():
        for words in _listed(text):
            for form in (words, _without_small(words)):
                if form:
                    found.setdefault(form, attribute)
    return found


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word for words in _listed(SMALL_WORDS) for word in words)


@cache
def _own_words() -> frozenset[str]:
    return frozenset(word for words in _listed(OWN_WORDS) for word in words)


@cache
def _third_person() -> frozenset[str]:
    return frozenset(word for words in _listed(THIRD_PERSON) for word in words)


@cache
def _ignored() -> frozenset[str]:
    return frozenset(" ".join(form) for words in _listed(IGNORED) for form in (words, _without_small(words)))
