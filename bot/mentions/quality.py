"""The quality of rules: when most of what a rule finds is not ours, its owner gets one suggestion."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, chores
from bot.audit import Act
from bot.errors import Conflict, NotFound
from bot.mentions import alert_settings, mutes, rules
from bot.mentions.alert_settings import monitoring_channel
from bot.mentions.kinds import ADVICE
from bot.people import Asker
from bot.roles import Role, require
from bot.views import rule_advice as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import figures, people
from storage import rules as kept
from storage.models import Mute, Rule, RuleAdvice

if TYPE_CHECKING:
    from bot.services import Services

LEAST = 20
"""Hits that have ended before anything is said of a rule."""
SHARE = 0.8
SINCE = timedelta(days=90)
MUTED_FOR = timedelta(days=30)
DAILY, MUTED, KEPT = "daily", "muted", "kept"
_EVERY = timedelta(hours=1)


def advise(services: Services) -> None:
    """Suggest to the owners of rules that mostly find what is not ours to narrow, digest or mute them; a tick."""
    if chores.take(services, "rule quality", _EVERY) is None:
        return
    now = services.now()
    alerts = alert_settings.current(services)
    with services.database.read() as session:
        weak = [row for row in figures.quality(session, now - SINCE) if row[1] >= LEAST and row[2] >= SHARE * row[1]]
    for rule_id, hits, dismissed in weak:
        with services.database.begin() as session:
            rule = kept.locked_rule(session, rule_id)
            if rule is not None and _is_due(session, rule_id, now):
                place = _owner(session, rule) or monitoring_channel(services.settings, alerts)
                if place:
                    _suggest(services, session, rule, (hits, dismissed), place)


def decide(services: Services, advice_id: int, decision: str, *, by: Asker) -> None:
    """Follow a suggestion, or keep the rule as it is. Raises Conflict when somebody has decided already."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        advice = figures.advice(session, advice_id, lock=True)
        if advice is None:
            raise NotFound("This suggestion is not kept any more.")
        if advice.decision:
            raise Conflict("Somebody has decided this already: see the rule with “/some rules”.")
        rule = rules.locked(session, advice.rule_id)
        advice.decision, advice.decided_by, advice.decided_at = decision, by.id, now
        if decision == DAILY:
            rule.delivery, rule.version, rule.changed_at = "daily", rule.version + 1, now
        if decision == MUTED:
            wanted = Mute(what="rule", rule_id=rule.id, made_by=by.id, made_at=now, until=now + MUTED_FOR)
            mutes.put(services, session, wanted)
        audit.note(session, now, Act(by.id, f"rule.advice_{decision}", rules.subject(rule)))
        services.memory.changed(session, rules.BODY)
        services.messenger.redraw(session, ADVICE, advice.id)


def card(session: Session, advice_id: int, reader: Reader) -> Message | None:
    """Render a suggestion."""
    advice = figures.advice(session, advice_id)
    rule = kept.find_rule(session, advice.rule_id) if advice is not None else None
    if advice is None or rule is None:
        return None
    person = people.find(session, advice.decided_by) if advice.decided_by else None
    return view.card(advice, rule, person.name if person else "", reader)


def _suggest(services: Services, session: Session, rule: Rule, found: tuple[int, int], place: str) -> None:
    now = services.now()
    word = _weakest_word(session, rule.id, now)
    advice = RuleAdvice(rule_id=rule.id, hits=found[0], dismissed=found[1], words=word[:300], told=place, made_at=now)
    figures.add_advice(session, advice)
    services.messenger.show(session, ADVICE, advice.id, place)


def _is_due(session: Session, rule_id: int, now: datetime) -> bool:
    """Look again while the rule is held: another process may have told the owner meanwhile."""
    return any(
        row[0] == rule_id and row[1] >= LEAST and row[2] >= SHARE * row[1]
        for row in figures.quality(session, now - SINCE)
    )


def _weakest_word(session: Session, rule_id: int, now: datetime) -> str:
    """Return the word by which most of what was not ours was hit; empty when none stands out."""
    found = figures.dismissed_words(session, rule_id, now - SINCE)
    counted = Counter(word.casefold() for words in found for word in set(words))
    if not counted:
        return ""
    word, times = counted.most_common(1)[0]
    return word if times * 2 >= len(found) else ""


def _owner(session: Session, rule: Rule) -> str:
    """Return the owner of a rule while they are here."""
    known = people.find(session, rule.owner) if rule.owner else None
    return "" if known is not None and known.is_deactivated else rule.owner
