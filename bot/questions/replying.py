"""The public reply to what was asked: its link is kept, and everybody who had a part in the answer sees it.

A bilingual authority answers in the language of the question, so a reply in another one has to be confirmed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers.kinds import CORRECTIONS, PUBLIC
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
    """A public reply as somebody typed it; `is_sure` when they confirmed that its language is another one.

    `before` is the link that stood when the form was opened: one that somebody else has given meanwhile is not overwritten.
    """

    link: str = ""
    language: str = ""
    is_sure: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The form: `wanted` is the language in which the reply is to be given, `warns` that the one chosen is another.

    `is_change` says that there is a reply already, which may be changed or taken away.
    """

    question: Question
    reply: Reply
    wanted: str
    warns: bool = False
    is_change: bool = False


def to_reply(services: Services, question_id: int, *, by: Asker) -> Opened:
    """Return the form for the link of the public reply; with the reply that was given, for who gave it and for the desk.

    Raises Conflict when somebody else has given it, or no answer is accepted.
    """
    with deciders.deciding(services, question_id, by) as (session, question):
        _may_be_replied(session, question, by)
        wanted = _wanted(session, question)
        link = question.reply_link
        known = Reply(link, question.reply_language, before=link) if link else Reply(language=wanted)
        return Opened(question, known, wanted, is_change=bool(question.reply_link))


def replied(services: Services, question_id: int, reply: Reply, *, by: Asker) -> Opened | Question:
    """Keep the public reply, or change it; the form comes back once when its language is not that of the question.

    An empty link takes away the reply that there is. Raises Invalid (field "link" or "language"). A mention that is still open is
    marked as answered with the same link when whoever replied may do that; one that has the former link gets the new one.
    """
    link = web_link(one_line(reply.link))
    with deciders.deciding(services, question_id, by) as (session, question):
        before = question.reply_link
        if not link and (reply.link.strip() or not before):
            raise Invalid("This is no web address. Paste it whole, as in https://example.org/answer.", field="link")
        if link and reply.language not in LANGUAGES:
            raise Invalid("Choose a language.", field="language")
        is_again = (question.replied_by, before, question.reply_language) == (by.id, link, reply.language)
        if not is_again:
            _may_be_replied(session, question, by, reply.before)
            wanted = _wanted(session, question)
            if link and wanted and reply.language != wanted and not reply.is_sure:
                return Opened(question, reply, wanted, warns=True, is_change=bool(before))
            _keep(services, session, question, Reply(link, reply.language if link else ""), by)
    _follow_in_mention(services, question, before, by)
    return question


def _keep(services: Services, session: Session, question: Question, reply: Reply, by: Asker) -> None:
    now, before = services.now(), question.reply_link
    question.reply_link, question.reply_language = reply.link, reply.language
    question.replied_by, question.replied_at = (by.id, now) if reply.link else ("", None)
    what = _deed(before, reply.link)
    if before:
        _correct_use(services, session, question)
    else:
        _note_use(session, question, by, now)
    act = Act(by.id, what, states.subject(question))
    states.changed(services, session, question, now, act, language=reply.language)


def _deed(before: str, link: str) -> str:
    """Return what the audit log calls it."""
    if not before:
        return "question.replied"
    return "question.reply_changed" if link else "question.reply_taken_away"


def _correct_use(services: Services, session: Session, question: Question) -> None:
    """Let the use of the answer follow the link, with the lists of replies to correct in which it stands."""
    key, link = _key(question), question.reply_link
    lists = contributions.lists_with(session, key)
    values = {"link": link, "network": guessed_network(link), "language": question.reply_language}
    contributions.correct_use(session, key, values if link else None)
    for list_id in lists:
        services.messenger.redraw(session, CORRECTIONS, list_id)


def _key(question: Question) -> str:
    return f"question:{question.id}:reply"


def _note_use(session: Session, question: Question, by: Asker, now: datetime) -> None:
    answer = answers.of_question(session, question.id)
    values = {
        "key": _key(question),
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


def _may_be_replied(session: Session, question: Question, by: Asker, before: str | None = None) -> None:
    """Raise Conflict unless somebody may give or change the reply; `before` is the link that they saw, None as it stands."""
    if question.state != SOLVED:
        raise Conflict("Accept an answer first. Then the public reply finds its place.")
    is_other = before is not None and before != question.reply_link
    if question.reply_link and (is_other or (question.replied_by != by.id and by.role < Role.MANAGER)):
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


def _follow_in_mention(services: Services, question: Question, before: str, by: Asker) -> None:
    """Mark the mention that led to a question as answered, or give it the new link in place of the one `before`.

    One that somebody else has, or that has ended otherwise, stays as it is.
    """
    if question.mention_id is None or by.role < Role.MANAGER:
        return
    with suppress(Conflict, NotFound, Invalid):
        if before:
            endings.relinked(services, question.mention_id, before, question.reply_link, by=by)
        else:
            endings.answered(services, question.mention_id, question.reply_link, "", by=by)
