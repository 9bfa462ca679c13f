"""Calendar feeds: a private address for each view of the plan, made and ended by whoever uses it.

A feed shows what its owner may see when it is read; it ends with their account. Whoever has the address reads it, so the address
is shown once and only its hash is kept.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, people
from bot.audit import Act
from bot.errors import Conflict, NotFound
from bot.people import Asker
from bot.plan import calendar_file, whole
from bot.plan.looking import MINE, Look, campaign_key
from bot.plan.whole import Whole
from bot.roles import Role, require
from storage import calendar_tokens, plan_between
from storage.models import CalendarToken

if TYPE_CHECKING:
    from bot.services import Services

PATH = "/calendar/{token}.ics"
MOST_FEEDS = 10
MOST_ITEMS = 5_000
_BACK, _AHEAD = timedelta(days=60), timedelta(days=400)
_USED_AGAIN = timedelta(hours=1)
"""That a feed was read is written down no more often."""
_BYTES = 32


@dataclass(frozen=True, slots=True)
class View:
    """What a feed holds: everything or what is its owner's, narrowed as the plan in Slack is."""

    is_mine: bool = False
    network: str = ""
    language: str = ""
    campaign: str = ""

    @classmethod
    def of(cls, look: Look) -> View:
        """Return the view of somebody who looks at the plan so."""
        return cls(look.show == MINE, look.network, look.language, look.campaign)

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same view."""
        return json.dumps([int(self.is_mine), self.network, self.language, self.campaign], separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> View:
        """Read what `packed` wrote; raises ValueError for anything else."""
        is_mine, network, language, campaign = json.loads(text)
        return cls(bool(is_mine), str(network), str(language), str(campaign))

    def has(self, one: Whole) -> bool:
        """Tell whether an item belongs to it."""
        item = one.item
        if self.network and self.network not in one.networks:
            return False
        if self.language and self.language not in item.languages:
            return False
        return not self.campaign or campaign_key(item.campaign) == self.campaign


@dataclass(frozen=True, slots=True)
class Made:
    """A new feed: its address, which is not shown again; a path alone where nobody has said where the web door is."""

    address: str
    is_whole: bool


def make(services: Services, view: View, *, by: Asker) -> Made:
    """Make a feed of a view. Staff only; Conflict when somebody has too many."""
    require(by.role, Role.EMPLOYEE)
    now, token = services.now(), secrets.token_urlsafe(_BYTES)
    with services.database.begin() as session:
        if len(calendar_tokens.of_person(session, by.id)) >= MOST_FEEDS:
            raise Conflict("You have {most} calendar links already. End one of them first.", most=MOST_FEEDS)
        row = CalendarToken(user_id=by.id, view=view.packed(), hash=_hashed(token), made_at=now)
        made = calendar_tokens.add(session, row)
        audit.note(session, now, Act(by.id, "calendar_feed.made", f"calendar_feed:{made.id}"))
    path = PATH.format(token=token)
    base = services.settings.public_url
    return Made(f"{base.rstrip('/')}{path}" if base else path, is_whole=bool(base))


def mine(services: Services, *, by: Asker) -> Sequence[CalendarToken]:
    """Return somebody's own feeds, the newest first."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        return calendar_tokens.of_person(session, by.id)


def end(services: Services, feed_id: int, *, by: Asker) -> None:
    """End one of somebody's own feeds, at once and in every process; raises NotFound when there is none."""
    now = services.now()
    with services.database.begin() as session:
        if not calendar_tokens.end(session, feed_id, by.id, now):
            raise NotFound("This calendar link has ended already.")
        audit.note(session, now, Act(by.id, "calendar_feed.ended", f"calendar_feed:{feed_id}"))


def file_of(services: Services, token: str) -> bytes | None:
    """Return the calendar file of a feed; None when its key is unknown or ended, or its owner may see nothing any more.

    May ask Slack who the owner is. Raises Unavailable when Slack has to be asked and does not answer.
    """
    now = services.now()
    with services.database.read() as session:
        found = calendar_tokens.in_force(session, _hashed(token))
    if found is None:
        return None
    owner = people.asker(services, found.user_id)
    if owner.role < Role.EMPLOYEE:
        return None
    view = View.unpacked(found.view)
    with services.database.read() as session:
        shown = list(_shown(session, view, owner, now))
    _note_use(services, found, now)
    return calendar_file.of(shown, _name(view, owner), owner.reader)


def _shown(session: Session, view: View, owner: Asker, now: datetime) -> Iterator[Whole]:
    start, stop = now - _BACK, now + _AHEAD
    items = plan_between.with_dropped(session, start, stop, owner.id if view.is_mine else "", MOST_ITEMS)
    yield from (one for one in whole.many(session, items) if view.has(one))


def _note_use(services: Services, found: CalendarToken, now: datetime) -> None:
    if found.used_at is not None and now - found.used_at < _USED_AGAIN:
        return
    with services.database.begin() as session:
        calendar_tokens.used(session, found.id, now)


def _name(view: View, owner: Asker) -> str:
    return owner.reader.say("Kaiku: mine") if view.is_mine else owner.reader.say("Kaiku: the plan")


def _hashed(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
