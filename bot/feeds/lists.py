"""Taking in a list of feeds from another program, and giving ours out.

The feeds of a list are not fetched at the click: each is read for the first time within one floor, spread, and that reading
is its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot import audit
from bot.audit import Act
from bot.errors import Invalid
from bot.feeds import opml, presets, timing
from bot.feeds.adding import BODY
from bot.feeds.addresses import BadAddressError, Wrong, checked, place, without_credentials
from bot.feeds.feed_key import LONGEST, feed_key
from bot.feeds.opml import MOST_BYTES, Outline
from bot.mentions.kinds import SOURCE_KINDS
from bot.people import Asker
from bot.roles import Role, require
from storage import feeds, feeds_listed

if TYPE_CHECKING:
    from bot.services import Services

__all__ = ["MOST_BYTES", "Exported", "Line", "Report", "export", "exported", "import_list", "take_in", "take_in_text"]
ONCE_ONLY = "twice"
"""A fault of a line beside those of `Wrong`: the same feed stands further up."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list that was not taken; `shown` is its address without secrets, `why` a value of `Wrong`."""

    line: int
    shown: str
    why: str


@dataclass(slots=True)
class Report:
    """What came of a list."""

    added: int = 0
    known: int = 0
    refused: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file in OPML; `without_secrets` feeds lost their user name and password in it."""

    text: str
    feeds: int
    without_secrets: int


def take_in(services: Services, data: bytes, *, by: Asker) -> Report:
    """Add the feeds of an OPML file or a list of addresses. Those that are here already stay as they are. Managers only."""
    require(by.role, Role.MANAGER)
    return import_list(services, data, who=by.id)


def take_in_text(services: Services, text: str, *, by: Asker) -> Report:
    """Do the same with a list that somebody has pasted; raises Invalid (field "text"), so that it can be mended there."""
    require(by.role, Role.MANAGER)
    if not text.strip():
        raise Invalid("The form is empty. Put in the list that you want to import.", field="text")
    try:
        return take_in(services, text.encode(), by=by)
    except Invalid as error:
        error.field = "text"
        raise


def import_list(services: Services, data: bytes, *, who: str, dry_run: bool = False) -> Report:
    """Do the same for whoever may run commands on the machine; raises Invalid when the list as a whole cannot be used."""
    now, report = services.now(), Report()
    wanted = _wanted(services, opml.read(data), report)
    with services.database.read() as session:
        known = feeds_listed.known_keys(session, wanted)
    report.known = len(known)
    fresh = [(key, outline) for key, outline in wanted.items() if key not in known]
    if dry_run:
        report.added = len(fresh)
        return report
    with services.database.begin() as session:
        services.memory.changed(session, BODY)
        added = feeds_listed.add_many(session, [_row(key, outline, who, now) for key, outline in fresh])
        pace = timing.Pace(services.settings.poll_seconds)
        feeds.put_off(session, [(feed_id, timing.within_a_floor(pace, feed_id, now)) for feed_id in added])
        report.added, report.known = len(added), report.known + len(fresh) - len(added)
        if added:
            after = {"added": len(added), "first": added[0]}
            audit.note(session, now, Act(who, "feeds.imported", "feeds"), after=after)
    return report


def export(services: Services, *, by: Asker) -> Exported:
    """Return every feed in use as OPML, without user names and passwords. Managers only."""
    require(by.role, Role.MANAGER)
    return exported(services, who=by.id)


def exported(services: Services, *, who: str) -> Exported:
    """Do the same for whoever may run commands on the machine."""
    with services.database.begin() as session:
        every = sorted(feeds.in_use(session), key=lambda feed: feed.name.casefold())
        audit.note(session, services.now(), Act(who, "feeds.exported", "feeds"), after={"feeds": len(every)})
    outlines = [
        Outline(0, without_credentials(feed.url), feed.name, without_credentials(feed.site), feed.kind, feed.language)
        for feed in every
    ]
    secret = sum(without_credentials(feed.url) != feed.url for feed in every)
    return Exported(opml.write("Kaiku", outlines), len(every), secret)


def _wanted(services: Services, outlines: list[Outline], report: Report) -> dict[str, Outline]:
    """Return the feeds that may be read, by key; the others go into the report."""
    wanted: dict[str, Outline] = {}
    for outline in outlines:
        url = presets.as_address(outline.url)
        why = _fault(services, url)
        key = "" if why else feed_key(url)
        if key in wanted:
            why = ONCE_ONLY
        if why:
            report.refused.append(Line(outline.line, without_credentials(url)[:200], why))
        else:
            wanted[key] = outline
    return wanted


def _fault(services: Services, url: str) -> str:
    if len(url) > LONGEST:
        return Wrong.TOO_LONG.value
    try:
        address = checked(url, services.settings.feed_allowed_hosts)
    except BadAddressError as error:
        return error.why.value
    # A list may hold any line of text; a name without a dot is a word, unless the operator says that it is a host.
    is_word = "." not in (address.host or "") and ":" not in (address.host or "")
    return Wrong.HOST.value if is_word and place(address) not in services.settings.feed_allowed_hosts else ""


def _row(key: str, outline: Outline, who: str, now: datetime) -> dict[str, Any]:
    url = presets.as_address(outline.url)
    kind = outline.kind if outline.kind in SOURCE_KINDS else presets.kind_of(url) or "news"
    return {
        "url": url,
        "url_key": key,
        "name": outline.name[:200] or urlsplit(url).hostname or "?",
        "site": without_credentials(outline.site)[:1_000] if outline.site.startswith(("http://", "https://")) else "",
        "kind": kind,
        "language": outline.language[:2].casefold() if outline.language[:2].isalpha() else "",
        "takes": presets.takes_of(kind),
        "owner": who if who.startswith(("U", "W")) else "",
        "added_by": who,
        "added_at": now,
        "next_poll_at": now,
    }
