"""What the process writes about itself: console lines on a terminal, JSON otherwise, secrets masked in one place.

Everything goes through the standard library's root logger, so what Slack's SDK, Bolt and the scheduler write passes the same
mask. The mask works on the finished line: no field, message or traceback escapes it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

MASK = "***"
QUIET = ("slack_sdk", "slack_bolt", "apscheduler", "aiohttp", "alembic", "sqlalchemy", "asyncio")
"""Libraries whose news below a warning nobody needs."""
_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+"  # bot, user, configuration and refresh tokens
    r"|xapp-[\w-]+"
    r"|xoxe\.[\w.-]+"
    r"|https?://hooks\.slack\.com/[^\s\"']+"
    r"|\b\d{9,}\.\d{9,}\.[0-9a-f]{32}\b"  # trigger ids
)
_NAMED = re.compile(
    r"((?:response_url|trigger_id|ticket|token|secret)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,}]+", re.IGNORECASE
)
_USERINFO = re.compile(r"(\w[\w+.-]*://[^/\s:@]*:)[^/\s@]+@")


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """Return text without tokens, response_urls, trigger ids, passwords in addresses and the given secrets."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    text = _USERINFO.sub(rf"\1{MASK}@", text)
    return _NAMED.sub(rf"\1{MASK}", _SECRETS.sub(MASK, text))


def configure(level: str, stream: TextIO, *, secrets: Iterable[str] = ()) -> None:
    """Set logging up for the process; called once, by whoever starts it."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(console=stream.isatty()),
                _masking(tuple(secret for secret in secrets if len(secret) >= 6)),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)


def _renderers(*, console: bool) -> list[Processor]:
    if console:
        return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


def _masking(secrets: tuple[str, ...]) -> Callable[[WrappedLogger, str, EventDict | str], str]:
    def mask(_logger: WrappedLogger, _method: str, line: EventDict | str) -> str:
        return masked(str(line), secrets)

    return mask
