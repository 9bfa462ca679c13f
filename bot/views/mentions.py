"""A mention's card: read in three seconds on a phone, worked on with a few buttons, calm when it is done."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    InteractiveElement,
    Option,
    OverflowMenuElement,
    StaticSelectElement,
)

from bot.mentions.claims import TONES
from bot.mentions.kinds import ANSWERED, JOINED
from bot.mentions.weblinks import web_link
from bot.views import ask
from bot.views import mentions_parts as parts
from bot.views.blocks import Message, button, foreign, link, plain, rich, words
from bot.views.mentions_parts import Shown
from bot.words import Reader
from storage.models import Mention

CLAIM = "mentions.claim"
ANSWER = "mentions.answer"
NO_REPLY = "mentions.no_reply"
NOT_OURS = "mentions.not_ours"
GIVE_BACK = "mentions.give_back"
PASS_ON = "mentions.pass_on"  # noqa: S105 - praise, no password
TONE = "mentions.tone"
"""A menu; its block is named "mention:", the mention's id and its version."""
MORE = "mentions.more"
"""An overflow menu; its values are one of the words below, a colon and the mention's id."""
SHOW = "mentions.show"
"""A button anywhere that opens a mention in a window; its value is the mention's id."""
PART = "mentions.part"
"""A button that parts a mention from the one that it has joined; its value is its own id."""
ASK, SNOOZE, DISCUSS, PRAISE, WHY, REOPEN, TAKE_OVER, LEAVE = (
    "ask",
    "snooze",
    "discuss",
    "praise",
    "why",
    "reopen",
    "take_over",
    "not_ours",
)
ASK_HOUSE = "mentions.ask"
"""The same as a button, once somebody has the mention: its menu is full."""
REPLY = "public_replies.open"
"""A button anywhere that opens the reply to a mention which is to be approved; its value is the mention's id."""
BLOCK = "mention"


def card(shown: Shown, reader: Reader) -> Message:
    """Show a mention and what can be done about it."""
    mention = shown.mention
    byline, said = parts.byline(shown, reader), parts.excerpt(mention)
    top: list[Any] = [*parts.headline(mention, reader), words(f"\n{byline}")]
    if mention.state == JOINED:
        return _joined(shown, byline, reader)
    if mention.ended_at is not None:
        return _ended(shown, top, byline, reader)
    if said:
        top.append(words(f"\n{said}"))
    blocks: list[Block] = [rich(*top)]
    states = list(parts.states(shown, reader))
    elsewhere = list(parts.elsewhere(shown, reader))
    if states or elsewhere:
        blocks.append(rich(*_lines(" ".join(states), [tags for _text, tags in elsewhere])))
    if why := parts.why(shown, reader):
        blocks.append(parts.small(why))
    blocks.append(_buttons(shown, reader))
    return Message(_text(shown, [byline, said, *states], [text for text, _tags in elsewhere], reader), blocks)


def tone_name(tone: str, reader: Reader) -> str:
    """Name a tone."""
    names = {
        "praise": reader.say("Praise"),
        "neutral": reader.say("Neutral"),
        "question": reader.say("Question"),
        "critical": reader.say("Critical"),
    }
    return names.get(tone, "")


def tone_options(reader: Reader) -> list[Option]:
    """Return the tones as options of a menu."""
    return [Option(text=plain(tone_name(tone, reader), 75), value=tone) for tone in TONES]


def _ended(shown: Shown, top: list[Any], byline: str, reader: Reader) -> Message:
    mention = shown.mention
    ending, reason = parts.ending(shown, reader), parts.reason(mention, reader)
    line: list[Any] = [words(" ".join(filter(None, [ending, reason])))]
    answer = web_link(mention.answer_link) if mention.state == ANSWERED else ""
    if answer:
        line += [words(" "), link(answer, reader.say("Go to the answer"))]
    elsewhere = list(parts.elsewhere(shown, reader))
    for _said, tags in elsewhere:
        line += [words("\n"), *tags]
    options = [(REOPEN, reader.say("Reopen")), (DISCUSS, reader.say("Raise for discussion"))]
    options += [(PRAISE, reader.say("Pass on the praise")), (ASK, ask.title(reader)), (WHY, reader.say("Why?"))]
    actions = ActionsBlock(block_id=_block(mention), elements=[_more(mention, options)])
    text = _text(shown, [byline, ending, reason, answer], [said for said, _tags in elsewhere], reader)
    return Message(text, [rich(*top), rich(*line), actions])


