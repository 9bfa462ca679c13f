"""Bytes into characters: what the bytes themselves say counts more than what the server or the document declares.

Text that is valid UTF-8 is UTF-8: in any other encoding such a run of bytes makes no sense, while wrong declarations are common.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_BOM = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x00{", "utf-16-be"),
    (b"Lo\xa7\x94", "cp037"),  # "<?xm" of a mainframe
)
_DECLARED = re.compile(rb"<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 1_024
_ESCAPE = b"\x1b"
_SEVEN_BITS = ("iso2022", "hz", "utf_7", "utf-7")
"""Encodings whose text looks like ASCII, and so like UTF-8."""
_WESTERN = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252"})
"""What is declared by default or by habit: read as UTF-8 with single bytes of Windows-1252 among it, as browsers do."""
_WIDER = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc_kr", "windows-949"), "cp949"),
    **dict.fromkeys(("big5", "x-x-big5"), "big5hkscs"),
}
"""What is meant by an old name: writers moved on to the letters that came later and kept it (WHATWG, Encoding, section 4.2)."""
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def characters(body: bytes, content_type: str = "") -> tuple[str, bytes]:
    """Return the text of a body, and the same in UTF-8; never fails, at worst a byte becomes U+FFFD."""
    text = _by_first_bytes(body)
    if text is None:
        names = [_known(name) for name in (_declared(body), _header(content_type))]
        if not _in_seven_bits(body, names):
            try:
                return body.decode("utf-8"), body
            except UnicodeDecodeError:
                pass
        text = _by_name(body, [name for name in names if name and name not in _WESTERN])
    return text, text.encode("utf-8", "replace")


def _by_first_bytes(body: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _western(body[len(mark) :]) if encoding == "utf-8" else body[len(mark) :].decode(encoding, "replace")
    for start, encoding in _WITHOUT_BOM:
        if body.startswith(start):
            return body.decode(encoding, "replace")
    return None


def _by_name(body: bytes, names: list[str]) -> str:
    """Take the first declared encoding that fits, else the first one with what does not fit replaced."""
    for errors in ("strict", "replace"):
        for name in names[: 2 if errors == "strict" else 1]:
            try:
                return body.decode(name, errors)
            except (UnicodeError, ValueError):
                continue
    return _western(body)


def _western(body: bytes) -> str:
    return body.decode("utf-8", "surrogateescape").translate(_STRAY) if not body.isascii() else body.decode("ascii")


def _in_seven_bits(body: bytes, names: list[str]) -> bool:
    return any(name.startswith(_SEVEN_BITS) for name in names) and (_ESCAPE in body or body.isascii())


def _declared(body: bytes) -> str:
    found = _DECLARED.search(body[:_HEAD])
    return found[1].decode("ascii", "replace") if found else ""


def _header(content_type: str) -> str:
    found = _CHARSET.search(content_type[:_HEAD])
    return found[1] if found else ""


def _known(name: str) -> str:
    """Return Python's name of a text encoding; empty for those it does not know and those that are no text."""
    try:
        found = codecs.lookup(_WIDER.get(name.lower(), name)) if name else None
        found = codecs.lookup(_WIDER[found.name]) if found and found.name in _WIDER else found
        known = found.name if found and "a".encode(found.name) else ""
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if known.startswith(("utf-16", "utf-32")) else known
