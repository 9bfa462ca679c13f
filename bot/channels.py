"""The organisation's social accounts: kept by social managers, seen by everybody, shared in channels.

Every change stands in one transaction with its audit entry, the cards that have to follow, and the word to every process
that what it remembers is old.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit, orphans
from bot.audit import Act
from bot.channels_draft import LONGEST_REASON, Draft, Form, check_length, check_people, checked, draft_of
from bot.channels_outcomes import Overtaken, Saved, Shared
from bot.errors import BotError, Invalid, NotFound
from bot.people import Asker, get_to_know
from bot.roles import Role, require
from bot.views import channels as view
from bot.views.blocks import Message, one_line
from bot.words import Reader, zone
from storage import audit as audit_log
from storage import cards, channels, people
from storage.models import SocialAccount

if TYPE_CHECKING:
    from bot.services import Services

BODY = "accounts"
"""The body of data in memory."""
KIND = "account"
"""The kind of card."""


def account(services: Services, account_id: int, *, by: Asker) -> SocialAccount:
    """Return a social account, closed ones for managers only; from memory."""
    require(by.role, Role.EMPLOYEE)
    found = services.memory.recall(BODY, ("account", account_id), lambda: _read(services, account_id))
    if found is None or (found.closed_at is not None and by.role < Role.MANAGER):
        raise _gone()
    return found


def form(services: Services, account_id: int, *, channel: str = "", by: Asker) -> tuple[Form, Draft]:
    """Return what a form for an account starts with; id 0 is a new account. Managers only."""
    require(by.role, Role.MANAGER)
    if not account_id:
        return Form(channel=channel), Draft()
    found = account(services, account_id, by=by)
    return Form(found.id, found.version, found.closed_at is not None, channel), draft_of(found)


def save(services: Services, about: Form, draft: Draft, *, by: Asker) -> Saved | Overtaken:
    """Add or change a social account as a form says. The same draft sent twice is one account and one change."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        known = _locked(session, about.account) if about.account else None
        values = checked(_with_written_names(draft, known), today=_today(services, now))
        if known is not None and known.version != about.version:
            return _when_overtaken(session, known, draft, values)
        check_people(session, values, known)
        if known is not None and known.closed_at is not None and about.reopen:
            values |= {"closed_at": None, "closed_why": ""}
        try:
            saved = _change(services, session, known, values, who=by.id)
        except Invalid:
            twin = channels.open_with_link(session, values["link_key"])
            if known is None and twin is not None and _is_same(twin, values):
                return Saved(twin, is_new=True)
            raise
    return Saved(saved, is_new=known is None)


def close(services: Services, account_id: int, why: str, *, by: Asker) -> SocialAccount:
    """Close a social account: it leaves the list and stays in the register. Closing it twice changes nothing."""
    require(by.role, Role.MANAGER)
    reason = one_line(why)
    if not reason:
        raise Invalid("Write why the account is closed, for instance where its followers are sent now.", field="why")
    check_length(reason, LONGEST_REASON, "why")
    now = services.now()
    with services.database.begin() as session:
        known = _locked(session, account_id)
        if known.closed_at is None:
            _change(services, session, known, {"closed_at": now, "closed_why": reason}, who=by.id)
    return known


