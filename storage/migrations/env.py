"""Alembic's way in: runs on the open connection that `Database.migrate` passes."""

from alembic import context

from storage.models import Record

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="",
)
context.run_migrations()
