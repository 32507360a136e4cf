"""The fields that an import and a typed nomination know, with their titles."""

from rapporteur_app.i18n import Message
from rapporteur_app.intake.fields import FIELDS


def field_titles() -> dict[str, Message]:
    """The title of each field by the name under which the import takes it, in the order in which it is asked."""
    return {field.name: field.title for field in FIELDS}
