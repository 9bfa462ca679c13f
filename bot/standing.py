"""Where the bot stands with Slack and with its database, asked before a start and by the check-up.

Every fault is a BotError with one sentence that names the cure, so a start that fails and a check-up say the same.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Thread
from typing import TypeVar
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy.exc import SQLAlchemyError

from bot import scopes, slack_client
from bot.errors import BotError, Invalid, Refused, Unavailable
from bot.feeds.reading import policy_of
from bot.services import Services
from bot.settings import Settings
from storage.database import Database, NewerSchemaError

PATIENCE = 4
"""Seconds for each of the calls to Slack that a start waits for."""


VERIFY_SECONDS = 14.0
"""For everything that a start asks; then it ends with a sentence."""
_TROUBLE = ("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """What auth.test said: the workspace, the granted scopes (empty when Slack did not say) and Slack's clock."""

    team_id: str = ""
    team_url: str = ""
    bot_user_id: str = ""
    scopes: frozenset[str] = frozenset()
    slack_clock: datetime | None = None
    ours: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def clock_difference(self) -> timedelta:
        """How far this machine's clock is from Slack's."""
        return abs(self.ours - self.slack_clock) if self.slack_clock else timedelta()


def verified(services: Services) -> tuple[Services, str]:
    """Return the services with what Slack said about the bot, and the address of a socket; the schema is up to date then.

    Raises a BotError within 15 seconds: for wrong tokens, missing scopes, a database that is unreachable or newer, and for
    silence. A migration itself may take longer.
    """

    def ask() -> tuple[bool, Standing, str]:
        outdated = reach_database(services.database)
        now = ask_slack(services.settings)
        require_scopes(now)
        return outdated, now, open_socket(services.settings) if services.settings.socket_mode else ""

    outdated, now, address = _within(VERIFY_SECONDS, ask)
    if outdated:
        bring_up_to_date(services.database)
    feeds = replace(services.feeds, policy=policy_of(services.settings, now.team_url))
    known = replace(services, team_id=now.team_id, team_url=now.team_url, scopes=now.scopes, feeds=feeds)
    return known, address


def missing_tokens(settings: Settings) -> list[BotError]:
    """Return a sentence for each token without which the bot cannot run, saying where to get it."""
    missing: list[BotError] = []
    if not settings.bot_token:
        missing.append(
            Invalid(
                "SLACK_BOT_TOKEN is missing: create a Slack app from manifest.yml at https://api.slack.com/apps, install it, "
                "and copy the bot token (xoxb-…) from “OAuth & Permissions”."
            )
        )
    if not settings.app_token and not settings.signing_secret:
        missing.append(
            Invalid(
                "SLACK_APP_TOKEN is missing: create an app-level token (xapp-…) with the scope connections:write under “Basic "
                "Information” of your Slack app. For HTTP instead of Socket Mode, set SLACK_SIGNING_SECRET from the same page."
            )
        )
    return missing


def ask_slack(settings: Settings) -> Standing:
    """Ask Slack who the bot is. Raises a BotError when the token is wrong or Slack does not answer."""
    try:
        answer = _asked(settings, lambda client: client.auth_test())
    except SlackApiError as error:
        raise Refused(
            "Slack does not accept SLACK_BOT_TOKEN ({error}): copy the bot token (xoxb-…) from “OAuth & Permissions” of your "
            "Slack app again, or reinstall the app.",
            error=_slack_word(error),
        ) from error
    headers = {name.casefold(): value for name, value in answer.headers.items()}
    granted = str(headers.get("x-oauth-scopes") or "")
    return Standing(
        team_id=str(answer.get("team_id") or ""),
        team_url=str(answer.get("url") or ""),
        bot_user_id=str(answer.get("user_id") or ""),
        scopes=frozenset(scope.strip() for scope in granted.split(",") if scope.strip()),
        slack_clock=_moment(headers.get("date")),
    )


def require_scopes(standing: Standing) -> None:
    """Raise when a scope is missing without which the bot cannot work; silence of Slack counts as granted."""
    missing = scopes.missing(standing.scopes, scopes.REQUIRED) if standing.scopes else []
    if missing:
        raise Refused(
            "The Slack app lacks the scopes {scopes}: add them under “OAuth & Permissions” (manifest.yml has them) and "
            "reinstall the app.",
            scopes=", ".join(missing),
        )


