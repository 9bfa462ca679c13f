"""The queries about ideas: one idea, the backlog as somebody may see it, and what hangs on it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.chunks import chunks
from storage.models import Attachment, Idea, IdeaVoice
from storage.upsert import insert

VOTE, HELP = "vote", "help"
OPEN = ("new", "chosen")
SEEN = ("new", "chosen", "drafted", "published")
"""States of what may come again: removed and archived ideas are nobody's hint."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of ideas is to show: see `bot.ideas.look`. `user_id` is who looks: private ideas are their own alone."""

    show: str
    user_id: str
    tag: str = ""
    network: str = ""
    words: tuple[str, ...] = ()


def find(session: Session, idea_id: int) -> Idea | None:
    """Return an idea, None when it was never there or is deleted."""
    return session.get(Idea, idea_id)


def locked(session: Session, idea_id: int) -> Idea | None:
    """Return an idea as it is now and hold it until the transaction ends."""
    return session.get(Idea, idea_id, with_for_update=True, populate_existing=True)


def many(session: Session, ids: Iterable[int]) -> dict[int, Idea]:
    """Return ideas by id."""
    found: dict[int, Idea] = {}
    for chunk in chunks(ids):
        found |= {one.id: one for one in session.scalars(select(Idea).where(Idea.id.in_(chunk)))}
    return found


def by_key(session: Session, key: str) -> Idea | None:
    """Return the idea that a form, a tip or a figure has made."""
    return session.scalar(select(Idea).where(Idea.key == key))


def of_message(session: Session, channel: str, ts: str) -> Idea | None:
    """Return the idea that was saved from a message, None when there is none or it was removed."""
    if not ts:
        return None
    same = (Idea.origin_channel == channel, Idea.origin_ts == ts, Idea.state != "removed")
    return session.scalar(select(Idea).where(*same))


def is_refused(session: Session, channel: str, ts: str) -> bool:
    """Tell whether the author of a message has said that it must not be used."""
    same = (Idea.origin_channel == channel, Idea.origin_ts == ts, Idea.author_says == "no")
    return bool(ts) and session.scalar(select(Idea.id).where(*same).limit(1)) is not None


def visible(user_id: str) -> ColumnElement[bool]:
    """Say which ideas somebody may see: those that are there, of the private ones only what they saved or wrote."""
    own = or_(Idea.saved_by == user_id, Idea.author == user_id)
    return and_(Idea.state != "removed", or_(Idea.is_private.is_(False), own))


def listed(session: Session, wanted: Wanted, page: slice) -> tuple[list[Idea], int]:
    """Return a part of the backlog in its order, and how many there are in all."""
    which = _which(wanted)
    votes = select(func.count()).where(IdeaVoice.idea_id == Idea.id, IdeaVoice.what == VOTE).scalar_subquery()
    first = (Idea.deadline,) if wanted.show == "deadline" else ()
    query = select(Idea).where(which).order_by(*first, Idea.score.desc(), votes.desc(), Idea.at.desc(), Idea.id.desc())
    total = session.scalar(select(func.count()).select_from(Idea).where(which)) or 0
    return list(session.scalars(query.offset(page.start).limit(page.stop - page.start))), total


def tags_and_networks(session: Session, user_id: str, most: int) -> tuple[list[str], list[str]]:
    """Return the tags and the networks of open ideas that somebody may see, the most common first."""
    tags, networks = Counter[str](), Counter[str]()
    query = select(Idea.tags, Idea.networks).where(visible(user_id), Idea.state.in_(OPEN))
    for of_tags, of_networks in session.execute(query.order_by(Idea.id.desc()).limit(1_000)):
        tags.update(of_tags)
        networks.update(of_networks)
    return [tag for tag, _ in tags.most_common(most)], [network for network, _ in networks.most_common(most)]


def voices(session: Session, ids: Collection[int]) -> dict[int, list[IdeaVoice]]:
    """Return who votes for ideas and who can help with them, by idea, the first one first."""
    found: dict[int, list[IdeaVoice]] = defaultdict(list)
    for chunk in chunks(ids):
        query = select(IdeaVoice).where(IdeaVoice.idea_id.in_(chunk))
        for one in session.scalars(query.order_by(IdeaVoice.at, IdeaVoice.user_id)):
            found[one.idea_id].append(one)
    return found


