"""Socket Mode's door: frames as RFC 6455 wants them, reconnects without loss, a clean stop."""

from __future__ import annotations

import struct
import threading

from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import BoltResponse

from handlers.socket import acknowledgement, frame
from playground.slack.core import Limits


@given(
    st.binary(max_size=300) | st.integers(65_530, 65_540).map(lambda size: b"x" * size),
    st.binary(min_size=4, max_size=4),
)
def test_a_frame_can_be_read_back(payload, key):
    made = frame(payload, key)
    size, start = made[1] & 0x7F, 2
    if size == 126:
        (size,), start = struct.unpack("!H", made[2:4]), 4
    elif size == 127:
        (size,), start = struct.unpack("!Q", made[2:10]), 10
    assert made[0] == 0x81
    assert made[1] & 0x80
    assert made[start : start + 4] == key
    masked = made[start + 4 :]
    assert bytes(byte ^ key[place % 4] for place, byte in enumerate(masked)) == payload
    assert len(payload) == size


def test_an_acknowledgement_carries_bolt_s_json_as_it_is():
    assert acknowledgement("E1", BoltResponse(status=200)) == '{"envelope_id": "E1"}'
    said = BoltResponse(status=200, body={"text": "hei"})
    assert acknowledgement("E1", said) == '{"envelope_id": "E1", "payload": {"text": "hei"}}'
    plain = BoltResponse(status=200, body="hei")
    assert acknowledgement("E1", plain) == '{"envelope_id": "E1", "payload": {"text": "hei"}}'


def test_slack_may_change_connections_and_every_event_arrives(open_house):
    house = open_house(limits=Limits(ack_seconds=1.0, retry_delays=(0.0, 0.1, 0.2)))
    house.slack.disconnect_sockets("refresh_requested")
    for number in range(20):
        house.slack.change_user("U1", title=f"Title {number}")
    house.slack.wait_connected()
    sent = {event["event_id"] for event in house.slack.events}
    house.slack.wait_until(
        lambda: sent <= {d.payload["event_id"] for d in house.slack.deliveries if d.ack and d.ack.acked}
    )
    assert len(sent) == 20
    assert house.slack.person("U1").command("/some help").ok


def test_after_a_cut_the_bot_comes_back_by_itself(house):
    house.slack.cut_sockets()
    house.slack.wait_connected(timeout=15)
    house.slack.wait_until(lambda: house.doors.socket.connected)
    assert house.slack.person("U1").command("/some help").ok


def test_a_stop_answers_what_is_being_worked_on(house):
    anna = house.slack.person("U1")
    anna.open_home()
    home = house.slack.wait_until(lambda: anna.home_view)
    house.slack.wait_until(lambda: not house.doors.socket._running)
    house.slack.fail("views.open", delay=0.7)
    answers = []
    click = threading.Thread(target=lambda: answers.append(anna.click("help.open", in_=home)))
    click.start()
    house.slack.wait_until(lambda: house.doors.socket._running)
    assert house.doors.close() == []
    click.join()
    assert answers[0].ok


def test_a_long_answer_arrives_whole(house):
    shown = house.slack.person("U1").command("/some " + "sana" * 1_000)
    assert shown.ok
