CREATE TABLE audit_entry (
    n INTEGER NOT NULL,
    body BLOB NOT NULL,
    hash VARCHAR NOT NULL,
    CONSTRAINT pk_audit_entry PRIMARY KEY (n)
);

CREATE TABLE candidate (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    spelling VARCHAR NOT NULL,
    given_name VARCHAR,
    family_name VARCHAR,
    organisation VARCHAR,
    country VARCHAR,
    nationality VARCHAR,
    organisation_country VARCHAR,
    gender VARCHAR,
    age_group VARCHAR,
    migrant_experience BOOLEAN,
    email VARCHAR,
    phone VARCHAR,
    job_title VARCHAR,
    constituency VARCHAR,
    thematic_areas JSON NOT NULL,
    objectives JSON NOT NULL,
    languages JSON NOT NULL,
    available BOOLEAN,
    merged_into INTEGER,
    CONSTRAINT ck_candidate_not_merged_into_itself CHECK (merged_into IS NULL OR merged_into <> id),
    CONSTRAINT fk_candidate_merged_into FOREIGN KEY(merged_into) REFERENCES candidate (id)
);

CREATE INDEX ix_candidate_merged_into ON candidate (merged_into);

CREATE INDEX ix_candidate_spelling ON candidate (spelling);

CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry INTEGER NOT NULL,
    "table" VARCHAR NOT NULL,
    "row" VARCHAR NOT NULL,
    "before" JSON,
    "after" JSON
);

CREATE INDEX ix_change_entry ON change (entry);

CREATE TABLE consultation_round (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL,
    question VARCHAR NOT NULL,
    starts VARCHAR NOT NULL,
    ends VARCHAR NOT NULL,
    opened_at VARCHAR NOT NULL,
    closed_at VARCHAR,
    despite_open VARCHAR NOT NULL,
    CONSTRAINT uq_consultation_round_number UNIQUE (number)
);

CREATE TABLE import (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    header_row INTEGER NOT NULL,
    mapping JSON NOT NULL,
    timezone VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    counts JSON NOT NULL
);

CREATE TABLE member (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    constituency VARCHAR NOT NULL,
    country VARCHAR NOT NULL
);

CREATE TABLE opening (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    list_digest VARCHAR NOT NULL,
    counted JSON NOT NULL,
    left_out JSON NOT NULL,
    holders JSON NOT NULL,
    at_distance BOOLEAN NOT NULL,
    receipts_at VARCHAR,
    CONSTRAINT uq_opening_round UNIQUE (round)
);

CREATE TABLE opening_key (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round INTEGER NOT NULL,
    holder VARCHAR(40) NOT NULL,
    public VARCHAR NOT NULL,
    locked VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    ended_at VARCHAR,
    ended_reason VARCHAR NOT NULL,
    CONSTRAINT uq_opening_key_round_holder_public UNIQUE (round, holder, public),
    CONSTRAINT ck_opening_key_holder CHECK (holder IN ('chair', 'witness'))
);

CREATE TABLE row_log (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry INTEGER NOT NULL,
    "table" VARCHAR NOT NULL,
    "row" VARCHAR NOT NULL,
    digest VARCHAR NOT NULL
);

CREATE INDEX ix_row_log_entry ON row_log (entry);

CREATE TABLE row_salt (
    entry INTEGER NOT NULL,
    salt BLOB NOT NULL,
    CONSTRAINT pk_row_salt PRIMARY KEY (entry)
);

CREATE TABLE rubric_version (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    policy VARCHAR NOT NULL,
    frozen_at VARCHAR,
    frozen_despite VARCHAR NOT NULL,
    CONSTRAINT ck_rubric_version_version_counts_from_one CHECK (version > 0),
    CONSTRAINT uq_rubric_version_version UNIQUE (version)
);

CREATE TABLE setting (
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY ("key")
);

CREATE TABLE stage_closing (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    stage VARCHAR(40) NOT NULL,
    closed_at VARCHAR NOT NULL,
    CONSTRAINT ck_stage_closing_stage CHECK (stage IN ('setup', 'criteria', 'nominations', 'screening', 'conflicts', 'scoring', 'results', 'deliberation', 'shortlist', 'consultation', 'decision', 'outputs'))
);

CREATE TABLE stakeholder (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    organisation VARCHAR NOT NULL,
    constituency VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    contact VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    opt_out BOOLEAN NOT NULL
);

