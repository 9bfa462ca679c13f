"""Shared pieces of every view: messages, plain and formatted text, and what keeps foreign text harmless.

Foreign text (from people, files and feeds) goes into rich_text or plain_text, which Slack does not parse; only the top-level
text of a message needs `foreign()`. Limits are those of Slack's Block Kit reference.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextSectionElement,
    SectionBlock,
)

MOST_TEXT = 3_000
"""Characters in a section's text."""
_HIDDEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as Slack takes it: `text` says everything that matters, for notifications and screen readers."""

    text: str
    blocks: Sequence[Block | dict[str, Any]] = field(default_factory=tuple)
    language: str = ""
    """The one that it is written in, where that need not be its reader's."""
    _written: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    def private_answer(self) -> str:
        """Return the JSON of an answer to a command that only the asker sees.

        It is written once: for a page of ten accounts, writing takes as long as everything else in an acknowledgement.
        """
        if not self._written:
            answer = {**self.payload(), "response_type": "ephemeral"}
            self._written.append(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
        return self._written[0]

    def payload(self) -> dict[str, Any]:
        """Return the JSON body; the text is cut at Slack's 4,000 characters."""
        body: dict[str, Any] = {"text": cut(self.text, 4_000)}
        if self.blocks:
            body["blocks"] = [block if isinstance(block, dict) else block.to_dict() for block in self.blocks]
        return body


def clean(text: str) -> str:
    """Return text in NFC without control, zero-width and direction characters and half emoji; line breaks and tabs stay."""
    return _HIDDEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """Return clean text with single spaces, without line breaks."""
    is_clean = text.isascii() and text.isprintable()  # as most cells of a long table are
    return " ".join((text if is_clean else clean(text)).split())


def cut(text: str, most: int) -> str:
    """Shorten to at most `most` characters, at a word where one is near, with an ellipsis."""
    if len(text) <= most:
        return text
    short = text[: most - 1]
    space = short.rfind(" ", int(most * 0.8))
    return (short[:space] if space > 0 else short).rstrip() + "…"


def escape(text: str) -> str:
    """Return text with `& < >` escaped, as Slack's mrkdwn wants them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Return text as it was before Slack escaped it, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def foreign(text: str, most: int = MOST_TEXT) -> str:
    """Return foreign text for a message's top-level text: `& < >` escaped, so that it can be no mention and no link.

    `most` counts the characters after escaping, since that is what Slack counts.
    """
    plain = cut(clean(text), most)
    while True:
        escaped = escape(plain)
        if len(escaped) <= most:
            return escaped
        plain = cut(plain, len(plain) - (len(escaped) - most))


def mrkdwn(text: str) -> MarkdownTextObject:
    """Formatted text; verbatim, so that Slack makes no links or mentions out of names, addresses and @words."""
    return MarkdownTextObject(text=text, verbatim=True)


def plain(text: str, most: int) -> PlainTextObject:
    """Plain text that Slack shows as it is."""
    return PlainTextObject(text=cut(clean(text), most), emoji=False)


def rich(*parts: Any, block_id: str | None = None) -> RichTextBlock:
    """A paragraph of rich text, made of `words`, `link` and `person` parts: nothing in it is parsed."""
    return RichTextBlock(elements=[RichTextSectionElement(elements=_joined(parts))], block_id=block_id)


def _joined(parts: Iterable[Any]) -> list[Any]:
    """Make one piece of plain words that follow each other: a list of accounts is a quarter smaller on its way."""
    joined: list[Any] = []
    for part in parts:
        if joined and _is_plain(part) and _is_plain(joined[-1]):
            joined[-1] = RichTextElementParts.Text(text=joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined


def _is_plain(part: Any) -> bool:
    return isinstance(part, RichTextElementParts.Text) and part.style is None


def words(text: str, *, bold: bool = False, italic: bool = False, most: int = MOST_TEXT) -> RichTextElementParts.Text:
    """Literal words in rich text."""
    style = RichTextElementParts.TextStyle(bold=bold or None, italic=italic or None) if bold or italic else None
    return RichTextElementParts.Text(text=cut(clean(text), most), style=style)


def link(url: str, text: str) -> RichTextElementParts.Link:
    """A link in rich text; the caller has checked that it is http(s)."""
    return RichTextElementParts.Link(url=url, text=cut(clean(text), 300))


def person(user_id: str) -> RichTextElementParts.User:
    """A person's name in rich text; in an ephemeral or edited message it notifies nobody."""
    return RichTextElementParts.User(user_id=user_id)


def header(text: str) -> HeaderBlock:
    """A heading line."""
    return HeaderBlock(text=plain(text, 150))


def section(text: str, *, block_id: str | None = None, accessory: Any = None) -> SectionBlock:
    """A paragraph of mrkdwn, with a button or menu beside it."""
    return SectionBlock(text=mrkdwn(text), block_id=block_id, accessory=accessory)


def context(*texts: str) -> ContextBlock:
    """Small grey lines of mrkdwn, at most ten."""
    return ContextBlock(elements=[mrkdwn(text) for text in texts])


def divider() -> DividerBlock:
    """A thin line."""
    return DividerBlock()


def button(
    text: str, action_id: str, *, value: str | None = None, url: str | None = None, style: str | None = None
) -> ButtonElement:
    """A button; with `url` it opens a link as well."""
    return ButtonElement(text=plain(text, 75), action_id=action_id, value=value, url=url, style=style)
