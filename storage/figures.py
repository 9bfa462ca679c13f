"""The queries behind figures about mentions: how much was said when, by which rule, and how soon somebody answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, load_only

from storage.mentions import IS_STORY
from storage.models import Mention, Rule, RuleAdvice, RuleHit, Sighting, Spike, WeeklyReport
from storage.upsert import insert


def moments(session: Session, since: datetime, until: datetime) -> list[datetime]:
    """Return when items were seen that are mentions, whatever story they belong to."""
    query = select(Sighting.seen_at).where(Sighting.seen_at >= since, Sighting.seen_at < until)
    return list(session.scalars(query))


def headlines(session: Session, since: datetime, until: datetime) -> list[tuple[int, str, str, str]]:
    """Return what was seen in a span of time: mention, headline, language, source."""
    query = select(Sighting.mention_id, Sighting.title, Sighting.language, Sighting.source)
    rows = session.execute(query.where(Sighting.seen_at >= since, Sighting.seen_at < until, Sighting.title != ""))
    return [(mention_id, title, language, source) for mention_id, title, language, source in rows]


def moments_of_rules(session: Session, since: datetime, until: datetime) -> dict[int, list[datetime]]:
    """Return when rules were hit, by rule."""
    found: dict[int, list[datetime]] = {}
    query = select(RuleHit.rule_id, RuleHit.at).where(RuleHit.at >= since, RuleHit.at < until)
    for rule_id, at in session.execute(query):
        found.setdefault(rule_id, []).append(at)
    return found


def first_sighting(session: Session) -> datetime | None:
    """Return when the first mention was seen."""
    return session.scalar(select(func.min(Sighting.seen_at)))


def mentions_between(session: Session, since: datetime, until: datetime) -> list[Mention]:
    """Return the mentions of a span of time that were not muted, oldest first, without their texts; each story once."""
    query = select(Mention).where(Mention.seen_at >= since, Mention.seen_at < until, Mention.muted_by.is_(None))
    query = query.where(IS_STORY)
    wanted = load_only(
        Mention.id,
        Mention.title,
        Mention.link,
        Mention.source,
        Mention.language,
        Mention.severity,
        Mention.state,
        Mention.tone,
        Mention.seen_at,
        Mention.claimed_at,
        Mention.answered_at,
    )
    return list(session.scalars(query.options(wanted).order_by(Mention.id)))


def stories_of_rules(session: Session, since: datetime, until: datetime) -> dict[int, int]:
    """Return how many stories each rule found."""
    counted = func.count(func.distinct(RuleHit.mention_id))
    query = select(RuleHit.rule_id, counted).where(RuleHit.at >= since, RuleHit.at < until)
    return dict(session.execute(query.group_by(RuleHit.rule_id)).all())


def stories_of_sources(session: Session, since: datetime, until: datetime) -> dict[str, int]:
    """Return how many items each source had."""
    query = select(Sighting.source, func.count()).where(Sighting.seen_at >= since, Sighting.seen_at < until)
    return dict(session.execute(query.group_by(Sighting.source)).all())


def quality(session: Session, since: datetime) -> list[tuple[int, int, int]]:
    """Return for each rule that is on how many stories it found since a moment that have ended, and how many were not ours.

    What came before its owner was last advised counts no more.
    """
    advised = (
        select(RuleAdvice.rule_id, func.max(RuleAdvice.made_at).label("at")).group_by(RuleAdvice.rule_id).subquery()
    )
    dismissed = func.count(func.distinct(case((Mention.state == "closed", Mention.id))))
    query = (
        select(RuleHit.rule_id, func.count(func.distinct(Mention.id)), dismissed)
        .join(Mention, Mention.id == RuleHit.mention_id)
        .join(Rule, and_(Rule.id == RuleHit.rule_id, Rule.is_on, Rule.deleted_at.is_(None)))
        .outerjoin(advised, advised.c.rule_id == RuleHit.rule_id)
        .where(RuleHit.at >= since, Mention.ended_at.is_not(None))
        .where((advised.c.at.is_(None)) | (RuleHit.at > advised.c.at))
        .group_by(RuleHit.rule_id)
    )
    return [(rule_id, hits, dismissed) for rule_id, hits, dismissed in session.execute(query)]


def dismissed_words(session: Session, rule_id: int, since: datetime) -> list[list[str]]:
    """Return the words by which a rule hit stories that were not ours."""
    query = select(RuleHit.words).join(Mention, Mention.id == RuleHit.mention_id)
    return list(
        session.scalars(query.where(RuleHit.rule_id == rule_id, RuleHit.at >= since, Mention.state == "closed"))
    )


def add_spike(session: Session, values: dict[str, object]) -> Spike | None:
    """Add a spike; None when the same hour of the same rule has one."""
    made = insert(session, Spike).values(values).on_conflict_do_nothing(index_elements=["rule_id", "hour"])
    return session.scalars(made.returning(Spike)).first()


def spikes_since(session: Session, moment: datetime) -> list[Spike]:
    """Return the spikes made since a moment, oldest first."""
    return list(session.scalars(select(Spike).where(Spike.made_at >= moment).order_by(Spike.id)))


def spike(session: Session, spike_id: int) -> Spike | None:
    """Return a spike."""
    return session.get(Spike, spike_id)


def add_report(session: Session, values: dict[str, object]) -> WeeklyReport | None:
    """Add a week's report; None when the place has it."""
    made = insert(session, WeeklyReport).values(values).on_conflict_do_nothing(index_elements=["week", "place"])
    return session.scalars(made.returning(WeeklyReport)).first()


def report(session: Session, report_id: int) -> WeeklyReport | None:
    """Return a week's report."""
    return session.get(WeeklyReport, report_id)


def add_advice(session: Session, advice: RuleAdvice) -> None:
    """Add a suggestion and give it its number."""
    session.add(advice)
    session.flush()


def advice(session: Session, advice_id: int, *, lock: bool = False) -> RuleAdvice | None:
    """Return a suggestion, held until the transaction ends when `lock` is set."""
    return session.get(RuleAdvice, advice_id, with_for_update=lock, populate_existing=lock)


def stories_by_rule(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names of rules, those of deleted ones too."""
    return dict(session.execute(select(Rule.id, Rule.name).where(Rule.id.in_(ids))).all())
