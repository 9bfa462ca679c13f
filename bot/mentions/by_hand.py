"""Mentions that people bring: entered by the desk where no feed reaches, or tipped by colleagues.

What is entered behaves like any other mention. A link that is known already joins its mention.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Invalid
from bot.feeds import tongue
from bot.feeds.identity import host_of, link_hash
from bot.feeds.links import canonical
from bot.feeds.match import Candidate
from bot.feeds.stories_told import Telling
from bot.mentions import joining, notes, quiet_time, routing, states
from bot.mentions import watch as watching
from bot.mentions.judged import LEAD, STORED, Want
from bot.mentions.kinds import NORMAL, SEVERITIES, highest
from bot.mentions.shelf import LOCK
from bot.mentions.watch import Watch
from bot.mentions.weblinks import web_link
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import clean, cut, one_line
from storage import mentions, mentions_desk, revisions
from storage.models import Mention, Sighting

if TYPE_CHECKING:
    from bot.services import Services

MOST_TITLE = 300
MOST_TEXT = 3_000
HAND = "hand"


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody enters: a link, or words, or both."""

    link: str = ""
    title: str = ""
    text: str = ""
    source: str = ""
    """Who said it, or where."""
    severity: str = NORMAL
    tipped_by: tuple[str, ...] = ()
    """Colleagues whose tip it was, by user id: they are noted as such, and whoever enters it is not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The mention, and whether it was known before."""

    mention_id: int
    is_known: bool


def enter(
    services: Services, entered: Entered, *, also: Callable[[Session, int], None] | None = None, by: Asker
) -> Outcome:
    """Enter a mention by hand. One whose link or story is known joins it, and whoever entered it is noted there.

    `also` is done with the mention's id in the same transaction. Managers only. Raises Invalid (fields "link", "title", "text",
    "severity").
    """
    require(by.role, Role.MANAGER)
    checked = _checked(entered)
    now, watch = services.now(), watching.watch(services)
    telling = _telling(checked, now)
    with services.stories.lock, services.database.begin() as session:
        revisions.bump(session, LOCK)
        try:
            services.stories.catch_up(session, now)
            known = mentions.by_link(session, _mark(checked)) if telling.link_key else None
            match = services.stories.find(telling) if known is None and telling.title else None
            key = known.id if known is not None else match.story_id if match is not None else 0
            found = joining.goes_on_in(session, key) if key else None
            if found is not None:
                _join(services, session, found, telling, checked, by)
            mention = found or _new(services, session, telling, checked, watch, by)
            if also is not None:
                also(session, mention.id)
            return Outcome(mention.id, is_known=found is not None)
        except BaseException:
            services.stories.start_anew()
            raise


def may_enter(*, by: Asker) -> None:
    """Raise Refused for who may not enter mentions: before a form is filled in for nothing."""
    require(by.role, Role.MANAGER)


def tip(services: Services, link: str, *, by: Asker) -> int | None:
    """Note that a colleague has seen a link; returns the mention it belongs to, None when nobody knows the link.

    The same person tips of one mention once.
    """
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    with services.database.begin() as session:
        return join(services, session, web_link(link), now, by=by)


def join(services: Services, session: Session, link: str, now: datetime, *, by: Asker) -> int | None:
    """Do what `tip` does inside the caller's transaction; `link` is clean."""
    key = link_hash(link) if link else ""
    found = mentions.by_link(session, key) if key else None
    if found is None:
        return None
    mention = states.locked(session, found.id)
    if _tipped(session, mention, by.id, now, link=link):
        audit.note(session, now, Act(by.id, "mention.tipped", f"mention:{mention.id}"))
        notes.redraw(services, session, mention.id)
        notes.show_sources(services, session, mention.id)
    return mention.id


def _checked(entered: Entered) -> Entered:
    link = one_line(entered.link)
    if link and not web_link(link):
        raise Invalid("This is no web address. Paste it whole, as in https://example.org/story.", field="link")
    title, text = one_line(entered.title), clean(entered.text).strip()
    if not (link or title or text):
        raise Invalid("Paste a link, or write what was said.", field="link")
    if len(title) > MOST_TITLE:
        raise Invalid("Use {most} characters at most.", field="title", most=MOST_TITLE)
    if len(text) > MOST_TEXT:
        raise Invalid("Use {most} characters at most.", field="text", most=MOST_TEXT)
    if entered.severity not in SEVERITIES:
        raise Invalid("Choose a severity.", field="severity")
    source = cut(one_line(entered.source), 200) or host_of(web_link(link))
    return Entered(link, title, text, source, entered.severity, entered.tipped_by)


