"""Adding a feed: look at an address, say what is there, and keep it when it is a feed.

Nothing is saved before the feed was fetched and read. That reading is its first poll at the same time: what stands in it
counts as seen, so a new feed with five hundred old items alerts nobody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import structlog
from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import BotError, Conflict, NotFound, Refused
from bot.feeds import first_reading, presets
from bot.feeds.addresses import BadAddressError, Wrong, checked, without_credentials
from bot.feeds.discover import WELL_KNOWN, feeds_of_page
from bot.feeds.feed_key import LONGEST, feed_key
from bot.feeds.fetch import Answer, FetchFault, Trouble
from bot.feeds.items import Unreadable
from bot.feeds.looked import Added, Choice, Choices, Found, Looked, Twin, Unusable, Wish
from bot.feeds.reading import Read
from bot.mentions import intake
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import one_line
from storage import feeds, feeds_listed
from storage.models import Feed

if TYPE_CHECKING:
    from bot.services import Services

BODY = "feeds"
"""The body of data in memory."""
MOST_CHOICES: Final = 8
MOST_GUESSES: Final = 5
"""Well-known places that are tried where a page declares no feed."""
MOST_ADDED: Final = 20
"""Feeds that one person may add within an hour."""
_HOUR: Final = timedelta(hours=1)
_log = structlog.get_logger(__name__)


def check_rights(services: Services, *, by: Asker) -> None:
    """Raise Refused when somebody may not add a feed now: managers only, and not more than MOST_ADDED within an hour."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        _check_pace(session, by.id, services.now())


def look(services: Services, wish: Wish | None, *, by: Asker) -> Looked:
    """Look at an address and say what is there. Fetches, for up to half a minute, so it is for the background.

    Raises nothing: the person waits for an answer, whatever happens. No wish is one that was forgotten meanwhile.
    """
    if wish is None:
        return Unusable("said", "", Wish(""), _forgotten())
    try:
        check_rights(services, by=by)
        _count_look(services, by)
        return _looked(services, wish)
    except BotError as error:
        return Unusable("said", "", wish, error)
    except FetchFault as fault:
        return Unusable(_why(fault), _shown(_named(fault)), wish)
    except Exception as error:  # noqa: BLE001 - as the docstring says
        _log.error(
            "an address could not be looked at", error=type(error).__name__
        )  # the text of the fault may hold a password
        return Unusable("unexpected", "", wish)


def add(services: Services, wish: Wish | None, *, by: Asker) -> Added | Looked:
    """Look at an address and add the feed when there is exactly one; raises nothing."""
    found = look(services, wish, by=by)
    if not isinstance(found, Found):
        return found
    try:
        return save(services, found, by=by)
    except BotError as error:
        return Unusable("said", "", found.wish, error)


def chosen(services: Services, key: str, number: int, *, by: Asker) -> Wish | None:
    """Return the feed of a page that somebody chose; None when the page is forgotten. Managers only."""
    require(by.role, Role.MANAGER)
    page = services.feeds.looks.kept(key)
    if not isinstance(page, Choices) or not 0 <= number < len(page.choices):
        return None
    return Wish(page.choices[number].url, page.wish.kind, page.wish.takes)


def found_before(services: Services, key: str, *, by: Asker) -> Found | None:
    """Return a feed that was looked at in this process a while ago; None when it is forgotten. Managers only."""
    require(by.role, Role.MANAGER)
    found = services.feeds.looks.kept(key)
    return found if isinstance(found, Found) else None


def save(services: Services, found: Found | None, name: str = "", *, by: Asker) -> Added | Twin:
    """Keep a feed that was looked at; what stands in it counts as seen. The same feed twice is a Twin.

    Raises NotFound when it is forgotten by now.
    """
    require(by.role, Role.MANAGER)
    if found is None:
        raise _forgotten()
    now = services.now()
    with services.database.begin() as session:
        services.memory.changed(session, BODY)
        _check_pace(session, by.id, now)
        values = values_of(found, one_line(name)[:200], now) | {"owner": by.id, "added_by": by.id}
        feed = feeds_listed.add(session, values)
        if feed is None:
            twin = feeds.of_key(session, found.url_key)
            if twin is None:
                raise Conflict("Somebody else changed the feeds at the same moment. Please try again.")
            return Twin(twin)
        feed.next_poll_at = first_reading.next_poll(feed, services.settings.poll_seconds)
        seen = intake.baseline(session, feed, found.document, now)
        audit.note(session, now, Act(by.id, "feed.added", f"feed:{feed.id}"), after=_noted(feed))
    return Added(feed, seen, found.newest)


def _why(fault: FetchFault) -> str:
    if fault.why is Trouble.ADDRESS and fault.wrong is not None:
        return f"{fault.why.value}:{fault.wrong.value}"
    return fault.why.value


def _named(fault: FetchFault) -> str:
    """Return the address that a fault names: the one asked for where it led into a private network, which nobody typed."""
    return fault.hops[0].url if fault.why is Trouble.PRIVATE and fault.hops else fault.url


