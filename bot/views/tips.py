"""A tip as the desk sees it: one card, edited in place; and as those see it to whom the desk has sent it on.

What a colleague wrote and sent stands in rich text only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, Option, OverflowMenuElement, RichTextElementParts

from bot.mentions.weblinks import web_link
from bot.people import is_user_id
from bot.tips.kinds import (
    AUTHOR_SAID_NO,
    FORWARDED,
    IDEA,
    IDEA_LEFT,
    KNOWN,
    LATE,
    MENTION,
    NEW,
    NO_PERMISSION,
    OPEN,
    REMOVED,
    SHIPPED,
    TAKEN,
    UNSUITABLE,
    USED,
)
from bot.views import mentions_parts, trace
from bot.views.blocks import Message, button, cut, foreign, link, one_line, plain, rich, words
from bot.words import Reader
from storage.models import Attachment, Idea, Mention, Tip

TAKE, MAKE_IDEA, MAKE_MENTION = "tips.take", "tips.idea", "tips.mention"
"""Buttons of the card; their value, like that of the next ones, is the tip's id."""
SEND_ON, USE, LEAVE = "tips.forward", "tips.use", "tips.leave"
"""Buttons that open a form."""
MORE = "tips.more"
"""An overflow menu; its values are one of the words below, a colon and the tip's id."""
GIVE_BACK, TAKE_OVER, PUBLISHED, TRACE = "give_back", "take_over", "published", "trace"
MOST_SHOWN = 3_000
_MOST_OTHERS = 10
_MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """A leading tip with what stands around it. `own` is the reader's own where that stands with it; `names` are by Slack id."""

    tip: Tip
    own: Tip
    files: Sequence[Attachment] = ()
    others: Sequence[Tip] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    idea: Idea | None = None
    mention: Mention | None = None
    is_tipper_gone: bool = False


def card(shown: Shown, reader: Reader) -> Message:
    """Show a tip, how it stands, and what the desk can do about it."""
    if shown.tip.state == REMOVED:
        return taken_back(reader)
    first = reader.say("Tip by {name}:", name=name(shown, shown.tip.by, reader))
    return _message(first, shown, list(_standing(shown, reader)), _buttons(shown.tip, reader), reader)


def forwarded(shown: Shown, reader: Reader) -> Message:
    """Show a tip to whoever the desk has sent it on to."""
    tip = shown.tip
    if tip.state == REMOVED:
        return taken_back(reader)
    values = {"name": name(shown, tip.by, reader), "sender": name(shown, tip.handler, reader)}
    if tip.state == FORWARDED:
        first = reader.say("A tip by {name}, sent on to you by {sender} at the desk:", **values)
        ask = reader.say("Say here what becomes of it. Whoever sent it hears it too: {name}", name=values["name"])
        return _message(first, shown, [ask], ActionsBlock(block_id=_block(tip), elements=_endings(tip, reader)), reader)
    first = reader.say("A tip by {name}:", name=values["name"])
    return _message(first, shown, [standing(shown, reader)], None, reader)


def taken_back(reader: Reader) -> Message:
    """Say that a tip was taken back."""
    said = reader.say("This tip was taken back. There is nothing left to do.")
    return Message(said, [rich(words(said))])


def content(tip: Tip, files: Sequence[Attachment], reader: Reader, *, is_link_known: bool = False) -> list[Any]:
    """Return what a colleague sent as parts of rich text: words, links, pictures and who is in them."""
    made: list[Any] = [words(f"\n{tip.text}", most=MOST_SHOWN)] if tip.text else []
    if (url := web_link(tip.link)) and not is_link_known:
        made += [words("\n"), link(url, cut(url, 200))]
    if url := web_link(tip.origin):
        made += [words("\n"), link(url, reader.say("Go to the message"))]
    for file in files[:_MOST_FILES]:
        label = cut(one_line(file.name), 80) or reader.say("Picture")
        url = web_link(file.permalink)
        made += [words("\n"), link(url, label) if url else words(label)]
    if tip.people:
        pictured = reader.say("In the picture: {names}", names=tip.people)
        made.append(words(f"\n{pictured}"))
    return made


def standing(shown: Shown, reader: Reader) -> str:
    """Say in one line how a tip stands."""
    tip = shown.tip
    who = name(shown, tip.handler, reader)
    said = {
        NEW: reader.say("Nobody has taken this up yet."),
        TAKEN: reader.say("{name} looks into it.", name=who),
        IDEA: _of_idea(shown, reader),
        MENTION: _of_mention(shown, reader),
        FORWARDED: reader.say("{name} has sent it on.", name=who),
        USED: reader.say("It became a post."),
    }
    return said.get(tip.state) or reader.say("Not used. {reason}", reason=reason(tip, reader)).strip()


def reason(tip: Tip, reader: Reader) -> str:
    """Return why a tip was not used, in the reader's words where the reason is one of ours."""
    ours = {
        **known_reasons(reader),
        AUTHOR_SAID_NO: reader.say("Whoever wrote it does not want it to be used."),
        IDEA_LEFT: reader.say("It stood among the ideas, and nobody had the time for it."),
    }
    key = tip.reason.removeprefix(SHIPPED)
    return ours[key] if tip.reason.startswith(SHIPPED) and key in ours else tip.reason


