"""The cards of a tip: the desk's, the tipper's, and that of whoever it was sent on to, read together and rendered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.people import Asker
from bot.roles import Role, require
from bot.tips import states
from bot.views import tips as view
from bot.views import tips_tipper
from bot.views.blocks import Message
from bot.views.tips import Shown
from bot.words import Reader
from storage import attachments, contributions, mentions, people, tips
from storage.models import Tip

if TYPE_CHECKING:
    from bot.services import Services


def card(session: Session, tip_id: int, reader: Reader) -> Message | None:
    """Render a tip for the desk."""
    tip = tips.find(session, tip_id)
    return None if tip is None else view.card(shown(session, tip), reader)


def for_tipper(session: Session, tip_id: int, reader: Reader) -> Message | None:
    """Render a tip for whoever sent it: their own words, and how it stands, also where somebody else's leads."""
    tip = tips.find(session, tip_id)
    if tip is None:
        return None
    return tips_tipper.card(of_list(session, tip), reader)


def forwarded(session: Session, tip_id: int, reader: Reader) -> Message | None:
    """Render a tip for whoever it was sent on to."""
    tip = tips.find(session, tip_id)
    return None if tip is None else view.forwarded(shown(session, tip), reader)


def window(services: Services, tip_id: int, *, by: Asker) -> Message:
    """Return a tip's card for a window: the desk's for the desk, else one's own. Raises NotFound for those of others."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        tip = states.known(session, tip_id)
        if by.role >= Role.MANAGER:
            leading = states.together(session, tip)[0]
            return view.card(shown(session, leading), by.reader)
        found = for_tipper(session, tip_id, by.reader) if tip.by == by.id else None
        if found is None:
            raise states.gone()
        return found


def of_list(session: Session, tip: Tip) -> Shown:
    """Return a tip as it stands; where somebody else's leads, that one stands for it."""
    return replace(shown(session, states.together(session, tip)[0]), own=tip)


def shown(session: Session, tip: Tip) -> Shown:
    """Return a leading tip with its files, those that stand with it, what it has become, and everybody's names."""
    others = states.together(session, tip)[1:]
    wanted = {tip.by, tip.handler, tip.forwarded_to, tip.origin_author, *(one.by for one in others)}
    names = {user_id: one.name for user_id, one in people.many(session, wanted - {""}).items()}
    return Shown(
        tip,
        own=tip,
        files=[file for one in (tip, *others) for file in attachments.of_tip(session, one.id)],
        others=others,
        names=names,
        idea=tips.idea_of(session, tip.id),
        mention=None if tip.mention_id is None else mentions.find(session, tip.mention_id),
        is_tipper_gone=contributions.is_deactivated(session, tip.by),
    )