def files(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Return how many files ideas have."""
    counted: dict[int, int] = {}
    for chunk in chunks(ids):
        query = select(Attachment.idea_id, func.count()).where(Attachment.idea_id.in_(chunk))
        counted |= {idea_id: n for idea_id, n in session.execute(query.group_by(Attachment.idea_id)) if idea_id}
    return counted


def give_voice(session: Session, idea_id: int, user_id: str, what: str, at: datetime) -> bool:
    """Note a voice; False when it is there already."""
    made = insert(session, IdeaVoice).values(idea_id=idea_id, user_id=user_id, what=what, at=at)
    made = made.on_conflict_do_nothing(index_elements=["idea_id", "user_id", "what"])
    return session.scalar(made.returning(IdeaVoice.idea_id)) is not None


def take_voice(session: Session, idea_id: int, user_id: str, what: str) -> bool:
    """Take a voice back; False when there was none."""
    mine = (IdeaVoice.idea_id == idea_id, IdeaVoice.user_id == user_id, IdeaVoice.what == what)
    return session.scalar(delete(IdeaVoice).where(*mine).returning(IdeaVoice.idea_id)) is not None


def to_compare(session: Session, user_id: str, most: int) -> list[Idea]:
    """Return the newest ideas that somebody may see and that a new one may be like."""
    query = select(Idea).where(visible(user_id), Idea.state.in_(SEEN))
    return list(session.scalars(query.order_by(Idea.id.desc()).limit(most)))


def counts(session: Session, user_id: str) -> tuple[int, int, int]:
    """Return how many ideas are new, how many of the open ones somebody owns, and how many of theirs only they see."""
    shown = and_(visible(user_id), Idea.is_private.is_(False))
    owns = and_(shown, Idea.state.in_(OPEN), Idea.owner == user_id)
    alone = and_(visible(user_id), Idea.is_private, Idea.state.in_(OPEN))
    figures = [func.count(case((which, 1))) for which in (and_(shown, Idea.state == "new"), owns, alone)]
    row = session.execute(select(*figures).select_from(Idea)).one()
    return int(row[0]), int(row[1]), int(row[2])


def saved(session: Session, user_id: str, most: int) -> list[Idea]:
    """Return the newest ideas of somebody: those that they saved or gave, removed ones left out."""
    own = or_(Idea.saved_by == user_id, Idea.giver == user_id)
    query = select(Idea).where(own, visible(user_id), Idea.via != "figure")
    return list(session.scalars(query.order_by(Idea.at.desc(), Idea.id.desc()).limit(most)))


def _which(wanted: Wanted) -> ColumnElement[bool]:
    mine = or_(Idea.owner == wanted.user_id, Idea.saved_by == wanted.user_id, Idea.giver == wanted.user_id)
    shows: dict[str, tuple[ColumnElement[bool], ...]] = {
        "open": (Idea.state.in_(OPEN),),
        "mine": (mine, Idea.state != "archived"),
        "private": (Idea.is_private.is_(True),),
        "deadline": (Idea.state.in_(OPEN), Idea.deadline.is_not(None)),
    }
    which = [visible(wanted.user_id), *shows.get(wanted.show, (Idea.state == wanted.show,))]
    if wanted.tag:
        which.append(_has(Idea.tags, wanted.tag))
    if wanted.network:
        which.append(_has(Idea.networks, wanted.network))
    for word in wanted.words:
        said = (func.lower(Idea.title).contains(word.lower(), autoescape=True), _has(Idea.tags, word.lower()))
        which.append(or_(*said, func.lower(Idea.text).contains(word.lower(), autoescape=True)))
    return and_(*which)


def _has(column: ColumnElement[Any] | InstrumentedAttribute[Any], value: str) -> ColumnElement[bool]:
    """Say in which rows a list in JSON has a value; it stands there as JSON writes it."""
    return cast(column, Text).contains(json.dumps(value), autoescape=True)
