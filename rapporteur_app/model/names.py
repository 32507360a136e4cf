"""The nouns' names as people read them, in any of the program's languages."""

from rapporteur_app.i18n import Message, message
from rapporteur_app.model.scoring import BallotStatus
from rapporteur_app.model.setup import Role, Stage

STAGE_NAMES: dict[Stage, Message] = {
    Stage.SETUP: message("Set up"),
    Stage.CRITERIA: message("Criteria"),
    Stage.NOMINATIONS: message("Nominations"),
    Stage.SCREENING: message("Screening"),
    Stage.CONFLICTS: message("Conflicts of interest"),
    Stage.SCORING: message("Scoring"),
    Stage.RESULTS: message("Results"),
    Stage.DELIBERATION: message("Deliberation"),
    Stage.SHORTLIST: message("Shortlist"),
    Stage.CONSULTATION: message("Consultation"),
    Stage.DECISION: message("Decision"),
    Stage.OUTPUTS: message("Outputs"),
}

ROLE_NAMES: dict[Role, Message] = {
    Role.CHAIR: message("Chair"),
    Role.CO_CHAIR: message("Co-chair"),
    Role.MEMBER: message("Member"),
    Role.SECRETARIAT: message("Secretariat"),
    Role.WITNESS: message("Witness"),
}

BALLOT_STATUS_NAMES: dict[BallotStatus, Message] = {
    BallotStatus.ACCEPTED: message("taken"),
    BallotStatus.DRAFT: message("draft"),
    BallotStatus.UNCHANGED: message("here already"),
    BallotStatus.OLDER: message("older"),
    BallotStatus.LATE: message("late"),
    BallotStatus.UNCONFIRMED: message("key not confirmed"),
    BallotStatus.PARTED: message("two versions"),
    BallotStatus.WRONG_SELECTION: message("another selection"),
    BallotStatus.WRONG_MEMBER: message("wrong member"),
    BallotStatus.WRONG_RUBRIC: message("other criteria"),
    BallotStatus.NOT_OPEN: message("not now"),
    BallotStatus.TAMPERED: message("changed after signing"),
    BallotStatus.UNREADABLE: message("unreadable"),
}
