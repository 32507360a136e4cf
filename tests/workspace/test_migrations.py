"""What the migrations make is what the models say, and the database itself refuses what must not be."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import IntegrityError

from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, Member, Noun, Reply, Setting, Stakeholder
from rapporteur_app.workspace import SECRETARIAT, Workspace, file
from rapporteur_app.workspace.storage import engine_for


def described(engine):
    """Every table with its columns, keys, checks and indexes, comparable."""
    found = inspect(engine)
    return {
        table: {
            "columns": [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in found.get_columns(table)],
            "primary key": found.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (k["name"], k["constrained_columns"], k["referred_table"], k["referred_columns"])
                for k in found.get_foreign_keys(table)
            ),
            "unique": sorted((u["name"], u["column_names"]) for u in found.get_unique_constraints(table)),
            "checks": sorted((c["name"], c["sqltext"]) for c in found.get_check_constraints(table)),
            "indexes": sorted((i["name"], i["column_names"], i["unique"]) for i in found.get_indexes(table)),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def autoincremented(path):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name")
        return [name for (name,) in rows]


def test_the_migrations_make_what_the_models_say(workspace, tmp_path):
    other = tmp_path / "models.sqlite"
    models = create_engine(f"sqlite:///{other}")
    Noun.metadata.create_all(models)

    migrated, wanted = described(engine_for(workspace.path, write=False)), described(models)

    assert sorted(migrated) == sorted(wanted)
    for table, columns in wanted.items():
        assert migrated[table] == columns, table
    assert autoincremented(workspace.path) == autoincremented(other)


def test_there_is_no_trigger_and_no_view(workspace):
    with closing(sqlite3.connect(workspace.path)) as connection:
        assert {kind for (kind,) in connection.execute("SELECT type FROM sqlite_master")} == {"table", "index"}


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("INSERT INTO member_role (member_id, role) VALUES (1, 'king')", "ck_member_role_role"),
        ("INSERT INTO stage_closing (stage, closed_at) VALUES ('elections', '')", "ck_stage_closing_stage"),
        (
            "INSERT INTO declaration (member_id, candidate_id, interest, reason, at) VALUES (1, 1, 'friend', 'x', '')",
            "ck_declaration_interest",
        ),
        (
            "INSERT INTO declaration (member_id, candidate_id, interest, reason, at) VALUES (1, 1, 'conflict', '', '')",
            "ck_declaration_reason_given",
        ),
        (
            (
                "INSERT INTO opening_key (round, holder, public, locked, at, ended_reason) "
                "VALUES (1, 'thief', '', '', '', '')"
            ),
            "ck_opening_key_holder",
        ),
        (
            (
                "INSERT INTO finding (candidate_id, rule, state, note, by, at, checked_by)"
                " VALUES (1, '', 'maybe', '', '', '', '')"
            ),
            "ck_finding_state",
        ),
        (
            "INSERT INTO finding (rule, state, note, by, at, checked_by) VALUES ('', 'met', '', '', '', '')",
            "ck_finding_one_subject",
        ),
        (
            "INSERT INTO shortlist_entry (candidate_id, chosen, reason) VALUES (1, 1, '')",
            "ck_shortlist_entry_reason_given",
        ),
        (
            "INSERT INTO rubric_version (version, source, hash, policy, frozen_despite) VALUES (0, '', '', '', '')",
            "ck_rubric_version_version_counts_from_one",
        ),
        (
            "INSERT INTO concern (reply_id, disposition, answer, effect) VALUES (1, 'ignored', '', '')",
            "ck_concern_disposition",
        ),
        (
            (
                "INSERT INTO score (round, ballot_id, member_id, candidate_id, criterion, state, comment)"
                " VALUES (1, 1, 1, 1, 'A', 'scored', '')"
            ),
            "ck_score_value_if_scored",
        ),
        (
            (
                "INSERT INTO score (round, ballot_id, member_id, candidate_id, criterion, state, value, comment)"
                " VALUES (1, 1, 1, 1, 'A', 'AB', 0, '')"
            ),
            "ck_score_value_if_scored",
        ),
        (
            "INSERT INTO endorsement (decision_id, member_id, stance, statement, at) VALUES (1, 1, 'shrug', '', '')",
            "ck_endorsement_stance",
        ),
        ("UPDATE candidate SET merged_into = id", "ck_candidate_not_merged_into_itself"),
    ],
)
def test_the_database_itself_refuses_a_value_that_is_none_of_the_choices(workspace, change, constraint):
    with closing(sqlite3.connect(workspace.path)) as connection:
        connection.execute(
            "INSERT INTO candidate (name, spelling, thematic_areas, objectives, languages) "
            "VALUES ('A', 'a', '[]', '[]', '[]')"
        )
        with pytest.raises(sqlite3.IntegrityError, match=f"CHECK constraint failed: {constraint}"):
            connection.execute(change)


@pytest.mark.parametrize(("noun", "column"), [(Ballot, "status"), (Reply, "kind")])
def test_every_choice_is_named_in_its_check(workspace, noun, column):
    checks = inspect(engine_for(workspace.path, write=False)).get_check_constraints(noun.__tablename__)
    said = next(check["sqltext"] for check in checks if column in check["sqltext"])
    assert [f"'{value}'" in said for value in noun.__table__.columns[column].type.enums].count(False) == 0


def test_a_reference_to_nobody_is_refused_at_the_commit(workspace):
    before = workspace.path.read_bytes()
    with (
        pytest.raises(IntegrityError, match="FOREIGN KEY"),
        workspace.transaction(SECRETARIAT, message("Asked")) as tx,
    ):
        tx.add(Reply(round_id=7, stakeholder_id=7, candidate_id=7, kind="support", at=""))
    assert workspace.path.read_bytes() == before


def test_an_id_is_never_used_twice(workspace):
    with workspace.transaction(SECRETARIAT, message("Added")) as tx:
        first = tx.add(Stakeholder(organisation="A")).id
    with workspace.transaction(SECRETARIAT, message("Deleted")) as tx:
        tx.delete(tx.need(Stakeholder, first))
    with workspace.transaction(SECRETARIAT, message("Added")) as tx:
        assert tx.add(Stakeholder(organisation="B")).id == first + 1


def test_an_older_file_is_copied_beside_itself_before_it_is_migrated(workspace, monkeypatch):
    with workspace.transaction(SECRETARIAT, message("Member added")) as tx:
        tx.add(Member(name="Rosa"))
    workspace.close()
    before = workspace.path.read_bytes()
    monkeypatch.setattr(file, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(file, "migrate", lambda _engine: None)

    with Workspace.open(workspace.path) as opened, opened.reading() as reader:
        assert reader.need(Member, 1).name == "Rosa"

    copy = workspace.path.with_name("rapporteur.before-format-2.rapporteur")
    with Workspace(copy, None).reading() as reader:
        assert reader.need(Setting, "title").value == "Rapporteur"
    assert workspace.path.read_bytes() == before
