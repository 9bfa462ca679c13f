"""Saving a message as an idea with one reaction, the emoji that the desk has chosen for it.

The idea is saved at once, without a form. Taking the reaction back within a minute takes the idea back too, when nobody has
done anything with it yet: that was a slip of the finger. Later the idea stays; it has its own ways to be removed.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot import audit
from bot.audit import Act
from bot.errors import Conflict, Invalid, NotFound
from bot.ideas import origin, saving, states
from bot.ideas.draft import MOST_TEXT, MOST_TITLE, Saved, title_of
from bot.ideas.kinds import EMOJI
from bot.ideas.origin import Message
from bot.people import Asker
from bot.roles import Role, require
from bot.views import ideas_saved as view
from bot.views.blocks import cut, one_line
from storage import ideas, plan
from storage.models import Idea, PlanSettings

if TYPE_CHECKING:
    from bot.services import Services

SLIP = timedelta(minutes=1)
_NAME = re.compile(r"[\w+'-]{1,58}", re.IGNORECASE)


def chosen(services: Services) -> str:
    """Return the name of the emoji that saves, empty when none does. From memory."""
    return services.memory.recall(states.BODY, "emoji", lambda: _chosen(services))


def saves(services: Services, reaction: str) -> bool:
    """Tell whether a reaction saves a message: its tone of skin does not matter. From memory."""
    name = reaction.partition("::")[0]
    return bool(name) and name == chosen(services)


def save(services: Services, channel: str, ts: str, author: str, *, by: Asker) -> None:
    """Save the message of somebody (`author`) that was reacted to, and tell who reacted alone, where they did.

    Raises Unavailable when Slack does not answer: then it shall tell it again. Everything else is told to the person.
    """
    require(by.role, Role.EMPLOYEE)
    thread = ""
    try:
        message = origin.reacted_to(services, channel, ts, author)
        thread = message.thread
        shown = view.saved(_save(services, message, by), by.reader)
    except (NotFound, Conflict) as error:
        shown = view.not_saved(error.words(by.reader))
    place: dict[str, Any] = {"channel": channel, "user": by.id, **({"thread_ts": thread} if thread else {})}
    payload, post = shown.payload(), services.slack.chat_postEphemeral
    services.replies.later(lambda: post(**place, **payload))


def take_back(services: Services, channel: str, ts: str, *, by: Asker) -> None:
    """Take back what somebody has just saved with a reaction that they took away; anything else stays as it is."""
    now = services.now()
    with services.database.begin() as session:
        found = ideas.of_message(session, channel, ts)
        idea = ideas.locked(session, found.id) if found is not None else None
        if idea is None or (idea.via, idea.saved_by) != (EMOJI, by.id) or now - idea.at > SLIP:
            return
        if states.is_untouched(session, idea):
            states.remove(services, session, idea, Act(by.id, "idea.taken_back", states.subject(idea)))


def choose(services: Services, name: str, *, by: Asker) -> str:
    """Choose the emoji that saves; an empty name switches it off. Managers only; raises Invalid (field "emoji")."""
    require(by.role, Role.MANAGER)
    wanted = one_line(name).strip(": ").casefold()
    if wanted and not _NAME.fullmatch(wanted):
        raise Invalid("Write the name of one emoji, such as :bulb:.", field="emoji")
    now = services.now()
    with services.database.begin() as session:
        settings = session.get(PlanSettings, 1, with_for_update=True) or PlanSettings(id=1)
        before = settings.idea_emoji
        if before != wanted:
            settings.idea_emoji = wanted
            settings.version += 1
            session.add(settings)
            act = Act(by.id, "ideas.emoji", "plan_settings:1")
            audit.note(session, now, act, before={"emoji": before}, after={"emoji": wanted})
            services.memory.changed(session, states.BODY)
    return wanted


def _save(services: Services, message: Message, by: Asker) -> Saved:
    now, text = services.now(), origin.readable(services, message.text)
    names = ", ".join(one_line(file.name) for file in message.files if file.name)
    idea = Idea(key=uuid4().hex, via=EMOJI, saved_by=by.id, giver=by.id, at=now, changed_at=now)
    idea.title, idea.text = title_of(text) or cut(names, MOST_TITLE), cut(text, MOST_TEXT)
    return saving.from_message(services, idea, message, is_shown=False, by=by)


def _chosen(services: Services) -> str:
    with services.database.read() as session:
        return plan.settings(session).idea_emoji
