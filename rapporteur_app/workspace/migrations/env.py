"""Alembic's entry: runs the migrations on the connection that the program hands in."""

from alembic import context

from rapporteur_app.model import Noun

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Noun.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
