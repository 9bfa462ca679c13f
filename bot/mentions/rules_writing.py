"""Writing a rule: the form, the trial on what was seen lately, the forms of its words, and putting it in force.

Until it is saved, a rule is a draft in the database: however many words it has, and whichever process hears the next click.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit, people, places
from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.feeds.rule_word import RuleWord
from bot.feeds.rule_words import edited, forms_from
from bot.mentions import rules, workers
from bot.mentions.rules_draft import (
    COLUMNS,
    WORD_FIELDS,
    About,
    Typed,
    alike,
    as_written,
    checked,
    content_of,
    every_word,
    languages_of,
    reworded,
    typed_of,
    words_of,
)
from bot.mentions.rules_trial import LOOKED_AT, Trial, trial
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import unescaped
from storage import entries
from storage import feeds as known_feeds
from storage import people as known_people
from storage import rules as kept
from storage.models import Feed, Rule, RuleDraft

if TYPE_CHECKING:
    from bot.services import Services

MOST_RULES = 2_000
_BETWEEN = re.compile(r"[\n,;]")
_QUICK = 100
"""Words that are inflected and tried while somebody waits."""
_KEPT = timedelta(days=3)
"""How long a draft that nobody touches is kept."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The form as it is shown; `feed` is the name of the feed that is chosen in it."""

    about: About
    typed: Typed
    feed: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft and its trial."""

    draft: RuleDraft
    trial: Trial
    is_on: bool = False
    """The rule that it changes is switched on."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The rule as it stands now."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed the rule in the meantime; nothing was saved, and the draft now follows the newer version."""

    tried: Tried


def form(services: Services, rule_id: int = 0, words: str = "", *, feed_id: int = 0, by: Asker) -> Opened:
    """Return the form of a rule; id 0 is a new one, which may begin with words or for one feed. Managers only."""
    require(by.role, Role.MANAGER)
    if not rule_id:
        feeds = dict(rules.feed_names(services, by=by)) if feed_id else {}
        return Opened(About(), Typed(any_words=unescaped(words), feed_id=feed_id, owner=by.id), feeds.get(feed_id, ""))
    known = rules.details(services, rule_id, by=by)
    about = About(rule_id=rule_id, version=known.rule.version, like=rule_id)
    return Opened(about, typed_of(content_of(known.rule)), known.feed)


def duplicate(services: Services, rule_id: int, *, by: Asker) -> Opened:
    """Return the form of a new rule that begins like another one, with the forms of its words."""
    known = rules.details(services, rule_id, by=by)
    name = by.reader.say("Copy of: {name}", name=known.rule.name)
    return Opened(About(like=rule_id), replace(alike(content_of(known.rule), name), owner=by.id), known.feed)


def form_again(services: Services, key: str, *, by: Asker) -> Opened:
    """Return the form of a draft, to change what stands in it."""
    with services.database.read() as session:
        draft = _mine(session, key, by)
        feed = _feeds(session, [draft.content["feed_id"]])
    about = About(draft.key, draft.rule_id or 0, draft.version, draft.rule_id or 0)
    return Opened(about, typed_of(draft.content), next((one.name for one in feed.values()), ""))


def longer(services: Services, about: About, typed: Typed, *, by: Asker) -> Opened:
    """Return an open form with all of its fields and what has been typed by now."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        return Opened(replace(about, is_long=True), _with_owner(session, about, typed, by))


def takes_long(typed: Typed) -> bool:
    """Tell whether trying this takes longer than somebody who has sent a form should wait."""
    return sum(len(_BETWEEN.split(getattr(typed, name))) for name in WORD_FIELDS) > _QUICK


def check(services: Services, about: About, typed: Typed, *, by: Asker) -> None:
    """Raise Invalid at the field that is wrong, before anything slow is done."""
    require(by.role, Role.MANAGER)
    people.get_to_know(services, filter(None, (typed.person, typed.owner)))
    with services.database.read() as session:
        typed = _with_owner(session, about, typed, by)
        before = kept.find_rule(session, about.rule_id or about.like)
        _check_against_others(session, checked(typed, inflect=as_written))
    if typed.place and (before is None or before.place != typed.place):
        places.may_write(services, typed.place, "place")
    if typed.person and (before is None or before.place != typed.person):
        workers.check_reader(services, typed.person, "person")


def try_out(services: Services, about: About, typed: Typed, *, by: Asker) -> Tried:
    """Keep what stands in a form as a draft and try it. The same form sent twice is one draft."""
    check(services, about, typed, by=by)
    with services.database.read() as session:
        content = checked(_with_owner(session, about, typed, by), _known_words(session, about))
    _put(services, about, content, by)
    return tried(services, about.key, by=by)


def try_rule(services: Services, rule_id: int, *, by: Asker) -> Tried:
    """Try a rule as it stands, to switch it on."""
    known = rules.details(services, rule_id, by=by).rule
    about = About(rule_id=rule_id, version=known.version)
    _put(services, about, content_of(known), by)
    return tried(services, about.key, by=by)


