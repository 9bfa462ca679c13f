"""Alembic's way in: runs on the open connection that `Database.migrate` passes."""

from alembic import context

from storage.models import Record
from storage.models.profiles import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=is_ours,
    user_module_prefix="",
)
context.run_migrations()
