"""How a mention ends: answered in public, without a reply, or as none of our business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.errors import Invalid
from bot.feeds.identity import host_of
from bot.feeds.rule_word import RuleWord, to_json
from bot.mentions import mutes, mutes_words, states
from bot.mentions.claims import TONES
from bot.mentions.kinds import ANSWERED, CLOSED, NO_ACTION
from bot.mentions.states import Held
from bot.mentions.weblinks import web_link
from bot.people import Asker
from bot.views.blocks import clean, one_line
from bot.words import zone
from storage import feeds as known_feeds
from storage import mentions
from storage.models import Mention, Mute

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.services import Services

REASONS = ("information", "elsewhere", "no_question", "no_fuel")
"""Why no reply is needed, as most say it: for information only, answered elsewhere, no question in it, a reply would feed it."""
SHIPPED = "="
"""Before a reason that is one of REASONS, to tell it from what somebody wrote."""
MOST_REASON = 400
ONCE, AUTHOR, DOMAIN, FEED, WORD = "once", "author", "domain", "feed", "word"
WEEK, MONTH, THREE_MONTHS = "7", "30", "91"
PERIODS = (WEEK, MONTH, THREE_MONTHS)
"""Days for which something is muted."""
LONGEST = timedelta(days=366)
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class NotOurs:
    """What could be left alone from now on: empty where there is none."""

    mention: Mention
    author: str
    domain: str
    feed_id: int
    feed: str
    words: tuple[RuleWord, ...]
    """What rules look for: the word whose form stands in the text."""


def answered(services: Services, mention_id: int, link: str, how: str, tone: str = "", *, by: Asker) -> None:
    """Say that a mention was answered: the public link (http or https), or in a few words how it was without one."""
    address, how = one_line(link), clean(how).strip()
    if address and not web_link(address):
        raise Invalid("This is no web address. Paste it whole, as in https://example.org/answer.", field="link")
    if not address and not how:
        raise Invalid("Paste the link of the answer, or say below how it was given.", field="link")
    if len(how) > MOST_REASON:
        raise Invalid("Use {most} characters at most.", field="how", most=MOST_REASON)
    with states.changing(services, mention_id, by) as held:
        mention = held.mention
        same = (ANSWERED, by.id, address, how)
        if (mention.state, mention.handler, mention.answer_link, mention.reason) == same:
            return
        held.must_be_free_or_mine()
        held.end(ANSWERED, reason=how)
        mention.answer_link, mention.answered_at = address, mention.answered_at or held.now
        mention.tone = tone if tone in TONES else mention.tone
        held.done("answered", public=bool(address))


def relinked(services: Services, mention_id: int, before: str, link: str, *, by: Asker) -> None:
    """Give an answered mention the right link in place of the one `before`, which was wrong; empty when there is none."""
    with states.changing(services, mention_id, by) as held:
        if held.mention.state == ANSWERED and held.mention.answer_link == before != link:
            held.mention.answer_link = link
            held.done("relinked", public=bool(link))


def no_reply_needed(services: Services, mention_id: int, reason: str, words: str = "", *, by: Asker) -> None:
    """Say that a mention needs no reply, with one of REASONS or in somebody's own `words`."""
    words = clean(words).strip()
    if len(words) > MOST_REASON:
        raise Invalid("Use {most} characters at most.", field="words", most=MOST_REASON)
    if not words and reason not in REASONS:
        raise Invalid("Choose a reason, or write one.", field="reason")
    with states.changing(services, mention_id, by) as held:
        said = words or SHIPPED + reason
        if (held.mention.state, held.mention.handler, held.mention.reason) == (NO_ACTION, by.id, said):
            return
        held.must_be_free_or_mine()
        held.end(NO_ACTION, reason=said)
        held.done("no_reply_needed")


def to_leave(services: Services, mention_id: int, *, by: Asker) -> NotOurs:
    """Return what of a mention could be left alone from now on, for the form."""
    with states.changing(services, mention_id, by) as held:
        held.must_be_free_or_mine()
        return _to_leave(held.session, held.mention)


def not_ours(
    services: Services, mention_id: int, scope: str, *, period: str = "", until: date | None = None, by: Asker
) -> None:
    """Say that a mention is not ours: this `once`, or everything by its author, of its domain or feed, or by a word.

    `scope` is once, author, domain, feed, or "word:" and one of the words of `to_leave`, mute in every form. Anything but once
    is muted until a day (at most a year ahead) or for one of PERIODS; the mute and the end of the mention are one transaction.
    """
    now = services.now()
    ends = None if scope == ONCE else _ends(now, period, until, by)
    with states.changing(services, mention_id, by) as held:
        mention = held.mention
        if (mention.state, mention.handler, mention.reason) == (CLOSED, by.id, SHIPPED + scope.partition(":")[0]):
            return
        held.must_be_free_or_mine()
        if ends is not None:
            _mute(held, scope, ends)
        held.end(CLOSED, reason=SHIPPED + scope.partition(":")[0])
        held.done("not_ours", scope=scope.partition(":")[0])


def _to_leave(session: Session, mention: Mention) -> NotOurs:
    seen = mentions.sightings(session, mention.id, 1)
    feed_id = (seen[0].feed_id if seen else None) or 0
    feed = known_feeds.many(session, [feed_id]).get(feed_id) if feed_id else None
    words = mutes_words.words(session, mention.id, _MOST_WORDS)
    return NotOurs(mention, mention.author, host_of(mention.link), feed_id, feed.name if feed else "", words)


def _mute(held: Held, scope: str, ends: datetime) -> None:
    about = _to_leave(held.session, held.mention)
    what, _, written = scope.partition(":")
    word = next((word for word in about.words if mutes_words.as_written(word) == written), None)
    named = written if word is not None else ""
    value = {AUTHOR: about.author, DOMAIN: about.domain, FEED: about.feed, WORD: named}.get(what, "")
    if not value:
        raise Invalid("Choose what is not ours.", field="scope")
    wanted = Mute(what=what, value=value, made_by=held.by.id, made_at=held.now, until=ends)
    if what == FEED:
        wanted.feed_id = about.feed_id
    if what == WORD and word is not None:
        wanted.word = to_json(word)
    mutes.put(held.services, held.session, wanted)


def _ends(now: datetime, period: str, until: date | None, by: Asker) -> datetime:
    """Return when a mute ends: with the chosen day in the person's time zone, else after one of PERIODS."""
    if until is None:
        if period not in PERIODS:
            raise Invalid("Choose for how long.", field="period")
        return now + timedelta(days=int(period))
    end = datetime.combine(until, time(23, 59), zone(by.reader.timezone)).astimezone(now.tzinfo)
    if not now < end <= now + LONGEST:
        raise Invalid("Choose a day from today on, at most a year ahead.", field="until")
    return end
