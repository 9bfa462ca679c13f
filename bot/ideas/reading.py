"""One idea in full, for whoever may see it: what it says, where it came from, who is for it and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ideas import listing, states
from bot.ideas.kinds import OPEN
from bot.ideas.listing import Said
from bot.people import Asker
from bot.roles import Role
from storage import attachments, idea_origins, ideas, people
from storage.models import Attachment, Idea

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Details:
    """An idea with its files, voices and names, and what the reader may do with it. `item_id` is what came of it in the plan."""

    idea: Idea
    said: Said
    files: tuple[Attachment, ...]
    names: Mapping[str, str]
    reader_id: str
    may_change: bool = False
    is_desk: bool = False
    is_open: bool = False
    item_id: int | None = None


def details(services: Services, idea_id: int, *, by: Asker) -> Details:
    """Return an idea in full; raises NotFound when it is gone or not theirs to see."""
    with services.database.read() as session:
        idea = states.known(session, idea_id, by)
        said = listing.voices_of(ideas.voices(session, [idea.id]), by).get(idea.id, Said())
        files = tuple(attachments.of_idea(session, idea.id))
        ids = {idea.owner, idea.saved_by, idea.author, idea.giver, *said.helpers} - {""}
        names = {one.id: one.name for one in people.many(session, ids).values()}
        item_id = idea_origins.item_id_of(session, idea.id)
    is_open = idea.state in OPEN
    may_change = is_open and states.is_mine_or_desk(idea, by)
    return Details(idea, said, files, names, by.id, may_change, by.role >= Role.MANAGER, is_open, item_id)
