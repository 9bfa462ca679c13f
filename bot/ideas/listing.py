"""The backlog of ideas, as far as somebody may see it: a page, with votes, helpers and owners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.ideas.kinds import HELP, VOTE
from bot.ideas.look import Look
from bot.people import Asker
from bot.roles import Role, require
from bot.words import zone
from storage import ideas, people
from storage.ideas import Wanted
from storage.models import Idea, IdeaVoice

if TYPE_CHECKING:
    from bot.services import Services

PAGE = 8
"""Ideas on a page: two blocks each, and a message has room for fifty."""
_MOST_TOPICS = 40
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """The voices about an idea: votes, who can help (in the order they said so), and what the reader has said."""

    votes: int = 0
    helpers: tuple[str, ...] = ()
    mine: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the backlog, with what the menus offer; `today` is the reader's."""

    ideas: tuple[Idea, ...]
    said: Mapping[int, Said]
    names: Mapping[str, str]
    files: Mapping[int, int]
    look: Look
    total: int
    pages: int
    tags: tuple[str, ...]
    networks: tuple[str, ...]
    today: date
    user_id: str


def page(services: Services, look: Look, *, by: Asker) -> Page:
    """Return a page of the ideas that somebody may see."""
    require(by.role, Role.EMPLOYEE)
    wanted = Wanted(look.show, by.id, look.tag, look.network, tuple(look.query.split()[:_MOST_WORDS]))
    with services.database.read() as session:
        found, total = ideas.listed(session, wanted, _slice(look.page))
        pages = max(1, -(-total // PAGE))
        if look.page > pages:
            look = look.on(pages)
            found, _total = ideas.listed(session, wanted, _slice(pages))
        ids = [one.id for one in found]
        said = voices_of(ideas.voices(session, ids), by)
        files = ideas.files(session, ids)
        names = {one.id: one.name for one in people.many(session, {one.owner for one in found} - {""}).values()}
        tags, networks = ideas.tags_and_networks(session, by.id, _MOST_TOPICS)
    today = services.now().astimezone(zone(by.reader.timezone)).date()
    topics = (tuple(tags), tuple(networks))
    return Page(tuple(found), said, names, files, look, total, pages, *topics, today, by.id)


@dataclass(frozen=True, slots=True)
class Board:
    """The backlog in App Home: new ideas, those that somebody owns, those that only they see, and the first of all open."""

    new: int = 0
    mine: int = 0
    private: int = 0
    first: Page | None = None


def board(services: Services, *, by: Asker) -> Board:
    """Return the backlog as App Home shows it; nothing for who is no colleague."""
    if by.role < Role.EMPLOYEE:
        return Board()
    with services.database.read() as session:
        counted = ideas.counts(session, by.id)
    return Board(*counted, page(services, Look(), by=by))


def voices_of(voices: Mapping[int, Sequence[IdeaVoice]], by: Asker) -> dict[int, Said]:
    """Return the voices about ideas as a reader sees them."""
    return {
        idea_id: Said(
            votes=sum(one.what == VOTE for one in given),
            helpers=tuple(one.user_id for one in given if one.what == HELP),
            mine=frozenset(one.what for one in given if one.user_id == by.id),
        )
        for idea_id, given in voices.items()
    }


def _slice(number: int) -> slice:
    return slice((number - 1) * PAGE, number * PAGE)