CREATE INDEX ix_stakeholder_organisation ON stakeholder (organisation);

CREATE TABLE template (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);

CREATE TABLE agreement (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    rubric_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    date VARCHAR NOT NULL,
    CONSTRAINT uq_agreement_rubric_id_member_id UNIQUE (rubric_id, member_id),
    CONSTRAINT fk_agreement_rubric_id FOREIGN KEY(rubric_id) REFERENCES rubric_version (id),
    CONSTRAINT fk_agreement_member_id FOREIGN KEY(member_id) REFERENCES member (id)
);

CREATE INDEX ix_agreement_member_id ON agreement (member_id);

CREATE INDEX ix_agreement_rubric_id ON agreement (rubric_id);

CREATE TABLE attachment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    CONSTRAINT fk_attachment_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id)
);

CREATE INDEX ix_attachment_candidate_id ON attachment (candidate_id);

CREATE INDEX ix_attachment_sha256 ON attachment (sha256);

CREATE TABLE blob (
    sha256 VARCHAR NOT NULL PRIMARY KEY,
    data BLOB NOT NULL
);

CREATE TABLE ballot (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER,
    round INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    file VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    status VARCHAR(40) NOT NULL,
    final BOOLEAN NOT NULL,
    from_sheet BOOLEAN NOT NULL,
    source VARCHAR NOT NULL,
    scored INTEGER NOT NULL,
    due INTEGER NOT NULL,
    conflicts JSON NOT NULL,
    "key" VARCHAR NOT NULL,
    rubric_hash VARCHAR NOT NULL,
    sealed_to VARCHAR NOT NULL,
    late BOOLEAN NOT NULL,
    heeded BOOLEAN NOT NULL,
    received_at VARCHAR NOT NULL,
    admitted_reason VARCHAR NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT fk_ballot_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT uq_ballot_digest UNIQUE (digest),
    CONSTRAINT ck_ballot_status CHECK (status IN ('accepted', 'draft', 'unchanged', 'older', 'late', 'unconfirmed', 'wrong_member', 'wrong_selection', 'wrong_rubric', 'parted', 'not_open', 'tampered', 'unreadable'))
);

CREATE INDEX ix_ballot_member_id ON ballot (member_id);

CREATE TABLE decision (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    selected_id INTEGER NOT NULL,
    alternates JSON NOT NULL,
    justification JSON NOT NULL,
    deviation VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT fk_decision_selected_id FOREIGN KEY(selected_id) REFERENCES candidate (id)
);

CREATE INDEX ix_decision_selected_id ON decision (selected_id);

CREATE TABLE declaration (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL,
    candidate_id INTEGER NOT NULL,
    interest VARCHAR(40) NOT NULL,
    reason VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_declaration_member_id_candidate_id UNIQUE (member_id, candidate_id),
    CONSTRAINT ck_declaration_reason_given CHECK (interest = 'none' OR reason <> ''),
    CONSTRAINT fk_declaration_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT fk_declaration_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id),
    CONSTRAINT ck_declaration_interest CHECK (interest IN ('none', 'affinity', 'conflict', 'unsure'))
);

CREATE INDEX ix_declaration_candidate_id ON declaration (candidate_id);

CREATE INDEX ix_declaration_member_id ON declaration (member_id);

CREATE TABLE invitation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL,
    stakeholder_id INTEGER NOT NULL,
    CONSTRAINT uq_invitation_round_id_stakeholder_id UNIQUE (round_id, stakeholder_id),
    CONSTRAINT fk_invitation_round_id FOREIGN KEY(round_id) REFERENCES consultation_round (id),
    CONSTRAINT fk_invitation_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
);

CREATE INDEX ix_invitation_round_id ON invitation (round_id);

CREATE INDEX ix_invitation_stakeholder_id ON invitation (stakeholder_id);

CREATE TABLE kept_apart (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    first_id INTEGER NOT NULL,
    second_id INTEGER NOT NULL,
    CONSTRAINT uq_kept_apart_first_id_second_id UNIQUE (first_id, second_id),
    CONSTRAINT fk_kept_apart_first_id FOREIGN KEY(first_id) REFERENCES candidate (id),
    CONSTRAINT fk_kept_apart_second_id FOREIGN KEY(second_id) REFERENCES candidate (id)
);

CREATE INDEX ix_kept_apart_first_id ON kept_apart (first_id);

CREATE INDEX ix_kept_apart_second_id ON kept_apart (second_id);

