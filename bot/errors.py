"""The exceptions that carry words for a person; `handlers/errors.py` is the one place that says them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.words import Reader


class BotError(Exception):
    """Something the person can understand and act on.

    `message` is an English source text with named placeholders, `values` fill it, `field` names the form field it is about.
    """

    def __init__(self, message: str, /, *, field: str | None = None, **values: object) -> None:
        """Keep the message untranslated: who will read it is known only at the door."""
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values

    def words(self, reader: Reader) -> str:
        """Say the message in the reader's language."""
        return reader.say(self.message, **self.values)


class Refused(BotError):  # noqa: N818 - these read as sentences where they are raised
    """The person may not do this."""


class NotFound(BotError):  # noqa: N818
    """The record is not there (any more)."""


class Invalid(BotError):  # noqa: N818
    """What was given cannot be used."""


class Conflict(BotError):  # noqa: N818
    """Somebody else was faster."""


class Unavailable(BotError):  # noqa: N818
    """Something that is needed does not answer just now; nothing was changed."""
