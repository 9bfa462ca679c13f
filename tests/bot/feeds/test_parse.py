"""What comes out of the feeds that people follow, and why something is no feed."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.feeds.items import FeedDocument, NotAFeedError, Unreadable
from bot.feeds.parse import parse
from bot.feeds.parse_entry import MOST_ITEMS

FEEDS = Path(__file__).parent / "feeds"
ALERT = "Esimerkkilän kaupunki kokeilee ..."
POST = (
    "Kirjasto oli auki. Henkilökunta auttoi. Lainasin kirjan Palautin kaksi Suosittelen lämpimästi kaikille,"
    " jotka asuvat Esimerkkilässä tai sen lähellä."
)
URL = "https://syote.example/x/feed.xml"
START = datetime(2026, 11, 2, tzinfo=UTC)


def read(name: str) -> FeedDocument:
    return parse((FEEDS / name).read_bytes(), "", URL)


def why(body: bytes, content_type: str = "") -> Unreadable:
    with pytest.raises(NotAFeedError) as refused:
        parse(body, content_type, URL)
    return refused.value.why


def rss(items: str, about: str = "") -> bytes:
    declaration = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{declaration}<rss version="2.0"><channel><title>T</title>{about}{items}</channel></rss>'.encode()


@pytest.mark.parametrize("path", sorted(FEEDS.glob("*.*ml")) + sorted(FEEDS.glob("*.rdf")), ids=lambda path: path.name)
def test_no_item_is_lost_beside_feedparser(path: Path) -> None:
    seen = feedparser.parse(io.BytesIO(path.read_bytes()))
    assert len(parse(path.read_bytes(), "", URL).items) == len(seen.entries) > 0


@pytest.mark.parametrize(
    ("name", "kind", "title", "text"),
    [
        ("google_alerts.xml", "atom", "Esimerkkilän kirjasto avaa ovensa \"yöllä\" 'kokeeksi'", ALERT),
        (
            "google_news.xml",
            "rss",
            "Uimahalli remonttiin ensi keväänä - Esimerkin Sanomat",
            "Uimahalli remonttiin ensi keväänä Esimerkin Sanomat",
        ),
        ("youtube.xml", "atom", "Valtuuston kokous 2.11.2026", "Valtuusto kokoontuu. Asialista: uimahalli & kirjasto"),
        ("mastodon.xml", "rss", "", "Bussi 3 myöhässä taas. #esimerkkila Kiitos @liikenne tiedosta"),
        (
            "bluesky.xml",
            "rss",
            "",
            "Uimahalli on tänään kiinni klo 12–14. [contains quote post or other embedded content]",
        ),
        ("reddit.xml", "atom", "Miksi uimahalli on kiinni?", "Miksi uimahalli on kiinni? submitted by /u/maija_e"),
        ("podcast.xml", "rss", "Jakso 12: Bussit", "Miksi bussi myöhästyy? Vieraana liikennesuunnittelija."),
        ("wordpress.xml", "rss", "Kävin kirjastossa – ja yllätyin", POST),
        ("atom03.xml", "atom", "Vanha & hyvä", "Sisältö"),
        ("rss10.rdf", "rdf", "Ett", "Text"),
        ("rss090.rdf", "rdf", "Yksi", ""),
        ("rss091.xml", "rss", "Café & baari", ""),
        ("cdf.xml", "cdf", "Yksi", "Teksti"),
        ("careless.xml", "rss", "Häjyä – ä &outo; € 😀", "Teksti & lihava & vahva"),
        ("json1.json", "json", "Otsikko", "Yksi kaksi"),
        ("json11.json", "json", "", "Pidempi teksti"),
    ],
)
def test_the_words_of_each_kind_of_feed(name: str, kind: str, title: str, text: str) -> None:
    found = read(name)
    assert (found.kind, found.items[0].title, found.items[0].text) == (kind, title, text)


def test_a_news_search_names_the_paper() -> None:
    item = read("google_news.xml").items[0]
    assert (item.source, item.source_url, item.guid) == ("Esimerkin Sanomat", "https://sanomat.example", "CBMiAAAA")
    assert item.language == "fi"
    assert item.published == datetime(2026, 11, 2, 7, 0, tzinfo=UTC)


def test_a_video_and_a_post_have_their_links_and_people() -> None:
    video, post = read("youtube.xml").items[0], read("reddit.xml").items[0]
    assert (video.guid, video.link) == ("yt:video:aaaaaaaaaaa", "https://www.youtube.com/watch?v=aaaaaaaaaaa")
    assert (video.author, post.author, post.categories) == ("Esimerkkilän kaupunki", "/u/maija_e", ("Esimerkkila",))


def test_an_episode_without_a_page_links_to_its_sound() -> None:
    found = read("podcast.xml")
    assert found.items[0].link == "https://podi.example/12.mp3"
    assert (found.ttl, found.skip_hours, found.skip_days) == (120, (0, 1), ("Sunday",))
    assert (found.site, found.language, found.items[0].categories) == (
        "https://podi.example/",
        "fi",
        ("bussi", "liikenne"),
    )
    assert found.items[0].published == datetime(2026, 11, 1, 4, 0, tzinfo=UTC)


def test_a_json_feed_may_lack_title_address_and_date() -> None:
    one, two, three = read("json11.json").items
    assert (one.link, one.author, one.language) == ("https://syote.example/a", "Maija, Väinö", "sv")
    assert (two.link, two.published, two.title) == ("https://muualla.example/b", None, "")
    assert (three.title, three.guid, three.link) == ("Vain otsikko", "", "")
    assert [item.guid for item in read("json1.json").items] == ["1", "2"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Unreadable.EMPTY),
        (b"  \r\n\t", Unreadable.EMPTY),
        (b"\xef\xbb\xbf", Unreadable.EMPTY),
        (b"<!DOCTYPE html><html><head><title>Sivu</title></head><body>x</body></html>", Unreadable.PAGE),
        (b"\n<!-- x --><HTML><body><item>x</item></body></HTML>", Unreadable.PAGE),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"></html>', Unreadable.PAGE),
        (b"<head><title>x</title></head>", Unreadable.PAGE),
        (b"%PDF-1.7\n...", Unreadable.PDF),
        (b"\x89PNG\r\n\x1a\n", Unreadable.IMAGE),
        (b"\xff\xd8\xff\xe0", Unreadable.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Unreadable.IMAGE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', Unreadable.IMAGE),
        (
            b'<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="https://x.example"/></body></opml>',
            Unreadable.OPML,
        ),
        (b'{"error": "rate limited"}', Unreadable.JSON),
        (b"[1, 2]", Unreadable.JSON),
        (b'{"items": 3, "title": "x"}', Unreadable.JSON),
        (b"{not json", Unreadable.JSON),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"', Unreadable.BROKEN),
        (b"[" * 100_000, Unreadable.TOO_MUCH),
        (b"Not found", Unreadable.BROKEN),
        (b"/dev/zero", Unreadable.BROKEN),
        (b"/etc/passwd", Unreadable.BROKEN),
        (b"http://127.0.0.1/", Unreadable.BROKEN),
        (b"file:///etc/passwd", Unreadable.BROKEN),
        (b"\x1f\x8b\x08\x00", Unreadable.OTHER),
        (b"<urlset><url><loc>https://x.example</loc></url></urlset>", Unreadable.OTHER),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, reason: Unreadable) -> None:
    assert why(body) is reason


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7, 0.9, 0.98])
@pytest.mark.parametrize("name", ["wordpress.xml", "youtube.xml", "google_news.xml", "rss10.rdf", "podcast.xml"])
def test_a_document_that_breaks_off_is_an_error_and_no_shorter_list(name: str, share: float) -> None:
    body = (FEEDS / name).read_bytes()
    assert why(body[: int(len(body) * share)]) is Unreadable.BROKEN


def test_a_feed_that_says_nothing_yet_is_a_feed() -> None:
    assert parse(rss("")).items == ()
    assert parse(b'<feed xmlns="http://www.w3.org/2005/Atom"/>').kind == "atom"


def test_relative_links_stand_on_the_page_of_the_feed_or_on_what_the_document_says() -> None:
    item = "<item><title>a</title><link>/uutinen</link></item>"
    assert (
        parse(rss(item, "<link>https://sivu.example/blogi/</link>"), "", URL).items[0].link
        == "https://sivu.example/uutinen"
    )
    assert parse(rss(item), "", URL).items[0].link == "https://syote.example/uutinen"
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://pohja.example/a/"><title>t</title>'
        b'<entry xml:base="b/"><id>1</id><title>x</title><link href="c"/></entry></feed>'
    )
    assert parse(atom, "", URL).items[0].link == "https://pohja.example/a/b/c"


@pytest.mark.parametrize(
    ("raw", "link"),
    [
        ("javascript:alert(1)", ""),
        ("mailto:x@example.org", ""),
        ("ftp://example.org/x", ""),
        ("http://", ""),
        ("http://[", ""),
        ("https:///example.org/x", "https://example.org/x"),
        ("www.example.org/x", "https://www.example.org/x"),
        ("//example.org/x", "https://example.org/x"),
        (" https://example.org/a b ", "https://example.org/a%20b"),
        ("https://example.org/a\n/b", "https://example.org/a/b"),
        ("https://example.org/?a=1&amp;amp;b=2", "https://example.org/?a=1&b=2"),
    ],
)
def test_a_link_is_an_address_of_the_web_or_none(raw: str, link: str) -> None:
    assert parse(rss(f"<item><title>a</title><link>{raw}</link></item>"), "", URL).items[0].link == link


def test_sizes_are_cut_and_nothing_is_refused_for_its_size() -> None:
    long = "sana " * 1_000_000
    item = f"<item><title>{long}</title><guid>{'g' * 9_000}</guid><description>{long}</description></item>"
    found = parse(rss(item + "<item><title>b</title></item>" * 3_000))
    assert len(found.items) == 3_001
    assert (len(found.items[0].title), len(found.items[0].text)) == (499, 99_999)
    assert len(found.items[0].guid) < 1_100


def test_of_a_broken_document_with_too_many_items_the_newest_are_read_in_its_order() -> None:
    items = [
        f"<item><title>{number} & <b</title><pubDate>{START + timedelta(hours=number):%Y-%m-%dT%H:%M:%SZ}</pubDate></item>"
        for number in range(2_500)
    ]
    for written, numbers in ((items, range(500, 2_500)), (items[::-1], range(2_499, 499, -1))):
        found = parse(rss("".join(written)))
        assert [int(item.title.partition(" ")[0]) for item in found.items] == list(numbers)


def test_of_too_many_items_without_dates_the_first_are_read() -> None:
    broken = parse(rss("".join(f"<item><title>{number} & <b</title></item>" for number in range(2_500))))
    assert len(broken.items) == 2_000
    assert broken.items[-1].title.startswith("1999 &")
    sound = parse(rss("".join(f"<item><guid>{number}</guid></item>" for number in range(MOST_ITEMS + 50))))
    assert [int(item.guid) for item in sound.items] == list(range(MOST_ITEMS))


def test_of_far_too_many_items_the_newest_are_read() -> None:
    items = [
        {"id": str(number), "date_published": (START + timedelta(minutes=number)).isoformat()}
        for number in range(MOST_ITEMS + 50)
    ]
    found = parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}).encode())
    assert [int(item.guid) for item in found.items] == list(range(50, MOST_ITEMS + 50))


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)),
    st.sampled_from(sorted(FEEDS.iterdir())),
    st.integers(0, 3_000),
)
def test_nothing_but_its_own_error_leaves_the_parser(junk: bytes, path: Path, at: int) -> None:
    """Junk, and real documents with junk in them."""
    body = path.read_bytes()
    for mixed in (junk, body[:at] + junk + body[at:], body[:at] + junk):
        try:
            parse(mixed, "text/xml; charset=utf-8", URL)
        except NotAFeedError:
            continue


DAMAGE = st.sampled_from(
    (
        "&",
        "&nbsp;",
        "<br>",
        "<",
        ">",
        "\x0b",
        "</p>",
        "<![CDATA[",
        "]]>",
        "&#0;",
        "<!-- ",
        "&outo;",
        '"',
        "\x80",
        "<x:y>",
    )
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([path for path in sorted(FEEDS.iterdir()) if path.suffix != ".json"]),
    st.lists(st.tuples(st.floats(0.03, 0.999), DAMAGE), min_size=1, max_size=3),
)
@example(FEEDS / "cdf.xml", [(0.5, "<!-- "), (0.5, "\x0b")])
def test_a_damaged_document_gives_no_fewer_items_than_feedparser_finds(
    path: Path, damage: list[tuple[float, str]]
) -> None:
    """What seems to break off is refused instead."""
    body = path.read_bytes()
    for share, junk in damage:
        at = int(len(body) * share)
        body = body[:at] + junk.encode() + body[at:]
    try:
        found = len(parse(body, "", URL).items)
        entries = feedparser.parse(io.BytesIO(body)).entries
    except (NotAFeedError, ValueError, UnicodeError):  # feedparser itself fails on some of these
        return
    # feedparser takes a broken name of a tag, such as “<item\x0bs>”, for an entry that says nothing.
    assert found >= sum(
        any(entry.get(name) for name in ("title", "link", "id", "summary", "content")) for entry in entries
    )
