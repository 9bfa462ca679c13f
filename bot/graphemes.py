"""Characters as people see them: a letter with its marks, a flag, a family of emoji are one each.

The rules are those of Unicode's extended grapheme clusters (UAX 29, GB3 to GB13, without the prefixes and conjuncts of Indic
scripts), worked out from the categories that Python's standard library knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_JOINER, _KEYCAP, _AS_TEXT, _AS_EMOJI = "\u200d", "\u20e3", "\ufe0e", "\ufe0f"
_PICTURES = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u2388\u23cf\u23e9-\u23f3\u23f8-\u23fa"
    "\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2605\u2607-\u2612\u2614-\u2685\u2690-\u2705\u2708-\u2712\u2714\u2716"
    "\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763-\u2767\u2795-\u2797\u27a1\u27b0\u27bf"
    "\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f0ff\U0001f10d-\U0001f10f\U0001f12f\U0001f16c-\U0001f171\U0001f17e\U0001f17f\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f1ad-\U0001f1e5\U0001f201-\U0001f20f\U0001f21a\U0001f22f\U0001f232-\U0001f23a"
    "\U0001f23c-\U0001f23f\U0001f249-\U0001f3fa\U0001f400-\U0001f53d\U0001f546-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f774-\U0001f77f\U0001f7d5-\U0001f7ff\U0001f80c-\U0001f80f\U0001f848-\U0001f84f\U0001f85a-\U0001f85f"
    "\U0001f888-\U0001f88f\U0001f8ae-\U0001f8ff\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001faff"
    "\U0001fc00-\U0001fffd]"
)
"""Extended_Pictographic of Unicode's emoji data."""
_TEXT_UNLESS_SAID = "\u00a9\u00ae\u2122"
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKINS, _TAGS = range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080)
_HANGUL = ((range(0x1100, 0x1160), "L"), (range(0xA960, 0xA97D), "L"), (range(0x1160, 0x11A8), "V"),
           (range(0xD7B0, 0xD7C7), "V"), (range(0x11A8, 0x1200), "T"), (range(0xD7CB, 0xD7FC), "T"))  # fmt: skip
_HANGUL_FOLLOWS = {"L": "L V LV LVT", "V": "V T", "LV": "V T", "T": "T", "LVT": "T"}


def graphemes(text: str) -> Iterator[str]:
    """Yield the characters of a text as people see them; joined together they are the text."""
    start, flags = 0, 0
    for place in range(1, len(text) + 1):
        flags = flags + 1 if ord(text[place - 1]) in _FLAG_LETTERS else 0
        if place == len(text) or not _holds_together(text, place, flags):
            yield text[start:place]
            start = place


def is_emoji(grapheme: str) -> bool:
    """Tell whether a character is shown as an emoji, keycaps and flags among them."""
    first = grapheme[:1]
    if not first or grapheme.endswith(_AS_TEXT):
        return False
    if ord(first) in _FLAG_LETTERS:
        return len(grapheme) > 1
    if _KEYCAP in grapheme:
        return first in "#*0123456789"
    return bool(_PICTURES.match(first)) and (first not in _TEXT_UNLESS_SAID or _AS_EMOJI in grapheme)


def _holds_together(text: str, place: int, flags: int) -> bool:
    """Tell whether there is no end of a character before a place; `flags` are the flag letters right before it."""
    before, after = text[place - 1], text[place]
    if before == "\r" and after == "\n":
        return True
    if _is_control(before) or _is_control(after):
        return False
    if _extends(after):
        return True
    if before == _JOINER and _PICTURES.match(after):
        return _ends_with_picture(text, place - 1)
    if ord(after) in _FLAG_LETTERS:
        return flags % 2 == 1
    return _hangul(after) in _HANGUL_FOLLOWS.get(_hangul(before), "").split()


def _ends_with_picture(text: str, joiner: int) -> bool:
    place = joiner - 1
    while place > 0 and _extends(text[place]) and text[place] != _JOINER:
        place -= 1
    return place >= 0 and bool(_PICTURES.match(text[place]))


def _extends(sign: str) -> bool:
    if sign.isascii():
        return False
    code = ord(sign)
    is_mark = unicodedata.category(sign) in ("Mn", "Me", "Mc")
    return is_mark or sign in "\u200c\u200d\uff9e\uff9f" or code in _SKINS or code in _TAGS


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs") and not _extends(sign)


def _hangul(sign: str) -> str:
    code = ord(sign)
    if 0xAC00 <= code <= 0xD7A3:
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    return next((kind for codes, kind in _HANGUL if code in codes), "")
