"""The plan as people look at it: a day, a week, a month, what is theirs, what lacks something. Everybody on staff may look.

However many items there are, a look takes a bounded number of statements: only what a page shows is read with everything that
belongs to it. Days are those of the house's time zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import channels_find
from bot.people import Asker
from bot.plan import checking, day_facts, whole
from bot.plan.checking import Missing
from bot.plan.day_facts import Facts
from bot.plan.kinds import DRAFT, MISSED, READY
from bot.plan.looking import DAY, LAST_PAGE, LISTS, MINE, MISSING, MONTH, WEEK, Look, campaign_key
from bot.plan.warnings import Caution, day_of, of_all
from bot.plan.whole import Whole
from bot.reminders import holds
from bot.reminders.holds import Standing
from bot.roles import Role, require
from bot.timing import wall
from bot.views.blocks import one_line
from bot.words import LANGUAGES
from storage import people, plan, plan_between
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services

OPEN = (DRAFT, READY, MISSED)
PAGE, TABLE_PAGE = 25, 50
"""Items on a page: a message holds fifty blocks, a table ten thousand characters."""
MOST = 3_000
"""Items of a month that are read; what is more is counted."""
PART = 1_000
"""Items of a list without days that are read at once; the next ones are the next part of it."""
_AHEAD = timedelta(days=60)
"""How far what lacks something is looked for."""
_MOST_CHOICES = 90


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in a view: `whole` has everything on a page of a list, only the accounts in a month."""

    whole: Whole
    day: date | None
    missing: tuple[Missing, ...] = ()
    warnings: tuple[Caution, ...] = ()

    @property
    def item(self) -> PlanItem:
        """Return the item."""
        return self.whole.item


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown: the entries of this page, what the days are, what the menus offer.

    `total` counts the items that fit the look; `left_out` are more than are read.
    """

    look: Look
    today: date
    timezone: str
    now: datetime
    entries: tuple[Entry, ...] = ()
    facts: Mapping[date, Facts] = field(default_factory=dict)
    total: int = 0
    pages: int = 1
    networks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    campaigns: Mapping[str, str] = field(default_factory=dict)
    """Names by `campaign_key`."""
    names: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0
    parts: int = 1
    holds: tuple[Standing, ...] = ()
    accounts: Mapping[int, str] = field(default_factory=dict)
    """Names of the social accounts that holds are about."""
    empty_week: date | None = None
    """The Monday of a week ahead in which nothing is planned."""
    is_desk: bool = False

    @property
    def before(self) -> Look | None:
        """Return the page before this one, if there is one: the last of the part before, where the list has several."""
        if self.look.page > 1:
            return self.look.on(self.look.page - 1)
        return self.look.on(LAST_PAGE, self.look.part - 1) if self.look.part else None

    @property
    def after(self) -> Look | None:
        """Return the page after this one, if there is one."""
        if self.look.page < self.pages:
            return self.look.on(self.look.page + 1)
        return self.look.on(1, self.look.part + 1) if self.look.part + 1 < self.parts else None

    def of_day(self, day: date) -> tuple[Entry, ...]:
        """Return the entries of a day."""
        return tuple(entry for entry in self.entries if entry.day == day)


def today_of(services: Services) -> date:
    """Return what day it is in the house's time zone."""
    return wall.local(services.now(), services.settings.timezone).date()


