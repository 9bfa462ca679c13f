"""Sending a tip: the form, and what sending it does.

The tip, its files, its card for the desk and the tipper's message stand in one transaction. The same form, and the same tip of
the same person within a minute, are one tip; a link that is known already joins what is known of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import attachments, audit, places, scopes
from bot.attachments import READ_SCOPE, File
from bot.audit import Act
from bot.errors import NotFound
from bot.feeds.identity import link_hash
from bot.inquiries_text import as_read, mentioned
from bot.mentions import by_hand
from bot.mentions.listing import message_link
from bot.people import Asker
from bot.questions.draft import parted
from bot.roles import Role, require
from bot.tips import states
from bot.tips.draft import Draft, Form, Opened, checked, first_link, fitting
from bot.tips.kinds import JOINED, MENTION, OVER, REMOVED
from storage import direct_words, mentions_desk, people, revisions, tips
from storage.mentions_desk import Spot
from storage.models import Tip

if TYPE_CHECKING:
    from bot.services import Services

SAME_WITHIN = timedelta(minutes=1)
"""The same tip of the same person is one for so long."""
JOINS_WITHIN = timedelta(days=30)
"""After the end of a tip, its link is the same news for so long; then it is a new tip."""
LOCK = "tips"
"""Whoever sends holds this counter: two who send the same link at once share one card."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in Slack that a tip is about; `name` is what Slack calls its channel, `text` is as Slack writes it.

    `thread` is the ts of the message in whose thread it stands, empty when in none.
    """

    channel: str
    ts: str
    thread: str = ""
    name: str = ""
    text: str = ""
    author: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A tip is on its way; `is_new` is False when it was sent a moment ago already, `others` have sent its link before."""

    tip: Tip
    is_new: bool = True
    others: int = 0


def open_form(services: Services, text: str, *, by: Asker) -> Opened:
    """Return the form with what somebody has written after the command; what does not fit stands in `left_out`."""
    require(by.role, Role.EMPLOYEE)
    return _opened(services, Form(), _read(services, text))


def open_about_word(services: Services, word_id: int, *, by: Asker) -> Opened:
    """Return the form with what somebody wrote to the bot; raises NotFound when it is not kept any more."""
    with services.database.read() as session:
        word = direct_words.find(session, word_id)
        if word is None or word.user_id != by.id or not word.text:
            raise NotFound("Your message is not kept any more. Write it again, or use “/tip”.")
        text = word.text
    return open_form(services, text, by=by)


def open_about_message(services: Services, said: Said, *, by: Asker) -> Opened:
    """Return the form about a message. Of one that not everybody may read, only its address is filled in.

    Asks Slack, with the quick client, whether everybody may read it.
    """
    require(by.role, Role.EMPLOYEE)
    is_private = not places.is_public(services, said.channel, said.name)
    text = _read(services, said.text)
    form = Form(
        origin=message_link(services, Spot(said.channel, said.ts, said.thread))[:1_000],
        author=said.author[:64],
        is_private=is_private,
        copied=text if is_private else "",
        files=said.files,
    )
    return _opened(services, form, "" if is_private else text)


def send(services: Services, form: Form, draft: Draft, *, by: Asker) -> Sent:
    """Send a tip to the desk. Raises Invalid at the field that is wrong."""
    require(by.role, Role.EMPLOYEE)
    wanted, now = checked(form, draft), services.now()
    made = _made(services, form, wanted, by, now)
    with services.database.begin() as session:
        revisions.bump(session, LOCK)
        known = tips.by_key(session, form.key) or tips.same(session, made, SAME_WITHIN)
        if known is not None:
            tip = states.held(session, known.id)
            if attachments.add(session, wanted.files, tip=tip, by=by.id, at=now):
                states.redraw(services, session, tip)
            return Sent(tip, is_new=False, others=_others(session, tip))
        return _begin(services, session, made, wanted.files, by)


