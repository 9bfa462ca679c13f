"""Saving, withdrawing and restoring answers: social managers and the owner of an answer do; everybody on staff proposes.

A proposal is an answer that only the desk finds and nobody keeps; it leaves that state when a social manager saves it with
an owner. Two who edit at once lose nothing: the second is shown what differs, with everything they typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import people
from bot.answers import reading, states, writing
from bot.answers.bringing import with_link, without_names
from bot.answers.content import Content, content_from, content_of
from bot.answers.draft import (
    DEFAULT_DAYS,
    KEEP,
    LONGEST,
    Doubtful,
    Draft,
    Form,
    Opened,
    Overtaken,
    Prefilled,
    Saved,
    checked,
    draft_of,
    in_other_languages,
    shortened,
    surely_in,
)
from bot.answers.kinds import DESK, HOUSE
from bot.answers.states import Standing
from bot.answers.writing import Deed
from bot.errors import Conflict, Invalid, NotFound
from bot.language.asked import language_asked
from bot.people import Asker
from bot.questions import closed
from bot.questions.kinds import SOLVED
from bot.roles import Role, require
from bot.views.blocks import one_line
from storage import answers, questions
from storage import people as known_people
from storage.models import Answer, Question

if TYPE_CHECKING:
    from bot.services import Services


def form_for(services: Services, *, answer_id: int = 0, question_id: int = 0, question: str = "", by: Asker) -> Opened:
    """Return the form of an answer, of a new one from a solved question, or of a new one that begins with a question's words.

    Raises NotFound and Refused for what this person may not change, Conflict for a question without an accepted answer.
    """
    require(by.role, Role.EMPLOYEE)
    if answer_id:
        return _form_of_answer(services, answer_id, by)
    if question_id:
        return _form_of_question(services, question_id, by)
    asked, is_cut = shortened(one_line(question), LONGEST["question"])
    language = language_asked(asked) or by.reader.language
    draft = Draft(questions={language: asked} if asked else {}, owner=by.id)
    return Opened(Form(), draft, by.role < Role.MANAGER, (Prefilled.CUT,) if is_cut else ())


def save(services: Services, form: Form, draft: Draft, *, by: Asker) -> Saved | Overtaken | Doubtful:
    """Save an answer as a form says. The same form sent twice is one answer and one change.

    Who is no social manager proposes a new answer. Raises Invalid with the field that is wrong. A text that is surely in another
    language than its field comes back once.
    """
    require(by.role, Role.EMPLOYEE)
    if form.needs_consent and not draft.may_share:
        raise Invalid("Confirm that this may be shared, or cancel: then nothing is kept.", field="may_share")
    draft = with_link(without_names(services, form, draft), form, by.reader)
    people.get_to_know(services, filter(None, [draft.owner]))
    with services.database.begin() as session:
        if form.answer:
            return _save_known(services, session, form, draft, by)
        return _save_new(services, session, form, draft, by)


def withdraw(services: Services, answer_id: int, *, by: Asker) -> Answer:
    """Take an answer out of the bank: nobody finds it any more, its versions and uses stay. Twice changes nothing."""
    return _set_withdrawn(services, answer_id, by, is_withdrawn=True)


def bring_back(services: Services, answer_id: int, *, by: Asker) -> Answer:
    """Take a withdrawn answer back into the bank. Twice changes nothing."""
    return _set_withdrawn(services, answer_id, by, is_withdrawn=False)


def restore(services: Services, answer_id: int, version: int, *, seen: int, by: Asker) -> Answer:
    """Let an answer say what it said at a version, as a new version; owner, visibility and validity stay as they are.

    `seen` is the version that this person looked at. Raises Conflict when somebody has changed the answer since.
    """
    with services.database.begin() as session:
        answer = reading.held(session, answer_id, by=by)
        earlier = answers.version(session, answer_id, version)
        if earlier is None:
            raise NotFound("This version is not kept any more.")
        now = content_of(answer, answers.texts(session, answer_id))
        restored = now.restored(content_from(earlier.content))
        if answer.version != seen and restored != now:
            raise Conflict("Somebody has changed this answer in the meantime. Look at its versions again.")
        writing.change(services, session, answer, restored, Deed(by.id, writing.RESTORED))
    return answer


def _form_of_answer(services: Services, answer_id: int, by: Asker) -> Opened:
    found = reading.details(services, answer_id, by=by)
    reading.require_edit(found.answer, by)
    content = found.content
    if found.is_proposal:
        content = replace(content, visibility=HOUSE, owner=found.answer.made_by if found.answer.question_id else by.id)
    holds = found.standing in (Standing.FRESH, Standing.WITHDRAWN)
    form = Form(answer=answer_id, version=found.answer.version)
    draft = draft_of(content, valid=KEEP if holds else DEFAULT_DAYS)
    return Opened(form, draft, ends=found.answer.valid_until)


def _form_of_question(services: Services, question_id: int, by: Asker) -> Opened:
    with services.database.read() as session:
        asked = _solved(questions.find(session, question_id), by)
        twin = answers.of_question(session, question_id)
    if twin is not None:
        if not reading.may_edit(twin, by):
            raise _saved_already()
        return _form_of_answer(services, twin.id, by)
    question, cut_question = shortened(one_line(asked.text), LONGEST["question"])
    text, cut_text = shortened(asked.solution, LONGEST["text"])
    spoken = asked.language or language_asked(question) or by.reader.language
    answered = surely_in(text) or asked.answer_language or language_asked(text) or spoken
    draft = Draft(questions={spoken: question}, texts={answered: text}, owner=asked.asked_by)
    known = [Prefilled.FROM_CLOSED_CIRCLE if asked.is_closed_circle else Prefilled.FROM_QUESTION]
    known += [Prefilled.TWO_LANGUAGES] if spoken != answered else []
    known += [Prefilled.CUT] if cut_question or cut_text else []
    form = Form(question=question_id, needs_consent=asked.is_closed_circle)
    return Opened(form, draft, by.role < Role.MANAGER, tuple(known))


def _save_known(
    services: Services, session: Session, form: Form, draft: Draft, by: Asker
) -> Saved | Overtaken | Doubtful:
    answer = reading.held(session, form.answer, by=by)
    now = content_of(answer, answers.texts(session, answer.id))
    wanted = _checked(services, draft, now, by)
    wanted = replace(wanted, is_withdrawn=now.is_withdrawn and not form.revive)
    if wanted == now:
        return Saved(answer)
    if answer.version != form.version:
        return _overtaken(answer, now, wanted, form, draft)
    _check_owner(session, wanted, now)
    doubtful = _doubtful(form, draft, wanted, now, by)
    if doubtful is not None:
        return doubtful
    writing.change(services, session, answer, wanted, Deed(by.id))
    return Saved(answer)


def _save_new(
    services: Services, session: Session, form: Form, draft: Draft, by: Asker
) -> Saved | Overtaken | Doubtful:
    made = answers.by_key(session, form.key)
    if made is not None:
        return Saved(made, is_new=True)
    wanted = _checked(services, draft, None, by)
    if by.role < Role.MANAGER:
        wanted = replace(wanted, owner="", visibility=DESK)
    else:
        _check_owner(session, wanted, None)
    if form.question:
        _solved(questions.locked(session, form.question), by)
        twin = answers.of_question(session, form.question)
        if twin is not None:
            if not reading.may_edit(twin, by):
                raise _saved_already()
            now = content_of(twin, answers.texts(session, twin.id))
            return _overtaken(twin, now, wanted, form, draft)
    doubtful = _doubtful(form, draft, wanted, None, by)
    if doubtful is not None:
        return doubtful
    made = writing.make(services, session, wanted, Deed(by.id), key=form.key, question_id=form.question)
    return Saved(made or _by_key(session, form.key), is_new=True)


def _checked(services: Services, draft: Draft, now: Content | None, by: Asker) -> Content:
    return checked(draft, now, today=states.today(services), first=by.reader.language)


def _doubtful(form: Form, draft: Draft, wanted: Content, now: Content | None, by: Asker) -> Doubtful | None:
    """Return the form again where a text is surely in another language than its field, and nobody was told of that yet."""
    found = in_other_languages(wanted, now)
    untold = {field: language for field, language in found.items() if field not in form.meant}
    if not untold:
        return None
    is_proposal = now is None and by.role < Role.MANAGER
    told = replace(form, meant=(*form.meant, *untold))
    return Doubtful(Opened(told, draft, is_proposal, ends=now.valid_until if now else None), untold)


def _check_owner(session: Session, wanted: Content, now: Content | None) -> None:
    """Raise Invalid when nobody would keep an answer, or somebody new who cannot."""
    if not wanted.owner:
        raise Invalid("Choose who keeps this answer true.", field="owner")
    if now is not None and now.owner == wanted.owner:
        return
    person = known_people.find(session, wanted.owner)
    if person is None or not people.is_colleague(person):
        raise Invalid("This is a guest, an app, or somebody who has left. Choose a colleague.", field="owner")


def _overtaken(answer: Answer, now: Content, wanted: Content, form: Form, draft: Draft) -> Overtaken:
    """Put the form on top of the newer version; what somebody wrote stays in it."""
    newer = replace(form, answer=answer.id, version=answer.version, revive=now.is_withdrawn, needs_consent=False)
    if not draft.owner:
        draft = replace(draft, owner=now.owner, visibility=now.visibility)
        wanted = replace(wanted, owner=now.owner, visibility=now.visibility)
    return Overtaken(Opened(newer, draft, ends=now.valid_until), now, wanted, answer.changed_by)


def _set_withdrawn(services: Services, answer_id: int, by: Asker, *, is_withdrawn: bool) -> Answer:
    with services.database.begin() as session:
        answer = reading.held(session, answer_id, by=by)
        now = content_of(answer, answers.texts(session, answer_id))
        what = writing.WITHDRAWN if is_withdrawn else writing.BROUGHT_BACK
        wanted = replace(now, is_withdrawn=is_withdrawn)
        writing.change(services, session, answer, wanted, Deed(by.id, what))
    return answer


def _solved(asked: Question | None, by: Asker) -> Question:
    """Return a question that this person may make an answer of: their own, for social managers any but a closed circle's."""
    is_theirs = asked is not None and asked.asked_by == by.id
    if asked is None or not (is_theirs or (by.role >= Role.MANAGER and closed.is_open_to(asked, by))):
        raise NotFound("Only whoever asked this question, or the desk, saves its answer.")
    if asked.state != SOLVED or not asked.solution:
        raise Conflict("This question has no accepted answer yet. Accept one first.")
    return asked


def _saved_already() -> Conflict:
    return Conflict("The answer to this question is in the answer bank already. Ask the desk to change it.")


def _by_key(session: Session, key: str) -> Answer:
    found = answers.by_key(session, key)
    if found is None:
        raise reading.gone()
    return found
