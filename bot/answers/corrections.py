"""Public replies that an answer's change makes doubtful: a task list for whoever gave them, one message, edited in place.

Only the text in the language of the reply matters, and only replies of the last ninety days. A reply that is on the list comes
off it when the answer says again what the reply says; one that was told twice stands there once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.answers import keepers
from bot.answers.content import Content, content_from, content_of
from bot.answers.kinds import CORRECTIONS
from bot.audit import Act
from bot.errors import NotFound, Refused
from bot.feeds.links import canonical
from bot.people import Asker
from bot.roles import Role, require
from bot.views import answers_tasks as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import answer_tasks, answer_uses, answers
from storage.models import Answer, AnswerUse, Correction

if TYPE_CHECKING:
    from bot.services import Services

KEPT = timedelta(days=90)
"""How long a public reply is followed."""
OPEN, DONE, NEEDLESS = "open", "done", "needless"


@dataclass(frozen=True, slots=True)
class Line:
    """One public reply in a list, with what it says and what it should say."""

    correction: Correction
    use: AnswerUse
    before: str
    now: str


def after_change(services: Services, session: Session, answer: Answer, before_version: int) -> None:
    """Put the public replies that an answer's change makes doubtful on their authors' lists; the caller holds the answer."""
    del before_version  # a reply may be older than the last version
    now = services.now()
    made = answer_uses.public_since(session, answer.id, now - KEPT)
    if not made:
        return
    known = answer_tasks.corrections_of(session, answer.id)
    bases = {use.id: _base(use, known.get(use.id)) for use in made}
    then = answer_tasks.contents(session, answer.id, set(bases.values()))
    current = content_of(answer, answers.texts(session, answer.id))
    doubtful = [use for use in _last_told(made) if _is_doubtful(then.get(bases[use.id]), current, use.language)]
    listed_once = {use.id for use in {canonical(use.link): use for use in doubtful}.values()}
    touched: set[int] = set()
    for use in made:
        if use.id in listed_once:
            touched.add(_put(services, session, answer, use, known.get(use.id)))
        else:
            touched.add(_same_again(known.get(use.id), now))
    session.flush()
    for list_id in touched - {0}:
        listed = answer_tasks.correction_list(session, list_id)
        if listed is not None:
            services.messenger.show(session, CORRECTIONS, list_id, listed.user_id)


def settle(services: Services, correction_id: int, state: str, *, by: Asker) -> None:
    """Say that a public reply was corrected (“done”) or needs none (“needless”). Whoever has the list does, or the desk."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        listed = answer_tasks.list_with(session, correction_id)
        if listed is None:
            raise NotFound("This list is not kept any more.")
        if by.id != listed.user_id and by.role < Role.MANAGER:
            raise Refused("Only whoever gave these replies, or the desk, says what became of them.")
        # The answer is taken before its corrections, as by whoever edits it.
        answers.locked(session, listed.answer_id)
        found = answer_tasks.correction(session, correction_id)
        if found is not None and found.state == OPEN:
            found.state, found.ended_at = state, services.now()
            if state == DONE:
                answer_uses.corrected(session, found.use_id, found.version)
            act = Act(by.id, f"correction.{state}", f"answer:{listed.answer_id}")
            audit.note(session, services.now(), act, after={"correction": found.id})
        services.messenger.redraw(session, CORRECTIONS, listed.id)


def card(session: Session, list_id: int, reader: Reader) -> Message | None:
    """Render a list of public replies to look at."""
    listed = answer_tasks.correction_list(session, list_id)
    answer = answers.find(session, listed.answer_id) if listed else None
    if listed is None or answer is None:
        return None
    doubts = answer_tasks.doubts(session, list_id)
    if not doubts:
        return None  # the only reply in it was taken away
    then = answer_tasks.contents(session, answer.id, {one.use.version for one in doubts})
    current = content_of(answer, answers.texts(session, answer.id))
    lines = [Line(one.correction, one.use, _said(then, one.use), current.said(one.use.language).text) for one in doubts]
    return view.corrections(answer.id, current, lines, reader)


def _base(use: AnswerUse, known: Correction | None) -> int:
    """Return the version of which the public reply is known to be right."""
    return use.version if known is None or known.state == OPEN else known.version


def _last_told(made: Iterable[AnswerUse]) -> Collection[AnswerUse]:
    """Return of each public reply, which some people tell twice, what was told last in each language."""
    return {(canonical(use.link), use.language): use for use in made}.values()


def _is_doubtful(before: dict[str, Any] | None, now: Content, language: str) -> bool:
    return before is not None and _differs(content_from(before), now, language)


def _differs(before: Content, now: Content, language: str) -> bool:
    languages: Collection[str] = [language] if language else {*before.texts, *now.texts}
    return any(before.said(one).text != now.said(one).text for one in languages)


def _put(services: Services, session: Session, answer: Answer, use: AnswerUse, known: Correction | None) -> int:
    """Put a reply on its author's list, or back on it; returns the list."""
    if known is not None:
        known.state, known.ended_at, known.version = OPEN, None, answer.version
        return known.list_id
    address = keepers.place(session, use.by, services.settings)
    if not address:
        return 0
    now = services.now()
    listed = answer_tasks.list_of(session, answer.id, address, now)
    answer_tasks.add_correction(session, listed.id, use.id, answer.version, now)
    return listed.id


def _same_again(known: Correction | None, now: datetime) -> int:
    """Take a reply off its list when the answer says what it says; returns the list when that changed something."""
    if known is None or known.state != OPEN:
        return 0
    known.state, known.ended_at = NEEDLESS, now
    return known.list_id


def _said(then: dict[int, dict[str, Any]], use: AnswerUse) -> str:
    stored = then.get(use.version)
    return content_from(stored).said(use.language).text if stored else ""
