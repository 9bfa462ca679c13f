"""The pages that a text links to."""

from __future__ import annotations

from bot.feeds.linked import linked
from bot.feeds.parse import parse

TOOT = (
    '<p>Mitä ihmettä. <a href="https://lehti.example/kuusi?a=1&amp;b=2" rel="nofollow noopener">'
    '<span class="invisible">https://</span><span class="ellipsis">lehti.example/ku</span></a> '
    '<a href="https://masto.example/tags/turku" class="mention hashtag" rel="tag">#<span>turku</span></a> '
    '<a href="https://other.example/@anna" class="u-url mention">@<span>anna</span></a></p>'
)


def test_a_post_links_to_what_it_is_about_and_not_to_people_and_subjects():
    assert linked([TOOT]) == ("https://lehti.example/kuusi?a=1&b=2",)


def test_a_page_is_named_once_and_an_empty_anchor_names_none():
    twice = '<a href="https://a.example/1">x</a><A CLASS=x HREF=https://a.example/1>y</A><a name="z">z</a>'
    assert linked([twice, twice]) == ("https://a.example/1",)
    assert linked(["No links", "href"]) == ()


def test_a_text_with_many_links_is_about_none_of_them():
    assert linked(["".join(f'<a href="https://a.example/{number}">x</a>' for number in range(9))]) == ()


def test_an_item_knows_what_its_text_links_to():
    escaped = TOOT.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    item = f"<item><guid>1</guid><description>{escaped}</description></item>"
    feed = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>"
    assert parse(feed.encode()).items[0].links == ("https://lehti.example/kuusi?a=1&b=2",)
