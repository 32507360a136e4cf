"""What a person says of themselves is what the nominations that name them say: kept so through merges and updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.intake.names import spelling_key
from rapporteur_app.model import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import SimpleNamespace

    from rapporteur_app.model import Mention

    Person = Candidate | SimpleNamespace
    Said = Mapping[str, Any]

BLANK = (None, "")

FIELDS = ("given_name", "family_name", "organisation", "country", "nationality", "organisation_country", "gender",
          "age_group", "migrant_experience", "email", "phone", "job_title", "constituency", "available")  # fmt: skip
LISTS = ("thematic_areas", "objectives", "languages")
SORTED = ("thematic_areas", "objectives")


def fill(kept: Person, other: Person) -> None:
    """Take over what the kept candidate does not say yet; never change what it says."""
    for name in FIELDS:
        if getattr(kept, name) in BLANK and getattr(other, name) not in BLANK:
            setattr(kept, name, getattr(other, name))
    for name in LISTS:
        _add(kept, name, getattr(other, name))


def let_go(person: Candidate, moved: Sequence[Mention], rest: Sequence[Mention]) -> None:
    """Take from a person what only nominations said that were another's; the rest says who they are from now on."""
    if rest and all(spelling_key(mention.name) != person.spelling for mention in rest):
        person.name, person.spelling = rest[0].name, spelling_key(rest[0].name)
    gone, left = [mention.said for mention in moved], [mention.said for mention in rest]
    unsay(person, gone, left)
    for name in LISTS:
        _leave_out(person, name, gone, left)


def unsay(person: Person, gone: Sequence[Said], left: Sequence[Said], names: Iterable[str] = FIELDS) -> None:
    """Put what is left in the place of what only nominations said that speak of a person no more."""
    for name in names:
        value, said = getattr(person, name), _said(left, name)
        if value not in BLANK and value not in said and value in _said(gone, name):
            setattr(person, name, _first(said, name))


def say_anew(person: Person, before: Said, now: Said, all_: Sequence[Said], names: Iterable[str] = FIELDS) -> None:
    """One nomination of a person says something else than before.

    What it said itself goes with it, what another nomination says stays.

    Args:
        person: who is changed.
        before: what the nomination said.
        now: what it says.
        all_: what each nomination of the person says now, this one among them, the first one first.
        names: the fields that are looked at.
    """
    for name in names:
        value, new, said = getattr(person, name), now.get(name), _said(all_, name)
        own = value == before.get(name)
        if own and new not in (*BLANK, value):
            setattr(person, name, new)
        elif value in BLANK or (own and value not in said):
            setattr(person, name, _first(said, name))


def list_anew(person: Candidate, before: Said, all_: Sequence[Said]) -> None:
    """The same for what is a list: areas, objectives, languages."""
    for name in LISTS:
        _leave_out(person, name, [before], all_)
        for said in all_:
            _add(person, name, said.get(name) or [])


def settle(person: Candidate, mentions: Sequence[Mention]) -> None:
    """Make a person say what the nominations say that name them, and nothing else."""
    all_ = [mention.said for mention in mentions]
    for name in FIELDS:
        said = _said(all_, name)
        if getattr(person, name) not in said:
            setattr(person, name, _first(said, name))
    for name in LISTS:
        _leave_out(person, name, [{name: getattr(person, name)}], all_)
        for said_list in all_:
            _add(person, name, said_list.get(name) or [])


def _said(all_: Iterable[Said], name: str) -> list[Any]:
    return [value for said in all_ if (value := said.get(name)) not in BLANK]


def _first(said: Sequence[Any], name: str) -> Any:
    return said[0] if said else Candidate.model_fields[name].get_default()


def _add(person: Person, name: str, more: Sequence[Any]) -> None:
    known = getattr(person, name)
    if any(one not in known for one in more):
        both = {*known, *more}
        setattr(person, name, sorted(both) if name in SORTED else list(dict.fromkeys([*known, *more])))


def _leave_out(person: Person, name: str, gone: Iterable[Said], left: Iterable[Said]) -> None:
    lost = {one for said in gone for one in said.get(name) or []} - {
        one for said in left for one in said.get(name) or []
    }
    known = getattr(person, name)
    if lost.intersection(known):
        setattr(person, name, [one for one in known if one not in lost])
