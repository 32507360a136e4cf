"""A candidate's dossier as plain text; nothing that a nominee wrote is ever read as markup."""

from typing import Any

from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.setup.names import Names

FIELDS: dict[str, Message] = {
    "organisation": message("Organisation"),
    "job_title": message("Position"),
    "country": message("Country"),
    "nationality": message("Nationality"),
    "organisation_country": message("Country of the organisation"),
    "constituency": message("Constituency"),
    "languages": message("Languages"),
    "thematic_areas": message("Thematic areas"),
    "objectives": message("Objectives"),
    "gender": message("Gender"),
    "age_group": message("Age group"),
    "migrant_experience": message("Migrant experience"),
    "available": message("Available on the dates"),
    "email": message("E-mail"),
    "phone": message("Telephone"),
}


def dossier_text(candidate: dict[str, Any], named: Names) -> str:
    """What the pack says of a candidate, one line for each field, then each nomination."""
    words = named.catalogue
    lines = [f"{candidate['name']} ({candidate['id']})"]
    for name, title in FIELDS.items():
        value = named.of(name, candidate.get(name))
        if value:
            lines.append(words.text("{label}: {value}", label=words.render(title), value=value))
    for nomination in candidate.get("nominations", []):
        lines += ["", words.text("Nomination {id}", id=nomination["id"])]
        nominator = " · ".join(str(nomination[k]) for k in ("nominator", "nominator_organisation") if nomination.get(k))
        if nominator:
            lines.append(words.text("Nominated by {nominator}", nominator=nominator))
        if nomination.get("self_nomination"):
            lines.append(words.text("A self-nomination"))
        if nomination.get("statement"):
            lines += ["", str(nomination["statement"])]
        if nomination.get("links"):
            lines.append(str(nomination["links"]))
        lines += _as_received(nomination.get("raw") or {}, words)
    return "\n".join(lines)


def _as_received(raw: dict[str, Any], words: Catalogue) -> list[str]:
    said = ((name, value) for name, value in raw.items() if value not in (None, ""))
    rows = [words.text("{label}: {value}", label=name, value=value) for name, value in said]
    return ["", words.text("As received"), *rows] if rows else []
