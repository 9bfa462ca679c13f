"""The windows of the desk's work on mentions. Each input's block is named after its field, so that a fault finds its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
    UserMultiSelectElement,
)

from bot.mentions.by_hand import MOST_TEXT, MOST_TITLE, Entered, Outcome
from bot.mentions.claims import MORNING, SNOOZES, snoozed_until
from bot.mentions.discussions import MOST_PEOPLE, MOST_WORDS
from bot.mentions.endings import (
    AUTHOR,
    DOMAIN,
    FEED,
    MONTH,
    MOST_REASON,
    ONCE,
    REASONS,
    THREE_MONTHS,
    WEEK,
    WORD,
    NotOurs,
)
from bot.mentions.kinds import NORMAL, SEVERITIES
from bot.mentions.listing import ToEnter
from bot.mentions.mutes_words import as_written
from bot.people import Asker
from bot.views import mentions as card_view
from bot.views import mentions_parts as parts
from bot.views.blocks import Message, cut, plain, rich, words
from bot.views.mentions_parts import Shown
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import Reader
from storage.models import Mention

ANSWERING = "mentions.answering"
NO_REPLY = "mentions.closing"
NOT_OURS = "mentions.leaving"
SNOOZING = "mentions.snoozing"
DISCUSSING = "mentions.discussing"
PRAISING = "mentions.praising"
TAKING_OVER = "mentions.taking_over"
ENTERING = "mentions.entering"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a form carries: the mention, the window it was opened from (to be drawn anew), and who has the mention."""

    mention_id: int
    view_id: str = ""
    handler: str = ""

    def packed(self) -> str:
        """Return it as a short text."""
        return json.dumps([self.mention_id, self.view_id, self.handler], separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Carried:
        """Read what `packed` wrote."""
        mention_id, view_id, handler = json.loads(text)
        return cls(int(mention_id), str(view_id), str(handler))


def answering(mention: Mention, carried: Carried, reader: Reader) -> dict[str, Any]:
    """Return the window that asks how a mention was answered."""
    # A text field and not Slack's own for addresses: it would refuse what can still be mended, in English.
    link = PlainTextInputElement(
        action_id=VALUE, max_length=2_000, focus_on_load=True, initial_value=mention.answer_link
    )
    how = PlainTextInputElement(action_id=VALUE, max_length=MOST_REASON)
    tones = card_view.tone_options(reader)
    chosen = next((option for option in tones if option.value == mention.tone), None)
    tone = StaticSelectElement(action_id=VALUE, options=tones, initial_option=chosen)
    blocks = [
        _head(mention, reader),
        optional("link", reader.say("Public link of the answer"), link),
        optional("how", reader.say("Answered without a public link: how?"), how, hint=_how_hint(reader)),
        optional("tone", reader.say("Tone of what was said"), tone),
    ]
    return _window(ANSWERING, reader.say("Answered"), blocks, carried, reader)


def no_reply(mention: Mention, carried: Carried, reader: Reader) -> dict[str, Any]:
    """Return the window that asks why no reply is needed."""
    options = [Option(text=plain(_reason(key, reader), 75), value=key) for key in REASONS]
    own = PlainTextInputElement(action_id=VALUE, max_length=MOST_REASON)
    blocks = [
        _head(mention, reader),
        optional("reason", reader.say("Why?"), RadioButtonsElement(action_id=VALUE, options=options)),
        optional("words", reader.say("Or in your own words"), own),
    ]
    return _window(NO_REPLY, reader.say("No reply needed"), blocks, carried, reader)


def not_ours(about: NotOurs, carried: Carried, reader: Reader) -> dict[str, Any]:
    """Return the window that asks what is not ours, and for how long it is left alone."""
    options = [Option(text=plain(text, 75), value=value) for value, text in _scopes(about, reader)]
    scope = RadioButtonsElement(action_id=VALUE, options=options, initial_option=options[0])
    periods = [
        Option(text=plain(reader.say("One week"), 75), value=WEEK),
        Option(text=plain(reader.say("One month"), 75), value=MONTH),
        Option(text=plain(reader.say("Three months"), 75), value=THREE_MONTHS),
    ]
    period = StaticSelectElement(action_id=VALUE, options=periods, initial_option=periods[1])
    hint = reader.say("It is stored all the same and comes back by itself. Not needed when it is only this once.")
    blocks = [
        _head(about.mention, reader),
        entry("scope", reader.say("What is not ours?"), scope),
        entry("period", reader.say("For how long?"), period, hint=hint),
        optional("until", reader.say("Or until this day"), DatePickerElement(action_id=VALUE)),
    ]
    return _window(NOT_OURS, reader.say("Not ours"), blocks, carried, reader)


def snoozing(mention: Mention, carried: Carried, now: datetime, by: Asker) -> dict[str, Any]:
    """Return the window that asks until when a mention is put off."""
    reader = by.reader
    options = [Option(text=plain(_snooze(key, now, by), 75), value=key) for key in SNOOZES]
    how_long = RadioButtonsElement(action_id=VALUE, options=options, initial_option=options[0])
    hint = reader.say("Nobody is reminded until then. After that I remind you in the thread.")
    blocks = [_head(mention, reader), entry("how_long", reader.say("Until when?"), how_long, hint=hint)]
    return _window(SNOOZING, reader.say("Snooze"), blocks, carried, reader)


def discussing(mention: Mention, carried: Carried, reader: Reader) -> dict[str, Any]:
    """Return the window that raises a mention for discussion."""
    said = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=MOST_WORDS)
    blocks = [
        _head(mention, reader),
        entry("channel", reader.say("In which channel?"), _channels()),
        optional("words", reader.say("What do you want to know?"), said),
    ]
    return _window(DISCUSSING, reader.say("Raise for discussion"), blocks, carried, reader)


