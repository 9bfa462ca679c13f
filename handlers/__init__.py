"""The doors: whatever happens to the bot comes in here and is passed on to a use case. No words, no blocks, no SQL."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt import App

from bot.services import Services
from handlers import (
    alert_settings,
    answer_copy,
    answer_files,
    answer_forms,
    answer_tasks,
    answers,
    approvals,
    ask,
    calendar_feeds,
    calendars,
    channels,
    checkup,
    clearance,
    contributions,
    digests,
    errors,
    experts,
    fallback,
    feeds,
    figures,
    follows,
    help,  # noqa: A004
    helping,
    holds,
    home,
    hr,
    ideas,
    ideas_emoji,
    ideas_forms,
    inquiries,
    language,
    mention_forms,
    mentions,
    messages,
    middleware,
    mine,
    mutes,
    notices,
    orphans,
    people,
    plan,
    plan_files,
    plan_forms,
    plan_message,
    plan_messages,
    plan_moves,
    plan_settings,
    plan_texts,
    plan_views,
    profiles,
    public_replies,
    questions,
    reminders,
    report,
    rules,
    settings,
    share_kit,
    signals,
    some,
    synonyms,
    thanks,
    tip_desk,
    tips,
    trace,
)

_FEATURES = (
    channels,
    experts,
    ask,
    answers,
    answer_forms,
    answer_copy,
    answer_tasks,
    answer_files,
    helping,
    inquiries,
    questions,
    contributions,
    tips,
    tip_desk,
    clearance,
    approvals,
    public_replies,
    calendar_feeds,
    messages,
    ideas,
    ideas_forms,
    ideas_emoji,
    follows,
    figures,
    plan,
    reminders,
    plan_files,
    plan_forms,
    plan_views,
    calendars,
    plan_settings,
    plan_moves,
    plan_texts,
    plan_message,
    plan_messages,
    mentions,
    mention_forms,
    digests,
    feeds,
    rules,
    mutes,
    report,
    some,
    home,
    mine,
    language,
    help,
    checkup,
    hr,
    notices,
    orphans,
    people,
    profiles,
    settings,
    holds,
    alert_settings,
    share_kit,
    signals,
    synonyms,
    trace,
    thanks,
    fallback,
)
"""In the order in which Bolt looks for a listener: what people wait for comes first, what takes everything last."""
_READ_BY_BOLT = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_VERIFICATION_TOKEN")


def make_bolt(services: Services) -> App:
    """Make Bolt with every listener. Calls auth.test once."""
    with _without(_READ_BY_BOLT):
        bolt = App(
            name="kaiku",
            client=services.quick,
            logger=_logger(),
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            request_verification_enabled=False,  # the web's door has done it
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            ignoring_self_events_enabled=False,  # Bolt would hide that an admin deleted a card; `messages` sorts ours out
            signing_secret="",
        )
    bolt.use(middleware.introduce)
    bolt.error(errors.answer)
    for feature in _FEATURES:
        feature.register(bolt)
    return bolt


def _logger() -> logging.Logger:
    # Bolt copies the level of this logger to its own; without one it writes debug lines for nobody on every request.
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.WARNING)
    return logger


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """Hide variables that Bolt reads by itself; two of them it takes as an order to switch to OAuth."""
    hidden = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)
