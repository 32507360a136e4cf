"""A selection with late and incomplete ones, made with few words."""

from rapporteur_app.intake.importing import nominate

IN_TIME, LATE = "2021-04-01T09:00:00-04:00", "2021-04-06T02:13:00-04:00"
WHOLE = {
    "nominee_name": "Ana Sol",
    "nominee_email": "ana@sol.org",
    "nominee_country": "PE",
    "constituency": "civil_society",
    "statement": "Porque sí",
    "nominator_name": "Red",
    "nominator_organisation": "Red",
    "nominator_email": "red@red.org",
    "consent": "yes",
    "available": "yes",
}
"""Of whom nothing is missing."""


def nominated(workspace, actor, at=IN_TIME, **fields):
    """One nomination; a field given as '' is not said."""
    given = {name: value for name, value in {**WHOLE, **fields}.items() if value}
    return nominate(workspace, actor, given, at)
