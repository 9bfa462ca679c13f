"""The answer bank: what the organisation answers in public, in each language, how long it holds, and where it was used."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Answer(Record, kw_only=True):
    """One approved answer; what it says in each language stands in its texts, `version` counts its changes."""

    __tablename__ = "answer"
    # An answer can be deleted, and its cards and audit entries must never come to mean another.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Made when the form is opened, or by the row of a file: the same form sent twice is one answer."""
    owner: Mapped[str] = mapped_column(String(64), default="", index=True)
    """Slack user id of whoever keeps it true; empty when nobody does."""
    visibility: Mapped[str] = mapped_column(String(8), default="house")
    """house (all staff), desk (social managers)."""
    note: Mapped[str] = mapped_column(Text, default="")
    """For colleagues, never for the public."""
    when_to_use: Mapped[str] = mapped_column(String(500), default="")
    tags: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    valid_until: Mapped[date | None] = mapped_column(Date, index=True, default=None)
    """The last day, in the house's time zone, on which it may be used without a reason; None has no end."""
    stale_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When nobody had confirmed it two weeks after its last day."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """From then on nobody finds it; its versions and uses stay."""
    question_id: Mapped[int | None] = mapped_column(
        ForeignKey("question.id", ondelete="SET NULL"), index=True, default=None
    )
    """The question to colleagues that it came from."""
    version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(64), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When somebody last said that it is true."""


class AnswerText(Record, kw_only=True):
    """What an answer says in one language."""

    __tablename__ = "answer_text"
    __table_args__ = (UniqueConstraint("answer_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    """fi, sv, en."""
    question: Mapped[str] = mapped_column(Text, default="")
    """As people ask it in this language; empty while nobody has written it."""
    text: Mapped[str] = mapped_column(Text, default="")


class AnswerMeaning(Record, kw_only=True):
    """Where a text of an answer lies among all that could be said, as a small model of many languages reads it."""

    __tablename__ = "answer_meaning"

    text_id: Mapped[int] = mapped_column(ForeignKey("answer_text.id", ondelete="CASCADE"), primary_key=True)
    vector: Mapped[bytes]
    """Half-precision numbers, the least significant byte first. Without the text: it can be made anew at any time."""


class AnswerVersion(Record, kw_only=True):
    """What an answer was at one version, whole, so that it can be compared and restored."""

    __tablename__ = "answer_version"
    __table_args__ = (UniqueConstraint("answer_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    version: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AnswerUse(Record, kw_only=True):
    """That an answer was of use once: copied for a network, given in public, or it solved what somebody searched for."""

    __tablename__ = "answer_use"
    __table_args__ = (Index("ix_answer_use_answer_id_at", "answer_id", "at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Made when the window is opened: the same click twice is one use."""
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), default=None)
    """None for a public reply to a question whose answer never came into the bank."""
    question_id: Mapped[int | None] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True, default=None
    )
    mention_id: Mapped[int | None] = mapped_column(
        ForeignKey("mention.id", ondelete="SET NULL"), index=True, default=None
    )
    what: Mapped[str] = mapped_column(String(8))
    """copied, public (a reply with its link), solved, helped (a suggestion in a thread was right)."""
    version: Mapped[int] = mapped_column(default=0)
    """Of the answer when it was used."""
    language: Mapped[str] = mapped_column(String(2), default="")
    network: Mapped[str] = mapped_column(String(16), default="")
    link: Mapped[str] = mapped_column(String(2000), default="")
    """Of the public reply."""
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why an expired answer was used all the same."""
    by: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class CorrectionList(Record, kw_only=True):
    """The public replies of one person that were made with an older text of an answer: one direct message, edited in place."""

    __tablename__ = "correction_list"
    __table_args__ = (UniqueConstraint("answer_id", "user_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Correction(Record, kw_only=True):
    """One public reply that may need to be corrected."""

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("list_id", "use_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    list_id: Mapped[int] = mapped_column(ForeignKey("correction_list.id", ondelete="CASCADE"))
    use_id: Mapped[int] = mapped_column(ForeignKey("answer_use.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    """Of the answer that made it necessary."""
    state: Mapped[str] = mapped_column(String(8), default="open")
    """open, done, needless."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class AnswerReport(Record, kw_only=True):
    """Somebody says that an answer is outdated or wrong: a task of its owner, until the reporter hears what came of it."""

    __tablename__ = "answer_report"
    __table_args__ = (
        Index(
            "uq_answer_report_open",
            "answer_id",
            "by",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    version: Mapped[int]
    what: Mapped[str] = mapped_column(Text, default="")
    """What is wrong, in the reporter's words."""
    state: Mapped[str] = mapped_column(String(8), default="open")
    """open, changed (the answer was edited), holds (it is true as it stands), gone (withdrawn)."""
    outcome: Mapped[str] = mapped_column(String(500), default="")
    by: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(64), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class FreshnessList(Record, kw_only=True):
    """The answers of one owner that end soon: one direct message for all, edited in place."""

    __tablename__ = "freshness_list"
    __table_args__ = (UniqueConstraint("user_id", "day"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[str] = mapped_column(String(64))
    day: Mapped[date] = mapped_column(Date)
    """In the house's time zone, on which it was made."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FreshnessItem(Record, kw_only=True):
    """One answer in an owner's list, for one last day of validity: it is listed once."""

    __tablename__ = "freshness_item"
    __table_args__ = (UniqueConstraint("answer_id", "valid_until", "list_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    list_id: Mapped[int] = mapped_column(ForeignKey("freshness_list.id", ondelete="CASCADE"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    valid_until: Mapped[date] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(String(8), default="")
    """true, edited, handed (to somebody else), gone (withdrawn); empty while it waits."""


class SearchGap(Record, kw_only=True):
    """Something that people searched for in the bank and did not find; kept without who searched."""

    __tablename__ = "search_gap"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Of its search terms, so that two wordings of the same terms are one gap."""
    words: Mapped[str] = mapped_column(String(300))
    """As it was last asked."""
    language: Mapped[str] = mapped_column(String(2), default="")
    searches: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class TextTerms(Record, kw_only=True):
    """The search terms of an answer or a question that may be found, one column a kind; without a row, it is not found."""

    __tablename__ = "text_terms"
    __table_args__ = (UniqueConstraint("kind", "record_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(8))
    """answer, question."""
    record_id: Mapped[int]
    asked: Mapped[str] = mapped_column(Text, default="")
    """Of the question, in every language in which it is written."""
    told: Mapped[str] = mapped_column(Text, default="")
    """Of the answer's texts."""
    about: Mapped[str] = mapped_column(Text, default="")
    """Of tags, when to use it, and the mark of its kind and visibility."""


class TextWord(Record, kw_only=True):
    """A term that some answer or question has: mistyped words are mended with these."""

    __tablename__ = "text_word"

    term: Mapped[str] = mapped_column(String(100), primary_key=True)
    shown: Mapped[str] = mapped_column(String(100))
    """As somebody wrote it."""
    uses: Mapped[int]
    """How many texts have it; at zero the row goes."""
