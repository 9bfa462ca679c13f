"""Raising a mention for discussion, and passing praise on: both are one message in each place, with the story and a few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot import people
from bot.errors import Invalid
from bot.mentions import notes, states
from bot.mentions.kinds import ESCALATED
from bot.mentions.notes import DISCUSSION, PRAISE
from bot.mentions.states import Held
from bot.people import Asker
from bot.places import may_write
from bot.roles import Role, require
from bot.views.blocks import clean
from storage import mentions_desk
from storage import people as known_people

if TYPE_CHECKING:
    from bot.services import Services

MOST_WORDS = 900
MOST_PEOPLE = 10


def raise_for_discussion(services: Services, mention_id: int, channel: str, words: str = "", *, by: Asker) -> bool:
    """Show a mention in a channel, with a few words, for people to talk about; False when it stands there already.

    Raises Invalid (field "channel") when the bot may not write there.
    """
    require(by.role, Role.MANAGER)
    said = _checked(words)
    if not channel:
        raise Invalid("Choose a channel.", field="channel")
    may_write(services, channel, "channel")
    with states.changing(services, mention_id, by) as held:
        if not _put(held, DISCUSSION, channel, said):
            return False
        if held.mention.ended_at is None:
            held.mention.state = ESCALATED
        held.done("raised", place=channel)
        return True


def pass_on_praise(
    services: Services, mention_id: int, channel: str, whom: Iterable[str], words: str = "", *, by: Asker
) -> int:
    """Pass praise on to a channel, to people, or both, each once, with a few words; returns how many get it now.

    Raises Invalid (field "channel" or "whom") when the bot may not write there, or somebody is no colleague.
    """
    require(by.role, Role.MANAGER)
    said, chosen = _checked(words), list(dict.fromkeys(whom))
    if not channel and not chosen:
        raise Invalid("Choose a channel or somebody.", field="whom")
    if len(chosen) > MOST_PEOPLE:
        raise Invalid("Choose {most} people at most, or a channel.", field="whom", most=MOST_PEOPLE)
    if channel:
        may_write(services, channel, "channel")
    people.get_to_know(services, chosen)
    with states.changing(services, mention_id, by) as held:
        known = known_people.many(held.session, chosen)
        if any(one not in known or not people.is_colleague(known[one]) for one in chosen):
            raise Invalid("This is a guest, an app, or somebody who has left. Choose a colleague.", field="whom")
        new = sum(_put(held, PRAISE, place, said) for place in filter(None, [channel, *chosen]))
        if not held.mention.tone:
            held.mention.tone = "praise"
        if new:
            held.done("praised", places=new)
        return new


def _put(held: Held, what: str, place: str, words: str) -> bool:
    values = {"mention_id": held.mention.id, "what": what, "place": place, "round": 0, "text": words}
    note = mentions_desk.add_note(held.session, {**values, "by": held.by.id, "whom": "", "at": held.now})
    if note is not None:
        notes.put(held.services, held.session, note)
    return note is not None


def _checked(words: str) -> str:
    said = clean(words).strip()
    if len(said) > MOST_WORDS:
        raise Invalid("Use {most} characters at most.", field="words", most=MOST_WORDS)
    return said
