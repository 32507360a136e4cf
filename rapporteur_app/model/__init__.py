"""The nouns of a selection: SQLModel tables and enums, one file for each stage; no reading or writing of files."""

from rapporteur_app.model.audit import AuditEntry, Change, RowLog, RowSalt
from rapporteur_app.model.base import Noun, Texts
from rapporteur_app.model.consultation import (
    Concern,
    ConsultationRound,
    Disposition,
    Invitation,
    Reply,
    ReplyKind,
    Stakeholder,
)
from rapporteur_app.model.criteria import Agreement, RubricVersion
from rapporteur_app.model.decision import Answer, Decision, DecisionSignature, Endorsement, Stance
from rapporteur_app.model.nominations import (
    Attachment,
    Blob,
    Candidate,
    Import,
    KeptApart,
    Mention,
    Merge,
    Nomination,
    NominationVersion,
    Withdrawal,
)
from rapporteur_app.model.results import Meeting, Opening, Score, ScoreState, SecondScore, ShortlistEntry
from rapporteur_app.model.scoring import (
    Ballot,
    BallotStatus,
    Declaration,
    Holder,
    Interest,
    MemberKey,
    OpeningKey,
    PackEdition,
    ReadWords,
    ReceiptList,
    Recusal,
    Redaction,
    Sending,
    Sent,
)
from rapporteur_app.model.screening import Admission, Finding, FindingState, Reminder
from rapporteur_app.model.setup import Member, MemberRole, Role, Setting, Stage, StageClosing, TemplateCopy

__all__ = [
    "Admission",
    "Agreement",
    "Answer",
    "Attachment",
    "AuditEntry",
    "Ballot",
    "BallotStatus",
    "Blob",
    "Candidate",
    "Change",
    "Concern",
    "ConsultationRound",
    "Decision",
    "DecisionSignature",
    "Declaration",
    "Disposition",
    "Endorsement",
    "Finding",
    "FindingState",
    "Holder",
    "Import",
    "Interest",
    "Invitation",
    "KeptApart",
    "Meeting",
    "Member",
    "MemberKey",
    "MemberRole",
    "Mention",
    "Merge",
    "Nomination",
    "NominationVersion",
    "Noun",
    "Opening",
    "OpeningKey",
    "PackEdition",
    "ReadWords",
    "ReceiptList",
    "Recusal",
    "Redaction",
    "Reminder",
    "Reply",
    "ReplyKind",
    "Role",
    "RowLog",
    "RowSalt",
    "RubricVersion",
    "Score",
    "ScoreState",
    "SecondScore",
    "Sending",
    "Sent",
    "Setting",
    "ShortlistEntry",
    "Stage",
    "StageClosing",
    "Stakeholder",
    "Stance",
    "TemplateCopy",
    "Texts",
    "Withdrawal",
]

# Ids are never used twice, also not after an undo: C12 means one person for good.
for _table in Noun.metadata.tables.values():
    if [column.name for column in _table.primary_key] == ["id"]:
        _table.dialect_options["sqlite"]["autoincrement"] = True
