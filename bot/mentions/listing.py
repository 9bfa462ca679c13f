"""The desk's list of mentions: what is open, mine, late, or everything, with a search in the headlines and the week's figures."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.mentions.kinds import ADVICE, DIGEST, FEED_TROUBLE, MENTION, SPIKE, WEEKLY
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import cut, one_line, unescaped
from storage import mentions_desk, people
from storage.mentions_desk import Spot, Wanted
from storage.models import Mention

if TYPE_CHECKING:
    from datetime import datetime

    from bot.services import Services

PAGE = 8
"""Mentions on a page: two blocks each, and a message has room for fifty."""
WEEK = timedelta(days=7)
MOST_QUERY = 80
OPEN, MINE, LATE, ALL = "open", "mine", "late", "all"
SHOWS = {
    OPEN: ("open", "avoimet", "öppna"),
    MINE: ("mine", "omat", "mina"),
    LATE: ("late", "myöhässä", "sena"),
    ALL: ("all", "kaikki", "alla"),
}
"""What the list can show: English, Finnish and Swedish words."""
ADD_WORDS = ("add", "new", "lisää", "uusi", "lägg till", "ny", "nytt")
IN_CHANNELS = (MENTION, DIGEST, SPIKE, WEEKLY, ADVICE, FEED_TROUBLE)
_LINK = re.compile(r"<(https?://[^>|\s]+)(?:\|[^>]*)?>|(https?://\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at the list: what to show, words of the headline, the page from 1."""

    show: str = OPEN
    query: str = ""
    page: int = 1

    def packed(self) -> str:
        """Return a short text from which `unpacked` makes the same look."""
        return json.dumps([self.show, self.query, self.page], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Look:
        """Read what `packed` wrote; anything else is a look at what is open."""
        try:
            show, query, page = json.loads(text)
            return cls(str(show) if show in SHOWS else OPEN, cut(str(query), MOST_QUERY), max(1, int(page)))
        except (ValueError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class ToEnter:
    """What somebody typed to be entered by hand."""

    link: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Noise:
    """The last seven days: stories, those that were not ours, and messages that channels got."""

    stories: int
    dismissed: int
    messages: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, with people's names and the channel and ts of each mention's card."""

    mentions: tuple[Mention, ...]
    look: Look
    total: int
    pages: int
    names: dict[str, str]
    links: dict[int, str]
    noise: Noise
    now: datetime


def read(text: str) -> Look | ToEnter:
    """Return what somebody means who writes words after the command: a list, a search, or something to enter."""
    words = one_line(unescaped_links(text))
    link = _LINK.search(text)
    if link:
        address = unescaped(link.group(1) or link.group(2))
        rest = one_line(unescaped(_LINK.sub(" ", text)))
        entered = _without_add_word(rest)
        return ToEnter(address, rest if entered is None else entered)
    shows = {word: show for show, known in SHOWS.items() for word in known}
    first, _, rest = words.partition(" ")
    if first.casefold() in shows:
        return Look(shows[first.casefold()], cut(rest.strip(), MOST_QUERY))
    entered = _without_add_word(words)
    if entered is not None:
        return ToEnter(text=entered)
    return Look(ALL, cut(words, MOST_QUERY)) if words else Look()


def page(services: Services, look: Look, *, by: Asker) -> Page:
    """Return a page of the list. Managers only."""
    require(by.role, Role.MANAGER)
    now = services.now()
    wanted = Wanted(look.show, tuple(look.query.split()[:8]), by.id)
    with services.database.read() as session:
        start = (look.page - 1) * PAGE
        found, total = mentions_desk.listed(session, wanted, now, slice(start, start + PAGE))
        pages = max(1, -(-total // PAGE))
        if look.page > pages:
            look = replace(look, page=pages)
            found, _total = mentions_desk.listed(session, wanted, now, slice((pages - 1) * PAGE, pages * PAGE))
        spots = mentions_desk.spots(session, MENTION, [mention.id for mention in found])
        known = people.many(session, {mention.handler for mention in found} - {""})
        noise = Noise(*mentions_desk.noise(session, IN_CHANNELS, now - WEEK, now))
    links = {mention_id: message_link(services, spot) for mention_id, spot in spots.items()}
    names = {person.id: person.name for person in known.values()}
    return Page(tuple(found), look, total, pages, names, links, noise, now)


def standing(services: Services, user_id: str) -> tuple[int, int, int]:
    """Return how many mentions are open, how many of those somebody has, and how many are late."""
    with services.database.read() as session:
        return mentions_desk.standing(session, user_id, services.now())


def message_link(services: Services, spot: Spot) -> str:
    """Return the address of a message; empty while nobody knows the workspace's address."""
    if not services.team_url:
        return ""
    thread = f"?thread_ts={spot.thread}&cid={spot.channel}" if spot.thread else ""
    return f"{services.team_url}archives/{spot.channel}/p{spot.ts.replace('.', '')}{thread}"


def unescaped_links(text: str) -> str:
    """Return text as somebody typed it, Slack's escapes undone."""
    return unescaped(_LINK.sub(lambda found: found.group(1) or found.group(2), text[:4_000]))


def _without_add_word(words: str) -> str | None:
    """Return what stands after the word for "add"; None when that word is not there."""
    folded = words.casefold()
    known = next((word for word in ADD_WORDS if folded == word or folded.startswith(word + " ")), None)
    return words[len(known) :].strip() if known is not None else None
