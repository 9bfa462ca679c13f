"""Feeds in Slack: what adding one came to, and the list with how each feed stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InteractiveElement,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)

from bot.feeds.keeping import Outlook
from bot.feeds.listing import ALL, MOST_QUERY, PAUSED, TROUBLE, Page
from bot.feeds.looked import Added, Choices, Found, Twin, Unusable
from bot.views import feeds_faults, feeds_parts, rules
from bot.views.blocks import Message, button, context, cut, foreign, plain, rich, section, words
from bot.views.modal import VALUE, form_window, optional
from bot.words import Reader
from storage.models import Feed

OPEN = "feeds.open"
LIST = "feeds.list"
"""The list as a window; sending it searches."""
PREVIOUS = "feeds.previous"
NEXT = "feeds.next"
FILTER = "feeds.filter"
ADD = "feeds.add"
EDIT = "feeds.edit"
"""Its value is the feed's id, with the look to go back to behind a blank."""
CHOOSE = "feeds.choose"
"""One a feed of a page: "feeds.choose.0"; its value is the key of the page and the number, with a blank between."""
IMPORT = "feeds.import"
EXPORT = "feeds.export"
QUERY = "query"
LOOK_BLOCK = "look:"
"""The block of the menu carries the look in its id: a menu has no value of its own to carry it."""


def title(reader: Reader) -> str:
    """Name the list and the button that opens it."""
    return reader.say("Feeds")


def looking(reader: Reader) -> Message:
    """Say at once that an address is being looked at."""
    said = reader.say("I look at the address. The answer comes in a moment.")
    return Message(said, [rich(words(said))])


def answer(outcome: Added | Found | Choices | Twin | Unusable, outlook: Outlook | None, reader: Reader) -> Message:
    """Say what came of an address that somebody typed; `outlook` belongs to a feed that was added."""
    match outcome:
        case Added():
            return added(outcome, outlook, reader)
        case Choices():
            return choices(outcome, reader)
        case Twin():
            return twin(outcome.feed, reader)
        case Unusable():
            return unusable(outcome, reader)
        case Found():
            return Message(foreign(outcome.name), [rich(words(outcome.name))])


def added(outcome: Added, outlook: Outlook | None, reader: Reader) -> Message:
    """Show a feed that is read from now on: a preview, what will be posted, where, and what can be done next."""
    feed = outcome.feed
    first = reader.say("The feed is added: {name}", name=cut(feed.name, 200))
    kind = reader.say("Kind: {kind}", kind=feeds_parts.kind(feed, reader))
    seen = reader.count(
        "{n} item found. I post new ones from now on.", "{n} items found. I post new ones from now on.", outcome.seen
    )
    if not outcome.seen:
        seen = reader.say("There is nothing in it yet. I post what comes from now on.")
    told = feeds_parts.told(outlook, reader) if outlook else []
    blocks: list[Block] = [
        rich(words(first, bold=True), words(f"\n{kind}"), *feeds_parts.items(outcome.newest, reader)),
        rich(words(f"{seen} "), *told),
        ActionsBlock(block_id=f"feed.{feed.id}.added", elements=_after_adding(feed, reader)),
    ]
    return Message(foreign(f"{first}\n{kind}\n{seen}"), blocks)


def choices(outcome: Choices, reader: Reader) -> Message:
    """Offer the feeds that a web page declares."""
    count = len(outcome.choices)
    said = reader.count(
        "This is a web page. It names {n} feed: choose it to add it.",
        "This is a web page. It names {n} feeds: choose the one to add.",
        count,
    )
    listed = [
        part
        for choice in outcome.choices
        for part in (words(f"\n• {choice.title or choice.shown}", bold=True), words(f" {choice.shown}"))
    ]
    elements = [
        button(cut(choice.title or choice.shown, 70), f"{CHOOSE}.{number}", value=f"{outcome.key} {number}")
        for number, choice in enumerate(outcome.choices)
    ]
    names = "\n".join(choice.title or choice.shown for choice in outcome.choices)
    blocks = [rich(words(said), *listed), ActionsBlock(block_id="feeds.choices", elements=elements)]
    return Message(foreign(f"{said}\n{names}"), blocks)


def twin(feed: Feed, reader: Reader) -> Message:
    """Say that a feed is there already."""
    said = reader.say("This feed is read already, under this name: {name}", name=cut(feed.name, 200))
    elements = [button(reader.say("Open the feed"), EDIT, value=str(feed.id), style="primary")]
    return Message(foreign(said), [rich(words(said)), ActionsBlock(block_id=f"feed.{feed.id}.twin", elements=elements)])


def unusable(outcome: Unusable, reader: Reader) -> Message:
    """Say why nothing was added, and what to do next."""
    if outcome.said is not None:
        said = outcome.said.words(reader)
        return Message(foreign(said), [rich(words(said))])
    why, then = feeds_faults.said(outcome.why, reader), feeds_faults.next_step(outcome.why, reader)
    first = reader.say("Nothing was added. The address was: {address}", address=outcome.shown) if outcome.shown else ""
    text = "\n".join(filter(None, (first, f"{why} {then}")))
    elements = [button(reader.say("Add a feed"), ADD)]
    return Message(foreign(text), [rich(words(text)), ActionsBlock(block_id="feeds.unusable", elements=elements)])