def shown(services: Services, look: Look, *, by: Asker) -> Page:
    """Return the plan as somebody wants to look at it. Raises Refused for who is not on the staff."""
    require(by.role, Role.EMPLOYEE)
    now, zone = services.now(), services.settings.timezone
    page = Page(look, wall.local(now, zone).date(), zone, now, is_desk=by.role >= Role.MANAGER)
    facts = day_facts.usual(look.days, by.reader.language)
    kept = tuple(holds.looked_at(services, by=by))
    names_held = {one.id: one.name for one in channels_find.register(services).open} if kept else {}
    with services.database.read() as session:
        margin = timedelta(minutes=plan.settings(session).apart_minutes)
        look, parts = _in_parts(session, look, now, by)
        found, left_out = _read(session, look, now, zone, margin, by)
        accounts = plan.accounts(session, [item.id for item in found])
        light = [Whole(item, accounts=tuple(accounts.get(item.id, ()))) for item in found]
        fitting = [one for one in light if _fits(one, look, zone)]
        if look.show == MISSING:
            fitting = [one for one in whole.many(session, [each.item for each in fitting]) if _lacking(one)]
        pages, number, listed = _page(fitting, look)
        if look.show != MONTH:
            listed = list(whole.many(session, [one.item for one in listed]))
        around = day_facts.around(session, look.days, [day_of(item, zone) for item in found])
        names = people.many(session, {one.item.owner for one in listed if one.item.owner})
        page = replace(page, empty_week=_empty_week(session, look, page.today, zone), left_out=left_out)
        page = replace(page, parts=parts, holds=kept, accounts=names_held)
        own_school = day_facts.has_own_school(session)
    known = {one.item.id: one for one in listed}
    warned = of_all((known.get(one.item.id, one) for one in light), around, int(margin.total_seconds() // 60), zone)
    return replace(
        _with_menus(page, light),
        look=look.on(number),
        entries=tuple(_entry(one, warned, look, zone) for one in listed),
        facts=day_facts.joined(facts, around, own_school=own_school),
        total=len(fitting),
        pages=pages,
        names={user_id: person.name for user_id, person in names.items()},
    )


def _with_menus(page: Page, light: Sequence[Whole]) -> Page:
    """Return a page with what its menus offer: what there is among the items before any filter."""
    networks = dict.fromkeys(network for one in light for network in one.networks)
    return replace(
        page,
        networks=tuple(networks)[:_MOST_CHOICES],
        languages=_languages(light),
        campaigns=_campaigns(light),
    )


def moments(days: Sequence[date], zone: str) -> tuple[datetime, datetime]:
    """Return when the first of some days begins and the last one ends, in UTC."""
    start = wall.moment(datetime.combine(days[0], datetime.min.time()), zone).at
    return start, wall.moment(datetime.combine(days[-1] + timedelta(days=1), datetime.min.time()), zone).at


def _in_parts(session: Session, look: Look, now: datetime, by: Asker) -> tuple[Look, int]:
    """Return a look with a part that there is, and how many parts there are; only lists without days have several."""
    if look.show not in LISTS:
        return replace(look, part=0), 1
    if look.show == MINE:
        count = plan_between.count_of_person(session, by.id, OPEN)
    else:
        count = plan_between.count_open(session, OPEN, now + _AHEAD)
    parts = max(1, -(-count // PART))
    return replace(look, part=min(look.part, parts - 1)), parts


def _read(
    session: Session, look: Look, now: datetime, zone: str, margin: timedelta, by: Asker
) -> tuple[Sequence[PlanItem], int]:
    """Return the items of a look and of the margin around its days, and how many are more than are read."""
    if look.show == MINE:
        return plan_between.of_person(session, by.id, OPEN, PART, look.part * PART), 0
    if look.show == MISSING:
        return plan_between.open_items(session, OPEN, now + _AHEAD, PART, look.part * PART), 0
    start, end = moments(look.days, zone)
    found = plan_between.between(session, start - margin, end + margin, MOST)
    if len(found) < MOST:
        return found, 0
    return found, max(0, plan_between.count_between(session, start - margin, end + margin) - MOST)


def _fits(one: Whole, look: Look, zone: str) -> bool:
    item = one.item
    if look.days and not look.days[0] <= (day_of(item, zone) or date.min) <= look.days[-1]:
        return False
    if look.network and look.network not in one.networks:
        return False
    if look.language and look.language not in item.languages:
        return False
    return not look.campaign or campaign_key(item.campaign) == look.campaign


def _page(fitting: Sequence[Whole], look: Look) -> tuple[int, int, list[Whole]]:
    """Return how many pages there are, which one is shown, and what stands on it; a month is one page."""
    if look.show == MONTH:
        return 1, 1, list(fitting)
    size = TABLE_PAGE if look.is_table else PAGE
    pages = max(1, -(-len(fitting) // size))
    number = min(look.page, pages)
    return pages, number, list(fitting[(number - 1) * size : number * size])


def _entry(one: Whole, warned: Mapping[int, tuple[Caution, ...]], look: Look, zone: str) -> Entry:
    lacking = () if look.show == MONTH else _lacking(one)
    return Entry(one, day_of(one.item, zone), lacking, warned.get(one.item.id, ()))


def _lacking(one: Whole) -> tuple[Missing, ...]:
    """Return what keeps an item back; what is only worth a look stands in its window."""
    return tuple(point for point in checking.missing(one) if not point.is_hint)


def _campaigns(light: Iterable[Whole]) -> dict[str, str]:
    """Return the campaigns that the menu offers, by key; `light` are the items before any filter."""
    names = {campaign_key(one.item.campaign): one_line(one.item.campaign) for one in light if one.item.campaign}
    names.pop("", None)
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold())[:_MOST_CHOICES])


def _languages(light: Iterable[Whole]) -> tuple[str, ...]:
    found = {code for one in light for code in one.item.languages}
    return tuple(code for code in LANGUAGES if code in found)


def _empty_week(session: Session, look: Look, today: date, zone: str) -> date | None:
    """Return the Monday of a week in which nothing is planned: the next one, or the one ahead that is looked at."""
    this = replace(Look(today), show=WEEK)
    if look.show == MONTH or (look.show == DAY and look.day != today):
        return None
    week = look if look.show == WEEK and look.first > this.first else this.turned(1)
    start, end = moments(replace(week, show=WEEK).days, zone)
    return None if plan_between.count_between(session, start, end) else week.first
