"""Which child of an item means what to feedparser, by its full name."""

from __future__ import annotations

from enum import Enum, auto

_PLAIN = frozenset(
    {
        "",
        "http://www.w3.org/2005/atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://backend.userland.com/rss",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://purl.org/rss/1.0/modules/rss091#",
    }
)
"""Namespaces whose elements count as those of the feed itself."""
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
_HARMLESS = frozenset(
    {
        "http://purl.org/rss/1.0/modules/syndication/",
        "http://purl.org/rss/1.0/modules/slash/",
        "http://purl.org/rss/1.0/modules/threading/",
        "http://purl.org/syndication/thread/1.0",
        "http://wellformedweb.org/commentapi/",
        "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "http://www.youtube.com/xml/schemas/2015",
        "http://www.google.com/schemas/sitemap-news/0.9",
        "https://podcastindex.org/namespace/1.0",
        "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        "http://webfeeds.org/rss/1.0",
        "com-wordpress:feed-additions:1",
        "http://purl.org/rss/1.0/modules/wiki/",
    }
)
"""Namespaces whose elements say nothing that is kept, whatever they hold."""


class Part(Enum):
    """What a child of an item is."""

    TITLE = auto()
    MEDIA_TITLE = auto()
    LINK = auto()
    ORIGINAL = auto()
    """FeedBurner's word for the link before it was wrapped."""
    GUID = auto()
    SUMMARY = auto()
    MEDIA_WORDS = auto()
    CONTENT = auto()
    HTML_CONTENT = auto()
    AUTHOR = auto()
    PUBLISHED = auto()
    UPDATED = auto()
    CREATED = auto()
    CATEGORY = auto()
    ITUNES_CATEGORY = auto()
    KEYWORDS = auto()
    SOURCE = auto()
    NEWS_SOURCE = auto()
    LANGUAGE = auto()
    ENCLOSURE = auto()
    GROUP = auto()
    """Holds media elements that count as the item's own."""
    NOTHING = auto()
    """Says nothing that is kept."""
    UNKNOWN = auto()
    """Says nothing by itself, but feedparser would look at its children."""
    ODD = auto()
    """feedparser does something with it that is not done here."""


_PARTS = {
    Part.TITLE: "title dc:title",
    Part.MEDIA_TITLE: "media:title",
    Part.LINK: "link",
    Part.ORIGINAL: "feedburner:origlink",
    Part.GUID: "guid id",
    Part.SUMMARY: "description dc:description summary itunes:summary",
    Part.MEDIA_WORDS: "media:description",
    Part.CONTENT: "content",
    Part.HTML_CONTENT: "content:encoded",
    Part.AUTHOR: "author managingeditor dc:creator dc:author itunes:author",
    Part.PUBLISHED: "pubdate published issued dcterms:issued",
    Part.UPDATED: "updated modified lastbuilddate dc:date dcterms:modified",
    Part.CREATED: "created dcterms:created",
    Part.CATEGORY: "category dc:subject media:category",
    Part.ITUNES_CATEGORY: "itunes:category",
    Part.KEYWORDS: "media:keywords itunes:keywords",
    Part.SOURCE: "source",
    Part.LANGUAGE: "language dc:language",
    Part.ENCLOSURE: "enclosure",
    Part.GROUP: "media:group media:content",
    Part.NOTHING: "comments contributor dc:contributor rights dc:rights copyright generator media:thumbnail media:player"
    " media:credit media:rating media:copyright media:restriction media:license media:community media:statistics"
    " media:starrating media:text media:hash media:status itunes:explicit itunes:duration itunes:image itunes:episode"
    " itunes:season itunes:episodetype itunes:block itunes:order itunes:subtitle dcterms:valid subtitle ttl webmaster"
    " dc:publisher expirationdate cloud docs rating",
    Part.ODD: "image body fullitem abstract info item entry channel feed rss textinput name email url uri homepage"
    " width height itunes:owner itunes:name itunes:email itunes:link keywords tags tagline fm:keywords"
    " feedburner:browserfriendly newlocation base links authors contributors title_detail summary_detail",
}
_BY_NAME = {name: part for part, names in _PARTS.items() for name in names.split()}


def part_of(tag: str) -> Part:
    """Return what an element named "{namespace}local" is."""
    space, _, local = tag[1:].rpartition("}") if tag[:1] == "{" else ("", "", tag)
    local, space = local.lower(), space.lower()
    if space in _PLAIN:
        return _BY_NAME.get(local, Part.UNKNOWN)
    if space in _HARMLESS:
        return Part.NOTHING
    if prefix := _PREFIXES.get(space):
        return _BY_NAME.get(f"{prefix}:{local}", Part.UNKNOWN)
    if local == "source" and "bing.com" in space:
        return Part.NEWS_SOURCE
    # feedparser drops a namespace it does not know when it has no prefix: <title xmlns="urn:x"> is a title to it
    return Part.ODD if local in _BY_NAME or "xhtml" in space else Part.UNKNOWN
