"""Suggestions in channels that were opted in: whoever asks there what the answer bank surely knows sees the answer, alone.

The text of a message is read and forgotten: neither it nor its words are stored or logged. A thread has one suggestion at
most, ever, which the row of the thread makes sure of: a telling that comes twice, or to two processes, suggests once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.answers import reading, search, states, uses
from bot.answers.found import Hit
from bot.answers.kinds import HELPED, HOUSE
from bot.answers.states import Standing
from bot.errors import NotFound
from bot.inquiries_text import as_read
from bot.people import Asker
from bot.questions.threads import moment_of
from bot.roles import Role, require
from bot.views import helping as view
from storage import answer_uses, answers, helping, open_channels, questions
from storage.models import HelpChannel, HelpHint

if TYPE_CHECKING:
    from bot.services import Services

BODY = "help channels"
"""The body of data in memory: the channels in which suggestions are switched on."""
YOUNG = timedelta(minutes=10)
"""A message that is told of later gets none: its author has gone on."""
_MAY_BE_USED = (Standing.FRESH, Standing.DUE)
_LATER = "later"


@dataclass(frozen=True, slots=True)
class Written:
    """A new message in a channel; `thread` is the message that began its thread, itself when it stands alone."""

    channel: str
    ts: str
    thread: str
    text: str

    @property
    def is_reply(self) -> bool:
        """Tell whether it stands in a thread."""
        return self.thread != self.ts


def listens(services: Services, channel: str) -> bool:
    """Tell whether suggestions are switched on in a channel. Without SQL, from memory."""
    return channel in services.memory.recall(BODY, "channels", lambda: _channels(services))


def suggest(services: Services, said: Written, *, by: Asker) -> None:
    """Show whoever asked something in a channel the answer that the bank surely has; nothing happens when it has none.

    Nothing is suggested to social managers in a thread (they answer there), to the answer's own keeper, nor about a question
    to colleagues, whose asker has seen what the bank knows.
    """
    is_helping = said.is_reply and by.role >= Role.MANAGER
    if by.role < Role.EMPLOYEE or is_helping or services.now() - moment_of(said.ts) > YOUNG:
        return
    with services.database.read() as session:
        if helping.is_settled(session, said.channel, said.thread, by.id):
            return
        if questions.of_thread(session, said.channel, said.thread) is not None:
            return
    hit = search.surely(services, as_read(said.text, {}), by=by)
    if hit is None or not _may_be_suggested(services, hit, by):
        return
    with services.database.begin() as session:
        hint = _take(services, session, said, hit, by)
    if hint is not None:
        _show(services, said, view.suggestion(hint.id, hit, by.reader, states.today(services)).payload(), by)


def helped(services: Services, hint_id: int, *, by: Asker) -> None:
    """Count that a suggestion was what its reader looked for; once."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        hint = _own(session, hint_id, by)
        answer = answers.find(session, hint.answer_id)
        if answer is None or not reading.may_see(answer, by):
            raise reading.gone()
        hint.outcome = HELPED
        values = {"answer_id": answer.id, "what": HELPED, "version": answer.version}
        about = {"key": uses.key_of(HELPED, hint.id), "by": by.id, "at": services.now()}
        answer_uses.add(session, {**values, **about})


def not_now(services: Services, hint_id: int, *, by: Asker) -> None:
    """Note that a suggestion did not fit; its thread gets no other anyway."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        hint = _own(session, hint_id, by)
        hint.outcome = hint.outcome or _LATER


def never_here(services: Services, hint_id: int, *, by: Asker) -> str:
    """Suggest nothing more to somebody in the channel of a suggestion, and return that channel."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        hint = _own(session, hint_id, by)
        hint.outcome = helping.NEVER
        return hint.channel


def welcome_again(services: Services, channel: str, *, by: Asker) -> None:
    """Suggest something again to somebody who wanted nothing more in a channel."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        helping.welcome_again(session, by.id, channel)


def refused(services: Services, *, by: Asker) -> list[str]:
    """Return the channels in which somebody wants no suggestions."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        return helping.refused_by(session, by.id)


def _channels(services: Services) -> frozenset[str]:
    with services.database.read() as session:
        return frozenset(one.channel for one in open_channels.every(session, HelpChannel))


def _may_be_suggested(services: Services, hit: Hit, by: Asker) -> bool:
    """Tell whether an answer is for all staff and may be used without a reason."""
    standing = states.standing(hit.answer, states.today(services))
    told = hit.texts[hit.language].text.strip() if hit.language in hit.texts else ""
    return bool(told) and hit.answer.visibility == HOUSE and standing in _MAY_BE_USED and hit.answer.owner != by.id


def _take(services: Services, session: Session, said: Written, hit: Hit, by: Asker) -> HelpHint | None:
    """Take the one suggestion of a thread; None when another has it, or when it was switched off meanwhile."""
    if open_channels.find(session, HelpChannel, said.channel) is None or answers.find(session, hit.answer.id) is None:
        return None
    values = {"channel": said.channel, "thread_ts": said.thread, "answer_id": hit.answer.id, "user_id": by.id}
    return helping.take(session, {**values, "outcome": "", "at": services.now()})


def _show(services: Services, said: Written, payload: dict[str, Any], by: Asker) -> None:
    """Show a suggestion in the background, once: what its author does not see is no loss."""
    thread, post = said.thread if said.is_reply else None, services.slack.chat_postEphemeral
    services.replies.later(lambda: post(channel=said.channel, user=by.id, thread_ts=thread, **payload))


def _own(session: Session, hint_id: int, by: Asker) -> HelpHint:
    hint = helping.suggested(session, hint_id)
    if hint is None or hint.user_id != by.id:
        raise NotFound("This suggestion is no longer kept. Write “/some answers” to search the answer bank.")
    return hint