def tried(services: Services, key: str, *, by: Asker) -> Tried:
    """Return a draft with its trial on the items seen last."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        draft = _mine(session, key, by)
        seen = entries.latest(session, LOOKED_AT, feed_id=draft.content["feed_id"])
        feeds = known_feeds.many(session, {entry.feed_id for entry in seen})
        rule = kept.find_rule(session, draft.rule_id) if draft.rule_id else None
    return Tried(draft, trial(draft.content, seen, feeds), is_on=rule is not None and rule.is_on)


def word(services: Services, key: str, name: str, place: int, *, by: Asker) -> tuple[RuleDraft, RuleWord]:
    """Return a draft and one of its words, by column and place in it."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        draft = _mine(session, key, by)
    words = words_of(draft.content, name)
    if not 0 <= place < len(words):
        raise rules.forgotten()
    return draft, words[place]


@dataclass(frozen=True, slots=True)
class Forms:
    """What a person says about the forms of a word: texts as typed."""

    genitive: str = ""
    added: str = ""
    removed: str = ""


def reword(services: Services, key: str, at: tuple[str, int], said: Forms, *, by: Asker) -> Tried:
    """Give a word of a draft other forms; `at` is its column and place. Raises Invalid at the field that is wrong."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        draft = _mine(session, key, by, lock=True)
        words = words_of(draft.content, at[0])
        if not 0 <= at[1] < len(words):
            raise rules.forgotten()
        languages = languages_of(draft.content)
        made = edited(words[at[1]], forms_from(said.added), forms_from(said.removed), said.genitive, languages)
        draft.content, draft.changed_at = reworded(draft, at[0], at[1], made), services.now()
    return tried(services, key, by=by)


def save(services: Services, key: str, *, is_on: bool, by: Asker) -> Saved | Overtaken:
    """Put a draft in force, switched on or off. The same draft saved twice is one rule and one change."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        draft = _mine(session, key, by, lock=True)
        if draft.saved_at is not None and draft.rule_id:
            return Saved(rules.locked(session, draft.rule_id))
        values = {**draft.content, "is_on": is_on}
        known = rules.locked(session, draft.rule_id) if draft.rule_id else None
        is_other = known is not None and any(getattr(known, name) != value for name, value in values.items())
        if known is not None and is_other and known.version != draft.version:
            draft.version = known.version
        else:
            saved = _write(services, session, known, values, by)
            draft.rule_id, draft.version, draft.saved_at = saved.id, saved.version, now
            return Saved(saved)
    return Overtaken(tried(services, key, by=by))


def _write(services: Services, session: Session, known: Rule | None, values: Mapping[str, Any], by: Asker) -> Rule:
    now, before = services.now(), rules.noted(known) if known is not None else None
    changed = {name: value for name, value in values.items() if known is None or getattr(known, name) != value}
    if known is not None and not changed:
        return known
    rule = known or Rule(name=values["name"], changed_at=now)
    for name, value in changed.items():
        setattr(rule, name, value)
    rule.changed_at = now
    if known is None:
        kept.add(session, rule)
    else:
        rule.version += 1
    what = "rule.added" if known is None else "rule.edited" if set(changed) & set(COLUMNS) else "rule.switched_on"
    audit.note(session, now, Act(by.id, what, rules.subject(rule)), before=before, after=rules.noted(rule))
    services.memory.changed(session, rules.BODY)
    return rule


def _put(services: Services, about: About, content: dict[str, Any], by: Asker) -> None:
    now = services.now()
    with services.database.begin() as session:
        kept.forget_drafts(session, now - _KEPT)
        if not about.rule_id and len(kept.every_rule(session)) >= MOST_RULES:
            raise Conflict("There are {most} rules, which is the most. Delete one first.", most=MOST_RULES)
        draft = RuleDraft(
            key=about.key,
            rule_id=about.rule_id or None,
            version=about.version,
            content=content,
            made_by=by.id,
            changed_at=now,
        )
        kept.put_draft(session, draft)


def _with_owner(session: Session, about: About, typed: Typed, by: Asker) -> Typed:
    """Fill in what a short form does not show: whoever owns it already, else whoever writes it."""
    if about.is_long:
        return typed
    draft, rule = kept.draft(session, about.key), kept.find_rule(session, about.rule_id)
    owner = draft.content["owner"] if draft is not None else rule.owner if rule is not None else by.id
    return replace(typed, owner=owner)


def _known_words(session: Session, about: About) -> list[RuleWord]:
    """Return the words whose forms people have made: of the draft, else of the rule."""
    draft = kept.draft(session, about.key)
    if draft is not None:
        return every_word(draft.content)
    rule = kept.find_rule(session, about.like) if about.like else None
    return every_word(content_of(rule)) if rule is not None else []


def _check_against_others(session: Session, content: Mapping[str, Any]) -> None:
    """Raise Invalid when what a form names has gone in the meantime, or may not be chosen."""
    if content["feed_id"] and not _feeds(session, [content["feed_id"]]):
        raise Invalid("This feed has been removed. Choose another one.", field="feed_id")
    for field, user_id in (("person", content["place"]), ("owner", content["owner"])):
        if people.is_user_id(user_id):
            person = known_people.find(session, user_id)
            if person is None or not people.is_colleague(person):
                raise Invalid("This is a guest, an app, or somebody who has left. Choose a colleague.", field=field)


def _feeds(session: Session, ids: list[int | None]) -> dict[int, Feed]:
    found = known_feeds.many(session, [feed_id for feed_id in ids if feed_id]).items()
    return {feed_id: feed for feed_id, feed in found if feed.state != "removed"}


def _mine(session: Session, key: str, by: Asker, *, lock: bool = False) -> RuleDraft:
    draft = kept.draft(session, key, lock=lock)
    if draft is None or draft.made_by != by.id:
        raise rules.forgotten()
    return draft
