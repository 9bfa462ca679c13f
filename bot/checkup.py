"""The check-up: every part that can be at fault, with its cure, for `/some check` and for the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from bot import audit, roles, scopes, standing
from bot.errors import BotError
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from bot.standing import Standing
from bot.words import Reader
from storage import cards, people
from storage.database import OUT_OF_REACH

MOST_DIFFERENCE = timedelta(seconds=60)
"""Between this machine's clock and Slack's; five minutes off, signed requests are refused."""


class State(Enum):
    """How a part is."""

    FINE = "fine"
    NOTE = "note"
    """Works, but something is switched off or waits."""
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: how it is, in one sentence, and what helps."""

    state: State
    text: str
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for Slack: cards, the age of the oldest wish in seconds, blocked places, cards that were given up."""

    waiting: int
    oldest_seconds: float
    blocked: int
    dead: int


Check = Callable[[Services, Reader], list[Finding]]


def allow(by: Asker) -> None:
    """Raise Refused for whoever may not see the check-up."""
    roles.require(by.role, Role.MANAGER)


def look(services: Services, reader: Reader) -> list[Finding]:
    """Check every part. Asks Slack and reads the whole audit log, so it takes a moment; nothing in it raises."""
    database = _safely(_database, services, reader)
    usable = all(finding.state is State.FINE for finding in database)
    checks = (_slack, *_WITH_DATABASE) if usable else (_slack,)
    return [*database, *(finding for check in checks for finding in _safely(check, services, reader))]


def backlog(services: Services) -> Backlog:
    """Count what waits for Slack."""
    with services.database.read() as session:
        oldest = cards.oldest_wish(session)
        return Backlog(
            waiting=cards.waiting(session),
            oldest_seconds=(services.now() - oldest).total_seconds() if oldest else 0.0,
            blocked=len(cards.blocked(session)),
            dead=len(cards.dead(session)),
        )


def _safely(check: Check, services: Services, reader: Reader) -> list[Finding]:
    try:
        return check(services, reader)
    except BotError as error:
        return [Finding(State.FAULT, error.words(reader))]
    except OUT_OF_REACH as error:
        return [Finding(State.FAULT, standing.unreachable_database(services.database, error).words(reader))]


def _database(services: Services, reader: Reader) -> list[Finding]:
    if standing.reach_database(services.database):
        text = reader.say("The database answers, but its tables are not up to date.")
        return [Finding(State.NOTE, text, reader.say("They are updated when Kaiku starts."))]
    return [Finding(State.FINE, reader.say("The database answers and its tables are up to date."))]


def _slack(services: Services, reader: Reader) -> list[Finding]:
    missing = standing.missing_tokens(services.settings)
    if missing:
        return [Finding(State.FAULT, fault.words(reader)) for fault in missing]
    now = standing.ask_slack(services.settings)
    known = [Finding(State.FINE, reader.say("Slack accepts the bot token."))]
    return [*known, *_socket(services, reader), *_scopes(now, reader), _clock(now, reader)]


def _socket(services: Services, reader: Reader) -> list[Finding]:
    if not services.settings.socket_mode:
        return [Finding(State.FINE, reader.say("Slack calls Kaiku by HTTP."))]
    try:
        standing.open_socket(services.settings)
    except BotError as error:
        return [Finding(State.FAULT, error.words(reader))]
    return [Finding(State.FINE, reader.say("Slack accepts the app token for Socket Mode."))]


def _scopes(now: Standing, reader: Reader) -> list[Finding]:
    if not now.scopes:
        return [Finding(State.NOTE, reader.say("Slack does not say which scopes the app has."))]
    purposes = scopes.purposes(reader)
    cure = reader.say("Add it under “OAuth & Permissions” of the Slack app and reinstall the app.")
    lacking = [
        Finding(
            State.FAULT,
            reader.say("The scope {scope} is missing: {purpose}.", scope=scope, purpose=purposes[scope]),
            cure,
        )
        for scope in scopes.missing(now.scopes, scopes.REQUIRED)
    ]
    switched_off = [
        Finding(
            State.NOTE,
            reader.say("Switched off without the scope {scope}: {purpose}.", scope=scope, purpose=purposes[scope]),
            cure,
        )
        for scope in scopes.missing(now.scopes, scopes.OPTIONAL)
    ]
    found = lacking + switched_off
    return found or [Finding(State.FINE, reader.say("The app has every scope it can use."))]


def _clock(now: Standing, reader: Reader) -> Finding:
    if now.clock_difference <= MOST_DIFFERENCE:
        return Finding(State.FINE, reader.say("The clock agrees with Slack’s."))
    text = reader.count(
        "The clock differs from Slack’s by {n} second.",
        "The clock differs from Slack’s by {n} seconds.",
        round(now.clock_difference.total_seconds()),
    )
    return Finding(State.FAULT, text, reader.say("Let the machine set its clock from the network (NTP)."))


def _audit(services: Services, reader: Reader) -> list[Finding]:
    with services.database.read() as session:
        faults = audit.faults(session)
    if not faults:
        return [Finding(State.FINE, reader.say("The audit log is whole."))]
    text = reader.say("The audit log was changed outside Kaiku, first at entry {entry}.", entry=min(faults))
    return [
        Finding(State.FAULT, text, reader.say("Compare it with a backup and find out who can write to the database."))
    ]


def _messages(services: Services, reader: Reader) -> list[Finding]:
    now = backlog(services)
    found = []
    if services.messenger.trouble:
        text = reader.say("Slack takes no messages from Kaiku: {reason}.", reason=services.messenger.trouble)
        found.append(Finding(State.FAULT, text, reader.say("Reinstall the Slack app and renew SLACK_BOT_TOKEN.")))
    if now.blocked:
        text = reader.count("{n} place takes no messages.", "{n} places take no messages.", now.blocked)
        cure = reader.say("The command “dead-letters” lists them; whoever is responsible was told in Slack.")
        found.append(Finding(State.FAULT, text, cure))
    if now.dead:
        text = reader.count("{n} message was given up.", "{n} messages were given up.", now.dead)
        found.append(Finding(State.FAULT, text, reader.say("The command “dead-letters retry” tries them again.")))
    if now.waiting:
        text = reader.count("{n} message waits to be shown.", "{n} messages wait to be shown.", now.waiting)
        found.append(Finding(State.NOTE, text))
    return found or [Finding(State.FINE, reader.say("No message waits."))]


def _desk(services: Services, reader: Reader) -> list[Finding]:
    settings = services.settings
    with services.database.read() as session:
        members = people.desk_members(session) | settings.desk_members
    if members:
        text = reader.count("The desk has {n} member.", "The desk has {n} members.", len(members))
        return [Finding(State.FINE, text)]
    text = reader.say("The desk has no members: only administrators can change things.")
    return [Finding(State.NOTE, text, reader.say("Set KAIKU_DESK_GROUP or KAIKU_DESK_MEMBERS."))]


def _feeds(services: Services, reader: Reader) -> list[Finding]:
    if services.settings.contact:
        return [Finding(State.FINE, reader.say("The owners of web sites can see whom to write to about Kaiku."))]
    text = reader.say("The owners of web sites cannot see whom to write to when Kaiku reads their feeds.")
    return [Finding(State.NOTE, text, reader.say("Set KAIKU_CONTACT to an e-mail address or a web page."))]


_WITH_DATABASE: tuple[Check, ...] = (_messages, _audit, _desk, _feeds)