CREATE TABLE meeting (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    date VARCHAR NOT NULL,
    chair_id INTEGER NOT NULL,
    present JSON NOT NULL,
    quorum INTEGER NOT NULL,
    quorate BOOLEAN NOT NULL,
    notes VARCHAR NOT NULL,
    CONSTRAINT fk_meeting_chair_id FOREIGN KEY(chair_id) REFERENCES member (id)
);

CREATE INDEX ix_meeting_chair_id ON meeting (chair_id);

CREATE TABLE member_key (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL,
    public VARCHAR NOT NULL,
    first_seen VARCHAR NOT NULL,
    confirmed_at VARCHAR,
    confirmed_by VARCHAR NOT NULL,
    ended_at VARCHAR,
    CONSTRAINT uq_member_key_member_id_public UNIQUE (member_id, public),
    CONSTRAINT fk_member_key_member_id FOREIGN KEY(member_id) REFERENCES member (id)
);

CREATE INDEX ix_member_key_member_id ON member_key (member_id);

CREATE TABLE member_role (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL,
    role VARCHAR(40) NOT NULL,
    CONSTRAINT uq_member_role_member_id_role UNIQUE (member_id, role),
    CONSTRAINT fk_member_role_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT ck_member_role_role CHECK (role IN ('chair', 'co-chair', 'member', 'secretariat', 'witness'))
);

CREATE INDEX ix_member_role_member_id ON member_role (member_id);

CREATE TABLE merge (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kept_id INTEGER NOT NULL,
    joined_id INTEGER NOT NULL,
    mentions JSON NOT NULL,
    whole BOOLEAN NOT NULL,
    changes JSON NOT NULL,
    at VARCHAR NOT NULL,
    undone_at VARCHAR,
    CONSTRAINT fk_merge_kept_id FOREIGN KEY(kept_id) REFERENCES candidate (id),
    CONSTRAINT fk_merge_joined_id FOREIGN KEY(joined_id) REFERENCES candidate (id)
);

CREATE INDEX ix_merge_joined_id ON merge (joined_id);

CREATE INDEX ix_merge_kept_id ON merge (kept_id);

CREATE TABLE nomination (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    import_id INTEGER,
    file VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    "row" INTEGER,
    raw JSON NOT NULL,
    row_hash VARCHAR NOT NULL,
    response_id VARCHAR,
    submitted_at VARCHAR,
    offset_assumed BOOLEAN NOT NULL,
    nominator VARCHAR NOT NULL,
    nominator_email VARCHAR NOT NULL,
    nominator_organisation VARCHAR NOT NULL,
    nominator_constituency VARCHAR,
    self_nomination BOOLEAN NOT NULL,
    consent BOOLEAN,
    endorsement VARCHAR,
    statement VARCHAR NOT NULL,
    links VARCHAR NOT NULL,
    flags JSON NOT NULL,
    withdrawn_at VARCHAR,
    withdrawn_by VARCHAR NOT NULL,
    withdrawn_reason VARCHAR NOT NULL,
    CONSTRAINT fk_nomination_import_id FOREIGN KEY(import_id) REFERENCES import (id)
);

CREATE INDEX ix_nomination_import_id ON nomination (import_id);

CREATE INDEX ix_nomination_row_hash ON nomination (row_hash);

CREATE TABLE pack_edition (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL,
    round INTEGER NOT NULL,
    edition INTEGER NOT NULL,
    rubric_id INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    sheet_digest VARCHAR,
    candidates JSON NOT NULL,
    audit_head VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    sealed_to VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT uq_pack_edition_member_id_round_edition UNIQUE (member_id, round, edition),
    CONSTRAINT fk_pack_edition_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT fk_pack_edition_rubric_id FOREIGN KEY(rubric_id) REFERENCES rubric_version (id)
);

CREATE INDEX ix_pack_edition_member_id ON pack_edition (member_id);

CREATE INDEX ix_pack_edition_rubric_id ON pack_edition (rubric_id);

CREATE TABLE recusal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL,
    candidate_id INTEGER NOT NULL,
    confirmed_at VARCHAR NOT NULL,
    CONSTRAINT uq_recusal_member_id_candidate_id UNIQUE (member_id, candidate_id),
    CONSTRAINT fk_recusal_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT fk_recusal_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id)
);

CREATE INDEX ix_recusal_candidate_id ON recusal (candidate_id);

CREATE INDEX ix_recusal_member_id ON recusal (member_id);

