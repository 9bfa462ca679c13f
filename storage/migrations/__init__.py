"""Alembic's revisions, applied at start by `storage.database.Database.migrate`."""
