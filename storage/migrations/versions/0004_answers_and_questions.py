"""Answers and questions."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Search is made by each database's own means, as for profiles: FTS5 kept by triggers, a generated tsvector.
_COLUMNS = ("asked", "told", "about")
_LISTED = ", ".join(_COLUMNS)
_OLD, _NEW = (", ".join(f"{row}.{column}" for column in _COLUMNS) for row in ("old", "new"))
_FORGET = f"INSERT INTO text_search (text_search, rowid, {_LISTED}) VALUES ('delete', old.id, {_OLD})"
_LEARN = f"INSERT INTO text_search (rowid, {_LISTED}) VALUES (new.id, {_NEW})"
_WEIGHTED = " || ".join(
    f"setweight(to_tsvector('simple', {column}), '{weight}')"
    for column, weight in (("asked", "A"), ("told", "B"), ("about", "C"))
)
_SEARCH = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE text_search USING fts5 ({_LISTED}, content='text_terms', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        f"CREATE TRIGGER text_terms_added AFTER INSERT ON text_terms BEGIN {_LEARN}; END",
        f"CREATE TRIGGER text_terms_gone AFTER DELETE ON text_terms BEGIN {_FORGET}; END",
        f"CREATE TRIGGER text_terms_changed AFTER UPDATE ON text_terms BEGIN {_FORGET}; {_LEARN}; END",
    ),
    "postgresql": (
        f"ALTER TABLE text_terms ADD COLUMN document tsvector GENERATED ALWAYS AS ({_WEIGHTED}) STORED",
        "CREATE INDEX ix_text_terms_document ON text_terms USING gin (document)",
    ),
}


def upgrade() -> None:
    op.create_table(
        "direct_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_direct_word")),
        sa.UniqueConstraint("user_id", "ts", name=op.f("uq_direct_word_user_id_ts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("direct_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_direct_word_at"), ["at"], unique=False)

    op.create_table(
        "freshness_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freshness_list")),
        sa.UniqueConstraint("user_id", "day", name=op.f("uq_freshness_list_user_id_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "help_channel",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_help_channel")),
    )
    op.create_table(
        "helper",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("since", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_helper")),
    )
    op.create_table(
        "helper_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_list")),
        sa.UniqueConstraint("month", name=op.f("uq_helper_list_month")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_gap")),
        sa.UniqueConstraint("key", name=op.f("uq_search_gap_key")),
    )
    with op.batch_alter_table("search_gap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_gap_last_at"), ["last_at"], unique=False)

    op.create_table(
        "text_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_terms")),
        sa.UniqueConstraint("kind", "record_id", name=op.f("uq_text_terms_kind_record_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "text_word",
        sa.Column("term", sa.String(length=100), nullable=False),
        sa.Column("shown", sa.String(length=100), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_text_word")),
    )
    op.create_table(
        "unit_circle",
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("shown", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("unit", name=op.f("pk_unit_circle")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("answer_language", sa.String(length=2), nullable=False),
        sa.Column("circle", sa.String(length=8), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("is_closed_circle", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("public_link", sa.String(length=2000), nullable=False),
        sa.Column("origin", sa.String(length=1000), nullable=False),
        sa.Column("mention_id", sa.Integer(), nullable=True),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("solved_by", sa.String(length=64), nullable=False),
        sa.Column("reply_link", sa.String(length=2000), nullable=False),
        sa.Column("reply_language", sa.String(length=2), nullable=False),
        sa.Column("replied_by", sa.String(length=64), nullable=False),
        sa.Column("replied_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("needed_by", UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("nudged_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("is_due", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.id"], name=op.f("fk_question_inquiry_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["mention.id"], name=op.f("fk_question_mention_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("inquiry_id", name=op.f("uq_question_inquiry_id")),
        sa.UniqueConstraint("key", name=op.f("uq_question_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_asked_by"), ["asked_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_mention_id"), ["mention_id"], unique=False)
        batch_op.create_index(
            "ix_question_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_question_place"), ["place"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("visibility", sa.String(length=8), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("when_to_use", sa.String(length=500), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("stale_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("checked_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("key", name=op.f("uq_answer_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_question_id"), ["question_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_valid_until"), ["valid_until"], unique=False)

    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_closing_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("question_id", "user_id", name=op.f("uq_closing_question_id_user_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_user_id"), ["user_id"], unique=False)

    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("edited_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_contribution_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("channel", "ts", name=op.f("uq_contribution_channel_ts")),
        sa.UniqueConstraint("key", name=op.f("uq_contribution_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_by"), ["by"], unique=False)
        batch_op.create_index(batch_op.f("ix_contribution_question_id"), ["question_id"], unique=False)

    op.create_table(
        "answer_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=64), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_report_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_report")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("answer_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_report_by"), ["by"], unique=False)
        batch_op.create_index(
            "uq_answer_report_open",
            ["answer_id", "by"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "answer_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_text_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_text")),
        sa.UniqueConstraint("answer_id", "language", name=op.f("uq_answer_text_answer_id_language")),
    )
    op.create_table(
        "answer_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("mention_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("network", sa.String(length=16), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_use_answer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["mention.id"], name=op.f("fk_answer_use_mention_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_use_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_use")),
        sa.UniqueConstraint("key", name=op.f("uq_answer_use_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("answer_use", schema=None) as batch_op:
        batch_op.create_index("ix_answer_use_answer_id_at", ["answer_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_use_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_use_by"), ["by"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_use_mention_id"), ["mention_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_use_question_id"), ["question_id"], unique=False)

    op.create_table(
        "answer_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_version_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_version")),
        sa.UniqueConstraint("answer_id", "version", name=op.f("uq_answer_version_answer_id_version")),
    )
    op.create_table(
        "correction_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_correction_list_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_list")),
        sa.UniqueConstraint("answer_id", "user_id", name=op.f("uq_correction_list_answer_id_user_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("correction_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_list_user_id"), ["user_id"], unique=False)

    op.create_table(
        "freshness_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_freshness_item_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["freshness_list.id"], name=op.f("fk_freshness_item_list_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freshness_item")),
        sa.UniqueConstraint(
            "answer_id", "valid_until", "list_id", name=op.f("uq_freshness_item_answer_id_valid_until_list_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("freshness_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_freshness_item_list_id"), ["list_id"], unique=False)

    op.create_table(
        "help_hint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_help_hint_answer_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_hint")),
        sa.UniqueConstraint("channel", "thread_ts", name=op.f("uq_help_hint_channel_thread_ts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("help_hint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_hint_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_hint_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_hint_user_id"), ["user_id"], unique=False)

    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("use_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["list_id"], ["correction_list.id"], name=op.f("fk_correction_list_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["use_id"], ["answer_use.id"], name=op.f("fk_correction_use_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("list_id", "use_id", name=op.f("uq_correction_list_id_use_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_use_id"), ["use_id"], unique=False)
    for statement in _SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE text_search")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_use_id"))

    op.drop_table("correction")
    with op.batch_alter_table("help_hint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_hint_user_id"))
        batch_op.drop_index(batch_op.f("ix_help_hint_at"))
        batch_op.drop_index(batch_op.f("ix_help_hint_answer_id"))

    op.drop_table("help_hint")
    with op.batch_alter_table("freshness_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_freshness_item_list_id"))

    op.drop_table("freshness_item")
    with op.batch_alter_table("correction_list", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_list_user_id"))

    op.drop_table("correction_list")
    op.drop_table("answer_version")
    with op.batch_alter_table("answer_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_use_question_id"))
        batch_op.drop_index(batch_op.f("ix_answer_use_mention_id"))
        batch_op.drop_index(batch_op.f("ix_answer_use_by"))
        batch_op.drop_index(batch_op.f("ix_answer_use_at"))
        batch_op.drop_index("ix_answer_use_answer_id_at")

    op.drop_table("answer_use")
    op.drop_table("answer_text")
    with op.batch_alter_table("answer_report", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_answer_report_open",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_answer_report_by"))

    op.drop_table("answer_report")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_question_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_by"))

    op.drop_table("contribution")
    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closing_user_id"))

    op.drop_table("closing")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_valid_until"))
        batch_op.drop_index(batch_op.f("ix_answer_question_id"))
        batch_op.drop_index(batch_op.f("ix_answer_owner"))

    op.drop_table("answer")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_place"))
        batch_op.drop_index(
            "ix_question_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_question_mention_id"))
        batch_op.drop_index(batch_op.f("ix_question_ended_at"))
        batch_op.drop_index(batch_op.f("ix_question_asked_by"))
        batch_op.drop_index(batch_op.f("ix_question_asked_at"))

    op.drop_table("question")
    op.drop_table("unit_circle")
    op.drop_table("text_word")
    op.drop_table("text_terms")
    with op.batch_alter_table("search_gap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_gap_last_at"))

    op.drop_table("search_gap")
    op.drop_table("helper_list")
    op.drop_table("helper")
    op.drop_table("help_channel")
    op.drop_table("freshness_list")
    with op.batch_alter_table("direct_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_direct_word_at"))

    op.drop_table("direct_word")
