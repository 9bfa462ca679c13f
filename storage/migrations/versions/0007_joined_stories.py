"""Mentions that turn out to tell one story; when an event of an outside calendar ends."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mention_joining",
        sa.Column("mention_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("parted_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["into_id"], ["mention.id"], name=op.f("fk_mention_joining_into_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["mention.id"], name=op.f("fk_mention_joining_mention_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mention_id", name=op.f("pk_mention_joining")),
    )
    op.create_index(op.f("ix_mention_joining_into_id"), "mention_joining", ["into_id"], unique=False)
    op.add_column("sighting", sa.Column("joined_from", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_sighting_joined_from"), "sighting", ["joined_from"], unique=False)
    op.add_column("calendar_day", sa.Column("ends_at", sa.String(length=5), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("calendar_day", "ends_at")
    op.drop_index(op.f("ix_sighting_joined_from"), table_name="sighting")
    op.drop_column("sighting", "joined_from")
    op.drop_table("mention_joining")