def removed(feed: Feed, reader: Reader) -> Message:
    """Say that a feed is out of use."""
    said = reader.say("The feed is removed: {name}", name=cut(feed.name, 200))
    return Message(foreign(said), [rich(words(said))])


def message(page: Page, reader: Reader, note: str = "") -> Message:
    """Show a page of the list in a message."""
    said = [note, _counted(page, reader), *(f"{feed.name}: {feeds_parts.state(feed, reader)}" for feed in page.feeds)]
    hint = [context(reader.say("To look for one: “/some feeds” and a word, such as `/some feeds library`"))]
    blocks = [*_blocks(page, reader, note), *(hint if page.total else [])]
    return Message(foreign("\n".join(filter(None, said))), blocks)


def window(page: Page, reader: Reader, note: str = "") -> dict[str, Any]:
    """Show a page of the list in a window, with a field to search in."""
    typed = PlainTextInputElement(action_id=VALUE, max_length=MOST_QUERY, initial_value=page.look.query or None)
    search = [optional(QUERY, reader.say("Look for a feed"), typed)] if page.total else []
    labels = (title(reader), reader.say("Search"), reader.say("Close"))
    return form_window(LIST, labels, [*_blocks(page, reader, note), *search], carried=page.look.packed())


def _blocks(page: Page, reader: Reader, note: str) -> Iterator[Block]:
    if note:
        yield rich(words(note, bold=True))
    if not page.total:
        yield from _empty(reader)
        return
    yield rich(words(_counted(page, reader)))
    yield ActionsBlock(block_id=f"{LOOK_BLOCK}{page.look.packed()}", elements=_doing(page, reader))
    for feed in page.feeds:
        yield _line(feed, page, reader)
    turning = _turning(page, reader)
    if turning:
        yield ActionsBlock(block_id="turn", elements=turning)


def _empty(reader: Reader) -> Iterator[Block]:
    yield section(
        reader.say(
            "*No feeds yet.* A feed is a list of what is new on a site, made for programs: newspapers, blogs, searches and "
            "podcasts have one. I read it for you and post what concerns you."
        )
    )
    yield section(
        reader.say(
            "Add the first: write “/some feeds add” and an address, such as `/some feeds add yle.fi`, or choose from what "
            "there is: Google Alerts, Mastodon, YouTube and others."
        )
    )
    first = button(reader.say("Add a feed"), ADD, style="primary")
    yield ActionsBlock(block_id="feeds.first", elements=[first, button(reader.say("Import a list"), IMPORT)])


def _counted(page: Page, reader: Reader) -> str:
    if not page.total:
        return reader.say("There are no feeds yet.")
    if not page.found:
        return reader.say("No feed fits. Choose “All”, or look for another word.")
    said = reader.count("{n} feed", "{n} feeds", page.found)
    if page.pages > 1:
        last = page.first + len(page.feeds) - 1
        said = reader.say("{first}–{last} of {count}", first=page.first, last=last, count=reader.number(page.found))
    trouble = reader.count("{n} in trouble", "{n} in trouble", page.in_trouble) if page.in_trouble else ""
    return " · ".join(filter(None, (said, trouble)))


def _doing(page: Page, reader: Reader) -> list[InteractiveElement]:
    named = {ALL: reader.say("All"), TROUBLE: reader.say("In trouble"), PAUSED: reader.say("Paused")}
    options = [Option(text=plain(name, 75), value=which) for which, name in named.items()]
    chosen = next((option for option in options if option.value == page.look.which), options[0])
    return [
        button(reader.say("Add a feed"), ADD, style="primary"),
        StaticSelectElement(
            action_id=FILTER, options=options, initial_option=chosen, placeholder=plain(reader.say("Show"), 150)
        ),
        button(reader.say("Import a list"), IMPORT),
        button(reader.say("Save as a file"), EXPORT),
    ]


def _line(feed: Feed, page: Page, reader: Reader) -> SectionBlock:
    count = page.mentions.get(feed.id, 0)
    mentions = reader.count("{n} mention in 30 days", "{n} mentions in 30 days", count)
    lines = [
        cut(feed.name, 200),
        f"{feeds_parts.kind(feed, reader)} · {feeds_parts.state(feed, reader)} · {mentions}",
        " · ".join(feeds_parts.standing(feed, reader)),
    ]
    action = button(reader.say("Open"), EDIT, value=f"{feed.id} {page.look.packed()}")
    return SectionBlock(text=plain("\n".join(filter(None, lines)), 3_000), block_id=f"feed.{feed.id}", accessory=action)


def _turning(page: Page, reader: Reader) -> list[ButtonElement]:
    at, turning = page.look, []
    if at.page > 1:
        turning.append(button(reader.say("Previous"), PREVIOUS, value=at.on(at.page - 1).packed()))
    if at.page < page.pages:
        turning.append(button(reader.say("Next"), NEXT, value=at.on(at.page + 1).packed()))
    return turning


def _after_adding(feed: Feed, reader: Reader) -> Sequence[ButtonElement]:
    return [
        button(reader.say("Settings"), EDIT, value=str(feed.id)),
        button(reader.say("Write a rule"), rules.NEW, value=str(feed.id)),
        feeds_parts.remove_button(feed, str(feed.id), reader),
    ]
