"""The scopes of the Slack app: those without which the bot does not start, and those that each switch one thing on."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.words import Reader

REQUIRED = ("commands", "chat:write", "users:read")
OPTIONAL = (
    "usergroups:read",
    "channels:history",
    "groups:history",
    "im:history",
    "im:write",
    "channels:read",
    "users:read.email",
    "dnd:read",
    "users.profile:read",
    "files:read",
    "files:write",
    "reactions:read",
)


def purposes(reader: Reader) -> dict[str, str]:
    """Say what each scope is for."""
    return {
        "commands": reader.say("slash commands and shortcuts"),
        "chat:write": reader.say("showing messages in channels and to people"),
        "users:read": reader.say("names, languages, time zones and who is a guest or an administrator"),
        "usergroups:read": reader.say("social managers from the user group in KAIKU_DESK_GROUP"),
        "channels:history": reader.say(
            "taking answers from the threads of questions in public channels; not posting twice there after a crash"
        ),
        "groups:history": reader.say(
            "taking answers from the threads of questions in private channels; not posting twice there after a crash"
        ),
        "im:history": reader.say(
            "answering what people write to me, and never sending a direct message twice: after a crash I look for my own message"
        ),
        "im:write": reader.say("finding the direct message in which to look"),
        "users:read.email": reader.say("joining what the HR feed and Slack say about a person, by e-mail address"),
        "dnd:read": reader.say("showing that an expert does not want to be disturbed just now"),
        "users.profile:read": reader.say("skills from the profile field in KAIKU_SLACK_SKILLS_FIELD"),
        "files:read": reader.say(
            "reading files that a social manager uploads: a list of feeds (OPML), answers for the answer bank; taking pictures "
            "with a tip"
        ),
        "files:write": reader.say(
            "sending files to the social manager who asks for one: the list of feeds, the answer bank"
        ),
        "reactions:read": reader.say("saving a message as an idea when somebody reacts to it with the chosen emoji"),
        "channels:read": reader.say("posting what waits at once when I am invited or a channel is unarchived"),
    }


def may_use(granted: Collection[str], scope: str) -> bool:
    """Tell whether a scope may be used; where Slack did not say what was granted, it is tried."""
    return not granted or scope in granted


def missing(granted: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Return the wanted scopes that were not granted, in order."""
    held = set(granted)
    return [scope for scope in wanted if scope not in held]
