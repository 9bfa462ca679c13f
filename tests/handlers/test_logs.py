"""The log: one place that masks what must not stand in it, whoever wrote it."""

import json
import logging

import pytest
import structlog

from bot.logs import masked

SECRETS = [
    "xoxb-1234-5678-abcDEF",
    "xoxe.xoxp-1-Mi0y",
    "xapp-1-A0-123-abc",
    "https://hooks.slack.com/commands/T1/2/secretpart",
    "1234567890.9876543210.0123456789abcdef0123456789abcdef",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_are_masked_wherever_they_stand(secret, log):
    structlog.get_logger("bot").warning("said", thing=secret)
    logging.getLogger("slack_sdk.web").warning("response: %s", {"x": secret})
    structlog.get_logger("bot").error("failed", exc_info=ValueError(secret))
    assert len(log.getvalue().splitlines()) == 3
    assert secret not in log.getvalue()


def test_named_secrets_and_passwords_in_addresses_are_masked():
    text = "response_url=http://127.0.0.1/response/R1 'trigger_id': 'T-1', postgresql://kaiku:s3cret@db/kaiku sign-me"
    assert masked(text, ["sign-me"]) == "response_url=*** 'trigger_id': '***', postgresql://kaiku:***@db/kaiku ***"


def test_harmless_lines_stay_as_they_are():
    text = '{"event": "card not delivered", "card": 7, "error": "is_archived", "url": "https://example.org/a?b=c"}'
    assert masked(text) == text


def test_lines_are_json_and_carry_the_request(log):
    with structlog.contextvars.bound_contextvars(request="abcd1234"):
        structlog.get_logger("bot").info("something", card=7)
    line = json.loads(log.getvalue())
    assert (line["event"], line["card"], line["request"], line["level"]) == ("something", 7, "abcd1234", "info")


def test_libraries_are_heard_from_a_warning_on(log):
    logging.getLogger("slack_bolt.App").info("chatter")
    logging.getLogger("slack_sdk.web.base_client").debug("chatter")
    assert log.getvalue() == ""