def open_socket(settings: Settings) -> str:
    """Return the address of a Socket Mode connection. Raises a BotError when the app token is wrong."""
    try:
        opened = _asked(settings, lambda client: client.apps_connections_open(app_token=settings.app_token))
    except SlackApiError as error:
        raise Refused(
            "Slack does not accept SLACK_APP_TOKEN ({error}): create an app-level token (xapp-…) with the scope "
            "connections:write under “Basic Information” of your Slack app, and switch Socket Mode on.",
            error=_slack_word(error),
        ) from error
    return str(opened["url"])


def reach_database(database: Database) -> bool:
    """Tell whether the schema must be brought up to date. Raises a BotError when the database does not answer or is newer."""
    try:
        database.ping()
        return database.outdated()
    except NewerSchemaError as error:
        raise newer_schema(error) from error
    except (SQLAlchemyError, OSError) as error:
        raise unreachable_database(database, error) from error


def bring_up_to_date(database: Database) -> None:
    """Bring the schema up to date. Raises a BotError when the database does not let us."""
    try:
        database.migrate()
    except NewerSchemaError as error:
        raise newer_schema(error) from error
    except (SQLAlchemyError, OSError) as error:
        raise unreachable_database(database, error) from error


def newer_schema(error: NewerSchemaError) -> BotError:
    """Say that an older version of the bot met a newer database."""
    return Invalid(
        "The database was made by a newer version of Kaiku (its schema is {revision}): run that version, or restore a backup "
        "that was made before the update.",
        revision=error.args[0],
    )


def unreachable_database(database: Database, error: Exception) -> BotError:
    """Say that the database does not answer, without its password."""
    reason = str(getattr(error, "orig", error)).strip().splitlines()
    return Unavailable(
        "The database {address} cannot be used ({reason}): check DATABASE_URL and that the database is running.",
        address=database.url.render_as_string(hide_password=True),
        reason=reason[0][:200] if reason else type(error).__name__,
    )


def _within(seconds: float, work: Callable[[], T]) -> T:
    outcome: Future[T] = Future()

    def guarded() -> None:
        try:
            outcome.set_result(work())
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits
            outcome.set_exception(error)

    Thread(target=guarded, daemon=True).start()
    try:
        return outcome.result(seconds)
    except TimeoutError as error:
        raise Unavailable(
            "Slack or the database did not answer in time: check the network, SLACK_API_URL and DATABASE_URL."
        ) from error


def _client(settings: Settings) -> WebClient:
    # What the client would write to the log is said in the sentence.
    silent = logging.getLogger("slack_sdk.silent")
    silent.setLevel(logging.CRITICAL + 1)
    return slack_client.client(settings.bot_token, settings.slack_api_url, PATIENCE, silent)


def _asked(settings: Settings, call: Callable[[WebClient], SlackResponse]) -> SlackResponse:
    """Call Slack; raises Unavailable for silence and trouble, and SlackApiError when Slack refuses."""
    try:
        return call(_client(settings))
    except SlackApiError as error:
        if _is_trouble(error):
            raise _unreachable(settings, _slack_word(error)) from error
        raise
    except (OSError, ValueError) as error:
        raise _unreachable(settings, error.reason if isinstance(error, URLError) else error) from error


def _slack_word(error: SlackApiError) -> str:
    word = error.response.get("error") if isinstance(error.response.data, dict) else None
    return str(word or f"HTTP {error.response.status_code}")[:80]


def _is_trouble(error: SlackApiError) -> bool:
    word = _slack_word(error)
    return error.response.status_code >= 429 or word.startswith("HTTP ") or word in _TROUBLE


def _unreachable(settings: Settings, reason: object) -> BotError:
    return Unavailable(
        "Slack does not answer at {address} ({reason}): check the network and SLACK_API_URL.",
        address=settings.slack_api_url,
        reason=str(reason)[:200] or type(reason).__name__,
    )


def _moment(date: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date).astimezone(UTC) if date else None
    except ValueError:
        return None
