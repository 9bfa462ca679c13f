"""An item is the same item at the next poll, whatever its feed does with guids and links."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.identity import content_hash, identified, link_hash
from bot.feeds.items import FeedItem

DAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_a_guid_that_only_one_item_has_is_its_mark():
    before, after = FeedItem(guid="a", title="Uusi silta"), FeedItem(guid="a", title="Uusi silta avattiin")

    assert identified([before])[0].ident == identified([after])[0].ident


def test_a_guid_that_all_items_share_tells_nothing_so_their_links_do():
    items = [FeedItem(guid="x", link=f"https://a.example/{n}", title=f"{n}") for n in range(3)]

    assert len({one.ident for one in identified(items)}) == 3


def test_ten_items_with_one_link_and_no_guid_are_told_apart_by_their_words():
    items = [FeedItem(link="https://a.example/news", title=f"Tiedote {n}") for n in range(10)]

    found = identified(items)

    assert len(found) == 10
    assert not any(one.link_key for one in found)


def test_the_same_words_on_two_days_are_two_items():
    items = [FeedItem(title="Sää tänään", text="Pilvistä.", published=DAY + timedelta(days=n)) for n in range(2)]

    assert len(identified(items)) == 2


def test_an_item_that_stands_twice_in_a_document_is_one():
    assert len(identified([FeedItem(title="Sama", text="Sama teksti")] * 2)) == 1


def test_a_link_to_a_whole_site_is_no_mark_of_an_item():
    assert link_hash("https://status.example/") == ""
    assert identified([FeedItem(link="https://status.example/", title="Häiriö")])[0].link_key == ""
    assert (
        identified([FeedItem(link="https://a.example/tila", title="x")], site="https://a.example/tila")[0].link_key
        == ""
    )
    assert link_hash("https://status.example/?id=7") != ""


def test_a_counter_far_down_in_the_text_is_no_edit():
    first, second = (FeedItem(title="t", text="a" * 700 + f" {n} kommenttia") for n in (1, 2))

    assert content_hash(first) == content_hash(second)
    assert content_hash(first) != content_hash(FeedItem(title="t", text="b"))


_TEXTS = st.text(max_size=20)
_ITEMS = st.builds(
    FeedItem,
    guid=st.sampled_from(["", "a", "b", "c"]),
    link=st.sampled_from(
        ["", "https://a.example/1", "http://www.a.example/1?utm_source=x", "https://a.example/2", "x:y"]
    ),
    title=_TEXTS,
    text=_TEXTS,
)


@given(st.lists(_ITEMS, max_size=12))
def test_marks_are_stable_and_no_two_items_share_one(items: list[FeedItem]):
    found = identified(items)

    assert found == identified(items)
    assert len({one.ident for one in found}) == len(found) <= len(items)
    assert all(len(one.ident) <= 64 and len(one.link_key) <= 64 for one in found)
