"""Reports that an answer is outdated or wrong: anybody on staff makes one, its owner settles it, the reporter hears once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit
from bot.answers import keepers, reading
from bot.answers.content import Content, content_from, content_of
from bot.answers.kinds import REPORT, REPORT_OUTCOME
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid, NotFound
from bot.people import Asker, is_user_id
from bot.roles import Role, require
from bot.views import answers_reports as view
from bot.views.blocks import Message, clean, one_line
from bot.words import Reader
from storage import answer_tasks, answers
from storage.models import Answer, AnswerReport

if TYPE_CHECKING:
    from bot.services import Services

LONGEST, LONGEST_WORD = 1_000, 500
CHANGED, HOLDS, GONE = "changed", "holds", "gone"


def opened(services: Services, answer_id: int, *, by: Asker) -> Answer:
    """Return an answer that somebody wants to report; raises Conflict for its owner, who changes it."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        return _reportable(answers.find(session, answer_id), by)


def report(services: Services, answer_id: int, what: str, *, by: Asker) -> AnswerReport:
    """Say what is wrong with an answer. The same person twice while it is open is the same report, with the newest words."""
    require(by.role, Role.EMPLOYEE)
    said = clean(what).strip()
    if not said:
        raise Invalid("Write what is outdated or wrong.", field="what")
    check_length(said, LONGEST, "what")
    now = services.now()
    with services.database.begin() as session:
        answer = _reportable(answers.locked(session, answer_id), by)
        values = {"answer_id": answer.id, "version": answer.version, "by": by.id, "what": said, "at": now}
        made = answer_tasks.add_report(session, {**values, "state": "open", "outcome": "", "ended_by": ""})
        if made is None:
            made = next(one for one in answer_tasks.open_reports(session, answer.id) if one.by == by.id)
            made.what = said
            session.flush()
            services.messenger.redraw(session, REPORT, made.id)
            return made
        audit.note(session, now, Act(by.id, "answer.reported", f"answer:{answer.id}"), after={"report": made.id})
        _show(services, session, answer, made)
        return made


def waiting(services: Services, report_id: int, *, by: Asker) -> AnswerReport:
    """Return a report that somebody may settle; raises Conflict when that is done."""
    with services.database.read() as session:
        found = _held(session, answer_tasks.report(session, report_id), by)
        _require_open(session, found)
        return found


def holds(services: Services, report_id: int, word: str, *, by: Asker) -> AnswerReport:
    """Say that a reported answer is true as it stands, with a word for whoever reported it. The first who says so does."""
    said, now = one_line(word), services.now()
    check_length(said, LONGEST_WORD, "word")
    with services.database.begin() as session:
        known = answer_tasks.report(session, report_id)
        # The answer is taken before its report, as by whoever edits it.
        answers.locked(session, known.answer_id if known else 0)
        found = _held(session, answer_tasks.report(session, report_id, lock=True), by)
        if found.state == HOLDS and found.ended_by == by.id:
            return found
        _require_open(session, found)
        found.outcome = said
        audit.note(session, now, Act(by.id, "answer.holds", f"answer:{found.answer_id}"), after={"report": found.id})
        _end(services, session, found, HOLDS, by.id, now)
        return found


def after_change(services: Services, session: Session, answer: Answer, before_version: int) -> None:
    """End the reports of an answer whose text was changed or that was withdrawn; a new owner gets the others."""
    found = answer_tasks.open_reports(session, answer.id)
    if not found:
        return
    is_changed = _texts_differ(session, answer, before_version)
    for one in found:
        if answer.withdrawn_at is not None or is_changed:
            state = GONE if answer.withdrawn_at is not None else CHANGED
            _end(services, session, one, state, answer.changed_by, services.now())
        else:
            _show(services, session, answer, one)
            services.messenger.redraw(session, REPORT, one.id)


def card(session: Session, report_id: int, reader: Reader) -> Message | None:
    """Render a report for whoever settles it."""
    found, content, named = _read(session, report_id)
    return view.report(found, content, named, reader) if found and content else None


def outcome(session: Session, report_id: int, reader: Reader) -> Message | None:
    """Render for the reporter what came of a report."""
    found, content, named = _read(session, report_id)
    return view.outcome(found, content, named, reader) if found and content else None


def _read(session: Session, report_id: int) -> tuple[AnswerReport | None, Content | None, dict[str, str]]:
    found = answer_tasks.report(session, report_id)
    answer = answers.find(session, found.answer_id) if found else None
    if found is None or answer is None:
        return None, None, {}
    content = content_of(answer, answers.texts(session, answer.id))
    return found, content, keepers.names(session, [found.by, found.ended_by])


def _reportable(answer: Answer | None, by: Asker) -> Answer:
    if answer is None or not reading.may_see(answer, by) or answer.withdrawn_at is not None:
        raise reading.gone()
    if by.id == answer.owner:
        raise Conflict("You keep this answer yourself: press “Show all”, then “Edit”.")
    return answer


def _held(session: Session, found: AnswerReport | None, by: Asker) -> AnswerReport:
    answer = answers.find(session, found.answer_id) if found else None
    if found is None or answer is None or not reading.may_see(answer, by):
        raise NotFound("This report is not kept any more.")
    reading.require_edit(answer, by)
    return found


def _require_open(session: Session, found: AnswerReport) -> None:
    if found.ended_at is not None:
        name = keepers.names(session, [found.ended_by]).get(found.ended_by, "")
        if name:
            raise Conflict("{name} has settled this report already.", name=name)
        raise Conflict("This report is settled already.")


def _show(services: Services, session: Session, answer: Answer, found: AnswerReport) -> None:
    address = keepers.place(session, answer.owner, services.settings)
    if address:
        services.messenger.show(session, REPORT, found.id, address)


def _end(services: Services, session: Session, found: AnswerReport, state: str, by: str, now: datetime) -> None:
    found.state, found.ended_by, found.ended_at = state, by, now
    session.flush()
    services.messenger.redraw(session, REPORT, found.id)
    if is_user_id(found.by) and found.by != by:
        services.messenger.show(session, REPORT_OUTCOME, found.id, found.by)


def _texts_differ(session: Session, answer: Answer, before_version: int) -> bool:
    stored = answers.version(session, answer.id, before_version)
    if stored is None:
        return False
    now = content_of(answer, answers.texts(session, answer.id))
    return dict(content_from(stored.content).texts) != dict(now.texts)
