"""What one element of a sound document says, read as feedparser reads it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from bot.feeds.text import TAGS

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_HTML = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})
_TAGS_OF_TEXT = TAGS - {"title", "link", "source", "body", "summary", "svg", "math"}
"""What feedparser copies as it stands; on the others it acts even inside a text."""
_SEMICOLONS = re.compile(r"&([A-Za-z0-9_]+);")


class OddError(Exception):
    """Something that feedparser has to read."""


def words(element: Element) -> str:
    """Return the text of an element that may have no children."""
    if len(element):
        raise OddError
    said = element.text
    return said.strip() if said else ""


def language_of(element: Element, around: str | None) -> str | None:
    """Return the language that holds inside an element; an empty one means none."""
    if not element.keys():
        return around
    language = element.get(LANG, element.get("lang"))
    return around if language is None else language or None


def link_of(element: Element) -> tuple[str, str, str | None]:
    """Return (rel, address, the same address when it is the page of the item) of a link."""
    if not element.keys():
        said = words(element)
        if "&" in said and ";" in said:
            said = _SEMICOLONS.sub(r"&\1", said.replace("&amp;", "&"))
        return "alternate", said, said
    attributes = element.attrib
    if any(name[0] == "{" or name.lower() != name or name == "base" for name in attributes):
        raise OddError
    rel = attributes.get("rel", "alternate").lower()
    href = attributes.get("url", attributes.get("uri", attributes.get("href")))
    if not href:
        raise OddError
    kind = attributes.get("type", "application/atom+xml" if rel == "self" else "text/html").lower()
    return rel, href, href if rel == "alternate" and kind in _HTML else None


def author_of(element: Element) -> tuple[str, str]:
    """Return (the author as written, the name alone)."""
    if not len(element):
        said = words(element)
        return said, said
    if (element.text or "").strip():
        raise OddError
    found = {"name": "", "email": ""}
    for child in element:
        local = child.tag.rpartition("}")[2]
        if local not in ("name", "email", "uri"):
            raise OddError
        found[local] = words(child)
    name, email = found["name"], found["email"]
    return f"{name} ({email})" if name and email else name or email, name


def markup(element: Element) -> str:
    """Return the text of an element that may hold markup, as characters or as XHTML elements."""
    if not element.keys():  # asked so, an element without attributes needs no dictionary
        return words(element)
    if element.get("mode", "") == "base64" or "base" in element.attrib:
        raise OddError
    kind = element.get("type", "").lower()
    if kind in ("xhtml", "application/xhtml+xml"):
        pieces: list[str] = []
        if not "".join(element.itertext()).strip():
            raise OddError
        _flatten(element, pieces)
        return "".join(pieces).strip()
    if kind and kind not in ("text", "plain", "html") and not kind.startswith("text/"):
        raise OddError
    return words(element)


def _flatten(element: Element, pieces: list[str]) -> None:
    if element.text:
        pieces.append(escape(element.text))
    for child in element:
        tag = child.tag.removeprefix(_XHTML)
        if tag not in _TAGS_OF_TEXT:
            raise OddError
        pieces.append(f"<{tag}>")
        _flatten(child, pieces)
        pieces.append(f"</{tag}>")
        if child.tail:
            pieces.append(escape(child.tail))
