"""What Kaiku can do, with examples and buttons: the answer to help, to nothing, and to a word nobody knows."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.roles import Role
from bot.views import (
    answers_buttons,
    answers_list,
    ask,
    channels_list,
    checkup,
    experts,
    ideas_list,
    ideas_parts,
    language,
    settings,
    tips_buttons,
)
from bot.views.blocks import Message, button, foreign, rich, section, words
from bot.words import Reader

OPEN = "help.open"


def title(reader: Reader) -> str:
    """Name the help."""
    return reader.say("Help")


def message(reader: Reader, role: Role, unknown: str = "", nearest: str = "") -> Message:
    """List every word with an example; `unknown` is what somebody wrote and I do not know, `nearest` what they may have meant."""
    beginning = _unknown(unknown, nearest, reader) if unknown else ""
    usage = lines(reader, role)
    blocks: list[Block] = [rich(words(beginning))] if unknown else []
    blocks += [section(reader.say("This is what I can do for you:")), section("\n".join(usage)), buttons(reader, role)]
    return Message(foreign("\n".join([beginning, *usage]).strip()), blocks)


def _unknown(word: str, nearest: str, reader: Reader) -> str:
    if nearest:
        return reader.say(
            "I do not know the word “{word}”. Did you mean this: /some {nearest}", word=word, nearest=nearest
        )
    return reader.say("I do not know the word “{word}”.", word=word)


def lines(reader: Reader, role: Role) -> list[str]:
    """One line for each word, with an example."""
    listed = [
        reader.say(
            "• `/channels` lists our social accounts with their links (in some workspaces `/kanavat` or `/kanaler`)."
        ),
        reader.say("• `/some accounts` shows the same list, or a part of it: `/some accounts library swedish`"),
        reader.say(
            "• `/expert` finds who knows about something, and why (in some workspaces `/osaaja`): `/expert data protection`"
        ),
        reader.say("• `/expert me` opens your own profile, by which others find you."),
        reader.say(
            "• `/ask` shows what we answer already, and asks your colleagues (in some workspaces `/kysy` or `/fraga`)."
        ),
        reader.say(
            "• `/tip` tells the social desk what you have seen, and you hear what becomes of it (in some workspaces `/vinkki` or "
            "`/tips`)."
        ),
        reader.say("• `/some tips` lists the tips you have sent. Social managers see what waits for them."),
        reader.say("• `/some answers` lists what we answer in public; with a word it searches: `/some answers pool`"),
        reader.say(
            "• `/some ideas` lists ideas for posts, to vote for and help with. A new one: `/some ideas new Ducklings in the pond`"
        ),
        reader.say(
            "• `/some plan` shows what is told this week, and `/some today` what is told today. Also: `/some plan month`, "
            "`/some plan mine`"
        ),
        reader.say(
            "• `/some plan new` puts something into the plan, with its time or title: `/some plan new tomorrow at 9`"
        ),
        reader.say("• `/some trace` shows what came of a question, step by step: `/some trace 12`"),
        reader.say("• `/some settings` shows what you can set."),
        reader.say("• `/some language` asks which language I speak to you. An example: `/some language fi`"),
        reader.say("• `/some help` shows this list."),
    ]
    if role >= Role.MANAGER:
        listed.insert(2, reader.say("• `/some accounts add` adds a social account."))
        listed += _for_managers(reader)
    return listed


def _for_managers(reader: Reader) -> list[str]:
    return [
        reader.say("• `/some mentions` lists what is said about us in public; with a link it enters a mention."),
        reader.say("• `/some rules` lists what we look for; a new rule is tried first: `/some rules add Aaltoranta`"),
        reader.say("• `/some mute` lists what is not told for a while; with a word it mutes it."),
        reader.say("• `/some feeds` shows what I read for you, and adds more: `/some feeds add yle.fi`"),
        reader.say("• `/some check` names everything that is not in order, with its cure."),
    ]


def buttons(reader: Reader, role: Role) -> ActionsBlock:
    """The same as buttons, as far as the reader's rights go."""
    elements = [
        button(reader.say("Our social accounts"), channels_list.BROWSE),
        button(ask.title(reader), ask.OPEN),
        tips_buttons.to_send(reader),
        button(answers_list.title(reader), answers_buttons.BROWSE),
        button(experts.title(reader), experts.OPEN),
        button(ideas_list.title(reader), ideas_parts.BROWSE),
        button(language.title(reader), language.OPEN),
        button(settings.title(reader), settings.OPEN),
    ]
    if role >= Role.MANAGER:
        elements.insert(1, button(reader.say("Add an account"), channels_list.ADD))
        elements.append(button(checkup.title(reader), checkup.OPEN))
    return ActionsBlock(block_id="help", elements=elements)
