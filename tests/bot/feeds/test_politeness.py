"""How polite the poller is, judged from what a feed server sees while days pass: F01-F22 of the reliability reference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from storage.database import Database
from tests.bot.feeds.reading_room import AGENT, ReadingRoom, news, reading_room
from tests.clock import Clock
from tests.feed_server import Reply, redirect

FLOOR = 900
HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 31))


@pytest.fixture
def room(sqlite_database: Database, clock: Clock) -> Iterator[ReadingRoom]:
    """A house that polls at its usual pace."""
    with reading_room(sqlite_database, clock, HOSTS) as opened:
        yield opened


def sent(room: ReadingRoom, path: str) -> list[tuple[str, str]]:
    """Return the validators that each request for a path carried."""
    return [
        (request.headers.get("if-none-match", ""), request.headers.get("if-modified-since", ""))
        for request in room.asked(path)
    ]


def test_f01_the_first_request_is_unconditional_and_later_ones_carry_the_validators_exactly(room: ReadingRoom) -> None:
    room.add(room.server.feed("/a", news(1), etag='W/"x\'%22 y"', last_modified="yesterday, sort of"))
    room.let_pass(hours=12)
    first, *later = sent(room, "/a")
    assert first == ("", "")
    assert set(later) == {('W/"x\'%22 y"', "yesterday, sort of")}
    assert len(later) > 5


def test_f02_no_validator_goes_to_an_address_that_never_gave_it(room: ReadingRoom) -> None:
    room.server.feed("/b", news(1), etag='"b"')
    room.server.feed("/c", news(1), etag='"c"')
    room.add(room.server.add("/a", redirect("/b"), redirect("/c")))
    room.let_pass(hours=12)
    assert set(sent(room, "/b")) == {("", "")}
    first, *later = sent(room, "/c")
    assert (first, set(later)) == (("", ""), {('"c"', "")})


def test_f03_f04_the_newest_pair_of_validators_counts_also_when_half_of_it_is_missing(room: ReadingRoom) -> None:
    replies = [Reply(news(1), headers={"ETag": '"1"', "Last-Modified": "m1"}), Reply(news(1), headers={"ETag": '"2"'})]
    room.add(
        room.server.add("/a", *replies, Reply(news(1)), Reply(news(2)), Reply(news(2), headers={"Last-Modified": "m5"}))
    )
    room.let_pass(hours=12)
    assert sent(room, "/a")[:6] == [("", ""), ('"1"', "m1"), ('"2"', ""), ("", ""), ("", ""), ("", "m5")]


BAD = {
    "cut off": Reply(news(1, 2)[:-30], headers={"ETag": '"bad"'}),
    "empty": Reply(b"", headers={"ETag": '"bad"'}),
    "page": Reply(b"<!doctype html><html><body>Down</body></html>", headers={"ETag": '"bad"'}),
    "short": Reply(news(1), announce=9_999, headers={"ETag": '"bad"'}),
    "broken gzip": Reply(news(1), claim="gzip", headers={"ETag": '"bad"'}),
    "error": Reply(b"{}", 500, headers={"ETag": '"bad"'}),
}


@pytest.mark.parametrize("bad", list(BAD.values()), ids=list(BAD))
def test_f05_what_cannot_be_read_leaves_no_validators(room: ReadingRoom, bad: Reply) -> None:
    good = Reply(news(1), headers={"ETag": '"good"'})
    feed = room.add(room.server.add("/a", good, bad, good))
    room.let_pass(hours=6)
    assert ('"bad"', "") not in sent(room, "/a")
    assert sent(room, "/a")[2] == ('"good"', "")
    assert (room.feed(feed).last_error, room.polls.count("failed")) == ("", 1)


def test_f06_two_polls_are_never_closer_than_the_floor_over_restarts_too(room: ReadingRoom) -> None:
    for number, host in enumerate(HOSTS[:6]):
        room.server.add_on(host, f"/{number}", *(Reply(news(n)) for n in range(400)))
        room.add(room.server.url(f"/{number}", host))
    for minutes in (1, 7, 30, 55, 3, 100):
        room.let_pass(minutes=minutes)
        room.close()
        room.clock.move(seconds=minutes)
        room.open()
    room.let_pass(hours=3)
    for number in range(6):
        assert min(room.gaps(f"/{number}")) >= FLOOR
        assert len(room.gaps(f"/{number}")) > 6


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_f07_retry_after_is_obeyed_and_then_polling_goes_on(room: ReadingRoom, status: int, form: str) -> None:
    wish = "36000" if form == "seconds" else format_datetime(room.clock.now + timedelta(hours=10), usegmt=True)
    room.add(room.server.add("/a", Reply(b"", status, {"Retry-After": wish}), Reply(news(1))))
    room.let_pass(hours=20)
    first, *later = room.gaps("/a")
    assert 10 * 3_600 <= first < 10.2 * 3_600
    assert len(later) >= 2


def test_f08_failures_lengthen_the_wait_to_a_day_and_one_success_resets_it(room: ReadingRoom) -> None:
    feed = room.add(room.server.add("/a", Reply(b"", 500)))
    room.let_pass(days=6)
    gaps = room.gaps("/a")
    assert gaps == sorted(gaps)
    assert gaps[-1] == 86_400
    room.server.feed("/a", news(1))
    room.let_pass(days=2)
    assert min(room.gaps("/a")[len(gaps) + 1 :]) <= 1.1 * 3_600
    assert room.feed(feed).errors == 0


def test_f09_gone_is_asked_no_more_and_told_once(room: ReadingRoom) -> None:
    feed = room.add(room.server.add("/a", Reply(b"", 410)))
    room.let_pass(days=3)
    assert (len(room.asked("/a")), room.feed(feed).state) == (1, "gone")
    assert [(one.reason, one.told) for one in room.troubles()] == [("http:410", "U0MAIJA")]


def test_f10_a_404_three_times_then_a_200_yields_the_new_entries(room: ReadingRoom) -> None:
    bad = Reply(b"", 404)
    feed = room.add(room.server.add("/a", Reply(news(1)), bad, bad, bad, Reply(news(1, 2, 3))))
    room.let_pass(days=2)
    assert (room.titles(feed, quiet=True), set(room.titles(feed))) == (["News 1"], {"News 2", "News 3"})


@pytest.mark.parametrize(("status", "moves"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
def test_f11_a_permanent_redirect_is_adopted_after_a_day(room: ReadingRoom, status: int, *, moves: bool) -> None:
    room.server.feed("/new", news(1))
    feed = room.add(room.server.add("/old", redirect("/new", status)))
    room.let_pass(hours=23)
    assert room.feed(feed).url == room.server.url("/old")
    room.let_pass(hours=30)
    assert room.feed(feed).url == room.server.url("/new" if moves else "/old")
    assert [one.reason for one in room.troubles()] == (["moved"] if moves else [])


def test_f12_a_circle_of_redirects_ends_soon_and_counts_as_one_failure(room: ReadingRoom) -> None:
    room.add(room.server.add("/a", *(redirect(f"/a?{number}") for number in range(99))))
    room.poll()
    assert (len(room.server.log) <= 6, room.polls) == (True, ["failed"])


def test_f13_f14_f15_requests_are_plain_and_say_who_asks(room: ReadingRoom) -> None:
    cookies = [("Set-Cookie", "id=7"), ("ETag", '"1"')]
    room.add(room.server.add("/a?list=1", Reply(news(1), headers=cookies)))
    room.server.add("/a", Reply(news(1), headers=cookies))
    room.let_pass(hours=6)
    for request in room.asked("/a"):
        assert (request.method, request.query) == ("GET", "list=1")
        assert not {"cookie", "referer", "authorization"} & set(request.headers)
        assert request.headers["user-agent"] == AGENT
        assert "gzip" in request.headers["accept-encoding"]
        assert "application/rss+xml" in request.headers["accept"]


def test_f18_one_request_at_a_time_to_a_host_two_seconds_apart_and_sixteen_in_all(room: ReadingRoom) -> None:
    for host in HOSTS:
        for number in range(2):
            room.server.add_on(host, f"/{number}", Reply(news(1), delay=0.2))
            room.add(room.server.url(f"/{number}", host))
    room.poll()
    assert len(room.server.log) == 60
    assert room.server.most_at_once() <= 16
    for host in HOSTS:
        assert room.server.most_at_once(host) == 1
        times = [request.at for request in room.server.log if request.host == room.server.place(host)]
        assert times[1] - times[0] >= 2


def test_f19_polls_are_spread_in_the_long_run_and_after_a_pause(room: ReadingRoom) -> None:
    for number in range(40):
        room.server.feed(f"/{number}", news(1))
        room.add(room.server.url(f"/{number}", HOSTS[number % 30]))
    room.let_pass(hours=4)
    assert busiest(room, last_hours=3) <= 0.3
    room.close()
    room.clock.move(days=3)
    room.open()
    room.let_pass(hours=1)
    assert busiest(room, last_hours=1) <= 0.3


def busiest(room: ReadingRoom, last_hours: float) -> float:
    """Return the share of an hour's polls that fell into its busiest three minutes."""
    now = room.clock.now.timestamp()
    times = sorted(one.at for one in room.server.log if now - one.at <= last_hours * 3_600)
    return max(sum(start <= one < start + 180 for one in times) for start in times) / (len(times) / last_hours)


