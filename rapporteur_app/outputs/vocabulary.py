"""The field's fixed words as messages, for values that the model keeps as codes."""

from __future__ import annotations

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Disposition, ReplyKind, Role, Stance
from rapporteur_app.setup.rubric import CriterionKind

ROLES = {
    Role.CHAIR: message("chair"),
    Role.CO_CHAIR: message("co-chair"),
    Role.MEMBER: message("member"),
    Role.SECRETARIAT: message("secretariat"),
    Role.WITNESS: message("witness"),
}
REPLIES = {
    ReplyKind.SUPPORT: message("support"),
    ReplyKind.NO_OBJECTION: message("no objection"),
    ReplyKind.CONCERN: message("concern"),
    ReplyKind.OBJECTION: message("objection"),
    ReplyKind.ABSTAIN: message("abstains"),
}
DISPOSITIONS = {
    Disposition.ACCEPTED: message("accepted"),
    Disposition.NOTED: message("noted"),
    Disposition.NOT_ACCEPTED: message("not accepted"),
    Disposition.FOLLOW_UP: message("to be followed up"),
}
STANCES = {Stance.ENDORSE: message("endorses"), Stance.DISSENT: message("dissents")}
CRITERIA = {
    CriterionKind.SCORED: message("scored"),
    CriterionKind.GATE: message("gate"),
    CriterionKind.CONSIDERED: message("considered"),
}
AGGREGATES = {
    "mean": message("the mean of the members' scores"),
    "median": message("the median of the members' scores"),
    "trimmed": message("the mean of the members' scores without the highest and the lowest"),
}


def joined(messages: list[Message]) -> Message:
    """Several words in one cell, separated by commas."""
    if not messages:
        return message("{one}", one="–")
    found = messages[0]
    for word in messages[1:]:
        found = message("{first}, {second}", first=found, second=word)
    return found