def known_reasons(reader: Reader) -> dict[str, str]:
    """Return the reasons that are ours to say, by key."""
    return {
        KNOWN: reader.say("It is told already."),
        LATE: reader.say("It is too late for it now."),
        UNSUITABLE: reader.say("It does not suit our channels."),
        NO_PERMISSION: reader.say("There is no permission to publish it."),
    }


def name(shown: Shown, user_id: str, reader: Reader) -> str:
    """Return the name of a person."""
    return cut(one_line(shown.names.get(user_id, "")), 80) or reader.say("Somebody")


def where_to(shown: Shown, reader: Reader) -> list[Any]:
    """Return whom a tip was sent on to, as parts of rich text."""
    address = shown.tip.forwarded_to
    if not address:
        return []
    there = (
        words(name(shown, address, reader)) if is_user_id(address) else RichTextElementParts.Channel(channel_id=address)
    )
    return [words(reader.say("Sent on to:")), words(" "), there]


def _of_idea(shown: Shown, reader: Reader) -> str:
    match shown.idea.state if shown.idea is not None else "":
        case "chosen":
            return reader.say("It is an idea for a post, and the desk wants it.")
        case "drafted":
            return reader.say("A post is being made of it.")
        case _:
            return reader.say("It stands among the ideas for posts.")


def _of_mention(shown: Shown, reader: Reader) -> str:
    if shown.mention is None:
        return reader.say("It became a mention, which is not kept any more.")
    state = mentions_parts.standing(shown.mention, reader) or reader.say("Open")
    return reader.say("It stands among the mentions. State: {state}", state=state)


def _standing(shown: Shown, reader: Reader) -> Iterator[str]:
    """Yield what the desk sees below the tip."""
    tip = shown.tip
    if tip.is_private:
        yield reader.say("It comes from a private place. Only the desk sees it.")
    if shown.is_tipper_gone and tip.state in OPEN:
        yield reader.say("The tipper’s account has ended, so nobody is told what becomes of it.")
    yield standing(shown, reader)


def _message(first: str, shown: Shown, said: Sequence[str], buttons: ActionsBlock | None, reader: Reader) -> Message:
    tip = shown.tip
    own = [file for file in shown.files if file.tip_id == tip.id]
    blocks: list[Block] = [rich(words(first, bold=True), *content(tip, own, reader))]
    for said_also, parts in _also(shown, reader):
        blocks.append(rich(words(said_also, bold=True), *parts))
    line: list[Any] = [words("\n".join(said), bold=True)]
    for parts in (where_to(shown, reader), _result(tip, reader)):
        line += [words("\n"), *parts] if parts else []
    blocks.append(rich(*line))
    if buttons is not None:
        blocks.append(buttons)
    lines = [first, tip.text, tip.link, *(one for one, _parts in _also(shown, reader)), *said, tip.result_link]
    return Message("\n".join(foreign(one, 1_200) for one in lines if one), blocks)


def _also(shown: Shown, reader: Reader) -> Iterator[tuple[str, list[Any]]]:
    """Yield those who sent the same link as well, with what they wrote to it."""
    for one in shown.others[:_MOST_OTHERS]:
        files = [file for file in shown.files if file.tip_id == one.id]
        also = reader.say("Also tipped by {name}", name=name(shown, one.by, reader))
        yield also, content(one, files, reader, is_link_known=True)
    if (left := len(shown.others) - _MOST_OTHERS) > 0:
        yield reader.count("{n} more has tipped it.", "{n} more have tipped it.", left), []


def _result(tip: Tip, reader: Reader) -> list[Any]:
    url = web_link(tip.result_link)
    return [link(url, reader.say("Go to what was published"))] if url and tip.state == USED else []


def _buttons(tip: Tip, reader: Reader) -> ActionsBlock:
    key = str(tip.id)
    if tip.state not in OPEN:
        ending = _endings(tip, reader) if tip.state == FORWARDED else []
        return ActionsBlock(block_id=_block(tip), elements=[*ending, trace.way(f"t{tip.id}", reader)])
    take = [button(reader.say("Take"), TAKE, value=key, style="primary")] if tip.state == NEW else []
    options = [(PUBLISHED, reader.say("It became a post")), (TRACE, trace.label(reader))]
    if tip.state == TAKEN:
        options = [(GIVE_BACK, reader.say("Give back")), (TAKE_OVER, reader.say("Take over")), *options]
    menu = [Option(text=plain(text, 75), value=f"{what}:{tip.id}") for what, text in options]
    return ActionsBlock(
        block_id=_block(tip),
        elements=[
            *take,
            button(reader.say("Idea"), MAKE_IDEA, value=key),
            button(reader.say("Make a mention"), MAKE_MENTION, value=key),
            button(reader.say("Forward"), SEND_ON, value=key),
            button(reader.say("Not used"), LEAVE, value=key),
            OverflowMenuElement(action_id=MORE, options=menu),
        ],
    )


def _endings(tip: Tip, reader: Reader) -> list[Any]:
    key = str(tip.id)
    return [
        button(reader.say("It became a post"), USE, value=key, style="primary"),
        button(reader.say("Not used"), LEAVE, value=key),
    ]


def _block(tip: Tip) -> str:
    return f"tip:{tip.id}:{tip.version}"
