"""Settings in one place: my language and my profile; for the desk also the words that mean the same and the check-up."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.roles import Role
from bot.views import (
    alert_settings,
    calendars,
    checkup,
    figures,
    follows,
    helping,
    holds,
    ideas_form,
    language,
    mutes_buttons,
    plan_settings,
    profiles,
    rules,
    signals,
    synonyms,
    thanks,
    unit_circles,
)
from bot.views.blocks import Message, button, section
from bot.words import Reader

OPEN = "settings.open"


def title(reader: Reader) -> str:
    """Name the settings."""
    return reader.say("Settings")


def message(reader: Reader, role: Role) -> Message:
    """Show the settings that this person may change."""
    mine = reader.say(
        "*For you.* The language I speak to you, what others find you by, what I suggest to you, and what you follow."
    )
    blocks: list[Block] = [section(mine), ActionsBlock(block_id="settings.mine", elements=_mine(reader))]
    said = [mine]
    if role >= Role.MANAGER:
        desk = reader.say(
            "*For the desk.* Words that mean the same when somebody looks for an expert, where units are asked, where I suggest "
            "answers, the emoji that saves ideas, key figures, how the plan works, calendars around it, and the check-up."
        )
        alerts = reader.say(
            "*For alerts.* Where mentions come, when it is quiet, how soon somebody answers, and the words that make them urgent."
        )
        blocks += [section(desk), ActionsBlock(block_id="settings.desk", elements=_desk(reader))]
        blocks += [section(alerts), ActionsBlock(block_id="settings.alerts", elements=_alerts(reader))]
        said += [desk, alerts]
    return Message("\n".join(said), blocks)


def _mine(reader: Reader) -> list[ButtonElement]:
    return [
        button(language.title(reader), language.OPEN),
        button(reader.say("My profile"), profiles.OPEN),
        button(thanks.title(reader), thanks.OPEN),
        button(helping.mine_title(reader), helping.MINE),
        button(follows.title(reader), follows.OPEN),
    ]


def _desk(reader: Reader) -> list[ButtonElement]:
    return [
        holds.way(reader),
        button(same_meaning(reader), synonyms.OPEN),
        button(unit_circles.title(reader), unit_circles.OPEN),
        button(helping.title(reader), helping.OPEN),
        button(ideas_form.emoji_title(reader), ideas_form.EMOJI),
        button(figures.title(reader), figures.OPEN),
        button(plan_settings.title(reader), plan_settings.OPEN),
        button(calendars.title(reader), calendars.OPEN),
        button(checkup.title(reader), checkup.OPEN),
    ]


def _alerts(reader: Reader) -> list[ButtonElement]:
    return [
        button(alert_settings.title(reader), alert_settings.OPEN),
        button(signals.title(reader), signals.OPEN),
        button(rules.title(reader), rules.LIST),
        mutes_buttons.to_list(reader),
    ]


def same_meaning(reader: Reader) -> str:
    """Name the button that opens the synonyms."""
    return reader.say("Words that mean the same")
