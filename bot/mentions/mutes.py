"""Mutes: what is not told for a while, everywhere, in one feed or for one rule. It is stored all the same and returns by itself.

A mute acts on what comes after it; what has been told stays where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Invalid, NotFound
from bot.feeds.rule_word import to_json
from bot.feeds.rule_words import made, words_from
from bot.mentions.rules import BODY
from bot.mentions.rules_draft import domain
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import clean, cut, one_line
from storage import feeds as known_feeds
from storage import rules
from storage.models import Mute

if TYPE_CHECKING:
    from bot.services import Services

WORD, AUTHOR, DOMAIN, FEED, RULE = "word", "author", "domain", "feed", "rule"
KINDS = (WORD, AUTHOR, DOMAIN, FEED, RULE)
LONGEST = timedelta(days=366)
"""No mute is for ever: who wants silence for longer asks again after a year."""
MOST_MUTES = 2_000
PAGE = 10
_LONGEST_NAME = 200
_WHY = 300


@dataclass(frozen=True, slots=True)
class Scope:
    """What is muted: `value` is the word, author or web site; a feed or a rule narrows where it holds, or is muted itself."""

    what: str
    value: str = ""
    feed_id: int | None = None
    rule_id: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the mutes in force, which counts from 1, with the names of the feeds and rules they are about."""

    mutes: tuple[Mute, ...]
    feeds: Mapping[int, str]
    rules: Mapping[int, str]
    total: int
    page: int = 1
    pages: int = 1


def in_force(services: Services) -> tuple[Mute, ...]:
    """Return the mutes that have not ended, the ones that end first in front."""
    now = services.now()
    return tuple(mute for mute in known(services) if mute.until > now)


def known(services: Services) -> tuple[Mute, ...]:
    """Return the mutes that had not ended when they were read, from memory; some may have ended since."""
    return services.memory.recall(BODY, "mutes", lambda: _read(services))