CREATE TABLE reply (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL,
    stakeholder_id INTEGER NOT NULL,
    candidate_id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    text VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    translations JSON NOT NULL,
    confidential BOOLEAN NOT NULL,
    channel VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_reply_round_id_stakeholder_id_candidate_id UNIQUE (round_id, stakeholder_id, candidate_id),
    CONSTRAINT fk_reply_round_id FOREIGN KEY(round_id) REFERENCES consultation_round (id),
    CONSTRAINT fk_reply_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id),
    CONSTRAINT fk_reply_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id),
    CONSTRAINT ck_reply_kind CHECK (kind IN ('support', 'no_objection', 'concern', 'objection', 'abstain'))
);

CREATE INDEX ix_reply_candidate_id ON reply (candidate_id);

CREATE INDEX ix_reply_round_id ON reply (round_id);

CREATE INDEX ix_reply_stakeholder_id ON reply (stakeholder_id);

CREATE TABLE shortlist_entry (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL,
    position INTEGER,
    chosen BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT ck_shortlist_entry_reason_given CHECK (reason <> ''),
    CONSTRAINT fk_shortlist_entry_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id)
);

CREATE UNIQUE INDEX ix_shortlist_entry_candidate_id ON shortlist_entry (candidate_id);

CREATE TABLE withdrawal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT fk_withdrawal_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id)
);

CREATE UNIQUE INDEX ix_withdrawal_candidate_id ON withdrawal (candidate_id);

CREATE TABLE admission (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER,
    nomination_id INTEGER,
    note VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT ck_admission_one_subject CHECK ((candidate_id IS NULL) <> (nomination_id IS NULL)),
    CONSTRAINT fk_admission_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id),
    CONSTRAINT fk_admission_nomination_id FOREIGN KEY(nomination_id) REFERENCES nomination (id)
);

CREATE INDEX ix_admission_candidate_id ON admission (candidate_id);

CREATE INDEX ix_admission_nomination_id ON admission (nomination_id);

CREATE TABLE reminder (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL,
    nomination_id INTEGER,
    asked JSON NOT NULL,
    language VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT fk_reminder_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id),
    CONSTRAINT fk_reminder_nomination_id FOREIGN KEY(nomination_id) REFERENCES nomination (id)
);

CREATE INDEX ix_reminder_candidate_id ON reminder (candidate_id);

CREATE INDEX ix_reminder_nomination_id ON reminder (nomination_id);

CREATE TABLE answer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    decision_id INTEGER NOT NULL,
    candidate_id INTEGER NOT NULL,
    accepts BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT fk_answer_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
    CONSTRAINT fk_answer_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id)
);

CREATE INDEX ix_answer_candidate_id ON answer (candidate_id);

CREATE INDEX ix_answer_decision_id ON answer (decision_id);

CREATE TABLE concern (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    reply_id INTEGER NOT NULL,
    disposition VARCHAR(40),
    answer VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    owner_id INTEGER,
    answered_at VARCHAR,
    CONSTRAINT fk_concern_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id),
    CONSTRAINT ck_concern_disposition CHECK (disposition IN ('accepted', 'noted', 'not_accepted', 'follow_up')),
    CONSTRAINT fk_concern_owner_id FOREIGN KEY(owner_id) REFERENCES member (id)
);

CREATE INDEX ix_concern_owner_id ON concern (owner_id);

CREATE UNIQUE INDEX ix_concern_reply_id ON concern (reply_id);

CREATE TABLE decision_signature (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    decision_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    signed VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    signature VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT fk_decision_signature_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
    CONSTRAINT fk_decision_signature_member_id FOREIGN KEY(member_id) REFERENCES member (id)
);

CREATE INDEX ix_decision_signature_decision_id ON decision_signature (decision_id);

CREATE INDEX ix_decision_signature_member_id ON decision_signature (member_id);

CREATE TABLE endorsement (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    decision_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    stance VARCHAR(40) NOT NULL,
    statement VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_endorsement_decision_id_member_id UNIQUE (decision_id, member_id),
    CONSTRAINT fk_endorsement_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
    CONSTRAINT fk_endorsement_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT ck_endorsement_stance CHECK (stance IN ('endorse', 'dissent'))
);

CREATE INDEX ix_endorsement_decision_id ON endorsement (decision_id);

CREATE INDEX ix_endorsement_member_id ON endorsement (member_id);

