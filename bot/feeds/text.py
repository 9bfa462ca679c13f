"""Foreign text made plain: no markup, no entities, no characters that hide, steer or shift other characters.

Tags are told from ordinary text by their names, so "C++ <vector>" and "5 < 6 & 7 > 3" stay readable. Every pattern here is
linear: what is never closed is taken to the end, and no repetition may run over the next "<".
"""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

MOST_RAW = 1_000_000
"""Characters of raw text that are looked at: ten times what is kept, since a page may be mostly markup."""
_MOST_MARKS = 30
"""Combining marks in a row, as Unicode's stream-safe form has it (UAX 15, section 13)."""

_BLOCKS = frozenset(
    "address article aside audio blockquote body br button caption center col colgroup dd details dialog dir"  # noqa: SIM905 - words
    " div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header"
    " hgroup hr html iframe img input label legend li link main map menu meta nav noframes noscript object ol"
    " optgroup option output p param picture pre progress section select source summary svg table tbody td"
    " template textarea tfoot th thead title tr track ul video".split()
)
_INLINE = frozenset(
    "a abbr acronym applet area b base basefont bdi bdo big blink canvas cite code data datalist del dfn em"  # noqa: SIM905 - words
    " font i ins kbd mark marquee math meter nobr path q rp rt ruby s samp script slot small span strike strong"
    " style sub sup time tt u use var wbr".split()
)
TAGS = _BLOCKS | _INLINE
_HOLDING_NO_WORDS = frozenset({"script", "style", "template", "svg", "head"})
_PLACES = {
    written: place
    for names, place in ((_BLOCKS, " "), (_INLINE, ""))
    for name in names - _HOLDING_NO_WORDS
    for written in (name, f"/{name}", f"{name}/", f"{name} /", name.upper(), f"/{name.upper()}")
}
"""What stands in for a tag without attributes, by what is written between "<" and ">"."""
_ALSO_LETTERS = frozenset("abipqsu")
"""Tags that may as well be variables: in "a<b and c>d" there is none."""

_SPLIT = re.compile(r"<([^<>]*)>")
_NAME = r"[A-Za-z][A-Za-z0-9_.-]{0,40}+(?::[A-Za-z][A-Za-z0-9_.-]{0,40}+)?+"
_REST = r"""(?:[\s/](?>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+)(?=>)|[\s/][^<>]*+)?"""
_DROPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|svg|head)\b[^<>]*(?<!/)>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rf"/?({_NAME})({_REST})>|!\[CDATA\[|![A-Za-z][^<>]*>|\?[^<>]*>")
"""A tag from behind its "<" on."""
_CLOSING = re.compile(rf"</{_NAME}\s*>|<(?:br|hr|img|p)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,31};)|#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};)")
_MARKS_IN_A_ROW = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")
_UNSEEN = (
    r"\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff\U0001fffe\U0001ffff"
)
_HIDDEN = re.compile(f"[{_UNSEEN}]+")
_BREAKS = b"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0"
_SPACED = bytes(32 if byte in _BREAKS else byte for byte in range(256))
_UNSEEN_WESTERN = bytes({*range(32), *range(0x7F, 0xA0), 0xAD} - set(_BREAKS))
_SPACES = re.compile(b"  +")
_HIDDEN_BUT_PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
"""Characters that nobody sees although Python calls them printable."""


def plain(raw: str, most: int) -> str:
    """Return the words of a text or piece of HTML on one line, at most `most` characters."""
    return raw if _is_plain(raw, most) else _cut(_one_line(_read(raw[:MOST_RAW])), most)


def headline(raw: str, most: int) -> str:
    """Return a title on one line; entities are decoded once more, because aggregators escape titles twice."""
    if _is_plain(raw, most):
        return raw
    said = _read(raw[:MOST_RAW])
    if "&" in said and ";" in said:
        said = _read(said)
    return _cut(_one_line(said), most)