def look_after(services: Services) -> None:
    """Show the desk what was sent before it had a channel; a tick."""
    desk = services.settings.desk_channel
    if not desk:
        return
    with services.database.read() as session:
        waiting = tips.without_place(session)
    for tip_id in waiting:
        with services.database.begin() as session:
            tip = tips.locked(session, tip_id)
            if tip is not None and not tip.place:
                tip.place = desk
                states.show(services, session, tip)
                states.redraw(services, session, tip)


def _opened(services: Services, form: Form, text: str) -> Opened:
    fits, left_out = parted(text)
    takes_files = scopes.may_use(services.scopes, READ_SCOPE)
    return Opened(fitting(form), fits, left_out, takes_files=takes_files)


def _read(services: Services, text: str) -> str:
    """Return a text as people read it, without Slack's own marks."""
    named = mentioned(text)
    if not named:
        return as_read(text, {})
    with services.database.read() as session:
        return as_read(text, {user_id: one.name for user_id, one in people.many(session, named).items()})


def _made(services: Services, form: Form, wanted: Draft, by: Asker, now: datetime) -> Tip:
    link, text = first_link(wanted.text)
    origin, is_private = form.origin, form.is_private
    if link and not origin and _is_here(services, link):
        origin, link = link[:1_000], ""  # the address of a message: nothing public, and nothing to be joined
        is_private = not places.is_public(services, origin.removeprefix(_messages(services)).partition("/")[0])
    return Tip(
        key=form.key[:64],
        by=by.id,
        text=text,
        link=link,
        link_key=link_hash(link) if link else "",
        origin=origin,
        origin_author=form.author,
        is_private=is_private,
        people=wanted.people,
        at=now,
        changed_at=now,
    )


def _is_here(services: Services, link: str) -> bool:
    return bool(services.team_url) and link.startswith(_messages(services))


def _messages(services: Services) -> str:
    return f"{services.team_url}archives/"


def _begin(services: Services, session: Session, tip: Tip, files: tuple[File, ...], by: Asker) -> Sent:
    tip.mention_id = by_hand.join(services, session, tip.link, tip.at, by=by)  # mentions are held before tips
    if tip.mention_id is not None:
        tip.state, tip.ended_at = MENTION, tip.at
    elif (first := _leading(session, tip)) is not None:
        tip.state, tip.ended_at = JOINED, first.ended_at
    if tip.state != JOINED and (tip.mention_id is None or tip.text or tip.origin or files):
        tip.place = services.settings.desk_channel
    session.add(tip)
    session.flush()
    attachments.add(session, files, tip=tip, by=by.id, at=tip.at)
    after = {"state": tip.state, "place": tip.place, "files": len(files), "private": tip.is_private}
    audit.note(session, tip.at, Act(by.id, "tip.sent", states.subject(tip)), after=after)
    states.show(services, session, tip)
    stands_with = states.together(session, tip)
    if not any(one.by == tip.by and one.id < tip.id for one in stands_with):
        states.tell(services, session, tip)
    if len(stands_with) > 1:
        states.redraw(services, session, tip)
    return Sent(tip, others=_others(session, tip))


def _leading(session: Session, tip: Tip) -> Tip | None:
    """Return the held tip of the same link that a new one stands with; None when there is none, or its end is long ago."""
    leading = [one for one in tips.with_link(session, tip.link_key) if one.state != JOINED]
    if not leading:
        return None
    first = states.held(session, leading[-1].id)
    is_past = first.state in OVER and first.ended_at is not None and tip.at - first.ended_at > JOINS_WITHIN
    return None if is_past or first.state == REMOVED else first


def _others(session: Session, tip: Tip) -> int:
    """Return how many colleagues have sent the link of a tip before its tipper."""
    if tip.mention_id is not None:
        return len(set(mentions_desk.tips(session, tip.mention_id)) - {tip.by})
    return len({one.by for one in states.together(session, tip) if one.id < tip.id} - {tip.by})
