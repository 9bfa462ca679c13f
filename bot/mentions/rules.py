"""The desk's rules: what is looked for in feeds, kept by social managers and seen by them.

A rule is written in `rules_writing`, where it is tried before it is switched on. A change counts from the next item on: what was
seen before is never told again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import NotFound
from bot.feeds.match import RuleSpec
from bot.mentions.rules_draft import WORD_FIELDS, words_of
from bot.people import Asker
from bot.roles import Role, require
from storage import feeds as known_feeds
from storage import rules
from storage.models import Rule

if TYPE_CHECKING:
    from bot.services import Services

BODY = "rules"
"""The body of data in memory: rules, mutes, signal words, and the settings for alerts."""
PAGE = 10
"""Rules on a page of the list."""
COUNTED = timedelta(days=30)
"""How far back hits are counted for people."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many mentions a rule has hit lately, and how many of them the desk called not ours."""

    hits: int = 0
    dismissed: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, which counts from 1, and what people want to know of each rule on it."""

    rules: tuple[Rule, ...]
    counts: Mapping[int, Counts]
    total: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Details:
    """One rule in full."""

    rule: Rule
    counts: Counts
    feed: str = ""
    """The name of the only feed it looks at."""


def in_force(services: Services) -> tuple[Rule, ...]:
    """Return the rules that are switched on, oldest first; from memory until one changes."""
    return tuple(rule for rule in every(services) if rule.is_on)


def every(services: Services) -> tuple[Rule, ...]:
    """Return all rules that are not deleted, oldest first; from memory until one changes."""
    return services.memory.recall(BODY, "rules", lambda: _read(services))


def spec_of(rule: Rule) -> RuleSpec:
    """Return a rule as the matcher takes it."""
    return spec_from(rule.id, {name: getattr(rule, name) for name in _MATCHED})


def spec_from(rule_id: int, content: Mapping[str, Any]) -> RuleSpec:
    """Return columns of a rule as the matcher takes them."""
    return RuleSpec(
        rule_id,
        any=words_of(content, "any_words"),
        all=words_of(content, "all_words"),
        none=words_of(content, "none_words"),
        authors=tuple(content["authors"]),
        domains=tuple(content["domains"]),
        languages=frozenset(filter(None, content["languages"].split(","))),
        kinds=frozenset(filter(None, content["kinds"].split(","))),
        feed_id=content["feed_id"],
    )


def listing(services: Services, page: int = 1, *, by: Asker) -> Listed:
    """Return a page of the rules, those that are on first, by name. Managers only."""
    require(by.role, Role.MANAGER)
    known = sorted(every(services), key=lambda rule: (not rule.is_on, by.reader.alphabetical(rule.name), rule.id))
    pages = max(1, -(-len(known) // PAGE))
    at = min(max(page, 1), pages)
    return Listed(tuple(known[(at - 1) * PAGE : at * PAGE]), _counts(services), len(known), at, pages)


def details(services: Services, rule_id: int, *, by: Asker) -> Details:
    """Return one rule. Managers only; raises NotFound when it was deleted."""
    require(by.role, Role.MANAGER)
    found = next((rule for rule in every(services) if rule.id == rule_id), None)
    if found is None:
        raise gone()
    counts = _counts(services).get(rule_id, Counts())
    if found.feed_id is None:
        return Details(found, counts)
    with services.database.read() as session:
        known = known_feeds.many(session, [found.feed_id])
    return Details(found, counts, known[found.feed_id].name if found.feed_id in known else "")


def feed_names(services: Services, query: str = "", *, by: Asker) -> list[tuple[int, str]]:
    """Return the feeds whose name contains a query, by name, for a menu. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        names = rules.feed_names(session)
    wanted = query.casefold().strip()
    found = [(feed_id, name) for feed_id, name in names.items() if wanted in name.casefold()]
    return sorted(found, key=lambda one: by.reader.alphabetical(one[1]))


def rule_names(services: Services, query: str = "", *, by: Asker) -> list[tuple[int, str]]:
    """Return the rules whose name contains a query, by name, for a menu. Managers only."""
    require(by.role, Role.MANAGER)
    wanted = query.casefold().strip()
    found = [(rule.id, rule.name) for rule in every(services) if wanted in rule.name.casefold()]
    return sorted(found, key=lambda one: by.reader.alphabetical(one[1]))


def switch_off(services: Services, rule_id: int, *, by: Asker) -> None:
    """Stop looking for something; the rule stays and can be switched on again. Twice changes nothing."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        known = locked(session, rule_id)
        if known.is_on:
            _write(services, session, known, {"is_on": False}, Act(by.id, "rule.switched_off", subject(known)))


def remove(services: Services, rule_id: int, *, by: Asker) -> None:
    """Delete a rule: what it has found stays, with its name. Twice changes nothing."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        known = rules.locked_rule(session, rule_id)
        if known is not None and known.deleted_at is None:
            values = {"is_on": False, "deleted_at": services.now()}
            _write(services, session, known, values, Act(by.id, "rule.deleted", subject(known)))


def locked(session: Session, rule_id: int) -> Rule:
    """Return a rule as it is now and hold it; raises NotFound when it was deleted."""
    known = rules.locked_rule(session, rule_id)
    if known is None or known.deleted_at is not None:
        raise gone()
    return known


def gone() -> NotFound:
    """Return what is said about a rule that is not there."""
    return NotFound("This rule has been deleted. Write “/some rules” to see all that are there.")


def forgotten() -> NotFound:
    """Return what is said about a draft that is not kept any more."""
    return NotFound("This form has been open for too long, and what stood in it is gone. Please begin again.")


def subject(rule: Rule) -> str:
    """Return how the audit log names a rule."""
    return f"rule:{rule.id}"


def noted(rule: Rule) -> dict[str, Any]:
    """Return what the audit log keeps of a rule: its name, its ways and numbers of words."""
    same = {name: getattr(rule, name) for name in ("name", "is_on", "place", "severity", "delivery", "quiet", "owner")}
    return same | {name: len(getattr(rule, name)) for name in (*WORD_FIELDS, "authors", "domains")}


_MATCHED = (*WORD_FIELDS, "authors", "domains", "languages", "kinds", "feed_id")
"""Columns that decide what a rule hits."""


def _write(services: Services, session: Session, known: Rule, values: Mapping[str, Any], act: Act) -> None:
    before, now = noted(known), services.now()
    for name, value in values.items():
        setattr(known, name, value)
    known.version, known.changed_at = known.version + 1, now
    audit.note(session, now, act, before=before, after=noted(known))
    services.memory.changed(session, BODY)


def _read(services: Services) -> tuple[Rule, ...]:
    with services.database.read() as session:
        return tuple(rules.every_rule(session))


def _counts(services: Services) -> dict[int, Counts]:
    with services.database.read() as session:
        return {rule_id: Counts(*found) for rule_id, found in rules.counts(session, services.now() - COUNTED).items()}
