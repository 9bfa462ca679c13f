"""Results of a search for experts in Slack: as a private answer and as a window in which one can search again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
)

from bot.experts_look import Look, key
from bot.experts_page import Page
from bot.views import ask, profiles
from bot.views import experts_person as one_view
from bot.views.blocks import Message, button, context, cut, foreign, plain, rich, section, words
from bot.views.modal import VALUE, entry, form_window
from bot.words import Reader

OPEN = "experts.open"
"""The button in App Home and help that opens the window to search in."""
SEARCH = "experts.search"
"""The window."""
EVERYWHERE = "experts.everywhere"
UNIT = "experts.unit"
PLACE = "experts.place"
FILTERS = {UNIT: "unit", PLACE: "place"}
"""The menus, and the field of a Look that each narrows."""
QUERY = "query"
ALL = "*"
"""The option that lifts a filter."""
LOOK_BLOCK = "look:"
"""The block of the menus carries the look in its id: a menu has no value of its own to carry it."""
MOST_INPUT = 3_000
_SHOWN_QUERY = 80
_MOST_WORDS = 5
"""Words named in a sentence about the query."""


def title(reader: Reader) -> str:
    """Name the search and its window."""
    return reader.say("Find an expert")


def message(page: Page) -> Message:
    """Show what a search came to: people, nobody, or how to search."""
    if page.finding.problem or not page.look.query:
        return usage(page.by.reader, why=_problem(page))
    return _people(page) if page.finding.people else _nobody(page)


def window(page: Page) -> dict[str, Any]:
    """Show what a search came to in the window to search in."""
    return _window(page.by.reader, page.look.query, message(page).payload()["blocks"])


def empty_window(reader: Reader) -> dict[str, Any]:
    """Return the window before anything was searched for."""
    hint = section(reader.say("You get at most five people, with the reason for each, and can ask them right here."))
    return _window(reader, "", [hint.to_dict()])


def usage(reader: Reader, *, why: str = "") -> Message:
    """Say how to search, with examples in the reader's language; `why` is what was wrong with the words."""
    text = reader.say("Write what your question is about, in any language and form. I find who knows, and say why.")
    examples = [
        reader.say("`/expert data protection`"),
        reader.say("`/expert who can advise on pool opening hours?`"),
        reader.say("`/expert me` opens your own profile."),
    ]
    blocks: list[Block] = [section(text), section("\n".join(f"• {example}" for example in examples))]
    buttons = [button(title(reader), OPEN, style="primary"), button(reader.say("My profile"), profiles.OPEN)]
    shown = [rich(words(why)), *blocks] if why else blocks
    said = "\n".join(filter(None, (foreign(why, 300), text, *examples)))
    return Message(said, [*shown, ActionsBlock(block_id="experts.more", elements=buttons)])


def news(page: Page) -> Message:
    """Say who is there just now: a private answer to a command cannot be changed any more, so it follows in small print."""
    reader, people = page.by.reader, page.finding.people
    there = [(expert.profile.name, page.there.get(expert.profile.user_id or "")) for expert in people]
    active = [cut(name, 80) for name, presence in there if presence and presence.is_active and not presence.quiet_until]
    said = [reader.say("Active now: {names}.", names=reader.listing(active))] if active else []
    for name, presence in there:
        if presence and presence.quiet_until:
            until = reader.clock(presence.quiet_until)
            said.append(reader.say("{name}: do not disturb until {time}.", name=cut(name, 80), time=until))
    text = " ".join(said)
    return Message(foreign(text, 1_000), [ContextBlock(elements=[plain(text, 2_000)])])


def options(names: list[str], reader: Reader, *, chosen: str, typed: str) -> list[Option]:
    """Return units or places as options of a menu, one hundred at most; the first one lifts a choice."""
    lifting = [_option(reader.say("Everywhere"), ALL)] if chosen and not typed else []
    return [*lifting, *(_option(name, key(name)) for name in names[: 100 - len(lifting)])]


def narrowed(action_id: str, block_id: str, chosen: str | None) -> Look:
    """Return the look that a choice in one of the menus asks for."""
    before = Look.unpacked(block_id.removeprefix(LOOK_BLOCK))
    return before.narrowed(FILTERS[action_id], "" if chosen is None or chosen == ALL else chosen)


