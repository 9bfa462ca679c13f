"""Links and networks: what is one account, what is a link at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.networks import NETWORKS, checked_link, guessed_network, link_key
from bot.words import Reader

ONE_ACCOUNT = [
    "https://www.instagram.com/Kirjasto.Example/",
    "http://instagram.com/kirjasto.example",
    "instagram.com/kirjasto.example",
    "https://m.instagram.com/kirjasto.example?igsh=abc&utm_source=x",
    "HTTPS://INSTAGRAM.COM:443//kirjasto.example#top",
    " https://mobile.instagram.com/KIRJASTO.EXAMPLE/?hl=fi ",
    "https://instagr.am/kirjasto.example",
]


@pytest.mark.parametrize("link", ONE_ACCOUNT)
def test_one_account_has_one_key(link: str) -> None:
    assert link_key(checked_link(link)) == "instagram.com/kirjasto.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=2"),
        ("https://x.com/town", "https://x.com/town2"),
        ("https://blog.example/Town", "https://blog.example/town"),
        ("https://blog.example/?p=1", "https://blog.example/?p=2"),
        ("https://city.example/a/b", "https://city.example/ab"),
    ],
)
def test_two_accounts_have_two_keys(one: str, other: str) -> None:
    assert link_key(checked_link(one)) != link_key(checked_link(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://twitter.com/Town", "https://x.com/town"),
        ("https://fi-fi.facebook.com/town", "https://www.facebook.com/Town/?fref=ts"),
        ("https://fi.linkedin.com/company/town/", "https://www.linkedin.com/company/Town"),
        ("https://mastodon.example/@Town", "http://mastodon.example/@town/"),
        ("https://blog.example/?b=2&a=1&utm_campaign=z", "https://blog.example/?a=1&b=2"),
        ("https://väderstad.example/", "https://xn--vderstad-0za.example"),
        ("https://facebook.com/k%C3%A4rn", "https://facebook.com/kÄrn"),
    ],
)
def test_what_means_the_same_has_the_same_key(one: str, other: str) -> None:
    assert link_key(checked_link(one)) == link_key(checked_link(other))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "javascript:alert(1)",
        "ftp://town.example/",
        "mailto:anna@town.example",
        "data:text/html,hello",
        "kirjasto",
        "@kirjasto",
        '=HYPERLINK("https://town.example")',
        "https://",
        "https://town",
        "https://anna:secret@town.example/",
        "https://town.example/a b",
        "https://town.example:port/",
        "https://[::1/",
        "https://town.example\\@evil.example",
        "https://" + "a" * 70 + "..example/",
        "https://town.example/" + "a" * 2_000,
    ],
)
def test_what_is_no_link_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_link(text)
    assert refused.value.field == "link"
    assert refused.value.words(Reader("en"))


@given(st.text(max_size=200))
def test_no_text_breaks_the_check(text: str) -> None:
    try:
        link = checked_link(text)
    except Invalid:
        return
    assert link.startswith(("https://", "http://"))
    assert link.isascii()
    assert guessed_network(link) in NETWORKS


_HANDLES = st.from_regex(r"[A-Za-z0-9_.]{1,20}", fullmatch=True).filter(lambda handle: set(handle) != {"."})


@given(
    handle=_HANDLES,
    host=st.sampled_from([host for network in NETWORKS.values() for host in network.hosts]),
    front=st.sampled_from(["", "www.", "m."]),
    scheme=st.sampled_from(["https://", "http://", ""]),
    tail=st.sampled_from(["", "/", "?utm_source=a", "/?fbclid=1#x", "#y"]),
)
def test_a_canonical_link_stays_itself(handle: str, host: str, front: str, scheme: str, tail: str) -> None:
    key = link_key(checked_link(f"{scheme}{front}{host}/{handle}{tail}"))
    assert key == link_key(checked_link(f"https://{host}/{handle.upper()}"))
    assert link_key(checked_link(f"https://{key}")) == key


@pytest.mark.parametrize(
    ("link", "network"),
    [
        ("https://www.tiktok.com/@town", "tiktok"),
        ("https://m.facebook.com/town", "facebook"),
        ("https://twitter.com/town", "x"),
        ("https://max.com/town", "web"),
        ("https://notfacebook.com/town", "web"),
        ("https://mastodon.town.example/@town", "mastodon"),
        ("https://some.example/@town", "mastodon"),
        ("https://town.example/news", "web"),
    ],
)
def test_the_network_is_told_by_the_host(link: str, network: str) -> None:
    assert guessed_network(link) == network
