"""Foreign words become plain ones: nothing hidden, nothing that steers, and what people wrote stays readable."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.text import headline, plain

MOST = 100_000


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("AT&T", "AT&T"),
        ("C++ <vector>", "C++ <vector>"),
        ("std::vector<std::map>", "std::vector<std::map>"),
        ("a<b and c>d", "a<b and c>d"),
        ("i<j&&j>k", "i<j&&j>k"),
        ("R&amp;D", "R&D"),
        ("R&amp;amp;D", "R&D"),
        ("Q&A & FAQ; ok", "Q&A & FAQ; ok"),
        ("&lt;3 Turku", "<3 Turku"),
        ("<3 Turku", "<3 Turku"),
        ("Turku <b>kaupunki</b>", "Turku kaupunki"),
        ("&lt;b&gt;Turku&lt;/b&gt; &amp;amp; Kaarina", "Turku & Kaarina"),
        ("<p>yksi</p><p>kaksi</p>kolme<br>neljä<br/>viisi<BR />kuusi", "yksi kaksi kolme neljä viisi kuusi"),
        ("a<b>b</b>c<em class='x'>d</em>", "abcd"),
        ("<a title=\"x > y\" href='z'>t</a>", "t"),
        ('<img alt="kuva"onload="alert(1)">x', "x"),
        ("<script>alert('<p>x</p>')</script>jälkeen", "jälkeen"),
        ("ennen<style>.a > .b { color: red }</style>", "ennen"),
        ("ennen<script>var a = {b: 1", "ennen"),
        ("Näin <style> toimii", "Näin toimii"),
        ("a<!-- <b>piilo</b> -->b", "a b"),
        ("a<!-- ei lopu", "a"),
        ("<![CDATA[sisällä]]>", "sisällä"),
        ("x<o:p></o:p>y", "x y"),
        ("\u00a0a\u2003b\u3000c\u2028d\u0085e", "a b c d e"),
        ("sa\u00adna\u200b \u202e!\u2066x\u2069 \ufeffy\u2060", "sana !x y"),
        ("a\U000e0041\U000e007fb\u180ec", "abc"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("a\ud800b\udfffc", "abc"),
        ("e\u0301", "é"),
        ("&#8217;&#x1F600;&nbsp;&auml;&hellip;", "’😀 ä…"),
        ("&#0;&#55296;&#1114112;", "\ufffd\ufffd\ufffd"),
        ("<" * 5, "<" * 5),
        ("", ""),
    ],
)
def test_a_headline_reads_as_people_wrote_it(raw: str, words: str) -> None:
    assert headline(raw, MOST) == words


def test_a_text_is_decoded_once() -> None:
    assert plain("kirjoita &amp;lt;b&amp;gt; näin", MOST) == "kirjoita &lt;b&gt; näin"


def test_a_text_is_cut() -> None:
    assert headline("kaksi sanaa", 6) == "kaksi"
    assert len(plain("ä" * 2_000_000, MOST)) == MOST


NASTY = st.lists(
    st.sampled_from(
        ("<", ">", "&", ";", "&lt;", "&amp;", "&#x202e;", "&#8203;", "&shy;", "<b>", "</b>", "<br", "<script>", "</script>",
         "<!--", "-->", "]]>", '"', "'", "=", " ", "\n", "\u202e", "\u200b", "\ud800", "\u0301", "ä", "a", "<p ", "href")
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), NASTY))
def test_nothing_that_hides_or_steers_is_left(raw: str) -> None:
    for said in (headline(raw, MOST), plain(raw, MOST)):
        assert not {unicodedata.category(character) for character in said} & {"Cc", "Cs", "Zl", "Zp"}
        assert not set(said) & set(
            "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
        )
        assert said == " ".join(said.split())
        assert unicodedata.is_normalized("NFC", said)


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<a ",
        "<!--",
        "<script>",
        "<a \"'",
        "&",
        "&#",
        "&lt",
        "\u0301\u0316",
        "</",
        "<b ",
        '="',
        "<a:b",
        "]]>",
        "  ",
        "\u200b",
        "<svg",
        "<p a='\"",
    ],
)
def test_a_million_of_anything_takes_no_time(unit: str) -> None:
    """Two sizes are compared, so the pace of the machine does not matter."""
    spent = []
    for size in (50_000, 200_000):
        raw = unit * (size // len(unit))
        began = time.process_time()
        headline(raw, MOST)
        spent.append(time.process_time() - began)
    assert spent[1] < max(0.5, spent[0] * 9)
