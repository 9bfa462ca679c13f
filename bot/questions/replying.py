"""The public reply to what was asked: its link is kept, and everybody who had a part in the answer sees it.

A bilingual authority answers in the language of the question, so a reply in another one has to be confirmed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers.kinds import PUBLIC
from bot.audit import Act
from bot.errors import Conflict, Invalid, NotFound
from bot.mentions import endings
from bot.mentions.weblinks import web_link
from bot.networks import guessed_network
from bot.people import Asker
from bot.questions import deciders, states
from bot.questions.kinds import SOLVED
from bot.roles import Role
from bot.views.blocks import one_line
from bot.words import LANGUAGES
from storage import answers, contributions, mentions, people
from storage.models import Question

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Reply:
    """A public reply as somebody typed it; `is_sure` when they confirmed that its language is another one."""

    link: str = ""
    language: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """The form: `wanted` is the language in which the reply is to be given, `warns` that the one chosen is another."""

    question: Question
    reply: Reply
    wanted: str
    warns: bool = False


def to_reply(services: Services, question_id: int, *, by: Asker) -> Opened:
    """Return the form for the link of the public reply. Raises Conflict when there is one, or no accepted answer."""
    with deciders.deciding(services, question_id, by) as (session, question):
        _may_be_replied(session, question, by)
        wanted = _wanted(session, question)
        return Opened(question, Reply(language=wanted), wanted)


def replied(services: Services, question_id: int, reply: Reply, *, by: Asker) -> Opened | Question:
    """Keep the public reply; the form comes back once when its language is not that of the question.

    Raises Invalid (field "link" or "language"). A mention that is still open is marked as answered with the same link when
    whoever replied may do that.
    """
    link = web_link(one_line(reply.link))
    if not link:
        raise Invalid("This is no web address. Paste it whole, as in https://example.org/answer.", field="link")
    if reply.language not in LANGUAGES:
        raise Invalid("Choose a language.", field="language")
    with deciders.deciding(services, question_id, by) as (session, question):
        is_again = (question.replied_by, question.reply_link) == (by.id, link)
        if not is_again:
            _may_be_replied(session, question, by)
            wanted = _wanted(session, question)
            if wanted and reply.language != wanted and not reply.is_sure:
                return Opened(question, reply, wanted, warns=True)
            _keep(services, session, question, Reply(link, reply.language), by)
    _end_mention(services, question, by)
    return question


def _keep(services: Services, session: Session, question: Question, reply: Reply, by: Asker) -> None:
    now = services.now()
    question.reply_link, question.reply_language = reply.link, reply.language
    question.replied_by, question.replied_at = by.id, now
    _note_use(session, question, by, now)
    act = Act(by.id, "question.replied", states.subject(question))
    states.changed(services, session, question, now, act, language=reply.language)


def _note_use(session: Session, question: Question, by: Asker, now: datetime) -> None:
    answer = answers.of_question(session, question.id)
    values = {
        "key": f"question:{question.id}:reply",
        "answer_id": answer.id if answer else None,
        "question_id": question.id,
        "mention_id": question.mention_id,
        "what": PUBLIC,
        "version": answer.version if answer else 0,
        "language": question.reply_language,
        "network": guessed_network(question.reply_link),
        "link": question.reply_link,
        "by": by.id,
        "at": now,
    }
    contributions.note_use(session, values)


def _may_be_replied(session: Session, question: Question, by: Asker) -> None:
    if question.state != SOLVED:
        raise Conflict("Accept an answer first. Then the public reply finds its place.")
    if question.reply_link:
        known = people.find(session, question.replied_by)
        raise Conflict(
            "{name} has added the public reply already. The card links to it.",
            name=known.name if known else by.reader.say("Somebody"),
        )


def _wanted(session: Session, question: Question) -> str:
    """Return the language in which the public is to be answered: that of the mention, else as the asker said."""
    mention = mentions.find(session, question.mention_id) if question.mention_id else None
    if mention is not None and mention.language in LANGUAGES:
        return mention.language
    return question.answer_language or question.language


def _end_mention(services: Services, question: Question, by: Asker) -> None:
    """Mark the mention that led to a question as answered; one that somebody else has, or that has ended, stays as it is."""
    if question.mention_id is not None and by.role >= Role.MANAGER:
        with suppress(Conflict, NotFound, Invalid):
            endings.answered(services, question.mention_id, question.reply_link, "", by=by)