CREATE TABLE finding (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER,
    nomination_id INTEGER,
    rule VARCHAR NOT NULL,
    state VARCHAR(40) NOT NULL,
    note VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    checked_by VARCHAR NOT NULL,
    checked_at VARCHAR,
    CONSTRAINT ck_finding_one_subject CHECK ((candidate_id IS NULL) <> (nomination_id IS NULL)),
    CONSTRAINT fk_finding_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id),
    CONSTRAINT fk_finding_nomination_id FOREIGN KEY(nomination_id) REFERENCES nomination (id),
    CONSTRAINT ck_finding_state CHECK (state IN ('met', 'not_met', 'to_clarify'))
);

CREATE INDEX ix_finding_candidate_id ON finding (candidate_id);

CREATE INDEX ix_finding_nomination_id ON finding (nomination_id);

CREATE INDEX ix_finding_rule ON finding (rule);

CREATE TABLE mention (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    nomination_id INTEGER NOT NULL,
    candidate_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    said JSON NOT NULL,
    CONSTRAINT uq_mention_nomination_id_position UNIQUE (nomination_id, position),
    CONSTRAINT fk_mention_nomination_id FOREIGN KEY(nomination_id) REFERENCES nomination (id),
    CONSTRAINT fk_mention_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id)
);

CREATE INDEX ix_mention_candidate_id ON mention (candidate_id);

CREATE INDEX ix_mention_nomination_id ON mention (nomination_id);

CREATE TABLE nomination_version (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    nomination_id INTEGER NOT NULL,
    import_id INTEGER,
    replaced_at VARCHAR NOT NULL,
    raw JSON NOT NULL,
    CONSTRAINT fk_nomination_version_nomination_id FOREIGN KEY(nomination_id) REFERENCES nomination (id),
    CONSTRAINT fk_nomination_version_import_id FOREIGN KEY(import_id) REFERENCES import (id)
);

CREATE INDEX ix_nomination_version_import_id ON nomination_version (import_id);

CREATE INDEX ix_nomination_version_nomination_id ON nomination_version (nomination_id);

CREATE TABLE score (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round INTEGER NOT NULL,
    ballot_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    candidate_id INTEGER NOT NULL,
    criterion VARCHAR NOT NULL,
    state VARCHAR(40) NOT NULL,
    value FLOAT,
    comment VARCHAR NOT NULL,
    CONSTRAINT uq_score_round_member_id_candidate_id_criterion UNIQUE (round, member_id, candidate_id, criterion),
    CONSTRAINT ck_score_value_if_scored CHECK ((state = 'scored') = (value IS NOT NULL)),
    CONSTRAINT fk_score_ballot_id FOREIGN KEY(ballot_id) REFERENCES ballot (id),
    CONSTRAINT fk_score_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT fk_score_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id),
    CONSTRAINT ck_score_state CHECK (state IN ('scored', 'pass', 'concern', 'not_yet', 'AB', 'IE'))
);

CREATE TABLE second_score (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    candidate_id INTEGER NOT NULL,
    criterion VARCHAR NOT NULL,
    value FLOAT NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT uq_second_score_meeting_id_member_id_candidate_id_criterion UNIQUE (meeting_id, member_id, candidate_id, criterion),
    CONSTRAINT fk_second_score_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    CONSTRAINT fk_second_score_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT fk_second_score_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id)
);

CREATE INDEX ix_second_score_candidate_id ON second_score (candidate_id);

CREATE INDEX ix_second_score_meeting_id ON second_score (meeting_id);

CREATE INDEX ix_second_score_member_id ON second_score (member_id);

CREATE TABLE read_words (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    CONSTRAINT fk_read_words_member_id FOREIGN KEY(member_id) REFERENCES member (id)
);

CREATE INDEX ix_read_words_member_id ON read_words (member_id);

CREATE TABLE sending (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL,
    round INTEGER NOT NULL,
    what VARCHAR(40) NOT NULL,
    at VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    CONSTRAINT fk_sending_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT ck_sending_what CHECK (what IN ('form', 'pack', 'opened', 'reminder'))
);

CREATE INDEX ix_sending_member_id ON sending (member_id);

CREATE TABLE redaction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    CONSTRAINT fk_redaction_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidate (id)
);

CREATE INDEX ix_redaction_candidate_id ON redaction (candidate_id);

CREATE TABLE receipt_list (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round INTEGER NOT NULL,
    list_digest VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    objections_until VARCHAR NOT NULL,
    data BLOB NOT NULL
);
