"""Feeds through the door: what managers do and see in Slack, and what employees may not."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.feeds import adding, keeping, listing
from bot.feeds.listing import Look
from bot.feeds.looked import Added, Wish
from storage.models import Feed, FeedTrouble
from tests.feed_server import RSS, FeedServer, Reply, redirect

PAGE = b"""<!doctype html><html><head>
<link rel="alternate" type="application/rss+xml" title="Town news &lt;!here&gt;" href="/news">
<link rel="alternate" type="application/rss+xml" title="Town events" href="/events">
</head><body>Welcome</body></html>"""
EVIL = RSS.replace(b"The pool opens", b"&lt;!channel&gt; &lt;@U1&gt; *bold* :fire:").replace(
    b"Example News", b"A &lt;!here&gt;"
)
OPML = b"<opml version='2.0'><body><outline text='One' xmlUrl='https://one.example/feed'/></body></opml>"


@pytest.fixture
def server():
    with FeedServer() as running:
        yield running


@pytest.fixture
def town(open_house, server):
    """A bot that may read this machine's feed server. U1 is an employee, U3 the administrator."""
    house = open_house(feed_allowed_hosts=frozenset({server.place()}), monitoring_channel="C2")
    yield house
    house.services.feeds.close()


def carla(town):
    return town.slack.person("U3")


def newest(person):
    return person.ephemerals[-1]


def answer(town, person, piece, seconds=20):
    """Wait for the answer to an address, which comes after the first one."""
    return town.slack.wait_until(
        lambda: next((one for one in person.ephemerals if piece in one.words), None), seconds, otherwise=piece
    )


def window(town, person, piece, seconds=20):
    """Wait until the window on top says something."""
    return town.slack.wait_until(
        lambda: person.view if person.views and piece in person.view.words else None, seconds, otherwise=piece
    )


def added(town, url):
    """Add a feed beforehand."""
    outcome = adding.add(town.services, Wish(url), by=people.asker(town.services, "U3"))
    assert isinstance(outcome, Added)
    return outcome.feed


def every(town):
    with town.services.database.read() as session:
        return list(session.scalars(select(Feed).where(Feed.state != "removed").order_by(Feed.id)))


@pytest.mark.parametrize("command", ["/some feeds add", "/some syötteet lisää", "/some flöden lägg till"])
def test_a_typed_address_is_acknowledged_at_once_and_answered_soon(town, server, command):
    shown = carla(town).command(f"{command} {server.feed('/news')}")
    assert "I look at the address" in shown.words
    found = answer(town, carla(town), "The feed is added")
    for piece in (
        "Example News",
        "The pool opens",
        "1 item found. I post new ones from now on.",
        "Write a rule",
        "Remove",
    ):
        assert piece in found.words
    assert "<#C2>" in found.words or "C2" in json.dumps(found.blocks)
    assert town.slack.refused == []
    assert [feed.name for feed in every(town)] == ["Example News"]


def test_a_slow_server_delays_no_acknowledgement(town, server):
    server.add("/slow", Reply(RSS, delay=5))
    # Slack waits three seconds for an acknowledgement; the server takes longer.
    assert carla(town).command(f"/some feeds add {server.url('/slow')}").trouble == ""
    assert carla(town).command("/some help").trouble == ""
    answer(town, carla(town), "The feed is added")


def test_a_page_offers_its_feeds_as_buttons(town, server):
    server.add("/", Reply(PAGE, headers={"Content-Type": "text/html"}))
    server.feed("/events")
    carla(town).command(f"/some feeds add {server.url('/')}")
    offered = answer(town, carla(town), "Town events")
    assert "<!here>" not in offered.text
    carla(town).click("Town events", in_=offered)
    answer(town, carla(town), "The feed is added")
    assert [feed.url for feed in every(town)] == [server.url("/events")]
    assert town.slack.refused == []


@pytest.mark.parametrize(
    ("reply", "piece"),
    [
        (Reply(b"%PDF-1.7"), "PDF"),
        (Reply(status=403), "let me in"),
        (redirect("http://10.1.2.3/"), "private network"),
    ],
)
def test_what_cannot_be_added_is_said_with_the_next_step(town, server, reply, piece):
    server.add("/x", reply)
    carla(town).command(f"/some feeds add {server.url('/x')}")
    found = answer(town, carla(town), "Nothing was added.")
    assert piece in found.words
    assert "Add a feed" in found.words
    assert every(town) == []
    assert town.slack.refused == []


