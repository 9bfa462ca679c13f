"""The buttons elsewhere that lead to the mutes."""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.views.blocks import button
from bot.words import Reader

LIST = "mutes.list"
OF_RULE = "mutes.of_rule"


def to_list(reader: Reader) -> ButtonElement:
    """A button that shows the mutes in force."""
    return button(reader.say("Mutes"), LIST)


def of_rule(rule_id: int, reader: Reader) -> ButtonElement:
    """A button that mutes a rule for a while."""
    return button(reader.say("Mute"), OF_RULE, value=str(rule_id))
