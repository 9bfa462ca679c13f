"""The form of a feed: how it stands, what can be changed, and the buttons that pause it, read it now or remove it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot import people, tongues
from bot.feeds.addresses import without_credentials
from bot.feeds.keeping import LONGEST_NAME, Draft, Form, Overtaken, Seen
from bot.views import feeds_parts, rules_words
from bot.views.blocks import button, cut, person, plain, rich, words
from bot.views.feed_trouble import PAUSE, POLL_NOW, RESUME
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import Reader
from storage.models import Feed

FORM = "feeds.form"
AUTO = "auto"
"""The language that each item tells by itself."""


def form(seen: Seen, look: str, reader: Reader, *, note: str = "", draft: Draft | None = None) -> dict[str, Any]:
    """Show the form of a feed; `look` is the list to go back to, `draft` what was typed already."""
    feed = seen.feed
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks += [
        rich(*_status(feed, reader)),
        rich(*feeds_parts.told(seen.outlook, reader)),
        ActionsBlock(block_id=f"feed.{feed.id}.{feed.version}.do", elements=_doing(feed, look, reader)),
        *_inputs(draft or draft_of(feed), reader),
    ]
    labels = (reader.say("Feed"), reader.say("Save"), reader.say("Close"))
    return form_window(FORM, labels, blocks, carried=Form(feed.id, feed.version, look).packed())


def overtaken(outcome: Overtaken, look: str, reader: Reader) -> dict[str, Any]:
    """Show the form again after somebody else was faster, with everything that was typed."""
    note = reader.say("Somebody else changed this feed while you were here. Save to put yours in place.")
    window = form(outcome.now, look, reader, note=note, draft=outcome.draft)
    if outcome.who:
        who = rich(words(reader.say("Changed by:") + " "), person(outcome.who))
        window["blocks"].insert(1, who.to_dict())
    return window


def draft_of(feed: Feed) -> Draft:
    """Return a feed as its form shows it."""
    names = ("name", "kind", "language", "takes", "place", "owner")
    return Draft(**{name: getattr(feed, name) for name in names})


def draft_from(values: dict[str, Any]) -> Draft:
    """Return what stands in a sent form, by block id."""
    language = values.get("language") or ""
    return Draft(
        name=str(values.get("name") or ""),
        kind=str(values.get("kind") or ""),
        language="" if language == AUTO else str(language),
        takes=str(values.get("takes") or ""),
        place=str(values.get("person") or values.get("place") or ""),
        owner=str(values.get("owner") or ""),
    )


def saved_note(feed: Feed, reader: Reader) -> str:
    """Say that a feed is changed."""
    return reader.say("Saved: {name}", name=cut(feed.name, 150))


def paused_note(reader: Reader) -> str:
    """Say what pausing means."""
    return reader.say(
        "Paused. Rules and history stay; what comes meanwhile is told when you resume, if it is still there."
    )


def resumed_note(feed: Feed, reader: Reader) -> str:
    """Say that a feed is read again."""
    return reader.say("It is read again, next time: {when}", when=reader.moment(feed.next_poll_at))


def polled_note(feed: Feed, now: datetime, reader: Reader) -> str:
    """Say when a feed is read that somebody wants to be read now."""
    if feed.next_poll_at <= now:
        return reader.say("I read it now. What is new comes in a moment.")
    return reader.say(
        "I must not ask its server sooner than {when}. Then I read it.", when=reader.moment(feed.next_poll_at)
    )


def _status(feed: Feed, reader: Reader) -> Iterator[Any]:
    yield words(feeds_parts.state(feed, reader), bold=True)
    for line in feeds_parts.standing(feed, reader):
        yield words(f"\n{line}")
    shown = without_credentials(feed.url)
    yield words("\n" + reader.say("Address: {address}", address=cut(shown, 300)))
    if shown != feed.url:
        yield words(" " + reader.say("(with a user name and password that are not shown)"))


def _doing(feed: Feed, look: str, reader: Reader) -> list[ButtonElement]:
    value = Form(feed.id, feed.version, look).button
    if feed.state == "active":
        buttons = [
            button(reader.say("Pause"), PAUSE, value=value),
            button(reader.say("Read it now"), POLL_NOW, value=value),
        ]
    else:
        buttons = [button(reader.say("Resume"), RESUME, value=value, style="primary")]
    return [*buttons, feeds_parts.remove_button(feed, value, reader)]


def _inputs(draft: Draft, reader: Reader) -> Iterator[InputBlock]:
    name = PlainTextInputElement(action_id=VALUE, max_length=LONGEST_NAME, initial_value=draft.name[:LONGEST_NAME])
    yield entry("name", reader.say("Name"), name)
    yield entry("kind", reader.say("Kind of source"), _menu(rules_words.kinds(reader), draft.kind))
    languages = {AUTO: reader.say("Each item tells by itself")}
    languages |= {code: tongues.name(code, reader.language) for code in tongues.CODES}
    yield entry("language", reader.say("Language"), _menu(languages, draft.language or AUTO))
    yield entry("takes", reader.say("What is told"), _menu(_takes(reader), draft.takes))
    is_person = people.is_user_id(draft.place)
    place = ConversationSelectElement(
        action_id=VALUE,
        initial_conversation=None if is_person else draft.place or None,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    hint = reader.say("Leave it empty for the monitoring channel. A rule’s own place goes before this one.")
    yield optional("place", reader.say("Channel"), place, hint=hint)
    menu = UserSelectElement(action_id=VALUE, initial_user=draft.place if is_person else None)
    yield optional("person", reader.say("Or to one person, in place of a channel"), menu)
    owner = UserSelectElement(action_id=VALUE, initial_user=draft.owner or None)
    yield optional("owner", reader.say("Owner"), owner, hint=reader.say("Hears of it when the feed is in trouble."))


def _takes(reader: Reader) -> dict[str, str]:
    return {
        "auto": reader.say("Everything, until a rule looks at it"),
        "all": reader.say("Everything new"),
        "rules": reader.say("Only what a rule hits"),
    }


def _menu(named: dict[str, str], chosen: str) -> StaticSelectElement:
    options = [Option(text=plain(name, 75), value=value) for value, name in named.items()]
    first = next((option for option in options if option.value == chosen), options[0])
    return StaticSelectElement(action_id=VALUE, options=options, initial_option=first)