def reopen(services: Services, account_id: int, *, by: Asker) -> SocialAccount:
    """Take a closed social account back into the list."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        known = _locked(session, account_id)
        if known.closed_at is not None:
            _change(services, session, known, {"closed_at": None, "closed_why": ""}, who=by.id)
    return known


def share(services: Services, account_id: int, channel_id: str, *, by: Asker) -> Shared:
    """Show a social account in a channel, once; the card there follows every later change."""
    about = account(services, account_id, by=by)
    get_to_know(services, filter(None, (about.owner, about.deputy)))
    with services.database.begin() as session:
        known = channels.find(session, account_id)
        if known is None or known.closed_at is not None:
            raise _gone()
        shown = cards.find(session, KIND, account_id, channel_id)
        if shown is None or shown.removed_at is not None or shown.dead_at is not None:
            services.messenger.show(session, KIND, account_id, channel_id, asked_by=by.id)
            audit.note(session, services.now(), Act(by.id, "account.shared", _subject(known)), after={"in": channel_id})
            return Shared.NOW
        return Shared.THERE_ALREADY if shown.ts else Shared.ON_ITS_WAY


def card(session: Session, account_id: int, reader: Reader) -> Message | None:
    """Render a social account for a channel; it says so when the account is closed."""
    found = channels.find(session, account_id)
    if found is None:
        return None
    ids = [user_id for user_id in (found.owner, found.deputy) if user_id]
    known = {user_id: person.name for user_id in ids if (person := people.find(session, user_id))}
    return view.card(found, known, reader)


def write(
    services: Services, session: Session, known: SocialAccount | None, values: Mapping[str, Any], *, who: str
) -> SocialAccount:
    """Store checked values with audit and cards; raises Invalid (field "link") when another account has the link.

    A known account must be locked; values it has already change nothing at all. The caller says that BODY has changed.
    """
    changed = {name: value for name, value in values.items() if known is None or getattr(known, name) != value}
    if known is not None and not changed:
        return known
    before = _plain({name: getattr(known, name) for name in changed}) if known is not None else None
    record = known or SocialAccount(name="", network="", url="", link_key="")
    version = {"version": known.version + 1} if known is not None else {}
    if not channels.save(session, record, {**changed, **version}):
        raise _taken(session, str(values.get("link_key") or record.link_key))
    act = Act(who, _what(known is None, changed), _subject(record), str(changed.get("closed_why") or ""))
    audit.note(session, services.now(), act, before=before, after=_plain(changed))
    if known is not None:
        services.messenger.redraw(session, KIND, record.id)
    earlier = [str((before or {}).get(role, "")) for role in ("owner", "deputy")]
    orphans.look(services, session, {record.owner, record.deputy, *earlier})
    return record


def today(services: Services) -> date:
    """Return the house's calendar day."""
    return _today(services, services.now())


def _change(
    services: Services, session: Session, known: SocialAccount | None, values: Mapping[str, Any], *, who: str
) -> SocialAccount:
    record = write(services, session, known, values, who=who)
    services.memory.changed(session, BODY)
    return record


def _today(services: Services, now: datetime) -> date:
    return now.astimezone(zone(services.settings.timezone)).date()


def _read(services: Services, account_id: int) -> SocialAccount | None:
    with services.database.read() as session:
        return channels.find(session, account_id)


def _locked(session: Session, account_id: int) -> SocialAccount:
    known = channels.locked(session, account_id)
    if known is None:
        raise _gone()
    return known


def _gone() -> NotFound:
    return NotFound("This social account is no longer in the register. Write “/some accounts” to see all that are.")


def _taken(session: Session, link_key: str) -> BotError:
    twin = channels.open_with_link(session, link_key)
    return Invalid(
        "This link is in the register already, as “{name}”. Edit that account instead.",
        field="link",
        name=twin.name if twin else "",
    )


def _when_overtaken(
    session: Session, known: SocialAccount, draft: Draft, values: Mapping[str, Any]
) -> Saved | Overtaken:
    """A form sent twice finds its own change there and is content; anything else must be looked at by a person."""
    if known.closed_at is None and all(getattr(known, name) == value for name, value in values.items()):
        return Saved(known)
    last = audit_log.about(session, _subject(known))
    return Overtaken(known, draft, last[-1].who if last else "")


def _with_written_names(draft: Draft, known: SocialAccount | None) -> Draft:
    """A form cannot show a name without a Slack user; it stays until a person is chosen."""
    if known is None:
        return draft
    return replace(
        draft,
        owner_name=draft.owner_name or ("" if draft.owner else known.owner_name),
        deputy_name=draft.deputy_name or ("" if draft.deputy else known.deputy_name),
    )


def _is_same(twin: SocialAccount, values: Mapping[str, Any]) -> bool:
    return twin.version == 1 and all(getattr(twin, name) == value for name, value in values.items())


def _what(is_new: bool, changed: Mapping[str, Any]) -> str:  # noqa: FBT001 - read once, beside its only call
    if is_new:
        return "account.added"
    if "closed_at" in changed:
        return "account.closed" if changed["closed_at"] else "account.reopened"
    return "account.edited"


def _subject(record: SocialAccount) -> str:
    return f"account:{record.id}"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
