"""The message house: one main message, and items of the plan that tell it, each in its own channel.

When the message changes, its versions are flagged until somebody has compared them. What an item was compared with is kept
beside it, so that the difference can be shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy.orm import Session

from bot import audit, people
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Invalid, Refused
from bot.people import Asker, is_user_id
from bot.plan import content, message_versions, order, states, writing
from bot.plan.content import Change
from bot.roles import Role, require
from bot.views.blocks import clean, one_line
from storage import plan_series, plan_written
from storage.models import MainMessage, PlanItem

if TYPE_CHECKING:
    from bot.services import Services

LONGEST = {"title": 300, "text": 3_000}


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with the form of a message; `item` is the one that is attached when it is saved, 0 for none."""

    key: str = field(default_factory=lambda: uuid4().hex)
    message: int = 0
    item: int = 0
    seen: Mapping[str, str] = field(default_factory=dict)
    """Marks of what was shown."""

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        return json.dumps(asdict(self))

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError or TypeError for anything else."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown: its values by field, and what others have changed meanwhile."""

    form: Form
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A message with its versions in the plan, and those of them that break its order."""

    message: MainMessage
    versions: Sequence[PlanItem] = ()
    breaches: Mapping[int, str] = field(default_factory=dict)
    may_edit: bool = False
    item: int = 0
    """From which it was opened."""


def look(services: Services, message_id: int, *, item: int = 0, by: Asker) -> Look:
    """Return a message with its versions; everybody on staff may look."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        message = message_versions.known(session, message_id)
        versions = plan_series.versions_of(session, message_id)
        breaches = {one.id: what for one in versions if (what := order.broken(one, message, versions))}
    return Look(message, versions, breaches, _may_edit(message, by), item)


def new(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return the form of a new message that an item is attached to when it is saved; 0 is none."""
    require(by.role, Role.EMPLOYEE)
    if not item_id:
        return Opened(Form(), {"owner": by.id})
    with services.database.read() as session:
        item = states.to_fill_in(session, item_id, by)
    return Opened(Form(item=item_id), {"title": item.title, "owner": by.id})


def edit(services: Services, message_id: int, *, by: Asker) -> Opened:
    """Return the form of a message. Raises Refused for who may not change it."""
    with services.database.read() as session:
        message = _editable(message_versions.known(session, message_id), by)
    values = _values(message)
    return Opened(Form(message=message_id, seen={name: content.mark(one) for name, one in values.items()}), values)


def save(services: Services, form: Form, values: Mapping[str, Any], *, by: Asker) -> MainMessage | Opened:
    """Save a message as a form says; a changed text flags its versions. The same form sent twice is one message.

    Returns the form again, with what differs, when somebody else was faster. Raises Invalid with the field.
    """
    require(by.role, Role.EMPLOYEE)
    wanted, now = _checked(values), services.now()
    people.get_to_know(services, filter(None, [wanted["owner"]]))
    with services.database.begin() as session:
        if not form.message:
            return _add(services, session, form, wanted, now, by)
        found = plan_series.locked_message(session, form.message)
        message = _editable(message_versions.there(found), by)
        standing = _values(message)
        changes = tuple(content.differences(standing, wanted, form.seen))
        if changes:
            seen = {name: content.mark(one) for name, one in standing.items()}
            return Opened(replace(form, seen=seen), wanted, changes)
        if wanted != standing:
            writing.check_people(session, wanted, standing)
            _put(services, session, message, wanted, now, by)
    return message


def _add(
    services: Services, session: Session, form: Form, wanted: Mapping[str, Any], now: datetime, by: Asker
) -> MainMessage:
    known = plan_series.message_by_key(session, form.key)
    if known is not None:
        return known
    writing.check_people(session, wanted, {})
    message = MainMessage(
        key=form.key, made_by=by.id, made_at=now, changed_at=now, **{**wanted, "embargo_until": _moment(wanted)}
    )
    if not plan_written.add(session, message):
        return message_versions.there(plan_series.message_by_key(session, form.key))
    audit.note(session, now, Act(by.id, "message.added", f"message:{message.id}"))
    if form.item:
        item = states.to_change(session, form.item, by)
        message_versions.put(services, session, item, message, by=by)
    return message


def _put(
    services: Services, session: Session, message: MainMessage, wanted: Mapping[str, Any], now: datetime, by: Asker
) -> None:
    standing = _values(message)
    changed = sorted(name for name in wanted if wanted[name] != standing[name])
    message.version += bool({"title", "text"} & set(changed))
    message.title, message.text, message.owner = wanted["title"], wanted["text"], wanted["owner"]
    message.is_staff_first, message.embargo_until = wanted["is_staff_first"], _moment(wanted)
    message.changed_at = now
    act = Act(by.id, "message.edited", f"message:{message.id}")
    audit.note(session, now, act, after={"fields": changed, "version": message.version})
    services.memory.changed(session, states.BODY)


def _values(message: MainMessage) -> dict[str, Any]:
    embargo = message.embargo_until
    return {
        "title": message.title,
        "text": message.text,
        "owner": message.owner,
        "is_staff_first": message.is_staff_first,
        "embargo_until": int(embargo.timestamp()) if embargo else None,
    }


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    title, text = one_line(str(values.get("title") or "")), clean(str(values.get("text") or "")).strip()
    owner = str(values.get("owner") or "")
    if not title:
        raise Invalid("Write what the message is called.", field="title")
    check_length(title, LONGEST["title"], "title")
    check_length(text, LONGEST["text"], "text")
    if owner and not is_user_id(owner):
        raise Invalid("Choose a person from Slack.", field="owner")
    until = values.get("embargo_until")
    return {
        "title": title,
        "text": text,
        "owner": owner,
        "is_staff_first": bool(values.get("is_staff_first")),
        "embargo_until": int(until) if until else None,
    }


def _moment(wanted: Mapping[str, Any]) -> datetime | None:
    return datetime.fromtimestamp(wanted["embargo_until"], UTC) if wanted["embargo_until"] else None


def _may_edit(message: MainMessage, by: Asker) -> bool:
    return by.role >= Role.MANAGER or by.id in (message.owner, message.made_by)


def _editable(message: MainMessage, by: Asker) -> MainMessage:
    require(by.role, Role.EMPLOYEE)
    if not _may_edit(message, by):
        raise Refused("The desk and the owner of this message may change it.")
    return message
