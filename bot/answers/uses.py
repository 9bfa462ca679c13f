"""What answers were of use for: they ended a search, or were given in public, with the link of the reply."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit
from bot.answers import corrections, reading
from bot.answers.kinds import PUBLIC, SOLVED
from bot.audit import Act
from bot.errors import Invalid
from bot.mentions.weblinks import web_link
from bot.networks import guessed_network
from bot.people import Asker
from bot.roles import Role, require
from bot.words import LANGUAGES
from storage import answer_uses, answers
from storage.models import Answer

if TYPE_CHECKING:
    from bot.services import Services

USED_IN_PUBLIC = "answer.used"
"""What the audit log calls it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A public reply as somebody tells of it; `version` is that of the answer when they copied it, 0 the newest."""

    answer_id: int
    version: int = 0
    link: str = ""
    language: str = ""
    """Of the reply."""
    asked: str = ""
    """Language of the question that it answers, empty when nobody says."""
    is_meant: bool = False
    """Another language than that of the question is no mistake."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The reply is in another language than the question: nothing is kept before somebody says that it is meant."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Kept:
    """The reply is known, and its author hears when the answer changes."""

    answer: Answer
    network: str
    is_new: bool = True


def solved(services: Services, answer_id: int, language: str, *, where: str, by: Asker) -> None:
    """Count that an answer was what somebody looked for; `where` is the message or window, in which it counts once."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        answer = seen(session, answer_id, by)
        values = {"answer_id": answer_id, "what": SOLVED, "version": answer.version, "language": known(language)}
        key = key_of(SOLVED, by.id, answer_id, where)
        answer_uses.add(session, {**values, "key": key, "by": by.id, "at": services.now()})


def used(services: Services, reply: Reply, *, by: Asker) -> Kept | Doubtful:
    """Keep the link of a public reply that was made with an answer. The same link of an answer is kept once.

    Raises Invalid (fields "link", "language"). A reply in another language than the question comes back as Doubtful.
    """
    require(by.role, Role.EMPLOYEE)
    link = web_link(reply.link)
    if not link:
        raise Invalid("This is no web address. Paste it whole, as in https://example.org/story.", field="link")
    if reply.language not in LANGUAGES:
        raise Invalid("Choose the language of your reply.", field="language")
    with services.database.begin() as session:
        answer = answers.locked(session, reply.answer_id)
        if answer is None or not reading.may_see(answer, by):
            raise reading.gone()
        if reply.asked and reply.asked != reply.language and not reply.is_meant:
            return Doubtful(reply)
        return _keep(services, session, answer, reply, link, by)


def seen(session: Session, answer_id: int, by: Asker) -> Answer:
    """Return an answer that somebody may see; raises NotFound for any other."""
    answer = answers.find(session, answer_id)
    if answer is None or not reading.may_see(answer, by):
        raise reading.gone()
    return answer


def key_of(*parts: object) -> str:
    """Return the key of a use that is told by some parts."""
    return sha256(":".join(map(str, parts)).encode()).hexdigest()


def known(language: str) -> str:
    """Return a language of the house, empty for any other."""
    return language if language in LANGUAGES else ""


def _keep(services: Services, session: Session, answer: Answer, reply: Reply, link: str, by: Asker) -> Kept:
    now, network = services.now(), guessed_network(link)
    version = min(reply.version, answer.version) or answer.version
    values = {"answer_id": answer.id, "what": PUBLIC, "version": version, "language": reply.language}
    about = {"network": network, "link": link, "key": key_of(PUBLIC, answer.id, link), "by": by.id, "at": now}
    use = answer_uses.add(session, {**values, **about})
    if use is None:
        return Kept(answer, network, is_new=False)
    act = Act(by.id, USED_IN_PUBLIC, f"answer:{answer.id}")
    audit.note(session, now, act, after={"version": version, "network": network, "language": reply.language})
    if version < answer.version:
        corrections.after_change(services, session, answer, version)
    return Kept(answer, network)
