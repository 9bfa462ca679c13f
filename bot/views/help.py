"""What Kaiku can do, with examples and buttons: the answer to help, to nothing, and to a word nobody knows."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.roles import Role
from bot.views import answers_buttons, answers_list, ask, channels_list, checkup, experts, language, settings
from bot.views.blocks import Message, button, foreign, rich, section, words
from bot.words import Reader

OPEN = "help.open"


def title(reader: Reader) -> str:
    """Name the help."""
    return reader.say("Help")


def message(reader: Reader, role: Role, unknown: str = "") -> Message:
    """List every word with an example; `unknown` is what somebody wrote and I do not know."""
    beginning = reader.say("I do not know the word “{word}”.", word=unknown) if unknown else ""
    usage = lines(reader, role)
    blocks: list[Block] = [rich(words(beginning))] if unknown else []
    blocks += [section(reader.say("This is what I can do for you:")), section("\n".join(usage)), buttons(reader, role)]
    return Message(foreign("\n".join([beginning, *usage]).strip()), blocks)


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
        reader.say("• `/some answers` lists what we answer in public; with a word it searches: `/some answers pool`"),
        reader.say("• `/some trace` shows what came of a question, step by step: `/some trace 12`"),
        reader.say("• `/some settings` shows what you can set."),
        reader.say("• `/some language` asks which language I speak to you. An example: `/some language fi`"),
        reader.say("• `/some help` shows this list."),
    ]
    if role >= Role.MANAGER:
        listed.insert(2, reader.say("• `/some accounts add` adds a social account."))
        listed.append(
            reader.say("• `/some mentions` lists what is said about us in public; with a link it enters a mention.")
        )
        listed.append(
            reader.say(
                "• `/some rules` lists what we look for; a new rule is tried first: `/some rules add Aaltoranta`"
            )
        )
        listed.append(reader.say("• `/some mute` lists what is not told for a while; with a word it mutes it."))
        listed.append(
            reader.say("• `/some feeds` shows what I read for you, and adds more: `/some feeds add yle.fi`"),
        )
        listed.append(reader.say("• `/some check` names everything that is not in order, with its cure."))
    return listed


def buttons(reader: Reader, role: Role) -> ActionsBlock:
    """The same as buttons, as far as the reader's rights go."""
    elements = [
        button(reader.say("Our social accounts"), channels_list.BROWSE),
        button(ask.title(reader), ask.OPEN),
        button(answers_list.title(reader), answers_buttons.BROWSE),
        button(experts.title(reader), experts.OPEN),
        button(language.title(reader), language.OPEN),
        button(settings.title(reader), settings.OPEN),
    ]
    if role >= Role.MANAGER:
        elements.insert(1, button(reader.say("Add an account"), channels_list.ADD))
        elements.append(button(checkup.title(reader), checkup.OPEN))
    return ActionsBlock(block_id="help", elements=elements)
