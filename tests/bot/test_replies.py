"""Answers to a click go out after it was acknowledged; what fails is logged without a word of what was said."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

import pytest
from slack_sdk.errors import SlackApiError
from structlog.testing import capture_logs

from bot.replies import Replies
from bot.views.blocks import Message, section
from playground.slack.server import FakeSlack

ANSWER = Message("Saved: the new opening hours", [section("Saved: the new opening hours")])


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A Slack whose person U1 has just clicked somewhere."""
    with FakeSlack() as made:
        yield made


@pytest.fixture
def replies() -> Iterator[Replies]:
    """The threads that answer."""
    made = Replies(threads=2)
    yield made
    made.close()


def response_url(slack: FakeSlack) -> str:
    return slack.slack.new_response_url("U1", "C1")


def test_an_answer_reaches_only_the_person_who_clicked(slack: FakeSlack, replies: Replies) -> None:
    replies.respond(response_url(slack), ANSWER)
    (message,) = slack.wait_until(lambda: slack.person("U1").ephemerals)
    assert message.words == "Saved: the new opening hours"
    assert slack.messages("C1") == []
    assert slack.refused == []


def test_a_plainer_answer_comes_where_slack_refuses_the_first(slack: FakeSlack, replies: Replies) -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 10_001}]]}
    replies.respond(response_url(slack), Message("A table", [table]), otherwise=ANSWER)
    (message,) = slack.wait_until(lambda: slack.person("U1").ephemerals)
    assert message.words == "Saved: the new opening hours"


def test_an_answer_is_given_at_once_and_sent_later(slack: FakeSlack, replies: Replies) -> None:
    holding, begun, ended = Event(), Event(), Event()

    def slow() -> None:
        begun.set()
        holding.wait(60)
        ended.set()

    replies.later(slow)
    assert begun.wait(30)
    assert not ended.is_set()
    holding.set()
    assert ended.wait(30)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/response/R1", "http://127.0.0.1:9/"])
def test_nobody_there_is_logged_without_address_and_words(replies: Replies, url: str) -> None:
    with capture_logs() as lines:
        replies.respond(url, ANSWER)
        replies.close()
    (line,) = lines
    assert line["event"] == "reply failed"
    assert "opening hours" not in str(line)
    assert url not in str(line)


def test_an_address_that_is_used_up_is_logged(slack: FakeSlack, replies: Replies) -> None:
    with capture_logs() as lines:
        replies.respond(f"{slack.url}/response/nobody", ANSWER)
        replies.close()
    (line,) = lines
    assert line["event"] == "reply refused"


def test_one_failure_does_not_stop_the_next_answer(slack: FakeSlack, replies: Replies) -> None:
    def fail() -> None:
        raise SlackApiError("no", {"error": "invalid_arguments"})

    for _ in range(4):
        replies.later(fail)
        replies.later(lambda: 1 // 0)
    replies.respond(response_url(slack), ANSWER)
    slack.wait_until(lambda: slack.person("U1").ephemerals)


def test_closing_finishes_what_is_being_sent(slack: FakeSlack, replies: Replies) -> None:
    begun, done = Event(), Event()

    def slow() -> None:
        begun.set()
        time.sleep(0.3)
        done.set()

    replies.later(slow)
    begun.wait(5)
    replies.close()
    assert done.is_set()


def test_an_answer_after_the_end_is_dropped_not_raised(replies: Replies) -> None:
    replies.close()
    with capture_logs() as lines:
        replies.later(lambda: None)
    assert [line["event"] for line in lines] == ["reply dropped: the bot is stopping"]