def test_a_feed_that_is_there_is_named_and_can_be_opened(town, server):
    added(town, server.feed("/news"))
    carla(town).command(f"/some feeds add {server.url('/news')}")
    found = answer(town, carla(town), "read already")
    assert "Example News" in found.words
    assert carla(town).click("Open the feed", in_=found).view.callback_id == "feeds.form"


def test_foreign_titles_are_harmless(town, server):
    carla(town).command(f"/some feeds add {server.feed('/evil', EVIL)}")
    found = answer(town, carla(town), "The feed is added")
    assert "<!here>" not in found.text
    assert "<!channel>" not in found.text
    listed = carla(town).command("/some feeds")
    assert "<!here>" not in listed.message.text
    assert town.slack.refused == []


def test_the_window_goes_from_preset_to_preview_to_saved(town, server):
    carla(town).command("/some feeds add")
    form = carla(town).view
    assert form.callback_id == "feeds.adding"
    carla(town).select("feeds.preset", "wordpress")
    assert "WordPress" in carla(town).view.words
    server.feed("/blog/feed/")
    carla(town).submit(carla(town).view, {"url": server.url("/blog")})
    preview = window(town, carla(town), "The newest in it:")
    assert "The pool opens" in preview.words
    assert every(town) == []
    saved = carla(town).submit(preview, {"name": "Town blog"}).view
    assert "The feed is added: Town blog" in saved.words
    assert [(feed.name, feed.kind) for feed in every(town)] == [("Town blog", "blog")]
    assert town.slack.refused == []


def test_every_preset_can_be_chosen(town):
    carla(town).command("/some feeds add")
    for key in ("google_alerts", "google_news", "mastodon_tag", "youtube", "subreddit", "nowhere", "address"):
        carla(town).select("feeds.preset", key)
        assert carla(town).view.callback_id == "feeds.adding"
    assert town.slack.refused == []


def test_networks_without_feeds_are_said_to_have_none(town):
    carla(town).command("/some feeds add")
    carla(town).select("feeds.preset", "nowhere")
    assert "no public feeds" in carla(town).view.words
    sent = carla(town).submit(carla(town).view)
    assert "no public feeds" in sent.view.words
    assert town.slack.refused == []


def test_a_fault_in_the_window_keeps_what_was_typed(town, server):
    carla(town).command("/some feeds add")
    assert "url" in carla(town).submit(carla(town).view, {"url": " "}).errors
    server.add("/x", Reply(b"%PDF-1.7"))
    carla(town).submit(carla(town).view, {"url": server.url("/x")})
    again = window(town, carla(town), "PDF")
    assert server.url("/x") in json.dumps(again.blocks)
    server.feed("/news")
    carla(town).submit(again, {"url": server.url("/news")})
    window(town, carla(town), "The newest in it:")
    assert town.slack.refused == []


def test_a_page_in_the_window_is_chosen_from(town, server):
    server.add("/", Reply(PAGE, headers={"Content-Type": "text/html"}))
    server.feed("/events")
    carla(town).command("/some feeds add")
    carla(town).submit(carla(town).view, {"url": server.url("/")})
    chooser = window(town, carla(town), "Town events")
    carla(town).submit(chooser, {"choice": "1"})
    window(town, carla(town), "The newest in it:")
    assert town.slack.refused == []


def test_the_list_pages_filters_and_opens_each_feed(town, server):
    for number in range(12):
        added(town, server.feed(f"/{number:02}", RSS.replace(b"Example News", b"Feed %02d" % number)))
    shown = carla(town).command("/some feeds")
    assert "1–10 of 12" in shown.words
    carla(town).click("Next", in_=shown)
    town.slack.wait_until(lambda: "11–12 of 12" in newest(carla(town)).words)
    carla(town).select("feeds.filter", "paused", in_=newest(carla(town)))
    town.slack.wait_until(lambda: "No feed fits" in newest(carla(town)).words)
    one = carla(town).command("/some feeds 07")
    assert "1 feed" in one.words
    form = carla(town).click("Open", in_=one).view
    assert form.callback_id == "feeds.form"
    assert town.slack.refused == []


