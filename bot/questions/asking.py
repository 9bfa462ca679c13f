"""Asking colleagues: the form, and what sending it does.

The question, its card and its search terms stand in one transaction. The same form, and the same words of the same person
within a minute, are one question.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import audit, experts, people, working_hours
from bot.answers import gaps, index, search
from bot.answers.found import Found
from bot.answers.states import today
from bot.audit import Act
from bot.inquiries_draft import MOST_EXPERTS, Candidate, candidate
from bot.language.asked import language_asked
from bot.mentions.states import gone
from bot.mentions.weblinks import web_link
from bot.people import Asker
from bot.questions import circles, closed, states
from bot.questions import experts as experts_asked
from bot.questions.circles import Target
from bot.questions.draft import Asked, Draft, Form, Opened, checked, only_link, parted
from bot.roles import Role, require
from bot.words import LANGUAGES
from storage import mentions, profiles, questions, revisions
from storage.models import Question

if TYPE_CHECKING:
    from bot.services import Services

SAME_WITHIN = timedelta(minutes=1)
"""The same words of the same person are one question for so long."""
LOCK = "questions"
"""Whoever asks holds this counter: two processes that hear the same words at once make one question."""
_LONGEST_LINK = 1_000
_log = structlog.get_logger(__name__)


def open_form(
    services: Services,
    text: str,
    *,
    origin: str = "",
    mention_id: int | None = None,
    seen: tuple[int, ...] = (),
    by: Asker,
) -> Opened:
    """Return the form with what somebody has written; when it is only a link, that goes to its own field.

    `seen` are answers that they were shown before. What the form does not take stands in `left_out`.
    """
    require(by.role, Role.EMPLOYEE)
    link = only_link(text)
    question, left_out = ("", "") if link else parted(text)
    offered = circles.offered(services, by)
    return Opened(
        Form(origin=origin[:_LONGEST_LINK], mention_id=mention_id, seen=seen, sought=gaps.key_of(text)),
        Draft(question=question, circle=offered[0].kind, link=link),
        circles=offered,
        left_out=left_out,
        is_only_link=bool(link),
        is_looking=bool(question),
    )


def open_about_mention(services: Services, mention_id: int, *, by: Asker) -> Opened:
    """Return the form about a mention: its words, its link, and its language for the public answer. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        mention = mentions.find(session, mention_id)
    if mention is None:
        raise gone()
    opened = open_form(services, mention.title or mention.text, mention_id=mention.id, by=by)
    language = mention.language if mention.language in LANGUAGES else ""
    draft = replace(opened.draft, link=web_link(mention.link), language=language)
    return replace(opened, draft=draft, is_only_link=False)


def with_experts(services: Services, opened: Opened, message: tuple[str, str] = ("", ""), *, by: Asker) -> Opened:
    """Return an open form with people who may know, and the link of the `message` (channel, ts) as Slack writes it.

    May ask Slack, so it is for the background.
    """
    about = replace(opened.form, origin=_permalink(services, *message) or opened.form.origin)
    choices = _choices(services, opened.draft, by)
    return replace(opened, form=about, choices=choices, is_looking=False, is_nobody=not choices)


def again(services: Services, about: Form, draft: Draft, *, by: Asker) -> Opened:
    """Return an open form as it stands, for looking for people who may know what it asks by now."""
    require(by.role, Role.EMPLOYEE)
    return Opened(about, draft, circles.offered(services, by), is_looking=True)


def ask(services: Services, about: Form, draft: Draft, *, by: Asker) -> Asked | Opened:
    """Ask a circle of colleagues. The form comes back when words are missing, or with answers that the asker has not seen yet.

    Raises Invalid at the field that is wrong; when the bot may not write to the circle's channel, it says what to do.
    """
    require(by.role, Role.EMPLOYEE)
    offered, now = circles.offered(services, by), services.now()
    if link := only_link(draft.question):
        moved = replace(draft, question="", link=draft.link or link)
        form = replace(about, round=about.round + 1)
        return Opened(form, moved, offered, _choices(services, moved, by), is_only_link=True)
    draft = checked(draft, offered, now)
    if unseen := _unseen(services, about, draft, by):
        form = replace(about, seen=(*about.seen, *(hit.answer.id for hit in unseen.answers)))
        return Opened(form, draft, offered, _choices(services, draft, by), unseen, today(services))
    aim = circles.target(services, draft, offered)
    working_hours.read_calendar(now)
    people.get_to_know(services, [draft.other] if draft.other else [])
    with services.database.begin() as session:
        chosen = experts_asked.hold(session, draft.experts, draft.other)  # profiles are held before everything else
        revisions.bump(session, LOCK)
        known = questions.by_key(session, about.key) or questions.same(session, by.id, draft.question, now, SAME_WITHIN)
        if known is not None:
            return Asked(known, is_new=False)
        question = _begin(services, session, _made(about, draft, aim, by, now), aim, by)
        closed.settle_gap(services, session, question, about.sought)
        sent = experts_asked.begin(services, session, question, chosen)
        return Asked(question, experts=sent.asked, left_out=sent.left_out)


def _made(about: Form, draft: Draft, aim: Target, by: Asker, now: datetime) -> Question:
    language = language_asked(draft.question)
    return Question(
        key=about.key,
        asked_by=by.id,
        text=draft.question,
        language=language,
        answer_language=draft.language or language,
        circle=aim.kind,
        place=aim.channel,
        is_closed_circle=aim.is_closed,
        why=draft.why,
        public_link=draft.link,
        origin=about.origin,
        mention_id=about.mention_id,
        needed_by=draft.needed_by,
        next_at=states.half_time(now, draft.needed_by),
        asked_at=now,
    )


def _begin(services: Services, session: Session, question: Question, aim: Target, by: Asker) -> Question:
    if question.mention_id is not None and mentions.find(session, question.mention_id) is None:
        question.mention_id = None
    session.add(question)
    session.flush()
    circles.remember(services, session, aim, by)
    index.reindex_questions(session, [question.id])
    act = Act(by.id, "question.asked", states.subject(question))
    audit.note(session, question.asked_at, act, after={"circle": question.circle, "place": question.place})
    if states.show(services, session, question) is None:
        states.tell(services, session, question)
    return question


def _unseen(services: Services, about: Form, draft: Draft, by: Asker) -> Found | None:
    """Return answers of the bank that the asker has not been shown, None when there are none."""
    found = search.find(services, draft.question, by=by)
    hits = tuple(hit for hit in found.answers if hit.answer.id not in about.seen)
    return replace(found, answers=hits, questions=()) if hits else None


def _choices(services: Services, draft: Draft, by: Asker) -> tuple[Candidate, ...]:
    """Return people who may know, those first who are ticked already."""
    with services.database.read() as session:
        ticked = profiles.many(session, draft.experts)
    chosen = {profile_id: candidate(ticked[profile_id]) for profile_id in draft.experts if profile_id in ticked}
    for one in experts.suggest(services, draft.question, most=MOST_EXPERTS, by=by) if draft.question else ():
        chosen[one.profile.id] = candidate(one)
    return tuple(chosen.values())[:MOST_EXPERTS]


def _permalink(services: Services, channel: str, ts: str) -> str:
    if not (channel and ts):
        return ""
    try:
        return str(services.slack.chat_getPermalink(channel=channel, message_ts=ts)["permalink"])[:_LONGEST_LINK]
    except (SlackApiError, OSError) as error:
        _log.info("no permalink, the link stays as it was made", error=type(error).__name__)
        return ""
