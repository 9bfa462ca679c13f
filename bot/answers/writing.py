"""Writing an answer, inside the caller's transaction: texts, version, search terms, audit entry, and what follows from it.

Forms, files, freshness and restoring all end here, so that no change of an answer forgets one of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.answers import aftermath, states
from bot.answers.content import QUESTION, TEXT, Content, changes, content_of
from bot.answers.index import reindex_answers
from bot.answers.kinds import BODY
from bot.audit import Act, Noted
from storage import answer_uses, answers
from storage.models import Answer

if TYPE_CHECKING:
    from bot.services import Services

ADDED, PROPOSED, EDITED, RESTORED = "answer.added", "answer.proposed", "answer.edited", "answer.restored"
WITHDRAWN, BROUGHT_BACK = "answer.withdrawn", "answer.brought_back"
"""What the audit log calls it."""
_CHECKED = frozenset({QUESTION, TEXT, "valid_until"})
"""Whoever changes one of these says that the answer is true."""


Wanted = tuple[Answer, Content, Content]
"""An answer, what it is, and what it is to be."""


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
    before = content_of(answer, answers.texts(session, answer.id))
    written = put_changes(services, session, [(answer, before, content)], deed)
    follow(services, session, written)
    return bool(written)


def put_new(
    services: Services, session: Session, content: Content, deed: Deed, *, key: str, question_id: int = 0
) -> Written | None:
    """Add one of many answers; the caller calls `follow` with all of them."""
    written = put_all_new(services, session, {key: content}, deed, question_id=question_id).get(key)
    if written is not None and question_id:
        # Whoever replied in public before the answer came into the bank hears of its changes too.
        answer_uses.adopt(session, question_id, written.answer.id, written.answer.version)
    return written


def put_all_new(
    services: Services, session: Session, wanted: Mapping[str, Content], deed: Deed, *, question_id: int = 0
) -> dict[str, Written]:
    """Add answers by key and return those that are new; the caller calls `follow` with all of them."""
    now = services.now()
    moments = {"made_at": now, "changed_at": now, "checked_at": now, "stale_at": None}
    values = {"made_by": deed.by, "changed_by": deed.by, "question_id": question_id or None, "version": 1, **moments}
    rows = [
        {"key": key, **_columns(content), **values, "withdrawn_at": now if content.is_withdrawn else None}
        for key, content in wanted.items()
    ]
    made = answers.add_many(session, rows)
    _keep(session, [(answer, Content(), wanted[key]) for key, answer in made.items()])
    return {key: _new(answer, wanted[key], deed) for key, answer in made.items()}


def put_changes(services: Services, session: Session, wanted: Iterable[Wanted], deed: Deed) -> list[Written]:
    """Change answers, which the caller holds, and return what changed; the caller calls `follow` with all of it."""
    changed = [(*one, [field.name for field in changes(one[1], one[2])]) for one in wanted]
    written = [_change(services, *one, deed) for one in changed if one[3]]
    _keep(session, [one[:3] for one in changed if one[3]])
    return written


def follow(services: Services, session: Session, written: Sequence[Written]) -> None:
    """Do what follows from answers that were written: search, audit, tasks, memory. Once in a transaction.

    Search terms come before the audit log: whoever asks a question takes both locks in this order.
    """
    if not written:
        return
    reindex_answers(session, [one.answer.id for one in written])
    audit.note_all(session, services.now(), [Noted(one.act, one.before, one.after) for one in written])
    changed = {one.answer.id: (one.answer, one.before_version) for one in written if one.before_version}
    aftermath.after_changes(services, session, changed)
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


def _new(answer: Answer, content: Content, deed: Deed) -> Written:
    what = deed.what or (PROPOSED if states.is_proposal(answer) else ADDED)
    return Written(answer, Act(deed.by, what, subject(answer)), noted(content, 1))


def _change(
    services: Services, answer: Answer, before: Content, content: Content, names: Sequence[str], deed: Deed
) -> Written:
    """Give an answer the values of a content; `names` are those that differ."""
    before_version, now = answer.version, services.now()
    for name, value in _columns(content).items():
        setattr(answer, name, value)
    if before.is_withdrawn != content.is_withdrawn:
        answer.withdrawn_at = now if content.is_withdrawn else None
    if not content.is_withdrawn and _CHECKED & {name.partition(".")[0] for name in names}:
        answer.checked_at = now
    if content.valid_until is None or content.valid_until >= states.today(services):
        answer.stale_at = None
    answer.version, answer.changed_by, answer.changed_at = before_version + 1, deed.by, now
    act = Act(deed.by, deed.what or EDITED, subject(answer))
    was, became = noted(before, before_version, names), noted(content, answer.version, names)
    return Written(answer, act, became, was, before_version)


def _keep(session: Session, wanted: Sequence[Wanted]) -> None:
    """Write what answers say, and keep their versions whole."""
    rows = [
        {"answer_id": answer.id, "language": language, "question": said.question, "text": said.text}
        for answer, before, content in wanted
        for language, said in content.texts.items()
        if before.texts.get(language) != said
    ]
    gone = [(answer.id, language) for answer, was, now in wanted for language in was.texts.keys() - now.texts.keys()]
    answers.put_texts(session, rows, gone)
    answers.add_versions(session, [_version(answer, content) for answer, _before, content in wanted])


def _version(answer: Answer, content: Content) -> dict[str, Any]:
    made = {"by": answer.changed_by, "at": answer.changed_at}
    return {"answer_id": answer.id, "version": answer.version, "content": content.as_json(), **made}
