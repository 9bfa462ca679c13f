"""Replies in public that are approved first."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_reply",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mention_id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name=op.f("fk_plan_reply_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["mention.id"], name=op.f("fk_plan_reply_mention_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_plan_reply")),
    )
    with op.batch_alter_table("plan_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_reply_mention_id"), ["mention_id"], unique=False)
        batch_op.create_index(
            "uq_plan_reply_open",
            ["mention_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def downgrade() -> None:
    op.drop_table("plan_reply")
