"""The demo town's papers, posts and programmes: who writes, what they write in a week, and the feeds they publish it in.

The words stand in town_news.txt. Feeds are written as such sources really write them: without headlines where people post,
with the publisher behind the headline in a news search, with the whole text behind a teaser in a blog.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
NEWEST = 25
"""Items that a feed has at most."""
_NEWS = Path(__file__).with_name("town_news.txt")


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who writes. `kind` and `takes` are the bot's words for what it is and what counts of it."""

    key: str
    name: str
    form: str
    """rss, wordpress, posts, search, podcast, atom or json."""
    language: str
    site: str
    kind: str = "news"
    takes: str = "auto"
    is_known: bool = True
    """The desk reads it already; a visitor may add the others."""

    @property
    def file(self) -> str:
        """Return the name of its feed."""
        return f"{self.key}.{'json' if self.form == 'json' else 'xml'}"


SOURCES = (
    Source("sanomat", "Aaltorannan Sanomat", "rss", "fi", "https://aaltorannansanomat.example"),
    Source("posten", "Vågstrands-Posten", "rss", "sv", "https://vagstrandsposten.example"),
    Source("radio", "Radio Ranta", "atom", "fi", "https://radioranta.example"),
    Source("maan", "Maan Uutiset", "rss", "fi", "https://maanuutiset.example"),
    Source("blogi", "Kuusipuun varjossa", "wordpress", "fi", "https://kuusipuunvarjossa.example", "blog"),
    Source("tuuttaus", "#aaltoranta", "posts", "", "https://tuuttaus.example/tags/aaltoranta", "social", "all"),
    Source("foorumi", "Kylänraitti", "atom", "fi", "https://kylanraitti.example", "forum"),
    Source("haku", "Uutishaku: Aaltoranta", "search", "fi", "https://uutishaku.example", "search", "all"),
    Source("menot", "Menovinkki", "json", "", "https://menovinkki.example"),
    Source("podcast", "Rannan ääni", "podcast", "fi", "https://rannanaani.example", "podcast", is_known=False),
)
BY_KEY = {source.key: source for source in SOURCES}


@dataclass(frozen=True, slots=True)
class NewsItem:
    """Something that was written. `story` is "-" when it concerns nobody, and `id` is empty when it is never edited."""

    source: str
    story: str
    at: datetime
    title: str
    text: str
    id: str = ""
    by: str = ""
    publisher: str = ""

    @property
    def slug(self) -> str:
        """Return what tells it from the other items of its source, through all edits."""
        said = self.id or f"{self.title}{self.text}"
        return f"{self.at:%Y%m%d}-{sha256(f'{self.source}{said}'.encode()).hexdigest()[:10]}"

    def link(self, source: Source) -> str:
        """Return its address at its source; there is nothing there."""
        site = source.site.partition("/tags/")[0]
        folder = {"posts": f"{self.by}/", "search": "rss/articles/"}.get(source.form, "")
        return f"{site}/{folder}{self.slug}"


def week(monday: date) -> list[NewsItem]:
    """Return all items of a week that begins with this Monday, and those of the Sunday before, oldest first."""
    return [_item(block, monday) for block in _blocks(_NEWS.read_text(encoding="utf-8"))]


def _blocks(text: str) -> Iterable[list[str]]:
    parts = ([line for line in part.splitlines() if not line.startswith("#")] for part in text.split("\n\n"))
    return (part for part in parts if part)


def _item(block: list[str], monday: date) -> NewsItem:
    head, *lines = block
    day, clock, source, story, *more = head.split(maxsplit=4)
    at = datetime.combine(monday + timedelta(days=int(day) - 1), time.fromisoformat(clock), HELSINKI).astimezone(UTC)
    said = dict(part.split("=", 1) for part in [*more, *lines[1:]] if part.startswith(("id=", "by=", "from=")))
    words = [line for line in lines if not line.startswith("by=")]
    title = "" if BY_KEY[source].form == "posts" else words.pop(0)
    return NewsItem(
        source, story, at, title, " ".join(words), said.get("id", ""), said.get("by", ""), said.get("from", "")
    )


@dataclass
class Newsroom:
    """Everything that is written, published when its moment comes."""

    now: Callable[[], datetime]
    items: Sequence[NewsItem] = field(default_factory=list)

    def published(self, key: str) -> list[NewsItem]:
        """Return what stands in a source's feed now, the newest first; an edited item stands where it stood."""
        now = self.now()
        found: dict[str, NewsItem] = {}
        for item in self.items:
            if item.source == key and item.at <= now:
                first = found.get(item.slug, item)
                found[item.slug] = replace(item, at=first.at)
        return list(found.values())[::-1][:NEWEST]

    def feed(self, source: Source) -> bytes:
        """Return a source's feed as it is now."""
        items = self.published(source.key)
        written = _json(source, items) if source.form == "json" else _xml(source, items)
        return written.encode()


