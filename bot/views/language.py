"""Choosing the language in which Kaiku speaks to a person."""

from __future__ import annotations

from slack_sdk.models.blocks import Option, StaticSelectElement

from bot.views.blocks import Message, plain, section
from bot.words import LANGUAGE_NAMES, LANGUAGES, Reader

OPEN = "language.open"
CHOOSE = "language.choose"
AS_SLACK = "slack"
"""The choice to follow the language of one's Slack."""


def title(reader: Reader) -> str:
    """Name the choice."""
    return reader.say("My language")


def menu(reader: Reader, chosen: str | None) -> StaticSelectElement:
    """The menu of languages, each in its own words; `chosen` is one of LANGUAGES, or None for Slack's."""
    choices = {language: LANGUAGE_NAMES[language] for language in LANGUAGES}
    choices[AS_SLACK] = reader.say("The same as in Slack")
    options = {value: Option(value=value, text=plain(name, 75)) for value, name in choices.items()}
    return StaticSelectElement(
        action_id=CHOOSE,
        placeholder=plain(title(reader), 150),
        options=list(options.values()),
        initial_option=options[chosen or AS_SLACK],
    )


def question(reader: Reader, chosen: str | None) -> Message:
    """Ask which language it shall be."""
    text = reader.say("Which language would you like? You can also write “/some language fi”, “sv” or “en”.")
    return Message(text, [section(text, block_id="language", accessory=menu(reader, chosen))])


def answer(reader: Reader, chosen: str | None) -> Message:
    """Confirm the choice, in the new language."""
    if chosen is None:
        text = reader.say("From now on I speak the language of your Slack to you.")
    else:
        text = reader.say("From now on I speak English to you.")
    return Message(text, [section(text, block_id="language", accessory=menu(reader, chosen))])
