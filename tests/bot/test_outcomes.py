"""Every answer of Slack has one meaning, and an answer that nobody knows means that Slack may have the message."""

from __future__ import annotations

from datetime import timedelta
from http.client import IncompleteRead, RemoteDisconnected
from socket import gaierror
from types import SimpleNamespace
from typing import Any, cast
from urllib.error import URLError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.slack_response import SlackResponse

from bot import outcomes
from bot.outcomes import BrokenViewError, NoTimestampError, Outcome, OutOfTimeError, backoff, error_name, failure


def refusal(
    error: object = "", status: int = 200, headers: dict[str, Any] | None = None, data: Any = None
) -> SlackApiError:
    said = {"ok": False, "error": error} if data is None else data
    response = SimpleNamespace(status_code=status, headers=headers or {}, data=said)
    return SlackApiError("no", cast(SlackResponse, response))


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("ratelimited", Outcome.LATER),
        ("message_limit_exceeded", Outcome.LATER),
        ("internal_error", Outcome.UNSURE),
        ("fatal_error", Outcome.UNSURE),
        ("service_unavailable", Outcome.UNSURE),
        ("is_archived", Outcome.PLACE),
        ("not_in_channel", Outcome.PLACE),
        ("channel_not_found", Outcome.PLACE),
        ("restricted_action", Outcome.PLACE),
        ("user_not_found", Outcome.PLACE),
        ("invalid_blocks", Outcome.SHORT_FORM),
        ("msg_too_long", Outcome.SHORT_FORM),
        ("metadata_too_large", Outcome.NO_METADATA),
        ("message_not_found", Outcome.REMOVED),
        ("thread_not_found", Outcome.REMOVED),
        ("edit_window_closed", Outcome.FIXED),
        ("token_revoked", Outcome.TOKEN),
        ("invalid_auth", Outcome.TOKEN),
        ("missing_scope", Outcome.TOKEN),
        ("made_up_in_2031", Outcome.STRANGE),
    ],
)
def test_an_error_by_its_name(error: str, outcome: Outcome) -> None:
    assert (failure(refusal(error)).outcome, failure(refusal(error)).error) == (outcome, error)


def test_no_name_stands_in_two_tables() -> None:
    tables = [value for name, value in vars(outcomes).items() if name.isupper() and isinstance(value, set)]
    assert len(tables) == 8
    assert sum(map(len, tables)) == len(set.union(*tables))


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "30"}, 30),
        ({"retry-after": ["7"]}, 7),
        ({"RETRY-AFTER": "99999999999999999999"}, 3600),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": ""}, None),
        ({}, None),
    ],
)
def test_how_long_slack_asks_to_wait(headers: dict[str, Any], wait: int | None) -> None:
    why = failure(refusal("ratelimited", 429, headers))
    assert (why.outcome, why.wait) == (Outcome.LATER, None if wait is None else timedelta(seconds=wait))


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_fault_of_a_server_leaves_it_open_whatever_it_calls_it(status: int) -> None:
    why = failure(refusal("<html>" if status == 408 else "invalid_auth", status))
    assert (why.outcome, why.error) == (Outcome.UNSURE, f"http_{status}")
    assert why.answered is (status not in (408, 504))


@pytest.mark.parametrize(
    "error", [TimeoutError(), ConnectionResetError(), RemoteDisconnected(""), IncompleteRead(b"x"), ValueError()]
)
def test_no_answer_means_that_it_may_still_take_effect(error: Exception) -> None:
    why = failure(error)
    assert (why.outcome, why.answered) == (Outcome.UNSURE, False)


@pytest.mark.parametrize("error", [URLError(ConnectionRefusedError()), URLError(gaierror()), OutOfTimeError()])
def test_what_never_left_is_simply_tried_again(error: Exception) -> None:
    why = failure(error)
    assert (why.outcome, why.answered) == (Outcome.LATER, True)


def test_an_acceptance_without_a_place_is_looked_for() -> None:
    why = failure(NoTimestampError())
    assert (why.outcome, why.answered) == (Outcome.UNSURE, True)


def test_a_broken_view_is_named_by_its_cause() -> None:
    error = BrokenViewError()
    error.__cause__ = ZeroDivisionError()
    assert (failure(error).outcome, failure(error).error) == (Outcome.BROKEN, "ZeroDivisionError")


@given(
    st.one_of(
        st.none(), st.text(), st.binary(), st.lists(st.integers()), st.integers(),
        st.dictionaries(st.text(), st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()))),
    ),
    st.integers(100, 599),
)  # fmt: skip
def test_no_answer_is_too_odd_to_be_sorted(data: Any, status: int) -> None:
    odd = SlackApiError("no", cast(SlackResponse, SimpleNamespace(status_code=status, headers=None, data=data)))
    assert isinstance(failure(odd).outcome, Outcome)
    assert len(failure(odd).error) <= 64
    assert len(error_name(odd)) <= 64


def test_waits_double_up_to_ten_minutes() -> None:
    assert [backoff(attempts).total_seconds() for attempts in (1, 2, 3, 9, 10, 1000)] == [2, 4, 8, 512, 600, 600]
