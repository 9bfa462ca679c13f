"""Drafts a migration from what the models have and the schema lacks: `python -m tests.migration "Say what it does"`.

The draft is made against a fresh SQLite database and is there to be read and mended.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from storage.database import MIGRATIONS, Database


def alembic() -> Config:
    """Return Alembic's configuration, as `Database.migrate` makes it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def draft(message: str) -> None:
    """Write the next migration, numbered after the last."""
    config = alembic()
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'draft.db'}")
        database.migrate()
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        database.close()


if __name__ == "__main__":
    draft(sys.argv[1])
