"""What the desk does about a tip: take it, make an idea or a mention of it, say that it is published, or not used."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.errors import Invalid, Refused
from bot.ideas import saving
from bot.mentions import by_hand
from bot.mentions.by_hand import Entered
from bot.mentions.weblinks import web_link
from bot.people import Asker, is_user_id
from bot.roles import Role, require
from bot.tips import states
from bot.tips.kinds import FORWARDED, IDEA, MENTION, NEW, REASONS, SHIPPED, TAKEN, UNUSED, USED
from bot.tips.states import Held
from bot.views.blocks import clean, cut, one_line
from storage.models import Tip

if TYPE_CHECKING:
    from bot.services import Services

MOST_REASON = 400


def take(services: Services, tip_id: int, *, by: Asker) -> None:
    """Take a tip that nobody has; two who try at once: one has it, the other is told who (Conflict)."""
    with states.changing(services, tip_id, by) as held:
        if (held.tip.state, held.tip.handler) == (TAKEN, by.id):
            return
        held.must_be_free_or_mine()
        held.decide(TAKEN)
        held.done("taken")


def take_over(services: Services, tip_id: int, *, by: Asker) -> None:
    """Take a tip over from whoever has it."""
    with states.changing(services, tip_id, by) as held:
        held.must_be_open()
        if held.tip.handler != by.id:
            former = held.tip.handler
            held.decide(TAKEN)
            held.done("taken", former=former)


def give_back(services: Services, tip_id: int, *, by: Asker) -> None:
    """Give a tip back: anybody at the desk may take it again."""
    with states.changing(services, tip_id, by) as held:
        if held.tip.state == NEW:
            return
        held.must_be_free_or_mine()
        held.tip.state, held.tip.handler = NEW, ""
        held.done("given_back")


def make_idea(services: Services, tip_id: int, *, by: Asker) -> None:
    """Put a tip into the backlog of ideas, with its files and its giver; once, however often it is clicked."""
    with states.changing(services, tip_id, by) as held:
        if (held.tip.state, held.tip.handler) == (IDEA, by.id):
            return
        held.must_be_free_or_mine()
        held.decide(IDEA)
        idea = saving.from_tip(services, held.session, held.tip, by=by)
        held.done("made_idea", idea=idea.id)


def make_mention(services: Services, tip_id: int, *, by: Asker) -> int:
    """Make a mention of a tip, in one transaction with it, and return its id; a link that is known joins its mention.

    Of what stands where not everybody reads, only a public link becomes one; raises Refused when there is none.
    """
    require(by.role, Role.MANAGER)
    tip, senders = _to_mention(services, tip_id, by)
    if tip.state == MENTION and tip.handler == by.id and tip.mention_id is not None:
        return tip.mention_id
    now = services.now()

    def also(session: Session, mention_id: int) -> None:
        held = Held(services, session, states.held(session, tip_id), by, now)
        held.must_be_free_or_mine()
        held.decide(MENTION, is_end=True)
        for one in states.together(session, held.tip):
            one.mention_id = mention_id
        held.done("made_mention", mention=mention_id)

    return by_hand.enter(services, _entered(tip, senders), also=also, by=by).mention_id


def _to_mention(services: Services, tip_id: int, by: Asker) -> tuple[Tip, tuple[str, ...]]:
    """Return a tip that may become a mention and who has sent it; it is looked at again when that happens."""
    with states.changing(services, tip_id, by) as held:
        if held.tip.state != MENTION or held.tip.handler != by.id:
            held.must_be_free_or_mine()
        if held.tip.is_private and not held.tip.link:
            raise Refused(
                "This tip comes from a private place and has no public link. Ask what may be told: {name}",
                name=states.name_of(held.session, held.tip.by, by),
            )
        return held.tip, tuple(dict.fromkeys(one.by for one in states.together(held.session, held.tip)))


def _entered(tip: Tip, senders: tuple[str, ...]) -> Entered:
    if tip.is_private:
        return Entered(link=tip.link, tipped_by=senders)
    head = cut(one_line(tip.text.partition("\n")[0]), 200)
    return Entered(link=tip.link or tip.origin, title=head, text=tip.text[: by_hand.MOST_TEXT], tipped_by=senders)


def used(services: Services, tip_id: int, link: str, *, by: Asker) -> None:
    """Say what a tip has become; its tippers are told. Raises Invalid (field "link") for what is no web address.

    The desk says so, and whoever the desk has sent it on to.
    """
    address = web_link(one_line(link))
    if not address:
        raise Invalid("Paste the link of what was published, as in https://example.org/post.", field="link")
    with _ending(services, tip_id, by) as held:
        if (held.tip.state, held.tip.result_link) == (USED, address):
            return
        _must_be_mine(held)
        held.decide(USED, is_end=True)
        held.tip.result_link, held.tip.reason = address, ""
        held.done("used")


def not_used(services: Services, tip_id: int, reason: str, words: str = "", *, by: Asker) -> None:
    """Say that a tip is not used, with one of REASONS or in somebody's own `words`; its tippers are told why."""
    said = clean(words).strip()
    if len(said) > MOST_REASON:
        raise Invalid("Use {most} characters at most.", field="words", most=MOST_REASON)
    if not said and reason not in REASONS:
        raise Invalid("Choose a reason, or write one.", field="reason")
    with _ending(services, tip_id, by) as held:
        why = said or SHIPPED + reason
        if (held.tip.state, held.tip.reason) == (UNUSED, why):
            return
        _must_be_mine(held)
        held.decide(UNUSED, is_end=True)
        held.tip.reason = why
        held.done("not_used")


def to_end(services: Services, tip_id: int, *, by: Asker) -> Tip:
    """Return a tip about which somebody may say what became of it, for the form."""
    with _ending(services, tip_id, by) as held:
        _must_be_mine(held)
        return held.tip


def to_send_on(services: Services, tip_id: int, *, by: Asker) -> Tip:
    """Return a tip that may be sent on, for the form."""
    with states.changing(services, tip_id, by) as held:
        held.must_be_free_or_mine()
        return held.tip


def _ending(services: Services, tip_id: int, by: Asker) -> AbstractContextManager[Held]:
    return states.changing(services, tip_id, by, Role.EMPLOYEE)


def _must_be_mine(held: Held) -> None:
    """Raise Refused for who has no say, Conflict when somebody else has it or it is decided."""
    tip, by = held.tip, held.by
    if tip.state != FORWARDED:
        require(by.role, Role.MANAGER)
        held.must_be_free_or_mine()
        return
    is_theirs = tip.forwarded_to == by.id or not is_user_id(tip.forwarded_to)
    if not (is_theirs or by.role >= Role.MANAGER):
        raise Refused("This was sent to somebody else. They or the desk can say what became of it.")
