"""Whatever the server and the document claim about their letters, a user is a Käyttäjä."""

from __future__ import annotations

import codecs

import pytest

from bot.feeds.parse import parse

WORD = "Käyttäjä"


def title(body: bytes, content_type: str = "") -> str:
    return parse(body, content_type).items[0].title


def document(declaration: str = "", word: str = WORD) -> str:
    return (
        f"{declaration}<rss version='2.0'><channel><title>t</title><item><title>{word}</title></item></channel></rss>"
    )


def declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "iso-8859-1", "windows-1252", "us-ascii", "utf-16", "koi8-r", "gb2312", "no-such", "base64"]
)
@pytest.mark.parametrize(
    "content_type", ["", "text/xml", "text/xml; charset=iso-8859-1", "application/rss+xml; charset=utf-8"]
)
def test_utf8_is_read_whatever_is_declared(encoding: str, content_type: str) -> None:
    assert title(document(declared(encoding)).encode(), content_type) == WORD


@pytest.mark.parametrize(
    ("encoding", "declaration", "content_type"),
    [
        ("iso-8859-1", declared("iso-8859-1"), ""),
        ("iso-8859-1", "", "text/xml; charset=ISO-8859-1"),
        ("iso-8859-1", "", ""),
        ("cp1252", declared("iso-8859-1"), ""),
        ("cp1252", declared("utf-8"), "text/xml; charset=utf-8"),
        ("iso-8859-15", declared("iso-8859-15"), "text/xml; charset=utf-8"),
        ("cp850", declared("cp850"), ""),
        ("cp037", declared("cp037"), ""),
    ],
)
def test_other_encodings_are_read(encoding: str, declaration: str, content_type: str) -> None:
    assert title(document(declaration).encode(encoding), content_type) == WORD


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "utf-32-le"),
    ],
)
@pytest.mark.parametrize("declaration", ["", declared("utf-16"), declared("iso-8859-1")])
def test_wide_characters_are_read_with_a_mark_and_without(bom: bytes, encoding: str, declaration: str) -> None:
    assert title(bom + document(declaration).encode(encoding), "text/xml; charset=iso-8859-1") == WORD


def test_quotation_marks_of_windows_are_read_in_latin1_and_in_utf8() -> None:
    assert title(declared("iso-8859-1").encode() + document(word="“Hyvää” – 5 €").encode("cp1252")) == "“Hyvää” – 5 €"
    mixed = (
        document(declared("utf-8"), "Käyttäjä “X”")
        .encode()
        .replace("“".encode(), b"\x93")
        .replace("”".encode(), b"\x94")
    )
    assert title(mixed) == "Käyttäjä “X”"


def test_letters_that_were_taken_for_latin1_twice_are_mended() -> None:
    assert title(document(declared("utf-8"), WORD.encode().decode("latin-1")).encode()) == WORD


def test_languages_with_other_letters_are_read() -> None:
    for word, encoding in (
        ("Пользователь", "koi8-r"),
        ("Пользователь", "windows-1251"),
        ("用户反馈", "gb18030"),
        ("利用者", "shift_jis"),
        ("利用者", "iso-2022-jp"),
    ):
        assert title(document(declared(encoding), word).encode(encoding)) == word


@pytest.mark.parametrize(
    ("name", "encoding", "word"),
    [
        ("gb2312", "gbk", "朱镕基說繁體字"),
        ("GB2312", "gb18030", "㐀用户"),
        ("gbk", "gb18030", "㐀用户"),
        ("x-gbk", "gbk", "用户說"),
        ("shift_jis", "cp932", "①髙橋さん№"),
        ("Shift-JIS", "cp932", "㈱髙島屋"),
        ("windows-31j", "cp932", "①髙橋"),
        ("euc-kr", "cp949", "똠방각하 펲시콜라"),
        ("ks_c_5601-1987", "cp949", "똠방각하"),
        ("big5", "big5hkscs", "啫喱用戶嘅"),
    ],
)
def test_an_old_name_means_the_letters_that_came_later_too(name: str, encoding: str, word: str) -> None:
    assert title(document(declared(name), word).encode(encoding)) == word
    assert title(document("", word).encode(encoding), f"text/xml; charset={name}") == word


def test_a_json_feed_in_another_encoding_is_read() -> None:
    body = '{"version": "https://jsonfeed.org/version/1", "title": "t", "items": [{"id": "1", "title": "Käyttäjä"}]}'
    assert title(body.encode("utf-16")) == WORD
    assert title(codecs.BOM_UTF8 + body.encode()) == WORD