def _people(page: Page) -> Message:
    reader, finding = page.by.reader, page.finding
    heading = _heading(page)
    blocks: list[Block] = [rich(words(heading, bold=True), *(words(f"\n{said}") for said in _remarks(page)))]
    blocks += _menus(page)
    for expert in finding.people:
        there = page.there.get(expert.profile.user_id or "")
        blocks += one_view.blocks(expert, page.look.query, page.by, page.at, there)
    names = reader.listing([foreign(expert.profile.name, 80) for expert in finding.people])
    text = "\n".join([foreign(heading, 500), *(foreign(said, 500) for said in _remarks(page)), names])
    return Message(text, [*blocks, _footer(reader)])


def _heading(page: Page) -> str:
    reader, shown, total = page.by.reader, len(page.finding.people), page.finding.total
    query = cut(page.look.query, _SHOWN_QUERY)
    if total > shown:
        return reader.say(
            "The best {shown} of {total} people for “{query}”",
            shown=reader.number(shown),
            total=reader.number(total),
            query=query,
        )
    return reader.count("{n} person for “{query}”", "{n} people for “{query}”", shown, query=query)


def _remarks(page: Page) -> Iterator[str]:
    """Yield what was made of words that nobody has."""
    reader, finding = page.by.reader, page.finding
    for typed, taken in list(finding.instead.items())[:_MOST_WORDS]:
        yield reader.say("Nobody has “{typed}”. Did you mean “{taken}”?", typed=cut(typed, 60), taken=cut(taken, 60))
    if finding.left_out:
        named = reader.listing([reader.quoted([cut(word, 60)]) for word in finding.left_out[:_MOST_WORDS]])
        yield reader.say("Nobody has {words}; these people know the rest.", words=named)


def _nobody(page: Page) -> Message:
    reader, query = page.by.reader, page.look.query
    shown = cut(query, _SHOWN_QUERY)
    if page.look.is_narrowed:
        said = reader.say("Nobody who knows about “{query}” fits these choices.", query=shown)
        then = reader.say("Lift the choices, or ask the house: somebody may know.")
    else:
        said = reader.say("I find nobody for “{query}”.", query=shown)
        then = reader.say("Try another word for it, or ask the house: somebody may know.")
    buttons: list[ButtonElement] = []
    if page.look.is_narrowed and page.look.packed():
        everywhere = Look(query).packed()
        buttons.append(button(reader.say("Everywhere"), EVERYWHERE, value=everywhere, style="primary"))
    buttons.append(button(ask.title(reader), ask.OPEN, value=ask.value(query)))
    buttons.append(button(reader.say("I know about it: my profile"), profiles.OPEN))
    blocks: list[Block] = [
        rich(words(said, bold=True), words(f"\n{then}")),
        *_menus(page),
        ActionsBlock(block_id="experts.more", elements=buttons),
    ]
    return Message(f"{foreign(said, 500)} {then}", blocks)


def _problem(page: Page) -> str:
    reader = page.by.reader
    if not page.look.query:
        return ""
    if page.finding.problem == "only_stop_words":
        return reader.say("“{query}” has only words that are in every question.", query=cut(page.look.query, 60))
    return reader.say("I find no words in “{query}”.", query=cut(page.look.query, 60))


def _menus(page: Page) -> list[Block]:
    if not page.can_be_narrowed:
        return []
    reader, finding, look = page.by.reader, page.finding, page.look
    menus = []
    if len(finding.units) > 1 or look.unit:
        menus.append(_menu(UNIT, reader.say("Unit"), page.unit))
    if len(finding.places) > 1 or look.place:
        menus.append(_menu(PLACE, reader.say("Place"), page.place))
    return [ActionsBlock(block_id=LOOK_BLOCK + look.packed(), elements=menus)] if menus else []


def _menu(action_id: str, name: str, chosen: str) -> ExternalDataSelectElement:
    return ExternalDataSelectElement(
        action_id=action_id,
        placeholder=plain(name, 150),
        min_query_length=0,
        initial_option=_option(chosen, key(chosen)) if chosen else None,
    )


def _option(text: str, value: str) -> Option:
    return Option(text=plain(cut(text, 60), 75), value=value)


def _footer(reader: Reader) -> ContextBlock:
    return context(reader.say("Nobody is asked more than a few times a week. “/expert me” is your own profile."))


def _window(reader: Reader, query: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    asked = PlainTextInputElement(action_id=VALUE, max_length=MOST_INPUT, initial_value=query[:MOST_INPUT] or None)
    label = reader.say("What is your question about?")
    labels = title(reader), reader.say("Search"), reader.say("Close")
    return form_window(SEARCH, labels, [entry(QUERY, label, asked), *blocks])
