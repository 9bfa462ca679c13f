"""Tips, ideas, the plan, approvals, reminders, holds and the calendar."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("view", sa.String(length=100), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_token")),
        sa.UniqueConstraint("hash", name=op.f("uq_calendar_token_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("calendar_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_token_user_id"), ["user_id"], unique=False)

    op.create_table(
        "desk_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_list")),
        sa.UniqueConstraint("day", name=op.f("uq_desk_list_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=50), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint("name_key", name=op.f("uq_figure_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "follow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint("user_id", "what", "value", name=op.f("uq_follow_user_id_what_value")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_user_id"), ["user_id"], unique=False)

    op.create_table(
        "follow_channel",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_follow_channel")),
    )
    op.create_table(
        "follow_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_list")),
        sa.UniqueConstraint("user_id", "day", name=op.f("uq_follow_list_user_id_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("accounts", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("begun_by", sa.String(length=64), nullable=False),
        sa.Column("begun_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=64), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hold_ended_at"), ["ended_at"], unique=False)

    op.create_table(
        "main_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("is_staff_first", sa.Boolean(), nullable=False),
        sa.Column("embargo_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_main_message")),
        sa.UniqueConstraint("key", name=op.f("uq_main_message_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outside_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("added_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("removed_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_calendar")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("approval", sa.String(length=9), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("apart_minutes", sa.Integer(), nullable=False),
        sa.Column("deputy_minutes", sa.Integer(), nullable=False),
        sa.Column("desk_minutes", sa.Integer(), nullable=False),
        sa.Column("idea_emoji", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_settings")),
    )
    op.create_table(
        "reminder_digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("reminders", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_digest")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reminder_digest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_digest_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_digest_user_id"), ["user_id"], unique=False)

    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("skips", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("begins_at", sa.String(length=5), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["outside_calendar.id"], name=op.f("fk_calendar_day_calendar_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("calendar_id", "uid", "starts", name=op.f("uq_calendar_day_calendar_id_uid_starts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_day_starts"), ["starts"], unique=False)

    op.create_table(
        "follow_hit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["follow_id"], ["follow.id"], name=op.f("fk_follow_hit_follow_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_hit")),
        sa.UniqueConstraint("follow_id", "channel", "ts", name=op.f("uq_follow_hit_follow_id_channel_ts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("follow_hit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_hit_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_hit_follow_id"), ["follow_id"], unique=False)

    op.create_table(
        "tip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("link_key", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=1000), nullable=False),
        sa.Column("origin_author", sa.String(length=64), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("people", sa.String(length=500), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("handler", sa.String(length=64), nullable=False),
        sa.Column("forwarded_to", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("result_link", sa.String(length=2000), nullable=False),
        sa.Column("mention_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mention_id"], ["mention.id"], name=op.f("fk_tip_mention_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip")),
        sa.UniqueConstraint("key", name=op.f("uq_tip_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tip_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_by"), ["by"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_link_key"), ["link_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_mention_id"), ["mention_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_state"), ["state"], unique=False)

    op.create_table(
        "idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("link_key", sa.String(length=64), nullable=False),
        sa.Column("via", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=1000), nullable=False),
        sa.Column("origin_channel", sa.String(length=64), nullable=False),
        sa.Column("origin_ts", sa.String(length=32), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("author_says", sa.String(length=8), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("giver", sa.String(length=64), nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=True),
        sa.Column("mention_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("is_age_told", sa.Boolean(), nullable=False),
        sa.Column("next_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mention_id"], ["mention.id"], name=op.f("fk_idea_mention_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_idea_tip_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sa.UniqueConstraint("key", name=op.f("uq_idea_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_author"), ["author"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_giver"), ["giver"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_link_key"), ["link_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_mention_id"), ["mention_id"], unique=False)
        batch_op.create_index(
            "ix_idea_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_idea_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_saved_by"), ["saved_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_tip_id"), ["tip_id"], unique=False)
        batch_op.create_index(
            "uq_idea_message",
            ["origin_channel", "origin_ts"],
            unique=True,
            sqlite_where=sa.text("origin_ts <> '' AND state <> 'removed'"),
            postgresql_where=sa.text("origin_ts <> '' AND state <> 'removed'"),
        )

    op.create_table(
        "figure_value",
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["figure_id"], ["figure.id"], name=op.f("fk_figure_value_figure_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_figure_value_idea_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("figure_id", "day", name=op.f("pk_figure_value")),
    )
    with op.batch_alter_table("figure_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figure_value_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "idea_voice",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=4), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_voice_idea_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("idea_id", "user_id", "what", name=op.f("pk_idea_voice")),
    )
    op.create_table(
        "plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("campaign", sa.String(length=150), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("deputy", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("local_at", sa.DateTime(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("occurrence", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("approval", sa.String(length=9), nullable=False),
        sa.Column("approval_state", sa.String(length=9), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("message_version", sa.Integer(), nullable=False),
        sa.Column("order_why", sa.String(length=500), nullable=False),
        sa.Column("order_by", sa.String(length=64), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("held_by", sa.Integer(), nullable=True),
        sa.Column("posted_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("posted_by", sa.String(length=64), nullable=False),
        sa.Column("posted_link", sa.String(length=2000), nullable=False),
        sa.Column("dropped_why", sa.String(length=500), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("is_worth_repeating", sa.Boolean(), nullable=True),
        sa.Column("page_review_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["held_by"], ["hold.id"], name=op.f("fk_plan_item_held_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_plan_item_idea_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["main_message.id"], name=op.f("fk_plan_item_message_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_plan_item_series_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_plan_item_idea_id")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_item_key")),
        sa.UniqueConstraint("series_id", "occurrence", name=op.f("uq_plan_item_series_id_occurrence")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_item_campaign"), ["campaign"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_deputy"), ["deputy"], unique=False)
        batch_op.create_index("ix_plan_item_due", ["due_at", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_held_by"), ["held_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_posted_at"), ["posted_at"], unique=False)

    op.create_table(
        "approval_ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_approval_ask_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_ask")),
        sa.UniqueConstraint("item_id", "user_id", "round", name=op.f("uq_approval_ask_item_id_user_id_round")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("approval_ask", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approval_ask_user_id"), ["user_id"], unique=False)

    op.create_table(
        "approval_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("needs", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_approval_step_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_step")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_approval_step_item_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("permalink", sa.String(length=2000), nullable=False),
        sa.Column("alt", sa.JSON(), nullable=False),
        sa.Column("credit", sa.String(length=300), nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=True),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_attachment_idea_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name=op.f("fk_attachment_item_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_attachment_tip_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_idea_id"), ["idea_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_tip_id"), ["tip_id"], unique=False)

    op.create_table(
        "clearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=5), nullable=False),
        sa.Column("people", sa.String(length=5), nullable=False),
        sa.Column("people_named", sa.String(length=500), nullable=False),
        sa.Column("minors", sa.String(length=5), nullable=False),
        sa.Column("rights", sa.String(length=5), nullable=False),
        sa.Column("photographer", sa.String(length=300), nullable=False),
        sa.Column("licence", sa.String(length=300), nullable=False),
        sa.Column("confidentiality", sa.String(length=5), nullable=False),
        sa.Column("embargo_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("overridden_by", sa.String(length=64), nullable=False),
        sa.Column("override_why", sa.String(length=500), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_clearance_idea_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name=op.f("fk_clearance_item_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_clearance_idea_id")),
        sa.UniqueConstraint("item_id", name=op.f("uq_clearance_item_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("instead_of", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=9), nullable=False),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name=op.f("fk_decision_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "item_id", "text_version", "number", "by", name=op.f("uq_decision_item_id_text_version_number_by")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_account",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["social_account.id"], name=op.f("fk_plan_account_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_account_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "account_id", name=op.f("pk_plan_account")),
    )
    with op.batch_alter_table("plan_account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_account_account_id"), ["account_id"], unique=False)

    op.create_table(
        "plan_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=3000), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name=op.f("fk_plan_note_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_note")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_note_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_note_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("assignee", sa.String(length=64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name=op.f("fk_plan_task_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_task")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_task_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_task_assignee"), ["assignee"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_task_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_text",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name=op.f("fk_plan_text_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "network", "language", name=op.f("pk_plan_text")),
    )
    op.create_table(
        "plan_version",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_version_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "text_version", name=op.f("pk_plan_version")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("rule", sa.String(length=10), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("told", sa.String(length=64), nullable=False),
        sa.Column("why_other", sa.String(length=10), nullable=False),
        sa.Column("local_at", sa.DateTime(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("said_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name=op.f("fk_reminder_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_reminder_series_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["task_id"], ["plan_task.id"], name=op.f("fk_reminder_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("key", name=op.f("uq_reminder_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reminder_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(batch_op.f("ix_reminder_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_said_at"), ["said_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_series_id"), ["series_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_task_id"), ["task_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_user_id"), ["user_id"], unique=False)

    # ### end Alembic commands ###


def downgrade() -> None:
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_user_id"))
        batch_op.drop_index(batch_op.f("ix_reminder_task_id"))
        batch_op.drop_index(batch_op.f("ix_reminder_series_id"))
        batch_op.drop_index(batch_op.f("ix_reminder_said_at"))
        batch_op.drop_index(batch_op.f("ix_reminder_item_id"))
        batch_op.drop_index(
            "ix_reminder_due", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )

    op.drop_table("reminder")
    op.drop_table("plan_version")
    op.drop_table("plan_text")
    with op.batch_alter_table("plan_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_task_item_id"))
        batch_op.drop_index(batch_op.f("ix_plan_task_assignee"))

    op.drop_table("plan_task")
    with op.batch_alter_table("plan_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_note_item_id"))

    op.drop_table("plan_note")
    with op.batch_alter_table("plan_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_account_account_id"))

    op.drop_table("plan_account")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_item_id"))

    op.drop_table("decision")
    op.drop_table("clearance")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_tip_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_item_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_idea_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_file_id"))

    op.drop_table("attachment")
    op.drop_table("approval_step")
    with op.batch_alter_table("approval_ask", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approval_ask_user_id"))

    op.drop_table("approval_ask")
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_item_posted_at"))
        batch_op.drop_index(batch_op.f("ix_plan_item_owner"))
        batch_op.drop_index(batch_op.f("ix_plan_item_message_id"))
        batch_op.drop_index(batch_op.f("ix_plan_item_made_by"))
        batch_op.drop_index(batch_op.f("ix_plan_item_held_by"))
        batch_op.drop_index("ix_plan_item_due")
        batch_op.drop_index(batch_op.f("ix_plan_item_deputy"))
        batch_op.drop_index(batch_op.f("ix_plan_item_changed_at"))
        batch_op.drop_index(batch_op.f("ix_plan_item_campaign"))

    op.drop_table("plan_item")
    op.drop_table("idea_voice")
    with op.batch_alter_table("figure_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_figure_value_idea_id"))

    op.drop_table("figure_value")
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_idea_message",
            sqlite_where=sa.text("origin_ts <> '' AND state <> 'removed'"),
            postgresql_where=sa.text("origin_ts <> '' AND state <> 'removed'"),
        )
        batch_op.drop_index(batch_op.f("ix_idea_tip_id"))
        batch_op.drop_index(batch_op.f("ix_idea_state"))
        batch_op.drop_index(batch_op.f("ix_idea_saved_by"))
        batch_op.drop_index(batch_op.f("ix_idea_owner"))
        batch_op.drop_index(
            "ix_idea_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_idea_mention_id"))
        batch_op.drop_index(batch_op.f("ix_idea_link_key"))
        batch_op.drop_index(batch_op.f("ix_idea_giver"))
        batch_op.drop_index(batch_op.f("ix_idea_ended_at"))
        batch_op.drop_index(batch_op.f("ix_idea_author"))
        batch_op.drop_index(batch_op.f("ix_idea_at"))

    op.drop_table("idea")
    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tip_state"))
        batch_op.drop_index(batch_op.f("ix_tip_mention_id"))
        batch_op.drop_index(batch_op.f("ix_tip_link_key"))
        batch_op.drop_index(batch_op.f("ix_tip_ended_at"))
        batch_op.drop_index(batch_op.f("ix_tip_by"))
        batch_op.drop_index(batch_op.f("ix_tip_at"))

    op.drop_table("tip")
    with op.batch_alter_table("follow_hit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_hit_follow_id"))
        batch_op.drop_index(batch_op.f("ix_follow_hit_at"))

    op.drop_table("follow_hit")
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_day_starts"))

    op.drop_table("calendar_day")
    op.drop_table("series")
    with op.batch_alter_table("reminder_digest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_digest_user_id"))
        batch_op.drop_index(batch_op.f("ix_reminder_digest_at"))

    op.drop_table("reminder_digest")
    op.drop_table("plan_settings")
    op.drop_table("outside_calendar")
    op.drop_table("main_message")
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hold_ended_at"))

    op.drop_table("hold")
    op.drop_table("follow_list")
    op.drop_table("follow_channel")
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_user_id"))

    op.drop_table("follow")
    op.drop_table("figure")
    op.drop_table("desk_list")
    with op.batch_alter_table("calendar_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_token_user_id"))

    op.drop_table("calendar_token")
    # ### end Alembic commands ###
