"""The messages about ideas: the author is asked, the giver hears what became of it, an owner sees which ideas wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.ideas.kinds import ARCHIVED, CHOSEN, DRAFTED, PUBLISHED, REMOVED, YES
from bot.mentions.weblinks import web_link
from bot.views import ideas_parts
from bot.views.blocks import Message, button, context, cut, foreign, link, one_line, rich, section, words
from bot.words import Reader
from storage.models import Idea

AGREE, REFUSE = "ideas.agree", "ideas.refuse"
"""The author's buttons; their value is the idea's id."""
_QUOTED = 300


def for_author(idea: Idea, saver: str, reader: Reader) -> Message:
    """Ask whoever wrote a message whether it may become a post, and show what they said."""
    if idea.state == REMOVED:
        return _plain(
            reader.say("You said no, so this idea is removed. Its text and files are gone from Kaiku. Thank you.")
        )
    name = cut(one_line(saver), 80) or reader.say("Somebody")
    first = reader.say("Somebody saved your message as an idea for a post: {name}", name=name)
    parts: list[Any] = [words(first, bold=True)]
    if said := cut(one_line(idea.text or idea.title), _QUOTED):
        parts.append(words("\n" + reader.say("“{text}”", text=said)))
    parts += _way(idea, reader)
    parts.append(words(f"\n{_what_now(idea, reader)}"))
    blocks: list[Block] = [rich(*parts)]
    if elements := list(_author_buttons(idea, reader)):
        blocks.append(ActionsBlock(block_id=f"idea.author:{idea.id}", elements=elements))
    return Message(foreign(f"{first}\n{_what_now(idea, reader)}"), blocks)


def for_giver(idea: Idea, owner: str, reader: Reader) -> Message:
    """Tell whoever gave an idea what became of it."""
    if idea.state == REMOVED:
        return _plain(
            reader.say("Whoever wrote the message does not want it to be used. The idea you saved is removed.")
        )
    first = reader.say("Your idea: {title}", title=ideas_parts.name(idea, reader))
    told = _outcome(idea, cut(one_line(owner), 80), reader)
    blocks: list[Block] = [
        rich(words(first, bold=True), words(f"\n{told}")),
        ActionsBlock(block_id=f"idea.giver:{idea.id}", elements=[ideas_parts.opening(idea, reader)]),
    ]
    return Message(foreign(f"{first}\n{told}"), blocks)


def waiting(ideas: Sequence[Idea], reader: Reader, *, has_more: bool, is_person: bool) -> Message:
    """List the ideas of an owner, or of the desk, that nobody has touched for two weeks."""
    if not ideas:
        return _plain(reader.say("No idea here waits any more. Thank you."))
    first = reader.count(
        "{n} idea has waited for two weeks or longer.", "{n} ideas have waited for two weeks or longer.", len(ideas)
    )
    then = reader.say("Choose, plan or archive each: after 60 days I archive it and tell who gave it.")
    whose = reader.say("They have no owner yet.") if not is_person else ""
    blocks: list[Block] = [rich(words(" ".join(filter(None, (first, whose))), bold=True))]
    for idea in ideas:
        shown = foreign(ideas_parts.name(idea, reader), ideas_parts.LONGEST_TITLE)
        since = reader.say("since {day}", day=reader.day(idea.changed_at.date()))
        alone = reader.say("Only you see it.") if idea.is_private else ""
        text = " · ".join(filter(None, (shown, since, alone)))
        blocks.append(section(text, block_id=f"idea.age:{idea.id}", accessory=ideas_parts.opening(idea, reader)))
    if has_more:
        every = button(reader.say("Show all ideas"), ideas_parts.BROWSE)
        blocks.append(ActionsBlock(block_id="idea.ages", elements=[every]))
    blocks.append(context(then))
    listed = [foreign(ideas_parts.name(idea, reader), 200) for idea in ideas]
    return Message("\n".join([first, *listed, then]), blocks)


def _what_now(idea: Idea, reader: Reader) -> str:
    if idea.state == PUBLISHED:
        return reader.say("It is published. Thank you.")
    if idea.author_says == YES:
        said = reader.say("You said it is fine. You can still say no, until it is published.")
    else:
        said = reader.say("May the desk use it? If you say no, its text and files are removed at once.")
    if idea.is_private:
        said += " " + reader.say("So far only you and who saved it see it.")
    return said


def _author_buttons(idea: Idea, reader: Reader) -> Iterator[Any]:
    value = str(idea.id)
    if idea.state == PUBLISHED:
        return
    if idea.author_says != YES:
        yield button(reader.say("Fine with me"), AGREE, value=value, style="primary")
    yield button(reader.say("No, remove it"), REFUSE, value=value)
    if idea.is_private and idea.state != ARCHIVED:
        yield button(reader.say("Show to the desk"), ideas_parts.SHOW_TO_DESK, value=value)


def _outcome(idea: Idea, owner: str, reader: Reader) -> str:
    if idea.state == CHOSEN:
        by = reader.say("It is looked after by: {name}", name=owner) if owner else ""
        return " ".join(filter(None, (reader.say("The desk wants to use it."), by)))
    if idea.state == DRAFTED:
        return reader.say("It is in the plan now. You hear when it is published.")
    if idea.state == PUBLISHED:
        return reader.say("It is published. Thank you.")
    if idea.state == ARCHIVED:
        why = ideas_parts.why_archived(idea, reader)
        return " ".join((reader.say("It is archived."), why, reader.say("Save it again when its time has come.")))
    return reader.say("It is in the backlog, and the desk has not decided yet.")


def _way(idea: Idea, reader: Reader) -> list[Any]:
    url = web_link(idea.origin)
    return [words("\n"), link(url, reader.say("Go to the message"))] if url else []


def _plain(said: str) -> Message:
    return Message(said, [rich(words(said))])
