"""The ways about in the plan: what it is called, the buttons to another time or list, the menus that narrow it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InteractiveElement, Option, StaticSelectElement

from bot import tongues
from bot.networks import network_name
from bot.plan.looking import DAY, LISTS, MINE, MISSING, MONTH, WEEK, Look
from bot.plan.weeks import Page
from bot.timing.human_said import place_of
from bot.views import calendar_feeds, calendars, file_window, plan_days, plan_files, plan_form
from bot.views.blocks import button, cut, plain
from bot.words import Reader

BROWSE = "plan_views.open"
"""A button anywhere that opens the plan; its value is what to show, with a name behind a dot where a block has several."""
TURN = "plan_views.turn"
"""Buttons of the plan that show something else of it in the same place; a name follows a dot, their value is a packed look."""
NETWORK, LANGUAGE, CAMPAIGN = "plan_views.network", "plan_views.language", "plan_views.campaign"
FILTERS = {NETWORK: "network", LANGUAGE: "language", CAMPAIGN: "campaign"}
"""The menus, and the field of a Look that each narrows."""
LOOK_BLOCK = "plan_look:"
"""The block of the menus carries the look in its id: a menu has no value of its own to carry it."""
MESSAGES = "plan_messages.open"
"""A button anywhere that opens the list of main messages."""
ALL = "*"
"""The option that lifts a filter."""


def window_title(reader: Reader) -> str:
    """Name the window that shows the plan."""
    return reader.say("The plan")


def title_of(shown: Page, reader: Reader) -> str:
    """Say what is shown: the day, the week with its first and last day, the month, or whose list it is."""
    look = shown.look
    if look.show == MINE:
        return reader.say("Mine in the plan")
    if look.show == MISSING:
        return reader.say("Missing something")
    if look.show == DAY:
        return reader.say("Plan: {day}", day=plan_days.name(look.day, reader))
    days = look.days
    first, last = reader.day(days[0]), reader.day(days[-1])
    if look.show == MONTH:
        return reader.say("Plan: {first} – {last}", first=first, last=last)
    number = reader.number(days[0].isocalendar().week)
    return reader.say("Plan, week {number}: {first} – {last}", number=number, first=first, last=last)


def clock_of(shown: Page, reader: Reader) -> str:
    """Say on whose clock the times are."""
    return reader.say("Time zone: {place}", place=place_of(shown.timezone, reader.language))


def ways(shown: Page, reader: Reader) -> list[Block]:
    """Return the buttons to the time before and after, to now, and to the other views."""
    look = shown.look
    # First of all: what stands last goes alone into a line of its own on a narrow screen, or on a wide one.
    made = [button(reader.say("Plan a post"), plan_form.NEW, style="primary")]
    if look.show not in LISTS:
        before, now, after = _turning_words(look.show, reader)
        made += [_turn("before", before, look.turned(-1)), _turn("now", now, look.at(shown.today))]
        made.append(_turn("after", after, look.turned(1)))
    others = {
        WEEK: reader.say("Week"),
        MONTH: reader.say("Month"),
        MINE: reader.say("Mine"),
        MISSING: reader.say("Missing something"),
    }
    made += [_turn(show, said, look.showing(show)) for show, said in others.items() if show != look.show]
    return [ActionsBlock(block_id="plan_ways", elements=made)]


def filters(shown: Page, reader: Reader) -> list[Block]:
    """Return the menus that narrow what is shown, each where there is something to choose."""
    look = shown.look
    networks = {key: network_name(key, reader) for key in shown.networks}
    if look.network:
        networks.setdefault(look.network, network_name(look.network, reader))
    languages = {code: tongues.name(code, reader.language) for code in shown.languages}
    campaigns = dict(shown.campaigns)
    if look.campaign:
        campaigns.setdefault(look.campaign, reader.say("A campaign of another time"))
    menus: list[InteractiveElement] = []
    if len(networks) > 1 or look.network:
        menus.append(_menu(NETWORK, reader.say("Network"), reader.say("All networks"), networks, look.network))
    if len(languages) > 1 or look.language:
        menus.append(_menu(LANGUAGE, reader.say("Language"), reader.say("All languages"), languages, look.language))
    if campaigns:
        menus.append(_menu(CAMPAIGN, reader.say("Campaign"), reader.say("All campaigns"), campaigns, look.campaign))
    return [ActionsBlock(block_id=LOOK_BLOCK + look.packed(), elements=menus)] if menus else []


def narrowed(action_id: str, block_id: str, chosen: str | None, today: date) -> Look:
    """Return the look that a choice in one of the menus asks for."""
    before = Look.unpacked(block_id.removeprefix(LOOK_BLOCK), today)
    return before.narrowed(FILTERS[action_id], "" if chosen is None or chosen == ALL else chosen)


def turning(shown: Page, reader: Reader) -> list[Block]:
    """Return the buttons to the pages before and after, where there are several."""
    before, after = ("" if look is None else look.packed() for look in (shown.before, shown.after))
    made = leafing(TURN, before, after, reader)
    return [ActionsBlock(block_id="plan_pages", elements=made)] if made else []


def leafing(action: str, before: str, after: str, reader: Reader) -> list[ButtonElement]:
    """Return the buttons to the pages before and after of a list, each given as its packed look; empty for none."""
    made = []
    if before:
        made.append(button(reader.say("Earlier on this list"), f"{action}.back", value=before))
    if after:
        made.append(button(reader.say("More of this list"), f"{action}.on", value=after))
    return made


def under(shown: Page, reader: Reader, with_table: bool) -> list[Block]:  # noqa: FBT001 - said by its caller
    """Return what stands last: the same as a table, and what the desk does with days."""
    look, made = shown.look, []
    if with_table and shown.entries:
        said = reader.say("As a list") if look.is_table else reader.say("As a table")
        other = Look(look.day, look.show, look.network, look.language, look.campaign, is_table=not look.is_table)
        made.append(_turn("table", said, other))
    made.append(button(reader.say("Main messages"), MESSAGES))
    made.append(button(calendar_feeds.title(reader), calendar_feeds.OPEN, value=look.packed()))
    if shown.is_desk:
        made.append(button(reader.say("Note about a day"), calendars.NOTE))
        made.append(button(calendars.title(reader), calendars.OPEN))
        made.append(button(file_window.title(reader), plan_files.OPEN))
    return [ActionsBlock(block_id="plan_under", elements=made)] if made else []


def weeks_of(shown: Page, reader: Reader) -> Block:
    """Return a button for each week of a month."""
    mondays = dict.fromkeys(Look(day).first for day in shown.look.days)
    made = []
    for monday in mondays:
        said = reader.say("Week {number}", number=reader.number(monday.isocalendar().week))
        made.append(_turn(f"w{monday.isocalendar().week}", said, shown.look.showing(WEEK, monday)))
    return ActionsBlock(block_id="plan_weeks", elements=made)


def _turning_words(show: str, reader: Reader) -> tuple[str, str, str]:
    if show == DAY:
        return reader.say("Previous day"), reader.say("Today"), reader.say("Next day")
    if show == MONTH:
        return reader.say("Previous month"), reader.say("This month"), reader.say("Next month")
    return reader.say("Previous week"), reader.say("This week"), reader.say("Next week")


def _turn(name: str, said: str, look: Look) -> ButtonElement:
    return button(said, f"{TURN}.{name}", value=look.packed())


def _menu(action_id: str, label: str, everything: str, choices: dict[str, str], chosen: str) -> StaticSelectElement:
    options = [_option(said, value) for value, said in choices.items()]
    lifting: Iterable[Option] = [_option(everything, ALL)] if chosen else []
    return StaticSelectElement(
        action_id=action_id,
        placeholder=plain(label, 150),
        options=[*lifting, *options],
        initial_option=next((option for option in options if option.value == chosen), None),
    )


def _option(said: str, value: str) -> Option:
    return Option(text=plain(cut(said, 70), 75), value=value)
