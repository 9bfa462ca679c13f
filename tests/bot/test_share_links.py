"""The networks' own windows for sharing: filled in, encoded, and left out where a network has none or takes nothing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.networks import NETWORKS
from bot.plan import share_links
from bot.plan.share_links import Share, share_link

LINK = "https://aaltoranta.example/halli?a=1&b=2#ajat"
TEXT = "Uimahalli aukeaa! 🏊 Tervetuloa & nauti: 100 % ilmainen"
SHARE = Share(TEXT, LINK, "Halli", "https://mastodontti.fi/@halli")


@pytest.mark.parametrize(
    ("network", "host", "field"),
    [
        ("x", "x.com", "text"),
        ("bluesky", "bsky.app", "text"),
        ("mastodon", "mastodontti.fi", "text"),
        ("threads", "www.threads.net", "text"),
        ("whatsapp", "wa.me", "text"),
        ("facebook", "www.facebook.com", "u"),
        ("linkedin", "www.linkedin.com", "url"),
        ("reddit", "www.reddit.com", "url"),
        ("telegram", "t.me", "url"),
    ],
)
def test_a_window_holds_the_text_or_the_link_as_they_are(network: str, host: str, field: str) -> None:
    address = urlsplit(share_link(network, SHARE))
    assert (address.scheme, address.netloc) == ("https", host)
    (value,) = parse_qs(address.query)[field]
    assert value == (f"{TEXT}\n\n{LINK}" if field == "text" else LINK)


def test_networks_without_such_a_window_have_no_link() -> None:
    assert NETWORKS.keys() > share_links.NETWORKS
    assert {key for key in NETWORKS if not share_link(key, SHARE)} == NETWORKS.keys() - share_links.NETWORKS


def test_where_only_a_link_can_be_shared_a_text_alone_gives_none() -> None:
    alone = Share(TEXT)
    assert not any(share_link(key, alone) for key in ("facebook", "linkedin", "telegram", "mastodon"))
    assert share_link("x", alone)


@given(st.text(max_size=4_000), st.sampled_from(sorted(share_links.NETWORKS)))
def test_whatever_the_text_is_an_address_stays_one_and_fits(text: str, network: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    address = share_link(network, Share(clean, LINK, account="https://mastodontti.fi/@halli"))
    assert len(address) <= share_links.LONGEST
    assert address.isascii()
    assert not set(address) & set(' \n\t"<>|')
