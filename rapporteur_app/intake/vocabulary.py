"""The words of a selection, as cells of forms name them: constituencies, areas, objectives, genders, age groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from rapporteur_app.intake.folding import folded, holds_phrase, unnumbered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rapporteur_app.setup.template import Template

Key = TypeVar("Key", str, int)

ALIKE = 90
"""From this likeness on (0 to 100) a text names a term; below, a person must say."""


@dataclass(frozen=True)
class Term(Generic[Key]):
    """One choice: its code or number, and the names by which cells call it, in any language."""

    key: Key
    names: tuple[str, ...]


@dataclass(frozen=True)
class Terms(Generic[Key]):
    """The choices of one kind."""

    terms: tuple[Term[Key], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @cached_property
    def by_name(self) -> dict[str, Key]:
        """The choices by their folded names, codes and numbers."""
        found = {folded(name): term.key for term in self.terms for name in term.names}
        return {**found, **{folded(str(term.key)): term.key for term in self.terms}}

    def of(self, text: str) -> Key | None:
        """The one choice that a text names: exactly, by a phrase of it, or by being nearly the same; else None."""
        for seen in (text, unnumbered(text), re.sub(r"\(.*?\)", " ", text)):
            found = self.by_name.get(folded(seen))
            if found is not None:
                return found
        words = folded(unnumbered(text))
        return self._by_phrase(words) or self._alike(words)

    def _by_phrase(self, words: str) -> Key | None:
        """The choice whose name of two words or more stands in the text; a name within another is passed over."""
        held = [name for name in self.by_name if " " in name and holds_phrase(words, name)]
        longest = [name for name in held if not any(name != other and holds_phrase(other, name) for other in held)]
        keys = {self.by_name[name] for name in longest}
        return keys.pop() if len(keys) == 1 else None

    def _alike(self, words: str) -> Key | None:
        from rapidfuzz import fuzz, process

        near = process.extract(words, self.by_name.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        keys = {self.by_name[name] for name, _, _ in near}
        return keys.pop() if len(keys) == 1 else None


@dataclass(frozen=True)
class Vocabulary:
    """What cells are matched against; an empty list of terms means that the selection's template has none."""

    constituencies: Terms[str] = field(default_factory=lambda: Terms[str]())
    areas: Terms[int] = field(default_factory=lambda: Terms[int]())
    objectives: Terms[int] = field(default_factory=lambda: Terms[int]())
    genders: Terms[str] = field(default_factory=lambda: GENDERS)
    age_groups: Terms[str] = field(default_factory=lambda: Terms[str]())


GENDERS: Terms[str] = Terms(
    (
        Term("female", ("Female", "Woman", "F", "Femenino", "Femenina", "Mujer", "Feminino", "Mulher", "Féminin",
                        "Femme")),
        Term("male", ("Male", "Man", "Masculino", "Hombre", "Varón", "Homem", "Masculin", "Homme")),
        Term("other", ("Non-binary", "Nonbinary", "Other", "X", "No binario", "No binaria", "No binarie", "Otro",
                       "Otra", "Não binário", "Não binária", "Outro", "Outra", "Non binaire", "Autre")),
        Term("undisclosed", ("Prefer not to say", "Prefers not to say", "Undisclosed", "Prefiero no decirlo",
                             "Prefiero no responder", "Prefiro não dizer", "Prefiro não responder",
                             "Préfère ne pas répondre", "Je préfère ne pas répondre")),
    )
)  # fmt: skip
"""The genders where the template names none."""


def vocabulary_of(template: Template) -> Vocabulary:
    """The words that a template brings."""
    constituencies = Terms(tuple(Term(one.code, _names(one.name, one.words)) for one in template.constituencies))
    areas = Terms(tuple(Term(one.number, _names(one.name, one.words)) for one in template.areas))
    objectives = Terms(tuple(Term(number, _names(texts, {})) for number, texts in template.objectives.items()))
    return Vocabulary(
        constituencies, areas, objectives, _attribute(template, "gender") or GENDERS, _attribute(template, "age_group")
    )


def _attribute(template: Template, code: str) -> Terms[str]:
    attribute = template.attribute(code)
    values = attribute.values if attribute else ()
    return Terms(tuple(Term(value.code, _names(value.title, value.words)) for value in values))


def _names(texts: object, words: object) -> tuple[str, ...]:
    assert isinstance(texts, dict)
    assert isinstance(words, dict)
    return tuple(dict.fromkeys([*texts.values(), *_flat(words.values())]))


def _flat(groups: Iterable[Iterable[str]]) -> list[str]:
    return [word for group in groups for word in group]