def _xml(source: Source, items: list[NewsItem]) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    if source.form == "atom":
        updated = max((item.at for item in items), default=datetime(2026, 1, 1, tzinfo=UTC))
        entries = "".join(_entry(source, item) for item in items)
        return (
            f'{head}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{source.language}"><id>{source.site}/</id>'
            f'<title>{escape(source.name)}</title><link href="{source.site}/"/>'
            f"<updated>{updated.isoformat()}</updated>{entries}</feed>"
        )
    write = {"wordpress": _blog_post, "posts": _post, "search": _found, "podcast": _episode}.get(source.form, _news)
    language = f"<language>{source.language}</language>" if source.language else ""
    return (
        f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
        f"<channel><title>{escape(source.name)}</title><link>{source.site}</link>{language}"
        f"{''.join(write(source, item) for item in items)}</channel></rss>"
    )


def _about(source: Source, item: NewsItem) -> str:
    link = item.link(source)
    return f'<link>{link}</link><guid isPermaLink="true">{link}</guid><pubDate>{format_datetime(item.at)}</pubDate>'


def _news(source: Source, item: NewsItem) -> str:
    return (
        f"<item><title>{escape(item.title)}</title><description>{escape(item.text)}</description>"
        f"{_about(source, item)}</item>"
    )


def _blog_post(source: Source, item: NewsItem) -> str:
    link = item.link(source)
    teaser = f'<p>{escape(item.text[:60])} [&#8230;]</p><p><a href="{link}">Lue lisää</a></p>'
    return (
        f"<item><title>{escape(item.title)}</title><dc:creator><![CDATA[Sulo]]></dc:creator>"
        f"<category><![CDATA[Luonto]]></category><description><![CDATA[{teaser}]]></description>"
        f"<content:encoded><![CDATA[<p>{escape(item.text)}</p>]]></content:encoded>{_about(source, item)}</item>"
    )


def _post(source: Source, item: NewsItem) -> str:
    words = " ".join(
        f'<a href="https://tuuttaus.example/tags/{word[1:]}" class="mention hashtag">#<span>{word[1:]}</span></a>'
        if word.startswith("#")
        else escape(word)
        for word in item.text.split()
    )
    return (
        f"<item>{_about(source, item)}<dc:creator>{item.by}</dc:creator>"
        f"<description>{escape(f'<p>{words}</p>')}</description></item>"
    )


def _found(source: Source, item: NewsItem) -> str:
    link = item.link(source)
    linked = f'<a href="{link}">{escape(item.title.rpartition(" - ")[0])}</a>&nbsp;&nbsp;{escape(item.publisher)}'
    return (
        f'<item><title>{escape(item.title)}</title><link>{link}</link><guid isPermaLink="false">{item.slug}</guid>'
        f"<pubDate>{format_datetime(item.at)}</pubDate><description>{escape(linked)}</description>"
        f'<source url="https://{_host(item.publisher)}">{escape(item.publisher)}</source></item>'
    )


def _host(publisher: str) -> str:
    sites = {source.name: source.site.removeprefix("https://") for source in SOURCES}
    return sites.get(publisher, f"{publisher.casefold().replace(' ', '')}.example")


def _episode(source: Source, item: NewsItem) -> str:
    sound = f'<enclosure url="{item.link(source)}.mp3" length="1" type="audio/mpeg"/>'
    return (
        f"<item><title>{escape(item.title)}</title><itunes:summary>{escape(item.text)}</itunes:summary>{sound}"
        f"{_about(source, item)}</item>"
    )


def _entry(source: Source, item: NewsItem) -> str:
    author = f"<author><name>{escape(item.by)}</name></author>" if item.by else ""
    return (
        f'<entry><id>{item.link(source)}</id><title>{escape(item.title)}</title><link href="{item.link(source)}"/>'
        f"<published>{item.at.isoformat()}</published><updated>{item.at.isoformat()}</updated>{author}"
        f'<summary type="html">{escape(f"<p>{escape(item.text)}</p>")}</summary></entry>'
    )


def _json(source: Source, items: list[NewsItem]) -> str:
    written = [
        {
            "id": item.slug,
            "url": item.link(source),
            "title": item.title,
            "content_text": item.text,
            "date_published": item.at.isoformat(),
        }
        for item in items
    ]
    about = {"version": "https://jsonfeed.org/version/1.1", "title": source.name, "home_page_url": source.site}
    return json.dumps({**about, "items": written}, ensure_ascii=False)
