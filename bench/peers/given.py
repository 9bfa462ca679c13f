"""What every peer is given: the prepared answer, and the made-up tokens of the bench."""

import json
import os
from pathlib import Path
from typing import Any

BOT_TOKEN = "xoxb-bench"  # noqa: S105 - opens nothing but the bench
APP_TOKEN = "xapp-bench"  # noqa: S105
SIGNING_SECRET = "bench-signing-secret"  # noqa: S105


def answer() -> dict[str, Any]:
    """Read the payload that every command is answered with."""
    loaded: dict[str, Any] = json.loads(Path(os.environ["BENCH_ANSWER"]).read_text(encoding="utf-8"))
    return loaded


def slack_url() -> str:
    """Return the base of Slack's Web API."""
    return os.environ["SLACK_API_URL"]


def port() -> int:
    """Return the port to listen on."""
    return int(os.environ["PORT"])
