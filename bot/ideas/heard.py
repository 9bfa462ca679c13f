"""What is said in channels that are open to being followed: who follows its author, its channel or a word of it.

Words match in whatever form they stand. Nothing of the message is stored but where it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ideas.following import AUTHOR, BODY, CHANNEL, WORD
from bot.inquiries_text import as_read
from bot.language import words_of
from bot.people import Asker
from bot.roles import Role
from storage import follows, open_channels
from storage.models import Follow, FollowChannel

if TYPE_CHECKING:
    from bot.services import Services

Whose = tuple[int, str]
"""A follow and whose it is."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or several that somebody follows, each with its base forms; all must stand in a message."""

    whose: Whose
    words: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed: by channel, by author, and words; and in which channels that counts."""

    open: frozenset[str]
    channels: Mapping[str, tuple[Whose, ...]]
    authors: Mapping[str, tuple[Whose, ...]]
    phrases: tuple[Phrase, ...]

    def met(self, channel: str, author: str, text: str) -> list[int]:
        """Return what a message meets, but for what its author follows."""
        found = [*self.channels.get(channel, ()), *self.authors.get(author, ())]
        if self.phrases:
            said = {form for word in words_of(text) for form in (word.folded, *word.bases)}
            found += [one.whose for one in self.phrases if all(word & said for word in one.words)]
        return sorted({follow_id for follow_id, user_id in found if user_id != author})


def listens(services: Services, channel: str) -> bool:
    """Tell whether somebody may follow what is said in a channel. Without SQL, from memory."""
    followed = _followed(services)
    return channel in followed.open and bool(followed.channels or followed.authors or followed.phrases)


def said(services: Services, channel: str, ts: str, text: str, *, by: Asker) -> None:
    """Note who follows what a new message of a colleague meets; `text` is as Slack writes it, and is forgotten."""
    if by.role < Role.EMPLOYEE:
        return
    met = _followed(services).met(channel, by.id, as_read(text, {}))
    if met:
        with services.database.begin() as session:
            follows.add_hits(session, met, channel, ts, services.now())


def deleted(services: Services, channel: str, ts: str) -> None:
    """Forget that a message met anything, since it is deleted."""
    with services.database.begin() as session:
        follows.forget_message(session, channel, ts)


def _followed(services: Services) -> Followed:
    return services.memory.recall(BODY, "followed", lambda: _read(services))


def _read(services: Services) -> Followed:
    with services.database.read() as session:
        found = follows.everything(session)
        opened = frozenset(one.channel for one in open_channels.every(session, FollowChannel))
    phrases = [Phrase((one.id, one.user_id), _forms(one.value)) for one in found if one.what == WORD]
    return Followed(opened, _by_value(found, CHANNEL), _by_value(found, AUTHOR), tuple(p for p in phrases if p.words))


def _by_value(found: list[Follow], what: str) -> dict[str, tuple[Whose, ...]]:
    by_value: dict[str, list[Whose]] = defaultdict(list)
    for one in found:
        if one.what == what:
            by_value[one.value].append((one.id, one.user_id))
    return {value: tuple(whose) for value, whose in by_value.items()}


def _forms(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset((word.folded, *word.bases)) for word in words_of(text))