@pytest.mark.parametrize("how", ["max-age", "expires", "ttl"])
def test_f20_what_a_feed_asks_for_lengthens_the_wait(room: ReadingRoom, how: str) -> None:
    headers = {"ETag": '"1"'}
    body = news(1)
    if how == "max-age":
        headers["Cache-Control"] = "max-age=28800"
    elif how == "expires":
        headers["Expires"] = format_datetime(room.clock.now + timedelta(hours=8, minutes=1), usegmt=True)
        headers["Date"] = format_datetime(room.clock.now, usegmt=True)
    else:
        body = body.replace(b"<title>Paper</title>", b"<title>Paper</title><ttl>480</ttl>")
    room.add(room.server.add("/a", Reply(body, headers=headers)))
    room.let_pass(days=2)
    assert min(room.gaps("/a")) >= 8 * 3_600
    assert len(room.gaps("/a")) >= 4


def test_hours_that_a_feed_wants_to_be_left_alone_in_are_left_out(room: ReadingRoom) -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(8, 20))
    body = news(1).replace(b"<title>Paper", f"<skipHours>{hours}</skipHours><title>Paper".encode())
    room.add(room.server.feed("/a", body))
    room.let_pass(days=3)
    at = [request.at % 86_400 // 3_600 for request in room.asked("/a")]
    assert len(at) > 20
    assert not set(at) & set(range(8, 20))


def test_f21_a_reset_connection_is_not_tried_again_before_the_next_poll(room: ReadingRoom) -> None:
    room.add(room.server.add("/a", Reply(reset_after=-1)))
    room.let_pass(seconds=60)
    assert len(room.asked("/a")) == 1


def test_f22_credentials_go_to_their_own_host_only(room: ReadingRoom) -> None:
    room.server.add("/a", redirect(room.server.url("/b", HOSTS[1])))
    room.server.feed("/b", news(1))
    room.add(room.server.url("/a").replace("//", "//reader:secret@"))
    room.poll()
    assert "authorization" in room.asked("/a")[0].headers
    assert "authorization" not in room.asked("/b")[0].headers


def test_quiet_feeds_are_asked_less_and_less_and_busy_ones_at_the_floor(room: ReadingRoom) -> None:
    room.add(room.server.feed("/quiet", news(1)))
    room.server.add_on(HOSTS[1], "/busy", *(Reply(news(n), headers={"ETag": f'"{n}"'}) for n in range(9_999)))
    busy = room.add(room.server.url("/busy", HOSTS[1]))
    room.let_pass(hours=14)
    assert sum(room.gaps("/busy")[-10:]) / 10 <= 1.1 * FLOOR
    room.set(busy, state="paused")
    room.let_pass(days=40)
    assert max(room.gaps("/quiet")) > 20 * 3_600


def test_a_server_that_answers_304_for_ever_is_asked_without_validators_after_eight_days(room: ReadingRoom) -> None:
    feed = room.add(room.server.add("/a", Reply(news(1), headers={"ETag": '"1"'}), Reply(b"", 304)))
    room.let_pass(days=8, hours=6)
    assert sent(room, "/a")[-1] == ("", "")
    room.server.feed("/a", news(1, 2), etag='"2"')
    room.let_pass(days=2)
    assert room.titles(feed) == ["News 2"]
