"""Digests: several mentions in one message.

The morning brief, hourly, daily and weekly digests gather until they are due. A flood is shown at once and grows for an hour.
A digest names a few; all of them stand in its thread, and any of them can be taken up there as a card of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.mentions import digest_pages, notes, spoken
from bot.mentions.kinds import DIGEST, DIGEST_MORE, MENTION
from bot.people import Asker
from bot.roles import Role, require
from bot.views import digests as view
from bot.views.blocks import Message
from bot.views.digests import Gathered
from bot.words import Reader
from storage import cards, digests, mentions, people, rules
from storage.models import Digest, Rule

if TYPE_CHECKING:
    from bot.services import Services

FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a mention that is not told at once is put: the kind of digest, its place, when it is due, and whose it is."""

    kind: str
    """brief, hourly, daily, weekly, flood."""
    place: str
    due_at: datetime
    rule_id: int = 0


def add(services: Services, session: Session, slot: Slot, mention_ids: Sequence[int]) -> Digest:
    """Put mentions into the digest of a place that is open, or into a new one, inside the caller's transaction."""
    digest = digests.opened(session, slot.kind, slot.place, slot.rule_id, services.now(), slot.due_at)
    digests.put(session, digest.id, mention_ids)
    if slot.kind == FLOOD:
        _show(services, session, digest)
    return digest


def show_due(services: Services) -> None:
    """Show the digests whose time has come; a tick. Those that are of a place that is gone stay with its blockage."""
    now = services.now()
    with services.database.read() as session:
        due = digests.due(session, now)
    for digest_id in due:
        with services.database.begin() as session:
            digest = digests.locked(session, digest_id)
            if digest is None or digest.closed_at is not None:
                continue
            digest.closed_at = now
            session.flush()
            _show(services, session, digest)


def take_up(services: Services, digest_id: int, mention_id: int, *, by: Asker) -> None:
    """Show one mention of a digest as a card of its own, in the digest's thread. Raises NotFound."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        digest, mention = digests.find(session, digest_id), mentions.find(session, mention_id)
        if digest is None or mention is None:
            raise NotFound("This mention is not kept any more.")
        if cards.find(session, MENTION, mention.id, digest.place) is None:
            first = services.messenger.show(session, DIGEST, digest.id, digest.place)
            card = services.messenger.show(session, MENTION, mention.id, digest.place, asked_by=by.id)
            card.thread_of = first.id
            notes.show_sources(services, session, mention.id)


def listed(services: Services, digest_id: int, *, by: Asker) -> Gathered:
    """Return everything that stands in a digest. Raises NotFound."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        digest = digests.find(session, digest_id)
        if digest is None:
            raise NotFound("This digest is not kept any more.")
        return _gathered(session, digest, _rule(session, digest))


def card(session: Session, digest_id: int, reader: Reader) -> Message | None:
    """Render a digest, in the language that its rule speaks, or the rules of its place do."""
    found = _heard(session, digest_id, reader)
    return spoken.said(view.card(*found), found[1]) if found is not None else None


def more(session: Session, record_id: int, reader: Reader) -> Message | None:
    """Render one page of what a digest has beyond its first few; the record is the digest's number and the page's."""
    digest_id, page = digest_pages.of_record(record_id)
    found = _heard(session, digest_id, reader)
    message = view.more(found[0], page, found[1]) if found is not None else None
    return spoken.said(message, found[1]) if found is not None and message is not None else None


def _heard(session: Session, digest_id: int, reader: Reader) -> tuple[Gathered, Reader] | None:
    """Return what stands in a digest and who reads it in a place; None when it is not kept any more."""
    digest = digests.find(session, digest_id)
    if digest is None:
        return None
    rule = _rule(session, digest)
    return _gathered(session, digest, rule), spoken.of_digest(session, rule, reader)


def _gathered(session: Session, digest: Digest, rule: Rule | None) -> Gathered:
    items = digests.items(session, digest.id)
    known = people.many(session, {mention.handler for mention in items} - {""})
    names = {person.id: person.name for person in known.values()}
    return Gathered(digest, items, rule.name if rule else "", names)


def _rule(session: Session, digest: Digest) -> Rule | None:
    return rules.find_rule(session, digest.rule_id) if digest.rule_id else None


def _show(services: Services, session: Session, digest: Digest) -> None:
    first = services.messenger.show(session, DIGEST, digest.id, digest.place)
    pages = min(digest_pages.pages(digests.size(session, digest.id)), digest_pages.MOST)
    records = [digest_pages.record(digest.id, page) for page in range(pages)]
    new = services.messenger.show_new(session, DIGEST_MORE, records, digest.place, thread_of=first.id)
    stood = [record for record in records if record not in new]
    if stood:
        services.messenger.redraw(session, DIGEST_MORE, stood[-1])  # the last page had room for more
