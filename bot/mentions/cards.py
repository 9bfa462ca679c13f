"""The cards of a mention, read together and rendered: the card itself, the list of its sources, and its notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions import spoken, states
from bot.mentions.kinds import JOINED, MENTION
from bot.mentions.notes import DISCUSSION, DUTY, PRAISE
from bot.people import Asker
from bot.roles import Role, require
from bot.views import mention_notes, mentions_why
from bot.views import mentions as view
from bot.views.blocks import Message
from bot.views.mentions_parts import Shown
from bot.views.mentions_why import Explained
from bot.words import Reader
from storage import feeds as known_feeds
from storage import joinings, mentions, mentions_desk, people, public_replies, rules
from storage.models import Mention, MentionNote

if TYPE_CHECKING:
    from bot.services import Services

MOST_SOURCES = 50


def card(session: Session, mention_id: int, reader: Reader) -> Message | None:
    """Render a mention for a place, in the language that its rule speaks there."""
    mention = mentions.find(session, mention_id)
    if mention is None:
        return None
    about = shown(session, mention)
    reader = _heard(session, about, reader)
    return spoken.said(view.card(about, reader), reader)


def sources(session: Session, mention_id: int, reader: Reader) -> Message | None:
    """Render where a mention was seen, for the thread of its card."""
    mention = mentions.find(session, mention_id)
    if mention is None or mention.state == JOINED:
        return None
    seen = mentions.sightings(session, mention_id)
    told = [one for one in seen if not one.tipped_by]
    counted = mentions.sources(session, [mention_id]).get(mention_id, 0)
    tips = mentions_desk.tips(session, mention_id)
    names = {person.id: person.name for person in people.many(session, tips).values()}
    listed = mention_notes.Listed(told[:MOST_SOURCES], max(counted, len(told)), [names.get(one, "") for one in tips])
    reader = spoken.of_mention(session, [mention_id], reader)
    return spoken.said(mention_notes.sources(listed, reader), reader)


def note(session: Session, note_id: int, reader: Reader) -> Message | None:
    """Render what a mention has made the bot say elsewhere."""
    found = mentions_desk.note(session, note_id)
    mention = mentions.find(session, found.mention_id) if found else None
    if found is None or mention is None:
        return None
    about = shown(session, mention, found)
    reader = _heard(session, about, reader)
    by_kind = {DUTY: mention_notes.duty, DISCUSSION: mention_notes.discussion, PRAISE: mention_notes.praise}
    return spoken.said(by_kind.get(found.what, mention_notes.line)(about, found, reader), reader)


def duty_gone(session: Session, version: int, reader: Reader) -> Message | None:
    """Render that the person on duty is gone; None once the settings have changed."""
    alerts = rules.alert_settings(session)
    person = people.find(session, alerts.on_duty) if alerts.on_duty and alerts.version == version else None
    return mention_notes.duty_gone(person.name, reader) if person is not None and person.is_deactivated else None


def window(services: Services, mention_id: int, *, by: Asker) -> Message:
    """Return a mention's card for somebody who opens it elsewhere. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        return view.card(shown(session, states.known(session, mention_id)), by.reader)


def why(services: Services, mention_id: int, *, by: Asker) -> Message:
    """Explain why a story is a mention: rules and words, feeds, mutes, sources and the response clock. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        mention = states.known(session, mention_id)
        seen = mentions.sightings(session, mention_id, MOST_SOURCES)
        feeds = known_feeds.many(session, [one.feed_id for one in seen if one.feed_id])
        mute = rules.find_mute(session, mention.muted_by) if mention.muted_by is not None else None
        about = shown(session, mention)
    return mentions_why.why(Explained(about, seen, {key: feed.name for key, feed in feeds.items()}, mute), by.reader)


def shown(session: Session, mention: Mention, *also: MentionNote) -> Shown:
    """Collect what stands around a mention on its card; `also` are notes whose people are named."""
    noted = mentions_desk.notes_of(session, mention.id)
    named = {mention.handler, mention.entered_by, *(place for one in noted for place in (one.place, one.by))}
    named |= {person for one in also for person in (one.by, one.whom)}
    cards = mentions_desk.places(session, MENTION, mention.id)
    reply = public_replies.open_of(session, mention.id)
    made = Shown(
        mention,
        sources=mentions.sources(session, [mention.id]).get(mention.id, 1),
        tips=len(mentions_desk.tips(session, mention.id)),
        hits=_hits(session, mention.id),
        names={person.id: person.name for person in people.many(session, named - {""}).values()},
        notes=noted,
        reply=reply[1].approval_state if reply is not None else None,
        told_in=joinings.into(session, mention.id) if mention.state == JOINED else None,
    )
    channels = [address for _card, address in cards if address.startswith(("C", "G"))]
    return replace(made, place=channels[0]) if channels else made


def _hits(session: Session, mention_id: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[int, list[str]] = {}
    for hit in mentions.hits(session, mention_id):
        found.setdefault(hit.rule_id, []).extend(hit.words)
    names = {rule.id: rule.name for rule in mentions_desk.rules_of(session, mention_id)}
    return tuple((names.get(rule_id, ""), tuple(dict.fromkeys(hit))) for rule_id, hit in found.items())


def _heard(session: Session, about: Shown, reader: Reader) -> Reader:
    """Return who reads about a mention in a place. One that has joined another speaks on as it did."""
    told = [about.mention, *([about.told_in] if about.told_in is not None else [])]
    return spoken.of_mention(session, [one.id for one in told], reader)
