"""What Slack makes of typed text: `@name` and `#name` become ids, `& < >` become entities.

The page sends text that is encoded already; `encoded` leaves its entities and ids as they are.
"""

import re

from playground.slack.core import Slack

IDS = r"<[@#][A-Z0-9]+(?:\|[^<>]*)?>"
NAMES = r"(?<![\w/])[@#][^\s<>@#,;:!?()|`]+"
LINKS = r"https?://[^\s<>]+"
TYPED = re.compile(f"{IDS}|{NAMES}|{LINKS}")
ENCODED = re.compile(rf"{IDS}|<(?:!|https?://|mailto:)[^<>]*>|&(?:amp|lt|gt);|{NAMES}|{LINKS}")
EVERYONE = ("channel", "here", "everyone")


def typed(slack: Slack, text: str, *, label_people: bool, encoded: bool = False) -> str:
    """The text as the app gets it; `label_people` writes `<@U1|anna>` instead of `<@U1>`."""
    done, end = [], 0
    for match in (ENCODED if encoded else TYPED).finditer(text):
        done.append(_escape(text[end : match.start()]))
        done.append(_named(slack, match[0], label=label_people))
        end = match.end()
    return "".join([*done, _escape(text[end:])])


def untyped(slack: Slack, text: str) -> str:
    """Encoded text as the person typed it: ids become names, entities become signs."""
    text = re.sub(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>", lambda found: _handle(slack, found[1]), text)
    text = re.sub(r"<#([A-Z0-9]+)(?:\|[^<>]*)?>", lambda found: _room(slack, found[1]), text)
    text = re.sub(r"<!(channel|here|everyone)>", r"@\1", text)
    text = re.sub(r"<((?:https?://|mailto:)[^<>|]*)(?:\|[^<>]*)?>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _handle(slack: Slack, user_id: str) -> str:
    user = slack.workspace.users.get(user_id)
    return f"@{user.name}" if user else f"@{user_id}"


def _room(slack: Slack, channel_id: str) -> str:
    channel = slack.workspace.channels.get(channel_id)
    return f"#{channel.name}" if channel else f"#{channel_id}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _named(slack: Slack, word: str, *, label: bool) -> str:
    if word.startswith(("<!", "<http", "<mailto", "&")):
        return word
    if word.startswith("http"):
        return f"<{word}>"
    mark, name = word.lstrip("<")[0], word.strip("<@#>").partition("|")[0]
    rest = ""
    while name:
        found = _person(slack, name, label=label) if mark == "@" else _place(slack, name)
        if found:
            return found + _escape(rest)
        if name[-1].isalnum():
            break
        name, rest = name[:-1], name[-1] + rest
    return _escape(word)


def _person(slack: Slack, name: str, *, label: bool) -> str:
    if name in EVERYONE and not label:
        return f"<!{name}>"
    for user in slack.workspace.users.values():
        if name == user.id or name.casefold() == user.name.casefold():
            return f"<@{user.id}|{user.name}>" if label else f"<@{user.id}>"
    for group in slack.workspace.groups.values():
        if name in (group.id, group.handle):
            return f"<!subteam^{group.id}|@{group.handle}>" if label else f"<!subteam^{group.id}>"
    return ""


def _place(slack: Slack, name: str) -> str:
    for channel in slack.workspace.channels.values():
        if channel.kind != "im" and name in (channel.id, channel.name):
            return f"<#{channel.id}|{channel.name if channel.kind == 'channel' else ''}>"
    return ""