def test_the_list_in_a_window_searches_and_adds(town, server):
    added(town, server.feed("/news"))
    carla(town).open_home()
    home = town.slack.wait_until(lambda: carla(town).home_view)
    assert "1 feed" in home.words
    carla(town).click("feeds.open", in_=home)
    found = carla(town).submit(carla(town).view, {"query": "nothing like it"}).view
    assert "No feed fits" in found.words
    again = carla(town).submit(found, {"query": "example"}).view
    assert "Example News" in again.words
    carla(town).click("Open")
    assert carla(town).view.callback_id == "feeds.form"
    assert town.slack.refused == []


def test_a_feed_is_edited_paused_resumed_read_and_removed(town, server):
    added(town, server.feed("/news"))
    carla(town).click("Open", in_=carla(town).command("/some feeds"))
    saved = carla(town).submit(carla(town).view, {"name": "Mine", "takes": "rules", "owner": "U3", "place": "C2"}).view
    assert "Saved: Mine" in saved.words
    assert "no rule looks at this feed yet" in saved.words
    carla(town).click("Pause")
    assert "Paused." in carla(town).view.words
    carla(town).click("Resume")
    assert "It is read again" in carla(town).view.words
    carla(town).click("Read it now")
    assert "must not ask its server sooner" in carla(town).view.words
    carla(town).click("Remove")
    town.slack.wait_until(lambda: "The feed is removed: Mine" in carla(town).view.words)
    assert every(town) == []
    assert town.slack.refused == []


def test_who_saves_second_is_told_and_can_save(town, server):
    feed = added(town, server.feed("/news"))
    carla(town).click("Open", in_=carla(town).command("/some feeds"))
    form = carla(town).view
    admin = people.asker(town.services, "U3")
    keeping.edit(
        town.services,
        keeping.Form(feed.id, 1),
        keeping.Draft(name="Quicker", kind="blog", owner="U3"),
        by=admin,
    )
    overtaken = carla(town).submit(form, {"name": "Slower"}).view
    assert "Somebody else changed this feed" in overtaken.words
    assert "Saved: Slower" in carla(town).submit(overtaken).view.words
    assert town.slack.refused == []


def test_removing_right_after_adding_takes_it_back(town, server):
    carla(town).command(f"/some feeds add {server.feed('/news')}")
    carla(town).click("Remove", in_=answer(town, carla(town), "The feed is added"))
    answer(town, carla(town), "The feed is removed")
    assert every(town) == []


def test_the_buttons_of_a_message_about_trouble_work(town, server):
    feed = added(town, server.feed("/news"))
    with town.services.database.begin() as session:
        row = session.get(Feed, feed.id)
        row.errors, row.last_error = 5, "timeout"
        trouble = FeedTrouble(feed_id=feed.id, reason="timeout", since=town.services.now(), told="U3")
        session.add(trouble)
        session.flush()
        town.services.messenger.show(session, "feed_trouble", trouble.id, "U3")
    person = carla(town)
    card = town.slack.wait_until(lambda: next(iter(person.messages(person.im)), None))
    person.click("Try now", in_=card)
    town.slack.wait_until(lambda: any("must not ask its server" in one.words for one in person.ephemerals))
    person.click("Pause", in_=card)
    town.slack.wait_until(lambda: "it is paused" in person.messages(person.im)[0].words)
    assert town.slack.refused == []


def test_a_list_comes_in_by_file_and_by_text(town):
    shown = carla(town).command("/some feeds")
    carla(town).click("Import a list", in_=shown)
    file = carla(town).upload("feeds.opml", OPML)
    carla(town).submit(carla(town).view, {"file": [file]})
    window(town, carla(town), "1 added, 0 known already, 0 refused")
    carla(town).close()
    carla(town).click("Import a list", in_=carla(town).command("/some feeds"))
    done = carla(town).submit(carla(town).view, {"text": "https://one.example/feed\nyle.fi\nhttp://10.0.0.1/"}).view
    assert "1 added, 1 known already, 1 refused" in done.words
    assert "Line 3:" in done.words
    assert town.slack.refused == []


def test_a_list_that_is_none_is_refused_in_words(town):
    carla(town).click("Import a list", in_=carla(town).command("/some feeds"))
    form = carla(town).view
    for text, why in (
        ("", "The form is empty."),
        ("<html></html>", "no OPML file"),
        ("# mine", "There is no feed in it."),
        ("<opml><body><outline xmlUrl='https://a.example/f'>", "breaks at line 1"),
    ):
        assert why in carla(town).submit(form, {"text": text}).errors["text"]
    assert carla(town).view.id == form.id
    carla(town).close(everything=True)
    carla(town).click("Import a list", in_=carla(town).command("/some feeds"))
    carla(town).submit(carla(town).view, {"file": [carla(town).upload("feeds.opml", b"<opml>")]})
    window(town, carla(town), "breaks at line")
    assert town.slack.refused == []


