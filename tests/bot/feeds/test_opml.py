"""Lists of feeds from other programs: read safely, taken in without a single request, and given out again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import Invalid, Refused
from bot.feeds import lists, opml
from bot.feeds.opml import MOST_BYTES, MOST_FEEDS, Outline
from bot.views import feeds_add
from bot.views.blocks import one_line
from bot.words import Reader
from storage.models import Feed
from tests.bot.register import EVE, MAIJA, services_on, statements

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Folder">
  <outline type="rss" text="News &amp; more" xmlUrl="https://news.example/feed" htmlUrl="https://news.example/"/>
  <outline text="Blog" XMLURL="blog.example/rss" category="/blog"/>
</outline>
<outline text="Again" xmlUrl="http://news.example/feed/"/>
<outline text="Printer" xmlUrl="http://192.168.0.1/feed"/>
<outline text="Odd" xmlUrl="ftp://news.example/feed"/>
<outline text="Port" xmlUrl="https://news.example:8443/feed"/>
</body></opml>"""


@pytest.fixture
def services(database, clock):
    return services_on(database, clock)


def every(services):
    with services.database.read() as session:
        return {feed.name: feed for feed in session.scalars(select(Feed).order_by(Feed.id))}


def test_folders_and_odd_spellings_are_read():
    found = opml.read(LIST)
    assert [one.url for one in found[:2]] == ["https://news.example/feed", "blog.example/rss"]
    assert found[0] == Outline(4, "https://news.example/feed", "News & more", "https://news.example/")
    assert found[1].kind == "blog"


@pytest.mark.parametrize(
    "data",
    [
        LIST.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        LIST.decode().replace("UTF-8", "ISO-8859-1").replace("Blog", "Bloggär").encode("latin-1"),
        b"\xef\xbb\xbf" + LIST,
        b"\n\n" + LIST.partition(b"?>")[2],
        b'<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/opml.dtd">' + LIST.partition(b"?>")[2],
    ],
)
def test_lists_of_any_making_are_read(data):
    assert len(opml.read(data)) == 6


def test_a_plain_list_of_addresses_is_a_list_too():
    found = opml.read("# mine\nyle.fi\r\n\n  https://news.example/å\n".encode())
    assert [(one.line, one.url) for one in found] == [(2, "yle.fi"), (4, "https://news.example/å")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>no</body></html>",
        b"<opml><body><outline text='no address'/></body></opml>",
        LIST[:300],
        b"<opml>" + b"<outline>" * 2_000,
        b"<opml>" + b" " * MOST_BYTES,
        "\n".join(f"a{n}.example" for n in range(MOST_FEEDS + 1)).encode(),
        b'<!DOCTYPE o [<!ENTITY a "x">]><opml><outline xmlUrl="&a;"/></opml>',
        b'<!DOCTYPE o [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><opml/>',
        b'<?xml version="1.0" encoding="no-such"?><opml/>',
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(data):
    with pytest.raises(Invalid) as refused:
        opml.read(data)
    assert refused.value.words(Reader("en"))


def test_a_bomb_of_entities_does_no_harm():
    bomb = b'<!DOCTYPE o [<!ENTITY a "' + b"x" * 1_000 + b'">'
    bomb += b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    with pytest.raises(Invalid):  # its terabyte is never written out, or this would not end
        opml.read(bomb + b"]><opml><outline xmlUrl='&j;'/></opml>")


ADDRESSES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda end: f"https://a.example/{end}")


@given(st.lists(st.builds(Outline, st.just(0), ADDRESSES, st.text(), ADDRESSES), min_size=1, max_size=5))
def test_what_is_written_is_read_again(feeds):
    again = opml.read(opml.write("<&>", feeds).encode("utf-8", "replace"))
    assert [(one.url, one.name) for one in again] == [(one_line(one.url), one_line(one.name)) for one in feeds]


def test_a_list_is_taken_in_without_a_request_and_read_soon(services, clock):
    report = lists.take_in(services, LIST, by=MAIJA)
    assert (report.added, report.known) == (2, 0)
    assert [(one.line, one.why) for one in report.refused] == [
        (7, "twice"),
        (8, "private"),
        (9, "scheme"),
        (10, "port"),
    ]
    feeds = every(services)
    assert feeds["News & more"].site == "https://news.example/"
    assert (feeds["Blog"].url, feeds["Blog"].kind) == ("https://blog.example/rss", "blog")
    floor = services.settings.poll_seconds
    assert all(0 <= (feed.next_poll_at - clock.now).total_seconds() <= floor for feed in feeds.values())
    assert all(feed.last_success_at is None for feed in feeds.values()), "its first poll is its baseline"
    said = "\n".join(feeds_add.report_lines(report, Reader("en")))
    assert "2 added, 0 known already, 4 refused" in said
    assert "Line 8: The address leads into a private network" in said


def test_taking_it_in_again_adds_nothing(services):
    lists.take_in(services, LIST, by=MAIJA)
    report = lists.take_in(services, LIST, by=MAIJA)
    assert (report.added, report.known, len(report.refused)) == (0, 2, 4)


def test_a_dry_run_writes_nothing(services):
    assert lists.import_list(services, LIST, who="operator", dry_run=True).added == 2
    assert every(services) == {}


def test_two_thousand_feeds_are_spread_over_the_first_quarter_of_an_hour(services, clock):
    data = "\n".join(f"https://news{n}.example/feed" for n in range(MOST_FEEDS)).encode()
    reports = []
    assert (
        statements(services.database, lambda: reports.append(lists.take_in(services, data, by=MAIJA))) < MOST_FEEDS / 50
    )
    assert [report.added for report in reports] == [MOST_FEEDS]
    minutes = [int((feed.next_poll_at - clock.now).total_seconds() // 60) for feed in every(services).values()]
    assert max(minutes.count(minute) for minute in range(15)) < MOST_FEEDS / 10


def test_what_goes_out_has_no_password_and_comes_in_again(services, clock):
    lists.take_in(services, b"https://anna:secret@news.example/feed\nhttps://blog.example/rss?key=1&a=2", by=MAIJA)
    file = lists.export(services, by=MAIJA)
    assert (file.feeds, file.without_secrets) == (2, 1)
    assert "secret" not in file.text
    assert "anna" not in file.text
    assert [one.url for one in opml.read(file.text.encode())] == [
        "https://blog.example/rss?key=1&a=2",
        "https://news.example/feed",
    ]


def test_employees_may_neither_take_in_nor_give_out(services):
    with pytest.raises(Refused):
        lists.take_in(services, LIST, by=EVE)
    with pytest.raises(Refused):
        lists.export(services, by=EVE)


def test_words_that_are_no_addresses_add_no_feed(services):
    report = lists.take_in(services, b"hello\nyle.fi\nkaikki syotteet", by=MAIJA)

    assert report.added == 1
    assert [line.line for line in report.refused] == [1, 3]
