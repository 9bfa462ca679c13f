"""Which mutes keep what comes next of a story from being told, for whoever opens it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.feeds.match import Candidate
from bot.mentions import mutes
from bot.mentions import watch as watching
from bot.mentions.mutes import Listed
from bot.people import Asker
from bot.roles import Role, require
from storage import mentions
from storage.models import Mention, Mute

if TYPE_CHECKING:
    from bot.services import Services


def holding(services: Services, mention_id: int, *, by: Asker) -> Listed:
    """Return the mutes in force under which a new item like a mention would fall, the ones that end first in front.

    Nothing is in the list for a mention that is gone. Managers only.
    """
    require(by.role, Role.MANAGER)
    watch = watching.watch(services)
    with services.database.read() as session:
        mention = mentions.find(session, mention_id) if watch.mutes else None
        found = _about(services, session, watch, mention) if mention is not None else {}
    return mutes.named(services, sorted(found.values(), key=lambda mute: (mute.until, mute.id)))


def _about(services: Services, session: Session, watch: watching.Watch, mention: Mention) -> dict[int, Mute]:
    """Return by id, for each feed in which a story was seen, the mute that it would fall under."""
    hits = mentions.hits(session, mention.id)
    rule_ids = {hit.rule_id for hit in hits}
    # Only the beginning of a text is kept, and a word may have stood further down.
    said = "\n".join([mention.text, *(word for hit in hits for word in hit.words)])
    like = Candidate(mention.title, said, mention.author, mention.link, language=mention.language)
    feeds = {one.feed_id for one in mentions.sightings(session, mention.id)} or {None}
    found = (watching.muted_by(watch, like, rule_ids, feed_id, services.now()) for feed_id in feeds)
    return {mute.id: mute for mute in found if mute is not None}
