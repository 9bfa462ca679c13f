"""Slack's client as the bot uses it."""

from __future__ import annotations

import logging
import ssl
from functools import cache

from slack_sdk import WebClient


def client(token: str, base_url: str, seconds: int, logger: logging.Logger | None = None) -> WebClient:
    """Return a client that waits that long for an answer and tries nothing again by itself."""
    return WebClient(token, base_url, timeout=seconds, ssl=_trusted(), retry_handlers=[], logger=logger)


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom this machine trusts; without it, the client would read all certificates anew for every call (40 ms)."""
    return ssl.create_default_context()
