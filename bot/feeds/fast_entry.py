"""One item of a sound document, read child by child in the order and with the rules of feedparser.

Its rules in short: the first title that says something wins, except over one of the media extension; a second summary is content;
a later date, guid or link replaces an earlier one; a guid stands in for a link that has not come yet.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from bot.feeds.fast_element import OddError, author_of, language_of, link_of, markup, words
from bot.feeds.fast_tags import Part, part_of
from bot.feeds.parse_entry import Entry

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_PERMANENT = frozenset({"isPermaLink"})
_IN_GROUPS = frozenset(
    {Part.MEDIA_TITLE, Part.MEDIA_WORDS, Part.CATEGORY, Part.KEYWORDS, Part.NOTHING, Part.UNKNOWN, Part.GROUP}
)


class Reading(Entry):
    """An item of which some children have been seen."""

    # Values of the class, and of Entry, stand for what an item does not have: most have a third of this.
    published = updated = created = original = ""
    title_depth = summary_depth = media_depth = 0
    title_settled = source_seen = has_plain_author = False
    page: str | None = None
    summary: str | None = None
    title_language: str | None = None
    summary_language: str | None = None
    content: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def __init__(self, around: str | None) -> None:
        """Begin with the language that the elements around the children declare."""
        self.around = around

    def finished(self) -> Entry:
        """Return the entry when every child was read."""
        self.link = self.original or self.page or ""
        self.texts = (self.summary or "", *self.content)
        self.dates = (self.published, self.updated, self.created)
        if len(self.authors) > 1:
            self.author = ", ".join(dict.fromkeys(filter(None, self.authors)))
        if not self.language:
            self.language = (self.title_language if self.title_depth else self.summary_language) or ""
        return self


Act = Callable[[Reading, Element, int], None]


def entry_of(item: Element, language: str | None, acts: dict[str, Act]) -> Entry:
    """Read an item; `acts` keeps what to do with a tag for the other items of the document. Raises OddError."""
    if "base" in item.keys():  # noqa: SIM118 - asked so, an element without attributes needs no dictionary
        raise OddError
    reading = Reading(language_of(item, language))
    if about := item.get(_ABOUT):
        reading.guid = about
    for child in item:
        tag = child.tag
        act = acts.get(tag)
        if act is None:
            act = acts[tag] = _ACTS[part_of(tag)]
        act(reading, child, 1)
    return reading.finished()


def _title(reading: Reading, element: Element, depth: int) -> None:
    if reading.source_seen:
        raise OddError
    said = markup(element)
    if not reading.title_settled:
        reading.title, reading.title_depth = said, depth
        reading.title_language = language_of(element, reading.around)
        reading.title_settled = bool(said)


def _media_title(reading: Reading, element: Element, depth: int) -> None:
    if reading.source_seen:
        raise OddError
    said = markup(element)
    if not reading.title_settled and (not reading.title_depth or depth <= reading.title_depth):
        reading.title, reading.title_depth = said, depth
        reading.title_language = language_of(element, reading.around)


def _link(reading: Reading, element: Element, _depth: int) -> None:
    rel, address, page = link_of(element)
    reading.others += ((rel, address),)
    if page is not None:
        reading.page = page


def _guid(reading: Reading, element: Element, _depth: int) -> None:
    said, attributes = words(element), element.attrib
    odd = attributes.keys() - _PERMANENT
    if ":///" in said or (odd and ("base" in odd or any(name.lower() != name for name in odd))):
        raise OddError
    reading.guid = said
    if reading.page is None and attributes.get("isPermaLink", attributes.get("ispermalink", "true")) == "true":
        reading.page = said


def _summary(reading: Reading, element: Element, depth: int) -> None:
    if reading.summary is not None and not reading.content:
        _content(reading, element, depth)
        return
    said = markup(element)
    if not reading.summary_depth or depth <= reading.summary_depth:
        reading.summary, reading.summary_depth = said, depth
        reading.summary_language = language_of(element, reading.around)


def _media_words(reading: Reading, element: Element, depth: int) -> None:
    said = words(element)
    if not reading.media_depth or depth <= reading.media_depth:
        reading.media, reading.media_depth = said, depth


def _content(reading: Reading, element: Element, _depth: int) -> None:
    said = markup(element)
    reading.content += (said,)
    if reading.summary is None:
        reading.summary = said


def _author(reading: Reading, element: Element, _depth: int) -> None:
    reading.author, name = author_of(element)
    if reading.authors:
        # what feedparser then makes of addresses and of elements beside plain names is its secret
        was_plain, is_plain = reading.has_plain_author, not len(element)
        if "@" in reading.author or "@" in "".join(reading.authors) or (not is_plain and (was_plain or not name)):
            raise OddError
    reading.has_plain_author = reading.has_plain_author or not len(element)
    reading.authors += (name or reading.author,)


def _category(reading: Reading, element: Element, _depth: int) -> None:
    if term := element.get("term"):
        reading.categories += (term,)
    if said := words(element):
        reading.categories += (said,)


def _itunes_category(reading: Reading, element: Element, _depth: int) -> None:
    reading.categories += tuple(filter(None, (element.get("text"), words(element))))


def _keywords(reading: Reading, element: Element, _depth: int) -> None:
    said = words(element)
    if not element.attrib:
        reading.categories += tuple(filter(None, map(str.strip, said.split(","))))


def _source(reading: Reading, element: Element, _depth: int) -> None:
    if reading.source_seen:
        raise OddError
    reading.source_seen = True
    if not len(element):
        reading.source, reading.source_url = words(element), element.get("url", "")
        return
    link: str | None = None
    for child in element:
        part = part_of(child.tag)
        if part is Part.TITLE and not reading.source:
            reading.source = markup(child)
        elif part is Part.LINK:
            page = link_of(child)[2]
            link = page if page is not None else link
        elif part is Part.GUID:
            link = words(child) if link is None else link
        elif part is Part.ODD or (part is Part.TITLE and reading.source):
            raise OddError
    reading.source_url = link or ""


def _news_source(reading: Reading, element: Element, _depth: int) -> None:
    if not element.attrib and not reading.source:
        reading.source = words(element)


def _group(reading: Reading, element: Element, depth: int) -> None:
    for child in element:
        part = part_of(child.tag)
        if part not in _IN_GROUPS:
            raise OddError
        _ACTS[part](reading, child, depth + 1)


def _published(reading: Reading, element: Element, _depth: int) -> None:
    reading.published = words(element)


def _updated(reading: Reading, element: Element, _depth: int) -> None:
    reading.updated = words(element)


def _created(reading: Reading, element: Element, _depth: int) -> None:
    reading.created = words(element)


def _original(reading: Reading, element: Element, _depth: int) -> None:
    reading.original = "" if element.attrib else words(element)


def _language(reading: Reading, element: Element, _depth: int) -> None:
    reading.language = words(element)


def _enclosure(reading: Reading, element: Element, _depth: int) -> None:
    address = element.get("url", element.get("uri", element.get("href", "")))
    reading.others += (("enclosure", address),)


def _unknown(_reading: Reading, element: Element, _depth: int) -> None:
    if len(element):
        raise OddError


def _nothing(_reading: Reading, _element: Element, _depth: int) -> None:
    """Leave it."""


def _odd(_reading: Reading, _element: Element, _depth: int) -> None:
    raise OddError


_ACTS: dict[Part, Act] = {
    Part.TITLE: _title,
    Part.MEDIA_TITLE: _media_title,
    Part.LINK: _link,
    Part.ORIGINAL: _original,
    Part.GUID: _guid,
    Part.SUMMARY: _summary,
    Part.MEDIA_WORDS: _media_words,
    Part.CONTENT: _content,
    Part.HTML_CONTENT: _content,
    Part.AUTHOR: _author,
    Part.PUBLISHED: _published,
    Part.UPDATED: _updated,
    Part.CREATED: _created,
    Part.CATEGORY: _category,
    Part.ITUNES_CATEGORY: _itunes_category,
    Part.KEYWORDS: _keywords,
    Part.SOURCE: _source,
    Part.NEWS_SOURCE: _news_source,
    Part.LANGUAGE: _language,
    Part.ENCLOSURE: _enclosure,
    Part.GROUP: _group,
    Part.NOTHING: _nothing,
    Part.UNKNOWN: _unknown,
    Part.ODD: _odd,
}
