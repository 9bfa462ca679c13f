"""Feeds written by chance: sound documents of every kind with the elements that real ones have, in any order and number."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    ' xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:x="https://example.org/ns"'
)
PIECES = st.sampled_from(
    (
        "Turku",
        "palaute kirjastosta",
        "ä ö å",
        "5 < 6 & 7 > 3",
        "AT&T",
        "C++ <vector>",
        "R&amp;D",
        "&lt;b&gt;lihava&lt;/b&gt;",
        "<b>lihava</b>",
        "<p>Eka.</p><p>Toka.</p>",
        "rivi<br/>toinen",
        "  välejä \n  ja rivejä ",
        "&nbsp;",
        "&#228;&#8217;",
        "“lainaus”",
        "a\u200bb\u00ad",
        "\u202eväärin",
        "👍🏽",
        "KÃ¤yttÃ¤jÃ¤",
        "x\u0085y",
        "",
        " ",
        "]]",
        "<script>alert(1)</script>loppu",
        '<a href="https://example.org/?a=1&amp;b=2">lue</a>',
        "<img src=x>",
        "<!-- piilo -->näkyy",
        "&amp;amp;",
        "ﬁ n\u0303",
    )
)
TEXTS = st.lists(PIECES, max_size=3).map(" ".join)
ADDRESSES = st.sampled_from(
    (
        "https://example.org/uutiset/1",
        "https://example.org/?a=1&b=2",
        "/suhteellinen",
        "uutinen.html",
        "",
        "//example.org/x",
        "http://example.org/ä",
        "tag:example.org,2026:1",
        "javascript:alert(1)",
        "www.example.org/x",
        "https://example.org/a b",
        "HTTPS://Example.org/A",
        "?p=7",
        "#kohta",
    )
)
DATES = st.sampled_from(
    (
        "Mon, 02 Nov 2026 12:00:00 +0200",
        "2026-11-02T12:00:00Z",
        "2026-11-02",
        "2.11.2026 klo 12.30",
        "eilen",
        "",
        "Mon, 02 Nov 2026 12:00:00 EET",
        "2035-01-01T00:00:00+03:00",
    )
)
NAMES = st.sampled_from(
    ("Maija Esimerkki", "maija@example.org (Maija Esimerkki)", "noreply@example.org", "", "Väinö", "A & B")
)
WORDS = st.sampled_from(("kaupunki", "Turku", "ä & ö", "", "uimahalli, kirjasto"))


@st.composite
def written(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """Draw a text as it stands in a document: escaped, in CDATA, or half and half with a comment between."""
    text = draw(texts)
    way = draw(st.sampled_from(("escaped", "cdata", "both")))
    if way == "escaped" or "]]>" in text:
        return escape(text)
    if way == "cdata":
        return f"<![CDATA[{text}]]>"
    return f"{escape(text)}<!-- väli --><![CDATA[{text}]]>"


def element(name: str, texts: st.SearchStrategy[str], attributes: tuple[str, ...] = ("",)) -> st.SearchStrategy[str]:
    """Return an element with one of some sets of attributes."""
    return st.tuples(st.sampled_from(attributes), written(texts)).map(
        lambda drawn: f"<{name}{drawn[0]}>{drawn[1]}</{name}>"
    )


def empty(name: str, *attributes: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[str]:
    """Return an element that holds nothing but attributes."""
    return st.tuples(*attributes).map(
        lambda drawn: f"<{name} " + " ".join(f"{key}={quoteattr(value)}" for key, value in drawn) + "/>"
    )


def attribute(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, str]]:
    return values.map(lambda value: (name, value))


def around(name: str, *inner: st.SearchStrategy[str], attributes: str = "") -> st.SearchStrategy[str]:
    """Return an element with some children."""
    return st.lists(st.one_of(*inner), max_size=3).map(lambda parts: f"<{name}{attributes}>{''.join(parts)}</{name}>")


RELS = st.sampled_from(("alternate", "self", "related", "enclosure", "via", "ALTERNATE", "replies"))
TYPES = st.sampled_from(("text/html", "application/atom+xml", "text/plain", "application/xhtml+xml"))
ATOM_LINK = st.one_of(
    empty("atom:link", attribute("rel", RELS), attribute("href", ADDRESSES.filter(bool)), attribute("type", TYPES)),
    empty("atom:link", attribute("href", ADDRESSES.filter(bool))),
)
MEDIA = (
    element("media:title", TEXTS, ("", ' type="html"')),
    element("media:description", TEXTS),
    element("media:keywords", WORDS),
    element("media:category", WORDS, ("", ' scheme="https://example.org"')),
    empty("media:thumbnail", attribute("url", ADDRESSES)),
    element("media:credit", NAMES),
)
EXTENSIONS = (
    element("dc:creator", NAMES),
    element("dc:subject", WORDS),
    element("dc:date", DATES),
    element("dcterms:modified", DATES),
    element("dc:title", TEXTS),
    element("dc:description", TEXTS),
    element("dc:language", st.sampled_from(("fi", "sv-FI", ""))),
    element("content:encoded", TEXTS),
    element("itunes:summary", TEXTS),
    element("itunes:author", NAMES),
    element("itunes:subtitle", TEXTS),
    empty("itunes:image", attribute("href", ADDRESSES)),
    element("itunes:keywords", WORDS),
    empty("itunes:category", attribute("text", WORDS)),
    element("feedburner:origLink", ADDRESSES),
    element("wfw:commentRss", ADDRESSES),
    element("slash:comments", st.just("3")),
    element("thr:total", st.just("2")),
    element("yt:videoId", st.just("abc")),
    element("x:jotain", TEXTS, ("", ' a="b"')),
    around("media:group", *MEDIA, around("media:content", *MEDIA, attributes=' url="https://example.org/v.mp4"')),
    *MEDIA,
)
RSS_CHILDREN = (
    element("title", TEXTS),
    element("link", ADDRESSES),
    element("guid", ADDRESSES, ("", ' isPermaLink="false"', ' isPermaLink="true"')),
    element("description", TEXTS),
    element("pubDate", DATES),
    element("author", NAMES),
    element("category", WORDS, ("", ' domain="https://example.org"')),
    element("source", NAMES, ("", ' url="https://example.org/rss"')),
    element("comments", ADDRESSES),
    empty("enclosure", attribute("url", ADDRESSES), attribute("type", st.just("audio/mpeg"))),
    element("summary", TEXTS),
    ATOM_LINK,
    *EXTENSIONS,
)
XHTML = st.sampled_from(
    (
        "<p>Eka.</p><p>Toka &amp; kolmas &lt; neljäs</p>",
        "pelkkä",
        "<b>a</b><i>b</i>",
        "<ul><li>yksi</li><li>kaksi</li></ul>",
        "",
    )
).map(lambda inner: f'<div xmlns="http://www.w3.org/1999/xhtml">{inner}</div>')
TEXT_TYPES = ("", ' type="text"', ' type="html"', ' type="text/html"', ' xml:lang="sv"')
PERSON = (element("name", NAMES), element("email", st.just("maija@example.org")), element("uri", ADDRESSES))
ATOM_CHILDREN = (
    element("title", TEXTS, TEXT_TYPES),
    XHTML.map(lambda inner: f'<title type="xhtml">{inner}</title>'),
    element("summary", TEXTS, TEXT_TYPES),
    element("content", TEXTS, TEXT_TYPES),
    XHTML.map(lambda inner: f'<content type="xhtml">{inner}</content>'),
    element("id", ADDRESSES),
    element("published", DATES),
    element("updated", DATES),
    ATOM_LINK.map(lambda link: link.replace("atom:link", "link")),
    around("author", *PERSON),
    around("contributor", *PERSON),
    empty("category", attribute("term", WORDS), attribute("label", WORDS)),
    around(
        "source",
        element("title", TEXTS),
        element("id", ADDRESSES),
        ATOM_LINK.map(lambda link: link.replace("atom:", "")),
    ),
    element("rights", TEXTS),
    *EXTENSIONS,
)


def _several(children: tuple[st.SearchStrategy[str], ...], most: int = 8) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(*children), max_size=most).map("".join)


@st.composite
def rss(draw: st.DrawFn) -> str:
    """Draw an RSS 2.0 document."""
    about = draw(
        _several((element("title", TEXTS), element("link", ADDRESSES), element("language", WORDS), ATOM_LINK), 4)
    )
    items = draw(st.lists(_several(RSS_CHILDREN), min_size=1, max_size=4))
    written_items = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {NAMESPACES}><channel>{about}{written_items}</channel></rss>'


@st.composite
def atom(draw: st.DrawFn) -> str:
    """Draw an Atom document."""
    about = draw(
        _several(
            (
                element("title", TEXTS, TEXT_TYPES),
                ATOM_CHILDREN[8],
                element("id", ADDRESSES),
                around("author", *PERSON),
            ),
            4,
        )
    )
    entries = draw(
        st.lists(st.tuples(st.sampled_from(("", ' xml:lang="fi"')), _several(ATOM_CHILDREN)), min_size=1, max_size=4)
    )
    written_entries = "".join(f"<entry{language}>{entry}</entry>" for language, entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES} xml:lang="en">{about}{written_entries}</feed>'


@st.composite
def rdf(draw: st.DrawFn) -> str:
    """Draw an RSS 1.0 document."""
    items = draw(st.lists(st.tuples(ADDRESSES, _several(RSS_CHILDREN)), min_size=1, max_size=4))
    written_items = "".join(f"<item rdf:about={quoteattr(about)}>{item}</item>" for about, item in items)
    return (
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {NAMESPACES}>'
        f'<channel rdf:about="https://example.org"><title>Uutiset</title><link>https://example.org/</link></channel>'
        f"{written_items}</rdf:RDF>"
    )


DOCUMENTS = st.one_of(
    st.tuples(st.just("rss"), rss()), st.tuples(st.just("atom"), atom()), st.tuples(st.just("rdf"), rdf())
)
"""(kind, text) of sound documents."""
