"""Pieces of the views of an answer: how long it holds, what it owes, and the languages in the reader's order."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot import tongues
from bot.answers.content import Content
from bot.answers.states import Standing
from bot.views.blocks import cut
from bot.words import LANGUAGES, Reader, zone
from storage.models import Answer

_LONGEST_QUESTION = 200


def holds(answer: Answer, standing: Standing, reader: Reader) -> str:
    """Say how far an answer can be relied on, in a few words that stand for themselves."""
    day = reader.day(answer.valid_until) if answer.valid_until else ""
    if standing is Standing.WITHDRAWN and answer.withdrawn_at is not None:
        gone = reader.day(answer.withdrawn_at.astimezone(zone(reader.timezone)).date())
        return reader.say("withdrawn on {day}", day=gone)
    if not day:
        return reader.say("valid without an end")
    match standing:
        case Standing.STALE:
            return reader.say(
                "expired on {day}, and nobody has confirmed it since: check it before you use it", day=day
            )
        case Standing.EXPIRED:
            return reader.say("expired on {day}: check it before you use it", day=day)
        case Standing.DUE:
            return reader.say("ends soon: valid until {day}", day=day)
        case _:
            return reader.say("valid until {day}", day=day)


def owes(languages: Collection[str], reader: Reader) -> str:
    """Say in which languages an answer says nothing yet; empty when it has all of them."""
    if not languages:
        return ""
    return reader.say("Not yet in: {languages}", languages=names(languages, reader))


def names(languages: Iterable[str], reader: Reader) -> str:
    """Return the names of languages in the reader's words."""
    return reader.listing([tongues.name(language, reader.language) for language in languages])


def in_order(reader: Reader) -> list[str]:
    """Return the languages, the reader's first."""
    return [reader.language, *(language for language in LANGUAGES if language != reader.language)]


def has_expired(standing: Standing) -> bool:
    """Tell whether an answer's last day is over."""
    return standing in (Standing.EXPIRED, Standing.STALE)


def asked_in(content: Content, reader: Reader) -> str:
    """Return the question of an answer, in the reader's language where it has one."""
    asked = (content.said(language).question for language in in_order(reader))
    return cut(next(filter(None, asked), reader.say("An answer without a question")), _LONGEST_QUESTION)