def praising(mention: Mention, carried: Carried, reader: Reader) -> dict[str, Any]:
    """Return the window that passes praise on."""
    said = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=MOST_WORDS)
    people = UserMultiSelectElement(action_id=VALUE, max_selected_items=MOST_PEOPLE)
    blocks = [
        _head(mention, reader),
        optional("whom", reader.say("To whom?"), people, hint=reader.say("Each gets a direct message from Kaiku.")),
        optional("channel", reader.say("Or in which channel?"), _channels()),
        optional("words", reader.say("A few words of yours"), said),
    ]
    return _window(PRAISING, reader.say("Pass on the praise"), blocks, carried, reader)


def taking_over(mention: Mention, name: str, carried: Carried, reader: Reader) -> dict[str, Any]:
    """Return the window that asks whether to take a mention over from somebody."""
    since = reader.moment(mention.claimed_at or mention.seen_at)
    asked = reader.say("{name} has this since {moment}. Do you go on with it instead?", name=name, moment=since)
    told = reader.say("{name} is told in the thread.", name=name)
    blocks = [_head(mention, reader), rich(words(f"{asked} {told}"))]
    labels = (reader.say("Take over"), reader.say("Take over"), reader.say("Cancel"))
    return form_window(TAKING_OVER, labels, blocks, carried=carried.packed())


def entering(given: ToEnter, reader: Reader) -> dict[str, Any]:
    """Return the window in which a mention is entered by hand."""
    severities = [Option(text=plain(parts.severity(key, reader), 75), value=key) for key in SEVERITIES]
    usual = next(option for option in severities if option.value == NORMAL)
    link = PlainTextInputElement(action_id=VALUE, max_length=2_000, initial_value=given.link or None)
    title = PlainTextInputElement(action_id=VALUE, max_length=MOST_TITLE)
    text = PlainTextInputElement(
        action_id=VALUE, multiline=True, max_length=MOST_TEXT, initial_value=cut(given.text, MOST_TEXT) or None
    )
    source = PlainTextInputElement(action_id=VALUE, max_length=200)
    blocks = [
        optional("link", reader.say("Link"), link),
        optional("title", reader.say("Headline"), title),
        optional("text", reader.say("What was said"), text),
        optional("source", reader.say("Who said it, or where"), source),
        entry(
            "severity",
            reader.say("Severity"),
            StaticSelectElement(action_id=VALUE, options=severities, initial_option=usual),
        ),
    ]
    labels = (reader.say("Enter a mention"), reader.say("Save"), reader.say("Cancel"))
    return form_window(ENTERING, labels, blocks)


def entered_from(values: dict[str, Any]) -> Entered:
    """Return what stands in a sent form of a new mention, by block id."""
    link, title, text, source = (str(values.get(name) or "") for name in ("link", "title", "text", "source"))
    return Entered(link, title, text, source, str(values.get("severity") or NORMAL))


def after_entering(outcome: Outcome, card: Message, reader: Reader) -> dict[str, Any]:
    """Return what the form turns into: the mention's card, and whether it was known before."""
    said = reader.say("This is known already. You are noted with it.") if outcome.is_known else reader.say("Saved.")
    return modal(title(reader), Message(said, [rich(words(said, bold=True)), *card.blocks]), reader)


def title(reader: Reader) -> str:
    """Name the window of one mention."""
    return reader.say("Mention")


def day_from(value: Any) -> date | None:
    """Return a chosen day."""
    return date.fromisoformat(value) if value else None


def _window(callback_id: str, name: str, blocks: list[Block], carried: Carried, reader: Reader) -> dict[str, Any]:
    labels = (name, reader.say("Save"), reader.say("Cancel"))
    return form_window(callback_id, labels, blocks, carried=carried.packed())


def _head(mention: Mention, reader: Reader) -> Block:
    return rich(*parts.headline(mention, reader), words(f"\n{parts.byline(Shown(mention), reader)}"))


def _channels() -> ConversationSelectElement:
    which = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    return ConversationSelectElement(action_id=VALUE, filter=which)


def _how_hint(reader: Reader) -> str:
    return reader.say("For instance by telephone, in a private message, or at the desk.")


def _reason(key: str, reader: Reader) -> str:
    return parts.known_reasons(reader)[key]


def _scopes(about: NotOurs, reader: Reader) -> list[tuple[str, str]]:
    found = [(ONCE, reader.say("Only this once"))]
    if about.author:
        found.append(
            (AUTHOR, reader.say("Everything by the author: {name}", name=cut(parts.harmless(about.author), 40)))
        )
    if about.domain:
        found.append((DOMAIN, reader.say("Everything from the site: {name}", name=cut(about.domain, 40))))
    if about.feed:
        found.append((FEED, reader.say("Everything in the feed: {name}", name=cut(parts.harmless(about.feed), 40))))
    found += [
        (
            f"{WORD}:{as_written(word)}",
            reader.say("Everything with the word: {word}", word=cut(parts.harmless(word.text), 40)),
        )
        for word in about.words
        if len(f"{WORD}:{as_written(word)}") <= 75
    ]
    return found[:10]


def _snooze(key: str, now: datetime, by: Asker) -> str:
    if key == MORNING:
        moment = by.reader.moment(snoozed_until(key, now, by))
        return by.reader.say("In the morning: {moment}", moment=moment)
    return by.reader.count("{n} minute", "{n} minutes", int(key))