def listing(services: Services, page: int = 1, *, by: Asker) -> Listed:
    """Return a page of the mutes in force. Managers only."""
    require(by.role, Role.MANAGER)
    found = in_force(services)
    pages = max(1, -(-len(found) // PAGE))
    at = min(max(page, 1), pages)
    shown = named(services, found[(at - 1) * PAGE : at * PAGE])
    return replace(shown, total=len(found), page=at, pages=pages)


def named(services: Services, shown: Sequence[Mute]) -> Listed:
    """Return mutes with the names of the feeds and rules that they are about, as one page."""
    with services.database.read() as session:
        feeds = known_feeds.many(session, {mute.feed_id for mute in shown if mute.feed_id})
        about = rules.many_rules(session, {mute.rule_id for mute in shown if mute.rule_id})
    names = {feed_id: feed.name for feed_id, feed in feeds.items()}
    return Listed(tuple(shown), names, {rule_id: rule.name for rule_id, rule in about.items()}, len(shown))


def form(services: Services, scope: Scope, *, by: Asker) -> tuple[Scope, str]:
    """Return what the form of a new mute starts with, and the name of the rule that it is about. Managers only."""
    require(by.role, Role.MANAGER)
    if not scope.rule_id:
        return scope, ""
    with services.database.read() as session:
        rule = rules.find_rule(session, scope.rule_id)
    return scope, rule.name if rule is not None else ""


def make(services: Services, scope: Scope, *, until: datetime, why: str = "", by: Asker) -> Mute:
    """Tell nothing of something until a moment, which is a year ahead at most. Managers only.

    The same thing muted again at the same level is one mute with the later end. Raises Invalid (fields "what", "value",
    "feed_id", "rule_id", "until").
    """
    require(by.role, Role.MANAGER)
    wanted = Mute(
        what=scope.what,
        value=scope.value,
        feed_id=scope.feed_id or None,
        rule_id=scope.rule_id or None,
        why=cut(one_line(why), _WHY),
        made_by=by.id,
        made_at=services.now(),
        until=until,
    )
    with services.database.begin() as session:
        return put(services, session, wanted)


def put(services: Services, session: Session, wanted: Mute) -> Mute:
    """Put a mute in force inside the caller's transaction, who has checked the rights; raises Invalid as `make` does.

    A word that comes with its forms keeps them: a rule's owner may have changed them.
    """
    wanted.until = checked_end(wanted.until, wanted.made_at)
    forms = wanted.word
    for name, value in _checked(wanted.what, wanted.value).items():
        setattr(wanted, name, value)
    wanted.word = forms or wanted.word
    services.memory.changed(session, BODY)
    _check_level(session, wanted)
    return _put(session, wanted, wanted.made_at)


def end(services: Services, mute_id: int, *, by: Asker) -> None:
    """Tell it again from now on. Twice changes nothing."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        mute = _locked(session, mute_id)
        if mute.until > now:
            before = _noted(mute)
            mute.until, mute.ended_by = now, by.id
            audit.note(session, now, Act(by.id, "mute.ended", f"mute:{mute.id}"), before=before, after=_noted(mute))
            services.memory.changed(session, BODY)


def extend(services: Services, mute_id: int, until: datetime, *, by: Asker) -> Mute:
    """Give a mute another end, earlier or later; one that has ended in the meantime begins again."""
    require(by.role, Role.MANAGER)
    now = services.now()
    until = checked_end(until, now)
    with services.database.begin() as session:
        mute = _locked(session, mute_id)
        if mute.until != until:
            before = _noted(mute)
            mute.until, mute.ended_by = until, ""
            audit.note(session, now, Act(by.id, "mute.extended", f"mute:{mute.id}"), before=before, after=_noted(mute))
            services.memory.changed(session, BODY)
    return mute


def mute(services: Services, mute_id: int, *, by: Asker) -> Mute:
    """Return a mute, one that has ended too. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        found = rules.find_mute(session, mute_id)
    if found is None:
        raise _gone()
    return found


def checked_end(until: datetime, now: datetime) -> datetime:
    """Return when a mute ends; raises Invalid (field "until") for the past, and for more than a year."""
    if until <= now:
        raise Invalid("Choose a day that is still to come.", field="until")
    if until > now + LONGEST:
        raise Invalid("A mute lasts a year at most. Choose an earlier day.", field="until")
    return until


def _checked(what: str, value: str) -> dict[str, Any]:
    """Return the columns that say what is muted; a word has its forms with it."""
    if what not in KINDS:
        raise Invalid("Choose from the list.", field="what")
    written = one_line(clean(value))
    if what in (FEED, RULE):
        return {"value": ""}
    if not written:
        raise Invalid("Write which word, author or web site.", field="value")
    if what == DOMAIN:
        return {"value": domain(written, "value")}
    if what == AUTHOR:
        if len(written) > _LONGEST_NAME:
            raise Invalid(
                "This is too long: {most} characters at most, and there are {n}.",
                field="value",
                most=_LONGEST_NAME,
                n=len(written),
            )
        return {"value": written}
    words = words_from(written, field="value")
    if len(words) != 1:
        raise Invalid("Write one word or phrase. Mute the others one by one.", field="value")
    return {"value": words[0], "word": to_json(made(words[0]))}


def _check_level(session: Session, mute: Mute) -> None:
    """Raise Invalid when what a mute is about is not chosen, or is not there."""
    if mute.what == FEED and not mute.feed_id:
        raise Invalid("Choose the feed.", field="feed_id")
    if mute.what == RULE and not mute.rule_id:
        raise Invalid("Choose the rule.", field="rule_id")
    if mute.feed_id:
        feed = known_feeds.many(session, [mute.feed_id]).get(mute.feed_id)
        if feed is None or feed.state == "removed":
            raise Invalid("This feed has been removed. Choose another one.", field="feed_id")
    if mute.rule_id:
        rule = rules.find_rule(session, mute.rule_id)
        if rule is None or rule.deleted_at is not None:
            raise Invalid("This rule has been deleted. Choose another one.", field="rule_id")


def _put(session: Session, mute: Mute, now: datetime) -> Mute:
    same = rules.same_mute(session, mute, now)
    if same is None:
        if len(rules.mutes_in_force(session, now)) >= MOST_MUTES:
            raise Invalid("There are {most} mutes, which is the most. End one first.", field="value", most=MOST_MUTES)
        rules.add(session, mute)
        audit.note(session, now, Act(mute.made_by, "mute.made", f"mute:{mute.id}"), after=_noted(mute))
        return mute
    if same.until < mute.until:
        before = _noted(same)
        same.until, same.why = mute.until, mute.why or same.why
        audit.note(
            session, now, Act(mute.made_by, "mute.extended", f"mute:{same.id}"), before=before, after=_noted(same)
        )
    return same


def _noted(mute: Mute) -> dict[str, Any]:
    """Return what the audit log keeps: no author's name and no word of a feed."""
    kept = {"what": mute.what, "feed_id": mute.feed_id, "rule_id": mute.rule_id, "until": mute.until.isoformat()}
    return kept | ({"value": mute.value} if mute.what == DOMAIN else {})


def _locked(session: Session, mute_id: int) -> Mute:
    found = rules.locked_mute(session, mute_id)
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFound:
    return NotFound("This mute is no longer there. Write “/some mute” to see all that are in force.")


def _read(services: Services) -> tuple[Mute, ...]:
    with services.database.read() as session:
        return tuple(rules.mutes_in_force(session, services.now()))
