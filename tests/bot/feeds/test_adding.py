"""Adding a feed: what an address turns out to be, what is kept of it, and what is refused with which sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import NotFound, Refused
from bot.feeds import adding, keeping
from bot.feeds.looked import Added, Choices, Found, Twin, Unusable, Wish
from bot.feeds.looks import MOST_AN_HOUR, MOST_KEPT, Looks
from bot.feeds.reading import FeedReader, policy_of
from bot.views import feeds as view
from bot.words import Reader
from storage.models import AuditEntry, Entry, Feed
from tests.bot.register import ADA, EVE, MAIJA, services_on
from tests.feed_server import RSS, FeedServer, Reply, bomb, redirect

PAGE = b"""<!doctype html><html><head><title>Town</title>
<link rel="alternate" type="application/rss+xml" title="Town news" href="/news.xml">
<link rel="alternate" type="application/atom+xml" title="Town events" href="/events.atom">
<link rel="stylesheet" href="/style.css"><script src="/script.js"></script></head>
<body><img src="/picture.png">Welcome</body></html>"""
HTML = {"Content-Type": "text/html; charset=utf-8"}


def rss(count: int, title: str = "Many") -> bytes:
    """Return a feed of so many items, the newest first."""
    items = "".join(
        f"<item><guid>g{n}</guid><title>Item {n}</title><link>https://news.example/{n}</link>"
        f"<pubDate>Mon, 23 Nov 2026 05:{59 - n % 60:02}:00 GMT</pubDate></item>"
        for n in range(count)
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


@pytest.fixture
def server():
    with FeedServer() as running:
        yield running


@pytest.fixture(scope="module")
def reader():
    made = FeedReader()
    yield made
    made.close()


@pytest.fixture
def services(database, clock, server, reader):
    made = services_on(database, clock, feed_allowed_hosts=frozenset({server.place()}))
    return replace(made, feeds=FeedReader(policy_of(made.settings), reader.parser))


def add(services, url, by=MAIJA):
    return wished(services, Wish(url), by=by)


def wished(services, wish, by=MAIJA):
    return adding.add(services, wish, by=by)


def rows(services, record):
    with services.database.read() as session:
        return list(session.scalars(select(record).order_by(record.id)))


def words(services, outcome, language="en"):
    return view.answer(outcome, keeping.outlook_after(services, outcome), Reader(language)).text


def test_a_feed_is_kept_with_all_that_its_first_reading_told(services, server, clock):
    added = add(services, server.feed("/news", etag='"one"', last_modified="Mon, 23 Nov 2026 06:00:00 GMT"))
    assert isinstance(added, Added)
    assert (added.feed.name, added.feed.site) == ("Example News", "https://news.example/")
    assert (added.feed.etag, added.feed.last_modified) == ('"one"', "Mon, 23 Nov 2026 06:00:00 GMT")
    assert (added.feed.owner, added.feed.added_by, added.feed.state) == (MAIJA.id, MAIJA.id, "active")
    assert added.feed.last_success_at == clock.now
    assert added.feed.next_poll_at >= clock.now + timedelta(seconds=services.settings.poll_seconds)
    assert len(server.log) == 1
    assert "if-none-match" not in server.log[0].headers


def test_what_stands_in_it_counts_as_seen(services, server):
    added = add(services, server.feed("/many", rss(500)))
    assert added.seen == 500
    assert {entry.is_quiet for entry in rows(services, Entry)} == {True}
    assert [item.title for item in added.newest] == ["Item 0", "Item 60", "Item 120"]


def test_the_answer_says_what_is_posted_and_that_nobody_has_chosen_where(services, server):
    added = add(services, server.feed("/news"))
    said = words(services, added)
    assert "The feed is added: Example News" in said
    assert "1 item found. I post new ones from now on." in said
    shown = json.dumps(view.answer(added, keeping.outlook_after(services, added), Reader("en")).payload())
    assert "The pool opens" in shown
    assert "Nobody has chosen a monitoring channel yet" in shown


def test_the_same_feed_is_refused_with_its_name_however_it_is_reached(services, server):
    url = server.feed("/news")
    first = add(services, url).feed
    server.add("/moved", redirect("/news", 301))
    server.add("/lent", redirect("/news", 302))
    for again in (url, url + "/", url + "#top", url + "?utm_source=x", server.url("/moved"), server.url("/lent")):
        twin = add(services, again, by=ADA)
        assert isinstance(twin, Twin), again
        assert twin.feed.id == first.id
        assert "Example News" in words(services, twin)
    assert len(rows(services, Feed)) == 1


def test_a_permanent_redirect_is_followed_for_good_and_one_for_now_is_not(services, server):
    server.feed("/a")
    server.feed("/b")
    server.add("/moved", redirect("/a", 308))
    server.add("/lent", redirect("/b", 302))
    assert add(services, server.url("/moved")).feed.url == server.url("/a")
    lent = add(services, server.url("/lent")).feed
    assert lent.url == server.url("/lent")
    assert isinstance(add(services, server.url("/b")), Twin), "it is the same feed all the same"


def test_a_web_page_offers_its_feeds_and_nothing_of_it_is_loaded(services, server):
    server.add("/", Reply(PAGE, headers=HTML))
    page = add(services, server.url("/"))
    assert isinstance(page, Choices)
    assert [choice.title for choice in page.choices] == ["Town news", "Town events"]
    assert [request.path for request in server.log] == ["/"]
    assert "Town events" in words(services, page)
    wish = adding.chosen(services, page.key, 1, by=MAIJA)
    server.feed("/events.atom", rss(2, "Events"))
    assert wished(services, wish).feed.name == "Events"


def test_a_choice_that_is_forgotten_is_said_so(services, server):
    assert adding.chosen(services, "nobody knows", 0, by=MAIJA) is None
    assert "too long ago" in words(services, adding.add(services, None, by=MAIJA))
    with pytest.raises(NotFound):
        adding.save(services, None, by=MAIJA)


def test_where_a_page_names_no_feed_a_few_usual_places_are_tried(services, server):
    server.add("/blog", Reply(b"<!doctype html><html><body>Hello</body></html>", headers=HTML))
    outcome = add(services, server.url("/blog"))
    assert isinstance(outcome, Unusable)
    assert 2 <= len(server.log) <= 1 + adding.MOST_GUESSES
    assert server.most_at_once() == 1
    assert "no feed on it" in words(services, outcome)
    for request in list(server.log[1:]):
        server.feed(request.path, rss(1, "Guessed"))
    assert add(services, server.url("/blog")).feed.name == "Guessed"


FAULTS = {
    "pdf": (Reply(b"%PDF-1.7\n..."), "PDF"),
    "image": (Reply(b"\x89PNG\r\n\x1a\n" + bytes(40)), "picture"),
    "json": (Reply(b'{"error": "no such thing"}'), "data"),
    "opml": (Reply(b"<opml version='2.0'><body><outline xmlUrl='https://a.example/'/></body></opml>"), "Import a list"),
    "empty": (Reply(b""), "empty"),
    "cut off": (Reply(RSS[:260]), "broken"),
    "403": (Reply(status=403), "let me in"),
    "404": (Reply(status=404), "no such address"),
    "500": (Reply(status=500), "trouble of its own"),
    "circle": (redirect("/x"), "without end"),
    "elsewhere": (redirect("http://10.0.0.1/feed"), "private network"),
    "file": (redirect("file:///etc/passwd"), "https://"),
    "hangs up": (Reply(RSS, reset_after=-1), "hangs up"),
    "bomb": (Reply(bomb(40), packed=(), claim="gzip"), "larger"),
    "no http": (Reply(raw=b"220 mail.example ESMTP\r\n\r\n"), "cannot read"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_has_its_sentence_and_nothing_is_kept(services, server, name):
    reply, piece = FAULTS[name]
    server.add("/x", reply)
    outcome = add(services, server.url("/x"))
    assert isinstance(outcome, Unusable), outcome
    said = words(services, outcome)
    assert "Nothing was added." in said
    assert piece in said, said
    assert rows(services, Feed) == []


def test_an_address_that_leads_into_a_private_network_is_named_as_it_was_typed(services, server):
    server.add("/x", redirect(server.url("/y")))
    server.add("/y", redirect("http://10.0.0.1/feed"))
    said = words(services, add(services, server.url("/x")))
    assert f"The address was: {server.url('/x')}\n" in said
    assert "10.0.0.1" not in said


@pytest.mark.parametrize(
    ("typed", "piece"),
    [
        ("http://127.0.0.1/feed", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("https://[::1]/", "private network"),
        ("http://2130706433/", "no host"),
        ("https://news.example:8080/feed", "port"),
        ("ftp://news.example/feed", "https://"),
        ("javascript:alert(1)", "https://"),
        ("two words", "no host"),
        ("https://", "no host"),
        ("https://news.example/" + "x" * 3_000, "too long"),
    ],
)
def test_an_address_that_is_none_is_refused_without_a_request(services, typed, piece):
    outcome = add(services, typed)
    assert isinstance(outcome, Unusable)
    assert piece in words(services, outcome), words(services, outcome)


def test_credentials_are_used_and_never_said_again(services, server):
    def guarded(request):
        return Reply(RSS) if request.headers.get("authorization") else Reply(status=401)

    server.add("/private", guarded)
    url = server.url("/private").replace("http://", "http://anna:s3cret@")
    added = add(services, url)
    assert "anna:s3cret@" in added.feed.url
    shown = json.dumps(view.answer(added, keeping.outlook_after(services, added), Reader("en")).payload())
    noted = json.dumps([[entry.before, entry.after, entry.subject] for entry in rows(services, AuditEntry)])
    assert "s3cret" not in shown + noted + added.feed.url_key
    server.add("/wrong", Reply(b"%PDF-1"))
    wrong = add(services, server.url("/wrong").replace("http://", "http://anna:s3cret@"))
    assert "s3cret" not in words(services, wrong)


def test_the_feeds_of_a_page_behind_a_password_are_asked_with_it_and_shown_without(services, server):
    server.add("/", Reply(PAGE, headers=HTML))
    page = add(services, server.url("/").replace("http://", "http://anna:s3cret@"))
    assert "anna:s3cret@" in page.choices[0].url
    message = view.answer(page, None, Reader("en"))
    assert "s3cret" not in json.dumps(message.payload())


def test_a_search_is_taken_whole_and_a_paper_until_a_rule_looks_at_it(services, server):
    plain = add(services, server.feed("/news")).feed
    searched = wished(services, Wish(server.feed("/s", rss(1)), "search", "all")).feed
    assert (plain.kind, plain.takes) == ("news", "auto")
    assert (searched.kind, searched.takes) == ("search", "all")


def test_looking_keeps_nothing_until_it_is_saved(services, server):
    found = adding.look(services, Wish(server.feed("/news")), by=MAIJA)
    assert isinstance(found, Found)
    assert rows(services, Feed) == []
    assert adding.found_before(services, found.key, by=MAIJA) is not None
    added = adding.save(services, found, "  My   paper ", by=MAIJA)
    assert added.feed.name == "My paper"
    assert isinstance(adding.save(services, found, by=MAIJA), Twin)
    assert len(server.log) == 1, "saving asks nobody"


def test_employees_are_refused_everywhere(services, server):
    outcome = add(services, server.feed("/news"), by=EVE)
    assert isinstance(outcome, Unusable)
    assert "social managers" in words(services, outcome)
    for act in (
        lambda: adding.check_rights(services, by=EVE),
        lambda: adding.chosen(services, "", 0, by=EVE),
        lambda: adding.found_before(services, "", by=EVE),
        lambda: adding.save(services, None, by=EVE),
    ):
        with pytest.raises(Refused):
            act()
    assert server.log == []


def test_twenty_an_hour_and_then_a_pause(services, server, clock):
    for number in range(adding.MOST_ADDED):
        assert isinstance(add(services, server.feed(f"/{number}", rss(1))), Added)
    refused = add(services, server.feed("/more", rss(1)))
    assert "a lot of feeds" in words(services, refused)
    assert isinstance(add(services, server.url("/more"), by=ADA), Added)
    clock.move(minutes=61)
    assert isinstance(add(services, server.feed("/later", rss(1))), Added)


def test_looks_are_counted_and_forgotten(clock):
    looks = Looks()
    assert all(looks.may_look("U1", clock.now) for _ in range(MOST_AN_HOUR))
    assert not looks.may_look("U1", clock.now)
    assert looks.may_look("U2", clock.now)
    assert looks.may_look("U1", clock.move(hours=1))
    keys = [looks.keep(number) for number in range(MOST_KEPT + 1)]
    assert looks.kept(keys[0]) is None
    assert looks.kept(keys[-1]) == MOST_KEPT
