"""What the texts of answers mean, as vectors; what was changed after an answer was accepted."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_meaning",
        sa.Column("text_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["answer_text.id"], name=op.f("fk_answer_meaning_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_answer_meaning")),
    )
    op.add_column("question", sa.Column("is_reworded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("question", sa.Column("left_closed_at", UtcDateTime(timezone=True), nullable=True))
    op.add_column("question", sa.Column("closed_rooms", sa.Text(), nullable=False, server_default=""))
    op.add_column("contribution", sa.Column("is_changed", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("contribution", "is_changed")
    op.drop_column("question", "closed_rooms")
    op.drop_column("question", "left_closed_at")
    op.drop_column("question", "is_reworded")
    op.drop_table("answer_meaning")