def _count_look(services: Services, by: Asker) -> None:
    if not services.feeds.looks.may_look(by.id, services.now()):
        raise _too_many()


def values_of(found: Found, name: str, now: datetime) -> dict[str, Any]:
    """Return the columns of a feed that was found; without a name it is called as it calls itself."""
    kind = found.wish.kind or presets.kind_of(found.url) or "news"
    return {
        "url": found.url,
        "url_key": found.url_key,
        "name": name or found.name,
        "site": without_credentials(found.document.site)[:1_000],
        "kind": kind,
        "language": found.document.language[:2],
        "takes": found.wish.takes or presets.takes_of(kind),
        "added_at": now,
        **found.row,
    }


def _noted(feed: Feed) -> dict[str, str]:
    return {"name": feed.name, "kind": feed.kind, "takes": feed.takes, "host": urlsplit(feed.url).hostname or ""}


def _check_pace(session: Session, user_id: str, now: datetime) -> None:
    if feeds_listed.added_since(session, user_id, now - _HOUR) >= MOST_ADDED:
        raise _too_many()


def _forgotten() -> NotFound:
    return NotFound("That was too long ago. Please add the address once more.")


def _too_many() -> Refused:
    return Refused("That was a lot of feeds within an hour. Wait a while, or import them all at once as an OPML file.")


def _looked(services: Services, wish: Wish) -> Looked:
    url = _asked_for(services, wish)
    twin = _twin(services, url)
    if twin is not None:
        return twin
    read = services.feeds.read(url)
    if read.why is Unreadable.PAGE:
        return _page(services, wish, read)
    return _judged(services, wish, url, read)


def _asked_for(services: Services, wish: Wish) -> str:
    """Return the address as typed, once it is one that may be fetched; raises FetchFault."""
    url = wish.address
    if len(url) > LONGEST:
        raise FetchFault(Trouble.ADDRESS, _shown(url), wrong=Wrong.TOO_LONG)
    try:
        checked(url, services.settings.feed_allowed_hosts)
    except BadAddressError as error:
        raise FetchFault(Trouble.ADDRESS, _shown(url), wrong=error.why) from error
    return url


def _judged(services: Services, wish: Wish, url: str, read: Read) -> Looked:
    answer = read.answer
    if read.document is None:
        why = read.why.value if read.why is not None else f"http:{answer.status}"
        return Unusable(why, _shown(answer.url), wish)
    twin = _twin(services, answer.url)
    if twin is not None:
        return twin
    now = services.now()
    found = Found(
        wish=wish,
        url=_lasting(url, answer),
        document=read.document,
        at=now,
        row=first_reading.row(answer, read.document, now, services.settings.poll_seconds),
        url_key=feed_key(answer.url),
    )
    return replace(found, key=services.feeds.looks.keep(found))


def _lasting(url: str, answer: Answer) -> str:
    """Return the address to keep: where permanent redirects end; the typed one when a redirect is only for now."""
    return answer.url if answer.has_moved and len(answer.url) <= LONGEST else url


def _page(services: Services, wish: Wish, read: Read) -> Looked:
    """Offer what a page declares; else try where feeds usually are."""
    answer = read.answer
    declared = feeds_of_page(answer.body, answer.url, answer.content_type)
    if declared:
        offered = Choices(
            tuple(
                Choice(_joined(answer.url, one.url), one_line(one.title)[:150], _shown(one.url))
                for one in declared[:MOST_CHOICES]
            ),
            wish,
        )
        return replace(offered, key=services.feeds.looks.keep(offered))
    guessed = services.feeds.first_feed(_usual_places(answer.url))
    return _judged(services, wish, guessed.answer.url if guessed else wish.address, guessed or read)


def _usual_places(page: str) -> list[str]:
    """Return where a feed would stand by custom: once beneath the page, then beneath its host."""
    beneath = f"{page.partition('?')[0].partition('#')[0].rstrip('/')}/"
    places = [urljoin(beneath, WELL_KNOWN[0]), *(urljoin(page, f"/{path}") for path in WELL_KNOWN)]
    return list(dict.fromkeys(places))[:MOST_GUESSES]


def _joined(page: str, url: str) -> str:
    """Return the address of a declared feed with the credentials of its page, when both live at the same place."""
    at, to = urlsplit(page), urlsplit(url)
    is_same_place = (at.scheme, at.hostname, at.port) == (to.scheme, to.hostname, to.port)
    if at.username is None or to.username is not None or not is_same_place:
        return url
    return to._replace(netloc=f"{at.netloc.rpartition('@')[0]}@{to.netloc}").geturl()


def _twin(services: Services, url: str) -> Twin | None:
    with services.database.read() as session:
        known = feeds.of_key(session, feed_key(url))
    return Twin(known) if known is not None else None


def _shown(url: str) -> str:
    return without_credentials(url)[:200]
