"""Strict checks of messages and views: pure functions that find what Slack would refuse."""

from playground.slack.checks.surfaces import (
    find_message_faults,
    find_view_faults,
    message_faults,
    options_faults,
    view_faults,
)

__all__ = [
    "find_message_faults",
    "find_view_faults",
    "message_faults",
    "options_faults",
    "view_faults",
]
