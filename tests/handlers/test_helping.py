"""Suggestions in channels through the door: off everywhere, switched on by the desk, seen by whoever asked, once in a thread."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from secrets import token_hex
from typing import Any

import pytest
from sqlalchemy import event, select

from bot import people
from bot.answers import helping, helping_channels
from bot.errors import NotFound
from bot.people import Asker
from bot.questions import asking, retention
from bot.questions.draft import Draft, Form
from handlers.door import receive
from playground.slack.workspace import Channel, User
from storage.models import Answer, AnswerUse, AuditEntry, HelpHint
from tests.bot.answers.bank import add
from tests.handlers.conftest import House

ASKED = "Hi all, when is the swimming hall open?"
POOL = "The swimming hall is open on weekdays from 6 to 20."
NOTICE = "From now on I help here"


@pytest.fixture
def town(open_house: Callable[..., House]) -> House:
    """Anna (U1) and Bo (U2) are staff, Carla (U3) is a social manager and an administrator, U4 a guest, Eva (U5) staff."""
    house = open_house(house_channel="C1", desk_channel="C2", desk_group="", desk_members=frozenset({"U3"}))
    house.slack.add_user(User("U5", "eva", "Eva Ek"))
    for user_id in ("U1", "U2", "U3", "U5"):
        people.asker(house.services, user_id)
        house.slack.person(user_id).command("/some language en")
    keep(house)
    return house


def keep(house: House, key: str = "pool", **columns) -> int:
    """Put the answer about the swimming hall into the bank; Carla keeps it."""
    said = {"en": ("When is the swimming hall open?", POOL), "sv": ("När är simhallen öppen?", "Vardagar kl. 6–20.")}
    return add(house.services, key=key, **{"owner": "U3", "valid_until": date(2099, 1, 1), **said, **columns})


def switched_on(house: House, channel: str = "C1"):
    """Let Carla switch suggestions on from the settings, and wait until the channel is told."""
    carla = house.slack.person("U3")
    settings = carla.command("/some settings", channel=channel).ephemerals[-1]
    carla.click("helping.open", in_=settings)
    shown = carla.submit(carla.view, {"channel": channel})
    house.card(channel, NOTICE)
    return shown


def suggestions(house: House, user_id: str) -> list[Any]:
    return [one for one in house.slack.person(user_id).ephemerals if "The answer bank knows this" in one.words]


def suggested(house: House, user_id: str = "U1"):
    """Wait for the suggestion that somebody sees."""
    return house.slack.wait_until(lambda: suggestions(house, user_id), otherwise=f"a suggestion for {user_id}")[-1]


def nothing_suggested(house: House, *user_ids: str) -> None:
    """Make sure that nobody is shown anything: what was to be shown is on its way when the event is acknowledged."""
    house.doors.close()
    assert [one.words for user_id in user_ids for one in suggestions(house, user_id)] == []
    assert hints(house) == []


def hints(house: House) -> list[HelpHint]:
    with house.services.database.read() as session:
        return list(session.scalars(select(HelpHint)))


def test_it_is_off_everywhere_until_a_social_manager_switches_it_on(town):
    town.slack.person("U1").say(ASKED)
    nothing_suggested(town, "U1")


def test_only_social_managers_switch_it_on_and_the_channel_is_told_once(town):
    anna = town.slack.person("U1")
    assert "helping.open" not in json.dumps([one.blocks for one in anna.command("/some settings").ephemerals])
    shown = switched_on(town)
    assert "Switched on. The channel is told." in shown.words
    assert "C1" in json.dumps(shown.view.blocks)
    told = town.card("C1", NOTICE, "I store nothing of them", "Switched on by: carla")
    carla = town.slack.person("U3")
    carla.submit(carla.view, {"channel": "C1"})
    assert [one.ts for one in town.slack.messages("C1") if "helping" in json.dumps(one.blocks)] == [told.ts]
    with town.services.database.read() as session:
        acts = [(one.what, one.who) for one in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert acts[-1] == ("helping.on", "U3")
    assert [act for act, _ in acts].count("helping.on") == 1
    anna.click("helping.off", in_=told)
    town.slack.wait_until(lambda: any("This is for social managers" in one.words for one in anna.ephemerals))
    carla.click("helping.off", in_=told)
    town.card("C1", "switched off here", without=[NOTICE])
    anna.say(ASKED)
    nothing_suggested(town, "U1")


def test_whoever_asks_sees_the_answer_with_its_source_and_nobody_else_does(town):
    switched_on(town)
    town.slack.person("U1").say(ASKED)
    shown = suggested(town)
    for text in (POOL, "carla", "valid until", "This solves it", "Show all", "Not now", "No more for me here"):
        assert text in json.dumps(shown.blocks, ensure_ascii=False), text
    assert (shown.channel, shown.thread_ts) == ("C1", None)
    assert suggestions(town, "U2") == []
    assert town.slack.refused == []


def test_what_was_right_is_counted_once_and_the_suggestion_goes(town):
    switched_on(town)
    anna = town.slack.person("U1")
    anna.say(ASKED)
    shown = suggested(town)
    opened = anna.click("answers.open", in_=shown)
    assert POOL in opened.view.words
    anna.click("helping.helped", in_=shown)
    helping.helped(town.services, hints(town)[0].id, by=by(town, "U1"))
    town.slack.wait_until(lambda: any("this answer helped" in one.words for one in anna.ephemerals))
    with town.services.database.read() as session:
        (use,) = session.scalars(select(AnswerUse))
    assert (use.what, use.by) == ("helped", "U1")
    assert [one.outcome for one in hints(town)] == ["helped"]
    with pytest.raises(NotFound, match="no longer kept"):
        helping.helped(town.services, hints(town)[0].id, by=by(town, "U2"))


def test_a_thread_has_one_suggestion_ever_and_a_reply_sees_it_in_the_thread(town):
    switched_on(town)
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    bo.say("Something else.")
    (began,) = [one for one in town.slack.messages("C1") if one.user == "U2"]
    anna.say(ASKED, thread=began.ts)
    shown = suggested(town)
    assert shown.thread_ts == began.ts
    anna.click("helping.later", in_=shown)
    town.slack.wait_until(lambda: any("nothing more in this thread" in one.words for one in anna.ephemerals))
    bo.say(ASKED, thread=began.ts)
    anna.say(ASKED, thread=began.ts)
    town.doors.close()
    assert suggestions(town, "U2") == []
    assert [(one.thread_ts, one.outcome) for one in hints(town)] == [(began.ts, "later")]


def test_no_more_for_me_here_holds_until_it_is_taken_back(town):
    switched_on(town)
    anna = town.slack.person("U1")
    anna.say(ASKED)
    anna.click("helping.never", in_=suggested(town))
    town.slack.wait_until(lambda: any("nothing more to you in this channel" in one.words for one in anna.ephemerals))
    with town.services.database.begin() as session:
        for one in session.scalars(select(HelpHint)):
            one.at = datetime(2020, 1, 1, tzinfo=UTC)
    retention.prune(town.services)
    anna.say(ASKED)
    town.slack.person("U2").say(ASKED)
    suggested(town, "U2")
    assert sorted(one.user_id for one in hints(town)) == ["U1", "U2"]
    listed = anna.click("helping.mine", in_=anna.command("/some settings"))
    assert "I suggest nothing to you" in listed.words
    assert "have not switched that off" in anna.click("helping.back", in_=listed.view).words
    anna.say(ASKED)
    town.slack.wait_until(lambda: sorted(one.user_id for one in hints(town)) == ["U1", "U1", "U2"])


def test_an_event_that_comes_four_times_suggests_once(town):
    switched_on(town)
    ts = f"{datetime.now(UTC).timestamp():.6f}"
    one = {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "text": ASKED, "ts": ts}
    for _four in range(4):
        body = {"type": "event_callback", "event_id": f"Ev{token_hex(4)}", "event": one}
        assert receive(town.doors.door, body).status == 200
    suggested(town)
    town.doors.close()
    assert (len(suggestions(town, "U1")), len(hints(town))) == (1, 1)


@pytest.mark.parametrize(
    "columns",
    [{"valid_until": date(2020, 1, 1)}, {"visibility": "desk"}, {"withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)}],
    ids=["expired", "for the desk", "withdrawn"],
)
def test_what_may_not_be_told_is_not_suggested(town, columns):
    with town.services.database.begin() as session:
        answer = session.scalars(select(Answer)).one()
        for name, value in columns.items():
            setattr(answer, name, value)
    switched_on(town)
    town.slack.person("U1").say(ASKED)
    town.slack.person("U3").say(ASKED)
    nothing_suggested(town, "U1", "U3")


@pytest.mark.parametrize(
    "text",
    [
        "When is the concert hall on the island open for weddings?",
        "The swimming hall is open.",
        "What about it?",
        "pool?",
    ],
)
def test_nothing_is_suggested_when_nothing_is_sure(town, text):
    switched_on(town)
    town.slack.person("U1").say(text)
    nothing_suggested(town, "U1")


def test_guests_hear_nothing_and_a_social_manager_who_answers_is_not_disturbed(town):
    switched_on(town)
    town.slack.person("U1").say("Does somebody know the pool?")
    (began,) = [one for one in town.slack.messages("C1") if one.user == "U1"]
    town.slack.person("U3").say(ASKED, thread=began.ts)
    town.slack.person("U4").join("C1")
    town.slack.person("U4").say(ASKED)
    nothing_suggested(town, "U1", "U3", "U4")


def test_the_thread_of_a_question_to_colleagues_gets_none(town):
    switched_on(town)
    asking.ask(town.services, Form(), Draft("Who paints the town hall?", "house"), by=by(town, "U1"))
    card = town.card("C1", "Who paints the town hall?", "Open")
    town.slack.person("U2").say(ASKED, thread=card.ts)
    nothing_suggested(town, "U2")


def test_a_message_that_is_told_of_late_gets_none(town):
    switched_on(town)
    ts = f"{(datetime.now(UTC) - timedelta(hours=1)).timestamp():.6f}"
    one = {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "text": ASKED, "ts": ts}
    body = {"type": "event_callback", "event_id": "Ev1", "event": one}
    assert receive(town.doors.door, body).status == 200
    nothing_suggested(town, "U1")


def test_no_word_of_a_message_is_stored_or_logged(town, log: io.StringIO):
    switched_on(town)
    text = f"{ASKED} My neighbour Zacharias Quux wonders."
    town.slack.person("U1").say(text)
    town.slack.person("U2").say("When does Zacharias Quux open?")
    suggested(town)
    with town.services.database.engine.connect() as connection:
        said = "\n".join(connection.connection.driver_connection.iterdump())
    assert ("Quux" in said, "Quux" in log.getvalue()) == (False, False)


def test_what_asks_nothing_and_other_channels_cost_no_sql(town):
    switched_on(town)
    said = {"type": "message", "channel_type": "channel", "user": "U2", "ts": "1700000009.1"}

    def talk() -> None:
        for more in ({"channel": "C9", "text": ASKED}, {"channel": "C1", "text": "The pool is open."}):
            body = {"type": "event_callback", "event_id": f"Ev{token_hex(4)}", "event": {**said, **more}}
            assert receive(town.doors.door, body).status == 200

    # The first look after a change reads which channels count; then everything is told from memory.
    town.slack.wait_until(lambda: statements_here(town, talk) == 0)


def test_where_slack_does_not_let_the_bot_read_it_says_so(town):
    town.slack.add_channel(Channel("G1", "hidden", kind="private", members={"U3"}))
    town.slack.invite_bot("G1", "U3")
    granted = frozenset({"chat:write", "channels:history"})
    services = replace(town.services, scopes=granted)
    lacks = [helping_channels.switch_on(services, channel, by=by(town, "U3")).lacks for channel in ("C1", "G1")]
    assert lacks == ["", "groups:history"]


def test_switched_on_again_the_channel_is_told_anew(town):
    switched_on(town)
    carla = town.slack.person("U3")
    carla.click("helping.off", in_=carla.view)
    town.card("C1", "switched off here")
    switched_on(town)
    said = [one.words[:20] for one in town.slack.messages("C1") if "answer bank" in one.words]
    assert len(said) == 2


def by(house: House, user_id: str) -> Asker:
    return people.asker(house.services, user_id)


def statements_here(house: House, do) -> int:
    """Return how many SQL statements this thread sends meanwhile; the clock and the messenger go on in theirs."""
    sent, here = [], threading.get_ident()

    def seen(*_arguments) -> None:
        if threading.get_ident() == here:
            sent.append(1)

    event.listen(house.services.database.engine, "before_cursor_execute", seen)
    do()
    event.remove(house.services.database.engine, "before_cursor_execute", seen)
    return len(sent)
