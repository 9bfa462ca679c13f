"""The clients of Slack check whom they talk to, and read whom this machine trusts once, not for every call."""

from __future__ import annotations

import ssl

from bot.slack_client import client


def test_all_clients_share_one_list_of_whom_to_trust_and_check_it() -> None:
    first, second = client("xoxb-test", "https://slack.example/api/", 2), client("", "https://slack.example/api/", 10)
    assert first.ssl is not None
    assert first.ssl is second.ssl
    assert (first.ssl.verify_mode, first.ssl.check_hostname) == (ssl.CERT_REQUIRED, True)
