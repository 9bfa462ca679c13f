"""A message as Slack writes it, turned into the words that people read: for a form in which somebody may edit them.

Source: Slack, "Formatting text for app surfaces": <@U1>, <#C1|name>, <!here>, <https://…|label>, and & < > escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.views.blocks import clean, unescaped

_PERSON = re.compile(r"<@(\w+)(?:\|([^>]*))?>")
_MARKED = re.compile(r"<([^<>]*)>")


def mentioned(text: str) -> set[str]:
    """Return the user ids that a message names."""
    return {found[1] for found in _PERSON.finditer(text)}


def as_read(text: str, names: Mapping[str, str]) -> str:
    """Return a message's text as people read it; `names` are those of people by user id."""
    readable = _MARKED.sub(lambda found: _readable(found[1], names), text)
    return clean(unescaped(readable)).strip()


def _readable(mark: str, names: Mapping[str, str]) -> str:
    target, _, label = mark.partition("|")
    kind, rest = target[:1], target[1:]
    if kind == "@":
        return f"@{names.get(rest) or label or rest}"
    if kind == "#":
        return f"#{label or rest}"
    if kind == "!":
        return label or f"@{rest.partition('^')[0]}"
    target = target.removeprefix("mailto:").removeprefix("tel:")
    return target if label in ("", target) else f"{label} ({target})"
