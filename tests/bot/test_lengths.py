"""How long a text is where it will stand: the networks' own examples, and properties that hold for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.graphemes import graphemes, is_emoji
from bot.lengths import Kind, lengths, on_mastodon, on_x

FAMILY, FLAG, WAVE, KEY = "👨‍👩‍👧‍👦", "🇫🇮", "👋🏽", "1️⃣"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (FAMILY, [FAMILY]),
        (f"{FLAG}🇸🇪🇦🇽", [FLAG, "🇸🇪", "🇦🇽"]),
        (f"a{WAVE}b", ["a", WAVE, "b"]),
        ("a\u0308e\u0301\u0323", ["a\u0308", "e\u0301\u0323"]),
        ("x\r\ny\n\u0308", ["x", "\r\n", "y", "\n", "\u0308"]),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿🏳️‍🌈", ["🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏳️‍🌈"]),
        ("\u1112\u1161\u11ab한", ["\u1112\u1161\u11ab", "한"]),
        ("a\u200d🐈", ["a\u200d", "🐈"]),
        (KEY, [KEY]),
        ("", []),
    ],
)
def test_characters_are_what_people_see(text, shown):
    assert list(graphemes(text)) == shown


@given(st.text())
def test_characters_joined_are_the_text_and_each_is_one(text):
    found = list(graphemes(text))
    assert "".join(found) == text
    assert all(found)
    assert [one for part in found for one in graphemes(part)] == found


@given(st.text(alphabet="abcdefghijåäö ,.", max_size=300))
def test_a_mark_apart_is_counted_like_the_letter_with_its_mark(text):
    apart = unicodedata.normalize("NFD", text)
    assert sum(1 for _ in graphemes(apart)) == len(text)
    assert on_x(apart) == on_x(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 280, 280),
        ("päivää", 6),
        ("日本", 4),
        (FAMILY, 2),
        (FLAG, 2),
        (WAVE, 2),
        (KEY, 2),
        ("©", 1),
        ("“x” – y…", 9),
        ("https://example.org/" + "a" * 200, 23),
        ("Look: http://a.fi.", 30),
        ("kaupunki.fi/uinti", 23),
        ("Klo 9.30, ks. kaupunki.fi.", 38),
        ("a@kaupunki.fi", 13),
        ("e\u0301", 1),
        (f"{WAVE}\u200d x", 5),
        ("Lue lisää: hämeenlinna.fi", 34),
        ("Lue lisää: äänekoski.fi/uimahalli", 34),
        ("turku.city/page", 23),
        ("KAUPUNKI.HELSINKI", 23),
        ("Auki ma-pe.Kaupunki.fi.Tervetuloa", 39),
        ("“kaupunki.fi”", 25),
        ("kaupunki.fi?sivu=1", 30),
        ("kaupunki.fi/haku?sivu=1&kieli=sv.", 24),
        ("kaupunki.fi/a_(b)", 23),
        ("kaupunki.fi-sivusto", 19),
        ("anna.virtanen@kaupunki.fi", 25),
        ("#hämeenlinna.fi", 26),
        ("Loppui.Sitten alkoi.", 20),
        ("https://intranet.local/ohje", 27),
        ("https://президент.рф/a", 23),
        ("президент.рф", 12),
        ("xn--hmeenlinna-v5a.fi/a", 23),
    ],
)
def test_x_counts_links_and_emoji_its_own_way(text, length):
    assert on_x(text) == length


@pytest.mark.parametrize("text", ["a." * 5_000, "@ä." * 3_000, "https://a." * 1_000, "a.fi/((" * 1_000, "#" * 9_000])
def test_a_text_that_nearly_is_a_link_has_a_length_too(text):
    assert on_x(text) >= len(text) // 7


def test_mastodon_counts_of_a_name_elsewhere_only_the_name():
    assert on_mastodon("@anna@mastodon.example kiitos") == len("@anna kiitos")
    assert on_mastodon(f"{FAMILY} https://example.org/{'a' * 100} kaupunki.fi") == 1 + 1 + 23 + 1 + 11


@pytest.mark.parametrize(
    ("network", "text", "used", "most"),
    [
        ("bluesky", FAMILY * 3, 3, 300),
        ("threads", "ok👋", 6, 500),
        ("instagram", "ok👋", 4, 2_200),
        ("linkedin", "ok", 2, 1_250),
        ("tiktok", "ok", 2, 150),
    ],
)
def test_every_network_counts_its_own_way(network, text, used, most):
    first = lengths(network, text)[0]
    assert (first.kind, first.used, first.most, first.over) == (Kind.REPLY, used, most, 0)


def test_a_post_may_be_longer_than_a_reply_and_a_site_has_no_limit():
    assert [(one.kind, one.most, one.over) for one in lengths("linkedin", "a" * 1_300)] == [
        (Kind.REPLY, 1_250, 50),
        (Kind.POST, 3_000, 0),
    ]
    assert [(one.kind, one.most) for one in lengths("tiktok", "a")] == [(Kind.REPLY, 150), (Kind.POST, 2_000)]
    assert lengths("web", "a" * 100_000) == ()


@given(st.text(), st.sampled_from(["x", "mastodon", "bluesky", "threads", "facebook"]))
def test_any_text_has_a_length(network_text, network):
    assert all(one.used >= 0 for one in lengths(network, network_text))


def test_a_letter_is_no_emoji():
    assert not any(is_emoji(one) for one in "aä1#©☺\ufe0e"[:5])
    assert is_emoji("☺")
    assert is_emoji("©\ufe0f")
