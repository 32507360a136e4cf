"""A new selection: made from a template, which it keeps whole, so that the file explains itself for good."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.model import Member, Role, RubricVersion, TemplateCopy
from rapporteur_app.setup.members import members_with
from rapporteur_app.setup.rubric import rubric_hash
from rapporteur_app.setup.rubric_file import rubric_to_toml
from rapporteur_app.setup.settings import KINDS, checked, setting
from rapporteur_app.setup.template import load_template, parse_template
from rapporteur_app.setup.template_parts import Template, localized
from rapporteur_app.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from rapporteur_app.workspace import Actor, Reader

SUFFIX = ".rapporteur"
BLANK = "blank"


def new_selection(
    path: Path, template: str, title: str | None, actor: Actor, language: str = "en", zone: str | None = None
) -> Workspace:
    """Make a selection file from a template, with its settings and its criteria as the first draft.

    Args:
        path: where; the ending .rapporteur is added if it is missing.
        template: the name of one that ships, or a TOML file.
        title: the selection's title; by default the template's, in `language`.
        actor: who makes it.
        language: the language of the selection's own texts.
        zone: its time zone; by default the template's.

    Raises:
        BadInput: the file is there already, the template cannot be read, or there is no such language or zone.
    """
    source = load_template(template)
    place = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    values = _settings(source, title, language) | ({} if zone is None else {"zone": zone})
    rows = {key: checked(key, value) for key, value in values.items() if value}
    workspace = Workspace.create(place, actor, rows)
    with workspace.transaction(actor, message("Template taken: {code}", code=source.code), reversible=False) as tx:
        tx.add(TemplateCopy(code=source.code, source=source.source))
        if source.rubric.criteria:
            rubric = source.rubric
            tx.add(RubricVersion(version=1, source=rubric_to_toml(rubric), hash=rubric_hash(rubric)))
    return workspace


def _settings(template: Template, title: str | None, language: str) -> dict[str, str]:
    """The template's dates, texts and policy as settings; what `set` could have set."""
    return {
        "title": (title or "").strip() or localized(template.title, language),
        "position": localized(template.position.title, language),
        "language": language,
        "zone": template.zone,
        **{key: date.value for key, date in template.dates.items() if key in KINDS},
        "terms": "\n".join(localized(term.text, language) for term in template.terms),
        "quorum": str(template.quorum),
        "shortlist_min": str(template.shortlist_min),
        "shortlist_max": str(template.shortlist_max),
        **template.settings,
    }


def template_of(reader: Reader) -> Template:
    """The template that the selection was made from, as it was then."""
    row = reader.first(TemplateCopy)
    if row is None:
        return load_template(BLANK)
    return _parsed(row.source)


def terms_of_reference(reader: Reader, language: str) -> str:
    """The terms of reference in a language: what is still the template's in its words there, the rest as it stands."""
    known = template_of(reader).terms_by_text()
    lines = [line.strip() for line in setting(reader, "terms").splitlines()]
    return "\n".join(localized(known[line], language) if line in known else line for line in lines)


@lru_cache(maxsize=8)
def _parsed(source: str) -> Template:
    return parse_template(source)


def chair_of(reader: Reader) -> Member | None:
    """The member who chairs: the one that the setting names, else the first with the role."""
    named = setting(reader, "chair")
    if named:
        return reader.get(Member, int(named.removeprefix("M")))
    chairs = members_with(reader, Role.CHAIR) or members_with(reader, Role.CO_CHAIR)
    return chairs[0] if chairs else None
