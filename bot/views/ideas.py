"""One idea in a window: what it says, where it came from, who is for it, and what the reader may do with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject

from bot.ideas.kinds import ARCHIVED, ASKED, FIGURE, HELP, NEW, VOTE, YES
from bot.ideas.reading import Details
from bot.mentions.weblinks import web_link
from bot.networks import network_name
from bot.views import clearance, ideas_parts, plan_form, plan_words
from bot.views.blocks import Message, button, cut, link, mrkdwn, one_line, plain, rich, words
from bot.views.modal import modal
from bot.words import Reader

CHOOSE, EDIT, ARCHIVE, BRING_BACK = ("ideas.choose", "ideas.edit", "ideas.archive", "ideas.bring_back")
HELPING = "ideas.help"
"""Says that one can help, or not after all; the value is packed by `ideas_parts.voice_value`."""
_MOST_FILES = 10


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Idea")


def window(found: Details, reader: Reader, note: str = "") -> dict[str, Any]:
    """Return the window of an idea; `note` says what has just happened."""
    idea = found.idea
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks.append(rich(words(ideas_parts.name(idea, reader), bold=True), *_text(found)))
    blocks.append(rich(*_facts(found, reader)))
    if ways := _ways(found, reader):
        blocks.append(rich(*ways))
    if elements := list(_voices(found, reader)):
        blocks.append(ActionsBlock(block_id=f"idea.voices:{idea.id}", elements=elements))
    if elements := list(_deeds(found, reader)):
        blocks.append(ActionsBlock(block_id=f"idea.deeds:{idea.id}", elements=elements))
    return modal(title(reader), Message(ideas_parts.name(idea, reader), blocks), reader)


def removed(said: str, reader: Reader) -> dict[str, Any]:
    """Return the window of an idea that is not there any more."""
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def _text(found: Details) -> list[Any]:
    text = found.idea.text.strip()
    return [words(f"\n{text}")] if text and one_line(text) != one_line(found.idea.title) else []


def _facts(found: Details, reader: Reader) -> list[Any]:
    lines = list(filter(None, _lines(found, reader)))
    return [words("\n".join(lines))]


def _lines(found: Details, reader: Reader) -> Iterator[str]:
    idea = found.idea
    yield reader.say("State: {state}", state=ideas_parts.state(idea, reader))
    if idea.state == ARCHIVED:
        yield ideas_parts.why_archived(idea, reader)
    if idea.is_private:
        yield reader.say("Only you and who wrote it see this idea, until one of you shows it to the desk.")
    yield _came(found, reader)
    if idea.author and idea.author != idea.saved_by:
        yield reader.say("Written by: {name}", name=_name(found, idea.author, reader))
    yield _permission(found, reader)
    yield from _plans(found, reader)


def _came(found: Details, reader: Reader) -> str:
    idea = found.idea
    if idea.via == FIGURE:
        return reader.say("Proposed since a key figure changed, {moment}", moment=reader.moment(idea.at))
    return reader.say(
        "Saved by: {name}, {moment}", name=_name(found, idea.saved_by, reader), moment=reader.moment(idea.at)
    )


def _plans(found: Details, reader: Reader) -> Iterator[str]:
    """Yield what people have said about what is to become of an idea."""
    idea = found.idea
    if idea.owner:
        yield reader.say("Owner: {name}", name=_name(found, idea.owner, reader))
    if idea.unit:
        yield reader.say("Unit: {unit}", unit=one_line(idea.unit))
    if idea.deadline:
        yield reader.say("Deadline: {day}", day=f"{reader.weekday(idea.deadline)} {reader.day(idea.deadline)}")
    if idea.networks:
        yield reader.say("Networks: {names}", names=reader.listing(network_name(key, reader) for key in idea.networks))
    if idea.tags:
        yield reader.say("Tags: {tags}", tags=", ".join(idea.tags))
    if idea.score:
        yield reader.say("Score: {score}", score=idea.score)
    if found.said.helpers:
        helpers = reader.listing([_name(found, one, reader) for one in found.said.helpers[:20]])
        yield reader.say("Can help: {names}", names=helpers)


def _permission(found: Details, reader: Reader) -> str:
    """Say how it stands with whoever wrote it."""
    idea = found.idea
    if idea.author_says == YES:
        return reader.say("Who wrote it says it may be used.")
    if idea.author_says == ASKED:
        return reader.say("Who wrote it is asked, and has not answered yet.")
    if idea.author and idea.author != idea.saved_by:
        return reader.say("Who wrote it cannot be asked here. Ask them before it is published.")
    return reader.say("Permission to publish: not checked yet.")


def _ways(found: Details, reader: Reader) -> list[Any]:
    idea = found.idea
    parts: list[Any] = []
    for url, text in ((idea.link, reader.say("Go to the link")), (idea.origin, reader.say("Go to the message"))):
        if web_link(url):
            parts += [link(web_link(url), text), words("\n")]
    for file in found.files[:_MOST_FILES]:
        text = reader.say("File: {name}", name=cut(one_line(file.name), 100) or file.file_id)
        url = web_link(file.permalink)
        parts += [link(url, text) if url else words(text), words("\n")]
    return parts


def _voices(found: Details, reader: Reader) -> Iterator[ButtonElement]:
    idea, said = found.idea, found.said
    if not found.is_open:
        return
    yield ideas_parts.voting(idea, said.votes, is_mine=VOTE in said.mine, reader=reader)
    helps = HELP in said.mine
    text = reader.say("I cannot help after all") if helps else reader.say("I can help")
    yield button(text, HELPING, value=ideas_parts.voice_value(idea.id, wants=not helps))


def _deeds(found: Details, reader: Reader) -> Iterator[ButtonElement]:
    idea = found.idea
    value = str(idea.id)
    is_own = found.reader_id in (idea.saved_by, idea.author)
    decides = found.is_desk or found.reader_id == idea.owner
    if found.is_open and idea.is_private and is_own:
        yield button(reader.say("Show to the desk"), ideas_parts.SHOW_TO_DESK, value=value, style="primary")
    if found.is_open and not idea.is_private:
        yield button(reader.say("Plan it"), plan_form.FROM_IDEA, value=value, style="primary")
    if found.is_open and decides and idea.state == NEW and not idea.is_private:
        yield button(reader.say("Choose it"), CHOOSE, value=value)
    if found.may_change:
        yield button(reader.say("Edit"), EDIT, value=value)
        yield button(reader.say("Permission to publish"), clearance.OPEN, value=f"i{value}")
    if found.is_open and decides:
        yield button(reader.say("Archive"), ARCHIVE, value=value)
    if found.is_open and found.reader_id == idea.saved_by and idea.tip_id is None:
        yield _taking_back(value, reader)
    if idea.state == ARCHIVED and found.is_desk:
        yield button(reader.say("Take it up again"), BRING_BACK, value=value)
    if found.item_id is not None:
        yield button(reader.say("Open in the plan"), plan_words.OPEN, value=str(found.item_id))


def _taking_back(value: str, reader: Reader) -> ButtonElement:
    made = button(reader.say("Take back"), ideas_parts.TAKE_BACK, value=value)
    made.confirm = ConfirmObject(
        title=plain(reader.say("Take back the idea"), 100),
        text=mrkdwn(reader.say("Its text and files go for good.")),
        confirm=plain(reader.say_in("an idea or a tip", "Take it back"), 30),
        deny=plain(reader.say("Keep it"), 30),
    )
    return made


def _name(found: Details, user_id: str, reader: Reader) -> str:
    return cut(one_line(found.names.get(user_id, "")), 80) or reader.say("Somebody")
