"""Writing an answer, inside the caller's transaction: texts, version, search terms, audit entry, and what follows from it.

Forms, files, freshness and restoring all end here, so that no change of an answer forgets one of these.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.answers import aftermath, states
from bot.answers.content import QUESTION, TEXT, Content, changes, content_of
from bot.answers.index import reindex_answers
from bot.answers.kinds import BODY
from bot.audit import Act
from storage import answers
from storage.models import Answer, AnswerVersion

if TYPE_CHECKING:
    from bot.services import Services

ADDED, PROPOSED, EDITED, RESTORED = "answer.added", "answer.proposed", "answer.edited", "answer.restored"
WITHDRAWN, BROUGHT_BACK = "answer.withdrawn", "answer.brought_back"
"""What the audit log calls it."""
_CHECKED = frozenset({QUESTION, TEXT, "valid_until"})
"""Whoever changes one of these says that the answer is true."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who writes an answer, and what the audit log calls it; empty is the usual name."""

    by: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer that was written, and what `follow` has to know of it; `before_version` is 0 for a new one."""

    answer: Answer
    act: Act
    after: dict[str, Any]
    before: dict[str, Any] | None = None
    before_version: int = 0


def make(
    services: Services, session: Session, content: Content, deed: Deed, *, key: str, question_id: int = 0
) -> Answer | None:
    """Add an answer; None, and nothing done, when its key (of a form, of a file's row) has made one already."""
    written = put_new(services, session, content, deed, key=key, question_id=question_id)
    if written is None:
        return None
    follow(services, session, [written])
    return written.answer


def change(services: Services, session: Session, answer: Answer, content: Content, deed: Deed) -> bool:
    """Let an answer, which the caller holds, be what a content says: a new version. False when it is that already."""
    written = put_change(services, session, answer, content, deed)
    if written is None:
        return False
    follow(services, session, [written])
    return True


def put_new(
    services: Services, session: Session, content: Content, deed: Deed, *, key: str, question_id: int = 0
) -> Written | None:
    """Add one of many answers; the caller calls `follow` with all of them."""
    now = services.now()
    moments = {"made_at": now, "changed_at": now, "checked_at": now, "stale_at": None}
    moments["withdrawn_at"] = now if content.is_withdrawn else None
    values = {"key": key, "made_by": deed.by, "changed_by": deed.by, "question_id": question_id or None, "version": 1}
    answer = answers.add(session, {**_columns(content), **values, **moments})
    if answer is None:
        return None
    _keep(session, answer, content)
    what = deed.what or (PROPOSED if states.is_proposal(answer) else ADDED)
    return Written(answer, Act(deed.by, what, subject(answer)), noted(content, 1))


def put_change(services: Services, session: Session, answer: Answer, content: Content, deed: Deed) -> Written | None:
    """Change one of many answers, which the caller holds; the caller calls `follow` with all of them. None: nothing to do."""
    before, now = content_of(answer, answers.texts(session, answer.id)), services.now()
    names = [field.name for field in changes(before, content)]
    if not names:
        return None
    before_version = answer.version
    for name, value in _columns(content).items():
        setattr(answer, name, value)
    if before.is_withdrawn != content.is_withdrawn:
        answer.withdrawn_at = now if content.is_withdrawn else None
    if not content.is_withdrawn and _CHECKED & {name.partition(".")[0] for name in names}:
        answer.checked_at = now
    if content.valid_until is None or content.valid_until >= states.today(services):
        answer.stale_at = None
    answer.version, answer.changed_by, answer.changed_at = before_version + 1, deed.by, now
    _keep(session, answer, content)
    act = Act(deed.by, deed.what or EDITED, subject(answer))
    was, became = noted(before, before_version, names), noted(content, answer.version, names)
    return Written(answer, act, became, was, before_version)


def follow(services: Services, session: Session, written: Sequence[Written]) -> None:
    """Do what follows from answers that were written: search, audit, tasks, memory. Once in a transaction.

    Search terms come before the audit log: whoever asks a question takes both locks in this order.
    """
    if not written:
        return
    reindex_answers(session, [one.answer.id for one in written])
    for one in written:
        audit.note(session, services.now(), one.act, before=one.before, after=one.after)
    for one in written:
        if one.before_version:
            aftermath.after_change(services, session, one.answer, one.before_version)
    services.memory.changed(session, BODY)


def subject(answer: Answer) -> str:
    """Return how the audit log names an answer."""
    return f"answer:{answer.id}"


def noted(content: Content, version: int, fields: Collection[str] = ()) -> dict[str, Any]:
    """Return what the audit log keeps of an answer: which fields changed and how long texts are, never what they say."""
    return {
        "version": version,
        "fields": sorted(fields),
        "lengths": {language: [len(said.question), len(said.text)] for language, said in content.texts.items()},
        "tags": len(content.tags),
        "note": len(content.note),
        "when_to_use": len(content.when_to_use),
        "owner": content.owner,
        "visibility": content.visibility,
        "valid_until": content.valid_until.isoformat() if content.valid_until else None,
        "is_withdrawn": content.is_withdrawn,
    }


def _columns(content: Content) -> dict[str, Any]:
    same = ("owner", "visibility", "note", "when_to_use", "valid_until")
    return {name: getattr(content, name) for name in same} | {"tags": list(content.tags)}


def _texts(content: Content) -> dict[str, tuple[str, str]]:
    return {language: (said.question, said.text) for language, said in content.texts.items()}


def _keep(session: Session, answer: Answer, content: Content) -> None:
    """Write what an answer says, and keep its version whole."""
    answers.put_texts(session, answer.id, _texts(content))
    kept = AnswerVersion(
        answer_id=answer.id,
        version=answer.version,
        content=content.as_json(),
        by=answer.changed_by,
        at=answer.changed_at,
    )
    answers.add_version(session, kept)