def _is_plain(raw: str, most: int) -> bool:
    """Tell quickly that there is nothing to do, as with most names and headlines."""
    return (
        len(raw) <= most
        and raw.isascii()
        and raw.isprintable()
        and ("&" not in raw or ";" not in raw)
        and "<" not in raw
        and "  " not in raw
        and (not raw or (raw[0] != " " and raw[-1] != " "))
    )


def exact(raw: str) -> str:
    """Return an identifier without the characters that nobody sees; nothing is decoded."""
    return raw.strip() if raw.isascii() and raw.isprintable() else _one_line(raw)


def _read(text: str) -> str:
    """Take the tags out, then decode the entities; what they hid may be markup again."""
    if "<" in text:
        text = _without_tags(text)
    if "&" in text and ";" in text:
        text = _ENTITY.sub(_character, text)
        if "<" in text and _CLOSING.search(text):
            text = _without_tags(text)
    return text


def _without_tags(text: str) -> str:
    """Take the tags out at once where all of them are known and plain, else one by one."""
    parts = _SPLIT.split(text)
    parts[1::2] = places = [_PLACES[inner] if inner in _PLACES else _place(inner) for inner in parts[1::2]]
    said = None if None in places else "".join(parts)
    if said is None or ("<" in said and "<!" in text):
        said = _tag_by_tag(_DROPPED.sub(_unless_words, text))
    return said.replace("]]>", "") if "]" in said else said


def _place(inner: str) -> str | None:
    """Return what stands in for a tag with attributes; None when they are quoted so oddly that a closer look is needed."""
    name, _, rest = inner.partition(" ")
    if "=" not in rest or rest.count('"') % 2 or ("'" in rest and "'" in "".join(rest.split('"')[::2])):
        return None
    return _PLACES.get(name)


def _tag_by_tag(text: str) -> str:
    before, *rest = text.split("<")
    pieces = [before]
    for piece in rest:
        tag = _TAG.match(piece)
        pieces += (_in_place_of(tag), piece[tag.end() :]) if tag else ("<", piece)
    return "".join(pieces)


def _unless_words(part: re.Match[str]) -> str:
    """Keep what follows a tag that is never closed, unless it is code: a headline may be about <style>."""
    is_open = part.group(1) and not part[0].rstrip().lower().endswith(
        part.group(1).lower() + ">", len(part.group(1)) + 2
    )
    return part[0] if is_open and "{" not in part[0] and "(" not in part[0] else " "


def _in_place_of(tag: re.Match[str]) -> str:
    name, rest = tag.group(1, 2)
    if name is None:
        return ""
    lower = name.lower()
    if lower in _ALSO_LETTERS and "=" not in rest and rest.strip(" /\t\n"):
        return f"<{tag[0]}"
    if lower in _BLOCKS:
        return " "
    if lower in _INLINE:
        return ""
    return " " if "=" in rest or ":" in name else f"<{tag[0]}"


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    if name == "nbsp;":
        return " "
    return html5.get(name, entity[0]) if name else html.unescape(entity[0])


def _one_line(text: str) -> str:
    try:
        western = text.encode("latin-1")
    except UnicodeEncodeError:
        return _any_line(text)
    western = western.translate(_SPACED, _UNSEEN_WESTERN).strip()
    if b"  " in western:
        western = _SPACES.sub(b" ", western)
    return western.decode("latin-1")  # where nothing can be composed


def _any_line(text: str) -> str:
    text = " ".join(text.split())
    if not text.isprintable() or any(map(text.__contains__, _HIDDEN_BUT_PRINTABLE)):
        text = " ".join(_HIDDEN.sub("", text).split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", _calm(text))


def _calm(text: str) -> str:
    """Shorten rows of combining marks: putting thousands of them in order takes quadratic time."""
    if not _MARKS_IN_A_ROW.search(text):
        return text
    return _MARKS_IN_A_ROW.sub(lambda row: row[0] if not _marks(row[0]) else row[0][:_MOST_MARKS], text)


def _marks(row: str) -> bool:
    return any(unicodedata.combining(character) for character in row)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rstrip()