def test_the_list_goes_out_as_a_file_without_passwords(town, server):
    server.feed("/news")
    added(town, server.url("/news").replace("http://", "http://anna:s3cret@"))
    person = carla(town)
    person.click("Save as a file", in_=person.command("/some feeds"))
    done = window(town, person, "direct messages")
    assert "without its user name and password" in done.words
    message = town.slack.wait_until(lambda: next((one for one in person.messages(person.im) if one.files), None))
    text = message.files[0].content.decode()
    assert server.url("/news") in text
    assert "s3cret" not in text
    assert town.slack.refused == []


def test_without_the_scope_the_file_is_offered_by_the_command_line(town, server):
    added(town, server.feed("/news"))
    town.slack.fail("conversations.open", error="missing_scope", times=1)
    person = carla(town)
    person.click("Save as a file", in_=person.command("/some feeds"))
    window(town, person, "python app.py export feeds feeds.opml")


def test_no_password_reaches_the_log(town, server, log):
    server.add("/x", Reply(b"%PDF-1.7"))
    url = server.url("/x").replace("http://", "http://anna:s3cret@")
    carla(town).command(f"/some feeds add {url}")
    found = answer(town, carla(town), "Nothing was added.")
    assert "s3cret" not in found.words
    assert "s3cret" not in log.getvalue()


@pytest.mark.parametrize("command", ["/some feeds", "/some feeds add", "/some feeds add yle.fi", "/some feeds word"])
def test_employees_are_politely_refused_at_the_command(town, command):
    shown = town.slack.person("U1").command(command)
    assert "social managers" in shown.words
    assert shown.views == []


def lose_rights(town):
    town.slack.change_user("U3", role="member")
    town.slack.set_group("S1", ["U2"])
    town.slack.wait_until(lambda: people.asker(town.services, "U3").role == 1)


def test_every_button_and_window_asks_for_rights_again(town, server):
    added(town, server.feed("/news"))
    person = carla(town)
    listed = person.command("/some feeds")
    person.click("Add a feed", in_=listed)
    adding_form = person.view
    person.close(everything=True)
    person.click("Import a list", in_=listed)
    importing = person.view
    lose_rights(town)
    for name in ("Open", "Add a feed", "Import a list", "Save as a file"):
        before = len(person.ephemerals)
        person.click(name, in_=listed)
        town.slack.wait_until(lambda count=before: len(person.ephemerals) > count)
        assert "social managers" in newest(person).words
    assert "social managers" in person.submit(importing, {"text": "yle.fi"}).words
    assert len(every(town)) == 1
    del adding_form


def test_a_preview_that_outlived_its_owners_rights_saves_nothing(town, server):
    person = carla(town)
    person.command("/some feeds add")
    person.submit(person.view, {"url": server.feed("/news")})
    preview = window(town, person, "The newest in it:")
    lose_rights(town)
    assert "social managers" in person.submit(preview).words
    assert every(town) == []


def test_a_form_that_outlived_its_owners_rights_changes_nothing(town, server):
    added(town, server.feed("/news"))
    person = carla(town)
    person.click("Open", in_=person.command("/some feeds"))
    form = person.view
    lose_rights(town)
    assert "social managers" in person.submit(form, {"name": "Mine"}).words
    assert every(town)[0].name == "Example News"


def test_app_home_tells_managers_and_nobody_else(town, server):
    added(town, server.feed("/news"))
    admin = people.asker(town.services, "U3")
    assert listing.listed(town.services, Look(), by=admin).total == 1
    carla(town).open_home()
    assert "1 feed" in town.slack.wait_until(lambda: carla(town).home_view).words
    anna = town.slack.person("U1")
    anna.open_home()
    home = town.slack.wait_until(lambda: anna.home_view)
    assert "feed" not in home.words.casefold()


def test_a_list_is_read_within_a_quarter_of_an_hour_and_not_at_the_click(town):
    carla(town).click("Import a list", in_=carla(town).command("/some feeds"))
    carla(town).submit(carla(town).view, {"text": "one.example\ntwo.example\nthree.example"})
    moments = [feed.next_poll_at - feed.added_at for feed in every(town)]
    assert all(timedelta(0) <= moment <= timedelta(minutes=15) for moment in moments)
