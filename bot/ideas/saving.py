"""Saving an idea: from a form, from a message in Slack, from a tip, from a key figure.

One message is one idea, however often and by whom it is saved. What stands where not everybody reads is seen by who saved it
and who wrote it alone, until one of them decides otherwise. Whoever wrote it is asked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import attachments, audit
from bot.audit import Act
from bot.errors import Conflict
from bot.feeds.identity import link_hash
from bot.ideas import alike, origin, states
from bot.ideas.draft import MOST_TEXT, MOST_TITLE, PRIVATE, PUBLIC, Draft, Form, Opened, Saved, checked, title_of
from bot.ideas.kinds import ASKED, FORM, IDEA_AUTHOR, MESSAGE, TIP
from bot.ideas.origin import Message
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import clean, cut, one_line
from bot.words import zone
from storage import attachments as stored_files
from storage import ideas, revisions
from storage.models import Idea, Tip

if TYPE_CHECKING:
    from bot.services import Services

LOCK = "ideas saved"
"""Whoever saves a message holds this counter: two processes that save one message at once make one idea."""


def open_form(services: Services, text: str = "", *, by: Asker) -> Opened:
    """Return the form of a new idea with what somebody has written."""
    require(by.role, Role.EMPLOYEE)
    whole = clean(text).strip()
    title = one_line(whole) if len(whole) <= MOST_TITLE and "\n" not in whole else title_of(whole)
    draft = Draft(title=title, text="" if one_line(whole) == title else cut(whole, MOST_TEXT), is_shown=True)
    found = alike.find(services, whole, by=by) if whole else ()
    return Opened(Form(seen=tuple(one.id for one in found)), draft, alike=found)


def open_about(services: Services, message: Message, *, by: Asker) -> Opened:
    """Return the form that begins with a message; who reads its place and what is like it is looked for afterwards."""
    require(by.role, Role.EMPLOYEE)
    text = origin.readable(services, message.text)
    names = [one_line(file.name) for file in message.files if file.name]
    title = title_of(text) or cut(", ".join(names), MOST_TITLE)
    about = Form(
        channel=message.channel, ts=message.ts, thread=message.thread, author=message.author, files=message.files
    )
    return Opened(about, Draft(title=title, text=cut(text, MOST_TEXT)), is_looking=True)


def filled_in(services: Services, opened: Opened, *, by: Asker) -> Opened:
    """Return the form of a message with who reads its place and the ideas that are like it. Asks Slack: for the background."""
    place = origin.place_of(services, opened.form.channel)
    draft = opened.draft
    found = alike.find(services, f"{draft.title}\n{draft.text}", by=by)
    form = replace(opened.form, place=place, seen=tuple(one.id for one in found))
    return replace(opened, form=form, alike=found, is_looking=False)


def save(services: Services, form: Form, draft: Draft, *, by: Asker) -> Saved | Opened:
    """Save an idea; the form comes back when there are ideas like it that the saver has not seen.

    Raises Invalid at the field that is wrong, NotFound when the message was deleted, Conflict when its author does not want
    it to be used.
    """
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    draft = checked(draft, now.astimezone(zone(by.reader.timezone)).date())
    if found := alike.find(services, f"{draft.title}\n{draft.text}", draft.link, but=form.seen, by=by):
        seen = (*form.seen, *(one.id for one in found))
        return Opened(replace(form, seen=seen), draft, alike=found)
    message = Message(form.channel, form.ts, form.thread, form.author, files=form.files)
    idea = Idea(
        key=form.key, via=MESSAGE if form.channel else FORM, saved_by=by.id, giver=by.id, at=now, changed_at=now
    )
    _write(idea, draft)
    return from_message(services, idea, message, is_shown=draft.is_shown, by=by, place=form.place)


def from_message(
    services: Services, idea: Idea, message: Message, *, is_shown: bool, by: Asker, place: str = ""
) -> Saved:
    """Keep an idea that was not saved yet, with the message that it is about; see `save` about what it raises.

    `place` is PUBLIC or PRIVATE where Slack has said it already. Asks Slack, so it is for the moment before a transaction.
    """
    asks = False
    if message.channel:
        idea.origin_channel, idea.origin_ts, idea.author = message.channel, message.ts, message.author
        idea.origin = origin.permalink(services, message)
        place = place or origin.place_of(services, message.channel)
        idea.is_private = place == PRIVATE and not is_shown
        asks = message.author != by.id and origin.can_be_asked(services, message.author)
        idea.author_says = ASKED if asks else ""
    with services.database.begin() as session:
        revisions.bump(session, LOCK)
        known = ideas.by_key(session, idea.key) or ideas.of_message(session, idea.origin_channel, idea.origin_ts)
        if known is not None:
            return Saved(known, is_new=False, is_hidden=not states.may_see(known, by))
        if ideas.is_refused(session, idea.origin_channel, idea.origin_ts):
            raise Conflict("Whoever wrote this message does not want it to be used. It is not saved.")
        add(session, idea, by=by.id, place=place)
        attachments.add(session, message.files, idea=idea, by=message.author or by.id, at=idea.at)
        if asks:
            services.messenger.show(session, IDEA_AUTHOR, idea.id, idea.author)
    return Saved(idea, is_author_asked=asks)


def add(session: Session, idea: Idea, *, by: str, place: str = PUBLIC) -> None:
    """Put a new idea into the backlog, inside the caller's transaction: its age counts from now on."""
    idea.link_key = link_hash(idea.link) if idea.link else ""
    states.touched(idea, idea.at)
    session.add(idea)
    session.flush()
    after = {"via": idea.via, "is_private": idea.is_private, "place": place}
    audit.note(session, idea.at, Act(by, "idea.saved", states.subject(idea)), after=after)


def from_tip(services: Services, session: Session, tip: Tip, *, by: Asker) -> Idea:
    """Make the idea that a held tip becomes, inside the caller's transaction: its files go with it.

    A second call returns the first. One from a private place is seen by who made it alone, until they show it.
    """
    key = f"tip:{tip.id}"
    known = ideas.by_key(session, key)
    if known is not None:
        return known
    now = services.now()
    idea = _of_tip(tip, key, now, by)
    add(session, idea, by=by.id)
    stored_files.give_tips_to_idea(session, tip.id, idea.id)
    return idea


def _of_tip(tip: Tip, key: str, now: datetime, by: Asker) -> Idea:
    title = title_of(tip.text) or cut(tip.link, MOST_TITLE) or by.reader.say("A tip with a picture")
    return Idea(
        key=key,
        title=title,
        text=cut(tip.text, MOST_TEXT),
        link=tip.link,
        via=TIP,
        origin=tip.origin,
        is_private=tip.is_private,
        author=tip.origin_author,
        saved_by=by.id,
        giver=tip.by,
        tip_id=tip.id,
        mention_id=tip.mention_id,
        at=now,
        changed_at=now,
    )


def _write(idea: Idea, draft: Draft) -> None:
    idea.title, idea.text, idea.link = draft.title, draft.text, draft.link
    idea.tags, idea.networks, idea.deadline = list(draft.tags), list(draft.networks), draft.deadline
