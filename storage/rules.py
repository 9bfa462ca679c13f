"""The queries about rules, their drafts, mutes, signal words, and the desk's settings for alerts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, delete, func, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import AlertSettings, Feed, Mention, Mute, Record, Rule, RuleDraft, RuleHit, SignalWord
from storage.upsert import insert


def every_rule(session: Session) -> list[Rule]:
    """Return the rules that are not deleted, oldest first, those that are switched off too."""
    return list(session.scalars(select(Rule).where(Rule.deleted_at.is_(None)).order_by(Rule.id)))


def find_rule(session: Session, rule_id: int) -> Rule | None:
    """Return a rule, a deleted one too; None when there was never one with this id."""
    return session.get(Rule, rule_id)


def locked_rule(session: Session, rule_id: int) -> Rule | None:
    """Return a rule as it is now and hold it until the transaction ends."""
    return session.get(Rule, rule_id, with_for_update=True, populate_existing=True)


def many_rules(session: Session, ids: Collection[int]) -> dict[int, Rule]:
    """Return rules by id, the deleted ones too."""
    found: dict[int, Rule] = {}
    for chunk in chunks(ids):
        found |= {rule.id: rule for rule in session.scalars(select(Rule).where(Rule.id.in_(chunk)))}
    return found


def add(session: Session, record: Record) -> None:
    """Store a new rule, mute or signal word; it has its id afterwards."""
    session.add(record)
    session.flush()


def drop(session: Session, record: Record) -> None:
    """Delete a row for good: only what leaves no history behind."""
    session.delete(record)
    session.flush()


def counts(session: Session, since: datetime) -> dict[int, tuple[int, int]]:
    """Return by rule how many mentions it has hit since a moment, and how many of those the desk called not ours."""
    dismissed = func.count(func.distinct(case((Mention.state == "closed", RuleHit.mention_id))))
    hits = func.count(func.distinct(RuleHit.mention_id))
    query = (
        select(RuleHit.rule_id, hits, dismissed)
        .join(Mention, Mention.id == RuleHit.mention_id)
        .where(RuleHit.at >= since)
        .group_by(RuleHit.rule_id)
    )
    return {rule_id: (hit, closed) for rule_id, hit, closed in session.execute(query)}


def put_draft(session: Session, draft: RuleDraft) -> None:
    """Store a draft in place of an earlier one with its key, unless that has become a rule or is somebody else's."""
    values = {name: getattr(draft, name) for name in ("rule_id", "version", "content", "changed_at")}
    made = insert(session, RuleDraft).values(key=draft.key, made_by=draft.made_by, **values)
    mine = RuleDraft.saved_at.is_(None) & (RuleDraft.made_by == draft.made_by)
    session.execute(made.on_conflict_do_update(index_elements=["key"], set_=values, where=mine))


def draft(session: Session, key: str, *, lock: bool = False) -> RuleDraft | None:
    """Return a draft by its key; held until the transaction ends when `lock` is set."""
    return session.get(RuleDraft, key, with_for_update=lock or None, populate_existing=True)


def forget_drafts(session: Session, before: datetime) -> None:
    """Delete the drafts that nobody has touched since a moment."""
    session.execute(delete(RuleDraft).where(RuleDraft.changed_at < before))


def mutes_in_force(session: Session, now: datetime) -> list[Mute]:
    """Return the mutes that have not ended, the ones that end first in front."""
    return list(session.scalars(select(Mute).where(Mute.until > now).order_by(Mute.until, Mute.id)))


def find_mute(session: Session, mute_id: int) -> Mute | None:
    """Return a mute, one that has ended too."""
    return session.get(Mute, mute_id)


def locked_mute(session: Session, mute_id: int) -> Mute | None:
    """Return a mute as it is now and hold it until the transaction ends."""
    return session.get(Mute, mute_id, with_for_update=True, populate_existing=True)


def same_mute(session: Session, mute: Mute, now: datetime) -> Mute | None:
    """Return the mute in force that is about the same thing at the same level, and hold it."""
    query = select(Mute).where(Mute.until > now, Mute.what == mute.what, Mute.value == mute.value)
    query = query.where(
        Mute.feed_id.is_not_distinct_from(mute.feed_id), Mute.rule_id.is_not_distinct_from(mute.rule_id)
    )
    return session.scalars(query.order_by(Mute.id).with_for_update()).first()


def signal_words(session: Session) -> list[SignalWord]:
    """Return the signal words that the desk has added, changed or switched off, oldest first."""
    return list(session.scalars(select(SignalWord).order_by(SignalWord.id)))


def alert_settings(session: Session) -> AlertSettings:
    """Return how alerts arrive; the defaults while nobody has chosen anything."""
    return session.get(AlertSettings, 1) or defaults()


def defaults() -> AlertSettings:
    """Return the settings as they are before anybody has chosen anything; their version is 0."""
    return AlertSettings(version=0)


def locked_alert_settings(session: Session) -> AlertSettings:
    """Return the stored row as it is now and hold it until the transaction ends; made when there is none."""
    made = insert(session, AlertSettings).values(id=1, version=0, **_chosen(defaults()))
    session.execute(made.on_conflict_do_nothing(index_elements=["id"]))
    return session.get_one(AlertSettings, 1, with_for_update=True, populate_existing=True)


def _chosen(settings: AlertSettings) -> dict[str, object]:
    names = (column.name for column in AlertSettings.__table__.columns if column.name not in ("id", "version"))
    return {name: getattr(settings, name) for name in names}


def feed_names(session: Session) -> dict[int, str]:
    """Return the names of the feeds that nobody has removed, by id."""
    rows = session.execute(select(Feed.id, Feed.name).where(Feed.state != "removed").order_by(Feed.name, Feed.id)).all()
    return dict(rows)
