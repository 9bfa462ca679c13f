"""What an answer of Slack means for a message: a pure table from error to outcome.

Source: Slack's error lists of chat.postMessage and chat.update, sorted by what helps: wait, look first, stop this place,
send plainly, or stop everything. Anything unknown counts as "Slack may have it": looking first does no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from socket import gaierror
from urllib.error import URLError

from slack_sdk.errors import SlackApiError


class Outcome(Enum):
    """What to do after a message was not accepted."""

    LATER = "later"
    """Slack refused for now and has nothing: try again."""
    UNSURE = "unsure"
    """Slack may or may not have it: look before sending again."""
    STRANGE = "strange"
    """Slack names an error that nobody knows: look before sending again, and give up after a few tries."""
    PLACE = "place"
    """The place takes no messages: hold it and tell somebody."""
    SHORT_FORM = "short form"
    """Slack dislikes the payload: send the plain text."""
    NO_METADATA = "no metadata"
    """Slack dislikes the metadata: send without."""
    REMOVED = "removed"
    """The message is gone in Slack: leave it so."""
    FIXED = "fixed"
    """The message cannot be changed any more: leave it as it is."""
    BROKEN = "broken"
    """Our own view failed, so nothing was sent: give up after a few tries."""
    TOKEN = "token"  # noqa: S105 - the name of an outcome
    """The bot may do nothing: stop all sending."""


MAYBE_SENT = (Outcome.UNSURE, Outcome.STRANGE)
"""After these, Slack may have the message."""
MOST_TRIES = {Outcome.BROKEN: 3, Outcome.STRANGE: 6, Outcome.UNSURE: 150}
"""A card is given up after so many tries that ended alike; 150 of them last a day."""
LONGEST_WAIT = timedelta(minutes=10)
LONGEST_HOLD = timedelta(hours=1)
"""No place is held longer than this at a time, whatever Slack asks for."""


class BrokenViewError(Exception):
    """A view raised instead of rendering; the cause is attached."""


class OutOfTimeError(Exception):
    """Too little of the lease is left to send something within it."""


class NoTimestampError(Exception):
    """Slack says that all is well and does not say where the message is."""


_LATER = {
    "ratelimited",
    "rate_limited",
    "message_limit_exceeded",
    "team_added_to_org",
    "access_denied",
}
_UNSURE = {
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
}
_PLACE = {
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "is_inactive",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
    "user_not_found",
    "user_disabled",
    "users_not_found",
    "account_inactive_user",
    "cannot_dm_bot",
    "messages_tab_disabled",
    "messages_tab_is_disabled",
    "ekm_access_denied",
    "posting_to_general_channel_denied",
    "posting_to_channel_denied",
    "as_user_not_supported",
}
_PAYLOAD = {
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "invalid_arguments",
    "invalid_attachments",
    "too_many_attachments",
    "markdown_text_conflict",
}
_METADATA = {
    "metadata_too_large",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "metadata_must_be_sent_from_app",
}
_REMOVED = {"message_not_found", "thread_not_found"}
_FIXED = {"cant_update_message", "edit_window_closed", "update_failed"}
_TOKEN = {
    "invalid_auth",
    "not_authed",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "missing_scope",
    "no_permission",
    "org_login_required",
}
_BY_ERROR = {
    **dict.fromkeys(_LATER, Outcome.LATER),
    **dict.fromkeys(_UNSURE, Outcome.UNSURE),
    **dict.fromkeys(_PLACE, Outcome.PLACE),
    **dict.fromkeys(_PAYLOAD, Outcome.SHORT_FORM),
    **dict.fromkeys(_METADATA, Outcome.NO_METADATA),
    **dict.fromkeys(_REMOVED, Outcome.REMOVED),
    **dict.fromkeys(_FIXED, Outcome.FIXED),
    **dict.fromkeys(_TOKEN, Outcome.TOKEN),
}
_ERROR_NAME = re.compile(r"[a-z0-9_]{1,64}")
_LATE_ANSWERS = (408, 504)
"""Statuses by which somebody in between gave up waiting: Slack may still be at work on the request."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An outcome with Slack's word for it and, where Slack named one, the time to wait."""

    outcome: Outcome
    error: str
    wait: timedelta | None = None
    answered: bool = True
    """Slack is done with the request; otherwise it may take effect late."""


def failure(error: Exception) -> Failure:
    """Sort an exception that came instead of an accepted message."""
    if isinstance(error, SlackApiError):
        return _refusal(error)
    if isinstance(error, BrokenViewError):
        return Failure(Outcome.BROKEN, type(error.__cause__).__name__)
    if isinstance(error, OutOfTimeError) or _never_left(error):
        return Failure(Outcome.LATER, type(error).__name__)
    return Failure(Outcome.UNSURE, type(error).__name__, answered=isinstance(error, NoTimestampError))


def error_name(error: SlackApiError) -> str:
    """Return Slack's name of an error; empty when the answer was not what Slack answers."""
    said = error.response.data if isinstance(error.response.data, dict) else {}
    name = str(said.get("error", ""))
    return name if _ERROR_NAME.fullmatch(name) else ""


def backoff(attempts: int) -> timedelta:
    """Return the wait after the n-th failed try: 2 s, 4 s, 8 s ... at most ten minutes."""
    return min(timedelta(seconds=2 ** min(attempts, 16)), LONGEST_WAIT)


def _refusal(error: SlackApiError) -> Failure:
    status = error.response.status_code
    wait = _retry_after(error)
    if status == 429:
        return Failure(Outcome.LATER, "ratelimited", wait)
    name = error_name(error)
    if status < 500 and name:
        return Failure(_BY_ERROR.get(name, Outcome.STRANGE), name, wait)
    # A page or half a JSON, or a fault of a server: none of them says what became of the message.
    word = "no_json" if status == 200 else f"http_{status}"
    return Failure(Outcome.UNSURE, word, wait, answered=status not in _LATE_ANSWERS)


def _never_left(error: Exception) -> bool:
    """Tell whether the request cannot have reached Slack: nobody listened, or the name has no address."""
    reason = error.reason if isinstance(error, URLError) else error
    return isinstance(reason, ConnectionRefusedError | gaierror)


def _retry_after(error: SlackApiError) -> timedelta | None:
    headers = {str(name).casefold(): value for name, value in (error.response.headers or {}).items()}
    value = headers.get("retry-after", "")
    seconds = str(value[0] if isinstance(value, list) else value)
    if not re.fullmatch(r"[0-9]+", seconds):
        return None
    return min(timedelta(seconds=int(seconds[:9])), LONGEST_HOLD)
