"""Keeping feeds: the list, the form, pausing and going on, reading now, removing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import Invalid, NotFound, Refused
from bot.feeds import keeping, listing
from bot.feeds.keeping import Draft, Form, Overtaken, Saved
from bot.feeds.listing import PAUSED, TROUBLE, Look
from bot.views import feeds as view
from bot.views import feeds_form
from bot.words import Reader
from storage.models import AuditEntry, Feed, Mention, Sighting
from tests.bot.register import ADA, EVE, MAIJA, services_on

ENGLISH = Reader("en")


@pytest.fixture
def services(database, clock):
    return services_on(database, clock)


def put(services, name="Town news", **values):
    """Add a feed that was read a minute ago."""
    now = services.now()
    host = name.casefold().replace(" ", "-")
    said = {
        "url": f"https://{host}.example/feed",
        "url_key": f"{host}.example/feed",
        "name": name,
        "added_at": now,
        "owner": MAIJA.id,
        "last_polled_at": now - timedelta(minutes=1),
        "last_success_at": now - timedelta(minutes=1),
        "next_poll_at": now + timedelta(hours=1),
    }
    with services.database.begin() as session:
        feed = Feed(**(said | values))
        session.add(feed)
    return feed


def form(services, feed):
    return Form(feed.id, keeping.one(services, feed.id, by=MAIJA).feed.version)


def draft(feed, **changes):
    values = {name: getattr(feed, name) for name in ("name", "kind", "language", "takes", "place", "owner")}
    return Draft(**(values | changes))


def edit(services, about, wanted, by=MAIJA):
    return keeping.edit(services, about, wanted, by=by)


def test_the_list_says_how_each_feed_stands(services):
    put(services)
    put(services, "Broken", errors=4, last_error="http:503", failing_since=services.now())
    put(services, "Resting", state="paused")
    put(services, "Gone", state="gone", last_error="http:410", errors=1)
    page = listing.listed(services, Look(), by=ADA)
    assert [feed.name for feed in page.feeds] == ["Broken", "Gone", "Resting", "Town news"]
    said = str(view.message(page, ENGLISH).payload())
    for piece in (
        "In trouble: 4 failures in a row",
        "Last fault: Its server has trouble of its own (status 503).",
        "Last read: Mon 23 Nov 08:59",
        "Next time: Mon 23 Nov 10:00",
        "Paused",
        "Gone: its server says",
        "0 mentions in 30 days",
        "4 feeds · 2 in trouble",
    ):
        assert piece in said, piece


def test_mentions_of_the_last_month_are_counted_by_feed(services):
    feed, now = put(services), services.now()
    with services.database.begin() as session:
        for days in (1, 2, 40):
            mention = Mention(title="A", seen_at=now, developed_at=now)
            session.add(mention)
            session.flush()
            for _ in range(2):
                seen = Sighting(mention_id=mention.id, feed_id=feed.id, seen_at=now - timedelta(days=days))
                session.add(seen)
    assert listing.listed(services, Look(), by=ADA).mentions == {feed.id: 2}


def test_a_thousand_feeds_are_paged_and_filtered(services):
    now = services.now()
    with services.database.begin() as session:
        session.add_all(
            Feed(
                url=f"https://n{n}.example/",
                url_key=f"n{n}.example",
                name=f"Feed {n:04}",
                added_at=now,
                next_poll_at=now,
            )
            for n in range(1_000)
        )
    put(services, "Äänekosken kirjasto", errors=9, last_error="timeout")
    page = listing.listed(services, Look(page=3), by=ADA)
    assert (len(page.feeds), page.found, page.pages, page.first) == (10, 1_001, 101, 21)
    assert "21–30 of 1,001" in view.message(page, ENGLISH).text
    assert listing.listed(services, Look(page=9_999), by=ADA).look.page == 101
    assert listing.listed(services, Look.of("aanekoski"), by=ADA).found == 0
    assert [f.name for f in listing.listed(services, Look.of("äänekosken KIR"), by=ADA).feeds] == [
        "Äänekosken kirjasto"
    ]
    assert listing.listed(services, Look(which=TROUBLE), by=ADA).found == 1
    assert listing.listed(services, Look(which=PAUSED), by=ADA).found == 0
    assert "No feed fits" in view.message(listing.listed(services, Look(which=PAUSED), by=ADA), ENGLISH).text


def test_an_empty_list_says_what_a_feed_is_and_how_to_add_one(services):
    said = str(view.message(listing.listed(services, Look(), by=ADA), ENGLISH).payload())
    assert "/some feeds add yle.fi" in said
    assert "Mastodon" in said


def test_a_look_survives_its_packing():
    for look in (Look(), Look.of("ä \u202e b"), Look("x", TROUBLE, 7)):
        assert Look.unpacked(look.packed()) == look
    assert Look.unpacked("nonsense") == Look()


def test_an_edit_is_kept_with_its_trace(services):
    feed = put(services)
    saved = keeping.edit(services, form(services, feed), draft(feed, name=" New  name ", takes="all"), by=MAIJA)
    assert isinstance(saved, Saved)
    assert (saved.feed.name, saved.feed.takes, saved.feed.version) == ("New name", "all", 2)
    with services.database.read() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.what, entry.before, entry.after) == (
        "feed.edited",
        {"name": "Town news", "takes": "auto"},
        {"name": "New name", "takes": "all"},
    )


def test_the_second_of_two_is_told_and_can_save_after_looking(services):
    feed = put(services)
    annas, carlas = form(services, feed), form(services, feed)
    keeping.edit(services, annas, draft(feed, name="Anna’s"), by=MAIJA)
    outcome = keeping.edit(services, carlas, draft(feed, name="Carla’s"), by=ADA)
    assert isinstance(outcome, Overtaken)
    assert (outcome.now.feed.name, outcome.draft.name, outcome.who) == ("Anna’s", "Carla’s", MAIJA.id)
    shown = str(feeds_form.overtaken(outcome, "", ENGLISH))
    assert "Somebody else changed this feed" in shown
    assert "Carla’s" in shown
    again = edit(services, Form(feed.id, outcome.now.feed.version), outcome.draft, by=ADA)
    assert again.feed.name == "Carla’s"


def test_the_same_form_sent_twice_is_one_change(services):
    feed = put(services)
    about = form(services, feed)
    for _ in range(2):
        assert edit(services, about, draft(feed, name="Once")).feed.version == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("name", "x" * 201), ("kind", "odd"), ("takes", "odd"), ("language", "xx"), ("owner", "U0NOBODY")],
)
def test_a_fault_stands_at_its_field(services, field, value):
    feed = put(services)
    with pytest.raises(Invalid) as refused:
        keeping.edit(services, form(services, feed), draft(feed, **{field: value}), by=MAIJA)
    assert refused.value.field == field


def test_pausing_loses_nothing(services, clock):
    feed = put(services, etag='"1"', last_modified="then", body_hash="h", lease_owner="p", lease_until=services.now())
    paused = keeping.pause(services, feed.id, by=MAIJA)
    assert (paused.state, paused.lease_owner) == ("paused", None)
    assert keeping.pause(services, feed.id, by=MAIJA).version == paused.version
    clock.move(days=3)
    resumed = keeping.resume(services, feed.id, by=MAIJA)
    assert (resumed.state, resumed.etag, resumed.body_hash) == ("active", '"1"', "h")
    assert resumed.next_poll_at == clock.now


def test_a_feed_that_was_called_gone_can_be_tried_again(services):
    feed = put(services, state="gone", errors=5, last_error="http:410")
    resumed = keeping.resume(services, feed.id, by=MAIJA)
    assert (resumed.state, resumed.errors) == ("active", 0)


def test_reading_now_never_undercuts_the_floor(services, clock):
    feed = put(services)
    last = feed.last_polled_at
    hurried = keeping.poll_now(services, feed.id, by=MAIJA)
    assert hurried.next_poll_at == last + timedelta(seconds=services.settings.poll_seconds)
    assert "I must not ask its server sooner than Mon 23 Nov 09:14" in feeds_form.polled_note(
        hurried, clock.now, ENGLISH
    )
    clock.move(minutes=20)
    assert keeping.poll_now(services, feed.id, by=MAIJA).next_poll_at <= clock.now


def test_reading_now_never_undercuts_what_the_server_has_asked_for(services, clock):
    until = clock.now + timedelta(hours=5)
    feed = put(
        services, last_error="http:429", errors=1, next_poll_at=until, last_polled_at=clock.now - timedelta(days=1)
    )
    assert keeping.poll_now(services, feed.id, by=MAIJA).next_poll_at == until
    keeping.pause(services, feed.id, by=MAIJA)
    assert keeping.resume(services, feed.id, by=MAIJA).next_poll_at == until


def test_reading_now_never_delays(services, clock):
    soon = clock.now + timedelta(seconds=5)
    feed = put(services, next_poll_at=soon)
    assert keeping.poll_now(services, feed.id, by=MAIJA).next_poll_at == soon
    keeping.pause(services, feed.id, by=MAIJA)
    with pytest.raises(Invalid):
        keeping.poll_now(services, feed.id, by=MAIJA)


def test_a_removed_feed_is_out_of_use_and_can_be_added_again(services):
    feed = put(services)
    keeping.remove(services, feed.id, by=MAIJA)
    keeping.remove(services, feed.id, by=MAIJA)
    assert listing.listed(services, Look(), by=ADA).total == 0
    with pytest.raises(NotFound):
        keeping.one(services, feed.id, by=MAIJA)
    put(services)
    assert listing.listed(services, Look(), by=ADA).total == 1


def test_a_password_in_an_address_is_shown_nowhere(services):
    feed = put(services, url="https://anna:s3cret@news.example/feed?x=1")
    shown = feeds_form.form(keeping.one(services, feed.id, by=MAIJA), "", ENGLISH)
    assert "s3cret" not in str(shown)
    assert "https://news.example/feed?x=1" in str(shown)
    assert "not shown" in str(shown)
    assert "s3cret" not in str(view.message(listing.listed(services, Look(), by=ADA), ENGLISH).payload())


def test_employees_are_refused_at_every_act(services):
    feed = put(services)
    acts = (keeping.one, keeping.pause, keeping.resume, keeping.poll_now, keeping.remove)
    for act in acts:
        with pytest.raises(Refused):
            act(services, feed.id, by=EVE)
    with pytest.raises(Refused):
        listing.listed(services, Look(), by=EVE)
    with pytest.raises(Refused):
        keeping.edit(services, Form(feed.id, 1), draft(feed), by=EVE)
