"""Modals in the fake: opening, filling in, Slack's own checks, errors, pushing, updating, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk.errors import SlackApiError

from playground.slack.core import ActRefusedError
from playground.slack.person import Person
from playground.slack.server import FakeSlack
from tests.playground.slack_bot import actions, bolt, button, field, modal, plain, section, socket_mode

Json = dict[str, Any]


@pytest.fixture
def app(slack: FakeSlack) -> Iterator[App]:
    app = bolt(slack)
    with socket_mode(slack, app):
        yield app


def opens(app: App, view: Json) -> None:
    """Let `/form` open this view."""
    app.command("/form")(
        lambda ack, body, client: client.views_open(trigger_id=body["trigger_id"], view=view) and ack()
    )


def answers(app: App, answer: Callable[..., Any]) -> list[Json]:
    """Let the form be answered by `answer(ack)`; what was in it is noted."""
    seen: list[Json] = []
    app.view("form")(lambda ack, view: seen.append(view["state"]["values"]) or answer(ack))
    return seen


@pytest.fixture
def anna(slack: FakeSlack) -> Person:
    return slack.person("U1")


OPTIONS = [{"text": plain(text), "value": text.casefold()} for text in ("Facebook", "Mastodon", "YouTube")]
EVERY_INPUT = modal(
    field("name", {"type": "plain_text_input"}),
    field("mail", {"type": "email_text_input"}, optional=True),
    field("link", {"type": "url_text_input"}, optional=True),
    field("count", {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}, optional=True),
    field("network", {"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[1]}),
    field("also", {"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 2}, optional=True),
    field("terms", {"type": "checkboxes", "options": OPTIONS}, optional=True),
    field("owner", {"type": "users_select"}, optional=True),
    field("helpers", {"type": "multi_users_select"}, optional=True),
    field("day", {"type": "datepicker"}, optional=True),
    field("hour", {"type": "timepicker", "initial_time": "09:00"}, optional=True),
    field("moment", {"type": "datetimepicker"}, optional=True),
    field("story", {"type": "rich_text_input"}, optional=True),
    field("picture", {"type": "file_input"}, optional=True),
)


def test_plain_values_become_slacks_state(slack: FakeSlack, app: App, anna: Person) -> None:
    opens(app, EVERY_INPUT)
    seen = answers(app, lambda ack: ack())
    file = anna.upload("cat.png", b"miau")
    given = {
        "name": "Pool",
        "mail": {"it": "pool@example.org"},
        "link": "https://example.org",
        "count": 7,
        "also": ["Facebook", "youtube"],
        "terms": ["facebook"],
        "owner": "U2",
        "helpers": ["U1", "U2"],
        "day": "2026-11-24",
        "moment": 1_800_000_000,
        "story": "Once",
        "picture": [file],
    }
    assert anna.submit(anna.command("/form").view, given).ok
    (values,) = seen
    got = {name: next(v for k, v in each["it"].items() if k != "type") for name, each in values.items()}
    assert got["name"] == "Pool"
    assert got["mail"] == "pool@example.org"
    assert got["count"] == "7"
    assert got["network"] == OPTIONS[1]
    assert got["also"] == [OPTIONS[0], OPTIONS[2]]
    assert got["terms"] == [OPTIONS[0]]
    assert (got["owner"], got["helpers"]) == ("U2", ["U1", "U2"])
    assert (got["day"], got["hour"], got["moment"]) == ("2026-11-24", "09:00", 1_800_000_000)
    assert got["story"]["elements"][0]["elements"][0]["text"] == "Once"
    assert got["picture"][0]["name"] == "cat.png"
    assert anna.views == []
    assert slack.refused == []


@pytest.mark.parametrize(
    ("values", "block"),
    [
        ({}, "name"),
        ({"name": "x", "mail": "nobody"}, "mail"),
        ({"name": "x", "link": "javascript:x"}, "link"),
        ({"name": "x", "count": "1.5"}, "count"),
        ({"name": "x", "count": 10}, "count"),
        ({"name": "x", "also": ["facebook", "mastodon", "youtube"]}, "also"),
        ({"name": "x", "network": None}, "network"),
    ],
)
def test_slack_itself_sends_no_faulty_form(app: App, anna: Person, values: Json, block: str) -> None:
    opens(app, EVERY_INPUT)
    seen = answers(app, lambda ack: ack())
    shown = anna.submit(anna.command("/form").view, values)
    assert list(shown.errors) == [block]
    assert seen == []
    assert len(shown.views) == 1


def test_errors_of_the_app_stand_under_their_fields_until_mended(app: App, anna: Person) -> None:
    opens(app, modal(field("name", {"type": "plain_text_input"}), section("x", block_id="words")))
    replies = [{"response_action": "errors", "errors": {"name": "Taken already"}}, {}]
    answers(app, lambda ack: ack(**replies.pop(0)))
    anna.command("/form")
    assert anna.submit(values={"name": "Pool"}).errors == {"name": "Taken already"}
    assert anna.view.errors == {"name": "Taken already"}
    assert anna.submit().ok, "what was typed stays"
    assert anna.views == []


@pytest.mark.parametrize("errors", [{"words": "not an input"}, {"name": ""}, {"nobody": "x"}])
def test_errors_may_name_inputs_only(slack: FakeSlack, app: App, anna: Person, errors: Json) -> None:
    opens(app, modal(field("name", {"type": "plain_text_input"}), section("x", block_id="words")))
    answers(app, lambda ack: ack(response_action="errors", errors=errors))
    anna.command("/form")
    assert anna.submit(values={"name": "Pool"}).trouble == "invalid_view_response"
    assert "must name an input block" in slack.refused[0]


def test_forms_stack_up_to_three_and_come_back(slack: FakeSlack, app: App, anna: Person) -> None:
    def more(ack, body, client) -> None:
        client.views_push(trigger_id=body["trigger_id"], view=modal(actions(button("more")), title=plain("Next")))
        ack()

    opens(app, modal(actions(button("more"))))
    app.action("more")(more)
    app.error(lambda: None)
    anna.command("/form")
    anna.click("more")
    assert [view.title for view in anna.click("more").views] == ["A form", "Next", "Next"]
    slack.set_limits(ack_seconds=0.2)
    assert len(anna.click("more").views) == 3
    assert slack.calls("views.push")[-1].error == "push_limit_reached"
    assert len(anna.close().views) == 2
    assert anna.close(everything=True).views == []


def test_push_update_and_clear_may_come_with_the_ack(app: App, anna: Person) -> None:
    opens(app, modal(field("name", {"type": "plain_text_input"}), private_metadata="7"))
    replies: list[Json] = [
        {"response_action": "update", "view": modal(section("second"), title=plain("Second"))},
        {"response_action": "push", "view": modal(section("third"), title=plain("Third"))},
        {"response_action": "clear"},
    ]
    answers(app, lambda ack: ack(**replies.pop(0)))
    assert anna.command("/form").view.private_metadata == "7"
    assert [view.title for view in anna.submit(values={"name": "x"}).views] == ["Second"]
    assert [view.title for view in anna.submit().views] == ["Second", "Third"]
    assert anna.submit().views == []


def test_a_faulty_view_in_the_ack_is_refused(slack: FakeSlack, app: App, anna: Person) -> None:
    opens(app, modal(section("x")))
    answers(app, lambda ack: ack(response_action="update", view={"type": "modal", "blocks": []}))
    anna.command("/form")
    assert anna.submit().trouble == "invalid_view_response"
    assert "title" in slack.refused[0]


def test_an_update_keeps_what_was_typed_into_inputs_that_stay(app: App, anna: Person) -> None:
    def redraw(ack, body, client) -> None:
        stays = field("name", {"type": "plain_text_input", "initial_value": "fresh"})
        goes = field("other2", {"type": "plain_text_input", "initial_value": "fresh"})
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=modal(stays, goes))
        ack()

    typed = field("name", {"type": "plain_text_input"})
    opens(app, modal(typed, field("other", {"type": "plain_text_input"}), actions(button("redraw"))))
    app.action("redraw")(redraw)
    answers(app, lambda ack: ack(response_action="errors", errors={"name": "once more"}))
    anna.command("/form")
    anna.submit(values={"name": "mine", "other": "yours"})
    anna.click("redraw")
    assert anna.view.typed["name"]["it"]["value"] == "mine"
    assert "other2" not in anna.view.typed


def test_an_update_with_an_old_hash_is_refused(slack: FakeSlack, app: App, anna: Person) -> None:
    opens(app, modal(section("x")))
    view = anna.command("/form").view
    app.client.views_update(view_id=view.id, hash=view.hash, view=modal(section("y")))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        app.client.views_update(view_id=view.id, hash=view.hash, view=modal(section("z")))
    assert "y" in anna.view.words


def test_closing_is_told_to_apps_that_ask(app: App, anna: Person) -> None:
    closed = []
    opens(app, modal(section("x"), notify_on_close=True))
    app.view_closed("form")(lambda ack, body: closed.append(body["is_cleared"]) or ack())
    view = anna.command("/form").view
    anna.close()
    assert closed == [False]
    with pytest.raises(SlackApiError, match="not_found"):
        app.client.views_update(view_id=view.id, view=modal(section("too late")))


def test_a_form_without_submit_cannot_be_sent_nor_one_below_the_top(app: App, anna: Person) -> None:
    plain_view = {key: value for key, value in modal(section("x")).items() if key != "submit"}
    opens(app, plain_view)
    view = anna.command("/form").view
    with pytest.raises(ActRefusedError, match="no submit"):
        anna.submit(view)
    anna.command("/form")
    with pytest.raises(ActRefusedError, match="not open on top"):
        anna.submit(view)


def test_a_misspelt_input_is_named_with_those_that_exist(app: App, anna: Person) -> None:
    opens(app, modal(field("name", {"type": "plain_text_input"})))
    anna.command("/form")
    with pytest.raises(LookupError, match="name/it"):
        anna.submit(values={"nome": "x"})


def test_a_home_tab_is_published_checked_and_told_by_hash(slack: FakeSlack, app: App, anna: Person) -> None:
    home = {"type": "home", "blocks": [section("one")]}
    first = app.client.views_publish(user_id="U1", view=home)["view"]
    app.client.views_publish(user_id="U1", hash=first["hash"], view={**home, "blocks": [section("two")]})
    with pytest.raises(SlackApiError, match="hash_conflict"):
        app.client.views_publish(user_id="U1", hash=first["hash"], view=home)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        app.client.views_publish(user_id="U1", view=modal(section("x")))
    assert anna.home_view is not None
    assert anna.home_view.words == "two"
    assert len(slack.refused) == 1


def option(word: str, hint: str = "") -> Json:
    """An option; with a description when there is a hint."""
    return {"text": plain(word), "value": word, **({"description": plain(hint)} if hint else {})}


PROFILE = modal(
    field(
        "skills",
        {
            "type": "multi_external_select",
            "min_query_length": 2,
            "max_selected_items": 3,
            "initial_options": [option("Excel")],
        },
    ),
    field("deputy", {"type": "users_select"}, optional=True),
    field("hide", {"type": "checkboxes", "options": [option("hidden", "Nobody finds me by search.")]}, optional=True),
    field("away", {"type": "datepicker"}, optional=True),
    field("who", {"type": "radio_buttons", "options": [option("one", "Only Bo."), option("all", "Everybody.")]}),
)


def suggests(app: App, *words: str) -> list[str]:
    """Let the menu of skills offer these words; what was typed is noted."""
    typed: list[str] = []

    def offer(ack: Any, payload: Json) -> None:
        typed.append(payload["value"])
        ack(options=[option(word) for word in words])

    app.options("it")(offer)
    return typed


def test_a_menu_of_many_asks_the_app_while_somebody_types(slack: FakeSlack, app: App, anna: Person) -> None:
    opens(app, PROFILE)
    seen = answers(app, lambda ack: ack())
    typed = suggests(app, "tietosuoja", "tietoturva")
    anna.command("/form")
    with pytest.raises(LookupError):
        anna.submit(values={"skills": ["tietosuoja"], "who": "all"})
    assert anna.options("it", "t", block="skills") == [], "Slack waits for the second letter"
    assert [each["value"] for each in anna.options("it", "ti", block="skills")] == ["tietosuoja", "tietoturva"]
    assert anna.submit(values={"skills": ["Excel", "tietosuoja"], "who": "all"}).ok
    assert [each["value"] for each in seen[0]["skills"]["it"]["selected_options"]] == ["Excel", "tietosuoja"]
    assert (typed, slack.refused) == (["ti"], [])


def test_a_menu_of_many_takes_no_more_than_it_may(app: App, anna: Person) -> None:
    opens(app, PROFILE)
    answers(app, lambda ack: ack())
    suggests(app, "aa", "bb", "cc")
    anna.command("/form")
    anna.options("it", "any", block="skills")
    assert anna.submit(values={"skills": ["Excel", "aa", "bb", "cc"], "who": "all"}).errors == {
        "skills": "Choose at most 3."
    }
    assert anna.submit(values={"skills": [], "who": "all"}).errors == {"skills": "Please complete this required field."}


def test_people_days_boxes_and_radio_buttons_come_back_as_chosen(app: App, anna: Person) -> None:
    opens(app, PROFILE)
    seen = answers(app, lambda ack: ack())
    anna.command("/form")
    assert anna.submit(values={"deputy": "U2", "hide": ["hidden"], "away": "2026-12-01", "who": "one"}).ok
    assert seen[0]["deputy"]["it"]["selected_user"] == "U2"
    assert seen[0]["hide"]["it"]["selected_options"] == [option("hidden", "Nobody finds me by search.")]
    assert seen[0]["away"]["it"]["selected_date"] == "2026-12-01"
    assert seen[0]["who"]["it"]["selected_option"]["value"] == "one"


@pytest.mark.parametrize(
    "values", [{"deputy": "U404"}, {"away": "2026-02-30"}, {"away": "tomorrow"}], ids=["nobody", "no day", "no date"]
)
def test_nobody_can_choose_what_no_menu_offers(app: App, anna: Person, values: Json) -> None:
    opens(app, PROFILE)
    seen = answers(app, lambda ack: ack())
    anna.command("/form")
    with pytest.raises(ActRefusedError):
        anna.submit(values={"who": "one", **values})
    assert seen == []