def _telling(entered: Entered, now: datetime) -> Telling:
    link = web_link(entered.link)
    return Telling(
        title=entered.title,
        text=entered.text[:LEAD],
        language=tongue.read(entered.title, entered.text),
        source=entered.source,
        author="",
        link_key=canonical(link) if link_hash(link) else "",
        at=now,
    )


def _mark(entered: Entered) -> str:
    """Return the mark by which the database knows the link of what somebody entered."""
    return link_hash(web_link(entered.link))


def _new(services: Services, session: Session, telling: Telling, entered: Entered, watch: Watch, by: Asker) -> Mention:
    candidate = _candidate(telling, entered)
    hits, found = watching.look(watch, candidate)
    rules = [watch.rules[hit.rule_id] for hit in hits]
    weighed = [entered.severity, *(rule.severity for rule in rules), *([found.severity] if found.severity else [])]
    mention = Mention(
        origin=HAND,
        title=entered.title,
        text=entered.text[:STORED],
        link=web_link(entered.link),
        source=entered.source,
        language=telling.language,
        kind=candidate.kind,
        severity=highest(weighed),
        signals=list(found.words)[:20],
        entered_by=by.id,
        seen_at=telling.at,
        developed_at=telling.at,
    )
    session.add(mention)
    session.flush()
    seen = _sighting(mention, telling, entered)
    session.add(seen)
    session.flush()
    common = {"mention_id": mention.id, "sighting_id": seen.id, "at": telling.at}
    for user_id in entered.tipped_by:
        _tipped(session, mention, user_id, telling.at, link=mention.link)
    mentions.add_hits(session, [{**common, "rule_id": hit.rule_id, "words": list(hit.words)} for hit in hits])
    services.stories.put(mention.id, telling)
    services.stories.seen_up_to(seen.id)
    # Whoever enters it wants to see its card now. Who is on duty is told of a crisis all the same.
    never = quiet_time.NEVER
    wants = [Want("", quiet=never), *(Want(rule.place, quiet=never, rule_id=rule.id) for rule in rules)]
    routing.Routing(services, session, watch.settings, telling.at).tell([(mention, wants)])
    audit.note(session, telling.at, Act(by.id, "mention.entered", f"mention:{mention.id}"))
    return mention


def _join(
    services: Services, session: Session, mention: Mention, telling: Telling, entered: Entered, by: Asker
) -> None:
    """Let what somebody entered join a known mention: as a tip where the link is known, else as one more source."""
    knows_link = telling.link_key == "" or mentions.by_link(session, _mark(entered)) is not None
    if knows_link:
        for user_id in entered.tipped_by or (by.id,):
            _tipped(session, mention, user_id, telling.at, link=web_link(entered.link))
    else:
        seen = _sighting(mention, telling, entered)
        session.add(seen)
        session.flush()
        services.stories.put(mention.id, telling)
        services.stories.seen_up_to(seen.id)
    severity = highest([entered.severity, mention.severity])
    states.developed(services, session, mention, telling.at, severity=severity, is_update=knows_link)
    audit.note(session, telling.at, Act(by.id, "mention.entered", f"mention:{mention.id}"))


def _tipped(session: Session, mention: Mention, user_id: str, now: datetime, *, link: str) -> bool:
    if user_id in (mention.entered_by, *mentions_desk.tips(session, mention.id)):
        return False
    session.add(Sighting(mention_id=mention.id, link=link, tipped_by=user_id, seen_at=now))
    session.flush()
    return True


def _candidate(telling: Telling, entered: Entered) -> Candidate:
    link = web_link(entered.link)
    return Candidate(
        title=telling.title,
        text=entered.text,
        author="",
        link=link,
        domain=host_of(link),
        language=telling.language,
        kind="other",
        feed_id=0,
    )


def _sighting(mention: Mention, telling: Telling, entered: Entered) -> Sighting:
    return Sighting(
        mention_id=mention.id,
        link=web_link(entered.link),
        link_key=_mark(entered),
        title=telling.title,
        lead=telling.text,
        language=telling.language,
        source=telling.source,
        seen_at=telling.at,
    )
