"""Lists of feeds as other readers write and read them (OPML 2.0), and plain lists of addresses. Pure.

A file is hostile text: entities are refused, nothing outside it is ever loaded, and its size is capped before it is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from bot.errors import Invalid
from bot.views.blocks import one_line

MOST_BYTES: Final = 1_000_000
MOST_FEEDS: Final = 2_000
_DEEPEST: Final = 50


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list: the line where it stands, its address, and what else the list says of it."""

    line: int
    url: str
    name: str = ""
    site: str = ""
    kind: str = ""
    """As `category` has it; whatever another program wrote there."""
    language: str = ""


def read(data: bytes) -> list[Outline]:
    """Return the feeds of an OPML file, or of a text with one address a line; raises Invalid."""
    if len(data) > MOST_BYTES:
        raise Invalid("The file is too large: {most} megabyte at most. Import it in parts.", most=1)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _of_xml(data) if start.startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff") else _of_lines(data)
    if len(found) > MOST_FEEDS:
        raise Invalid(
            "There are {n} feeds in it, and {most} is the most. Import it in parts.", n=len(found), most=MOST_FEEDS
        )
    if not found:
        raise Invalid("There is no feed in it. An OPML file names each feed in an outline with xmlUrl.")
    return found


def write(title: str, feeds: Iterable[Outline]) -> str:
    """Return an OPML 2.0 file."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_text(title)}</title></head>",
        "  <body>",
        *(f"    <outline {_attributes(feed)}/>" for feed in feeds),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _attributes(feed: Outline) -> str:
    said = {"type": "rss", "text": feed.name, "title": feed.name, "xmlUrl": feed.url, "htmlUrl": feed.site}
    said |= {"category": f"/{feed.kind}" if feed.kind else "", "language": feed.language}
    return " ".join(f"{name}={quoteattr(one_line(value))}" for name, value in said.items() if value)


def _text(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;")


def _of_lines(data: bytes) -> list[Outline]:
    text = data.decode("utf-8-sig", "replace")
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [Outline(number, line) for number, line in lines if line and not line.startswith("#")]


def _of_xml(data: bytes) -> list[Outline]:
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Invalid(
            "This is no sound OPML file: it breaks at line {line}. Export it again from the other program.",
            line=error.lineno,
        ) from error
    except (LookupError, ValueError) as error:
        raise Invalid("This is no sound OPML file. Export it again from the other program.") from error
    if reading.root != "opml":
        raise Invalid("This is no OPML file. Export your list of feeds as OPML from the other program.")
    return reading.found


class _Reading:
    """One pass over a file; only outlines are kept."""

    def __init__(self) -> None:
        self.found: list[Outline] = []
        self.root = ""
        self._depth = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("nested too deeply")
        tag = name.casefold()
        self.root = self.root or tag
        said = {key.casefold(): one_line(value) for key, value in attributes.items()} if tag == "outline" else {}
        if said.get("xmlurl"):
            kind = said.get("category", "").split(",")[0].strip("/").casefold()
            line = self.parser.CurrentLineNumber
            title = said.get("text") or said.get("title") or ""
            outline = Outline(line, said["xmlurl"], title, said.get("htmlurl", ""), kind, said.get("language", ""))
            self.found.append(outline)

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _refuse(self, *_said: Any) -> None:
        raise ValueError("entities are refused")