def _joined(shown: Shown, byline: str, reader: Reader) -> Message:
    """Say where the story goes on, and let people say that it is another one."""
    top = [parts.linked_title(shown.mention, reader), words(f"\n{byline}")]
    into, made = shown.told_in, list[InteractiveElement]()
    said = reader.say("Its story is not kept any more.")
    if into is not None:
        said = reader.say(
            "The same story: {title}. It goes on there.", title=reader.quoted([parts.title(into, reader)])
        )
        made = [
            button(reader.say("Show the story"), SHOW, value=str(into.id)),
            button(reader.say("Not the same story"), PART, value=str(shown.mention.id)),
        ]
    actions = [ActionsBlock(block_id=_block(shown.mention), elements=made)] if made else []
    return Message(_text(shown, [byline, said], [], reader), [rich(*top), rich(words(said)), *actions])


def _lines(states: str, elsewhere: list[list[Any]]) -> list[Any]:
    made: list[Any] = [words(states)] if states else []
    for tags in elsewhere:
        made += [words("\n"), *tags] if made else tags
    return made


def _text(shown: Shown, said: list[str], tagged: list[str], reader: Reader) -> str:
    """Return everything that matters, for notifications and screen readers; `tagged` holds tags of our own making."""
    mention = shown.mention
    first = f"{parts.severity_first(mention, reader)} " if parts.is_urgent(mention) else ""
    lines = [first + parts.title(mention, reader), *said]
    return "\n".join([*(foreign(line, 600) for line in lines if line), *tagged])


def _buttons(shown: Shown, reader: Reader) -> ActionsBlock:
    mention = shown.mention
    made = _while_held(shown, reader) if mention.handler else _while_free(mention, reader)
    return ActionsBlock(block_id=_block(mention), elements=made)


def _while_free(mention: Mention, reader: Reader) -> list[InteractiveElement]:
    key = str(mention.id)
    options = [
        (SNOOZE, reader.say("Snooze")),
        (DISCUSS, reader.say("Raise for discussion")),
        (PRAISE, reader.say("Pass on the praise")),
        (ASK, ask.title(reader)),
        (WHY, reader.say("Why?")),
    ]
    return [
        button(reader.say("I take this"), CLAIM, value=key, style="primary"),
        button(reader.say("No reply needed"), NO_REPLY, value=key),
        button(reader.say("Not ours"), NOT_OURS, value=key),
        _more(mention, options),
    ]


def _while_held(shown: Shown, reader: Reader) -> list[InteractiveElement]:
    mention, key = shown.mention, str(shown.mention.id)
    options = [
        (TAKE_OVER, reader.say("Take over")),
        (LEAVE, reader.say("Not ours")),
        (SNOOZE, reader.say("Snooze")),
        (DISCUSS, reader.say("Raise for discussion")),
        (WHY, reader.say("Why?")),
    ]
    praise = [button(reader.say("Pass on the praise"), PASS_ON, value=key)] if mention.tone == "praise" else []
    return [
        button(reader.say("Answered"), ANSWER, value=key, style="primary"),
        button(reader.say("No reply needed"), NO_REPLY, value=key),
        button(reader.say("Give back"), GIVE_BACK, value=key),
        button(ask.title(reader), ASK_HOUSE, value=key),
        button(parts.reply_title(shown, reader), REPLY, value=key),
        *praise,
        _tone(mention, reader),
        _more(mention, options),
    ]


def _tone(mention: Mention, reader: Reader) -> StaticSelectElement:
    options = tone_options(reader)
    chosen = next((option for option in options if option.value == mention.tone), None)
    return StaticSelectElement(
        action_id=TONE, placeholder=plain(reader.say("Tone"), 150), options=options, initial_option=chosen
    )


def _more(mention: Mention, options: list[tuple[str, str]]) -> OverflowMenuElement:
    made = [Option(text=plain(text, 75), value=f"{what}:{mention.id}") for what, text in options]
    return OverflowMenuElement(action_id=MORE, options=made)


def _block(mention: Mention) -> str:
    return f"{BLOCK}:{mention.id}:{mention.version}"
